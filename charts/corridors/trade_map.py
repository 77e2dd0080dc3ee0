"""The map: the five states by the strength of one hue, Afghanistan, and the crossings between them.

Plain filled lines on ordinary axes: nothing is asked of any other host, and a picture of it is sharp at every size.
"""

import bisect
import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, Unpack

import pandas as pd

from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from data.outlines import LAND, outlines
from data.rows import Row, records
from data.vocabulary import formats
from data.vocabulary.places import AFG, CODES, PLACES

LINES: Final = (
    "The map draws lines as they are held on the ground, as Natural Earth gives them (1:50m, simplified); "
    "we take no position on any border."
)
HEIGHT: Final = 470
Line = tuple[str, Sequence[tuple[float, float]]]
Span = tuple[float, float]

_FRAME: Final = ((46.0, 88.0), (29.0, 55.8))  # degrees east and north
STRETCH: Final = 1 / math.cos(math.radians(41))  # a degree of latitude beside one of longitude, at the middle
_LIGHTEST, _DARKEST = 0.12, 0.62
_MOST_STEPS: Final = 5
_WIDE: Final = 44  # characters of a line of a hover
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
    measure: str = "value_usd",
    lines: Sequence[Line] = (),
    **caption: Unpack[Caption],
) -> Spec:
    """Draw the five states filled by value, Afghanistan marked, crossings as points.

    Args:
        values: one value for each state by its code; a state without one, or with NaN, is hatched as not known.
        labels: what stands below the name of a state, and in its hover: the value in words, with its period.
        crossings: rows of `Crossings`; those without coordinates are named in the subtitle.
        measure: what the values are: `value_usd`, `quantity_t` or `quantity_gwh`.
        lines: corridors, each a name and its points as (longitude, latitude).
        caption: the words around it.
    """
    known = {code: float(it) for code, it in values.items() if code in CODES and not math.isnan(it)}
    breaks = steps(list(known.values()))
    placed = crossings[crossings["lat"].notna() & crossings["lon"].notna()]
    said = (caption.get("subtitle", ""), unplaced(crossings))
    caption["subtitle"] = ". ".join(it.rstrip(".") for it in said if it)
    drawn = [
        shape(LAND, frame.FAINT, hover=""),
        *(_state(code, known.get(code), labels.get(code, ""), breaks) for code in CODES),
        shape(AFG.code, frame.CLEAR, hover=AFG.name, edge=frame.colour(AFG.code)),
        *(_corridor(name, points, at) for at, (name, points) in enumerate(lines)),
        *crossing_points(placed),
        *_key(breaks, measure, hatched=len(known) < len(CODES)),
    ]
    # an entry of the legend is not one of the states: a click on it would hide nothing but itself
    return on_map(drawn, _FRAME, HEIGHT, _names(labels), caption, entrywidth=86)


def on_map(
    drawn: Sequence[Row], view: tuple[Span, Span], height: int, notes: Sequence[Row], caption: Caption, **key: object
) -> Spec:
    """Draw traces and notes in a part of the world, degrees east and north, of which a click hides nothing."""
    east, north = ({"range": list(it), "visible": False, "constrain": "range"} for it in view)
    return frame.figure(
        drawn,
        height=height,
        annotations=notes,
        legend={"itemclick": False, "itemdoubleclick": False, **key},
        xaxis=east,
        yaxis=north | {"scaleanchor": "x", "scaleratio": STRETCH},
        **caption,
    )


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


def _state(code: str, value: float | None, label: str, breaks: Sequence[float]) -> Row:
    hover = f"<b>{PLACES[code].name}</b><br>{frame.plain(label) or 'not known'}"
    if value is not None:
        return shape(code, _strength(value, breaks), hover=hover, edge=frame.SOFT)
    return {**shape(code, frame.CLEAR, hover=hover, edge=frame.SOFT), "fillpattern": _HATCH}


_HATCH: Final = {"shape": "/", "fgcolor": frame.SOFT, "bgcolor": frame.CLEAR, "size": 7, "solidity": 0.15}


