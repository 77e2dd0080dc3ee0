"""The map: the five states by the strength of one hue, Afghanistan, and the crossings between them.

Plain filled lines on ordinary axes: nothing is asked of any other host, and a picture of it is sharp at every size.
"""

import bisect
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import pandas as pd

from charts.base import frame
from charts.base.frame import Spec
from data.outlines import LAND, outlines
from data.rows import records
from data.vocabulary import formats
from data.vocabulary.places import AFG, CODES, PLACES

LINES: Final = (
    "The map draws lines as they are held on the ground, as Natural Earth gives them (1:50m, simplified); "
    "we take no position on any border."
)
HEIGHT: Final = 470
Line = tuple[str, Sequence[tuple[float, float]]]

_FRAME: Final = ((46.0, 88.0), (29.0, 55.8))  # degrees east and north
STRETCH: Final = 1 / math.cos(math.radians(41))  # a degree of latitude beside one of longitude, at the middle
_LIGHTEST, _DARKEST = 0.12, 0.62
_MOST_STEPS: Final = 5
# Where a name stands: on land, and clear of the others at the width of a phone. Tajikistan's stands east of it, clear
# of the crossings, and points to its land.
_NAMES: Final = {
    "KAZ": (67.0, 48.6), "UZB": (62.9, 42.5), "TKM": (58.4, 39.2), "KGZ": (75.2, 41.55), "TJK": (80.6, 38.0),
    "AFG": (65.9, 33.5),
}  # fmt: skip
_POINTS_TO: Final = {"TJK": (73.9, 38.4)}
_AROUND: Final = {"Russia": (60.5, 54.6), "China": (84.5, 42.2), "Iran": (54.5, 33), "Pakistan": (69.5, 29.7)}
# How a crossing is crossed, the weightiest first: its symbol and its name in the legend.
MODES: Final = {
    "rail": ("square", "rail crossing"),
    "bridge": ("diamond", "road bridge"),
    "road": ("circle", "other road"),
}
_CROSSED: Final = {"road": "road", "rail": "railway", "bridge": "bridge", "river": "river"}


def trade_map(
    values: Mapping[str, float],
    labels: Mapping[str, str],
    crossings: pd.DataFrame,
    *,
    title: str,
    subtitle: str = "",
    measure: str = "value_usd",
    foot: str = "",
    lines: Sequence[Line] = (),
) -> Spec:
    """The five states filled by value, Afghanistan marked, crossings as points.

    Args:
        values: one value for each state by its code; a state without one, or with NaN, is hatched as not known.
        labels: what stands below the name of a state, and in its hover: the value in words, with its period.
        crossings: rows of `Crossings`; those without coordinates are named in the subtitle.
        title: what the figure shows.
        subtitle: what the values are, their unit, price basis and period.
        measure: what the values are: `value_usd`, `quantity_t` or `quantity_gwh`.
        foot: who says so.
        lines: corridors, each a name and its points as (longitude, latitude).
    """
    known = {code: float(it) for code, it in values.items() if code in CODES and not math.isnan(it)}
    breaks = steps(list(known.values()))
    placed = crossings[crossings["lat"].notna() & crossings["lon"].notna()]
    told = ". ".join(it.rstrip(".") for it in (subtitle, unplaced(crossings)) if it)
    traces = [
        shape(LAND, frame.FAINT, hover=""),
        *(_state(code, known.get(code), labels.get(code, ""), breaks) for code in CODES),
        shape(AFG.code, frame.CLEAR, hover=AFG.name, edge=frame.colour(AFG.code)),
        *(_corridor(name, points, at) for at, (name, points) in enumerate(lines)),
        *crossing_points(placed),
        *_key(breaks, measure, hatched=len(known) < len(CODES)),
    ]
    (west, east), (south, north) = _FRAME
    return frame.figure(
        traces, title, told, foot=foot, height=HEIGHT, annotations=_names(labels),
        # an entry of the legend is not one of the states: a click on it would hide nothing but itself
        legend={"itemclick": False, "itemdoubleclick": False, "entrywidth": 86},
        xaxis={"range": [west, east], "visible": False, "constrain": "range"},
        yaxis={"range": [south, north], "visible": False, "constrain": "range",
               "scaleanchor": "x", "scaleratio": STRETCH},
    )  # fmt: skip


def steps(values: Sequence[float]) -> list[float]:
    """The bounds of the steps of strength: round numbers that hold all values, at most five steps.

    Method: bounds at 1, 2 and 5 times powers of ten, or at 1 and 5, or at powers of ten alone where that makes too
    many; a value of zero opens a step that begins there.
    """
    positive = [it for it in values if it > 0]
    if not positive:
        return []
    zero = [0.0] if len(positive) < len(values) else []
    low, high = math.floor(math.log10(min(positive))), math.ceil(math.log10(max(positive)))
    bounds: list[float] = []
    for ladder in ((1, 2, 5), (1, 5), (1,)):
        rungs = sorted(it * 10.0**power for power in range(low, high + 1) for it in ladder)
        first = bisect.bisect_right(rungs, min(positive)) - 1
        last = bisect.bisect_right(rungs, max(positive))
        bounds = [*zero, *rungs[first : last + 1]]
        if len(bounds) - 1 <= _MOST_STEPS:
            break
    return bounds


def unplaced(crossings: pd.DataFrame) -> str:
    """The sentence that names the crossings whose place is not known; empty where all are."""
    names = crossings.loc[crossings["lat"].isna() | crossings["lon"].isna(), "crossing"]
    return f"Not drawn, place not known: {', '.join(names)}." if len(names) else ""


