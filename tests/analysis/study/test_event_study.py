"""A series before and after a date, and at all other dates: worked out by hand."""

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.study.event_study import FEWEST, STOPS, Change, OtherDate, Study, Window
from analysis.study.event_study import study as worked_out
from analysis.study.series import Observation, TradeObservation, prices, traded
from data.schema.tables import FoodPrices, Sources, Trade
from tests.support import frames
from tests.support.derived import conforms
from tests.support.studies import months, observations


def years(*values: float) -> pd.DataFrame:
    return observations(values, pd.date_range("2015-01-01", periods=len(values), freq="YS"))


def study(series: pd.DataFrame, date: object, **options: Any) -> Study:
    """A study, each of whose rows was made of rows of the series."""
    found = worked_out(series, date, **options)
    reported = pd.DataFrame({"row_id": [row_id for ids in series["behind"] for row_id in ids]})
    for frame, table in ((found.windows, Window), (found.change, Change), (found.others, OtherDate)):
        conforms(frame, table, reported)
    return found


def change(series: pd.DataFrame, date: object, **options: Any) -> pd.Series:
    """The one row of the change over a date."""
    found = study(series, date, **options).change
    assert len(found) == 1
    return found.iloc[0]


def test_the_change_is_between_the_middle_values_without_the_dates_own_period():
    found = study(months(1, 2, 9, 100, 4, 3, 80), "2015-04-15", window=3)
    assert found.change[["before", "after", "change_percent"]].to_numpy().tolist() == [[2, 4, 100]]
    assert list(found.windows["side"]) == ["before"] * 3 + ["date"] + ["after"] * 3
    assert list(found.windows["offset"]) == [-3, -2, -1, 0, 1, 2, 3]
    assert list(found.windows["value"]) == [1, 2, 9, 100, 4, 3, 80]


def test_any_day_of_the_period_is_the_same_date():
    series = months(*range(1, 40))
    for day in ("2016-03-01", "2016-03-31"):
        assert study(series, day).windows["start"].iloc[6] == pd.Timestamp("2016-03-01")


def test_the_same_change_is_worked_out_for_every_other_date_with_two_full_windows():
    found = study(months(1, 5, 2, 7, 6, 3), "2015-02-10", window=1)
    # over Feb 1 to 2; over Mar 5 to 7; over Apr 2 to 6; over May 7 to 3
    assert list(found.change["change_percent"]) == [100]
    assert list(found.others["start"].dt.month) == [3, 4, 5]
    assert list(found.others["change_percent"]) == pytest.approx([40, 200, -400 / 7])


def test_the_rank_counts_changes_of_either_sign_and_stands_behind_equal_ones():
    flat = [10.0] * 60
    flat[30:] = [20.0] * 30  # doubles once: two dates see 10 before and 20 after
    found = study(months(*flat), "2017-07-15", window=1)
    assert len(found.others) == 57
    assert found.change[["change_percent", "as_large", "rank"]].to_numpy().tolist() == [[100, 1, 2]]
    fallen = change(months(*[*flat[:50], *[2.0] * 10]), "2017-07-15", window=1)  # two more dates fall by 90 %
    assert fallen["rank"] == 2
    tripled = change(months(*[*flat[:50], *[60.0] * 10]), "2017-07-15", window=1)  # two more dates rise by 200 %
    assert tripled["rank"] == 4


def test_too_few_other_dates_give_no_rank():
    found = study(months(*range(1, FEWEST + 3)), "2015-05-01", window=1)
    assert (len(found.others), found.change["rank"].isna().all()) == (FEWEST - 1, True)
    assert "few" in found.limits
    assert (
        change(months(*range(1, FEWEST + 4)), "2015-05-01", window=1)["rank"] == 4
    )  # three months before it grow more


def test_a_series_by_year_has_too_few_other_dates():
    found = study(years(1, 2, 3, 4, 5, 6), "2017-08-15", step="year", window=1)
    assert list(found.change["change_percent"]) == [100]  # 2 in 2016, 4 in 2018
    assert (len(found.others), found.change["rank"].isna().all(), found.limits) == (3, True, ("few", "overlap"))


