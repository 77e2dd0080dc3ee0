"""What the named food of a delivered consignment is worth: derived, and never added to a value that a report states.

Flour, wheat, rice and sugar that a report names and weighs; all other goods stay without a value. The low end is what the
donor's exports of the good to Afghanistan brought at its border, the high end what a family would have paid in an Afghan shop.
"""

from itertools import groupby
from math import fsum
from operator import itemgetter
from typing import Final

import pandas as pd

from analysis.aid.consignments import STAGES, Consignment
from analysis.aid.goods_prices import at_the_border, in_shops, retail_prices
from analysis.base.behind import united
from analysis.base.derived import like, rows_of
from data.rows import Row, records
from data.schema.columns import Column, Derived, column
from data.schema.tables import Aid, ConsignmentGoods, FoodPrices, Trade
from data.vocabulary import codes
from data.vocabulary.places import CODES

FEWEST_PERCENT: Final = 50  # of the tonnes: a sum that covers less is not given


def _behind(what: str) -> Column:
    return column("rows", what, "The `row_id` of each of them.")


def _dollars(heading: str, description: str) -> Column:
    return column("number", heading, description, unit="US$", low=0)


class Valued(Derived):
    """A derived value of named food, at the donor's border and in Afghan shops, with all rows that it was made of."""

    of = Aid
    donor = like(Consignment.donor)
    value_derived_low_usd = _dollars(
        "Derived value, at least",
        "Lowest weight at the donor's export unit value of the year; empty where that is not known.",
    )
    value_retail_low_usd = _dollars(
        "Derived value at the lowest retail price", "Lowest weight at the price of the lowest grade and month."
    )
    value_derived_high_usd = _dollars(
        "Derived value, at most", "Highest weight at the retail price of the highest grade and month."
    )
    carried = column(
        "flag", "Price of an earlier year", "Whether an export unit value is of an earlier year.", required=True
    )
    goods_behind, prices_behind, trade_behind = _behind("Goods"), _behind("Retail prices"), _behind("Exports")


Valued.also = {Valued.goods_behind: ConsignmentGoods, Valued.prices_behind: FoodPrices, Valued.trade_behind: Trade}


class GoodsValue(Valued):
    """The named food of one delivered consignment, and what it is worth at the donor's border and in Afghan shops."""

    name, heading = "goods_values", "Derived value of named food"
    key = ("shipment",)
    shipment = like(Consignment.shipment)
    start, end, precision = like(Consignment.start), like(Consignment.end), like(Consignment.precision)
    goods = column(
        "text",
        "Goods with a price",
        "Those that the value is of; empty where there is none.",
        values=("", *codes.WEIGHED_GOODS),
        many=True,
    )
    unpriced = column(
        "text",
        "Goods without a price",
        "Named and weighed, but without a retail price of their month.",
        values=("", *codes.WEIGHED_GOODS),
        many=True,
    )
    tonnes_low = column("number", "Lowest weight", "Derived: sum over the goods with a price.", unit="t", low=0)
    tonnes_high = column("number", "Highest weight", "Derived: sum over the goods with a price.", unit="t", low=0)
    stated = column("flag", "Stated", "Whether a report states a value, which then stands alone.", required=True)


class GoodsValueSum(Valued):
    """What the named food of a donor's consignments is worth; no value where it is less than half of their tonnes."""

    name, heading = "goods_value_sums", "Derived value by donor"
    key = ("donor",)
    priced_t = column(
        "number", "Tonnes with a price", "Highest weight of the food that has one.", unit="t", required=True
    )
    delivered_t = column(
        "number",
        "Tonnes delivered",
        "Highest weight of all deliveries for which no report states a value.",
        unit="t",
        required=True,
    )
    covered_percent = column(
        "number", "Covered", "Tonnes with a price as a share of the tonnes delivered.", unit="%", required=True, low=0
    )
    consignments = column("count", "Consignments with a price", "How many have a derived value.", required=True, low=0)


VALUES: Final = (Valued.value_derived_low_usd, Valued.value_retail_low_usd, Valued.value_derived_high_usd)


def derivable(rows: pd.DataFrame) -> pd.DataFrame:
    """Pick the consignments of which a value may be derived: delivered ones without any caveat.

    A pledge has no value yet; a cumulative claim, a discount and a joint gift without a share are not the donor's goods,
    and what may be part of another consignment would be valued twice.

    Args:
        rows: rows of `Consignment`.
    """
    return rows[(rows[Consignment.stage] == "delivered") & (rows[Consignment.caveat] == "")]


def goods_values(
    rows: pd.DataFrame, reports: pd.DataFrame, goods: pd.DataFrame, prices: pd.DataFrame, exports: pd.DataFrame
) -> pd.DataFrame:
    """Derive what the named food of each consignment is worth.

    Method: the weight of a good runs from the lowest to the highest report of the furthest stage at which any report weighs
    a good by name; pledges never count. The low end is the lowest weight at the donor's export unit value of the year of
    handover, or of the last year before it with one, which is then marked. The high end is the highest weight at the retail
    price of the month of handover: the highest grade, and the highest month where only several months or a year are known.
    A month without a price gives none. Where an export brought more than the shops took, the two change places.

    Args:
        rows: rows of `Consignment`.
        reports: rows of `Aid` in use.
        goods: rows of `ConsignmentGoods` in use.
        prices: rows of `FoodPrices` in use.
        exports: rows of `export_values`.

    Returns:
        Rows of `GoodsValue`: the delivered consignments without a caveat of which any good is named and weighed.
    """
    weights, retail = _weights(reports, goods), retail_prices(prices)
    values = [
        _value(row, weights[row[Consignment.shipment]], retail, exports)
        for row in records(derivable(rows))
        if row[Consignment.shipment] in weights
    ]
    return rows_of(GoodsValue, values)


