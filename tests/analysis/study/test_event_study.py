"""A series before and after a date, and at all other dates: worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.study.event_study import FEWEST, LIMITS, STOPS, study
from analysis.study.series import prices, traded
from data.schema.tables import FoodPrices, Sources, Trade
from tests.support import frames


def months(*values: float | None, start: str = "2015-01-01") -> pd.Series:
    return pd.Series(values, index=pd.date_range(start, periods=len(values), freq="MS"), dtype="float64")


def years(*values: float) -> pd.Series:
    return pd.Series(values, index=pd.date_range("2015-01-01", periods=len(values), freq="YS"), dtype="float64")


def test_the_change_is_between_the_middle_values_without_the_dates_own_period():
    found = study(months(1, 2, 9, 100, 4, 3, 80), "2015-04-15", window=3)
    assert (found.before, found.after, found.change_percent) == (2, 4, 100)
    assert list(found.points["side"]) == ["before"] * 3 + ["date"] + ["after"] * 3
    assert list(found.points["offset"]) == [-3, -2, -1, 0, 1, 2, 3]
    assert list(found.points["value"]) == [1, 2, 9, 100, 4, 3, 80]


def test_any_day_of_the_period_is_the_same_date():
    series = months(*range(1, 40))
    for day in ("2016-03-01", "2016-03-31"):
        assert study(series, day).points["start"].iloc[6] == pd.Timestamp("2016-03-01")


def test_the_same_change_is_worked_out_for_every_other_date_with_two_full_windows():
    found = study(months(1, 5, 2, 7, 6, 3), "2015-02-10", window=1)
    # over Feb 1 to 2; over Mar 5 to 7; over Apr 2 to 6; over May 7 to 3
    assert found.change_percent == 100
    assert list(found.others["start"].dt.month) == [3, 4, 5]
    assert list(found.others["change_percent"]) == pytest.approx([40, 200, -400 / 7])
    assert found.n == 3


def test_the_rank_counts_changes_of_either_sign_and_stands_behind_equal_ones():
    flat = [10.0] * 60
    flat[30:] = [20.0] * 30  # doubles once: two dates see 10 before and 20 after
    found = study(months(*flat), "2017-07-15", window=1)
    assert (found.change_percent, found.n, found.rank) == (100, 57, 2)
    assert "At 1 of 57 other dates of the series the change is as large or larger." in found.words
    fallen = study(months(*[*flat[:50], *[2.0] * 10]), "2017-07-15", window=1)  # two more dates fall by 90 %
    assert fallen.rank == 2
    tripled = study(months(*[*flat[:50], *[60.0] * 10]), "2017-07-15", window=1)  # two more dates rise by 200 %
    assert tripled.rank == 4


def test_too_few_other_dates_give_no_rank_and_say_so():
    found = study(months(*range(1, FEWEST + 3)), "2015-05-01", window=1)
    assert (found.n, found.rank) == (FEWEST - 1, None)
    assert "few" in found.limits
    assert f"n is too small: {FEWEST - 1} other dates to compare with, at least {FEWEST} are needed." in found.words
    assert study(months(*range(1, FEWEST + 4)), "2015-05-01", window=1).rank is not None


def test_a_series_by_year_says_that_n_is_too_small():
    found = study(years(1, 2, 3, 4, 5, 6), "2017-08-15", step="year", window=1)
    assert found.change_percent == 100  # 2 in 2016, 4 in 2018
    assert (found.n, found.rank, found.limits) == (3, None, ("few", "overlap"))
    assert found.words == (
        "The middle value of the year after 2017 is 100 % above that of the year before. "
        "n is too small: 3 other dates to compare with, at least 20 are needed."
    )


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
def test_what_cannot_be_told_is_told_why(series, date, limit):
    found = study(series, date, window=3)
    assert limit in found.limits
    assert (found.change_percent, found.rank, found.before, found.after) == (None, None, None, None)
    assert LIMITS[limit] in found.words


def test_gaps_seasons_and_overlaps_are_told_and_stop_nothing():
    found = study(months(*[1] * 10, None, *[1] * 40), "2017-06-01", window=3)
    assert found.limits == ("gaps", "season", "overlap")
    assert found.change_percent == 0
    assert "is the same as that of" in found.words
    assert found.n == 51 - 6 - 6 - 1  # 45 with room for windows, 6 with the gap in them, and the chosen one
    whole = study(months(*[1] * 60), "2018-01-01", window=12)
    assert "season" not in whole.limits
    early = study(months(*[1] * 60), "2015-08-01", window=3)
    assert "no_season" in early.limits


def test_the_same_month_of_earlier_years_is_the_baseline():
    values = [float(it) for it in range(1, 49)]  # January 2015 is 1, January 2016 is 13 ...
    points = study(months(*values), "2017-06-15", window=2).points.set_index("offset")
    assert list(points.loc[-1, ["value", "season_low", "season_high", "season_years"]]) == [29, 5, 17, 2]
    assert list(points.loc[2, ["value", "season_low", "season_high", "season_years"]]) == [32, 8, 20, 2]
    wide = study(months(*values), "2016-06-15", window=13).points.set_index("offset")
    assert wide.loc[13, "season_years"] == 1  # July 2017: of July 2015 alone, 2016 lies after the date


def test_other_dates_tell_the_same_month_and_shared_values():
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


def test_the_words_speak_of_no_cause():
    for series in (months(*range(1, 60)), months(1, 2)):
        words = study(series, "2017-01-01").words.lower()
        assert not [it for it in ("because", "due to", "caused", "led to", "effect", "impact") if it in words]


@settings(deadline=None)
@given(st.lists(st.floats(0.5, 1000), min_size=3, max_size=60), st.integers(0, 59), st.integers(1, 8))
def test_the_chosen_change_is_one_of_the_changes_and_the_rank_is_its_place(values, at, window):
    date = pd.Timestamp("2015-01-01") + pd.DateOffset(months=at)
    found = study(months(*values), date, window=window)
    again = study(months(*values), date, window=window)
    assert found.words == again.words
    if found.change_percent is None:
        assert set(found.limits) & set(STOPS)
        return
    assert found.n == max(0, len(values) - 2 * window - 1)
    before, after = values[at - window : at], values[at + 1 : at + window + 1]
    assert found.change_percent == pytest.approx((np.median(after) / np.median(before) - 1) * 100)
    if found.rank is not None:
        larger = sum(abs(it) >= abs(found.change_percent) for it in found.others["change_percent"])
        assert (found.n >= FEWEST, found.rank) == (True, larger + 1)


def test_prices_are_of_one_unit_and_one_source():
    later = {"start": "2020-02-01", "end": "2020-02-29"}
    rows = frames.prices({}, {**later, "price_afn": 22.0}, {"source_id": "b", "price_afn": 99.0},
                         {"unit": "L", "price_afn": 5.0}, {"commodity": "Bread"}, {**later, "price_afn": None, "source_id": "c"})  # fmt: skip
    found = prices(rows, "Wheat")
    assert list(found) == [20, 22]
    assert prices(rows, "Rice").empty


def test_trade_is_of_one_reporter_the_one_with_the_most_years():
    published = pd.to_datetime(pd.Series({"a": "2025-01-01"}))
    rows = frames.trade(frames.year(2022), frames.year(2023), {**frames.year(2023), "reported_by": "AFG", "value_usd": 2e8},
                        {**frames.year(2021), "reported_by": "AFG", "value_usd": 1e8}, {"status": "claim"})  # fmt: skip
    assert traded(rows, published, "UZB", "turnover").to_dict() == {
        pd.Timestamp("2022-01-01"): 1e9,
        pd.Timestamp("2023-01-01"): 1e9,
    }
    assert traded(rows, published, "UZB", "export").empty
    monthly = frames.trade({"start": "2024-02-01", "end": "2024-02-29", "value_usd": 5.0}, {})
    assert list(traded(monthly, published, "UZB", "turnover", step="month")) == [5]


def test_on_the_record_the_price_of_wheat_over_august_2021():
    found = study(prices(frames.curated(FoodPrices), "Wheat"), "2021-08-15")
    # 30.75 30.50 30.63 30.74 30.00 30.26 before, 32.72 36.97 37.63 42.13 44.69 42.00 after
    assert found.before == pytest.approx((30.50 + 30.63) / 2)
    assert found.after == pytest.approx((37.63 + 42.00) / 2)
    assert (found.n, found.limits) == (104, ("season", "overlap"))  # 117 months, 12 without room, and the chosen one


@pytest.mark.parametrize("country", ["KAZ", "UZB", "TKM", "KGZ", "TJK"])
def test_on_the_record_no_yearly_trade_gets_a_rank(country):
    published = frames.curated(Sources).set_index("source_id")["start"]
    series = traded(frames.curated(Trade), published, country, "turnover")
    for year in range(2017, 2026):
        assert study(series, f"{year}-08-15", step="year", window=1).rank is None
