"""Targets, potentials and contracts: each told once, and never as trade."""

from collections.abc import Mapping

import pandas as pd

import data
from analysis.aims import aims
from data.tables import Trade
from data.words import TRADED

COLUMNS = [str(it) for it in Trade.columns]


def reported(*rows: Mapping[str, object]) -> pd.DataFrame:
    """Rows of `Trade`: an Uzbek target of turnover for 2024, but for what a row says."""
    base = {"country": "UZB", "flow": "turnover", "start": "2024-01-01", "end": "2024-12-31", "precision": "year",
            "commodity": "total", "reported_by": "UZB", "status": "target", "source_id": "a"}  # fmt: skip
    frame = pd.DataFrame([{**base, **row} for row in rows], columns=COLUMNS)
    for column in ("start", "end"):
        frame[column] = pd.to_datetime(frame[column])
    return frame.astype({"value_usd": "float64", "quantity_t": "float64", "quantity_gwh": "float64", "note": "str"})


UNDATED = {"start": None, "end": None, "precision": "unknown"}


def test_an_aim_is_told_once_with_all_its_sources():
    aim = {"value_usd": 3e9, **UNDATED}
    found = aims(reported(
        {**aim, "note": "said in May"}, {**aim, "source_id": "b", "note": "said in July"}, {**aim, "source_id": "b"},
        {**aim, "reported_by": "AFG"}, {"value_usd": 1, "status": "statistic"}, {"value_usd": 1, "status": "claim"},
    ))  # fmt: skip
    assert list(found["reported_by"]) == ["UZB", "AFG"]
    assert (found["source_ids"].iloc[0], found["note"].iloc[0]) == ("a;b", "said in May; said in July")


def test_aims_stand_by_kind_then_country_then_period():
    rows = reported(
        {"status": "contract", "value_usd": 1}, {"value_usd": 2}, {"value_usd": 3, **UNDATED},
        {"status": "potential", "value_usd": 4}, {"value_usd": 5, "country": "KAZ"},
        {"value_usd": 6, "start": "2020-01-01", "end": "2020-12-31"},
        {"status": "contract", "value_usd": 7, "country": "UZB;TKM;TJK"},
        {"status": "contract", "value_usd": 8, "country": "KAZ"}, {"status": "contract", "value_usd": 9, "country": "TJK"},
    )  # fmt: skip
    before = rows.copy(deep=True)
    assert list(aims(rows)["value_usd"]) == [5, 6, 2, 3, 4, 8, 1, 7, 9]
    pd.testing.assert_frame_equal(rows, before)


def test_on_the_record_no_aim_is_trade_and_none_is_lost():
    trade = data.read(Trade)
    spoken = trade[~trade["status"].isin(TRADED)]
    found = aims(trade)
    assert not set(found["status"]) & set(TRADED)
    assert set(found["source_ids"].str.split(";").explode()) == set(spoken["source_id"])
