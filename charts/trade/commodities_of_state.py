"""The goods that one state trades: ranked bars of one year, and a strip that shows how the largest went over the years."""

import math
from collections.abc import Sequence
from typing import Any, Final, Unpack

import pandas as pd

from analysis.trade.comparison import partial
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from data.rows import Row, records
from data.vocabulary import codes, formats

MOST: Final = 10  # goods in a strip
LOWER: Final = "≥"
_ROW: Final = 30  # pixels of a row
_TICK: Final = 24  # characters of a line of a label
_ROOM: Final = 2.1  # of the longest bar: what stands at its end has room on a phone too
_DEEPEST: Final = 0.62  # of a fill on which words still can be read
_PALEST: Final = 0.1
_LEAST: Final = 0.1  # millions, below which a cell tells no more
_MANY: Final = 14  # years whose short names stand beside each other on a phone


def ranked(goods: pd.DataFrame, total: float | None = None, **caption: Unpack[Caption]) -> Spec:
    """Draw the goods of one state, flow and year as bars, the largest on top, each with its value and share.

    Args:
        goods: rows of `analysis.trade.commodities.goods` of one country.
        total: all goods of that flow and year as the same side reports them; without it no share is told.
        caption: the words around it.
    """
    if goods.empty:
        return frame.empty("No single goods are reported for this year.", caption["title"])
    rows = goods.sort_values(["value", "commodity"], ascending=[False, True], kind="stable")
    rows = records(rows.assign(lower=partial(rows), at=range(len(rows))))
    high, fill = max(float(it["high"]) for it in rows), {"color": frame.colour(rows[0]["country"])}
    hovers, at = [_hover(it, total) for it in rows], range(len(rows))
    bars = traces.bars([it["value"] for it in rows], at, fill, hovers, lying=True, width=0.62)
    ends = [
        traces.note(_end(it["value"], total, it["lower"]), it["high"], it["at"], xanchor="left", xshift=6, size=12)
        for it in rows
    ]
    axis = frame.value_axis(high, "value_usd") | {
        "range": [0, high * _ROOM],
        "showticklabels": False,
        "showgrid": False,
    }
    labels = [_label(it) for it in rows]
    return _in_rows([bars, _whiskers(rows)], labels, caption, ends, axis)


def _whiskers(rows: list[Row]) -> Row:
    """From the lowest to the highest report of each good that has several."""
    wide = [it for it in rows if it["low"] < it["high"]]
    spread = traces.whisker([it["high"] - it["value"] for it in wide], [it["value"] - it["low"] for it in wide])
    return traces.points(
        [it["value"] for it in wide],
        [it["at"] for it in wide],
        {"opacity": 0},
        error_x=spread,
        called="spread of reports",
    )


def share(value: float, total: float | None, *, lower: bool) -> str:
    """A value as a share of all goods: 33 %, below 1 %; of a lower bound at least so much; empty without a total."""
    if not total or value > total:
        return ""
    percent = 100 * value / total
    if lower:  # rounded down, so that it stays a lower bound
        step = 1.0 if percent >= 1 or not percent else 10.0 ** math.floor(math.log10(percent))
        percent = math.floor(round(percent / step, 6)) * step
    said = f"{percent:.0f} %" if percent >= 1 else f"{percent:.1g} %"
    return f"{LOWER} {said}" if lower else said


def _end(value: float, total: float | None, lower: bool) -> str:  # noqa: FBT001  one of three values of a row
    """What stands at the end of a bar."""
    said = f"{LOWER} {formats.floor(value, 'value_usd')}" if lower else formats.usd(value)
    part = share(value, total, lower=lower)
    return f"{said} · {part}" if part else said


def _hover(row: dict[str, Any], total: float | None) -> str:
    part = share(row["value"], total, lower=row["lower"])
    return _said(row, f"{part} of all goods, as the same side reports them" if part else "")


