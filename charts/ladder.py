"""Trade, aid and rungs of one state in thin panels above each other, on one time axis.

A strip is a position on one dimension, its fill stronger on a further rung; it is no score, and no strip is added to
another. What nobody tells is a cross or an empty stretch, never a zero.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd
import plotly.graph_objects as go

from charts import _strips, theme, timeline
from charts.yearly import hover, middle
from data import numbers
from data.places import name
from data.records import Row, records

HEADINGS: Final = {"yaxis": "Turnover", "yaxis2": "Aid sent, at least"}
# From the top: the pixels of each panel, and the room above it for its heading.
_PANELS: Final = {"yaxis": (104, 20), "yaxis2": (64, 26), "yaxis3": (_strips.HEIGHT, 14)}
_DAY: Final = 86_400_000  # milliseconds, in which Plotly measures a bar on a time axis
_BAR: Final = 0.7  # of its period
_FIRM: Final = 1  # the highest rank that is a country's own or the IMF's figure
_LONG: Final = 1.1  # times the value: from there on a whisker is told
_PALE: Final = 0.45
_LEFT: Final = 68  # pixels of the tick labels: the same in all figures, so that their axes stand below each other


class State(NamedTuple):
    """What is drawn of one state.

    Attributes:
        code: the state.
        turnover: rows of `charts.one_state.drawn`.
        sent: by `year` the columns of `analysis.consignments.totals`, of what was dispatched or delivered.
        rungs: rows of `analysis.ladder.ladder`.
    """

    code: str
    turnover: pd.DataFrame
    sent: pd.DataFrame
    rungs: pd.DataFrame


class Tops(NamedTuple):
    """The highest values that the axes of dollars and tonnes must hold."""

    usd: float
    tonnes: float


def tops(states: Iterable[State]) -> Tops:
    """The highest values of one state, or of several that shall share a scale; zero where none has any."""
    told = list(states)
    usd = pd.concat([it.turnover["high"] for it in told]).max()
    tonnes = pd.concat([it.sent["high"] for it in told]).max()
    return Tops(*(0.0 if pd.isna(it) else float(it) for it in (usd, tonnes)))


def panels(
    state: State, first: object, last: object, scale: Tops, *, title: str, subtitle: str = "", foot: str = "",
    events: pd.DataFrame | None = None,
) -> go.Figure:  # fmt: skip
    """The panels of one state, and below them its events.

    Args:
        state: its rows.
        first: first day of the axis.
        last: last day of the axis.
        scale: up to where the axes of dollars and tonnes reach, as `tops`.
        title: what the figure shows.
        subtitle: units, and whose scale it is.
        foot: who says so.
        events: rows of `Events`, where they shall stand below on the same axis.
    """
    sent = state.sent[state.sent["year"].between(_year(first), _year(last))]
    traces = [
        *_turnover(state.turnover, state.code, first, last),
        *_sent(sent, state.code, last),
        *_strips.strips(state.rungs, state.code, first, last, "y3"),
    ]
    spec = theme.spec(
        traces, title, subtitle, foot=foot, barmode="overlay", showlegend=False, shapes=[theme.kabul_line(label=False)],
        annotations=[*_headings(state, sent), *_strips.heads(state.rungs, "y3")],
        xaxis={**theme.time_axis(first, last), "anchor": "y3"},
        yaxis={**_amounts(scale.usd, "value_usd"), **_frame("yaxis")},
        yaxis2={**_amounts(scale.tonnes, "quantity_t"), **_frame("yaxis2")},
        yaxis3={"type": "linear", "range": [_PANELS["yaxis3"][0], 0], "showgrid": False, "showticklabels": False,
                **_frame("yaxis3")},
    )  # fmt: skip
    layout = spec["layout"]
    margin = {**layout["margin"], "l": _LEFT}
    inner = sum(sum(it) for it in _PANELS.values())
    layout |= {"margin": margin, "height": inner + margin["t"] + margin["b"]}
    return theme.made(spec if events is None else _under(spec, events, state.code, first, last))


def _under(spec: Row, events: pd.DataFrame, code: str, first: object, last: object) -> Row:
    """The panels with the events of their state below them, on the same axis."""
    both = timeline.laned(spec, events, [code], first, last)
    if not both:  # no event, no lane
        return spec
    layout = both["layout"]
    foot = layout["yaxis"]["domain"][0]
    for axis in _PANELS:
        low, high = _domain(axis)
        layout[axis] = {**layout[axis], "domain": [foot + (1 - foot) * low, foot + (1 - foot) * high]}
    # "Events" has room: the axes of all figures stand below each other
    layout["yaxis9"] = {**layout["yaxis9"], "ticktext": ["Events"], "automargin": False}
    return both


def _year(day: object) -> int:
    return int(str(day)[:4])


def _domain(axis: str) -> tuple[float, float]:
    """Where a panel stands, as parts of the whole height."""
    whole = sum(sum(it) for it in _PANELS.values())
    above = 0
    for at, (high, room) in _PANELS.items():
        above += room
        if at == axis:
            return 1 - (above + high) / whole, 1 - above / whole
        above += high
    raise KeyError(axis)


def _frame(axis: str) -> dict[str, Any]:
    return {"domain": list(_domain(axis)), "anchor": "x", "automargin": False}


def _amounts(high: float, measure: str) -> dict[str, Any]:
    """A value axis with two or three ticks: a panel is thin. Without any value it bears none."""
    if not high > 0:
        return {"range": [0, 1], "showticklabels": False, "showgrid": False}
    axis = theme.value_axis(high, measure)
    step = max(1, len(axis["tickvals"]) // 2)
    kept = {key: axis[key][::step] for key in ("tickvals", "ticktext")}
    return {**axis, **kept, "range": [0, high * 1.25], "tickfont": {"size": 11}}


def _headings(state: State, sent: pd.DataFrame) -> list[Row]:
    """What each panel of amounts shows; of an empty one that nothing is on record."""
    empty = {
        "yaxis": "no figure on record" if state.turnover.empty else "",
        "yaxis2": "no consignment on record"
        if sent.empty
        else "no weight reported"
        if sent["low"].isna().all()
        else "",
    }
    return [
        {**_strips.heading(f"<b>{said}</b>{f': {empty[axis]}' if empty[axis] else ''}"), "yref": f"{axis.replace('axis', '')} domain",
         "y": 1, "yanchor": "bottom"}
        for axis, said in HEADINGS.items()
    ]  # fmt: skip


def _turnover(rows: pd.DataFrame, code: str, first: object, last: object) -> list[Row]:
    """A bar for each figure, its whisker, and a cross for each whole year that nobody tells."""
    told = records(rows)
    days = [min((it["end"] - it["start"]).days, 365) for it in told]
    at = list(middle(rows))
    bars = {
        "type": "bar", "x": at, "y": [it["value"] for it in told], "width": [it * _DAY * _BAR for it in days],
        "marker": _fills([_fill(it, code) for it in told], code), "name": HEADINGS["yaxis"],
        "hovertext": [hover(it, "value_usd") for it in told], "hoverinfo": "text",
        "error_y": _whisker(rows["high"] - rows["value"], rows["value"] - rows["low"]),
    }  # fmt: skip
    years = {it[column].year for it in told for column in ("start", "end")}
    silent = [it for it in range(_year(first), _year(last) + 1) if it not in years and f"{it}-12-31" <= str(last)[:10]]
    gaps = _crosses([f"{it}-07-02" for it in silent], [f"{it}: no figure on record" for it in silent])
    labels = ["" if it["kind"] == "part" else _amount(it["value"], it["high"], "value_usd") for it in told]
    tallest = rows.groupby(rows["start"].dt.year)["high"].transform("max")  # a label stands above both bars of a year
    return [bars, _labels(at, tallest, labels), gaps]


def _fill(row: Row, code: str) -> tuple[str, str]:
    """Colour and pattern of a bar: a part-year is hatched, a claim hollow, others' figures are pale."""
    if row["kind"] == "part":
        return theme.CLEAR, "/"
    if row["kind"] == "claim":
        return theme.CLEAR, ""
    return (theme.colour(code) if row["rank"] <= _FIRM else theme.faded(theme.colour(code), _PALE)), ""


