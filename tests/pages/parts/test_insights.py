"""Sentences at the head of pages: borne out by the rows of the filters, each with its sources, none said twice."""

import datetime as dt
import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import data
from analysis.insights.insight import Insight
from analysis.insights.trade import of_trade
from data.schema.tables import Aid, Events, Recognition, Sources, Trade
from data.vocabulary.places import CODES, name
from pages._app.rows import in_use, published, rows
from pages._app.view import View
from pages._parts.citation import LINKED, source_ids
from pages._parts.states import insights as page_insights
from pages._parts.states.wording import sentence
from tests.support.drawing import drawn, figures

FIRST, LAST = dt.date(2016, 1, 1), dt.date(2026, 5, 1)
ALL = View(tuple(CODES), FIRST, LAST, 2, known_to=data.known_to())
PAGES = ("overview", "recognition", "timeline")


def page(slug: str, view: View = ALL, **query: str) -> AppTest:
    return drawn(slug, view, **query)


def text_shown(app: AppTest) -> list[str]:
    """The sentences of the list, with their sources, as a reader sees them; not the changes since the takeover above it."""
    heads = [it.value.rpartition("What else the reports show:")[2] for it in app.markdown]
    heads = [
        "" if it.lstrip().startswith("Since the takeover") or "\n\nSince the takeover" in it else it for it in heads
    ]
    lines = [[line for line in it.split("\n") if re.match(r"- (?!\*\*)", line)] for it in heads]
    return [it.replace("\\", "").removeprefix("- ") for it in next(filter(None, lines), [])]


def moved(view: View = ALL, **query: str) -> list[str]:
    """The latest changes of trade, which a reader opens."""
    app = page("trade", view, trade_reports="true", **query)
    lines = [line for it in app.markdown for line in it.value.split("\n") if line.startswith("- ")]
    since = next((at for at, it in enumerate(lines) if "since" in it and "source" in it), 0)
    return [
        bare(it.replace("\\", "").removeprefix("- "))
        for it in lines[since:]
        if "**" not in it and "not known. No source" not in it
    ]


def bare(sentence: str) -> str:
    """A sentence without its sources."""
    return re.sub(r" \(\[.*\)\.$", ".", sentence)


def trade_sentences(flow: str, view: View = ALL) -> list[str]:
    of = in_use(Trade)
    of = of[(of[Trade.flow] == flow) & (of[Trade.commodity] == "total") & of[Trade.value_usd].notna()]
    return [sentence(it) for it in of_trade(view.keep(of), published())]


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_has_at_most_three_sentences_each_with_linked_sources(slug):
    found = text_shown(page(slug))
    assert 1 <= len(found) <= 3
    for it in found:
        links = re.findall(r"\]\(<https?://", it)
        assert 1 <= len(links) <= LINKED


@pytest.mark.parametrize("code", CODES)
def test_a_state_has_sentences_of_its_own_alone(code):
    found = [bare(it) for it in text_shown(page("overview", View((code,), FIRST, LAST, 2, known_to=ALL.known_to)))]
    assert found
    for it in found:
        assert name(code) in it
        assert not any(name(other) in it for other in CODES if other != code)


def test_the_sentences_of_trade_are_those_of_the_chosen_flow():
    exports, turnover = moved(trade_flow="Exports"), moved()
    assert exports[:2] == trade_sentences("export")[:2]
    assert trade_sentences("turnover") == turnover[: len(trade_sentences("turnover"))] != exports


def test_exports_of_all_goods_tell_of_farm_goods_which_only_lower_bounds_do():
    farm = [sentence(it) for it in of_trade(in_use(Trade), published()) if it.kind == "at_least"]
    assert set(farm) <= set(moved(trade_flow="Exports"))
    assert "at least $487 m in 2023 and $751 m in 2024" in farm[0]
    assert farm[0] not in moved(trade_flow="Imports")


