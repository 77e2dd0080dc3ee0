"""Targets, potentials and contracts: each told once, never as trade, and as the Claims page tells it."""

import datetime as dt

import pandas as pd

from analysis.claims.aims import Aim, Target, aims, lines, numbered, targets_above
from analysis.claims.comparison import statements
from analysis.claims.statistics import statistics_beside
from data.schema.tables import Sources, Trade
from data.vocabulary.codes import TRADED
from data.vocabulary.statements import standing
from tests.support import frames
from tests.support.derived import conforms
from tests.support.frames import trade, year

SOURCES = frames.sources(a="2024-05-01", b="2024-07-01", old="2020-01-01")
TARGET: dict[str, object] = {"status": "target"}
UNDATED = TARGET | {"start": None, "end": None, "precision": "unknown"}


def held(rows: pd.DataFrame, sources: pd.DataFrame, known_to: dt.date | None = None) -> pd.DataFrame:
    return statements(rows, statistics_beside(rows, rows, sources), sources, known_to)


def found_in(*rows: dict[str, object]) -> pd.DataFrame:
    """The aims among rows of `Trade`: Uzbek turnover of 2024 by Uzbek statistics, but for what a row says."""
    reported = trade(*rows)
    said = held(reported, SOURCES)
    found, numbers = aims(said), numbered(said)
    conforms(found, Aim, reported)
    behind = said.groupby(numbers)["behind"].agg(lambda parts: {row_id for part in parts for row_id in part})
    assert sorted(map(sorted, behind)) == sorted(map(sorted, found["behind"]))
    return found.assign(words=[standing(row) for row in found.to_dict("records")])


def test_an_aim_is_told_once_with_all_its_sources():
    aim = {"value_usd": 3e9, **UNDATED}
    found = found_in(
        {**aim, "note": "said in May"}, {**aim, "source_id": "b", "note": "said in July"}, {**aim, "source_id": "b"},
        {**aim, "reported_by": "AFG"}, {"value_usd": 1}, {"value_usd": 1, "status": "claim"},
    )  # fmt: skip
    assert list(found["reported_by"]) == ["UZB", "AFG"]
    assert (found["source_ids"].iloc[0], found["note"].iloc[0]) == ("a;b", "said in May; said in July")


def test_the_source_of_the_statistic_beside_it_stands_last():
    (it,) = found_in(TARGET | {"value_usd": 3e9, "source_id": "b"}, {"source_id": "old"}).to_dict("records")
    assert it["source_ids"] == "b;old"
    assert it["words"] == "not met: the statistic of 2024 was 67 % below it"


def test_the_same_amount_of_which_the_statistics_tell_something_else_is_another_aim():
    """1 bn was reached in 2020: after the one was set, and before the other."""
    reached, ahead = {"source_id": "old"}, {"source_id": "b"}
    found = found_in(UNDATED | reached, UNDATED | ahead, year(2020) | {"value_usd": 2e9}, {"value_usd": 5e8})
    assert sorted(found["words"]) == [
        "no target year was named; $500 m above the statistic of 2024", "no target year was named; reached in 2020",
    ]  # fmt: skip


def test_aims_stand_by_kind_then_country_then_period():
    rows = trade(
        {"status": "contract", "value_usd": 1}, TARGET | {"value_usd": 2}, UNDATED | {"value_usd": 3},
        {"status": "potential", "value_usd": 4}, TARGET | {"value_usd": 5, "country": "KAZ"},
        TARGET | {"value_usd": 6, **year(2020)},
        {"status": "contract", "value_usd": 7, "country": "UZB;TKM;TJK"},
        {"status": "contract", "value_usd": 8, "country": "KAZ"}, {"status": "contract", "value_usd": 9, "country": "TJK"},
    )  # fmt: skip
    said = held(rows, SOURCES)
    before = said.copy(deep=True)
    assert list(aims(said)["value"]) == [5, 6, 2, 3, 4, 8, 1, 7, 9]
    pd.testing.assert_frame_equal(said, before)


def test_targets_above_the_last_statistic_stand_nearest_first_with_their_own_rows_behind():
    reports = trade(
        TARGET | {"value_usd": 4e9, **year(2030)}, TARGET | {"value_usd": 2e9, **year(2030)},
        TARGET | {"value_usd": 2e9, **year(2030), "reported_by": "AFG"}, TARGET | {"value_usd": 5e8, **year(2030)},
        TARGET | {"value_usd": 9e9, "country": "KAZ"}, {"status": "contract", "value_usd": 8e9},
        {}, {"reported_by": "AFG"}, year(2019),
    )  # fmt: skip
    found = targets_above(held(reports, SOURCES))
    conforms(found, Target, reports)
    assert list(found["reached_percent"]) == [50, 50, 25]
    assert [len(alike) for alike in lines(found)] == [2, 1]
    last = set(reports["row_id"].iloc[6:8])
    assert all(last < set(ids) and len(ids) == 3 for ids in found["behind"])


def test_in_the_data_no_aim_is_trade_and_none_is_lost():
    rows = frames.curated(Trade)
    spoken = rows[~rows["status"].isin(TRADED)]
    found = aims(held(rows, frames.curated(Sources), dt.date(2026, 3, 16)))
    assert not set(found["status"]) & set(TRADED)
    assert set(spoken["source_id"]) <= set(found["source_ids"].str.split(";").explode())
    assert set(spoken["value_usd"].dropna()) == set(found.loc[found["measure"] == "value_usd", "value"])
