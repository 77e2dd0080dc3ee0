"""What the named food of consignments is worth, derived: worked out once for all pages that show it."""

import datetime as dt

import pandas as pd

from analysis.aid.consignments import Consignment
from analysis.aid.goods_prices import export_values
from analysis.aid.goods_value import GoodsValue, Valued, by_donor, goods_values
from charts.base import frame
from data.rows import Row, records
from data.schema.tables import Aid, ConsignmentGoods, FoodPrices, Sources, Trade
from pages._app.cache import once
from pages._app.rows import in_use, rows
from pages._parts.citation import source_ids
from pages._parts.states.consignments import every

KABUL = dt.date.fromisoformat(frame.KABUL)


@once
def every_value() -> pd.DataFrame:
    """Derive the value of all consignments with named food: rows of `GoodsValue`."""
    exports = export_values(in_use(Trade), rows(Sources))
    return goods_values(every(), in_use(Aid), in_use(ConsignmentGoods), in_use(FoodPrices), exports)


@once
def all_sums() -> pd.DataFrame:
    """Add up what each donor has delivered since 15 August 2021: rows of `GoodsValueSum`."""
    return by_donor(every_value(), every()[every()[Consignment.start] >= pd.Timestamp(KABUL)])


def sum_of(code: str) -> Row | None:
    """Find the derived sum of a donor since 15 August 2021; None where nothing of it is weighed."""
    found = records(all_sums()[all_sums()[GoodsValue.donor] == code])
    return found[0] if found else None


def sources_of(row: Row) -> list[str]:
    """List the sources of a derived sum: of prices and exports, of the goods, and of the consignments beside them."""
    columns = {
        Valued.prices_behind: FoodPrices,
        Valued.trade_behind: Trade,
        Valued.goods_behind: ConsignmentGoods,
        Valued.behind: Aid,
    }
    made_of = [rows(table)[rows(table)[table.row_id].isin(row[column])] for column, table in columns.items()]
    return list(dict.fromkeys(source_id for part in made_of for source_id in source_ids(part)))
