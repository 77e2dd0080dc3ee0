"""The goods of the Trade page with the parts of live sources: thousands of them, products as tiles, unit values."""

import datetime as dt

import pytest

import data
from analysis.trade.series import Choice
from data.schema.tables import Trade
from pages._app.view import View
from pages._parts import commodities
from pages.trade import commodity_finder as finder
from pages.trade.choice import KEYS
from tests.support import live_parts
from tests.support.drawing import EVERY, drawn, figure, run, said


@pytest.mark.usefixtures("live")
def test_thousands_of_goods_stay_out_of_the_list_and_are_found_through_words():
    app = drawn("trade", trade_flow="Exports")
    listed = app.selectbox(key="trade_goods").options
    assert len(listed) == len(set(listed)) < 80
    assert listed[0] == "All goods"
    assert "Chapter 10 · Cereals" in listed
    assert not any(it.startswith("HS ") for it in listed)
    app.text_input(key="trade_find").set_value("rice 1006")
    options = run(app).selectbox(key="trade_goods").options
    assert options[1].startswith("HS 100630 · Cereals: rice")
    assert "1 kind of goods with the words “rice 1006” now stands" in said(app)
    app.text_input(key="trade_find").set_value("product many")
    assert len(run(app).selectbox(key="trade_goods").options) <= len(listed) + finder.FOUND
    app.text_input(key="trade_find").set_value("no such thing")
    assert "No goods have the words “no such thing”" in said(run(app))


@pytest.mark.usefixtures("live")
def test_an_address_of_hidden_goods_works_and_they_stay_chosen():
    label = commodities.label("hs92_401110")
    assert label == "HS 401110 · Rubber: new pneumatic tyres"
    app = drawn("trade", trade_flow="Exports", trade_goods=label)
    chosen = Choice(*(app.session_state[key] for key in KEYS))
    assert chosen.goods == "hs92_401110"
    assert commodities.what(chosen) == "exports to Afghanistan (Rubber: new pneumatic tyres, HS 401110)"
    app.text_input(key="trade_find").set_value("rice")
    assert run(app).session_state[KEYS.goods] == chosen.goods


def test_goods_are_shelved_ours_first_then_by_hand_then_chapters():
    codes = ("wheat", "total", "grain", "hs_02", "hs92_020110", "fao_403")
    labels = {code: code for code in codes}
    shelves = finder.shelved(dict.fromkeys(codes, 1), {"grain", "total"}, labels, {"hs_02"})
    assert shelves.listed == ("total", "wheat", "grain", "hs_02")
    assert shelves.hidden == ("fao_403", "hs92_020110")


@pytest.mark.usefixtures("live")
def test_tiles_are_of_the_chosen_states():
    view = View(("UZB",), EVERY.first, EVERY.last, 4, known_to=EVERY.known_to)
    app = drawn("trade", view, trade_flow="Exports", trade_side="CEPII (BACI)")
    (trace,) = figure(app, "Products exported to Afghanistan in 2022")["data"]
    assert {it.split()[0] for it in trace["ids"]} == {"UZB"}


@pytest.mark.usefixtures("live")
def test_products_are_tiles_by_the_chosen_statistics_and_bars_where_there_are_none():
    app = drawn("trade", trade_flow="Exports", trade_year="2024")
    fig = figure(app, "Products exported to Afghanistan in 2024")
    (trace,) = fig["data"]
    assert trace["type"] == "treemap"
    assert dict(zip(trace["ids"], trace["values"], strict=True))["KAZ 10 rest"] == 20e6
    app.segmented_control(key="trade_tiles").set_value("Bars")
    assert figure(run(app), "Goods exported to Afghanistan in 2024")["data"][0]["type"] == "bar"
    app.segmented_control(key="trade_side").set_value("CEPII")
    trace = figure(run(app), "Products exported to Afghanistan in 2022")["data"][0]
    values = dict(zip(trace["ids"], trace["values"], strict=True))
    assert (values["UZB 100630"], values["KAZ"], values["UZB"]) == (3e6, 9e6, 4e6 + 1e3 * live_parts.PRODUCTS)
    app.segmented_control(key="trade_side").set_value("AFG")
    assert figure(run(app), "Goods exported")["data"][0]["type"] == "bar"


@pytest.mark.usefixtures("live")
def test_a_newer_list_of_faostat_is_drawn_alone_and_both_stay_on_record():
    view = View(("UZB",), dt.date(2022, 1, 1), dt.date(2022, 12, 31), 4, known_to=EVERY.known_to)
    fig = figure(drawn("trade", view, trade_flow="Exports"), "Goods exported to Afghanistan in 2022")
    hovers = str(fig["data"])
    assert "Onions and shallots" in hovers
    assert "Vegetables" not in hovers  # the group of the older cut, which holds onions and cabbages
    trade = data.read(Trade)
    assert ((trade["commodity"] == "vegetables") & (trade["country"] == "UZB") & (trade["start"] == "2022-01-01")).any()


def test_the_list_has_an_end_and_takes_of_many_what_most_figures_tell_of():
    figures = {f"thing_{it}": it for it in range(1000)}
    figures |= {"total": 1, "wheat": 1, "hs_02": 1, "hs92_020110": 5000}
    by_hand = {it for it in figures if "thing" in it}
    listed, hidden = finder.shelved(figures, by_hand, {it: it for it in figures}, {"hs_02"})
    assert len(listed) == finder.LISTED
    assert listed[:2] == ("total", "wheat")
    assert listed[-1] == "hs_02"
    room = finder.LISTED - 3
    assert set(listed[2:-1]) == {f"thing_{1000 - it}" for it in range(1, room + 1)}
    assert {*listed, *hidden} == set(figures)
    assert not set(listed) & set(hidden)


@pytest.mark.usefixtures("live")
def test_whatever_is_on_record_is_in_the_list_or_found_by_its_name():
    listed, hidden = finder.shelves()
    assert {*listed, *hidden} == set(finder.labels()) == set(finder.on_record()["commodity"])
    for code in hidden[::100]:
        assert code in finder.matching(commodities.label(code))
        assert code in finder.options("", code)
    assert set(finder.options("", None)) == set(listed)
