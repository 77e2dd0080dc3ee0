"""Sentences on random choices of the real rows: each is worked out again in another way."""

import datetime as dt
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import data
from analysis.base.in_use import in_use
from analysis.insights.aid import of_aid
from analysis.insights.insight import Insight
from analysis.insights.recognition import of_recognition
from analysis.insights.trade import of_trade
from analysis.trade.comparison import partial
from data.schema.columns import Table
from data.schema.tables import Aid, Recognition, Sources, Trade
from data.vocabulary import periods
from data.vocabulary.places import CODES, name
from pages._parts.states.wording import sentence

pytestmark = pytest.mark.long

KNOWN_TO = dt.date(2026, 3, 16)
NEVER_SAID = ("because", "due to", "caused", "led to", "thanks to", "result", "after the", "now", "currently", "today",
              "latest", "last year", "this year", "nan", "none", "<na>")  # fmt: skip
SCALES = {"k": 1e3, "m": 1e6, "bn": 1e9, "": 1.0}


SOURCES = data.read(Sources)
REAL: dict[type[Table], pd.DataFrame] = {it: in_use(data.read(it), SOURCES, it) for it in (Trade, Aid, Recognition)}
PUBLISHED = SOURCES.set_index("source_id")["start"]
CHOICES = given(st.floats(0.02, 1), st.integers(0, 10**6), st.sets(st.sampled_from(CODES), min_size=1))


def choose(table: type[Table], share: float, seed: int, countries: set[str], by: str) -> pd.DataFrame:
    rows = REAL[table]
    return rows[rows[by].isin(countries)].sample(frac=share, random_state=seed)


def text_shown(sentence: str) -> list[float]:
    """The dollars that a sentence names; of a range both ends."""
    found = re.findall(r"\$([\d.,]+)(?:-([\d.,]+))? ?(k|m|bn)?\b", sentence)
    return [float(it.replace(",", "")) * SCALES[scale] for *ends, scale in found for it in ends if it]


def holds(found: list[Insight], rows: pd.DataFrame) -> None:
    """What is true of every sentence: it rests on rows that were given, and says neither why nor when it is read."""
    assert len(found) <= 3
    for it in found:
        assert it.behind
        assert set(it.behind) <= set(rows[it.of.row_id])
        assert sentence(it).endswith(".")
        words = re.findall(r"<na>|[a-z]+", sentence(it).lower())
        assert not [bad for bad in NEVER_SAID if re.search(rf"(?<![a-z]){re.escape(bad)}(?![a-z])", " ".join(words))]


def series(rows: pd.DataFrame, facts: dict) -> pd.DataFrame:
    for column in ("country", "flow", "commodity", "reported_by"):
        rows = rows[rows[column] == facts[column]]
    rows = rows[(rows["status"] == "statistic") & rows["value_usd"].notna() & rows["start"].notna()]
    return rows[periods.is_calendar_year(rows) & ~partial(rows)]


@settings(deadline=None)
@CHOICES
def test_no_sentence_on_trade_contradicts_the_rows(share, seed, countries):
    rows = choose(Trade, share, seed, countries, "country")
    found = of_trade(rows, PUBLISHED)
    holds(found, rows)
    for it in found:
        {"change": check_change, "both_sides": check_sides, "at_least": check_bounds}[it.kind](it, rows)


def check_change(it: Insight, rows: pd.DataFrame) -> None:
    same = series(rows, it.facts)
    years = same["start"].dt.year
    assert tuple(sorted(set(years))[-2:]) == it.facts["years"]
    assert set(it.behind) == set(same.loc[years.isin(it.facts["years"]), Trade.row_id])
    first, last = (same.loc[years == number, "value_usd"] for number in it.facts["years"])
    assert {"rose": last.min() > first.max(), "fell": last.max() < first.min(),
            "stayed": len({*first, *last}) == 1}[it.facts["moved"]]  # fmt: skip
    for number in it.facts["years"]:
        assert f"{number}" in sentence(it)
    ends = {round(float(value), -1) for value in (*first, *last)}
    for value in text_shown(sentence(it)):
        assert any(abs(value - end) <= 0.006 * end + 10 for end in ends), sentence(it)


