"""What a tonne, or a gigawatt hour, was worth: value divided by quantity, both from the same reported row.

Derived, and no price: a heading holds goods of many kinds, and its make-up changes. Values at the exporter's border (FOB)
and with freight (CIF) stand apart, by their reporter.
"""

import pandas as pd

from analysis.trade.series import Choice, Report, reports
from data.schema.columns import column
from data.schema.tables import Trade
from data.vocabulary import periods


class UnitValue(Report):
    """A reported figure of a calendar year with value and quantity, and the one divided by the other."""

    name, heading = "unit_value", "Unit values"
    unit_value = column("number", "Unit value", "US dollars for a tonne or a gigawatt hour.", unit="US$", required=True)


def quantity_of(goods: str) -> str:
    """Name the quantity by which the value of some goods is divided: energy of electricity, weight of all else."""
    return Trade.quantity_gwh if goods == "electricity" else Trade.quantity_t


def unit_values(rows: pd.DataFrame, sources: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Divide value by quantity, where a reported row of a calendar year has both above zero.

    Method: `value_usd` divided by the quantity of the same row; rows that have only one of them are left out, and a value
    of one source is never divided by the quantity of another. Nothing is averaged. The value of all goods has none.

    Args:
        rows: rows of `Trade` in use.
        sources: the table of sources.
        choice: flow and goods; the unit is that of the goods.

    Returns:
        Rows of `UnitValue`, by country, year and reporter.
    """
    quantity = quantity_of(choice.goods)
    chosen = rows[(rows[Trade.flow] == choice.flow) & (rows[Trade.commodity] == choice.goods)]
    chosen = reports(chosen[(chosen[Trade.value_usd] > 0) & (chosen[quantity] > 0)], sources)
    chosen = chosen[periods.is_calendar_year(chosen)] if choice.goods != "total" else chosen.iloc[:0]
    divided = chosen.assign(unit_value=chosen[Trade.value_usd] / chosen[quantity])
    return divided.sort_values([Trade.country, Trade.start, Trade.reported_by])
