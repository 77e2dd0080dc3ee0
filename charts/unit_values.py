"""What a tonne was worth by year: a mark for each reported row, by country and by who reports."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from charts import theme, told
from data import numbers
from data.records import records


def by_year(
    rows: pd.DataFrame, first: object, last: object, *, unit: str, title: str, subtitle: str = "", foot: str = ""
) -> go.Figure:
    """Marks by year, hue by country and shape by who reports.

    Args:
        rows: rows of `analysis.unit_values.unit_values`; `publisher` names the source.
        first: first day of the axis.
        last: last day of the axis.
        unit: what the value is for, in a word.
        title: what the figure shows.
        subtitle: unit and method.
        foot: who says so.
    """
    if rows.empty:
        return theme.empty("No row of these goods, states and years bears both a value and a quantity.", title)
    sided = rows.assign(by=[told.reporter(it) for it in records(rows)])
    traces = [
        _marks(part, str(part["country"].iloc[0]), str(part["by"].iloc[0]), unit)
        for _, part in sided.groupby(["country", "by"])
    ]
    return theme.figure(
        [*traces, *_legend(sided)], title, subtitle, foot=foot, height=360, shapes=[theme.kabul_line()],
        xaxis=theme.time_axis(first, last), yaxis=theme.value_axis(float(rows["unit_value"].max()), "value_usd"),
    ).update_layout(legend={"traceorder": "normal"})  # fmt: skip


def _marks(rows: pd.DataFrame, code: str, by: str, unit: str) -> dict[str, Any]:
    hue = theme.colour(code)
    return {
        "type": "scatter", "mode": "markers", "x": [f"{it}-07-02" for it in rows["start"].dt.year],
        "y": list(rows["unit_value"]), "name": told.who(code), "showlegend": False, "hoverinfo": "text",
        "marker": {"symbol": told.SHAPES[by], "size": 9, "color": theme.faded(hue, 0.75), "line": {"color": hue, "width": 1}},
        "hovertext": [_hover(it, unit) for it in records(rows)],
    }  # fmt: skip


def _hover(it: dict[str, Any], unit: str) -> str:
    quantity = "quantity_gwh" if unit.startswith("g") else "quantity_t"
    lines = [
        f"<b>{numbers.usd(it['unit_value'])}</b> a {unit}, derived · {told.who(it['country'])}, {told.period(it)}",
        f"{numbers.usd(it['value_usd'], 4)} for {numbers.amount(it[quantity], quantity)}, in one row of",
    ]
    return "<br>".join([*lines, theme.wrapped(told.source(it), 58), *told.note(it)])


def _legend(rows: pd.DataFrame) -> list[dict[str, Any]]:
    entries = [(told.who(code), theme.colour(code), "circle") for code in told.order(rows["country"])]
    entries += [(said, theme.GREY, told.SHAPES[by]) for by, said in told.REPORTERS.items() if by in set(rows["by"])]
    return [
        {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": said,
         "marker": {"symbol": symbol, "size": 9, "color": hue}}
        for said, hue, symbol in entries
    ]  # fmt: skip