def _fills(fills: Sequence[tuple[str, str]], code: str) -> Row:
    hue = theme.colour(code)
    return {
        "color": [it[0] for it in fills], "line": {"color": hue, "width": 1},
        "pattern": {"shape": [it[1] for it in fills], "fgcolor": hue, "size": 6, "solidity": 0.35, "fillmode": "overlay"},
    }  # fmt: skip


def _whisker(above: pd.Series, below: pd.Series) -> Row:
    return {
        "type": "data", "symmetric": False, "array": list(above.fillna(0)), "arrayminus": list(below.fillna(0)),
        "color": theme.GREY, "thickness": 1.2, "width": 3,
    }  # fmt: skip


def _amount(value: float, high: float, measure: str) -> str:
    """What stands above a bar; where its whisker is long the label is at the upper end of it, and tells that too."""
    return numbers.spread(value, high, measure) if high > _LONG * value else numbers.amount(value, measure)


def _at_least(low: float, high: float) -> str:
    """The same of tonnes, which are a lower bound."""
    return numbers.bounds(low, high, "quantity_t") if high > _LONG * low else numbers.floor(low, "quantity_t")


def _labels(x: list[str], y: pd.Series, text: list[str], axis: str = "y") -> Row:
    return {
        "type": "scatter", "mode": "text", "x": x, "y": list(y), "yaxis": axis, "text": text, "textposition": "top center",
        "textfont": {"size": 10.5}, "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip


def _crosses(x: list[str], said: list[str], axis: str = "y") -> Row:
    """Small crosses at the foot of a panel: known to be there, or asked for, and not told."""
    return {
        "type": "scatter", "mode": "markers", "x": x, "y": [0] * len(x), "yaxis": axis, "hovertext": said,
        "hoverinfo": "text", "cliponaxis": False, "name": "not reported",
        "marker": {"symbol": "x-thin", "size": 6, "line": {"color": theme.SOFT, "width": 1.4}},
    }  # fmt: skip


def _sent(sums: pd.DataFrame, code: str, last: object) -> list[Row]:
    """A bar for the sum of the lowest reports of each year; a cross where consignments bear no weight."""
    weighed, unweighed = sums[sums["low"].notna()], sums[sums["low"].isna()]
    at = [_middle(int(it), last) for it in weighed["year"]]
    bars = {
        "type": "bar", "x": at, "y": list(weighed["low"]), "yaxis": "y2", "width": int(365 * _BAR) * _DAY,
        "marker": {"color": theme.colour(code), "line": {"color": theme.colour(code), "width": 1}},
        "name": HEADINGS["yaxis2"], "hovertext": [_sent_hover(it, code) for it in records(weighed)],
        "hoverinfo": "text", "error_y": _whisker(weighed["high"] - weighed["low"], weighed["low"] * 0),
    }  # fmt: skip
    ends = zip(weighed["low"], weighed["high"], strict=True)
    labels = _labels(at, weighed["high"], [_at_least(low, high) for low, high in ends], "y2")
    crosses = _crosses(
        [_middle(int(it), last) for it in unweighed["year"]],
        [_sent_hover(it, code) for it in records(unweighed)],
        "y2",
    )
    return [bars, labels, crosses]


def _middle(year: int, last: object) -> str:
    """The middle of a year, or of what the axis shows of it."""
    begin = pd.Timestamp(year, 1, 1)
    return f"{begin + (min(pd.Timestamp(year, 12, 31), pd.Timestamp(str(last))) - begin) / 2:%Y-%m-%d}"


def _sent_hover(row: Row, code: str) -> str:
    count = f"{row['consignments']} consignment{'s' * (row['consignments'] != 1)}"
    if pd.isna(row["low"]):
        return f"<b>no weight reported</b> · {name(code)}, {row['year']:.0f}<br>{count} sent"
    lines = [f"<b>at least {numbers.floor(row['low'], 'quantity_t')}</b> · {name(code)}, {row['year']:.0f}"]
    if row["high"] > row["low"]:
        lines.append(f"lowest and highest reports: {numbers.bounds(row['low'], row['high'], 'quantity_t')}")
    lines.append(f"{count} dispatched or delivered, {row['without']} of them without a weight")
    return "<br>".join(lines)
