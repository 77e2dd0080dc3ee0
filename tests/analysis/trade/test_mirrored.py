"""What stands behind a figure, whose statistics it comes from, and both sides of the border beside each other."""

import pytest

import data
from analysis.trade import comparison as c
from analysis.trade import mirrored
from analysis.trade.preferred import turnover
from data.schema.tables import Sources, Trade
from tests.analysis.trade.test_comparison import LOWER, PUBLISHED, by_year, reported, year_of


def test_behind_a_figure_stand_all_reports_of_its_period():
    rows = reported(
        {"value_usd": 5}, {"value_usd": 6, "reported_by": "AFG"}, {"value_usd": 7, "status": "target"},
        {"value_usd": 8, **year_of(2023)}, {"value_usd": 9, "country": "KAZ"},
    )  # fmt: skip
    figures = by_year({"value_usd": 5})
    assert list(c.behind(rows, figures)["value_usd"]) == [5, 6]


def test_behind_a_sum_stand_the_two_flows_of_its_source():
    rows = reported(
        {"value_usd": 5}, {"value_usd": 2, "flow": "import"}, {"value_usd": 4, "source_id": "c"},
    )  # fmt: skip
    figures = c.yearly(turnover(rows, PUBLISHED))
    assert list(c.behind(rows, figures)["value_usd"]) == [5, 2]


def test_a_lower_bound_is_told_by_its_column_whatever_the_note():
    assert list(c.partial(reported(LOWER, {"bound": "at_most"}, {"note": "lower bound"}))) == [True, False, False]


@pytest.mark.parametrize(
    ("row", "whose"),
    [
        ({"reported_by": "UZB"}, "own"),
        ({"reported_by": "AFG"}, "AFG"),
        ({"reported_by": "NEWS"}, ""),
        ({"reported_by": "KAZ"}, ""),  # another state is neither side
        ({"reported_by": "IMF", "made_by": "UZB"}, "own"),
        ({"reported_by": "IMF", "made_by": "AFG"}, "AFG"),
        ({"reported_by": "IMF", "valuation": "FOB"}, ""),  # its own estimate, whatever the valuation
    ],
)
def test_whose_statistics_a_row_comes_from(row, whose):
    assert mirrored.side(reported(row)).item() == whose


def test_both_sides_are_paired_for_the_same_flow_goods_and_period_only():
    rows = reported(
        {"value_usd": 30}, {"value_usd": 10, "reported_by": "AFG", "source_id": "b"},
        {"value_usd": 7, "reported_by": "AFG", **year_of(2023)}, {"value_usd": 8, "flow": "import", "reported_by": "AFG"},
        {"value_usd": 9, "commodity": "wheat", "reported_by": "AFG"}, {"value_usd": 6, "country": "KAZ", "reported_by": "AFG"},
    )  # fmt: skip
    pair = mirrored.mirrored(rows, PUBLISHED)
    assert len(pair) == 1
    it = pair.iloc[0]
    assert (it["value_own"], it["value_afghan"], it["ratio"], it["source_id_afghan"]) == (30, 10, 3, "b")


def test_of_each_side_the_preferred_figure_is_paired_and_none_is_averaged():
    rows = reported(
        {"value_usd": 30}, {"value_usd": 40, "status": "claim"}, {"value_usd": 10, "reported_by": "AFG"},
        {"value_usd": 20, "reported_by": "AFG", "status": "preliminary"},
    )  # fmt: skip
    it = mirrored.mirrored(rows, PUBLISHED).iloc[0]
    assert (it["value_own"], it["value_afghan"], it["high_own"]) == (30, 10, 40)


def test_behind_a_pair_stand_all_reports_of_both_sides_and_of_no_other():
    rows = reported(
        {"value_usd": 30}, {"value_usd": 40, "status": "claim"}, {"value_usd": 10, "reported_by": "AFG"},
        {"value_usd": 20, "reported_by": "NEWS"}, {"quantity_t": 5}, {"value_usd": 50, "status": "target"},
        {"value_usd": 60, **year_of(2023)},
    )  # fmt: skip
    assert list(mirrored.behind_pairs(rows, mirrored.mirrored(rows, PUBLISHED))["value_usd"]) == [30, 40, 10]


def test_a_pair_with_nothing_on_the_afghan_side_has_no_ratio():
    pair = mirrored.mirrored(reported({"value_usd": 30}, {"value_usd": 0, "reported_by": "AFG"}), PUBLISHED)
    assert pair["ratio"].isna().item()


def test_pairs_are_of_one_measure():
    rows = reported({"quantity_t": 30, "value_usd": 1}, {"quantity_t": 10, "reported_by": "AFG"})
    assert mirrored.mirrored(rows, PUBLISHED).empty
    assert mirrored.mirrored(rows, PUBLISHED, "quantity_t")["ratio"].item() == 3


def test_on_the_record_the_two_sides_of_uzbek_turnover_in_2023_stand_far_apart():
    pairs = mirrored.mirrored(data.read(Trade), data.read(Sources).set_index("source_id")["start"])
    pair = pairs[(pairs["country"] == "UZB") & (pairs["flow"] == "turnover") & (pairs["start"] == "2023-01-01")].iloc[0]
    assert (pair["value_own"], pair["value_afghan"]) == (867_500_000, 266_000_000)