@pytest.mark.parametrize(
    ("series", "date", "limit"),
    [
        (months(*range(1, 30)), "2030-01-01", "outside"),
        (months(), "2015-03-01", "outside"),
        (months(1, 2, 3), "2015-02-01", "short"),
        (months(*range(1, 30)), "2015-02-01", "missing"),
        (months(*[1] * 8, None, *[1] * 20), "2015-07-01", "missing"),
        (months(*[0] * 40), "2016-06-01", "zero"),
    ],
)
def test_what_stops_a_change_is_named(series, date, limit):
    found = study(series, date, window=3)
    assert limit in found.limits
    assert found.change.empty


@pytest.mark.parametrize(
    ("date", "is_outside"), [("2014-12-01", True), ("2015-01-31", False), ("2015-05-01", False), ("2015-06-01", True)]
)
def test_a_date_is_outside_before_the_first_and_after_the_last_period(date, is_outside):
    assert ("outside" in study(months(1, 2, 3, 4, 5), date, window=3).limits) == is_outside


def test_gaps_seasons_and_overlaps_are_named_and_stop_nothing():
    found = study(months(*[1] * 10, None, *[1] * 40), "2017-06-01", window=3)
    assert found.limits == ("gaps", "season", "overlap")
    assert list(found.change["change_percent"]) == [0]
    assert len(found.others) == 51 - 6 - 6 - 1  # 45 with room for windows, 6 with the gap in them, and the chosen one
    whole = study(months(*[1] * 60), "2018-01-01", window=12)
    assert "season" not in whole.limits
    early = study(months(*[1] * 60), "2015-08-01", window=3)
    assert "no_season" in early.limits


def test_the_same_month_of_earlier_years_is_the_baseline():
    values = [float(it) for it in range(1, 49)]  # January 2015 is 1, January 2016 is 13 ...
    points = study(months(*values), "2017-06-15", window=2).windows.set_index("offset")
    assert list(points.loc[-1, ["value", "season_low", "season_high", "season_years"]]) == [29, 5, 17, 2]
    assert list(points.loc[2, ["value", "season_low", "season_high", "season_years"]]) == [32, 8, 20, 2]
    wide = study(months(*values), "2016-06-15", window=13).windows.set_index("offset")
    assert wide.loc[13, "season_years"] == 1  # July 2017: of July 2015 alone, 2016 lies after the date


def test_other_dates_know_the_same_month_and_shared_values():
    others = study(months(*range(1, 49)), "2017-06-15", window=2).others.set_index("start")
    assert list(others.index[others["same_month"]].year) == [2015, 2016, 2018]
    assert list(others.index[others["shares"]].strftime("%Y-%m")) == [
        "2017-02", "2017-03", "2017-04", "2017-05", "2017-07", "2017-08", "2017-09", "2017-10",
    ]  # fmt: skip


@pytest.mark.parametrize(("step", "window"), [("week", 6), ("month", 0)])
def test_a_study_refuses_what_it_cannot_do(step, window):
    with pytest.raises(ValueError, match="by month or year over a window of at least 1"):
        study(months(1, 2, 3), "2015-02-01", step=step, window=window)


def test_a_study_never_chooses_between_two_values_and_needs_a_date():
    twice = pd.concat([months(1, 2, 3), months(4)])
    with pytest.raises(ValueError, match="two values for 2015-01"):
        study(twice, "2015-02-01")
    for date in (pd.NaT, None, "soon"):
        with pytest.raises(ValueError):  # noqa: PT011  pandas words the second and third
            study(months(1, 2, 3), date)


def test_a_month_without_a_value_is_a_row_only_where_the_years_before_have_one():
    series = months(*range(1, 25))
    late = study(series, "2016-11-15", window=3).windows
    assert list(late.loc[late["value"].isna(), "season_low"]) == [1, 2]  # January and February 2017
    first = study(series, "2015-02-15", window=3).windows
    assert list(first["offset"]) == [-1, 0, 1, 2, 3]
    assert study(series, "2018-01-01", window=3).windows.empty


def test_behind_a_change_are_the_months_of_its_windows_and_behind_a_month_its_years_before_too():
    series = months(*range(1, 40))
    found = study(series, "2016-06-15", window=2)
    of_month = dict(zip(series["start"], series["behind"], strict=True))

    def of(*days: str) -> set[int]:
        return {row_id for day in days for row_id in of_month[pd.Timestamp(day)]}

    (behind,) = found.change["behind"]
    assert set(behind) == of("2016-04-01", "2016-05-01", "2016-07-01", "2016-08-01")
    april, *_ = found.windows["behind"]
    assert set(april) == of("2016-04-01", "2015-04-01")
    (march,) = found.others.loc[found.others["start"] == "2016-03-01", "behind"]
    assert set(march) == of("2016-01-01", "2016-02-01", "2016-04-01", "2016-05-01")


