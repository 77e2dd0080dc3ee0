"""The way to a target: gap, growth, met, missed and undated ones, worked out by hand."""

import datetime as dt
import functools

import pandas as pd
import pytest

from analysis.claims.comparison import statements
from analysis.claims.statement import STATES, Statement
from analysis.claims.statistics import statistics_beside
from data.schema.tables import Sources, Trade
from data.vocabulary.statements import standing
from tests.support import frames
from tests.support.derived import conforms
from tests.support.frames import trade, year

SOURCES = frames.sources(a="2025-06-01", b="2025-03-15", undated="")
KNOWN_TO = dt.date(2026, 3, 16)
NO_YEAR = {"start": None, "end": None, "precision": "unknown"}


def held(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    found = statements(rows, statistics_beside(rows, rows, sources), sources, KNOWN_TO)
    conforms(found, Statement, rows)
    return found.assign(words=[standing(row) for row in found.to_dict("records")])


def target(value: float, period: frames.Row, *statistics: tuple[int, float], source: str = "b") -> pd.Series:
    said = {"status": "target", "value_usd": value, "source_id": source, **period}
    rows = trade(said, *({**year(number), "value_usd": shown} for number, shown in statistics))
    return held(rows, SOURCES).iloc[0]


def test_an_open_target_tells_the_gap_and_the_yearly_growth_it_takes():
    found = target(1.44e9, year(2027), (2024, 9e8), (2025, 1e9))  # 1 bn grown twice by a fifth is 1.44 bn
    assert (found["target_state"], found["gap"], found["last_year"]) == ("open", 4.4e8, 2025)
    assert found["growth_percent"] == pytest.approx(20)
    assert found["words"] == "needs 20 % a year to 2027; $440 m above the statistic of 2025"


def test_an_open_target_below_the_last_statistic_needs_no_growth():
    found = target(8e8, year(2027), (2024, 1e9))
    assert (found["target_state"], found["growth_percent"]) == ("open", pytest.approx(float("nan"), nan_ok=True))
    assert found["words"] == "the statistic of 2024 is not below it"


def test_from_nothing_no_growth_can_be_told():
    found = target(8e8, year(2027), (2025, 0.0))
    assert (found["words"], pd.isna(found["growth_percent"])) == ("$800 m above the statistic of 2025", True)


def test_a_target_is_met_in_the_first_year_at_or_above_it():
    found = target(1e9, year(2026), (2024, 2e9), (2025, 1e9), (2026, 3e9))  # 2024 was over when it was set
    assert (found["target_state"], found["reached_in"], found["words"]) == ("met", 2025, "met in 2025")


def test_a_target_that_was_missed_tells_by_how_much_and_when_it_was_reached():
    missed = target(1e9, year(2025), (2025, 6e8))
    assert (missed["target_state"], missed["words"]) == ("not met", "not met: the statistic of 2025 was 40 % below it")
    later = target(1e9, year(2025), (2025, 6e8), (2026, 1.1e9))
    assert later["words"] == "not met: the statistic of 2025 was 40 % below it; reached in 2026"


def test_a_target_year_that_is_over_without_a_statistic_is_told_so():
    over = target(1e9, year(2025), (2024, 6e8))
    assert over["target_state"] == "not reported"
    assert over["words"] == "2025 is over and its statistic is not available; $400 m above the statistic of 2024"
    gone = target(1e9, year(2025), (2026, 1e9))
    assert gone["words"] == "2025 is over and its statistic is not available; at or above it in 2026"


def test_a_target_without_a_year_has_a_gap_and_no_growth():
    found = target(3e9, NO_YEAR, (2024, 1.7e9))
    assert (found["target_state"], pd.isna(found["target_year"])) == ("undated", True)
    assert pd.isna(found["growth_percent"])
    assert found["words"] == "no target year was named; $1.3 bn above the statistic of 2024"
    reached = target(1.5e9, NO_YEAR, (2023, 2e9), (2025, 1.7e9))  # 2023 was over when it was set
    assert (reached["target_state"], reached["words"]) == ("reached", "no target year was named; reached in 2025")


def test_without_a_statistic_nothing_is_guessed():
    found = target(3e9, NO_YEAR)
    assert (found["target_state"], pd.isna(found["gap"])) == ("no statistic", True)
    assert found["words"] == "no target year was named; no statistic to measure it by"


def test_without_a_day_of_publication_any_year_may_have_reached_it():
    assert target(1e9, year(2026), (2019, 2e9), source="undated")["words"] == "met in 2019"


@functools.cache
def on_record() -> pd.DataFrame:
    return held(frames.curated(Trade), frames.curated(Sources))


@pytest.mark.parametrize(
    ("source", "period", "words"),
    [
        # 1 bn against 636.5 m
        ("adyrna-nd-record-trade", 2023, "not met: the statistic of 2023 was 36 % below it"),
        # 617.1 m in 2017, 1.13 bn in 2024
        ("worldgrain-nd-1bn-target", 2017, "not met: the statistic of 2017 was 38 % below it; reached in 2024"),
        ("qalampir-nd-3bn", 2024, "met in 2024"),  # 1 bn against 1.13 bn
        # 2 bn from 1.7 bn in a year: 17.6 %
        ("frontierpost-2025-04-10-ambassador", 2026, "needs 18 % a year to 2026; $300 m above the statistic of 2025"),
        ("trend-2026-02-24-5bn-target", 0, "no target year was named; $3.3 bn above the statistic of 2025"),
        ("urdupoint-2021-05-26-pta-plan", 0, "no target year was named; reached in 2025"),  # 1.5 bn, 1.7 bn in 2025
    ],
)
def test_in_the_data_targets_worked_out_by_hand(source, period, words):
    found = on_record()
    rows = found[(found["source_id"] == source) & (found["status"] == "target") & (found["flow"] == "turnover")]
    rows = rows[rows["target_year"].fillna(0) == period]
    assert words in set(rows["words"])


def test_in_the_data_every_target_has_a_state():
    found = on_record()
    targets = found[found["status"] == "target"]
    assert set(targets["target_state"]) <= set(STATES)
    assert targets.loc[targets["target_year"].isna(), "target_state"].isin(["undated", "reached", "no statistic"]).all()
    assert targets["growth_percent"].notna().eq(targets["words"].str.startswith("needs")).all()
