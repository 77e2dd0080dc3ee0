"""The timeline: one thin lane for each country, a small marker for each event.

Its shape tells the category, its size the weight. It stands alone (`lanes`) or under a figure on the same axis
(`beside`).
"""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from charts import theme
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
SIZES: Final = {1: 6, 2: 8, 3: 12}
WORLD: Final = "GLOBAL"
LANE: Final = 34  # pixels
_CHARACTER: Final = 6.4  # pixels of one character of a label
_KEY_PLACE: Final = {
    "orientation": "h", "x": 0, "xanchor": "left", "xref": "container", "y": 0, "yref": "container", "yanchor": "bottom",
    "font": {"size": 11}, "itemclick": False, "itemdoubleclick": False,
}  # fmt: skip
_WIDE: Final = 1000  # pixels of the axis for which labels are placed; narrow screens hide them


def lanes(
    events: pd.DataFrame,
    countries: Sequence[str],
    first: object,
    last: object,
    *,
    title: str,
    subtitle: str = "",
) -> go.Figure:
    """All events of some countries in lanes.

    Args:
        events: rows of `Events`; one marker is one event in the lane of one country.
        countries: codes, top to bottom; `GLOBAL` gives a lane of the world's events.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: what must be known to read it.
    """
    laned = _laned(events, countries)
    if laned.empty:
        return theme.empty("No event of these kinds in these countries and years. Widen the filters above.", title)
    traces = [*_traces(laned, first, last, countries), *_shape_key(laned)]
    height = 170 + LANE * len(countries)
    return theme.figure(
        traces, title, subtitle, height=height, shapes=[theme.kabul_line()],
        xaxis=theme.time_axis(first, last), yaxis=_lane_axis(countries), legend2=_KEY_PLACE,
    )  # fmt: skip


def beside(figure: go.Figure, events: pd.DataFrame, countries: Sequence[str], first: object, last: object) -> go.Figure:
    """A time chart with the lanes of its countries under it, on the same axis.

    The figure that is handed in stays as it was. Its y axis must be `yaxis`, its x axis a time axis.
    """
    laned = _laned(events, countries)
    both = go.Figure(figure)
    if laned.empty:
        return both
    room = LANE * len(countries) + 60
    inner = float(both.layout.height) - both.layout.margin.t - both.layout.margin.b
    share = room / (inner + room)
    for trace in [*_traces(laned, first, last, countries), *_shape_key(laned)]:
        both.add_trace({**trace, "yaxis": "y9"})
    both.update_layout(
        height=both.layout.height + room,
        margin={"b": both.layout.margin.b + 34},
        yaxis={"domain": [share + 10 / (inner + room), 1]},
        yaxis9={**_lane_axis(countries), "domain": [0, share - 20 / (inner + room)], "anchor": "x"},
        xaxis={**theme.time_axis(first, last), "anchor": "y9"},
        legend2=_KEY_PLACE,
        shapes=[*both.layout.shapes, *([] if _has_kabul(both) else [theme.kabul_line()])],
    )
    return both


def _has_kabul(figure: go.Figure) -> bool:
    return any(str(shape.x0) == theme.KABUL for shape in figure.layout.shapes)


def _laned(events: pd.DataFrame, countries: Sequence[str]) -> pd.DataFrame:
    """One row for each event and lane."""
    lane = events["countries"].str.split(";")
    rows = events.assign(lane=lane).explode("lane")
    return rows[rows["lane"].isin(countries)].sort_values(["significance", "start"])


def _lane_axis(countries: Sequence[str]) -> dict[str, Any]:
    return {
        "type": "linear", "range": [len(countries) - 0.4, -0.75], "showgrid": True, "gridcolor": theme.FAINT,
        "tickmode": "array", "tickvals": list(range(len(countries))), "fixedrange": True, "zeroline": False,
        "ticktext": [PLACES[code].name if code != WORLD else "World" for code in countries], "automargin": True,
    }  # fmt: skip


def _traces(laned: pd.DataFrame, first: object, last: object, countries: Sequence[str]) -> list[dict[str, Any]]:
    """One trace for each lane, so that a lane keeps its country's colour."""
    return [
        _lane(rows, str(code), list(countries).index(str(code)), first, last)
        for code, rows in laned.groupby("lane", sort=False)
    ]


def _lane(rows: pd.DataFrame, code: str, at: int, first: object, last: object) -> dict[str, Any]:
    weight = rows["significance"].astype(int)
    return {
        "type": "scatter", "mode": "markers+text", "name": name(code), "x": list(rows["start"].dt.strftime("%Y-%m-%d")),
        "y": [at] * len(rows), "text": _labels(rows, first, last), "textposition": "top center",
        "textfont": {"size": 10.5, "color": theme.GREY}, "customdata": list(rows["event_id"]), "cliponaxis": False,
        "hovertext": [_hover(row) for row in rows.to_dict("records")], "hoverinfo": "text", "showlegend": False,
        "marker": {
            "symbol": [SHAPES[it] for it in rows["category"]], "size": [SIZES[it] for it in weight],
            "color": theme.colour(code), "opacity": [0.95 if it > 1 else 0.6 for it in weight],
            "line": {"width": 0},
        },
    }  # fmt: skip


def _shape_key(laned: pd.DataFrame) -> list[dict[str, Any]]:
    """What each shape stands for, of the categories that are there: traces without points."""
    return [
        {
            "type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": words.EVENT_CATEGORIES[category],
            "marker": {"symbol": shape, "size": 8, "color": theme.GREY}, "legend": "legend2", "hoverinfo": "skip", "showlegend": True,
        }
        for category, shape in SHAPES.items()
        if laned["category"].eq(category).any()
    ]  # fmt: skip


def _labels(rows: pd.DataFrame, first: object, last: object) -> list[str]:
    """The short labels of milestones, left to right, none where it would run into the one before or off the axis."""
    begin, end = pd.Timestamp(str(first)), pd.Timestamp(str(last))
    scale = _WIDE / max((end - begin).days, 1)
    labels, free = dict.fromkeys(rows.index, ""), 0.0
    for it in rows[rows["label"].notna()].sort_values("start").itertuples():
        centre, half = (it.start - begin).days * scale, len(str(it.label)) * _CHARACTER / 2
        if centre - half >= free and centre + half <= _WIDE:
            labels[it.Index], free = str(it.label), centre + half + 8
    return list(labels.values())


def _hover(event: dict[str, Any]) -> str:
    """Title, date and summary; text from the data cannot carry mark-up."""
    date = periods.label(event["start"], event["end"], event["precision"])
    summary = theme.wrapped(plain(event["summary"]), 62)
    kind = words.EVENT_CATEGORIES[event["category"]]
    return f"<b>{theme.wrapped(plain(event['title']), 56)}</b><br>{date}, {kind}<br>{summary}"


def plain(text: str) -> str:
    """Text that Plotly shows as it is: it reads a little HTML in its labels."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def default_lanes(countries: Sequence[str]) -> list[str]:
    """The countries in our order, with the world's lane below when all five are shown."""
    chosen = [code for code in CODES if code in countries]
    return [*chosen, WORLD] if len(chosen) == len(CODES) else chosen
