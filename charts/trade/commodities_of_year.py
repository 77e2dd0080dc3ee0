"""The goods of one year: a ranked list of bars, and electricity in GWh apart, which no dollar can be added to."""

from typing import Any, Final, Unpack

import pandas as pd

from charts.base import evidence, frame, hover, legend, traces
from charts.base.frame import Caption, Spec
from data.rows import Row, records
from data.vocabulary import formats
from data.vocabulary.codes import goods, start_upper

_ROW: Final = 30  # pixels of a bar
_HEAD: Final = 66  # between the two lists
_TICK: Final = 24  # characters of a line of a label
# All are of one side, so that the fill tells the status alone.
_OPACITY: Final = {"statistic": 1, "preliminary": evidence.PALE}


def ranked(goods: pd.DataFrame, power: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw goods in dollars by country, the largest on top; below them electricity in GWh by country.

    Args:
        goods: rows of `analysis.trade.commodities.goods`; `lower` marks lower bounds.
        power: rows of `analysis.trade.preferred.headline` of electricity, in GWh, of the same year.
        caption: the words around it.
    """
    if goods.empty and power.empty:
        return frame.empty("No single goods are reported for these countries and this year.", caption["title"])
    lists = [("value_usd", goods, "commodity"), ("quantity_gwh", power, "country")]
    shown = [it for it in lists if len(it[1])]
    rows = [len(set(part[by])) for _, part, by in shown]
    whole = _ROW * sum(rows) + _HEAD * (len(shown) - 1)
    bars, axes, notes, top = [], {}, [], 1.0
    for at, ((measure, part, by), count) in enumerate(zip(shown, rows, strict=True)):
        number = "" if at == 0 else str(at + 1)
        order = _order(part, by)
        bars += _bars(part, order, by, measure, number)
        bottom = top - _ROW * count / whole
        axes |= _axes(part, order, by, measure, number, (max(bottom, 0), top))
        if at:  # alone, electricity needs no heading under the title
            notes.append(frame.heading("Electricity, GWh", top))
        top = bottom - _HEAD / whole
    hues = legend.fills((name, {"color": hue}) for name, hue in legend.hues(hover.order(goods["country"])))
    return frame.figure([*bars, *hues], inner=whole, barmode="stack", annotations=notes, axes=axes, **caption)


def _order(rows: pd.DataFrame, by: str) -> list[str]:
    """The largest first."""
    return list(rows.groupby(by)["value"].sum().sort_values(ascending=False, kind="stable").index)


def _bars(rows: pd.DataFrame, order: list[str], by: str, measure: str, number: str) -> list[Row]:
    """One trace for each country, and the sums at the ends."""
    place = {it: at for at, it in enumerate(order)}
    axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    bars = []
    for code in hover.order(rows["country"]):
        part, hue = records(rows[rows["country"] == code]), frame.colour(code)
        fills = [frame.faded(hue, _OPACITY.get(it["status"], 0)) for it in part]
        bars.append(
            traces.bars(
                [it["value"] for it in part],
                [place[it[by]] for it in part],
                {"color": fills, "line": {"color": hue, "width": 1}},
                [_hover(it, measure) for it in part],
                lying=True,
                width=0.62,
                called=hover.who(code),
                **axes,
            )
        )
    sums = [rows.loc[rows[by] == it, "value"].sum() for it in order]
    said = [_end(rows[rows[by] == it], measure) for it in order]
    return [*bars, traces.texts(sums, place.values(), said, "middle right", cliponaxis=False, **axes)]


def _end(rows: pd.DataFrame, measure: str) -> str:
    """What stands at the end of a bar; a sum says that it is one."""
    lower, value = rows.get("lower", pd.Series([False])).any(), rows["value"].sum()
    said = f"  at least {formats.floor(value, measure)}" if lower else f"  {formats.amount(value, measure)}"
    return f"{said}, sum of {len(rows)} states" if len(rows) > 1 else said


def _hover(row: dict[str, Any], measure: str) -> str:
    return hover.figure(row, measure, start_upper(goods(row)))


def _axes(
    rows: pd.DataFrame, order: list[str], by: str, measure: str, number: str, domain: tuple[float, float]
) -> dict[str, dict[str, Any]]:
    high = float(rows.groupby(by)["value"].sum().max())
    axis = frame.value_axis(high, measure, every=2)  # a phone has no room for more
    named = {it["commodity"]: start_upper(goods(it)) for it in records(rows)}
    said = [hover.who(it) if by == "country" else named[it] for it in order]
    labels = [frame.wrapped(it, _TICK) for it in said]
    return {
        f"xaxis{number}": {**axis, "range": [0, high * 1.5], "anchor": f"y{number}", "tickangle": 0},
        f"yaxis{number}": traces.rows_axis(labels, domain=list(domain), anchor=f"x{number}"),
    }
