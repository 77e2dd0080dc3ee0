"""The map of crossings and projects: points by mode, straight lines between named towns.

Plain lines on ordinary axes, as `charts.corridors.trade_map`: nothing is asked of any other host.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.corridors.projects import Segment
from charts.base import frame, legend, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from charts.corridors import trade_map as ground
from data.outlines import LAND
from data.rows import Row, grouped, records
from data.schema.tables import Crossings
from data.vocabulary import codes
from data.vocabulary.places import AFG, CODES, PLACES

HEIGHT: Final = 620
_FRAME: Final = ((56.0, 77.0), (29.4, 43.3))  # degrees east and north
# A kind by dash and tone, and how far it stands to the east of the towns, so that kinds do not cover each other.
_KINDS: Final = {
    "rail": ("solid", frame.NEUTRAL, 0.0),
    "power_line": ("dash", frame.GREY, -0.16),
    "pipeline": ("dot", frame.GREY, 0.16),
    "canal": ("dashdot", frame.NEUTRAL, 0.0),
}
_WIDTHS: Final = {"operating": 4.5, "works": 2.8, "contracted": 2.8}
_THIN: Final = 1.4
_FILL: Final = frame.faded(frame.NEUTRAL, 0.13)
_NEAR: Final = 0.2  # degrees, a few pixels: so near to a crossing, its own hover is shown alone
_ALONG: Final = (0.2, 0.35, 0.5, 0.65, 0.8)  # where along a line it can be pointed at
_NAMES: Final = {
    "KAZ": (66.6, 42.9), "UZB": (64.2, 41.1), "TKM": (59.2, 39.6), "KGZ": (74.6, 41.6), "TJK": (73.0, 39.05),
    "AFG": (66.0, 33.6), "Iran": (57.8, 33.4), "Pakistan": (72.6, 31.5), "China": (76.2, 38.2),
}  # fmt: skip
# On which side of its town a name has room.
_SIDES: Final = {
    "Termez": "top left", "Hairatan": "", "Mazar-i-Sharif": "middle right", "Maidanshahr": "",
    "Logar (Pul-i-Alam)": "", "Herat": "bottom left", "Torghundi": "middle left",
    "Serhetabat": "top right", "Kandahar": "middle left", "Spin Boldak": "middle right", "Aqina": "top left",
    "Atamyrat": "top left", "Kharlachi": "bottom center", "Galkynysh gas field": "bottom left", "Multan": "top left",
    "Fazilka": "middle right", "Datka": "top center", "Khujand": "top left", "Sangtuda": "", "Kabul": "top right",
    "Nowshera": "middle right",
    "Andkhoy": "middle left", "Sheberghan": "bottom left", "Jaloliddin Balkhi": "", "Panji Poyon": "",
    "Mary": "middle left", "Quetta": "bottom right", "Kashgar": "bottom center", "Osh": "top left",
}  # fmt: skip
_LARGEST: Final = {"Kabul", "Herat", "Kandahar", "Khujand"}  # of which a phone has room for the names
_NEXT: Final = "\u2002"
_FAR: Final = {"Kandahar": 5 * _NEXT, "Torghundi": 3 * _NEXT}  # beyond the next line
Point = tuple[float, float]  # degrees east and north
# What the great projects are called on the map, and where; the name of the canal stands apart and points to it.
_POINTER: Final = {
    "axref": "x",
    "ayref": "y",
    "showarrow": True,
    "arrowhead": 0,
    "arrowwidth": 1,
    "arrowcolor": frame.GREY,
}
GREAT: Final[dict[str, tuple[str, Point, dict[str, object]]]] = {
    "TAPI gas pipeline (whole)": ("TAPI", (63.5, 32.5), {"xanchor": "right"}),
    "CASA-1000": ("CASA-1000", (69.3, 36.0), {"xanchor": "left"}),
    "Trans-Afghan railway (Termez-Naibabad-Logar-Kharlachi)": (
        "Trans-Afghan railway",
        (69.6, 32.8),
        {"xanchor": "left"},
    ),
    "Qosh Tepa canal": ("Qosh Tepa canal", (66.3, 37.05), {"ax": 65.0, "ay": 38.6, **_POINTER}),
}


def route_map(crossings: pd.DataFrame, segments: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw crossings as points, projects as lines.

    Args:
        crossings: rows of `Crossings`, all with coordinates.
        segments: rows of `analysis.corridors.projects.Segment`; those of one kind between two towns are one line.
        caption: the words around it.
    """
    if crossings.empty and segments.empty:
        return frame.empty("No crossing and no line between named towns is on record here.", caption["title"])
    points = list(zip(crossings[Crossings.lon], crossings[Crossings.lat], strict=True))
    lines = grouped(records(segments), [Segment.kind, Segment.town, Segment.to_town])
    drawn = [
        ground.shape(LAND, frame.FAINT, hover=""),
        *(ground.shape(code, _FILL, hover="", edge=frame.SOFT) for code in CODES),
        ground.shape(AFG.code, frame.FAINT, hover="", edge=frame.colour(AFG.code)),
        *(_line(line[0]) for line in sorted(lines, key=lambda line: _width(line[0]), reverse=True)),
        *_legend(set(segments[Segment.kind])),
        *_towns(lines, points),
        *_targets(lines, points),
        *_crossings(crossings),
    ]
    names = [*map(_name, _NAMES), *_great(set(segments[Segment.project]))]
    return ground.on_map(drawn, _FRAME, HEIGHT, names, caption)


