"""What the seed article of 2 May 2023 tells is in the record, each with its source."""

import datetime as dt

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import data
from data.schema.tables import Aid, Events, Recognition, Trade
from data.vocabulary.places import CODES
from pages._app.view import View
from tests.support.drawing import drawn, plain

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


def opened(slug: str, codes: tuple[str, ...], query: dict[str, str]) -> AppTest:
    """A page of some states, as its address opens it."""
    return drawn(slug, View(codes, dt.date(2016, 1, 1), dt.date(2026, 5, 15), 1, known_to=data.known_to()), **query)


def beside_sources(app: AppTest) -> list[str]:
    """The single lines, captions and rows of tables that bear a link; marks that keep text plain left out."""
    lines = [line for it in (*app.markdown, *app.caption) for line in it.value.split("\n- ")]
    lines += [" | ".join(map(str, row)) for table in app.table for row in table.value.to_numpy()]
    lines += [it.proto.body for it in app.get("html") if 'href="http' in it.proto.body]
    return [it.replace("\\", "") for it in lines if "](<http" in it or 'href="http' in it]


def shown(slug: str, *codes: str, **query: str) -> str:
    """All that a page says for some states, its figures' words included; marks that keep text plain left out."""
    app = opened(slug, codes, query)
    texts = [it.value for kind in (app.markdown, app.caption, app.info, app.header, app.subheader) for it in kind]
    texts += [str(cell) for table in app.table for cell in table.value.to_numpy().ravel()]
    texts += [it.proto.body for it in app.get("html")]
    texts += [chart.proto.spec for chart in app.get("plotly_chart")]
    return plain("\n".join(texts))


@pytest.mark.parametrize(
    ("slug", "codes", "query", "words"),
    [
        ("timeline", ("KAZ",), {"timeline_words": "Zhumangarin Kabul"}, ["15 Apr 2023", "careful-engagement"]),
        ("timeline", ("KAZ",), {"timeline_words": "Smadiyarov"}, ["17 Apr 2023", "not recognition"]),
        ("timeline", ("TJK",), {"timeline_words": "militants"}, ["2 May 2023"]),
        ("timeline", ("UZB",), {"timeline_words": "Irgashev"}, ["7 May 2022"]),
        ("timeline", ("TJK",), {"timeline_words": "Khorog"}, ["consulate"]),
        ("aid", ("KAZ",), {"aid_find": "5,403"}, ["5,403", "Ramadan"]),
        ("trade", ("KAZ",), {"trade_aims": "true"}, ["$174 m", "987.3 m", "$1 bn"]),
        ("recognition", ("KAZ", "TJK"), {"recognition_words": "Offices, consulates, envoys"}, ["(planned)", "Khorog"]),
        ("recognition", ("UZB",), {}, ["formal step only with international community"]),
        ("recognition", CODES, {}, ["Iran", "Pakistan", "Russia", "China", "Istanbul"]),
    ],
)
def test_a_reader_finds_it_on_a_page(slug, codes, query, words):
    said = shown(slug, *codes, **query)
    for word in words:
        assert word in said, word
    assert "](<http" in said or 'href="http' in said


@pytest.mark.parametrize(
    ("slug", "codes", "query", "words"),
    [
        ("timeline", ("KAZ",), {"timeline_words": "Zhumangarin Kabul"}, ["15 Apr 2023"]),
        ("claims", CODES, {}, ["Kazakhstan, 2022", "$1 bn", "$987.3 m"]),
        ("claims", ("KAZ",), {"claims_kind": "Potentials"}, ["Potential", "$174 m"]),
        ("trade", ("KAZ",), {"trade_aims": "true"}, ["Potential", "$174 m"]),
        (
            "recognition",
            ("KAZ",),
            {"recognition_words": "Offices, consulates, envoys"},
            ["trade liaison office (planned)"],
        ),
        ("aid", ("KAZ",), {"aid_find": "5,403"}, ["5,403 t", "Ramadan 2023"]),
        ("timeline", ("KAZ",), {"timeline_words": "Smadiyarov"}, ["17 Apr 2023"]),
        ("recognition", CODES, {}, ["Uzbekistan, Turkmenistan, Kyrgyzstan", "have not recognised"]),
        ("timeline", ("TJK",), {"timeline_words": "militants"}, ["2 May 2023"]),
        ("timeline", ("TJK",), {"timeline_words": "Khorog"}, ["consulate"]),
        ("timeline", ("UZB",), {"timeline_words": "Irgashev"}, ["7 May 2022", "only together"]),
    ],
)
def test_its_source_is_a_link_in_the_same_line(slug, codes, query, words):
    lines = beside_sources(opened(slug, codes, query))
    assert [line for line in lines if all(word in line for word in words)]


@pytest.mark.parametrize(
    ("country", "wanted"),
    [
        ("Iran", "Haqqani"),
        ("Türkiye", "Istanbul"),
        ("Pakistan", "Caspian"),
        ("Russia", "Caspian"),
        ("China", "Caspian"),
    ],
)
def test_the_missions_that_were_handed_over_are_found_by_words_among_the_rows_with_a_link(country, wanted):
    found = opened("data", ("KAZ",), {"data_table": Recognition.heading, "data_find": f"{country} {wanted}"})
    assert [row for row in beside_sources(found) if country in row and wanted in row]
