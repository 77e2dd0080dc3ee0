"""What is known, how fresh, and what is not known: worked out by hand."""

import datetime as dt

import pandas as pd
import pytest

import data
from analysis.record.freshness import CADENCES, STATES, freshness, gaps, known
from data.schema.tables import TABLES, Aid, Crossings, FoodPrices, Recognition, Refugees, Sources, Trade
from data.vocabulary.places import CODES
from tests.support import frames
from tests.support.frames import aid, day, recognition, trade, year

KNOWN_TO = dt.date(2026, 3, 16)
SOURCES = frames.sources(a="2025-01-01", b="2025-06-01", undated="").assign(
    kind=["news", "dataset", "news"], publisher=["Paper", "Office", "Sheet"]
)


def fresh(*tables: tuple, known_to: dt.date = KNOWN_TO) -> pd.DataFrame:
    return freshness(tables, SOURCES, known_to).set_index(["country", "table", "kind"])


def test_what_is_known_is_counted_by_state_table_kind_and_year_with_who_says_so():
    rows = trade({}, {"reported_by": "AFG"}, {"source_id": "b"}, {"status": "claim"}, year(2022))
    found = known([(Trade, rows)], SOURCES)
    cells = [tuple(it) for it in found[["country", "table", "kind", "year", "rows", "sources", "by"]].to_numpy()]
    assert cells == [
        ("UZB", "trade", "dataset", 2024, 1, 1, "UZB"),
        ("UZB", "trade", "news", 2022, 1, 1, "UZB"),
        ("UZB", "trade", "news", 2024, 2, 1, "AFG;UZB"),
    ]


def test_a_row_counts_for_every_year_and_state_that_it_names():
    joint = {"country": "UZB;TKM", "start": "2023-03-01", "end": "2024-03-31"}
    found = known([(Trade, trade(joint))], SOURCES)
    assert [tuple(it) for it in found[["country", "year"]].to_numpy()] == [
        ("UZB", 2023), ("UZB", 2024), ("TKM", 2023), ("TKM", 2024),
    ]  # fmt: skip


def test_publishers_say_so_where_no_reporter_is_named_and_prices_are_of_afghanistan():
    found = known([(Aid, aid({})), (FoodPrices, frames.prices({"source_id": "b"}))], SOURCES)
    assert list(found["country"] + " " + found["by"]) == ["KAZ Paper", "AFG Office"]


def test_tables_without_a_state_or_a_date_and_rows_without_a_date_are_left_out():
    crossing = frames.table_of(Crossings, {"crossing": "x", "country": "UZB", "source_id": "a"}, ({},))
    assert known([(Crossings, crossing), (Trade, trade({"start": None, "end": None}))], SOURCES).empty


@pytest.mark.parametrize(
    ("age", "state"),
    [(0, "fresh"), (548, "fresh"), (549, "due"), (913, "due"), (914, "overdue")],
)
def test_yearly_figures_are_due_after_a_year_and_a_half_of_the_record(age, state):
    known_to = dt.date(2024, 12, 31) + dt.timedelta(days=age)
    cell = fresh((Trade, trade({})), known_to=known_to).loc[("UZB", "trade", "news")]
    assert (cell["age_days"], cell["state"], cell["cadence"]) == (age, state, "yearly")


@pytest.mark.parametrize(("age", "state"), [(92, "fresh"), (93, "due"), (183, "due"), (184, "overdue")])
def test_monthly_figures_are_due_after_three_months(age, state):
    known_to = dt.date(2020, 1, 31) + dt.timedelta(days=age)
    cell = fresh((FoodPrices, frames.prices({})), known_to=known_to).loc[("AFG", "food_prices", "news")]
    assert (cell["state"], cell["cadence"]) == (state, "monthly")


def test_what_follows_events_is_never_due():
    cell = fresh((Aid, aid(day("1999-01-01")))).loc[("KAZ", "aid", "news")]
    assert (cell["state"], cell["cadence"]) == ("irregular", "irregular")


def test_the_last_period_is_told_with_who_says_so_and_when_it_was_published():
    rows = trade(year(2023), {"reported_by": "AFG"}, {"source_id": "undated"})
    cell = fresh((Trade, rows)).loc[("UZB", "trade", "news")]
    assert (f"{cell['last']:%Y-%m-%d}", cell["by"], f"{cell['published']:%Y-%m-%d}") == (
        "2024-12-31",
        "AFG;UZB",
        "2025-01-01",
    )
    assert cell["words"] == "news: told to 31 Dec 2024, published 1 Jan 2025; no newer period is due"
    undated = fresh((Trade, trade({"source_id": "undated"}))).loc[("UZB", "trade", "news"), "words"]
    assert undated == "news: told to 31 Dec 2024, published on a day that is not told; no newer period is due"


