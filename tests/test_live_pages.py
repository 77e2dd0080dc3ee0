"""The pages with the parts of live sources, and without them: what they draw, say and leave out."""

import datetime as dt
import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import data
from analysis import flows, products
from analysis.unit_values import unit_values
from charts import months, reporters, un
from data.places import CODES
from data.tables import Appeals, Flows, Trade
from pages import View
from pages import _trade_finder as finder
from pages._trade_choice import KEYS, Choice
from tests import live_parts
from tests.frames import table_of

ALL = View(tuple(CODES), dt.date(2016, 1, 1), dt.date(2026, 5, 1), 4, known_to=data.known_to())


@pytest.fixture
def live(folder):
    """All parts of live sources beside the curated ones."""
    live_parts.write_all(folder)
    return folder


def page(slug: str, view: View = ALL, **query: str) -> AppTest:
    def script(slug, view):
        import importlib

        importlib.import_module(f"pages.{slug}").render(view)

    app = AppTest.from_function(script, kwargs={"slug": slug, "view": view}, default_timeout=90)
    for key, value in query.items():
        app.query_params[key] = value
    return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception, app.exception
    return app


def said(app: AppTest) -> str:
    parts = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error]
    return "\n".join(it.value for it in parts).replace("\\", "")


def figure(app: AppTest, words: str) -> Any:
    """The figure whose sentence begins with some words."""
    return next(json.loads(it.proto.spec) for it in app.get("plotly_chart") if it.proto.alt.startswith(words))


def keys(app: AppTest) -> set[str]:
    return {it.key for it in [*app.segmented_control, *app.text_input, *app.selectbox] if it.key}


# without live parts


def test_without_live_parts_no_control_and_no_section_waits_for_them():
    app = page("trade")
    assert not {"trade_step", "trade_find", "trade_tiles", "trade_measure"} & keys(app)
    assert not any(
        trace["type"] == "treemap" for it in app.get("plotly_chart") for trace in json.loads(it.proto.spec)["data"]
    )
    assert "Financial Tracking Service" not in "\n".join(it.value for it in page("aid").subheader)


@pytest.mark.parametrize("slug", ["overview", "country", "trade", "aid", "recognition", "timeline", "data"])
@pytest.mark.usefixtures("live")
def test_every_page_is_drawn_with_all_parts(slug):
    assert page(slug).get("plotly_chart") or slug == "timeline"


@pytest.mark.parametrize("by", ["CEPII", "FAO", "IMF", "AFG", "NEWS", "RUS"])
def test_a_report_of_anybody_has_a_mark(by):
    row = {**live_parts._comtrade("1001", "wheat", 5.0), "reported_by": by}
    told = table_of(Trade, {}, (row,)).assign(lower=False, publisher="x")
    fig = reporters.reporters(told, ALL.first, ALL.last, title="x")
    assert [list(it.y) for it in fig.data if it.mode == "markers" and it.showlegend is False] == [[5.0]]


# months


@pytest.mark.usefixtures("live")
def test_months_are_offered_and_each_side_is_a_panel():
    app = page("trade", trade_flow="Exports")
    assert app.segmented_control(key="trade_step").value == "Years"
    app.segmented_control(key="trade_step").set_value("Months")
    fig = figure(run(app), "Exports to Afghanistan by month")
    lines = {(it["name"], it["yaxis"]): it for it in fig["data"] if len(it["x"]) > 1}
    assert set(lines) == {("Kazakhstan", "y"), ("Kazakhstan", "y2"), ("Turkmenistan", "y3")}
    assert {it for it in lines["Kazakhstan", "y"]["y"] if it} == {10e6}
    assert {it for it in lines["Kazakhstan", "y2"]["y"] if it} == {8e6}
    assert lines["Turkmenistan", "y3"]["opacity"] < 1  # an estimate is lighter
    assert lines["Turkmenistan", "y3"]["marker"]["symbol"].endswith("-open")
    at = lines["Kazakhstan", "y"]["x"].index("2025-04-15")
    assert lines["Kazakhstan", "y"]["x"][at - 1] is None  # March is missing: the line is broken
    assert "27 of them are estimates" in next(it.value for it in app.caption if "by month" in it.value)
    names = [it["text"] for it in fig["layout"]["annotations"]][1:]
    assert names == [f"<b>{it}</b>" for it in months.SIDES.values()]


