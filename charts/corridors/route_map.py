"""The map of crossings and projects: points by mode, straight lines between named towns.

Plain lines on ordinary axes, as `charts.corridors.trade_map`: nothing is asked of any other host.
"""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from analysis.corridors.projects import STAGES, Segment
from charts.base import frame
from charts.base.frame import Spec
from charts.corridors import trade_map as ground
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


def route_map(
    crossings: pd.DataFrame, lines: Sequence[Segment], *, title: str, subtitle: str = "", foot: str = ""
) -> Spec:
    """Crossings as points, projects as lines.

    Args:
        crossings: rows of `Crossings`; those without coordinates are named in the subtitle.
        lines: as `analysis.corridors.projects.segments`.
        title: what the figure shows.
        subtitle: what must be known to read it.
        foot: who says so.
    """
    if crossings.empty and not lines:
        return frame.empty("No crossing and no line between named towns is on record here.", title)
    placed = crossings[crossings["lat"].notna() & crossings["lon"].notna()]
    points = list(zip(placed["lon"], placed["lat"], strict=True))
    told = " ".join(it for it in (subtitle, ground.unplaced(crossings)) if it)
    traces = [
        ground.shape("LAND", frame.FAINT, hover=""),
        *(ground.shape(code, _FILL, hover="", edge=frame.SOFT) for code in CODES),
        ground.shape(AFG.code, frame.FAINT, hover="", edge=frame.colour(AFG.code)),
        *(_line(it) for it in sorted(lines, key=lambda it: _width(it.furthest), reverse=True)),
        *_legend(lines),
        *_towns(lines, points),
        *_targets(lines, points),
        *ground.crossing_points(placed),
    ]
    (west, east), (south, north) = _FRAME
    return frame.figure(
        traces, title, told, foot=foot, height=HEIGHT, annotations=[_name(code) for code in _NAMES],
        legend={"itemclick": False, "itemdoubleclick": False},
        xaxis={"range": [west, east], "visible": False, "constrain": "range"},
        yaxis={"range": [south, north], "visible": False, "constrain": "range",
               "scaleanchor": "x", "scaleratio": ground.STRETCH},
    )  # fmt: skip


def _width(stage: str) -> float:
    return _WIDTHS.get(stage, _THIN)


def _ends(it: Segment) -> tuple[list[float], list[float]]:
    """East and north of both ends, set aside by its kind."""
    aside = _KINDS[it.kind][2]
    return [east + aside for _, east in it.ends], [north for north, _ in it.ends]


def _line(it: Segment) -> dict[str, Any]:
    dash, colour, _ = _KINDS[it.kind]
    east, north = _ends(it)
    return {
        "type": "scatter", "mode": "lines", "x": east, "y": north, "showlegend": False, "hoverinfo": "skip",
        "line": {"color": colour, "width": _width(it.furthest), "dash": dash},
    }  # fmt: skip


def _legend(lines: Sequence[Segment]) -> list[dict[str, Any]]:
    """The kinds that are there; entries without a point on the map."""
    there = {it.kind for it in lines}
    return [
        {"type": "scatter", "mode": "lines", "name": codes.say(kind), "x": [None], "y": [None],
         "line": {"color": colour, "width": 2.4, "dash": dash}, "hoverinfo": "skip"}
        for kind, (dash, colour, _) in _KINDS.items() if kind in there
    ]  # fmt: skip


def _targets(lines: Sequence[Segment], crossings: Sequence[Point]) -> list[dict[str, Any]]:
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
    return [{
        "type": "scatter", "mode": "markers", "showlegend": False, "hoverinfo": "text",
        "x": [east for _, east, _ in spots], "y": [north for _, _, north in spots],
        "hovertext": [_hover(it) for it, _, _ in spots], "marker": {"size": 10, "color": frame.CLEAR},
    }]  # fmt: skip


def _hover(it: Segment) -> str:
    said = [
        frame.wrapped(frame.plain(f"{project}: {STAGES[stage]}"), 46).replace("<br>", "<br>  ")
        for project, stage in it.projects
    ]
    return "<br>".join([f"<b>{frame.plain(' - '.join(it.towns))}</b> · {codes.say(it.kind)}", *said])


def _is_clear(east: float, north: float, crossings: Sequence[Point]) -> bool:
    """Whether no crossing lies so near that a reader who points at it would be told of something else."""
    return not any(abs(lon - east) < _NEAR and abs(lat - north) < _NEAR for lon, lat in crossings)


def _towns(lines: Sequence[Segment], crossings: Sequence[Point]) -> list[dict[str, Any]]:
    """The towns that lines join; a phone hides their names, as all text points."""
    there = {town: end for it in lines for town, end in zip(it.towns, it.ends, strict=True)}
    if not there:
        return []
    marked = [it for it, (north, east) in there.items() if _is_clear(east, north, crossings)]
    place = {"x": [there[it][1] for it in marked], "y": [there[it][0] for it in marked], "showlegend": False}
    named = [it for it in there if _SIDES.get(it)]
    return [
        {"type": "scatter", "mode": "markers", **place, "hovertext": [frame.plain(it) for it in marked],
         "hoverinfo": "text", "marker": {"size": 5, "color": frame.GREY}},
        {"type": "scatter", "mode": "text", "x": [there[it][1] for it in named], "y": [there[it][0] for it in named],
         "text": [f"\u2002{frame.plain(it)}\u2002" for it in named], "textposition": [_SIDES[it] for it in named],
         "textfont": {"size": 10.5, "color": frame.GREY}, "hoverinfo": "skip", "showlegend": False},
    ]  # fmt: skip


def _name(code: str) -> dict[str, Any]:
    east, north = _NAMES[code]
    said = f"<b>{frame.ink(PLACES[code].name)}</b>" if code in PLACES else code
    return {
        "text": said, "x": east, "y": north, "xref": "x", "yref": "y", "showarrow": False,
        "font": {"size": 11} if code in PLACES else {"size": 11, "color": frame.SOFT},
    }  # fmt: skip
