"""What named food is worth, derived: worked out by hand, and refused where too little of it has a price."""

import pandas as pd
import pytest

from analysis.aid.consignments import Consignment, consignments
from analysis.aid.goods_prices import export_values
from analysis.aid.goods_value import GoodsValue, GoodsValueSum, by_donor, derivable, derived, goods_values
from data.schema.tables import Aid, ConsignmentGoods, FoodPrices, Sources, Trade
from tests.support import frames
from tests.support.derived import conforms
from tests.support.frames import curated, day, year

LOW, HIGH = "Wheat flour (low quality)", "Wheat flour (high quality)"
MONTH = {"start": "2023-04-01", "end": "2023-04-30"}
APRIL = frames.prices(
    {"commodity": LOW, **MONTH, "price_usd": 0.4},
    {"commodity": HIGH, **MONTH, "price_usd": 0.5},
    {"commodity": "Sugar", **MONTH, "price_usd": 0.9},
)
EXPORTS = frames.trade(
    {
        "country": "KAZ",
        "flow": "export",
        "commodity": "flour",
        **year(2023),
        "value_usd": 3e6,
        "quantity_t": 1e4,
        "reported_by": "KAZ",
        "valuation": "FOB",
    }
)
NONE = frames.trade()


def values(reports, goods, prices=APRIL, trade=EXPORTS) -> pd.DataFrame:
    rows = goods_values(
        consignments(reports), reports, goods, prices, export_values(trade, frames.sources(a="2024-01-01"))
    )
    assert list(rows) == [str(it) for it in GoodsValue.columns]
    return rows


def amounts(rows: pd.DataFrame) -> list[float]:
    """The three derived values of the one row."""
    (row,) = rows.to_dict("records")
    return [row[it] for it in ("value_derived_low_usd", "value_retail_low_usd", "value_derived_high_usd")]


def test_the_low_weight_stands_at_the_low_price_and_the_high_weight_at_the_high_one():
    """4,000 t at $300 (3m over 10,000 t), at $400 and 5,000 t at $500: conflicts of weight stay."""
    reports, goods = frames.aid({}, {"source_id": "b"}), [{"tonnes_low": 4000.0, "tonnes_high": 4000.0}]
    goods = frames.goods(*goods, {"source_id": "b", "tonnes_low": 5000.0, "tonnes_high": 5000.0})
    rows = values(reports, goods)
    assert amounts(rows) == pytest.approx([1_200_000, 1_600_000, 2_500_000])
    assert rows[["tonnes_low", "tonnes_high"]].to_numpy().tolist() == [[4000, 5000]]
    assert set(rows["behind"].item()) == set(reports["row_id"])
    assert set(rows["goods_behind"].item()) == set(goods["row_id"])
    assert set(rows["prices_behind"].item()) == set(APRIL["row_id"][:2])
    assert rows["trade_behind"].item() == (EXPORTS["row_id"].item(),)
    conforms(rows, GoodsValue, reports, goods, APRIL, EXPORTS)


def test_without_exports_with_value_and_tonnes_the_low_end_is_not_known():
    low, shop, high = amounts(values(frames.aid({}), frames.goods({}), trade=NONE))
    assert pd.isna(low)
    assert (shop, high) == pytest.approx((4000, 5000))
    part = frames.goods({}, {"good": "sugar", "tonnes_low": 1.0, "tonnes_high": 1.0})  # no exports of sugar
    low, shop, high = amounts(values(frames.aid({}), part))
    assert pd.isna(low)
    assert (shop, high) == pytest.approx((4900, 5900))


@pytest.mark.parametrize(
    "change",
    [
        {"status": "contract"},
        {"reported_by": "AFG"},
        {"country": "UZB", "reported_by": "UZB"},
        {"quantity_t": None},
        {"flow": "import"},
        year(2024),
        {"commodity": "wheat"},
    ],
)
def test_what_is_no_export_of_the_donor_gives_no_low_end(change):
    row = {**EXPORTS.iloc[0].drop("row_id"), "made_by": None, **change}
    assert pd.isna(amounts(values(frames.aid({}), frames.goods({}), trade=frames.trade(row)))[0])


