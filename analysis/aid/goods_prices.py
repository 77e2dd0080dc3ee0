"""What a tonne of a named food cost: in Afghan shops in the month of handover, and at the donor's border in the year.

Both are reported rows as they are: nothing is interpolated, and a month without a price has none.
"""

from typing import Final, NamedTuple

import pandas as pd

from analysis.aid.consignments import Consignment
from analysis.base.behind import RowIds, united
from analysis.trade.series import Choice
from analysis.trade.unit_values import UnitValue, unit_values
from data.rows import Row, records
from data.schema.tables import FoodPrices, Trade
from data.vocabulary.places import FAO

# The grades of each good in the table of food prices: the lowest and the highest make the retail price.
GRADES: Final = {
    "flour": ("Wheat flour (low quality)", "Wheat flour (high quality)"),
    "wheat": ("Wheat",),
    "rice": ("Rice (low quality)", "Rice (high quality)"),
    "sugar": ("Sugar",),
}
# The codes of each good in the table of trade: ours, and FAO's where we have none for the same.
EXPORTED: Final = {"flour": ("flour",), "wheat": ("wheat",), "rice": ("rice",), "sugar": ("sugar", "fao_164")}
_KG: Final = 1000  # in a tonne


class Price(NamedTuple):
    """Dollars for a tonne, from the lowest to the highest, and the rows that give them."""

    low: float
    high: float
    behind: RowIds
    carried: bool = False


def export_values(trade: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Find what a tonne of each good brought at the border of the five, by their own figures or by FAO in their place.

    Args:
        trade: rows of `Trade` in use.
        sources: the table of sources.

    Returns:
        Rows of `UnitValue`.
    """
    goods = [code for names in EXPORTED.values() for code in names]
    values = pd.concat([unit_values(trade, sources, Choice("export", Trade.value_usd, code)) for code in goods])
    own = values[UnitValue.reported_by] == values[UnitValue.country]
    return values[own | (values[UnitValue.reported_by] == FAO.code)]


def retail_prices(prices: pd.DataFrame) -> dict[tuple[str, pd.Period], Row]:
    """Find the price of a kilogram by what was priced and month."""
    priced = prices[prices[FoodPrices.price_usd].notna() & (prices[FoodPrices.unit] == "KG")]
    return {(row[FoodPrices.commodity], row[FoodPrices.start].to_period("M")): row for row in records(priced)}


def in_shops(row: Row, good: str, retail: dict[tuple[str, pd.Period], Row]) -> Price | None:
    """Find the retail prices of all grades in all months in which the handover may have been; None if one is missing."""
    if pd.isna(row[Consignment.start]):
        return None
    months = pd.period_range(row[Consignment.start], row[Consignment.end], freq="M")
    asked = [(grade, month) for grade in GRADES[good] for month in months]
    if not all(it in retail for it in asked):
        return None
    found = [retail[it] for it in asked]
    each = [it[FoodPrices.price_usd] * _KG for it in found]
    return Price(min(each), max(each), tuple(it[FoodPrices.row_id] for it in found))


def at_the_border(row: Row, good: str, exports: pd.DataFrame) -> Price | None:
    """Find the export unit value of the year of handover, or of the last year before it; the donor's own figure first."""
    year = row[Consignment.start].year
    known = exports[
        (exports[UnitValue.country] == row[Consignment.donor]) & exports[UnitValue.commodity].isin(EXPORTED[good])
    ]
    known = known[known[UnitValue.start].dt.year <= year]
    known = known[known[UnitValue.start] == known[UnitValue.start].max()]
    own = known[known[UnitValue.reported_by] == row[Consignment.donor]]
    known = own if len(own) else known
    if known.empty:
        return None
    lowest = known.loc[[known[UnitValue.unit_value].idxmin()]]
    price = float(lowest[UnitValue.unit_value].item())
    carried = lowest[UnitValue.start].dt.year.item() < year
    return Price(price, price, united(lowest[UnitValue.behind]), carried=carried)
