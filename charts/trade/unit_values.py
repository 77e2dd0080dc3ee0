"""What a tonne was worth by year: a mark for each reported row, by country and by who reports."""

from typing import Unpack

import pandas as pd

from analysis.trade.unit_values import UnitValue
from charts.base import frame, hover, legend, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, grouped, records
from data.vocabulary import formats


def by_year(
    unit_values: pd.DataFrame, *, first: object, last: object, quantity: str, **caption: Unpack[Caption]
) -> Spec:
    """Draw marks by year, hue by country and shape by who reports.

    Args:
        unit_values: rows of `UnitValue`.
        first: first day of the axis.
        last: last day of the axis.
        quantity: `quantity_t` or `quantity_gwh`, by which the values are divided.
        caption: the words around it.
    """
    if unit_values.empty:
        return frame.empty(
            "No report of these goods, states and years has both a value and a quantity.", caption["title"]
        )
    rows = sorted(
        ({**row, "side": hover.reporter(row)} for row in records(unit_values)),
        key=lambda row: (row[UnitValue.country], row["side"]),
    )
    marks = [_marks(alike, quantity) for alike in grouped(rows, [UnitValue.country, "side"])]
    return frame.figure(
        [*marks, *_legend(rows, hover.order(unit_values[UnitValue.country]))],
        height=360,
        shapes=[frame.kabul_line()],
        xaxis=frame.time_axis(first, last),
        yaxis=frame.value_axis(float(unit_values[UnitValue.unit_value].max()), "value_usd"),
        **caption,
    )


def _marks(rows: list[Row], quantity: str) -> Trace:
    """Draw the marks of one country by one side."""
    code = rows[0][UnitValue.country]
    hue, symbol = frame.colour(code), hover.SHAPES[rows[0]["side"]]
    look = traces.mark(symbol, 9, hue, 1) | {"color": frame.faded(hue, 0.75)}
    days = [f"{row[UnitValue.start].year}-07-02" for row in rows]
    values, hovers = [row[UnitValue.unit_value] for row in rows], [_hover(row, quantity) for row in rows]
    return traces.points(days, values, look, hovers, called=hover.who(code))


def _hover(row: Row, quantity: str) -> str:
    value, per = formats.usd(row[UnitValue.unit_value]), formats.SINGLE[quantity]
    return hover.lines(
        f"<b>{value}</b> a {per}, derived · {hover.who(row[UnitValue.country])}, {hover.period(row)}",
        f"{formats.usd(row[UnitValue.value_usd], 4)} for {formats.amount(row[quantity], quantity)}, in one row of",
        hover.source(row),
        *hover.note(row),
    )


def _legend(rows: list[Row], codes: list[str]) -> list[Trace]:
    """Explain hues and shapes, as far as they occur."""
    sides = {row["side"] for row in rows}
    entries = [(hover.who(code), frame.colour(code), "circle") for code in codes]
    entries += [(name, frame.GREY, hover.SHAPES[side]) for side, name in hover.REPORTERS.items() if side in sides]
    return legend.symbols((name, {"symbol": symbol, "size": 9, "color": hue}) for name, hue, symbol in entries)
