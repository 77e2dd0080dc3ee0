"""The timeline: one thin lane for each country, a small marker for each event.

Its shape tells the category, its size the weight. Events that would cover each other stand one above the other. It
stands alone (`lanes`) or under a figure on the same axis (`beside`). Where each marker and label stands is worked out
in `charts._packing`.
"""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import _packing, theme
from charts._packing import Lane
from data import periods, words
from data.places import CODES, PLACES, name

SHAPES: Final = {
    "recognition": "star",
    "diplomacy": "circle",
    "trade": "square",
    "aid": "cross",
    "connectivity": "triangle-right",
    "energy": "diamond",
    "water": "triangle-down",
    "security": "x",
    "multilateral": "hexagon",
    "migration": "triangle-left",
}
# The same shapes as text, for the key under a figure: a legend of ten entries would fill a phone.
SIGNS: Final = {
    "recognition": "★", "diplomacy": "●", "trade": "■", "aid": "✚", "connectivity": "▶", "energy": "◆", "water": "▼",
    "security": "✖", "multilateral": "⬢", "migration": "◀",
}  # fmt: skip
WORLD: Final = "GLOBAL"
_ALONE: Final = _packing.Room(levels=5, label_rows=2)
_FEW: Final = _packing.Room(levels=7, label_rows=4)  # one or two lanes that stand alone have the space
_UNDER: Final = _packing.Room(levels=3, label_rows=1)
_GAP: Final = 22  # pixels between a figure and the lanes under it


def lanes(
    events: pd.DataFrame,
    countries: Sequence[str],
    first: object,
    last: object,
    *,
    title: str,
    subtitle: str = "",
    foot: str = "",
) -> go.Figure:
    """All events of some countries in lanes.

    Args:
        events: rows of `Events`; one marker is one event in the lane of one country.
        countries: codes, top to bottom; `GLOBAL` gives a lane of the world's events.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: what must be known to read it.
        foot: who says so.
    """
    packed = _packing.pack(events, countries, first, last, _ALONE if len(countries) > 2 else _FEW)
    if not any(len(lane.rows) for lane in packed):
        return theme.empty("No event of these kinds in these countries and years. Widen the filters above.", title)
    room = packed[-1].bottom
    fig = theme.figure(
        _traces(packed), title, subtitle, foot=foot, height=int(room), shapes=[theme.kabul_line(), *_rules(packed, "y")],
        xaxis=theme.time_axis(first, last), yaxis=_lane_axis(packed),
    )  # fmt: skip
    # the lanes are measured in pixels: the figure is as high as they are, with what its title and foot take
    return fig.update_layout(height=room + fig.layout.margin.t + fig.layout.margin.b)


def beside(figure: go.Figure, events: pd.DataFrame, countries: Sequence[str], first: object, last: object) -> go.Figure:
    """A time chart with the lanes of its countries under it, on the same axis.

    The figure that is handed in stays as it was. Its y axis must be `yaxis`, its x axis a time axis.
    """
    both = go.Figure(figure)
    packed = _packing.pack(events, countries, first, last, _UNDER)
    if not any(len(lane.rows) for lane in packed):
        return both
    room = packed[-1].bottom + _GAP
    inner = float(both.layout.height) - both.layout.margin.t - both.layout.margin.b
    whole = inner + room
    for trace in _traces(packed):
        both.add_trace({**trace, "yaxis": "y9"})
    both.update_layout(
        height=both.layout.height + room,
        legend=theme.legend(both.layout.meta["under"], whole),
        yaxis={"domain": [room / whole, 1]},
        yaxis9={**_lane_axis(packed), "domain": [0, packed[-1].bottom / whole], "anchor": "x"},
        xaxis={**theme.time_axis(first, last), "anchor": "y9"},
        shapes=[
            *both.layout.shapes,
            *([] if _has_kabul(both) else [theme.kabul_line()]),
            *_rules(packed, "y9"),
        ],
    )
    return both


def _has_kabul(figure: go.Figure) -> bool:
    return any(str(shape.x0) == theme.KABUL for shape in figure.layout.shapes)


