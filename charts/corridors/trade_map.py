"""The map: the five states by the strength of one hue, Afghanistan, and the crossings between them.

Plain filled lines on ordinary axes: nothing is asked of any other host, and a picture of it is sharp at every size.
"""

import bisect
import math
from collections.abc import Collection, Mapping, Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.trade.preferred import Preferred
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.outlines import LAND, outlines
from data.rows import Row, records
from data.schema.tables import Crossings
from data.vocabulary import formats
from data.vocabulary.places import AFG, CODES, PLACES

HEIGHT: Final = 470
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
    turnover: pd.DataFrame, crossings: pd.DataFrame, *, countries: Collection[str] = CODES, **caption: Unpack[Caption]
) -> Spec:
    """Draw the five states filled by turnover, Afghanistan marked, crossings as points.

    Args:
        turnover: rows of `analysis.trade.preferred.Preferred`, one of each state; a state without one is hatched.
        crossings: rows of `Crossings`, all with coordinates.
        countries: codes of the states that are filled or hatched; the others are outlines.
        caption: the words around it.
    """
    values = dict(zip(turnover[Preferred.country], turnover[Preferred.value], strict=True))
    labels = {row[Preferred.country]: _amount(row) for row in records(turnover)}
    breaks = steps(list(values.values()))
    drawn = [
        shape(LAND, frame.FAINT, hover=""),
        *(
            _state(code, values.get(code), labels.get(code, ""), breaks)
            if code in countries
            else shape(code, frame.CLEAR, hover=hover.bold(PLACES[code].name), edge=frame.SOFT)
            for code in CODES
        ),
        shape(AFG.code, frame.CLEAR, hover=AFG.name, edge=frame.colour(AFG.code)),
        *crossing_points(crossings),
        *([_not_known()] if len(values) < len(countries) else []),
    ]
    # an entry of the legend is not one of the states: a click on it would hide nothing but itself
    return on_map(drawn, _FRAME, HEIGHT, _names(labels), caption, entrywidth=86)


def _amount(row: Row) -> str:
    """A turnover in words, with its period."""
    return f"{formats.usd(row[Preferred.value])} ({hover.short_period(row)})"