@pytest.mark.usefixtures("live")
def test_monthly_turnover_is_the_sum_of_both_flows_of_one_source_and_says_so():
    app = page("trade", trade_step="Months")
    fig = figure(app, "Turnover with Afghanistan by month")
    assert {it for trace in fig["data"] for it in trace["y"] if it} >= {11e6}
    assert "sums of ours" in said(app)


@pytest.mark.usefixtures("live")
def test_months_make_no_bar_of_a_year_and_no_mark_among_the_reports():
    fig = figure(page("trade", trade_flow="Exports"), "Exports to Afghanistan by year")
    assert not any("Apr 2025" in str(it.get("hovertext")) for it in fig["data"])
    app = page("trade", trade_flow="Exports")
    assert "Apr 2025" not in str(figure(app, "Every report of exports"))
    assert "figures of single months are listed, and drawn above where Months is chosen" in said(app)


def test_one_month_alone_offers_no_months(folder):
    live_parts.write(folder, Trade, "imts", [live_parts._imts("KAZ", "export", "2024-01", 1e6)])
    live_parts.write(folder, live_parts.Sources, "imts", [live_parts.source("imf-nd-imts", "IMF")])
    assert "trade_step" not in keys(page("trade", trade_flow="Exports"))


# goods


@pytest.mark.usefixtures("live")
def test_thousands_of_goods_stay_out_of_the_list_and_are_found_through_words():
    app = page("trade", trade_flow="Exports")
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
    label = finder.said("other:Rubber: new pneumatic tyres (HS 401110)")
    assert label == "HS 401110 · Rubber: new pneumatic tyres"
    app = page("trade", trade_flow="Exports", trade_goods=label)
    chosen = Choice(*(app.session_state[key] for key in KEYS))
    assert chosen.goods == "other:Rubber: new pneumatic tyres (HS 401110)"
    assert chosen.what() == "exports to Afghanistan (Rubber: new pneumatic tyres, HS 401110)"
    app.text_input(key="trade_find").set_value("rice")
    assert run(app).session_state[KEYS.goods] == chosen.goods


def test_goods_are_shelved_ours_first_then_by_hand_then_chapters():
    codes = {
        "wheat",
        "total",
        "other:potatoes",
        "other:meat (HS 02)",
        "other:x (HS 020110)",
        "other:Onions",
        "other:HS 999999",
    }
    shelves = finder.shelved(codes, {"other:potatoes", "total"})
    assert shelves.listed == ("total", "wheat", "other:potatoes", "other:meat (HS 02)")
    assert set(shelves.hidden) == {"other:x (HS 020110)", "other:Onions", "other:HS 999999"}


# products


def test_a_tree_of_reported_chapters_has_what_their_headings_leave():
    rows = [live_parts._comtrade("10", "other:cereals (HS 10)", 60.0), live_parts._comtrade("1001", "wheat", 40.0)]
    rows += [
        live_parts._comtrade("27", "other:fuels and electricity (HS 27)", 10.0),
        live_parts._comtrade("2710", "x", 11.0),
    ]
    told = products.told(table_of(Trade, {}, tuple(rows)), flow="export", by="own")
    tree = products.products(told, 2024).set_index("id")
    assert tree["value"].to_dict() == {"KAZ": 70, "KAZ 10": 60, "KAZ 1001": 40, "KAZ 10 rest": 20, "KAZ 27": 10}
    assert tree.index[tree["derived"]].tolist() == ["KAZ", "KAZ 10 rest"]
    assert (tree.loc["KAZ 10 rest", "name"], tree.loc["KAZ", "parent"]) == ("other cereals", "")


def test_the_smallest_of_many_products_are_one_sum_and_nothing_is_lost():
    base = live_parts._comtrade("840000", "x", 0.0)
    rows = [
        {**base, "hs": f"84{it:04}", "commodity": f"other:{it}", "value_usd": 1.0 + it, "reported_by": "CEPII"}
        for it in range(100)
    ]
    told = products.told(table_of(Trade, {}, tuple(rows)), flow="export", by=products.BACI)
    tree = products.products(told, 2024)
    parts = tree[tree["level"] == "product"]
    assert len(parts) == products.MOST + 1
    assert parts["value"].sum() == tree["value"].iloc[0] == sum(range(1, 101))


@pytest.mark.usefixtures("live")
def test_products_are_tiles_by_the_chosen_statistics_and_bars_where_there_are_none():
    app = page("trade", trade_flow="Exports", trade_year="2024")
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


