"""The page of trade, aid and recognition side by side: a figure a state, one axis, one order of rungs, no score."""

import datetime as dt
import re

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import data
from analysis.aid.consignments import totals
from analysis.recognition.positions import RUNGS
from data.schema.tables import Aid, Recognition, Trade
from data.vocabulary import codes
from data.vocabulary.places import CODES, name
from pages._app.rows import in_use
from pages._app.view import View
from pages._parts.figure import Drawing
from pages._parts.states.consignments import every
from pages.together.page import STATE, State, of_state
from pages.together.wording import order_of_rungs
from tests.support.drawing import cells, drawn, figures, plain, specs

FIRST, LAST = dt.date(2016, 1, 1), dt.date(2026, 5, 15)
ALL = View(tuple(CODES), FIRST, LAST, 2, known_to=data.known_to())


def page(codes: tuple[str, ...] = tuple(CODES), first: dt.date = FIRST, last: dt.date = LAST, **query: str) -> AppTest:
    return drawn("together", View(codes, first, last, 2, known_to=data.known_to()), **query)


def said(app: AppTest) -> str:
    """All words of the page as a reader sees them."""
    parts = [*app.markdown, *app.caption, *app.info]
    tables = [it.value.to_string() for it in app.table]
    return plain("\n".join([*(it.value for it in parts), *tables, *figures(app)]))


@pytest.fixture(scope="module")
def five() -> AppTest:
    return page()


def test_each_chosen_state_has_a_figure_on_one_axis_in_our_order(five):
    titles = [it["layout"]["meta"]["title"] for it in specs(five)]
    assert [it.split(":")[0] for it in titles] == [name(it) for it in CODES]
    assert {tuple(it["layout"]["xaxis"]["range"]) for it in specs(five)} == {(str(FIRST), str(LAST))}
    two = specs(page(("TJK", "UZB")))
    assert [it["layout"]["meta"]["title"].split(":")[0] for it in two] == ["Uzbekistan", "Tajikistan"]


def test_each_state_has_a_line_with_what_is_on_record(five):
    told = said(five)
    for words in ("turnover $500 m in 2016 (claim", "$1.7 bn in 2025 (own statistics", "at least 7,200 t of aid sent"):
        assert words in told
    assert re.search(r"\*\*Kazakhstan\*\*.*then diplomats of the Taliban authorities \(from 17 Apr 2023", told)
    assert re.search(r"\*\*Tajikistan\*\*.*Afghan embassy: appointee of the former republic", told)


def test_scales_are_each_state_s_own_until_the_address_asks_for_one(five):
    own = {tuple(it["layout"]["yaxis"]["range"]) for it in specs(five)}
    assert len(own) == len(CODES)
    assert "each state on a scale of its own" in said(five)
    same = page(together_scale="true")
    for axis in ("yaxis", "yaxis2"):
        assert len({tuple(it["layout"][axis]["range"]) for it in specs(same)}) == 1
    assert "the same scale for all states" in said(same)


def test_the_order_of_the_rungs_is_told_and_no_score(five):
    told = said(five)
    assert "It is no score" in told
    assert "Rungs are never added up" in told
    table = next(it.value for it in five.table if "Rung" in it.value)
    assert len(table) == 12
    assert list(table.loc[table["Position"] == "ambassador of the Taliban authorities", "Rung"]) == ["4 of 4"]


@pytest.mark.parametrize("code", CODES)
def test_the_rows_behind_a_figure_are_those_of_trade_aid_and_positions_that_are_drawn(code):
    drawing = STATE.drawn(ALL.of(code), State(code, ()))
    assert isinstance(drawing, Drawing)
    assert drawing.name == f"together-{code.lower()}"
    assert list(drawing.behind) == [Trade, Aid, Recognition]
    trade, aid, positions = drawing.behind.values()
    assert set(trade["country"]) == set(aid["donor"]) == set(positions["country"]) == {code}
    assert set(trade["commodity"]) == {"total"}
    assert set(positions["dimension"]) <= set(RUNGS)
    every = in_use(Recognition)
    of_code = every[(every["country"] == code) & every["dimension"].isin(RUNGS)]
    assert set(positions["row_id"]) == set(of_code["row_id"])  # all begin before the last of the years


def test_the_rows_behind_are_listed_table_by_table():
    app = drawn("together", ALL.of("KAZ"), {"together-kaz-part": "Sources"})
    headings = [it.value.split(" :small")[0] for it in app.markdown if it.value.startswith("**")]
    assert headings == [f"**{it.heading}**" for it in (Trade, Aid, Recognition)]
    assert "987,900,000" in cells(app)
    assert "taken off the list" in cells(app)


@pytest.mark.parametrize("code", CODES)
def test_years_before_the_record_get_sentences_and_no_zero(code):
    app = page((code,), dt.date(2008, 1, 1), dt.date(2009, 12, 31))
    told = said(app)
    assert "no yearly turnover on record; no consignment on record" in told
    bars = [it for spec in specs(app) for it in spec["data"] if it["type"] == "bar" and it.get("yaxis") != "y3"]
    assert not any(it["y"] for it in bars)


def test_a_state_of_which_nothing_is_known_gets_a_sentence():
    told = said(page(("UZB",), dt.date(2008, 1, 1), dt.date(2008, 12, 31)))
    assert "No trade, aid or position of Uzbekistan is on record for 2008." in told


def test_the_words_of_the_page_tell_of_no_cause(five):
    assert not re.search(
        r"\b(because|effects?|impacts?|due to|caused?|causes|led to|thanks to|owing)\b", said(five), re.IGNORECASE
    )


def test_one_event_may_stand_open_under_several_figures():
    def script() -> None:
        from pages._parts.event_list import event

        for place in ("together-kaz", "together-uzb"):
            event("2022-07-26-tashkent-conference", place)

    app = AppTest.from_function(script, default_timeout=30).run()
    assert not app.exception, app.exception


@pytest.mark.parametrize("last", [LAST, dt.date(2023, 6, 30), dt.date(2021, 10, 1)])
@pytest.mark.parametrize("first", [FIRST, dt.date(2021, 9, 1), dt.date(2022, 12, 31)])
@pytest.mark.parametrize("code", CODES)
def test_sums_of_a_year_are_those_of_the_consignments_in_the_chosen_part_of_it(code, first, last):
    view = View((code,), first, last, known_to=data.known_to())
    mine = every()[(every()["donor"] == code) & every()["stage"].isin(["dispatched", "delivered"])]
    summed = totals(view.keep(mine, None), ["year"])
    pd.testing.assert_frame_equal(of_state(view)[1].reset_index(drop=True), summed)


def test_the_order_of_the_rungs_is_listed_in_words():
    table = order_of_rungs()
    assert list(table["Dimension"].unique()) == [codes.say(it) for it in RUNGS]
    for dimension, steps in RUNGS.items():
        of = table[table["Dimension"] == codes.say(dimension)]
        assert list(of["Position"]) == [codes.POSITIONS[it] for it in steps]
        assert list(of["Rung"]) == [f"{it} of {len(steps)}" for it in range(1, len(steps) + 1)]
