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


def test_each_figure_says_what_its_state_traded_sent_and_who_runs_the_embassy(five):
    titles = [it["layout"]["meta"]["title"] for it in specs(five)]
    assert titles[1].startswith("Uzbekistan: $1.7 bn of trade in 2025; at least ")
    assert titles[4] == "Tajikistan: $120 m of trade in 2025; at least 7,200 t of aid in 3 consignments"
    alts = [plain(it.proto.alt) for it in five.get("plotly_chart")]
    assert "$1.7 bn of trade in 2025 (own statistics). At least " in alts[1]
    assert "then diplomats of the Taliban authorities, from 17 Apr 2023" in alts[0]
    assert "Afghan embassy: appointee of the former republic" in alts[4]
    drawing = STATE.drawn(ALL.of("KAZ"), State("KAZ", ()))
    assert isinstance(drawing, Drawing)
    assert len(drawing.cited) > 50  # the citations stand behind the figure


def test_scales_are_each_state_s_own_until_the_address_asks_for_one(five):
    own = {tuple(it["layout"]["yaxis"]["range"]) for it in specs(five)}
    assert len(own) == len(CODES)
    assert "each state on its own scale" in specs(five)[0]["layout"]["meta"]["subtitle"]
    same = page(together_scale="true")
    for axis in ("yaxis", "yaxis2"):
        assert len({tuple(it["layout"][axis]["range"]) for it in specs(same)}) == 1
    assert "the same scale for all states" in specs(same)[0]["layout"]["meta"]["subtitle"]


def test_the_order_of_the_rungs_is_told_and_no_score(five):
    shown = said(five)
    assert "This is not a score" in shown
    assert "Steps are never added up" in shown
    table = next(it.value for it in five.table if "Step" in it.value)
    assert len(table) == 12
    assert list(table.loc[table["Position"] == "ambassador of the Taliban authorities", "Step"]) == ["4 of 4"]


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
def test_years_before_the_first_aid_get_words_and_no_zero(code):
    figures = specs(page((code,), dt.date(2008, 1, 1), dt.date(2009, 12, 31)))
    assert all(it["layout"]["meta"]["title"].endswith("; no aid reported") for it in figures)
    assert not any(
        it["y"] for spec in figures for it in spec["data"] if it["type"] == "bar" and it.get("yaxis") == "y2"
    )


@pytest.mark.parametrize("code", CODES)
def test_years_before_the_first_figure_get_a_sentence(code):
    app = page((code,), dt.date(1991, 1, 1), dt.date(1991, 12, 31))
    assert f"The data have no trade, aid or position of {name(code)} for 1991." in said(app)
    assert not specs(app)


def test_the_words_of_the_page_tell_of_no_cause(five):
    assert not re.search(
        r"\b(because|effects?|impacts?|due to|caused?|causes|led to|thanks to|owing)\b", said(five), re.IGNORECASE
    )


def test_one_event_may_stand_open_under_several_figures():
    def script() -> None:
        from pages._parts.lists.event_list import event

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
    assert list(table["Relation"].unique()) == [codes.say(it) for it in RUNGS]
    for dimension, steps in RUNGS.items():
        of = table[table["Relation"] == codes.say(dimension)]
        assert list(of["Position"]) == [codes.POSITIONS[it] for it in steps]
        assert list(of["Step"]) == [f"{it} of {len(steps)}" for it in range(1, len(steps) + 1)]