def test_the_consignments_of_the_sentence_are_those_of_the_figure_though_reports_of_others_fall_into_the_year():
    view = View(("KGZ",), dt.date(2024, 1, 1), dt.date(2024, 12, 31), 2, known_to=ALL.known_to)
    app = page("aid", view)
    assert text_shown(app)[:2] == [
        "Kyrgyzstan is reported to have sent at least 120 t of aid in 2 consignments in 2024. 1 of them has no reported weight.",
        "All were reported delivered, at least 120 t.",
    ]
    assert any(
        it.startswith("Aid by year in tonnes, Kyrgyzstan, in 2024: 2 consignments reported as delivered")
        for it in figures(app)
    )
    assert view.keep(rows(Aid), "donor")["shipment"].nunique() == 3


def test_no_sentence_in_dollars_stands_over_tonnes():
    assert not any("$" in it for it in moved(trade_flow="Exports", trade_unit="tonnes"))


def test_the_sentences_follow_the_years_and_states():
    view = View(("TKM",), dt.date(2018, 1, 1), dt.date(2023, 12, 31), 2, known_to=ALL.known_to)
    found = text_shown(page("overview", view))
    assert any(bare(it).startswith("Turkmenistan's trade with Afghanistan fell from $684 m") for it in found)
    assert not any("2024" in bare(it) or "2025" in bare(it) or "Uzbekistan" in bare(it) for it in found)


def test_no_position_is_told_of_after_the_chosen_years():
    view = View(("KGZ",), FIRST, dt.date(2023, 12, 31), 2, known_to=ALL.known_to)
    found = " ".join(bare(it) for it in text_shown(page("recognition", view)))
    assert found
    assert not re.search(r"202[456]", found)


def test_the_overview_does_not_say_twice_who_has_recognised():
    app = page("overview")
    assert sum("recognised the Taliban" in bare(it) for it in text_shown(app)) == 1
    assert bare(text_shown(app)[0]).startswith("None of the five states has recognised the Taliban authorities")


def test_nothing_stands_where_nothing_can_be_said():
    view = View(("KGZ",), dt.date(2008, 1, 1), dt.date(2008, 12, 31), 3, known_to=ALL.known_to)
    assert [bare(it) for it in text_shown(page("overview", view))] == [
        "Kyrgyzstan has not recognised the Taliban authorities; it accepted their chargé."
    ]
    assert moved(view) == []


def test_the_sources_published_last_are_named_and_the_others_counted():
    aid = rows(Aid)
    ids = source_ids(aid)
    said = page_insights.sources_of(Insight("stages", {}, Aid, tuple(aid[Aid.row_id])))
    days = published().reindex(ids).sort_values(ascending=False, na_position="last", kind="stable")
    # the two published last are of two publishers
    for url in data.read(Sources).set_index("source_id").loc[days.index[:LINKED], "url"]:
        assert f"(<{url}>)" in said
    assert said.endswith(f" and {len(ids) - LINKED:,} more")


def test_a_sentence_is_shown_as_plain_text():
    event = rows(Events).iloc[0]
    facts = {
        "title": "**Bold** <b>words</b>",
        "start": event["start"],
        "end": event["end"],
        "precision": "day",
        "alone": True,
    }
    shown = page_insights.in_words([Insight("milestone", facts, Events, (event[Events.row_id],))])
    assert r"milestone\: \*\*Bold\*\* \<b\>words\</b\>, " in shown
    assert not page_insights.in_words([])


def test_no_sentence_joins_facts_by_a_cause():
    causal = re.compile(r"\b(because|due to|led to|caused|thanks to|as a result|therefore)\b", re.IGNORECASE)
    for slug in PAGES:
        assert not causal.search(" ".join(bare(it) for it in text_shown(page(slug))))


@pytest.mark.parametrize("table", [Trade, Aid, Recognition])
def test_the_sentences_leave_the_shared_rows_as_they_are(table):
    before = rows(table).copy(deep=True)
    page("overview")
    pd.testing.assert_frame_equal(rows(table), before)
