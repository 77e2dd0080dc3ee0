"""Yearly figures of several countries: a line through the preferred ones, with the spread of what others report.

One country alone, with a mark for every report, is drawn by `charts.trade.one_state`.
"""

from typing import Any

import pandas as pd

from charts.base import frame
from charts.base.frame import Spec
from data.rows import records
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import CODES, name


def middle(rows: pd.DataFrame) -> pd.Series:
    """The middle day of each period, where its mark stands."""
    return (rows["start"] + (rows["end"] - rows["start"]) / 2).dt.strftime("%Y-%m-%d")


def by_country(
    years: pd.DataFrame, *, first: object, last: object, title: str, subtitle: str, foot: str, log: bool = False
) -> Spec:
    """Yearly figures of several countries: a line through own and IMF figures, other reports as marks apart.

    Args:
        years: rows of `Preferred` of full years.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: unit, price basis and period.
        foot: who says so.
        log: whether the value axis is logarithmic.
    """
    if years.empty:
        return frame.empty("No yearly figure is reported for these countries and years.", title)
    traces = [
        trace
        for code in CODES
        if len(rows := years[years["country"] == code].sort_values("end"))
        for trace in _line(rows, code)
    ]
    axis = frame.value_axis(years["high"].max(), "value_usd", log=log)
    return frame.figure(
        traces, title, subtitle, foot=foot, height=430, shapes=[frame.kabul_line()],
        xaxis=frame.time_axis(first, last), yaxis=axis, legend={"traceorder": "grouped"},
    )  # fmt: skip


def _whisker(rows: pd.DataFrame) -> dict[str, Any]:
    return {
        "type": "data", "symmetric": False, "array": list(rows["high"] - rows["value"]),
        "arrayminus": list(rows["value"] - rows["low"]), "color": frame.GREY, "thickness": 1.2, "width": 4,
    }  # fmt: skip


def _line(rows: pd.DataFrame, code: str) -> list[dict[str, Any]]:
    """A line through own and IMF figures, and marks for the years that only others report."""
    firm = rows[rows["rank"] <= 1]
    other = rows[rows["rank"] > 1]
    common = {"type": "scatter", "legendgroup": code, "hoverinfo": "text"}
    hue = frame.colour(code)
    last = len(firm) - 1
    traces = []
    if len(firm):
        traces.append({
            **common, "mode": "lines+markers+text", "name": name(code), "x": list(middle(firm)), "y": list(firm["value"]),
            "line": {"color": hue, "width": 2, "dash": frame.DASH[code]},
            "marker": {"symbol": frame.SYMBOL[code], "size": 8, "color": hue}, "error_y": {**_whisker(firm), "color": hue},
            "text": ["" if at < last else formats.usd(it) for at, it in enumerate(firm["value"])],
            "textposition": "top left", "textfont": {"size": 11, "color": hue}, "cliponaxis": False,
            "hovertext": [hover(row, "value_usd") for row in records(firm)],
        })  # fmt: skip
    if len(other):
        traces.append({
            **common, "mode": "markers", "name": name(code), "x": list(middle(other)), "y": list(other["value"]),
            "marker": {"symbol": f"{frame.SYMBOL[code]}-open", "size": 9, "color": hue, "line": {"width": 1.6}},
            "error_y": {**_whisker(other), "color": hue}, "showlegend": firm.empty,
            "hovertext": [hover(row, "value_usd") for row in records(other)],
        })  # fmt: skip
    return traces


def hover(row: dict[str, Any], measure: str) -> str:
    """A figure, its period, who reported it with which status, and what else is said of it."""
    date = periods.label(row["start"], row["end"], row["precision"])
    lines = [f"<b>{formats.amount(row['value'], measure, 4)}</b> · {name(row['country'])}, {date}"]
    if row.get("derived"):
        lines.append("sum of exports and imports as one source gives them")
    else:
        lines.append(f"reported by: {name(row['reported_by'])}; {codes.say(row['status'])}")
    if row.get("reports", 1) > 1:
        lines.append(f"{row['reports']} reports, {formats.spread(row['low'], row['high'], measure)}")
    if isinstance(row["note"], str) and not row.get("derived"):
        lines.append(frame.wrapped(frame.plain(row["note"]), 60))
    return "<br>".join(lines)