def _strength(value: float, breaks: Sequence[float]) -> str:
    """The fill of a value: the stronger, the higher its step."""
    return _fill(bisect.bisect_right(breaks, value) - 1, len(breaks) - 1)


def _fill(step: int, count: int) -> str:
    share = step / (count - 1) if count > 1 else 0.5
    return frame.faded(frame.NEUTRAL, round(_LIGHTEST + share * (_DARKEST - _LIGHTEST), 3))


def _state(code: str, value: float | None, label: str, breaks: Sequence[float]) -> dict[str, Any]:
    hover = f"<b>{PLACES[code].name}</b><br>{frame.plain(label) or 'not known'}"
    if value is not None:
        return shape(code, _strength(value, breaks), hover=hover, edge=frame.SOFT)
    return {**shape(code, frame.CLEAR, hover=hover, edge=frame.SOFT), "fillpattern": _HATCH}


_HATCH: Final = {"shape": "/", "fgcolor": frame.SOFT, "bgcolor": frame.CLEAR, "size": 7, "solidity": 0.15}


def shape(code: str, fill: str, *, hover: str, edge: str = frame.CLEAR) -> dict[str, Any]:
    """The outline of a country, or of all land, filled."""
    outline = outlines()[code]
    return {
        "type": "scatter", "mode": "lines", "fill": "toself", "x": outline.lon, "y": outline.lat, "fillcolor": fill,
        "line": {"color": edge, "width": 1.6 if code == AFG.code else 0.8, "simplify": False}, "hoveron": "fills",
        "text": hover, "hoverinfo": "text" if hover else "skip", "showlegend": False,
    }  # fmt: skip


def _corridor(name: str, points: Sequence[tuple[float, float]], at: int) -> dict[str, Any]:
    """A dashed line; its name stands in the legend, told apart by the dash."""
    return {
        "type": "scatter", "mode": "lines", "name": frame.plain(name), "x": [lon for lon, _ in points],
        "y": [lat for _, lat in points], "hoverinfo": "skip",
        "line": {"color": frame.GREY, "width": 2, "dash": _DASHES[at % len(_DASHES)]},
    }  # fmt: skip


_DASHES: Final = ("dash", "dot", "dashdot", "longdash")


def _mode(modes: str) -> str:
    """The weightiest way over a crossing: rail, then bridge, then road."""
    return next((it for it in MODES if it in modes.split(";")), "road")


def crossing_points(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """One trace for each mode, so that the legend tells the symbols."""
    modes = rows["modes"].map(_mode)
    return [_points(rows[modes == it], *MODES[it]) for it in MODES if (modes == it).any()]


def _points(rows: pd.DataFrame, symbol: str, said: str) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "name": said, "x": list(rows["lon"]), "y": list(rows["lat"]),
        "marker": {"symbol": symbol, "size": 8, "color": "#FFFFFF", "line": {"color": "#3F4A50", "width": 1.8}},
        "hovertext": [_hover(it) for it in records(rows)], "hoverinfo": "text",
    }  # fmt: skip


def _hover(crossing: dict[str, Any]) -> str:
    """Both sides, how it is crossed, and what else is said of it."""
    modes = ", ".join(_CROSSED[it] for it in crossing["modes"].split(";"))
    lines = [
        f"<b>{frame.plain(crossing['crossing'])}</b>",
        frame.wrapped(f"{PLACES[crossing['country']].adjective} side: {frame.plain(crossing['other_side'])}", 44),
        frame.wrapped(f"Afghan side: {frame.plain(crossing['afghan_side'])}", 44),
        f"By: {modes}",
    ]
    if isinstance(crossing["note"], str):
        lines.append(frame.wrapped(frame.plain(crossing["note"]), 44))
    return "<br>".join(lines)


def _key(breaks: Sequence[float], measure: str, *, hatched: bool) -> list[dict[str, Any]]:
    """The steps in the legend, and the hatch where something is not known."""
    count = len(breaks) - 1
    entries = [
        _entry(formats.spread(low, high, measure), _fill(step, count))
        for step, (low, high) in enumerate(pairwise(breaks))
    ]
    if hatched:
        entries.append({**_entry("not known", frame.CLEAR), "fillpattern": _HATCH})
    return entries


def _entry(said: str, fill: str) -> dict[str, Any]:
    """A patch of the legend: a filled line without a point on the map."""
    return {
        "type": "scatter", "mode": "lines", "fill": "toself", "name": said, "x": [None], "y": [None],
        "fillcolor": fill, "line": {"color": frame.SOFT, "width": 0.8}, "hoverinfo": "skip",
    }  # fmt: skip


def _names(labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """The names on land, the value below; the neighbours' names fainter."""
    own = [_name(code, labels.get(code, "")) for code in _NAMES]
    around = [
        {"text": said, "x": lon, "y": lat, "showarrow": False, "font": {"size": 11, "color": frame.SOFT}}
        for said, (lon, lat) in _AROUND.items()
    ]
    return [{**it, "xref": "x", "yref": "y"} for it in (*around, *own)]


def _name(code: str, label: str) -> dict[str, Any]:
    lines = [f"<b>{PLACES[code].name}</b>", *([frame.plain(label)] if label else [])]
    lon, lat = _NAMES[code]
    said = {"text": "<br>".join(frame.ink(it) for it in lines), "font": {"size": 11}}
    if code not in _POINTS_TO:
        return {**said, "x": lon, "y": lat, "showarrow": False}
    to = _POINTS_TO[code]
    return {
        **said, "x": to[0], "y": to[1], "ax": lon, "ay": lat, "axref": "x", "ayref": "y", "showarrow": True,
        "arrowhead": 0, "arrowwidth": 1, "arrowcolor": frame.GREY, "standoff": 0,
    }  # fmt: skip
