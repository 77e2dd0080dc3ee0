"""The goods of one year: a ranked list of bars, and electricity in GWh apart, which no dollar can be added to."""

from typing import Any, Final, Unpack

import pandas as pd

from analysis.trade.commodities import Goods
from charts.base import evidence, frame, hover, legend, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import records
from data.schema.tables import Trade
from data.vocabulary import formats
from data.vocabulary.codes import goods as in_words
from data.vocabulary.codes import start_upper

_ROW: Final = 26  # pixels of a bar
_HEAD: Final = 66  # between the two lists
_TICK: Final = 24  # characters of a line of a label
# All are of one side, so that the fill shows the status alone.
_OPACITY: Final = {"statistic": 1, "preliminary": evidence.PALE}


def ranked(goods: pd.DataFrame, power: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw goods in dollars by country, the largest on top; below them electricity in GWh by country.

    Args:
        goods: rows of `Goods` in dollars, of one year.
        power: rows of `Goods` of electricity in GWh, of the same year.
        caption: the words around it.
    """
    if goods.empty and power.empty:
        return frame.empty("No single goods are reported for these countries and this year.", caption["title"])
    lists = [(Trade.value_usd, goods, Goods.commodity), (Trade.quantity_gwh, power, Goods.country)]
    lists = [(measure, rows, by) for measure, rows, by in lists if len(rows)]
    counts = [rows[by].nunique() for _, rows, by in lists]
    whole = _ROW * sum(counts) + _HEAD * (len(lists) - 1)
    bars, axes, notes, top = [], {}, [], 1.0
    for at, ((measure, rows, by), count) in enumerate(zip(lists, counts, strict=True)):
        number = "" if at == 0 else str(at + 1)
        sums = rows.groupby(by)[Goods.value].sum().sort_values(ascending=False, kind="stable")
        bars += _bars(rows, sums, by, measure, number)
        bottom = top - _ROW * count / whole
        axes |= _axes(rows, sums, by, measure, number, (max(bottom, 0), top))
        if at:  # alone, electricity needs no heading under the title
            notes.append(frame.heading("Electricity, GWh", top))
        top = bottom - _HEAD / whole
    hues = legend.fills((name, {"color": hue}) for name, hue in legend.hues(hover.order(goods[Goods.country])))
    return frame.figure([*bars, *hues], inner=whole, barmode="stack", annotations=notes, axes=axes, **caption)


def _bars(rows: pd.DataFrame, sums: pd.Series, by: str, measure: str, number: str) -> list[Trace]:
    """Draw one trace for each country, and write the sums at the ends."""
    place = {code: at for at, code in enumerate(sums.index)}
    axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    bars = []
    for code in hover.order(rows[Goods.country]):
        of_country, hue = records(rows[rows[Goods.country] == code]), frame.colour(code)
        fills = [frame.faded(hue, _OPACITY.get(row[Goods.status], 0)) for row in of_country]
        bars.append(
            traces.bars(
                [row[Goods.value] for row in of_country],
                [place[row[by]] for row in of_country],
                {"color": fills, "line": {"color": hue, "width": 1}},
                [hover.figure(row, measure, start_upper(in_words(row))) for row in of_country],
                lying=True,
                width=0.62,
                called=hover.who(code),
                **axes,
            )
        )
    for only, end in (("wide", _end), ("narrow", _short_end)):
        ends = [end(rows[rows[by] == code], total, measure) for code, total in sums.items()]
        bars.append(traces.texts(sums, place.values(), ends, "middle right", cliponaxis=False, only=only, **axes))
    return bars


def _end(rows: pd.DataFrame, total: float, measure: str) -> str:
    """Write what stands at the end of a bar; a sum says that it is one."""
    amount = _short_end(rows, total, measure).replace("≥", "at least")
    return f"{amount}, sum of {len(rows)} states" if len(rows) > 1 else amount


def _short_end(rows: pd.DataFrame, total: float, measure: str) -> str:
    """Write the same in the few signs for which a phone has room."""
    lower = (rows[Goods.bound] == "at_least").any()
    return f"  ≥ {formats.floor(total, measure)}" if lower else f"  {formats.amount(total, measure)}"


def _axes(
    rows: pd.DataFrame, sums: pd.Series, by: str, measure: str, number: str, domain: tuple[float, float]
) -> dict[str, dict[str, Any]]:
    high = float(sums.max())
    axis = frame.value_axis(high, measure, every=2)  # a phone has no room for more
    if by == Goods.country:
        names = [hover.who(code) for code in sums.index]
    else:
        goods = {row[Goods.commodity]: start_upper(in_words(row)) for row in records(rows)}
        names = [goods[code] for code in sums.index]
    return {
        f"xaxis{number}": {**axis, "range": [0, high * 1.5], "anchor": f"y{number}", "tickangle": 0},
        f"yaxis{number}": traces.rows_axis(
            [frame.wrapped(name, _TICK) for name in names], domain=list(domain), anchor=f"x{number}"
        ),
    }