# unit values


def test_a_unit_value_is_of_one_row_and_nothing_is_divided_across_rows():
    rows = [
        live_parts._comtrade("1001", "wheat", 40.0, quantity_t=8.0), live_parts._comtrade("1001", "wheat", 100.0, "2023"),
        live_parts._comtrade("1001", "wheat", 0.0, "2022", quantity_t=5.0), live_parts._comtrade("1001", "wheat", 9.0, "2024-01", quantity_t=1.0),
    ]  # fmt: skip
    rows += [{**rows[1], "value_usd": None, "quantity_t": 10.0}]
    found = unit_values(table_of(Trade, {}, tuple(rows)), "export", "wheat")
    assert found["unit_value"].tolist() == [5.0]


@pytest.mark.usefixtures("live")
def test_unit_values_are_drawn_for_goods_that_have_them_and_say_that_they_are_derived():
    fig = figure(
        page("trade", trade_flow="Exports", trade_goods="Wheat"), "Exports of wheat to Afghanistan: US dollars"
    )
    hovers = str(fig["data"])
    assert "<b>$200</b> a tonne, derived · Kazakhstan, 2024" in hovers  # 40 m for 200 thousand tonnes
    assert "<b>$250</b> a tonne, derived · Uzbekistan, 2022" in hovers  # 2 m for 8 thousand tonnes
    assert "Value of a unit" not in {it.value for it in page("trade", trade_flow="Exports").subheader}


# overlaps


@pytest.mark.usefixtures("live")
def test_a_newer_list_of_faostat_is_drawn_alone_and_both_stay_on_record():
    view = View(("UZB",), dt.date(2022, 1, 1), dt.date(2022, 12, 31), 4, known_to=ALL.known_to)
    fig = figure(page("trade", view, trade_flow="Exports"), "Goods exported to Afghanistan in 2022")
    hovers = str(fig["data"])
    assert "Onions and shallots" in hovers
    assert "Vegetables" not in hovers  # the group of the older cut, which holds onions and cabbages
    trade = data.read(Trade)
    assert ((trade["commodity"] == "vegetables") & (trade["country"] == "UZB") & (trade["start"] == "2022-01-01")).any()


@pytest.mark.usefixtures("live")
def test_a_total_of_the_imf_is_drawn_once_in_its_newest_edition():
    app = page(
        "trade",
        View(("KAZ",), dt.date(2019, 1, 1), dt.date(2020, 12, 31), 4, known_to=ALL.known_to),
        trade_flow="Exports",
    )
    hovers = str(figure(app, "Exports to Afghanistan by year")["data"])
    assert "$400 m" in hovers
    assert "$399.4 m" not in hovers
    assert "$621.9 m" not in hovers
    assert "2 older rows of the same data sets are listed and not drawn" in said(app)


@pytest.mark.usefixtures("live")
def test_refugees_of_one_year_are_one_bar():
    from pages._country_context import _refugees

    drawn = _refugees(View(("TJK",), dt.date(2023, 1, 1), dt.date(2023, 12, 31), 4, known_to=ALL.known_to), "TJK")
    assert not isinstance(drawn, str), drawn
    assert [list(it.y) for it in drawn.fig.data if it.name == "refugees"] == [[4321]]
    assert len(drawn.rows) == 2  # the older edition stays among the rows


# aid


def test_flows_are_added_by_the_rule_of_the_service():
    base = {"flow_id": "1", **live_parts.period("2022"), "donor": "x", "country": "KAZ", "status": "paid", "new_money": True,
            "on_boundary": "single", "counts": True, "value_usd": 2.0, "source_id": "a"}  # fmt: skip
    rows = table_of(Flows, base, (
        {}, {"flow_id": "2", "value_usd": 3.0}, {"flow_id": "3", "status": "pledge", "counts": False, "value_usd": 10.0},
        {"flow_id": "4", "on_boundary": "shared", "counts": False, "value_usd": 50.0}, {"flow_id": "5", "value_usd": None},
        {"flow_id": "6", "country": None, "value_usd": 100.0}, {"flow_id": "7", "country": "KAZ;UZB", "value_usd": 7.0},
    ))  # fmt: skip
    found = flows.by_donor(rows).set_index("country")
    assert found["counted_usd"].to_dict() == {"KAZ": 5, "KAZ;UZB": 7}
    assert found.loc["KAZ", ["flows", "pledged_usd", "unvalued", "shared"]].tolist() == [3, 10, 1, 1]
    assert flows.all_donors(rows).to_dict() == {2022: 112}
    assert list(flows.states(flows.by_donor(rows), ("KAZ",))["country"]) == ["KAZ"]  # a joint flow is not split