def _lane_axis(packed: Sequence[Lane]) -> dict[str, Any]:
    """An axis in pixels, top to bottom, with the names of the lanes as ticks."""
    return {
        "type": "linear", "range": [packed[-1].bottom, 0], "showgrid": False, "zeroline": False, "fixedrange": True,
        "tickmode": "array", "tickvals": [lane.middle for lane in packed], "automargin": True,
        "ticktext": [PLACES[lane.code].name if lane.code != WORLD else "World" for lane in packed],
    }  # fmt: skip


def _rules(packed: Sequence[Lane], axis: str) -> list[dict[str, Any]]:
    """The thin lines between lanes."""
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": axis, "y0": lane.bottom, "y1": lane.bottom,
         "layer": "below", "line": {"color": theme.FAINT, "width": 1}}
        for lane in packed[:-1]
    ]  # fmt: skip


def _traces(packed: Sequence[Lane]) -> list[dict[str, Any]]:
    """For each lane its markers, in its country's colour, and its labels."""
    return [trace for lane in packed if len(lane.rows) for trace in (*_stems(lane), _markers(lane), *_labels(lane))]


def _markers(lane: Lane) -> dict[str, Any]:
    rows = lane.rows
    return {
        "type": "scatter", "mode": "markers", "name": name(lane.code), "x": _days(rows), "y": list(rows["y"]),
        "customdata": list(rows["event_id"]), "cliponaxis": False, "showlegend": False,
        "hovertext": [_hover(row) for row in rows.to_dict("records")], "hoverinfo": "text",
        "marker": {
            "symbol": [SHAPES[it] for it in rows["category"]], "size": list(rows["size"]),
            "color": theme.colour(lane.code), "opacity": [0.92 if it > 1 else 0.6 for it in rows["significance"]],
            "line": {"width": 0},
        },
    }  # fmt: skip


def _labels(lane: Lane) -> list[dict[str, Any]]:
    """The short labels of milestones; a phone hides them, as all text points."""
    rows = lane.rows[lane.rows["label_y"].notna()]
    if rows.empty:
        return []
    return [{
        "type": "scatter", "mode": "text", "x": _days(rows), "y": list(rows["label_y"]),
        "text": [theme.plain(it) for it in rows["label"]], "textposition": [f"middle {it}" for it in rows["side"]], "cliponaxis": False,
        "textfont": {"size": 10.5, "color": theme.GREY}, "hoverinfo": "skip", "showlegend": False,
    }]  # fmt: skip


def _stems(lane: Lane) -> list[dict[str, Any]]:
    """A hair down to its marker from each label that does not stand close above it."""
    far = (lane.rows["y"] - lane.rows["label_y"] > 2 * _packing.LINE) | (lane.rows["side"] != "center")
    rows = lane.rows[lane.rows["label_y"].notna() & far]
    if rows.empty:
        return []
    days = [day for it in _days(rows) for day in (it, it, None)]
    ends = zip(rows["label_y"] + _packing.LINE / 2, rows["y"], strict=True)
    return [{
        "type": "scatter", "mode": "lines", "x": days, "y": [it for top, foot in ends for it in (top, foot, None)],
        "line": {"color": theme.SOFT, "width": 0.8}, "hoverinfo": "skip", "showlegend": False,
    }]  # fmt: skip


def _days(rows: pd.DataFrame) -> list[str]:
    return list(rows["start"].dt.strftime("%Y-%m-%d"))


def _hover(event: dict[str, Any]) -> str:
    """Title, date and summary, no wider than a phone; text from the data cannot carry mark-up."""
    date = periods.label(event["start"], event["end"], event["precision"])
    kind = words.EVENT_CATEGORIES[event["category"]]
    title = [f"<b>{it}</b>" for it in _lines(event["title"], 40)]
    return "<br>".join([*title, f"{date} · {kind}", *_lines(event["summary"], 46)])


def _lines(text: str, width: int) -> list[str]:
    """The lines of a text, each safe to show."""
    return theme.wrapped(theme.plain(text), width).split("<br>")


def default_lanes(countries: Sequence[str]) -> list[str]:
    """The countries in our order, with the world's lane below when all five are shown."""
    chosen = [code for code in CODES if code in countries]
    return [*chosen, WORLD] if len(chosen) == len(CODES) else chosen


def key(events: pd.DataFrame) -> str:
    """What the shapes stand for, of the categories that are there, as a line of text."""
    there = set(events["category"])
    signs = [f"{sign} {words.EVENT_CATEGORIES[it]}" for it, sign in SIGNS.items() if it in there]
    return "   ".join(signs)
