"""Trade per head and against GDP: worked out by hand, and nothing where there is nothing to divide by."""

import pandas as pd
import pytest

from analysis.trade.comparison import by_year
from analysis.trade.per_head_and_gdp import BASES, PerHead, ReportPerHead, against, relative
from analysis.trade.series import DEFAULT, reports
from charts.base import hover
from data.schema.tables import Indicators
from data.vocabulary import formats
from tests.support.derived import conforms
from tests.support.frames import Row, sources, table_of, trade, year

SOURCES = sources(a="", b="", v="", w="").assign(publisher=["A", "B", "V", "World Bank"])


def indicators(*rows: Row) -> pd.DataFrame:
    """Uzbekistan in 2024: 40 million people and 100 bn dollars."""
    base = {"country": "UZB", **year(2024), "population": 40_000_000, "gdp_usd": 100e9, "source_id": "w"}
    return table_of(Indicators, base, rows)


def figures(*rows: Row) -> pd.DataFrame:
    return by_year(trade(*rows), SOURCES, DEFAULT)


def test_figures_and_reports_are_as_declared():
    rows, known = trade({}, {"value_usd": 0.8e9, "reported_by": "AFG"}), indicators({})
    for basis in BASES:
        conforms(relative(by_year(rows, SOURCES, DEFAULT), known, SOURCES, basis), PerHead, rows, known)
    conforms(against(reports(rows, SOURCES), known, SOURCES), ReportPerHead, rows, known)


def test_a_value_is_divided_by_people_and_output_of_the_same_state_and_year():
    found = against(trade({}), indicators({}), SOURCES).iloc[0]
    assert found["usd_per_head"] == 25  # 1 bn dollars for 40 million
    assert found["gdp_percent"] == 1  # of 100 bn
    assert (found["value_usd"], found["population"], found["gdp_usd"]) == (1e9, 40e6, 100e9)
    assert (found["source_id"], found["indicator_source_id"]) == ("a", "w")


@pytest.mark.parametrize(
    ("basis", "value", "low", "high"), [("usd_per_head", 25, 20, 30), ("gdp_percent", 1, 0.8, 1.2)]
)
def test_the_spread_of_reports_is_divided_like_the_figure(basis, value, low, high):
    reports = ({}, {"value_usd": 0.8e9, "reported_by": "AFG"}, {"value_usd": 1.2e9, "reported_by": "IMF"})
    found = relative(figures(*reports), indicators({}), SOURCES, basis)
    assert found[["value", "low", "high"]].to_numpy().tolist() == [[value, low, high]]
    assert found["value_usd"].tolist() == [1e9]
    assert against(trade(*reports), indicators({}), SOURCES)[basis].tolist() == [value, low, high]


@pytest.mark.parametrize(
    "row",
    [
        year(2023), {"country": "KAZ"}, {"country": "KAZ;UZB"}, {"country": "CA5"},
        {"start": "2024-01-01", "end": "2024-06-30", "precision": "month"},
        {"start": "2024-03-01", "end": "2025-03-31", "precision": "month"},
        {"value_usd": None, "quantity_t": 5.0}, {"start": None, "end": None, "precision": "unknown"},
    ],
)  # fmt: skip
def test_another_year_state_or_period_is_not_divided(row):
    assert against(trade(row), indicators({}), SOURCES).empty


def test_no_year_stands_in_for_another():
    found = against(
        trade(year(2022), year(2023), year(2024), year(2025)),
        indicators({**year(2023), "gdp_usd": 50e9}, {}),
        SOURCES,
    )
    assert found["gdp_percent"].tolist() == [2, 1]
    assert found["start"].dt.year.tolist() == [2023, 2024]


def test_where_only_people_are_known_there_is_no_share():
    known = indicators({"gdp_usd": None})
    assert relative(figures({}), known, SOURCES, "usd_per_head")["value"].tolist() == [25]
    assert relative(figures({}), known, SOURCES, "gdp_percent").empty
    assert against(trade({}), indicators({"gdp_usd": 0.0}), SOURCES)["gdp_percent"].isna().all()
    assert against(trade({}), indicators({"gdp_usd": 0.0, "population": None}), SOURCES).empty


def test_of_two_sources_of_one_year_none_is_chosen():
    assert against(trade({}), indicators({}, {"population": 41_000_000, "source_id": "v"}), SOURCES).empty


def test_nothing_is_known_before_the_source_is_loaded():
    for basis in BASES:
        assert relative(figures({}), indicators(), SOURCES, basis).empty
    assert against(trade(), indicators({}), SOURCES).empty


def test_rows_keep_their_labels_and_are_not_changed():
    rows = trade(year(2023), {})
    before = rows.copy()
    assert against(rows, indicators({}), SOURCES).index.tolist() == [1]
    pd.testing.assert_frame_equal(rows, before)


def test_each_measure_has_words_and_is_told_as_derived_with_what_it_is_made_of():
    assert set(BASES) < set(formats.RELATIVE)
    row = against(trade({}), indicators({}), SOURCES).to_dict("records")[0]
    said = [" ".join(hover.divided(row, it)).replace("<br>", " ") for it in BASES]
    assert said == [
        "derived: $1 bn divided by 40 m people in 2024 (World Bank)",
        "derived: $1 bn divided by a GDP of $100 bn in 2024 (World Bank)",
    ]
    assert hover.divided(row, "value_usd") == []