def _said(row: dict[str, Any], *more: str) -> str:
    goods = codes.start_upper(codes.goods(row))
    return hover.figure(row, "value_usd", goods, *more)


def over_years(
    figures: pd.DataFrame, years: Sequence[int], chosen: int | None = None, **caption: Unpack[Caption]
) -> Spec:
    """Draw how the largest goods of one state went: a row for each, a column for each year, the fill by value.

    Args:
        figures: rows of `analysis.trade.preferred.headline` in dollars, of one country, flow and side, calendar years.
        years: left to right; one without a figure stays empty.
        chosen: the year that is framed.
        caption: the words around it.
    """
    rows = figures.assign(year=figures["start"].dt.year)
    rows = rows[rows["year"].isin(years)]
    if rows.empty:
        return frame.empty("No single goods are reported for these years.", caption["title"])
    largest = list(rows.groupby("commodity")["value"].max().sort_values(ascending=False, kind="stable").index)[:MOST]
    rows = rows[rows["commodity"].isin(largest)]
    named = {it["commodity"]: _label(it) for it in records(rows)}
    hue = frame.colour(str(rows["country"].iloc[0]))
    place = {year: at for at, year in enumerate(years)}
    values: list[list[float | None]] = [[None] * len(years) for _ in largest]
    said = [[""] * len(years) for _ in largest]
    for it in records(rows):
        line, column = largest.index(it["commodity"]), place[it["year"]]
        values[line][column] = math.sqrt(it["value"])  # by the root, small goods stay visible beside large ones
        said[line][column] = _said(it)
    cells = {
        "type": "heatmap", "z": values, "x": list(range(len(years))), "y": list(range(len(largest))), "zmin": 0,
        "colorscale": [[0, frame.faded(hue, _PALEST)], [1, frame.faded(hue, _DEEPEST)]], "showscale": False,
        "xgap": 2, "ygap": 3, "hoverongaps": False, "hoverinfo": "text", "hovertext": said,
    }  # fmt: skip
    amounts = [
        traces.note(frame.ink(_millions(it["value"])), place[it["year"]], largest.index(it["commodity"]), size=10.5)
        for it in records(rows)
    ]
    framed = [_frame(place[chosen], len(largest))] if chosen in place else []
    step = 1 + len(years) // _MANY
    ticks = [at for at in range(len(years)) if (len(years) - 1 - at) % step == 0]
    axis = {"type": "linear", "range": [-0.5, len(years) - 0.5], "showgrid": False, "tickmode": "array", "tickangle": 0}
    names = {"tickvals": ticks, "ticktext": [f"'{years[at] % 100:02}" for at in ticks]}
    labels = [named[it] for it in largest]
    return _in_rows([cells], labels, caption, amounts, axis | names, shapes=framed)


def _millions(value: float) -> str:
    """Millions of dollars, as short as a cell is narrow."""
    millions = value / 1e6
    if millions < _LEAST:
        return f"<{_LEAST}"
    return formats.significant(millions, 1 if millions < 1 else 2 if millions < 100 else 3)


def _frame(column: int, height: int) -> Row:
    corners = {"x0": column - 0.5, "x1": column + 0.5, "y0": -0.5, "y1": height - 0.5}
    return {"type": "rect", **corners, "line": {"color": frame.GREY, "width": 1.4}, "fillcolor": frame.CLEAR}


def _label(row: dict[str, Any]) -> str:
    return frame.wrapped(frame.plain(codes.start_upper(codes.goods(row))), _TICK)


def _in_rows(
    drawn: list[Row], labels: list[str], caption: Caption, notes: list[Row], axis: Row, *, shapes: Sequence[Row] = ()
) -> Spec:
    """A figure of so many rows of the same height, the first on top."""
    axes = {"xaxis": axis, "yaxis": traces.rows_axis(labels)}
    height = _ROW * len(labels)
    return frame.figure(drawn, inner=height, axes=axes, annotations=notes, shapes=list(shapes), **caption)