@settings(deadline=None)
@given(st.lists(st.floats(0.5, 1000), min_size=3, max_size=60), st.integers(0, 59), st.integers(1, 8))
def test_the_chosen_change_is_one_of_the_changes_and_the_rank_is_its_place(values, at, window):
    date = pd.Timestamp("2015-01-01") + pd.DateOffset(months=at)
    found = study(months(*values), date, window=window)
    if found.change.empty:
        assert set(found.limits) & set(STOPS)
        return
    chosen, others = found.change.iloc[0], found.others["change_percent"]
    assert len(others) == max(0, len(values) - 2 * window - 1)
    before, after = values[at - window : at], values[at + 1 : at + window + 1]
    assert chosen["change_percent"] == pytest.approx((np.median(after) / np.median(before) - 1) * 100)
    if pd.notna(chosen["rank"]):
        larger = sum(abs(it) >= abs(chosen["change_percent"]) for it in others)
        assert (len(others) >= FEWEST, chosen["rank"]) == (True, larger + 1)


def test_prices_are_of_one_unit_and_one_publisher_whose_editions_follow_each_other():
    later, publishers = {"start": "2020-02-01", "end": "2020-02-29"}, pd.Series({"a": "P", "c": "P", "b": "Q"})
    rows = frames.prices({}, {**later, "price_afn": 22.0}, {"source_id": "b", "price_afn": 99.0},
                         {"unit": "L", "price_afn": 5.0}, {"commodity": "Bread"}, {**later, "price_afn": None, "source_id": "b"},
                         {"start": "2020-05-01", "end": "2020-05-31", "price_afn": 30.0, "source_id": "c"})  # fmt: skip
    found = prices(rows, publishers, "Wheat")
    conforms(found, Observation, rows)
    assert list(found["value"]) == [20, 22, 30]  # March and April are missing: nothing is put between
    assert list(found["start"].dt.month) == [1, 2, 5]
    assert prices(rows, publishers, "Rice").empty


def test_trade_is_of_one_reporter_the_one_with_the_most_years():
    published = pd.to_datetime(pd.Series({"a": "2025-01-01"}))
    rows = frames.trade(frames.year(2022), frames.year(2023), {**frames.year(2023), "reported_by": "AFG", "value_usd": 2e8},
                        {**frames.year(2021), "reported_by": "AFG", "value_usd": 1e8}, {"status": "claim"})  # fmt: skip
    found = traded(rows, published, "UZB", "turnover")
    conforms(found, TradeObservation, rows)
    assert found[["start", "value"]].to_numpy().tolist() == [
        [pd.Timestamp("2022-01-01"), 1e9],
        [pd.Timestamp("2023-01-01"), 1e9],
    ]
    assert traded(rows, published, "UZB", "export").empty
    monthly = frames.trade({"start": "2024-02-01", "end": "2024-02-29", "value_usd": 5.0}, {})
    assert list(traded(monthly, published, "UZB", "turnover", step="month")["value"]) == [5]


def test_in_the_data_the_price_of_wheat_over_august_2021():
    publishers = frames.curated(Sources).set_index("source_id")["publisher"]
    series = prices(frames.curated(FoodPrices), publishers, "Wheat")
    assert list(series["start"].iloc[-3:].dt.strftime("%Y-%m")) == ["2024-09", "2026-01", "2026-02"]
    found = study(series, "2021-08-15")
    # 30.75 30.50 30.63 30.74 30.00 30.26 before, 32.72 36.97 37.63 42.13 44.69 42.00 after
    assert list(found.change["before"]) == [pytest.approx((30.50 + 30.63) / 2)]
    assert list(found.change["after"]) == [pytest.approx((37.63 + 42.00) / 2)]
    assert (len(found.others), found.limits) == (
        104,
        ("gaps", "season", "overlap"),
    )  # 117 months before the gap, 12 without room, and the chosen one; none whose windows touch the gap


@pytest.mark.parametrize("country", ["KAZ", "UZB", "TKM", "KGZ", "TJK"])
def test_in_the_data_no_yearly_trade_gets_a_rank(country):
    published = frames.curated(Sources).set_index("source_id")["start"]
    series = traded(frames.curated(Trade), published, country, "turnover")
    for year in range(2017, 2026):
        assert study(series, f"{year}-08-15", step="year", window=1).change["rank"].isna().all()
