"""A sparkline: how a series went, the size of a word, without axes."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

WIDE: Final = 200
HIGH: Final = 34
_EDGE: Final = 3  # room for the stroke and the last point


def line(parts: Sequence[Sequence[tuple[int, float]]], colour: str) -> str:
    """Draw a series from zero as a line with its last value as a point: the address of an SVG that needs no other file.

    Args:
        parts: the years and values of each unbroken part, in order; between two parts there is no line.
        colour: of the line.
    """
    pairs = [pair for part in parts for pair in part]
    (first, _), (last, _) = pairs[0], pairs[-1]
    high = max(*(value for _, value in pairs), 0) or 1
    step = (WIDE - 2 * _EDGE) / max(last - first, 1)

    def place(year: int, value: float) -> tuple[float, float]:
        return _EDGE + (year - first) * step, HIGH - _EDGE - value / high * (HIGH - 2 * _EDGE)

    # a part of one year is a dot: a line of no length with round ends
    lines = [
        " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*pair) for pair in (part if len(part) > 1 else [*part, *part])))
        for part in parts
    ]
    x, y = place(*pairs[-1])
    drawn = "".join(f'<polyline points="{points}"/>' for points in lines)
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}"><g fill="none" stroke="{colour}" '
        f'stroke-width="1.6" stroke-linecap="round">{drawn}</g><circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{colour}"/>'
        "</svg>"
    )
    return f"data:image/svg+xml,{quote(picture)}"