def _weights(reports: pd.DataFrame, goods: pd.DataFrame) -> dict[str, dict[str, list[Row]]]:
    """List what was reported to weigh how much, by shipment and good, at the furthest stage that has any."""
    staged = goods.merge(reports[[Aid.shipment, Aid.source_id, Aid.status]])  # by shipment and source, which both have
    staged = staged[staged[Aid.status] != "pledged"]
    staged = staged.assign(rank=staged[Aid.status].map(STAGES.index))
    staged = staged[staged["rank"] == staged.groupby(Aid.shipment)["rank"].transform("max")]
    # a source that reports a stage twice weighs the goods once
    staged = staged.drop_duplicates(ConsignmentGoods.row_id).sort_values([Aid.shipment, ConsignmentGoods.good])
    return {
        str(shipment): {good: list(rows) for good, rows in groupby(group, key=itemgetter(ConsignmentGoods.good))}
        for shipment, group in groupby(records(staged), key=itemgetter(Aid.shipment))
    }


def _value(
    row: Row, weights: dict[str, list[Row]], retail: dict[tuple[str, pd.Period], Row], exports: pd.DataFrame
) -> Row:
    """Derive the value of one consignment."""
    value = {
        it: row[it]
        for it in (
            Consignment.shipment,
            Consignment.donor,
            Consignment.start,
            Consignment.end,
            Consignment.precision,
            Consignment.behind,
        )
    }
    shops = {good: price for good in weights if (price := in_shops(row, good, retail))}
    borders = {good: price for good in shops if (price := at_the_border(row, good, exports))}
    stated = pd.notna(row[Consignment.value_low_usd])
    lows = {good: min(it[ConsignmentGoods.tonnes_low] for it in weights[good]) for good in shops}
    highs = {good: max(it[ConsignmentGoods.tonnes_high] for it in weights[good]) for good in shops}
    least = {good: min(borders[good].low, shops[good].high) for good in borders}
    most = {good: max(shops[good].high, borders[good].high if good in borders else 0) for good in shops}
    return value | {
        GoodsValue.goods: ";".join(shops),
        GoodsValue.unpriced: ";".join(good for good in weights if good not in shops),
        GoodsValue.tonnes_low: fsum(lows.values()) if shops else None,
        GoodsValue.tonnes_high: fsum(highs.values()) if shops else None,
        GoodsValue.value_derived_low_usd: _priced(lows, least) if shops and len(borders) == len(shops) else None,
        GoodsValue.value_retail_low_usd: _priced(lows, {good: it.low for good, it in shops.items()}) if shops else None,
        GoodsValue.value_derived_high_usd: _priced(highs, most) if shops else None,
        GoodsValue.carried: any(it.carried for it in borders.values()),
        GoodsValue.stated: stated,
        GoodsValue.goods_behind: tuple(it[ConsignmentGoods.row_id] for named in weights.values() for it in named),
        GoodsValue.prices_behind: united(it.behind for it in shops.values()),
        GoodsValue.trade_behind: united(it.behind for it in borders.values()),
    }


def _priced(tonnes: dict[str, float], prices: dict[str, float]) -> float:
    return fsum(tonnes[good] * prices[good] for good in tonnes)


def derived(values: pd.DataFrame) -> pd.DataFrame:
    """Pick the rows of `GoodsValue` with a derived value: those with a price, for which no report states a value."""
    return values[values[GoodsValue.value_derived_high_usd].notna() & ~values[GoodsValue.stated]]


def by_donor(values: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Add up derived values by donor, and say which share of the tonnes they cover.

    Method: a sum is given where the food with a price is at least half of the tonnes that were delivered without a stated
    value; under that it is empty, and the share says why. The low end of a sum is known only where that of each of its
    consignments is. Consignments without a reported weight are in neither; stated values are not added.

    Args:
        values: rows of `GoodsValue`.
        rows: rows of `Consignment`, of the same years.

    Returns:
        Rows of `GoodsValueSum`, for each donor with a weighed delivery for which no report states a value.
    """
    weighed = derivable(rows)
    weighed = weighed[weighed[Consignment.value_low_usd].isna() & weighed[Consignment.weight_high_t].notna()]
    priced = derived(values[values[GoodsValue.shipment].isin(rows[Consignment.shipment])])
    sums = [
        _sum(donor, priced[priced[GoodsValue.donor] == donor], weighed[weighed[Consignment.donor] == donor])
        for donor in CODES
        if (weighed[Consignment.donor] == donor).any()
    ]
    return rows_of(GoodsValueSum, sums)


def _sum(donor: str, priced: pd.DataFrame, weighed: pd.DataFrame) -> Row:
    """Add up the derived values of one donor."""
    tonnes, whole = priced[GoodsValue.tonnes_high].sum(), weighed[Consignment.weight_high_t].sum()
    covered = 100 * tonnes / whole if whole else 0.0
    shown = covered >= FEWEST_PERCENT
    behind = [GoodsValue.goods_behind, GoodsValue.prices_behind, GoodsValue.trade_behind]
    return {
        GoodsValueSum.donor: donor,
        **{it: priced[it].sum(skipna=False) if shown else None for it in VALUES},
        GoodsValueSum.priced_t: tonnes,
        GoodsValueSum.delivered_t: whole,
        GoodsValueSum.covered_percent: covered,
        GoodsValueSum.carried: bool(priced[GoodsValue.carried].any()),
        GoodsValueSum.consignments: len(priced),
        GoodsValueSum.behind: united([*weighed[Consignment.behind], *priced[GoodsValue.behind]]),
        **{it: united(priced[it]) for it in behind},
    }
