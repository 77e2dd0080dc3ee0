"""The goods that one state trades: ranked bars of one year, and a strip that shows how the largest went over the years."""

import math
from collections.abc import Sequence
from typing import Any, Final, Unpack

import pandas as pd

from analysis.trade.commodities import Goods
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.schema.tables import Trade
from data.vocabulary import codes, formats

LOWER: Final = "≥"
_ROW: Final = 30  # pixels of a row
_TICK: Final = 24  # characters of a line of a label
_ROOM: Final = 2.1  # of the longest bar: what stands at its end has room on a phone too
_DEEPEST: Final = 0.62  # of a fill on which words still can be read
_PALEST: Final = 0.1
_LEAST: Final = 0.1  # millions, the smallest amount that a cell names
_MANY: Final = 14  # years whose short names stand beside each other on a phone


def ranked(goods: pd.DataFrame, totals: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw the goods of one state, flow and year as bars, the largest on top, each with its value and share.

    Args:
        goods: rows of `Goods` of one country and year.
        totals: rows of `Preferred`: all goods of that flow and year as the same side reports them; without it no share.
        caption: the words around it.
    """
    if goods.empty:
        return frame.empty("No single goods are reported for this year.", caption["title"])
    total = None if totals.empty else float(totals[Goods.value].iloc[0])
    ordered = goods.sort_values([Goods.value, Goods.commodity], ascending=[False, True], kind="stable")
    rows = records(ordered.assign(at=range(len(ordered))))
    high, fill = float(goods[Goods.high].max()), {"color": frame.colour(goods[Goods.country].iloc[0])}
    values, places = [row[Goods.value] for row in rows], [row["at"] for row in rows]
    bars = traces.bars(values, places, fill, [_hover(row, total) for row in rows], lying=True, width=0.62)
    ends = [
        traces.note(_end(row, total), row[Goods.high], row["at"], xanchor="left", xshift=6, size=12) for row in rows
    ]
    axis = frame.value_axis(high, Trade.value_usd) | {
        "range": [0, high * _ROOM],
        "showticklabels": False,
        "showgrid": False,
    }
    return _in_rows([bars, traces.spread(rows, lying=True)], [_label(row) for row in rows], caption, ends, axis)


def share(value: float, total: float | None, *, lower: bool) -> str:
    """Write a value as a share of all goods: 33 %, below 1 %; of a lower bound at least so much; empty without a total."""
    if not total or value > total:
        return ""
    percent = 100 * value / total
    if lower:  # rounded down, so that it stays a lower bound
        step = 1.0 if percent >= 1 or not percent else 10.0 ** math.floor(math.log10(percent))
        percent = math.floor(round(percent / step, 6)) * step
    rounded = f"{percent:.0f} %" if percent >= 1 else f"{percent:.1g} %"
    return f"{LOWER} {rounded}" if lower else rounded


def _share(row: Row, total: float | None) -> str:
    return share(row[Goods.value], total, lower=_is_lower(row))


def _is_lower(row: Row) -> bool:
    return row[Goods.bound] == "at_least"


def _end(row: Row, total: float | None) -> str:
    """Write what stands at the end of a bar."""
    value = row[Goods.value]
    amount = f"{LOWER} {formats.floor(value, Trade.value_usd)}" if _is_lower(row) else formats.usd(value)
    part = _share(row, total)
    return f"{amount} · {part}" if part else amount


def _hover(row: Row, total: float | None = None) -> str:
    part, goods = _share(row, total), codes.start_upper(codes.goods(row))
    of_all = f"{part} of all goods, as the same side reports them" if part else ""
    return hover.figure(row, Trade.value_usd, goods, of_all)


def over_years(goods: pd.DataFrame, *, years: Sequence[int], **caption: Unpack[Caption]) -> Spec:
    """Draw how the largest goods of one state went: a row for each, a column for each year, the fill by value.

    Args:
        goods: rows of `Goods` of one country, flow and side, within the years.
        years: left to right; one without a figure stays empty.
        caption: the words around it.
    """
    if goods.empty:
        return frame.empty("No single goods are reported for these years.", caption["title"])
    sizes = goods.groupby(Goods.commodity)[Goods.value].max().sort_values(ascending=False, kind="stable")
    lines = {code: at for at, code in enumerate(sizes.index)}
    columns = {year: at for at, year in enumerate(years)}
    names: dict[str, str] = {}
    values: list[list[float | None]] = [[None] * len(columns) for _ in lines]
    hovers, amounts = [[""] * len(columns) for _ in lines], []
    for row in records(goods):
        line, column = lines[row[Goods.commodity]], columns[row[Goods.year]]
        names[row[Goods.commodity]] = _label(row)
        values[line][column] = math.sqrt(row[Goods.value])  # by the root, small goods stay visible beside large ones
        hovers[line][column] = _hover(row)
        amounts.append(traces.note(frame.ink(_millions(row[Goods.value])), column, line, size=12))
    hue = frame.colour(goods[Goods.country].iloc[0])
    cells = {
        "type": "heatmap", "z": values, "x": list(columns.values()), "y": list(lines.values()), "zmin": 0,
        "colorscale": [[0, frame.faded(hue, _PALEST)], [1, frame.faded(hue, _DEEPEST)]], "showscale": False,
        "xgap": 2, "ygap": 3, "hoverongaps": False, "hoverinfo": "text", "hovertext": hovers,
    }  # fmt: skip
    step = 1 + len(columns) // _MANY
    ticks = [at for at in columns.values() if (len(columns) - 1 - at) % step == 0]
    axis = {
        "type": "linear", "range": [-0.5, len(columns) - 0.5], "showgrid": False, "tickmode": "array", "tickangle": 0,
        "tickvals": ticks, "ticktext": [f"'{years[at] % 100:02}" for at in ticks],
    }  # fmt: skip
    return _in_rows([cells], [names[code] for code in lines], caption, amounts, axis)


def _millions(value: float) -> str:
    """Write millions of dollars, as short as a cell is narrow."""
    millions = value / 1e6
    if millions < _LEAST:
        return f"<{_LEAST}".replace("0.", ".")  # as wide as a cell on a phone
    return formats.significant(millions, 1 if millions < 1 else 2 if millions < 100 else 3)


def _label(row: Row) -> str:
    return frame.wrapped(frame.plain(codes.start_upper(codes.goods(row))), _TICK)


def _in_rows(
    drawn: list[Trace],
    labels: list[str],
    caption: Caption,
    notes: list[Trace],
    axis: dict[str, Any],
) -> Spec:
    """Build a figure of labelled rows of the same height, the first on top."""
    axes = {"xaxis": axis, "yaxis": traces.rows_axis(labels)}
    height = _ROW * len(labels)
    return frame.figure(drawn, inner=height, axes=axes, annotations=notes, **caption)