def test_a_publication_is_told_as_exactly_as_its_source_has_it():
    by_year = SOURCES.assign(precision=["year", "day", "unknown"])
    rows = trade({}, {"source_id": "undated"})
    found = freshness([(Trade, rows)], by_year, KNOWN_TO).set_index("country")
    assert "published 2025;" in found.loc["UZB", "words"]


def test_nothing_is_fresher_than_the_record():
    cell = fresh((Trade, trade(year(2030)))).loc[("UZB", "trade", "news")]
    assert (f"{cell['last']:%Y-%m-%d}", cell["age_days"]) == (f"{KNOWN_TO}", 0)


def test_when_a_position_was_last_seen_is_not_put_into_the_mouth_of_its_source():
    cell = fresh((Recognition, recognition({"start": "2021-08-15", "last_seen": "2026-02-17"})))
    assert f"{cell.loc[('UZB', 'recognition', 'news'), 'last']:%Y-%m-%d}" == "2021-08-15"


def test_a_state_without_a_row_is_a_row_that_says_so():
    found = fresh((Trade, trade({})), (Aid, aid()), (FoodPrices, frames.prices()))
    nothing = found[found["state"] == "nothing"]
    assert len(nothing) == (len(CODES) - 1) + len(CODES) + 1
    assert nothing.loc[("TKM", "trade", ""), "words"] == "nothing on record"
    assert nothing["age_days"].isna().all()


def test_no_tables_give_no_rows():
    assert known([], SOURCES).empty
    assert freshness([], SOURCES, KNOWN_TO).empty


def missing(trade_rows: pd.DataFrame, aid_rows: pd.DataFrame, positions: pd.DataFrame) -> dict[tuple[str, str], str]:
    found = gaps(trade_rows, aid_rows, positions, SOURCES, range(2021, 2025))
    return dict(zip(zip(found["country"], found["what"], strict=True), found["words"], strict=True))


def test_years_that_the_own_side_did_not_tell_are_named():
    found = missing(
        trade({}, {**year(2022), "reported_by": "AFG"}, {**year(2023), "status": "claim"}), aid(), recognition()
    )
    assert found[("UZB", "years")] == "no statistic of all goods by Uzbekistan's own side for 2021-2023"
    assert found[("TKM", "years")] == "no statistic of all goods by Turkmenistan's own side for 2021-2024"


def test_goods_that_nobody_weighed_and_positions_not_established_are_named():
    positions = recognition(
        {}, {"dimension": "afghan_mission", "value": "unclear"}, {"dimension": "mission_in_kabul", "value": "closed"},
        {"dimension": "terrorist_listing", "value": "listed", "start": "2001-01-01"},
        {"dimension": "terrorist_listing", "value": "unclear"},
        {"dimension": "mission_in_kabul", "value": "unclear", "preferred": False, "start": "2022-01-01"},
    )  # fmt: skip
    found = missing(trade(), aid({"weight_t": None}, {"shipment": "2", "weight_t": None}, {"shipment": "3"}), positions)
    assert found[("KAZ", "weight")] == "2 consignments that nobody weighed"
    assert ("UZB", "weight") not in found
    assert found[("UZB", "position")] == "not established: Afghan embassy, run by; Terrorist listing of the Taliban"
    assert found[("TKM", "position")].count(";") == 3


def test_on_the_record_ages_worked_out_by_hand():
    tables = [(it, frames.curated(it)) for it in (Trade, FoodPrices, Refugees)]
    found = freshness(tables, frames.curated(Sources), KNOWN_TO).set_index(["country", "table", "kind"])
    prices = found.loc[("AFG", "food_prices", "dataset")]  # the last month is September 2024
    assert (prices["age_days"], prices["state"]) == ((KNOWN_TO - dt.date(2024, 9, 30)).days, "overdue")
    assert found.loc[("UZB", "refugees", "dataset"), "state"] == "fresh"  # the end of 2025
    assert found.loc[("TKM", "trade", "dataset"), ["by", "state"]].to_list() == ["IMF", "overdue"]  # 2020


def test_on_the_record_turkmenistans_silent_years_are_named():
    tables = (frames.curated(it) for it in (Trade, Aid, Recognition, Sources))
    found = gaps(*tables, range(2021, 2024)).set_index(["country", "what"])
    assert found.loc[("TKM", "years"), "words"].endswith("for 2021-2022")
    assert found.loc[("TKM", "position"), "words"] == "not established: Terrorist listing of the Taliban"
    assert ("KAZ", "position") not in found.index


def test_on_the_whole_record_every_cell_has_a_state():
    tables = [(it, data.read(it)) for it in TABLES]
    found = freshness(tables, data.read(Sources), KNOWN_TO)
    assert set(found["state"]) <= set(STATES)
    assert not found.duplicated(["country", "table", "kind"]).any()
    assert known(tables, data.read(Sources))["rows"].gt(0).all()
    assert {"trade", "refugees", "food_prices"} <= set(CADENCES)
