"""Targets, potentials and contracts: each told once, never as trade, and as the Claims page tells it."""

import datetime as dt

import pandas as pd

from analysis.claims.aims import aims
from analysis.claims.claims import claims
from data.schema.tables import Sources, Trade
from data.vocabulary.codes import TRADED
from tests.support import frames
from tests.support.frames import trade, year

SOURCES = frames.sources(a="2024-05-01", b="2024-07-01", old="2020-01-01")
TARGET: dict[str, object] = {"status": "target"}
UNDATED = TARGET | {"start": None, "end": None, "precision": "unknown"}


def told(*rows: dict[str, object]) -> pd.DataFrame:
    """The aims among rows of `Trade`: Uzbek turnover of 2024 by Uzbek statistics, but for what a row says."""
    return aims(claims(trade(*rows), SOURCES))


def test_an_aim_is_told_once_with_all_its_sources():
    aim = {"value_usd": 3e9, **UNDATED}
    found = told(
        {**aim, "note": "said in May"}, {**aim, "source_id": "b", "note": "said in July"}, {**aim, "source_id": "b"},
        {**aim, "reported_by": "AFG"}, {"value_usd": 1}, {"value_usd": 1, "status": "claim"},
    )  # fmt: skip
    assert list(found["reported_by"]) == ["UZB", "AFG"]
    assert (found["source_ids"].iloc[0], found["note"].iloc[0]) == ("a;b", "said in May; said in July")


def test_the_source_of_the_statistic_beside_it_stands_last():
    (it,) = told(TARGET | {"value_usd": 3e9, "source_id": "b"}, {"source_id": "old"}).to_dict("records")
    assert it["source_ids"] == "b;old"
    assert it["words"] == "not met: the statistic of 2024 was 67 % below it"


def test_the_same_amount_of_which_the_statistics_tell_something_else_is_another_aim():
    """1 bn was reached in 2020: after the one was set, and before the other."""
    reached, ahead = {"source_id": "old"}, {"source_id": "b"}
    found = told(UNDATED | reached, UNDATED | ahead, year(2020) | {"value_usd": 2e9}, {"value_usd": 5e8})
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
    said = claims(rows, SOURCES)
    before = said.copy(deep=True)
    assert list(aims(said)["value"]) == [5, 6, 2, 3, 4, 8, 1, 7, 9]
    pd.testing.assert_frame_equal(said, before)


def test_on_the_record_no_aim_is_trade_and_none_is_lost():
    rows = frames.curated(Trade)
    spoken = rows[~rows["status"].isin(TRADED)]
    found = aims(claims(rows, frames.curated(Sources), dt.date(2026, 3, 16)))
    assert not set(found["kind"]) & set(TRADED)
    assert set(spoken["source_id"]) <= set(found["source_ids"].str.split(";").explode())
    assert set(spoken["value_usd"].dropna()) == set(found.loc[found["measure"] == "value_usd", "value"])
