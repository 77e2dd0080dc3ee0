"""The change since 2021 is of one series, never of two reporters or coverages; worked out by hand."""

import pandas as pd
import pytest

from analysis.trade.comparison import YearOfSeries, by_year
from analysis.trade.own_share import own_shares
from analysis.trade.series import DEFAULT, Choice
from analysis.trade.since_2021 import Indexed, Since, along_series, index, one_series, since_2021
from tests.support.derived import conforms
from tests.support.frames import sources, trade, year

SOURCES = sources(a="", b="", imf="", page="", other="").assign(
    publisher=["Office", "Office", "IMF", "A paper", "A paper"],
    kind=["official_statistics", "official_statistics", "dataset", "news", "news"],
)
EXPORTS = Choice("export", "value_usd", "total")


def row(number: int, value: float, **more: object) -> dict[str, object]:
    return {**year(number), "value_usd": value, **more}


def changes(*rows: dict[str, object], choice: Choice = DEFAULT) -> list[list[object]]:
    found = since_2021(trade(*rows), SOURCES, choice)
    return found[["country", "year", "first", "last", "reported_by"]].to_numpy().tolist()


def test_the_change_is_from_2021_to_the_last_year_of_the_series():
    rows = trade(row(2020, 9.0), row(2021, 4.0), row(2022, 8.0), row(2023, 5.0, source_id="b"))
    found = since_2021(rows, SOURCES, DEFAULT)
    conforms(found, Since, rows)
    assert found[["first", "last", "year", "change_percent"]].to_numpy().tolist() == [[4, 5, 2023, 25]]
    assert found[["publisher", "source_id"]].to_numpy().tolist() == [["Office", "b"]]
    ids = list(rows["row_id"])
    assert found["behind"].tolist() == [(ids[1], ids[3])]


@pytest.mark.parametrize("later", [
    {"reported_by": "AFG"}, {"reported_by": "IMF", "source_id": "imf"}, {"source_id": "imf"}, {"source_id": "page"},
    {"status": "claim"}, {"bound": "at_least"}, {"made_by": "AFG"},
    {"start": "2024-01-01", "end": "2024-08-31", "precision": "month"},
])  # fmt: skip
def test_another_reporter_publisher_maker_or_kind_of_figure_is_not_the_same_series(later):
    assert changes(row(2021, 4.0), {**row(2024, 8.0), **later}) == []


def test_a_series_that_ends_earlier_goes_before_a_mixture_that_reaches_further():
    imf = {"reported_by": "IMF", "source_id": "imf", "made_by": "UZB"}
    rows = [row(2021, 4.0), row(2023, 5.0), row(2021, 3.0, **imf), row(2025, 30.0, source_id="page")]
    assert changes(*rows) == [["UZB", 2023, 4, 5, "UZB"]]
    assert changes(*rows, row(2025, 6.0, **imf)) == [["UZB", 2023, 4, 5, "UZB"]]  # its own figures go first
    assert changes(*rows[2:], row(2025, 6.0, **imf)) == [["UZB", 2025, 3, 6, "IMF"]]


def test_pages_are_a_series_only_within_one_of_them():
    assert changes(row(2021, 4.0, source_id="page"), row(2025, 8.0, source_id="other")) == []
    one = changes(row(2021, 4.0, source_id="page"), row(2025, 8.0, source_id="page"))
    assert one == [["UZB", 2025, 4, 8, "UZB"]]


@pytest.mark.parametrize("choice", [DEFAULT, EXPORTS])
def test_a_better_figure_of_one_year_takes_none_away_from_a_series(choice):
    page = {"flow": choice.flow, "source_id": "page"}
    rows = [row(2021, 4.0, **page), row(2024, 8.0, **page), row(2024, 9.0, flow=choice.flow)]
    assert changes(*rows, choice=choice) == [["UZB", 2024, 4, 8, "UZB"]]


def test_a_turnover_is_the_sum_of_both_flows_of_one_source():
    flows = [
        {**row(number, value), "flow": flow}
        for number, flow, value in (
            (2021, "export", 667.0), (2021, "import", 7.0), (2023, "export", 857.0), (2023, "import", 11.0),
        )
    ]  # fmt: skip
    found = since_2021(trade(*flows), SOURCES, DEFAULT)
    assert found[["first", "last"]].to_numpy().tolist() == [[674, 868]]
    assert len(found["behind"].iloc[0]) == 4
    assert changes(*flows, choice=EXPORTS) == [["UZB", 2023, 667, 857, "UZB"]]


