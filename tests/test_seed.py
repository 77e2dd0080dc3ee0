"""What the seed article of 2 May 2023 tells is in the record, each with its source."""

import pandas as pd
import pytest

import data
from data.tables import Aid, Events, Recognition, Trade

SEED = "caspian-policy-center-2023-05-02-careful-engagement"


def events_with(*words: str) -> pd.DataFrame:
    events = data.read(Events)
    text = (events["title"] + " " + events["summary"]).str.lower()
    for word in words:
        events, text = (
            events[text.str.contains(word.lower(), regex=False)],
            text[text.str.contains(word.lower(), regex=False)],
        )
    return events


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2023-04-15", ("zhumangarin", "kabul")),
        ("2023-04-15", ("5,403 tonnes",)),
        ("2023-04-17", ("smadiyarov", "accredit", "not recognition")),
        ("2023-05-02", ("tajikistan", "without recogni", "militants")),
        ("2022-05-07", ("irgashev", "together")),
        ("2023-03-25", ("khorog", "consulate")),
        ("2023-02-27", ("tehran", "istanbul")),
    ],
)
def test_an_event_is_there_with_sources(day, words):
    found = events_with(*words)
    found = found[found["start"] == day]
    assert len(found) >= 1
    assert found["source_ids"].str.len().gt(0).all()


def test_the_claim_of_a_billion_stands_beside_the_statistic():
    trade = data.read(Trade)
    claim = trade[(trade["source_id"] == SEED) & (trade["status"] == "claim")].iloc[0]
    assert (claim["country"], claim["flow"], claim["value_usd"]) == ("KAZ", "turnover", 1e9)
    assert (trade["value_usd"] == 987_900_000).any()


def test_the_export_potential():
    trade = data.read(Trade)
    row = trade[(trade["source_id"] == SEED) & (trade["status"] == "potential")].iloc[0]
    assert (row["flow"], row["value_usd"], row["precision"]) == ("export", 174e6, "unknown")


def test_the_aid():
    aid = data.read(Aid)
    rows = aid[(aid["weight_t"] == 5403) & (aid["donor"] == "KAZ")]
    assert SEED in set(rows["source_id"])
    assert set(rows["shipment"]) == {"KAZ-2023-04-ramadan"}
    assert len(rows) >= 3


@pytest.mark.parametrize(
    ("country", "dimension", "words"),
    [
        ("KAZ", "trade_office", "planned"),
        ("KAZ", "afghan_mission", "taliban_diplomats_accredited"),
        ("TJK", "consulates", "Khorog"),
        ("TJK", "afghan_mission", "republic_appointee"),
        ("TJK", "terrorist_listing", "listed"),
        ("IRN", "afghan_mission", "taliban_charge"),
        ("TUR", "consulates", "Istanbul"),
        ("PAK", "afghan_mission", "taliban_diplomats_accredited"),
        ("RUS", "afghan_mission", "taliban_diplomats_accredited"),
        ("CHN", "afghan_mission", "taliban_diplomats_accredited"),
        ("UZB", "official_position", "only with international community"),
    ],
)
def test_a_position_is_there_with_its_source(country, dimension, words):
    rows = data.read(Recognition)
    rows = rows[(rows["country"] == country) & (rows["dimension"] == dimension)]
    found = rows[rows["value"].str.contains(words, regex=False)]
    assert len(found) >= 1
    assert found["source_id"].notna().all()


def test_the_other_three_follow_the_same_line_without_recognition():
    rows = data.read(Recognition)
    rows = rows[(rows["dimension"] == "de_jure_recognition") & rows["preferred"]]
    assert rows.set_index("country").loc[["KAZ", "UZB", "TKM", "KGZ", "TJK"], "value"].tolist() == ["none"] * 5
