"""A sparkline: how a series went, the size of a word, without axes."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

WIDE: Final = 200
HIGH: Final = 34
_EDGE: Final = 3  # room for the stroke and the last point


def line(
    parts: Sequence[Sequence[tuple[int, float]]], colour: str, first: int, last: int, marked: float | None = None
) -> str:
    """Draw a series from zero as a line with its last value as a point: the address of an SVG that needs no other file.

    Args:
        parts: the years and values of each unbroken part, in order; between two parts there is no line.
        colour: of the line.
        first: the year at the left edge.
        last: the year at the right edge.
        marked: the year, or a part of it, at which a thin grey line stands.
    """
    high = max(*(value for part in parts for _, value in part), 0) or 1
    step = (WIDE - 2 * _EDGE) / max(last - first, 1)

    def place(pair: tuple[int, float]) -> tuple[float, float]:
        return _EDGE + (pair[0] - first) * step, HIGH - _EDGE - pair[1] / high * (HIGH - 2 * _EDGE)

    lines = [" ".join(f"{x:.1f},{y:.1f}" for x, y in map(place, part)) for part in parts]
    alone = [place(part[0]) for part in parts if len(part) == 1]
    dots = [*((x, y, 1.5) for x, y in alone), (*place(parts[-1][-1]), 2.4)]
    at = _EDGE + ((marked or 0) - first) * step
    mark = "" if marked is None else f'<path d="M{at:.1f} 0V{HIGH}" stroke="#7F7F7F" stroke-width="0.8"/>'
    drawn = "".join(f'<polyline points="{points}"/>' for points in lines)
    dotted = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size}"/>' for x, y, size in dots)
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}">{mark}<g fill="none" stroke="{colour}" '
        f'stroke-width="1.6">{drawn}</g><g fill="{colour}">{dotted}</g></svg>'
    )
    return f"data:image/svg+xml,{quote(picture)}"
