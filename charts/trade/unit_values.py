"""What a tonne was worth by year: a mark for each reported row, by country and by who reports."""

from typing import Any, Unpack

import pandas as pd

from charts.base import frame, hover, legend, traces
from charts.base.frame import Caption, Spec
from data.rows import records
from data.vocabulary import formats


def by_year(rows: pd.DataFrame, first: object, last: object, *, unit: str, **caption: Unpack[Caption]) -> Spec:
    """Draw marks by year, hue by country and shape by who reports.

    Args:
        rows: rows of `analysis.trade.unit_values.unit_values`; `publisher` names the source.
        first: first day of the axis.
        last: last day of the axis.
        unit: what the value is for, in a word.
        caption: the words around it.
    """
    if rows.empty:
        return frame.empty(
            "No row of these goods, states and years bears both a value and a quantity.", caption["title"]
        )
    sided = rows.assign(by=[hover.reporter(it) for it in records(rows)])
    marks = [
        _marks(part, str(part["country"].iloc[0]), str(part["by"].iloc[0]), unit)
        for _, part in sided.groupby(["country", "by"])
    ]
    return frame.figure(
        [*marks, *_legend(sided)],
        height=360,
        shapes=[frame.kabul_line()],
        xaxis=frame.time_axis(first, last),
        yaxis=frame.value_axis(float(rows["unit_value"].max()), "value_usd"),
        **caption,
    )


def _marks(rows: pd.DataFrame, code: str, by: str, unit: str) -> dict[str, Any]:
    hue = frame.colour(code)
    look = {"symbol": hover.SHAPES[by], "size": 9, "color": frame.faded(hue, 0.75), "line": {"color": hue, "width": 1}}
    days = [f"{it}-07-02" for it in rows["start"].dt.year]
    return traces.points(
        days, rows["unit_value"], look, [_hover(it, unit) for it in records(rows)], called=hover.who(code)
    )


def _hover(it: dict[str, Any], unit: str) -> str:
    quantity = "quantity_gwh" if unit.startswith("g") else "quantity_t"
    return hover.lines(
        f"<b>{formats.usd(it['unit_value'])}</b> a {unit}, derived · {hover.who(it['country'])}, {hover.period(it)}",
        f"{formats.usd(it['value_usd'], 4)} for {formats.amount(it[quantity], quantity)}, in one row of",
        hover.source(it),
        *hover.note(it),
    )


def _legend(rows: pd.DataFrame) -> list[dict[str, Any]]:
    entries = [(hover.who(code), frame.colour(code), "circle") for code in hover.order(rows["country"])]
    entries += [(said, frame.GREY, hover.SHAPES[by]) for by, said in hover.REPORTERS.items() if by in set(rows["by"])]
    return legend.symbols((said, {"symbol": symbol, "size": 9, "color": hue}) for said, hue, symbol in entries)
