"""Read the outlines of the map: the five states, Afghanistan, and the surrounding land without borders.

`shapes.geojson` is made from Natural Earth 4.1.0, 1:50m (public domain), in the form of `countries-50m.json` of
world-atlas 2.0.2 (ISC licence). It was made once: the shared arcs were simplified one by one (Douglas-Peucker, 0.02
degrees along the borders of the six, 0.12 elsewhere), so that neighbours still meet and the enclaves in the Ferghana
Valley remain; the land was clipped to 8 W-142 E, 14-72 N; coordinates are rounded to 3 decimals, those of the land to 1.
Outer rings run one way and holes the other, so that a hole stays open when a shape is filled.

Natural Earth draws de facto borders. We take no position on any of them.
"""

import json
from functools import cache
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


def _outline(polygons: list[list[list[list[float]]]]) -> Outline:
    points: list[tuple[float, float] | tuple[None, None]] = []
    for ring in (ring for polygon in polygons for ring in polygon):
        if points:
            points.append((None, None))
        points += [(lon, lat) for lon, lat in ring]
    return Outline(tuple(lon for lon, _ in points), tuple(lat for _, lat in points))
