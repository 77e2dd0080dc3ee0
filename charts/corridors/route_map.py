"""The map of crossings and projects: points by mode, straight lines between named towns.

Plain lines on ordinary axes, as `charts.corridors.trade_map`: nothing is asked of any other host.
"""

from collections.abc import Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.corridors.projects import STAGES, Segment
from charts.base import frame, legend, traces
from charts.base.frame import Caption, Spec
from charts.corridors import trade_map as ground
from data.rows import Row
from data.vocabulary import codes
from data.vocabulary.places import AFG, CODES, PLACES

HEIGHT: Final = 580
SCHEMATIC: Final = "Lines are schematic: straight between the towns that a project names, not the real alignment."
_FRAME: Final = ((56.0, 77.0), (29.2, 43.6))  # degrees east and north
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
_NEAR: Final = 0.2  # degrees, a few pixels: what lies so near to a crossing is not told, for the crossing is
_ALONG: Final = (0.2, 0.35, 0.5, 0.65, 0.8)  # where along a line it can be pointed at
_NAMES: Final = {
    "KAZ": (66.6, 43.1), "UZB": (64.2, 41.1), "TKM": (59.2, 39.6), "KGZ": (74.6, 41.6), "TJK": (73.0, 39.05),
    "AFG": (66.0, 33.6), "Iran": (57.8, 33.4), "Pakistan": (69.6, 30.3), "China": (76.2, 38.2),
}  # fmt: skip
# On which side of its town a name has room.
_SIDES: Final = {
    "Termez": "top left", "Hairatan": "", "Mazar-i-Sharif": "bottom right", "Maidanshahr": "top right",
    "Logar (Pul-i-Alam)": "bottom right", "Herat": "bottom left", "Torghundi": "middle left",
    "Serhetabat": "top right", "Kandahar": "bottom left", "Spin Boldak": "middle right", "Aqina": "top left",
    "Andkhoy": "middle left", "Sheberghan": "bottom left", "Jaloliddin Balkhi": "middle right", "Panji Poyon": "",
    "Mary": "middle left", "Quetta": "bottom right", "Kashgar": "bottom center", "Osh": "top left",
}  # fmt: skip
Point = tuple[float, float]  # degrees east and north


def route_map(crossings: pd.DataFrame, lines: Sequence[Segment], **caption: Unpack[Caption]) -> Spec:
    """Draw crossings as points, projects as lines.

    Args:
        crossings: rows of `Crossings`; those without coordinates are named in the subtitle.
        lines: as `analysis.corridors.projects.segments`.
        caption: the words around it.
    """
    if crossings.empty and not lines:
        return frame.empty("No crossing and no line between named towns is on record here.", caption["title"])
    placed = crossings[crossings["lat"].notna() & crossings["lon"].notna()]
    points = list(zip(placed["lon"], placed["lat"], strict=True))
    said = (caption.get("subtitle", ""), ground.unplaced(crossings))
    caption["subtitle"] = " ".join(it for it in said if it)
    drawn = [
        ground.shape("LAND", frame.FAINT, hover=""),
        *(ground.shape(code, _FILL, hover="", edge=frame.SOFT) for code in CODES),
        ground.shape(AFG.code, frame.FAINT, hover="", edge=frame.colour(AFG.code)),
        *(_line(it) for it in sorted(lines, key=lambda it: _width(it.furthest), reverse=True)),
        *_legend(lines),
        *_towns(lines, points),
        *_targets(lines, points),
        *ground.crossing_points(placed),
    ]
    return ground.on_map(drawn, _FRAME, HEIGHT, [_name(code) for code in _NAMES], caption)


def _width(stage: str) -> float:
    return _WIDTHS.get(stage, _THIN)


def _ends(it: Segment) -> tuple[list[float], list[float]]:
    """East and north of both ends, set aside by its kind."""
    aside = _KINDS[it.kind][2]
    return [east + aside for _, east in it.ends], [north for north, _ in it.ends]


def _line(it: Segment) -> Row:
    dash, colour, _ = _KINDS[it.kind]
    east, north = _ends(it)
    return traces.lines(east, north, colour, _width(it.furthest), dash=dash)


def _legend(lines: Sequence[Segment]) -> list[Row]:
    """The kinds that are there; entries without a point on the map."""
    there = {it.kind for it in lines}
    looks = {kind: {"color": colour, "width": 2.4, "dash": dash} for kind, (dash, colour, _) in _KINDS.items()}
    return legend.dashes((codes.say(kind), line) for kind, line in looks.items() if kind in there)


def _targets(lines: Sequence[Segment], crossings: Sequence[Point]) -> list[Row]:
    """What a line is, told at points along it that nobody sees: a line itself has no place to point at."""
    spots = [
        (it, east[0] + along * (east[1] - east[0]), north[0] + along * (north[1] - north[0]))
        for it in lines
        for east, north in [_ends(it)]
        for along in _ALONG
    ]
    spots = [(it, east, north) for it, east, north in spots if _is_clear(east, north, crossings)]
    if not spots:
        return []
    east, north = [east for _, east, _ in spots], [north for _, _, north in spots]
    return [traces.points(east, north, {"size": 10, "color": frame.CLEAR}, [_hover(it) for it, *_ in spots])]


def _hover(it: Segment) -> str:
    said = [
        frame.wrapped(frame.plain(f"{project}: {STAGES[stage]}"), 46).replace("<br>", "<br>  ")
        for project, stage in it.projects
    ]
    return "<br>".join([f"<b>{frame.plain(' - '.join(it.towns))}</b> · {codes.say(it.kind)}", *said])


def _is_clear(east: float, north: float, crossings: Sequence[Point]) -> bool:
    """Whether no crossing lies so near that a reader who points at it would be told of something else."""
    return not any(abs(lon - east) < _NEAR and abs(lat - north) < _NEAR for lon, lat in crossings)


def _towns(lines: Sequence[Segment], crossings: Sequence[Point]) -> list[Row]:
    """The towns that lines join; a phone hides their names, as all text points."""
    there = {town: end for it in lines for town, end in zip(it.towns, it.ends, strict=True)}
    if not there:
        return []
    marked = [town for town, (north, east) in there.items() if _is_clear(east, north, crossings)]
    named = [it for it in there if _SIDES.get(it)]
    dots, names = ([there[it] for it in some] for some in (marked, named))
    hovers, said = [frame.plain(it) for it in marked], [f"\u2002{frame.plain(it)}\u2002" for it in named]
    look, sides = {"size": 5, "color": frame.GREY}, [_SIDES[it] for it in named]
    return [
        traces.points([east for _, east in dots], [north for north, _ in dots], look, hovers),
        traces.texts(
            [east for _, east in names], [north for north, _ in names], said, sides, size=10.5, color=frame.GREY
        ),
    ]


def _name(code: str) -> Row:
    east, north = _NAMES[code]
    if code in PLACES:
        return traces.note(f"<b>{frame.ink(PLACES[code].name)}</b>", east, north, xref="x", yref="y")
    return traces.note(code, east, north, xref="x", yref="y", color=frame.SOFT)
