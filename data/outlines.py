"""Read the outlines of the map: the five states, Afghanistan, and the surrounding land without borders.

`shapes.geojson` is made from Natural Earth 4.1.0, 1:50m (public domain), in the form of `countries-50m.json` of
world-atlas 2.0.2 (ISC licence). It was made once: the shared arcs were simplified one by one (Douglas-Peucker, 0.02
degrees along the borders of the six, 0.12 elsewhere), so that neighbours still meet and the enclaves in the Ferghana
Valley remain; the land was clipped to 8 W-142 E, 14-72 N; coordinates are rounded to 3 decimals, those of the land to 1.
Outer rings run one way and holes the other, so that a hole stays open when a shape is filled.

Natural Earth draws de facto borders. We take no position on any of them.
"""

import json
import math
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

FILE: Final = Path(__file__).parent / "shapes.geojson"
LAND: Final = "LAND"


class Outline(NamedTuple):
    """The rings of a shape one after the other, separated by None: the form of a filled line, in degrees."""

    lon: tuple[float | None, ...]
    lat: tuple[float | None, ...]


@cache
def outlines() -> dict[str, Outline]:
    """Read every outline by the code of its country; `LAND` is all land in the frame, without borders."""
    features = json.loads(FILE.read_text(encoding="utf-8"))["features"]
    return {it["id"]: _outline(it["geometry"]["coordinates"]) for it in features}


def border_km(lat: float, lon: float, code: str) -> float:
    """Return how far a place is from the border of a country, in kilometres, on a plane through it."""
    wide, high = 111.2 * math.cos(math.radians(lat)), 111.2  # kilometres in a degree
    outline, nearest = outlines()[code], math.inf
    corners = [
        None if x is None or y is None else complex((x - lon) * wide, (y - lat) * high)
        for x, y in zip(outline.lon, outline.lat, strict=True)
    ]
    for one, other in pairwise(corners):
        if one is not None and other is not None and one != other:
            along = max(0.0, min(1.0, -(one * (other - one).conjugate()).real / abs(other - one) ** 2))
            nearest = min(nearest, abs(one + along * (other - one)))
    return nearest


def _outline(polygons: list[list[list[list[float]]]]) -> Outline:
    points: list[tuple[float, float] | tuple[None, None]] = []
    for ring in (ring for polygon in polygons for ring in polygon):
        if points:
            points.append((None, None))
        points += [(lon, lat) for lon, lat in ring]
    return Outline(tuple(lon for lon, _ in points), tuple(lat for _, lat in points))
