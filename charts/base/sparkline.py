"""A sparkline: how a series went, the size of a word, without axes."""

from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

WIDE: Final = 200
HIGH: Final = 34
_EDGE: Final = 3  # room for the stroke and the last point


def line(values: Sequence[float], colour: str) -> str:
    """Draw a series from zero as a line with its last value as a point: the address of an SVG that needs no other file.

    Args:
        values: at least two, in order, of equal steps.
        colour: of the line.
    """
    high = max(*values, 0) or 1
    step = (WIDE - 2 * _EDGE) / (len(values) - 1)
    points = [(_EDGE + at * step, HIGH - _EDGE - value / high * (HIGH - 2 * _EDGE)) for at, value in enumerate(values)]
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    x, y = points[-1]
    picture = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}"><polyline points="{drawn}" fill="none" '
        f'stroke="{colour}" stroke-width="1.6"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{colour}"/></svg>'
    )
    return f"data:image/svg+xml,{quote(picture)}"
