"""The goods of a year: what the data offer, which reports count, and which are the largest, on small tables."""

from collections.abc import Mapping

import pandas as pd
import pytest

from analysis.trade import commodities
from analysis.trade.commodities import Goods
from analysis.trade.preferred import Preferred
from tests.analysis.trade.test_comparison import PUBLISHED, months, reported, year_of
from tests.support import frames
from tests.support.derived import conforms

SOURCES = frames.sources(a="2025-01-01", b="2025-02-01", old="2023-01-01", new="2024-01-01")
SOURCES["kind"] = ["news", "news", "dataset", "dataset"]
WHEAT: Mapping[str, object] = {"commodity": "wheat", "value_usd": 5}
KAZ = {"country": "KAZ", "reported_by": "KAZ"}


def goods_of(rows: pd.DataFrame, *, flow: str = "export", by: str = "own") -> pd.DataFrame:
    return commodities.goods(commodities.listed_goods(rows, SOURCES, flow=flow, by=by), SOURCES)


def test_each_combination_of_dated_trade_is_on_offer_once_with_its_figures():
    rows = reported(
        {"value_usd": 5}, {"value_usd": 6, "reported_by": "AFG"}, {"flow": "import", "quantity_t": 1, "commodity": "wheat"},
        {"commodity": "electricity", "quantity_gwh": 7, "value_usd": 8}, {"commodity": "stones", "value_usd": 1},
    )  # fmt: skip
    offers = commodities.offered(rows)
    assert [str(column) for column in commodities.Offer.columns if column not in offers] == []
    assert list(offers[["flow", "measure", "commodity", "figures"]].itertuples(index=False, name=None)) == [
        ("export", "value_usd", "total", 2),
        ("export", "value_usd", "electricity", 1),
        ("export", "value_usd", "stones", 1),
        ("export", "quantity_gwh", "electricity", 1),
        ("import", "quantity_t", "wheat", 1),
    ]


def test_what_is_aimed_at_or_undated_is_not_on_offer():
    undated = {"value_usd": 1, "start": None, "end": None}
    aims = [{"value_usd": 1, "status": status} for status in ("target", "contract")]
    assert commodities.offered(reported(*aims, undated)).empty


def test_goods_are_single_commodities_in_dollars_of_whole_years_by_one_side():
    rows = reported(
        WHEAT, {**WHEAT, **KAZ, "value_usd": 6}, {"value_usd": 50}, {**WHEAT, "value_usd": 7, "reported_by": "AFG"},
        {**WHEAT, "value_usd": 8, "flow": "import"}, {**WHEAT, "commodity": "agricultural_total"},
        {**WHEAT, "value_usd": None, "quantity_t": 9}, {**WHEAT, **months("2024-01-01", "2024-06-30")},
        {**WHEAT, "status": "contract"}, {**WHEAT, **year_of(2023)},
    )  # fmt: skip
    own = goods_of(rows)
    conforms(own, Goods, rows)
    assert list(zip(own["country"], own["year"], own["value"], strict=True)) == [
        ("KAZ", 2024, 6), ("UZB", 2023, 5), ("UZB", 2024, 5),
    ]  # fmt: skip
    assert set(own["publisher"]) == {"A paper"}
    assert list(goods_of(rows, by="AFG")["value"]) == [7]
    assert list(goods_of(rows, flow="import")["value"]) == [8]


def test_goods_of_no_reports_have_every_column():
    conforms(goods_of(reported()), Goods)


def test_a_newer_list_replaces_an_older_one_whole():
    rows = reported({**WHEAT, "source_id": "new"}, {**WHEAT, "commodity": "rice", "source_id": "old"})
    assert list(goods_of(rows)["commodity"]) == ["wheat"]


def test_all_reports_of_a_kind_of_goods_stand_behind_it():
    rows = reported(WHEAT, {**WHEAT, "value_usd": 4, "source_id": "b"}, {**WHEAT, "commodity": "rice"})
    goods = goods_of(rows).set_index("commodity")
    assert set(goods.loc["wheat", "behind"]) == set(rows["row_id"].iloc[:2])
    assert goods.loc["rice", "behind"] == (rows["row_id"].iloc[2],)
    assert (goods.loc["wheat", "low"], goods.loc["wheat", "high"], goods.loc["wheat", "reports"]) == (4, 5, 2)


def test_electricity_is_of_whole_years_and_no_contract():
    power = {"commodity": "electricity", "quantity_gwh": 1820}
    rows = reported(
        power, {**power, "status": "contract", "quantity_gwh": 2210}, {**power, **months("2024-01-01", "2024-07-31")},
        {**power, "reported_by": "AFG"}, {**power, "commodity": "electricity_transit"},
    )  # fmt: skip
    energy = commodities.goods(commodities.electricity(rows, flow="export", by="own"), SOURCES, "quantity_gwh")
    conforms(energy, Goods, rows)
    assert list(energy["value"]) == [1820]


def test_the_total_of_a_year_is_that_of_the_same_side():
    rows = reported(
        WHEAT, {"value_usd": 50}, {"value_usd": 70, "reported_by": "AFG"}, {"value_usd": 9, "flow": "import"}
    )
    totals = commodities.of_all_goods(rows, PUBLISHED, flow="export", by="own")
    conforms(totals, Preferred, rows)
    assert list(totals["value"]) == [50]
    assert list(commodities.of_all_goods(rows, PUBLISHED, flow="export", by="AFG")["value"]) == [70]


@pytest.mark.parametrize(("by", "kept"), [("sum", {"wheat", "rice"}), ("max", {"wheat", "sugar"})])
def test_the_largest_goods_are_weighed_by_their_sum_or_their_largest_year(by, kept):
    rice, sugar = ({**WHEAT, "commodity": code} for code in ("rice", "sugar"))
    goods = goods_of(reported(
        {**WHEAT, "value_usd": 9}, {**rice, "value_usd": 3}, {**rice, **year_of(2023), "value_usd": 3},
        {**sugar, "value_usd": 4}, {**sugar, **year_of(2023), "value_usd": 1},
    ))  # fmt: skip
    largest = commodities.largest(goods, 2, by)
    assert set(largest["commodity"]) == kept
    assert len(largest) == 3


def test_the_busiest_year_has_most_reports_and_of_equals_is_the_last():
    assert commodities.busiest_year(pd.Series([2024, 2024, 2023, 2022, 2022])) == 2024
    assert commodities.busiest_year(pd.Series(dtype="int64")) is None


def test_rows_stay_as_they_were():
    rows = reported(WHEAT, {"value_usd": 30}, {"commodity": "electricity", "quantity_gwh": 3})
    before = rows.copy(deep=True)
    commodities.offered(rows), commodities.largest(goods_of(rows), 1, "sum")
    commodities.electricity(rows, flow="export", by="own")
    commodities.of_all_goods(rows, PUBLISHED, flow="export", by="own")
    pd.testing.assert_frame_equal(rows, before)