@pytest.mark.usefixtures("live")
def test_the_flows_of_the_states_stand_above_those_of_all_donors():
    app = page("aid")
    fig = figure(app, "Flows of the five states")
    bars = {it["name"]: (it["x"], it["y"]) for it in fig["data"] if it["type"] == "bar"}
    assert bars["Kazakhstan"] == ([2022], [2e6])
    assert bars["all donors"] == ([2022, 2023], [502e6, 3e6])
    assert "no flow there is not no aid" in said(app)
    none = page("aid", View(("TKM",), ALL.first, ALL.last, 4, known_to=ALL.known_to))
    assert "The service has no flow of Turkmenistan, 2016 to 2026." in said(none)


def test_an_undated_reading_of_an_appeal_is_not_the_last_one():
    base = {
        "year": 2023,
        "plan": "Humanitarian Response Plan",
        "required_usd": 3.0,
        **live_parts.period("2023-12"),
        "source_id": "a",
    }
    undated = {**live_parts.period(""), "required_usd": 9.0}
    told = table_of(Appeals, base, ({}, undated, {"year": 2024, **undated}))
    bar = next(it for it in un.appeals(told).data if it.type == "bar")
    assert dict(zip(bar.x, bar.y, strict=True)) == {2023: 3.0, 2024: 9.0}


# the Data page


@pytest.mark.usefixtures("live")
def test_what_failed_and_what_never_came_is_named_with_its_reason():
    shown = said(page("data"))
    assert (
        "The last load of Humanitarian funding from OCHA Financial Tracking Service failed: FTS, flows of 2024: refused: 406."
        in shown
    )
    assert "Its 5 rows are those of the load before, of 1 Mar 2026, 06:00." in shown
    assert (
        "The last load of Refugees from UNHCR failed: UNHCR: the answer has no record. No rows of it are on record."
        in shown
    )


def test_tables_whose_source_was_never_asked_are_named(folder):
    shown = "Humanitarian funding and Indicators are empty: their sources were never asked in this edition."
    assert shown in said(page("data"))
    live_parts.world_bank(folder)
    assert "Humanitarian funding is empty: its source was never asked" in said(page("data"))


@pytest.mark.usefixtures("live")
def test_loads_tell_how_far_they_reach_and_never_nan():
    loads = next(it.value for it in page("data").table if "Reaches to" in it.value)
    text = loads.astype(str).map(lambda it: it.replace("\\", ""))
    assert not text.map(lambda it: it in {"nan", "None", "NaT"}).any(axis=None)
    row = text[text["Loader"] == "UNHCR"].iloc[0]
    assert (row["Loaded at"], row["Reaches to"]) == ("never", "2026")
    assert text[text["Loader"] == "IMF"].iloc[0]["Reaches to"] == "Apr 2025"


@pytest.mark.usefixtures("live")
def test_changes_are_told_by_loader_in_words():
    shown = said(page("data"))
    assert "IMF, Trade, 1 Mar 2026: in all 8 changed, 2 added; 3 of them are listed." in shown


# what may not be passed on


@pytest.mark.usefixtures("live")
def test_rows_under_a_figure_leave_out_what_may_not_be_passed_on_and_say_so():
    from pages._record import passed_on

    trade = data.read(Trade)
    mixed = trade[(trade["commodity"] == "wheat") & (trade["country"] == "KAZ")].reset_index(drop=True)
    given, why = passed_on(mixed)
    assert why == {live_parts.TERMS: 1}
    assert len(given) == len(mixed) - 1
    assert "un-comtrade-kaz" not in set(given["source_id"])
    app = page("trade", trade_flow="Exports", trade_goods="Wheat")
    app.session_state["trade-by-year-rows"] = True
    shown = said(run(app))
    assert f"shown here but not in the file: {live_parts.TERMS}." in shown


def test_without_withheld_parts_every_row_may_be_passed_on(folder):
    from pages._record import passed_on

    live_parts.imts(folder)
    trade = data.read(Trade)
    assert passed_on(trade)[1] == {}
    assert len(passed_on(trade)[0]) == len(trade)
