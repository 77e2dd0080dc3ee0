"""What is known, and how fresh: worked out by hand."""

import datetime as dt

import pandas as pd
import pytest

import data
from analysis.record.freshness import CADENCES, Availability, Freshness, availability, freshness, states_of
from data.schema.tables import TABLES, Aid, Crossings, FoodPrices, Loads, Recognition, Refugees, Sources, Trade
from data.vocabulary.codes import FRESHNESS
from data.vocabulary.places import CODES
from tests.support import frames
from tests.support.derived import conforms
from tests.support.frames import aid, day, recognition, trade, year

KNOWN_TO = dt.date(2026, 3, 16)
SOURCES = frames.sources(a="2025-01-01", b="2025-06-01", undated="").assign(
    kind=["news", "dataset", "news"], publisher=["Paper", "Office", "Sheet"]
)


def fresh(*tables: tuple, known_to: dt.date = KNOWN_TO) -> pd.DataFrame:
    return freshness(tables, SOURCES, known_to).set_index(["country", "table", "kind"])


def test_what_is_known_is_counted_by_state_table_kind_and_year_with_who_reports_it():
    rows = trade({}, {"reported_by": "AFG"}, {"source_id": "b"}, {"status": "claim"}, year(2022))
    found = availability([(Trade, rows)], SOURCES)
    cells = [tuple(it) for it in found[["country", "table", "kind", "year", "rows", "sources", "by"]].to_numpy()]
    assert cells == [
        ("UZB", "trade", "dataset", 2024, 1, 1, "UZB"),
        ("UZB", "trade", "news", 2022, 1, 1, "UZB"),
        ("UZB", "trade", "news", 2024, 2, 1, "AFG;UZB"),
    ]


def test_a_row_counts_for_every_year_and_state_that_it_names():
    joint = {"country": "UZB;TKM", "start": "2023-03-01", "end": "2024-03-31"}
    found = availability([(Trade, trade(joint))], SOURCES)
    assert [tuple(it) for it in found[["country", "year"]].to_numpy()] == [
        ("UZB", 2023), ("UZB", 2024), ("TKM", 2023), ("TKM", 2024),
    ]  # fmt: skip


def test_publishers_report_where_no_reporter_is_named_and_prices_are_of_afghanistan():
    found = availability([(Aid, aid({})), (FoodPrices, frames.prices({"source_id": "b"}))], SOURCES)
    assert list(found["country"] + " " + found["by"]) == ["KAZ Paper", "AFG Office"]


def test_tables_without_a_state_or_a_date_and_rows_without_a_date_are_left_out():
    crossing = frames.table_of(Crossings, {"crossing": "x", "country": "UZB", "source_id": "a"}, ({},))
    assert availability([(Crossings, crossing), (Trade, trade({"start": None, "end": None}))], SOURCES).empty


@pytest.mark.parametrize(
    ("age", "state"),
    [(0, "fresh"), (548, "fresh"), (549, "due"), (913, "due"), (914, "overdue")],
)
def test_yearly_figures_are_due_after_a_year_and_a_half_of_the_record(age, state):
    known_to = dt.date(2024, 12, 31) + dt.timedelta(days=age)
    cell = fresh((Trade, trade({})), known_to=known_to).loc[("UZB", "trade", "news")]
    assert (cell["age_days"], cell["state"]) == (age, state)


@pytest.mark.parametrize(("age", "state"), [(92, "fresh"), (93, "due"), (183, "due"), (184, "overdue")])
def test_monthly_figures_are_due_after_three_months(age, state):
    known_to = dt.date(2020, 1, 31) + dt.timedelta(days=age)
    cell = fresh((FoodPrices, frames.prices({})), known_to=known_to).loc[("AFG", "food_prices", "news")]
    assert cell["state"] == state


def test_what_follows_events_is_never_due():
    cell = fresh((Aid, aid(day("1999-01-01")))).loc[("KAZ", "aid", "news")]
    assert cell["state"] == "irregular"


def test_the_last_period_has_who_reports_it_and_when_it_was_published():
    rows = trade(year(2023), {"reported_by": "AFG"}, {"source_id": "undated"})
    cell = fresh((Trade, rows)).loc[("UZB", "trade", "news")]
    assert (f"{cell['last']:%Y-%m-%d}", cell["by"], f"{cell['published']:%Y-%m-%d}") == (
        "2024-12-31",
        "AFG;UZB",
        "2025-01-01",
    )
    undated = fresh((Trade, trade({"source_id": "undated"}))).loc[("UZB", "trade", "news")]
    assert pd.isna(undated["published"])


def test_a_publication_is_dated_as_exactly_as_its_source_is():
    by_year = SOURCES.assign(precision=["year", "day", "unknown"])
    rows = freshness([(Trade, trade({}, {"source_id": "undated"}))], by_year, KNOWN_TO)
    assert list(rows["precision"]) == ["year"]


def test_nothing_is_fresher_than_the_record():
    cell = fresh((Trade, trade(year(2030)))).loc[("UZB", "trade", "news")]
    assert (f"{cell['last']:%Y-%m-%d}", cell["age_days"]) == (f"{KNOWN_TO}", 0)


def test_when_a_position_was_last_seen_is_not_put_into_the_mouth_of_its_source():
    cell = fresh((Recognition, recognition({"start": "2021-08-15", "last_seen": "2026-02-17"})))
    assert f"{cell.loc[('UZB', 'recognition', 'news'), 'last']:%Y-%m-%d}" == "2021-08-15"


def test_a_table_speaks_of_the_five_of_afghanistan_or_of_no_state():
    assert states_of(Trade) == states_of(Aid) == CODES
    assert states_of(FoodPrices) == ("AFG",)
    assert states_of(Loads) == ()


def test_no_tables_give_no_rows_of_the_declared_tables():
    conforms(availability([], SOURCES), Availability)
    conforms(freshness([], SOURCES, KNOWN_TO), Freshness)
    assert availability([], SOURCES).empty


def test_on_the_record_ages_worked_out_by_hand():
    tables = [(it, frames.curated(it)) for it in (Trade, FoodPrices, Refugees)]
    found = freshness(tables, frames.curated(Sources), KNOWN_TO).set_index(["country", "table", "kind"])
    prices = found.loc[("AFG", "food_prices", "dataset")]  # the last month is February 2026
    assert (prices["age_days"], prices["state"]) == ((KNOWN_TO - dt.date(2026, 2, 28)).days, "fresh")
    assert found.loc[("UZB", "refugees", "dataset"), "state"] == "fresh"  # the end of 2025
    assert found.loc[("TKM", "trade", "dataset"), ["by", "state"]].to_list() == ["IMF", "overdue"]  # 2020


def test_on_the_whole_record_the_rows_are_those_of_the_declared_tables():
    tables, sources = [(it, data.read(it)) for it in TABLES], data.read(Sources)
    rows = freshness(tables, sources, KNOWN_TO)
    conforms(rows, Freshness, sources)
    conforms(availability(tables, sources), Availability, sources)
    assert set(rows["state"]) <= set(FRESHNESS)
    assert not rows.duplicated(["country", "table", "kind"]).any()
    assert {"trade", "refugees", "food_prices"} <= set(CADENCES)


def test_behind_a_cell_are_the_sources_of_its_rows():
    rows = availability([(Trade, trade({}, {"source_id": "undated"}, {"source_id": "b"}))], SOURCES)
    ids = SOURCES.set_index("source_id")["row_id"]
    assert dict(zip(rows["kind"], rows[Availability.behind], strict=True)) == {
        "dataset": (ids["b"],), "news": (ids["a"], ids["undated"]),
    }  # fmt: skip