def test_the_last_year_with_exports_is_carried_on_and_marked_and_fao_stands_in_for_the_donor():
    row = {**EXPORTS.iloc[0].drop("row_id"), "made_by": None}
    older = {**row, **year(2021), "value_usd": 2e6}
    rows = values(
        frames.aid({}), frames.goods({}), trade=frames.trade(older, {**older, **year(2020), "value_usd": 1e6})
    )
    assert amounts(rows)[0] == pytest.approx(2000)
    assert rows["carried"].item()
    estimate = {**row, "reported_by": "FAO", "value_usd": 4e6}
    assert amounts(values(frames.aid({}), frames.goods({}), trade=frames.trade(estimate)))[0] == pytest.approx(4000)
    both = values(frames.aid({}), frames.goods({}), trade=frames.trade(estimate, row))
    assert amounts(both)[0] == pytest.approx(3000)
    assert not both["carried"].item()


def test_a_month_in_a_gap_gives_no_value_and_nothing_is_interpolated():
    march, may = ({"start": f"2023-0{it}-01", "end": f"2023-0{it}-28"} for it in (3, 5))
    around = frames.prices(*({"commodity": grade, **month} for grade in (LOW, HIGH) for month in (march, may)))
    rows = values(frames.aid({}), frames.goods({}), around)
    assert all(map(pd.isna, amounts(rows)))
    assert (rows["goods"].item(), rows["unpriced"].item()) == ("", "flour")
    assert derived(rows).empty
    assert all(map(pd.isna, amounts(values(frames.aid({}), frames.goods({}), APRIL[:1]))))  # one grade is missing


def test_a_year_takes_its_lowest_and_its_highest_month_and_needs_them_all():
    months = [f"2023-{it:02}-01" for it in range(1, 13)]
    rows = [
        {"commodity": grade, "start": it, "end": it, "price_usd": 0.3 + at / 100 + (grade == HIGH) / 10}
        for at, it in enumerate(months)
        for grade in (LOW, HIGH)
    ]
    reports = frames.aid(year(2023))
    assert amounts(values(reports, frames.goods({}), frames.prices(*rows)))[1:] == pytest.approx([3000, 5100])
    assert all(map(pd.isna, amounts(values(reports, frames.goods({}), frames.prices(*rows[:-2])))))
    undated = frames.aid({"start": None, "end": None, "precision": "unknown"})
    assert all(map(pd.isna, amounts(values(undated, frames.goods({}), frames.prices(*rows)))))


@pytest.mark.parametrize(
    "report",
    [
        {"status": "pledged"},
        {"status": "dispatched"},
        {"caveat": "cumulative"},
        {"caveat": "discount"},
        {"caveat": "joint"},
        {"caveat": "overlap"},
        {"caveat": "partly"},
    ],
)
def test_what_is_no_delivered_gift_of_the_donor_has_no_value(report):
    assert values(frames.aid(report), frames.goods({})).empty


def test_a_pledge_weighs_nothing_and_the_furthest_stage_that_weighs_goods_counts():
    reports = frames.aid(
        {"source_id": "p", "status": "pledged", **day("2023-03-01")},
        {"source_id": "d", "status": "dispatched", **day("2023-04-01")},
        {},
    )
    pledged, sent, arrived = (
        {"source_id": it, "tonnes_low": n, "tonnes_high": n} for it, n in (("p", 40.0), ("d", 30.0), ("a", 20.0))
    )
    assert values(reports, frames.goods(pledged)).empty
    assert values(reports, frames.goods(pledged, sent))["tonnes_high"].item() == 30
    assert values(reports, frames.goods(pledged, sent, arrived))["tonnes_low"].item() == 20


