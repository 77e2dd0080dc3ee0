"""A link restores its view: all controls stand in it, those at their default too, and links of the first edition still open theirs."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from pages._app import filters, navigation
from pages._app.navigation import discover
from pages._parts.lists.event_list import named
from tests.support.drawing import SECONDS, run, said


def opened(slug: str, query: dict[str, list[str]]) -> AppTest:
    """A page with its filters, as its address opens it, and below it the address of the view."""

    def script(slug):
        import streamlit as st

        from pages._app import address, filters
        from pages._app.navigation import discover
        from pages._app.rows import known_to

        page = discover()[slug]
        page.render(filters.view(page.PAGE, known_to()))
        st.code(address.of_view("one"), language="address")

    app = AppTest.from_function(script, kwargs={"slug": slug}, default_timeout=SECONDS)
    for key, values in query.items():
        app.query_params[key] = values
    return run(app)


def link(app: AppTest) -> dict[str, list[str]]:
    """What the address of a view says."""
    (address,) = [it.value for it in app.code if it.language == "address"]
    return parse_qs(urlsplit(address).query, keep_blank_values=True)


def others(app: AppTest) -> dict[str, list[str]]:
    """Another choice of each control than the usual one, as an address says it."""
    found = {"years": ["2012", "2023"]} if any(it.key == "years" for it in app.slider) else {}
    for it in [*app.selectbox, *app.button_group]:
        option = it.options[-1]
        found[str(it.key)] = [str(getattr(option, "content", option))]
    found |= {str(it.key): [str(not it.value).lower()] for it in [*app.toggle, *app.checkbox]}
    return {key: value for key, value in found.items() if key in link(app) or key == "country"}


@pytest.mark.parametrize("slug", discover())
def test_a_link_has_each_control_and_opens_the_same_view(slug, monkeypatch):
    first = opened(slug, {})
    assert {it for shown in discover()[slug].PAGE.filters for it in filters.CONTROLS[shown]} - {"country"} <= set(
        link(first)
    )
    asked = others(first)
    there = link(opened(slug, asked))
    assert "one" in there["figure"]
    drawn = {key: there.get(key) for key in asked}
    assert {key for key in asked if drawn[key] != asked[key]} <= DEPENDENT
    monkeypatch.setattr(filters, "DEFAULT_FROM", 2019)
    monkeypatch.setattr(filters, "DEFAULT_WEIGHT", "None")
    assert link(opened(slug, there)) == there
    usual = link(first)
    assert link(opened(slug, usual)) == usual


DEPENDENT = {"trade_year"}  # the years with goods are those of the chosen flow and side


# The first edition had these controls; a link of that time opens what it meant, also where a control has another name now.
OLD = [
    ("overview", "country=Kazakhstan&country=Kyrgyzstan&overview_log=true", "country=Kazakhstan&country=Kyrgyzstan&overview_scale=Logarithmic"),
    ("country", "state=Tajikistan&years=2015&years=2024&more=Brief&country_flow=Exports", ""),
    ("country", "state=Uzbekistan&more=Main+commodities&goods_flow=Exports&goods_by=Uzbekistan&goods_year=2023", ""),
    ("trade", "country=Uzbekistan&years=2019&years=2025&trade_flow=Exports&trade_unit=tonnes&trade_goods=Flour", ""),
    ("trade", "trade_log=true&trade_side=Afghan&trade_aims=true", "trade_scale=Logarithmic&trade_side=Afghan&trade_aims=true"),
    ("trade", "trade_measure=Dollars+per+head", "trade_unit=Dollars+per+head"),
    ("mirror", "mirror_flow=Imports&mirror_goods=All+goods&mirror_good=Wheat", ""),
    ("aid", "aid_measure=US+dollars&aid_by=donor&aid_stage=pledged&aid_stage=dispatched", ""),
    ("aid", "aid_find=flour+Herat", "aid_find=flour+Herat&aid_list=true"),
    ("aid", "aid_order=Largest+first&aid_all=true", "aid_order=Largest+first&aid_all=true&aid_pipeline=true"),
    ("recognition", "recognition_dimension=Consulates&events=Milestones&category=aid", ""),
    ("claims", "claims_about=Exports+of+electricity+to+Afghanistan%2C+in+GWh&claims_order=Distance&claims_words=TAPI", ""),
    ("together", "together_scale=true&country=Tajikistan", ""),
    ("study", "study_event=2022-07-26-tashkent-conference&study_window=12", ""),
    ("corridors", "country=Uzbekistan&years=2021&years=2026", ""),
    ("timeline", "country=Kyrgyzstan&timeline_words=railway&timeline_order=Oldest+first&events=All+events", ""),
    ("data", "source_find=FAO&source_order=Newest+first", "section=Sources&source_find=FAO&source_order=Newest+first"),
    ("data", "known_kind=Aid", "section=Coverage&known_kind=Aid"),
    ("data", "data_table=Events&data_find=TAPI&data_country=Turkmenistan&data_tab=Rows", "section=One+table&data_table=Events"),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "asked", "meant"), OLD)
def test_a_link_of_the_first_edition_opens_the_view_that_it_meant(slug, asked, meant):
    app = opened(slug, parse_qs(asked))
    shown = link(app)
    assert {key: shown.get(key) for key in parse_qs(meant or asked)} == parse_qs(meant or asked)
    assert not app.warning
    assert not app.error


@pytest.fixture
def frame(root, monkeypatch):
    """Open a page in its frame: AppTest alone opens the first page."""

    def opened(slug: str, asked: str) -> AppTest:
        monkeypatch.setattr(navigation.st, "navigation", lambda *_, **__: navigation.entries()[slug])
        app = AppTest.from_file(root / "pages" / "_frame.py", default_timeout=SECONDS)
        for key, values in parse_qs(asked).items():
            app.query_params[key] = values
        return run(app)

    return opened


def left_out(app: AppTest) -> list[str]:
    return [it.value for it in app.warning if "There is no such choice now" in it.value]


def test_choices_of_a_link_that_are_no_more_are_named_and_left_out(frame):
    gone = (
        "claims_about=Exports+of+wheat+to+Afghanistan%2C+in+tonnes&category=<b>aid</b>&category=aid&figure=claims-sums"
    )
    app = frame("claims", f"years=2024-2021&country=Uzbekistan&events=All+events&{gone}")
    (sentence,) = left_out(app)
    names = sorted(re.findall("“(.*?)”", sentence))
    assert names == ["Exports of wheat to Afghanistan in tonnes", "b aid b", "claims sums"]
    assert app.selectbox(key="events").value == "All events"
    app.selectbox(key="events").select("Milestones")
    assert not left_out(run(app))


def test_a_link_whose_choices_are_there_or_have_a_successor_is_followed_without_a_word(frame):
    app = frame("trade", "trade_goods=Flour&trade_log=true&years=2019&years=2025&category=transport+links")
    assert not app.warning


def test_an_event_is_found_by_a_date_that_has_been_corrected(frame):
    app = frame("study", "study_event=2025-11-17-tjk-delegation-kabul")
    assert app.selectbox(key="study_event").value == "2025-11-15-tjk-delegation-kabul"
    assert not app.warning
    assert named("2024-04-kaz-zhumangarin-kabul") == "2024-04-24-kaz-zhumangarin-kabul"
    assert named("2022-kaz-zhumangarin-kabul") is None  # there are several


def test_the_section_on_reading_has_moved_and_the_page_says_where():
    assert "now stands under About" in said(opened("data", {"section": ["Reading"]}))
    assert "About" not in said(opened("data", {"section": ["Loads"]}))
