"""What stands behind a figure, and whose statistics it comes from."""

import pytest

from analysis.trade import comparison as c
from analysis.trade import mirrored
from analysis.trade.preferred import turnover
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