def _crossings(rows: pd.DataFrame) -> list[Trace]:
    """The crossings with one sign and one entry of the legend: how each is crossed stands in its hover."""
    return [
        {**points, "name": "border crossing", "showlegend": not at, "marker": points["marker"] | {"symbol": "square"}}
        for at, points in enumerate(ground.crossing_points(rows))
    ]


def _great(projects: Collection[str]) -> list[Trace]:
    """The names of the great projects that are drawn, at their lines."""
    return [
        traces.note(f"<b><i>{frame.ink(name)}</i></b>", *at, xref="x", yref="y", rim=True, **more)
        for project, (name, at, more) in GREAT.items()
        if project in projects
    ]


def _width(segment: Row) -> float:
    return _WIDTHS.get(segment[Segment.furthest], _THIN)


def _ends(segment: Row) -> tuple[Point, Point]:
    """Both ends of a line, set aside by its kind."""
    aside = _KINDS[segment[Segment.kind]][2]
    return (
        (segment[Segment.lon] + aside, segment[Segment.lat]),
        (segment[Segment.to_lon] + aside, segment[Segment.to_lat]),
    )


def _line(segment: Row) -> Trace:
    dash, colour, _ = _KINDS[segment[Segment.kind]]
    east, north = _apart(_ends(segment))
    return traces.lines(east, north, colour, _width(segment), dash=dash)


def _legend(kinds: Collection[str]) -> list[Trace]:
    """An entry for each kind that is there, without a point on the map."""
    looks = {kind: {"color": colour, "width": 2.4, "dash": dash} for kind, (dash, colour, _) in _KINDS.items()}
    return legend.dashes((codes.say(kind), line) for kind, line in looks.items() if kind in kinds)


def _targets(lines: Sequence[Sequence[Row]], crossings: Sequence[Point]) -> list[Trace]:
    """Invisible points along each line that say what it is: a line itself has no place to point at."""
    spots = [
        (line, start[0] + along * (end[0] - start[0]), start[1] + along * (end[1] - start[1]))
        for line in lines
        for start, end in [_ends(line[0])]
        for along in _ALONG
    ]
    spots = [(line, east, north) for line, east, north in spots if _is_clear(east, north, crossings)]
    if not spots:
        return []
    on, east, north = zip(*spots, strict=True)
    return [traces.points(east, north, {"size": 10, "color": frame.CLEAR}, map(_hover, on))]


def _hover(line: Sequence[Row]) -> str:
    """The towns and the kind of a line, and how far each of its projects has come."""
    projects = [
        frame.wrapped(frame.plain(f"{row[Segment.project]}: {codes.PROJECT_STAGES[row[Segment.stage]]}"), 46)
        for row in line
    ]
    towns, kind = f"{line[0][Segment.town]} - {line[0][Segment.to_town]}", codes.say(line[0][Segment.kind])
    return "<br>".join([f"<b>{frame.plain(towns)}</b> · {kind}", *(it.replace("<br>", "<br>  ") for it in projects)])


def _is_clear(east: float, north: float, crossings: Sequence[Point]) -> bool:
    """Return whether no crossing lies so near that a reader who points there would mean the crossing."""
    return not any(abs(lon - east) < _NEAR and abs(lat - north) < _NEAR for lon, lat in crossings)


def _towns(lines: Sequence[Sequence[Row]], crossings: Sequence[Point]) -> list[Trace]:
    """The towns that lines join; a phone has room for the names of the projects and of the largest towns."""
    places: dict[str, Point] = {}
    for segment, *_ in lines:
        places[segment[Segment.town]] = (segment[Segment.lon], segment[Segment.lat])
        places[segment[Segment.to_town]] = (segment[Segment.to_lon], segment[Segment.to_lat])
    if not places:
        return []
    marked = {town: place for town, place in places.items() if _is_clear(*place, crossings)}
    named = {town: place for town, place in places.items() if _SIDES.get(town)}
    large, small = [it for it in named if it in _LARGEST], [it for it in named if it not in _LARGEST]
    look = {"size": 5, "color": frame.GREY}
    return [
        traces.points(*_apart(marked.values()), look, map(frame.plain, marked)),
        *(_names(part, places, **more) for part, more in ((large, {}), (small, {"only": "from 600"})) if part),
    ]


def _names(towns: Sequence[str], places: Mapping[str, Point], **more: object) -> Trace:
    """The names of towns beside them."""
    names = [f"\u2002{frame.plain(town)}{_FAR.get(town, _NEXT)}" for town in towns]
    sides = [_SIDES[town] for town in towns]
    return traces.texts(*_apart(places[it] for it in towns), names, sides, size=12, color=frame.GREY, rim=True, **more)


def _apart(points: Iterable[Point]) -> tuple[list[float], list[float]]:
    """Degrees east, and degrees north, of some points."""
    places = list(points)
    return [east for east, _ in places], [north for _, north in places]


def _name(code: str) -> Trace:
    east, north = _NAMES[code]
    if code in PLACES:
        return traces.note(f"<b>{frame.ink(PLACES[code].name)}</b>", east, north, xref="x", yref="y", rim=True)
    return traces.note(code, east, north, xref="x", yref="y", color=frame.GREY, rim=True)