def test_states_stand_apart_and_one_without_a_series_has_no_row():
    kazakh = {"country": "KAZ", "reported_by": "KAZ"}
    found = changes(row(2021, 4.0), row(2022, 8.0), row(2021, 2.0, **kazakh), row(2025, 1.0, **kazakh),
                    row(2023, 1.0, country="TKM", reported_by="TKM"))  # fmt: skip
    assert found == [["KAZ", 2025, 2, 1, "KAZ"], ["UZB", 2022, 4, 8, "UZB"]]


def test_zero_in_2021_has_no_change_and_no_index():
    rows = trade(row(2021, 0.0), row(2022, 8.0))
    assert since_2021(rows, SOURCES, DEFAULT)["change_percent"].isna().tolist() == [True]
    assert index(rows, SOURCES, DEFAULT).empty


def test_goods_without_a_figure_have_no_index():
    assert index(trade(row(2021, 1.0), row(2022, 2.0)), SOURCES, Choice("turnover", "value_usd", "wheat")).empty


def test_the_index_is_a_hundred_in_2021_and_of_one_series():
    afghan = {"reported_by": "AFG"}
    rows = trade(row(2019, 2.0), row(2021, 4.0), row(2023, 5.0), row(2020, 90.0, **afghan), row(2023, 9.0, **afghan))
    found = index(rows, SOURCES, DEFAULT)
    conforms(found, Indexed, rows)
    assert found[["year", "value"]].to_numpy().tolist() == [[2019, 50], [2021, 100], [2023, 125]]
    assert found[["low", "high", "reports"]].to_numpy().tolist() == [[50, 50, 1], [100, 100, 1], [125, 125, 1]]
    ids = list(rows["row_id"])
    assert found["behind"].tolist() == [(ids[0], ids[1]), (ids[1],), (ids[2], ids[1])]


def test_the_one_series_stands_for_its_years_within_the_spread_of_all_reports():
    both = [
        row(year_, value, flow=flow) for year_ in (2021, 2022) for value, flow in ((4.0, "export"), (2.0, "import"))
    ]
    alone = row(2024, 9.0, source_id="page")
    rows = trade(*both, row(2021, 5.0, source_id="page"), row(2021, 3.0, reported_by="AFG"), alone)
    years = along_series(by_year(rows, SOURCES, DEFAULT), one_series(rows, SOURCES, DEFAULT))
    conforms(years, YearOfSeries, rows)
    found = years[["year", "value", "low", "high", "reports", "publisher"]].to_numpy().tolist()
    # the page's own turnover of 5 in 2021 would go before a sum; the Afghan 3 stays in sight
    assert found == [[2021, 6, 3, 6, 3, "Office"], [2022, 6, 6, 6, 1, "Office"], [2024, 9, 9, 9, 1, "A paper"]]
    assert len(years["behind"][0]) == 4
    empty = along_series(years.iloc[:0], years.iloc[:0])
    assert list(empty) == list(years)


def test_nothing_gives_the_same_columns():
    for rows in (trade(), trade({})):
        assert since_2021(rows, SOURCES, DEFAULT).empty
        assert set(one_series(rows, SOURCES, DEFAULT)) >= {"country", "year", "value", "publisher"}
        pd.testing.assert_index_equal(
            index(rows, SOURCES, DEFAULT).columns,
            index(trade(row(2021, 1.0), row(2022, 1.0)), SOURCES, DEFAULT).columns,
            exact=False,
        )


def test_a_share_of_all_trade_is_the_last_that_a_source_gives():
    given = {"share_percent": 1.7, "whole": "own_trade", "value_usd": None, "quantity_t": None}
    rows = trade(
        {**given, **year(2020)}, {**given, **year(2023), "share_percent": 2.4},
        {**given, **year(2025), "share_percent": 9.0, "status": "claim"}, {**given, "country": "CA5"},
        {**given, "flow": "export", "whole": "own_exports", "share_percent": 3.5},
        {**given, "share_percent": 60.0, "whole": "afghan_imports"},
    )  # fmt: skip
    assert own_shares(rows, DEFAULT)[["country", "share_percent"]].to_numpy().tolist() == [["UZB", 2.4]]
    assert own_shares(rows, EXPORTS)["share_percent"].tolist() == [3.5]
    assert own_shares(rows, EXPORTS._replace(flow="import")).empty