def on_map(
    drawn: Sequence[Trace],
    view: tuple[Span, Span],
    height: int,
    notes: Sequence[Trace],
    caption: Caption,
    **key: object,
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
    """Find the bounds of the steps of strength: round numbers that hold all values, at most five steps.

    Method: bounds at 1, 2 and 5 times powers of ten, or at 1 and 5, or at powers of ten alone where that makes too
    many; a value of zero opens a step that begins there.
    """
    positive = [it for it in values if it > 0]
    if not positive:
        return []
    zero = [0.0] if len(positive) < len(values) else []
    low, high = math.floor(math.log10(min(positive))), math.floor(math.log10(max(positive))) + 1
    bounds: list[float] = []
    for ladder in ((1, 2, 5), (1, 5), (1,)):
        rungs = sorted(it * 10.0**power for power in range(low, high + 1) for it in ladder)
        first = bisect.bisect_right(rungs, min(positive)) - 1
        last = bisect.bisect_right(rungs, max(positive))
        bounds = [*zero, *rungs[first : last + 1]]
        if len(bounds) - 1 <= _MOST_STEPS:
            break
    return bounds


def _strength(value: float, breaks: Sequence[float]) -> str:
    """The fill of a value: the stronger, the higher its step."""
    return _fill(bisect.bisect_right(breaks, value) - 1, len(breaks) - 1)


def _fill(step: int, count: int) -> str:
    share = step / (count - 1) if count > 1 else 0.5
    return frame.faded(frame.NEUTRAL, round(_LIGHTEST + share * (_DARKEST - _LIGHTEST), 3))


def _state(code: str, value: float | None, label: str, breaks: Sequence[float]) -> Trace:
    hover = f"<b>{PLACES[code].name}</b><br>{frame.plain(label) or 'not known'}"
    if value is not None:
        return shape(code, _strength(value, breaks), hover=hover, edge=frame.SOFT)
    return {**shape(code, frame.CLEAR, hover=hover, edge=frame.SOFT), "fillpattern": _HATCH}


_HATCH: Final = {"shape": "/", "fgcolor": frame.SOFT, "bgcolor": frame.CLEAR, "size": 7, "solidity": 0.15}


def shape(code: str, fill: str, *, hover: str, edge: str = frame.CLEAR) -> Trace:
    """Draw the outline of a country, or of all land, filled."""
    outline = outlines()[code]
    return {
        "type": "scatter", "mode": "lines", "fill": "toself", "x": outline.lon, "y": outline.lat, "fillcolor": fill,
        "line": {"color": edge, "width": 1.6 if code == AFG.code else 0.8, "simplify": False}, "hoveron": "fills",
        "text": hover, "hoverinfo": "text" if hover else "skip", "showlegend": False,
    }  # fmt: skip


def _mode(modes: str) -> str:
    """The weightiest way over a crossing: rail, then bridge, then road."""
    return next((it for it in MODES if it in modes.split(";")), "road")


def crossing_points(rows: pd.DataFrame) -> list[Trace]:
    """Draw crossings: one trace for each mode, so that the legend names the symbols."""
    modes = rows[Crossings.modes].map(_mode)
    return [_points(rows[modes == it], *MODES[it]) for it in MODES if (modes == it).any()]


def _points(rows: pd.DataFrame, symbol: str, name: str) -> Trace:
    look = {"symbol": symbol, "size": 8, "color": "#FFFFFF", "line": {"color": "#3F4A50", "width": 1.8}}
    hovers = [_hover(row) for row in records(rows)]
    return traces.points(rows[Crossings.lon], rows[Crossings.lat], look, hovers, name=name)


def _hover(crossing: Row) -> str:
    """Both sides, how it is crossed, and its note."""
    modes = ", ".join(_CROSSED[it] for it in crossing[Crossings.modes].split(";"))
    note = crossing[Crossings.note]
    return hover.lines(
        hover.bold(crossing[Crossings.crossing], _WIDE),
        f"{PLACES[crossing[Crossings.country]].adjective} side: {crossing[Crossings.other_side]}",
        f"Afghan side: {crossing[Crossings.afghan_side]}",
        f"By: {modes}",
        note if isinstance(note, str) else "",
        wide=_WIDE,
    )


def _not_known() -> Trace:
    """The hatch in the legend, where a figure is not known: a filled line without a point on the map."""
    return {
        "type": "scatter", "mode": "lines", "fill": "toself", "name": "not known", "x": [None], "y": [None],
        "fillcolor": frame.CLEAR, "line": {"color": frame.SOFT, "width": 0.8}, "hoverinfo": "skip", "fillpattern": _HATCH,
    }  # fmt: skip


def _names(labels: Mapping[str, str]) -> list[Trace]:
    """The names on land, the value below; the neighbours' names fainter."""
    own = [_name(code, labels.get(code, "")) for code in _NAMES]
    around = [traces.note(name, lon, lat, color=frame.GREY) for name, (lon, lat) in _AROUND.items()]
    return [{**it, "xref": "x", "yref": "y"} for it in (*around, *own)]


def _name(code: str, label: str) -> Trace:
    lines = [f"<b>{PLACES[code].name}</b>", *([frame.plain(label)] if label else [])]
    (lon, lat), text = _NAMES[code], "<br>".join(frame.ink(it) for it in lines)
    if code not in _POINTS_TO:
        return traces.note(text, lon, lat)
    arrow = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": frame.GREY, "standoff": 0}
    return traces.note(text, *_POINTS_TO[code], ax=lon, ay=lat, axref="x", ayref="y", **arrow)
