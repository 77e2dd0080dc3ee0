"""What the named food of consignments is worth: a line each, from the lowest to the highest price that is known.

Hollow marks and thin lines: nothing here is reported. Where exports give no price, the line begins at the lowest retail price.
"""

from typing import Final, Unpack

import pandas as pd

from analysis.aid.goods_value import GoodsValue
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import name
from data.vocabulary.text import listed

_ROW: Final = 44  # pixels of one consignment, the words above its line included


def ranges(values: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw the derived value of each consignment, top to bottom in the order of the rows.

    Args:
        values: rows of `GoodsValue` with a derived value.
        caption: the words around it.
    """
    rows = records(values)
    high = max([0.0, *values[GoodsValue.value_derived_high_usd]])
    return frame.figure(
        [*_lines(rows), *([_marks(rows)] if rows else [])],
        inner=_ROW * len(rows) + 10,
        showlegend=False,
        annotations=[
            traces.at_left(frame.plain(_words(row)), at, yanchor="bottom", yshift=6) for at, row in enumerate(rows)
        ],
        xaxis=frame.value_axis(high, "value_usd"),
        yaxis=traces.rows_axis([""] * len(rows), range=[len(rows) - 0.5, -0.8], automargin=False, showticklabels=False),
        **caption,
    )


def _low(row: Row) -> float:
    """Find where the line begins: at the export value, or where that is not known at the lowest retail price."""
    low = row[GoodsValue.value_derived_low_usd]
    return row[GoodsValue.value_retail_low_usd] if pd.isna(low) else low


def _lines(rows: list[Row]) -> list[Trace]:
    """Draw the range of each: solid from the export value, dotted where only retail prices are known."""
    return [
        traces.lines(
            [_low(row), row[GoodsValue.value_derived_high_usd]],
            [at, at],
            frame.colour(row[GoodsValue.donor]),
            2,
            dash="dot" if pd.isna(row[GoodsValue.value_derived_low_usd]) else "solid",
            called="derived range",
        )
        for at, row in enumerate(rows)
    ]


def _marks(rows: list[Row]) -> Trace:
    """Draw the highest value of each as a hollow diamond."""
    hues = [frame.colour(row[GoodsValue.donor]) for row in rows]
    look = {"symbol": "diamond-open", "size": 9, "color": hues, "line": {"color": hues, "width": 1.6}, "opacity": 1}
    highs = [row[GoodsValue.value_derived_high_usd] for row in rows]
    return traces.points(
        highs, range(len(rows)), look, [_hover(row) for row in rows], cliponaxis=False, called="derived"
    )


def _words(row: Row) -> str:
    """Name donor, date, goods and the range, short enough for a phone."""
    when = periods.label(row[GoodsValue.start], row[GoodsValue.end], row[GoodsValue.precision])
    amount = formats.spread(_low(row), row[GoodsValue.value_derived_high_usd], "value_usd")
    return f"{name(row[GoodsValue.donor])}, {when}, {_goods(row, GoodsValue.goods)}: {amount}"


def _goods(row: Row, column: str) -> str:
    return listed([codes.say(it) for it in row[column].split(";") if it])


def _hover(row: Row) -> str:
    tonnes = formats.spread(row[GoodsValue.tonnes_low], row[GoodsValue.tonnes_high], "quantity_t")
    unpriced = _goods(row, GoodsValue.unpriced)
    low, carried = row[GoodsValue.value_derived_low_usd], " (of an earlier year)" if row[GoodsValue.carried] else ""
    retail = formats.spread(row[GoodsValue.value_retail_low_usd], row[GoodsValue.value_derived_high_usd], "value_usd")
    return hover.lines(
        f"<b>{frame.plain(_words(row))}</b>, derived",
        f"{tonnes} of {_goods(row, GoodsValue.goods)}",
        f"in Afghan shops: {retail}",
        "at the donor's border: not known" if pd.isna(low) else f"at the donor's border: {formats.usd(low)}{carried}",
        f"without a price of the month: {unpriced}" if unpriced else "",
    )
