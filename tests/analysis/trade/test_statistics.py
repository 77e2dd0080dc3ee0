"""The statistics of each year: worked out by hand on small tables."""

import pandas as pd

from analysis.trade.comparison import Yearly
from analysis.trade.preferred import Preferred
from analysis.trade.statistics import stated, statistics
from tests.support import frames
from tests.support.derived import conforms

PUBLISHED = pd.to_datetime(pd.Series({"a": "2025-01-01", "b": "2025-02-01"}))


def test_a_claim_is_no_statistic_and_does_not_widen_the_spread():
    rows = frames.trade({}, {"value_usd": 3e9, "status": "claim"}, {"value_usd": 9e8, "reported_by": "AFG"})
    chosen = stated(rows, PUBLISHED).iloc[0]
    assert (chosen["value"], chosen["low"], chosen["high"], chosen["reports"]) == (1e9, 9e8, 1e9, 2)
    assert len(stated(rows, PUBLISHED)) == 1


def test_a_sum_of_both_flows_stands_in_for_a_turnover_that_nobody_reports():
    rows = frames.trade({"flow": "export", "value_usd": 4e8}, {"flow": "import", "value_usd": 1e7})
    found = statistics(rows, PUBLISHED).set_index("flow")
    assert found.loc["turnover", "value"] == 4.1e8
    assert found["derived"].to_dict() == {"export": False, "import": False, "turnover": True}


def test_the_calendar_year_stands_before_the_solar_year_and_part_years_are_left_out():
    solar = {"start": "2024-03-01", "end": "2025-03-31", "value_usd": 2e9}
    part = {"start": "2024-01-01", "end": "2024-06-30", "value_usd": 3e9}
    assert list(statistics(frames.trade(solar, part, {}), PUBLISHED)["value"]) == [1e9]
    alone = statistics(frames.trade(solar, part), PUBLISHED)
    assert list(zip(alone["year"], alone["value"], alone["span"], strict=True)) == [(2024, 2e9, "solar year")]


def test_statistics_are_as_declared():
    assert "index" not in statistics(frames.trade({}), PUBLISHED)
    rows = frames.trade({"flow": "export"}, {"flow": "import"}, {"value_usd": 3e9, "status": "claim"})
    conforms(stated(rows, PUBLISHED), Preferred, rows)
    conforms(statistics(rows, PUBLISHED), Yearly, rows)


def test_quantities_are_chosen_by_themselves():
    rows = frames.trade({"quantity_t": 5.0, "value_usd": None}, {})
    assert list(statistics(rows, PUBLISHED, "quantity_t")["value"]) == [5]


def test_no_rows_give_no_statistics():
    assert statistics(frames.trade(), PUBLISHED).empty
    assert statistics(frames.trade({"status": "target"}), PUBLISHED).empty