def check_sides(it: Insight, rows: pd.DataFrame) -> None:
    facts = it.facts
    same = rows[
        (rows["country"] == facts["country"]) & (rows["flow"] == facts["flow"]) & (rows["commodity"] == "total")
    ]
    same = same[same["start"].dt.year == facts["year"]]
    assert facts["own"] in set(same.loc[same["reported_by"].isin([facts["country"], "IMF"]), "value_usd"])
    assert facts["afghan"] in set(same.loc[same["reported_by"].isin(["AFG", "IMF"]), "value_usd"])
    assert text_shown(sentence(it)) == pytest.approx([facts["own"], facts["afghan"]], rel=0.001)
    behind = same[same[Trade.row_id].isin(it.behind)]
    assert len(behind) == len(it.behind) >= 2
    assert {facts["own"], facts["afghan"]} <= set(behind[Trade.value_usd])


def check_bounds(it: Insight, rows: pd.DataFrame) -> None:
    own = rows[(rows["country"] == it.facts["country"]) & (rows["reported_by"] == it.facts["country"])]
    own = own[(own["flow"] == "export") & (own["source_id"] == it.facts["source_id"])]
    sums = [own.loc[own["start"].dt.year == number, "value_usd"].sum() for number in it.facts["years"]]
    assert list(it.facts["bounds"]) == pytest.approx(sums)
    assert rows.loc[rows[Trade.row_id].isin(it.behind), Trade.value_usd].sum() == pytest.approx(sum(sums))
    assert "at least" in sentence(it)
    assert all(value <= bound * (1 + 1e-8) for value, bound in zip(text_shown(sentence(it)), sums, strict=True))


@settings(deadline=None)
@CHOICES
def test_no_sentence_on_aid_contradicts_the_rows(share, seed, countries):
    rows = choose(Aid, share, seed, countries, "donor")
    found = of_aid(rows)
    holds(found, rows)
    for it in found:
        facts, behind = it.facts, rows[rows[Aid.row_id].isin(it.behind)]
        if it.kind == "stages":
            assert facts["consignments"] == behind["shipment"].nunique() <= rows["shipment"].nunique()
            assert facts["consignments"] == sum(facts[stage] for stage in ("pledged", "dispatched", "delivered"))
            reached = behind[behind["status"] == "delivered"]["shipment"].nunique()
            assert reached - 1 <= facts["delivered"] <= reached  # of one only a part is known to have arrived
            donors, named = set(behind["donor"]), {code for code in CODES if name(code) in sentence(it)}
            assert named == (donors if donors != set(CODES) else set())  # all five are not named one by one
        else:
            most = behind.groupby("shipment")["weight_t"].max()
            shown = float(sentence(it).split("at least ")[1].split(" t")[0].replace(",", ""))
            assert shown <= facts["low_t"] <= most.sum() + 1e-6
            assert facts["weighed"] == most.notna().sum()


@settings(deadline=None)
@CHOICES
def test_no_sentence_on_recognition_contradicts_the_rows(share, seed, countries):
    rows = choose(Recognition, share, seed, countries, "country")
    found = of_recognition(rows, PUBLISHED, KNOWN_TO)
    holds(found, rows)
    drawn = rows[rows["preferred"]]
    for it in found:
        if it.kind == "recognised":
            formal = drawn[drawn["dimension"] == "de_jure_recognition"].sort_values("start")
            last = formal.drop_duplicates("country", keep="last").set_index("country")["value"]
            assert {last[code] for code in it.facts["countries"]} == {it.facts["value"]}
            assert ("not recognised" in sentence(it)) == (it.facts["value"] == "none")
            assert pd.Timestamp(KNOWN_TO) >= it.facts["seen"][1]
        else:
            same = drawn[(drawn["country"] == it.facts["country"]) & (drawn["dimension"] == it.facts["dimension"])]
            assert ((same["start"] == it.facts["start"]) & (same["value"] == it.facts["value"])).any()
            assert (same["until"] == it.facts["start"]).any()


@pytest.mark.parametrize("code", CODES)
def test_every_state_gets_sentences_from_the_whole_record(code):
    trade_rows, aid_rows, positions = (REAL[it] for it in (Trade, Aid, Recognition))
    for found in (
        of_trade(trade_rows[trade_rows[Trade.country] == code], PUBLISHED),
        of_aid(aid_rows[aid_rows[Aid.donor] == code]),
        of_recognition(positions[positions[Recognition.country] == code], PUBLISHED, KNOWN_TO),
    ):
        assert name(code) in sentence(found[0])
