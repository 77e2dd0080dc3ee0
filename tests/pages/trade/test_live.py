"""The Trade page with the parts of live sources: months, editions, and what may not be passed on."""

import datetime as dt

import pytest

import data
from analysis.trade.series import Choice, reports
from charts.trade import by_month, reporters
from data.schema.tables import Trade
from pages._app.view import View
from pages.trade.choice import Scaled
from pages.trade.years import BY_YEAR
from tests.support import live_parts
from tests.support.drawing import EVERY, drawn, figure, figures, keys, run, said
from tests.support.frames import sources, table_of
from tests.support.specs import valid


@pytest.mark.parametrize("by", ["CEPII", "FAO", "IMF", "AFG", "NEWS", "RUS"])
def test_a_report_of_anybody_has_a_mark(by):
    row = {**live_parts._comtrade("1001", "wheat", 5.0), "reported_by": by}
    text_shown = reports(table_of(Trade, {}, (row,)), sources())
    fig = valid(reporters.reporters(text_shown, first=EVERY.first, last=EVERY.last, title="x"))
    assert [list(it.y) for it in fig.data if it.mode == "markers" and it.showlegend is False] == [[5.0]]


@pytest.mark.usefixtures("live")
def test_months_are_offered_and_each_side_is_a_panel():
    app = drawn("trade", trade_flow="Exports")
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
    assert "27 of them are estimates" in next(alt for alt in figures(app) if "by month" in alt)
    names = [it["text"] for it in fig["layout"]["annotations"]][1:]
    assert names == [f"<b>{it}</b>" for it in by_month.SIDES.values()]


@pytest.mark.usefixtures("live")
def test_monthly_turnover_is_the_sum_of_both_flows_of_one_source_and_says_so():
    app = drawn("trade", trade_step="Months")
    fig = figure(app, "Turnover with Afghanistan by month")
    assert {it for trace in fig["data"] for it in trace["y"] if it} >= {11e6}
    assert any("are our sums" in alt for alt in figures(app))


@pytest.mark.usefixtures("live")
def test_months_make_no_bar_of_a_year_and_are_reports_where_months_are_chosen():
    held = {"trade-reports-part": "How measured"}
    app = drawn("trade", EVERY, held, trade_flow="Exports", trade_reports="true")
    assert "Apr 2025" not in str(figure(app, "Exports to Afghanistan by year"))
    assert "Apr 2025" not in str(figure(app, "Every report of exports"))
    apart = "Reports of single months stand here where Months is chosen above."
    assert apart in said(app)
    app = drawn("trade", EVERY, held, trade_flow="Exports", trade_step="Months", trade_reports="true")
    assert "Apr 2025" in str(figure(app, "Every report of exports"))
    assert apart not in said(app)


def test_one_month_alone_offers_no_months(folder):
    live_parts.write(folder, Trade, "imts", [live_parts._imts("KAZ", "export", "2024-01", 1e6)])
    live_parts.write(folder, live_parts.Sources, "imts", [live_parts.source("imf-nd-imts", "IMF")])
    assert "trade_step" not in keys(drawn("trade", trade_flow="Exports"))


@pytest.mark.usefixtures("live")
def test_a_total_of_the_imf_is_drawn_once_in_its_newest_edition():
    view = View(("KAZ",), dt.date(2019, 1, 1), dt.date(2020, 12, 31), 4, known_to=EVERY.known_to)
    app = drawn("trade", view, trade_flow="Exports")
    hovers = str(figure(app, "Exports to Afghanistan by year")["data"])
    assert "$400 m" in hovers
    assert "$399.4 m" not in hovers
    assert "$621.9 m" not in hovers
    drawing = BY_YEAR.drawn(view, Scaled(Choice("export", "value_usd", "total")))
    assert not isinstance(drawing, str)
    behind = drawing.behind[Trade]
    imf = behind[behind["reported_by"] == "IMF"]
    assert set(imf["source_id"]) == {"imf-nd-imts"}  # the older edition is not in the list: no mark is made of it


@pytest.mark.usefixtures("live")
def test_rows_under_a_figure_leave_out_what_may_not_be_passed_on_and_say_so():
    from pages._app.record import passed_on

    trade = data.read(Trade)
    mixed = trade[(trade["commodity"] == "wheat") & (trade["country"] == "KAZ")].reset_index(drop=True)
    given, why = passed_on(mixed)
    assert why == {live_parts.TERMS: 1}
    assert len(given) == len(mixed) - 1
    assert "un-comtrade-kaz" not in set(given["source_id"])
    app = drawn("trade", trade_flow="Exports", trade_goods="Wheat")
    app.session_state["trade-by-year-part"] = "Download"
    shown = said(run(app))
    assert f"shown here but not in the files: {live_parts.TERMS}." in shown


def test_without_withheld_parts_every_row_may_be_passed_on(folder):
    from pages._app.record import passed_on

    live_parts.imts(folder)
    trade = data.read(Trade)
    assert passed_on(trade)[1] == {}
    assert len(passed_on(trade)[0]) == len(trade)
