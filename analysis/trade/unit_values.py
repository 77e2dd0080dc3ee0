"""What a tonne, or a gigawatt hour, was worth: value divided by quantity, both from the same reported row.

Derived, and no price: a heading holds goods of many kinds, and its make-up changes. Values at the exporter's border (FOB)
and with freight (CIF) stand apart, by their reporter.
"""

from typing import Final

import pandas as pd

from data.vocabulary import codes, periods

QUANTITIES: Final = {"quantity_t": "tonne", "quantity_gwh": "gigawatt hour"}


def unit_values(rows: pd.DataFrame, flow: str, commodity: str, quantity: str = "quantity_t") -> pd.DataFrame:
    """The unit value of each reported row of a calendar year that bears both a value and a quantity above zero.

    Method: `value_usd` divided by the quantity of the same row; rows that have only one of them are left out, and a value
    of one source is never divided by the quantity of another. Nothing is averaged. The value of all goods has none.

    Args:
        rows: rows of `Trade`.
        flow: export or import.
        commodity: which goods.
        quantity: a key of `QUANTITIES`.

    Returns:
        The rows with `unit_value` in US dollars for a unit of the quantity, by country, year and reporter.
    """
    mine = rows[(rows["flow"] == flow) & (rows["commodity"] == commodity) & rows["status"].isin(codes.TRADED)]
    mine = mine[mine["start"].notna() & (mine["value_usd"] > 0) & (mine[quantity] > 0)]
    mine = mine[periods.is_calendar_year(mine)] if commodity != "total" else mine.iloc[:0]
    found = mine.assign(unit_value=mine["value_usd"] / mine[quantity])
    return found.sort_values(["country", "start", "reported_by"], kind="stable")