def test_where_exports_brought_more_than_shops_took_the_two_change_places():
    dear = frames.trade({**EXPORTS.iloc[0].drop("row_id"), "made_by": None, "value_usd": 9e6})
    assert amounts(values(frames.aid({}), frames.goods({}), trade=dear)) == pytest.approx([5000, 4000, 9000])


def sums(reports, goods) -> dict:
    rows = consignments(reports)
    (row,) = by_donor(values(reports, goods), rows).to_dict("records")
    return row


def test_a_sum_is_refused_where_less_than_half_of_the_tonnes_have_a_price():
    """10 t of 20 t are half; of 20.1 t they are less."""
    half = sums(frames.aid({}, {"shipment": "b", "items": "tents"}), frames.goods({}))
    assert [half[it] for it in ("priced_t", "delivered_t", "covered_percent")] == [10, 20, 50]
    assert [half[it] for it in ("value_derived_low_usd", "value_derived_high_usd")] == pytest.approx([3000, 5000])
    less = sums(frames.aid({}, {"shipment": "b", "items": "tents", "weight_t": 10.1}), frames.goods({}))
    assert less["covered_percent"] == pytest.approx(100 * 10 / 20.1)
    assert all(pd.isna(less[it]) for it in ("value_derived_low_usd", "value_retail_low_usd", "value_derived_high_usd"))


def test_each_cell_of_a_sum_is_of_the_consignments_of_its_donor():
    """10 t at $300, $400 and $500, and 5 t without a price; another donor's tents are a row of their own, of nothing."""
    reports = frames.aid(
        {}, {"shipment": "b", "items": "tents", "weight_t": 5.0}, {"shipment": "c", "donor": "UZB", "weight_t": 2.0}
    )
    goods = frames.goods({})
    first, other = by_donor(values(reports, goods), consignments(reports)).to_dict("records")
    assert first == {
        "behind": first["behind"], "donor": "KAZ", "value_derived_low_usd": 3000, "value_retail_low_usd": 4000,
        "value_derived_high_usd": 5000, "carried": False, "goods_behind": tuple(goods["row_id"]),
        "prices_behind": first["prices_behind"], "trade_behind": tuple(EXPORTS["row_id"]), "priced_t": 10,
        "delivered_t": 15, "covered_percent": 100 * 10 / 15, "consignments": 1,
    }  # fmt: skip
    assert set(first["behind"]) == set(reports["row_id"][:2])
    assert set(first["prices_behind"]) == set(APRIL["row_id"][:2])
    assert [other[it] for it in ("donor", "priced_t", "delivered_t", "covered_percent", "consignments", "carried")] == [
        "UZB", 0, 2, 0, 0, False,
    ]  # fmt: skip
    assert all(pd.isna(other[it]) for it in ("value_derived_low_usd", "value_retail_low_usd", "value_derived_high_usd"))
    assert (other["behind"], other["goods_behind"]) == ((reports["row_id"][2],), ())


def test_of_tonnes_that_are_none_no_share_has_a_price():
    nothing = sums(frames.aid({"weight_t": 0.0}), frames.goods({}).head(0))
    assert (nothing["covered_percent"], nothing["delivered_t"], nothing["consignments"]) == (0, 0, 0)
    assert pd.isna(nothing["value_derived_high_usd"])


def test_a_sum_that_rests_on_the_exports_of_an_earlier_year_is_marked():
    earlier = EXPORTS.assign(start=pd.Timestamp("2022-01-01"), end=pd.Timestamp("2022-12-31"))
    rows, reports = frames.goods({}), frames.aid({})
    (row,) = by_donor(values(reports, rows, trade=earlier), consignments(reports)).to_dict("records")
    assert row["carried"] is True