def shape(code: str, fill: str, *, hover: str, edge: str = frame.CLEAR) -> Row:
    """The outline of a country, or of all land, filled."""
    outline = outlines()[code]
    return {
        "type": "scatter", "mode": "lines", "fill": "toself", "x": outline.lon, "y": outline.lat, "fillcolor": fill,
        "line": {"color": edge, "width": 1.6 if code == AFG.code else 0.8, "simplify": False}, "hoveron": "fills",
        "text": hover, "hoverinfo": "text" if hover else "skip", "showlegend": False,
    }  # fmt: skip


def _corridor(name: str, points: Sequence[tuple[float, float]], at: int) -> Row:
    """A dashed line; its name stands in the legend, told apart by the dash."""
    east, north = [lon for lon, _ in points], [lat for _, lat in points]
    return traces.lines(east, north, frame.GREY, 2, dash=_DASHES[at % len(_DASHES)], name=frame.plain(name))


_DASHES: Final = ("dash", "dot", "dashdot", "longdash")


def _mode(modes: str) -> str:
    """The weightiest way over a crossing: rail, then bridge, then road."""
    return next((it for it in MODES if it in modes.split(";")), "road")


def crossing_points(rows: pd.DataFrame) -> list[Row]:
    """One trace for each mode, so that the legend tells the symbols."""
    modes = rows["modes"].map(_mode)
    return [_points(rows[modes == it], *MODES[it]) for it in MODES if (modes == it).any()]


def _points(rows: pd.DataFrame, symbol: str, said: str) -> Row:
    look = {"symbol": symbol, "size": 8, "color": "#FFFFFF", "line": {"color": "#3F4A50", "width": 1.8}}
    return traces.points(rows["lon"], rows["lat"], look, [_hover(it) for it in records(rows)], name=said)


def _hover(crossing: Row) -> str:
    """Both sides, how it is crossed, and what else is said of it."""
    modes = ", ".join(_CROSSED[it] for it in crossing["modes"].split(";"))
    return hover.lines(
        hover.bold(crossing["crossing"], _WIDE),
        f"{PLACES[crossing['country']].adjective} side: {crossing['other_side']}",
        f"Afghan side: {crossing['afghan_side']}",
        f"By: {modes}",
        crossing["note"] if isinstance(crossing["note"], str) else "",
        wide=_WIDE,
    )


def _key(breaks: Sequence[float], measure: str, *, hatched: bool) -> list[Row]:
    """The steps in the legend, and the hatch where something is not known."""
    count = len(breaks) - 1
    entries = [
        _entry(formats.spread(low, high, measure), _fill(step, count))
        for step, (low, high) in enumerate(pairwise(breaks))
    ]
    if hatched:
        entries.append({**_entry("not known", frame.CLEAR), "fillpattern": _HATCH})
    return entries


def _entry(said: str, fill: str) -> Row:
    """A patch of the legend: a filled line without a point on the map."""
    return {
        "type": "scatter", "mode": "lines", "fill": "toself", "name": said, "x": [None], "y": [None],
        "fillcolor": fill, "line": {"color": frame.SOFT, "width": 0.8}, "hoverinfo": "skip",
    }  # fmt: skip


def _names(labels: Mapping[str, str]) -> list[Row]:
    """The names on land, the value below; the neighbours' names fainter."""
    own = [_name(code, labels.get(code, "")) for code in _NAMES]
    around = [traces.note(said, lon, lat, color=frame.SOFT) for said, (lon, lat) in _AROUND.items()]
    return [{**it, "xref": "x", "yref": "y"} for it in (*around, *own)]


def _name(code: str, label: str) -> Row:
    lines = [f"<b>{PLACES[code].name}</b>", *([frame.plain(label)] if label else [])]
    (lon, lat), text = _NAMES[code], "<br>".join(frame.ink(it) for it in lines)
    if code not in _POINTS_TO:
        return traces.note(text, lon, lat)
    arrow = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": frame.GREY, "standoff": 0}
    return traces.note(text, *_POINTS_TO[code], ax=lon, ay=lat, axref="x", ayref="y", **arrow)