def test_a_stated_value_wins_and_is_never_added():
    stated = {"shipment": "b", "value_usd": 7e6, "weight_t": 90.0}
    reports, goods = frames.aid({}, stated), frames.goods({}, {"shipment": "b"})
    rows = values(reports, goods).set_index("shipment")
    assert rows["stated"].to_dict() == {"KAZ-2023-04-a": False, "b": True}
    assert list(derived(rows.reset_index())["shipment"]) == ["KAZ-2023-04-a"]
    row = sums(reports, goods)
    assert (row["value_derived_high_usd"], row["delivered_t"], row["consignments"]) == (pytest.approx(5000), 10, 1)


def test_a_sum_has_a_low_end_where_each_of_its_consignments_has_and_the_rows_of_all_behind():
    reports = frames.aid({}, {"shipment": "b"})
    goods = frames.goods({}, {"shipment": "b", "good": "sugar"})
    row = sums(reports, goods)
    assert pd.isna(row["value_derived_low_usd"])
    assert row["value_derived_high_usd"] == pytest.approx(5000 + 9000)
    assert set(row["behind"]) == set(reports["row_id"])
    assert set(row["goods_behind"]) == set(goods["row_id"])
    assert list(by_donor(values(reports, goods), consignments(reports))) == [str(it) for it in GoodsValueSum.columns]


@pytest.fixture(scope="module")
def real() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The consignments that are kept by hand, and their values."""
    reports = curated(Aid)
    rows = consignments(reports)
    exports = export_values(curated(Trade), curated(Sources))
    return rows, goods_values(rows, reports, curated(ConsignmentGoods), curated(FoodPrices), exports)


def test_the_named_food_of_a_gift_with_a_stated_value_is_a_small_part_of_it(real):
    """200 t flour, 50 t sugar, 20 t rice for Herat in October 2023: $159,300 of $1.5 m, 270 of 3,250 t.

    At high-quality flour and low-quality rice: 200 x 464.2 + 50 x 978.4 + 20 x 876.9; the two grades of each are around it.
    """
    gift = real[1].set_index("shipment").loc["TJK-2023-10-herat"]
    low, high = gift["value_retail_low_usd"], gift["value_derived_high_usd"]
    assert low == pytest.approx(200 * 413.6 + 50 * 978.4 + 20 * 876.9)
    assert high == pytest.approx(200 * 464.2 + 50 * 978.4 + 20 * 1437.1)
    assert low < 159_298 < high
    assert 0.09 < low / 1.5e6 < 159_298 / 1.5e6 < high / 1.5e6 < 0.12
    assert gift["tonnes_high"] / 3250 == pytest.approx(0.083, abs=0.001)
    assert gift["stated"]
    assert "TJK-2023-10-herat" not in set(derived(real[1])["shipment"])


def test_the_consignments_with_food_by_weight_and_those_without_a_price_of_their_month(real):
    rows = real[1].set_index("shipment")
    assert len(rows) == 18
    assert set(rows.index[rows["value_derived_high_usd"].isna()]) == {
        "KAZ-2025-04-rail",
        "KAZ-2025-09-rail",
        "UZB-2025-12-winter",
        "KGZ-2018-pamir",
    }
    high = rows["value_derived_high_usd"] / 1e6
    assert high["KAZ-2021-10-flour"] == pytest.approx(2.46, abs=0.005)
    assert high["UZB-2018-06-wheat"] == pytest.approx(0.96, abs=0.005)
    assert high["TJK-2022-09-wfp-flour"] == pytest.approx(0.59, abs=0.005)
    assert rows["value_derived_low_usd"].isna().all()  # no table has value and tonnes of the same exports


def test_no_plan_of_goods_that_left_otherwise_is_valued(real):
    rows, values = real
    assert "KGZ-2025-09-kunar" not in set(values["shipment"])  # an order of 120 t, of which 130 t came
    assert "KAZ-2022-02-iofs-flour" not in set(values["shipment"])
    assert set(values["shipment"]) <= set(derivable(rows)[Consignment.shipment])
