"""The Trade page per head and against GDP: figures by hand, both sources beside them, and nothing before they are loaded."""

import datetime as dt
import io

import pandas as pd
import pytest

from analysis.trade.series import Choice
from data.schema.tables import Indicators, Trade
from pages._app.view import View
from pages._parts.listing import csv
from pages.trade import per_head_and_gdp as relative
from tests.support import live_parts
from tests.support.drawing import EVERY, drawn, figure, keys, plain, run, said

EXPORTS = Choice("export", "value_usd", "total")
HEAD, GDP = "Exports to Afghanistan by year, US dollars per head", "Exports to Afghanistan by year, per cent of GDP"


def bars(fig) -> dict[str, dict[str, float]]:
    """The height of each bar by state and year."""
    found: dict[str, dict[str, float]] = {}
    for it in fig["data"]:
        if it["type"] == "bar" and it["x"] != [None]:
            found.setdefault(it["name"], {}).update({x[:4]: y for x, y in zip(it["x"], it["y"], strict=True)})
    return found


@pytest.mark.usefixtures("live")
def test_the_reader_or_an_address_chooses_dollars_per_head_or_a_share_of_output():
    app = drawn("trade", trade_flow="Exports")
    assert app.segmented_control(key="trade_measure").options == ["As reported", "Dollars per head", "Per cent of GDP"]
    app.segmented_control(key="trade_measure").set_value("usd_per_head")
    found = bars(figure(run(app), HEAD))
    # 120 m of 20 million people; 1.08 bn and 239 m of 36 million
    assert found["Kazakhstan"] == {"2019": 20, "2020": 20, "2023": 6, "2024": 6}
    assert found["Uzbekistan"] == {"2023": pytest.approx(239 / 36), "2024": 30}
    app = drawn("trade", trade_flow="Exports", trade_measure="Per cent of GDP")
    assert bars(figure(app, GDP)) == {"Kazakhstan": {"2019": 0.2, "2020": 0.2, "2023": 0.06, "2024": 0.06}}


@pytest.mark.usefixtures("live")
def test_the_figure_says_that_it_is_derived_how_and_from_whom():
    app = drawn("trade", trade_flow="Exports", trade_measure="Dollars per head")
    fig = figure(app, HEAD)
    assert "derived: $120 m divided by 20 m people in 2024 (World Bank)" in str(fig["data"]).replace("<br>", " ")
    head = fig["layout"]["meta"]
    assert head["title"].startswith(
        "Per head of the population: Uzbekistan's latest yearly exports to Afghanistan are the"
    )
    assert head["title"].endswith("largest of the two states compared: $30 in 2024")
    assert (
        "Derived: the value of a calendar year divided by the state's population of the same year (World Bank)"
        in head["subtitle"]
    )
    assert fig["layout"]["annotations"][0]["text"].startswith("Amu Ledger. Sources: World Bank, IMF")
    told = said(app)
    assert "Sources: [World Bank, 10 Jan 2026]" in told
    assert "No population of the year is on record for Uzbekistan (2019-2020 and 2025)" in told
    assert "of parts of a year, Afghan solar years or several states together are left out too." in told


@pytest.mark.usefixtures("live")
def test_another_report_says_that_it_is_derived_too_and_a_cross_what_may_be_missing():
    fig = figure(drawn("trade", trade_flow="Exports", trade_measure="Dollars per head"), HEAD)
    other = next(it["hovertext"] for it in fig["data"] if it["name"] == "other reports")
    assert "derived: $504.2 m divided by 20 m people in 2023 (World Bank)" in str(other).replace("<br>", " ")
    crosses = next(it["hovertext"] for it in fig["data"] if it["name"] == "no figure")
    assert "Uzbekistan, 2019: no figure of it, or nothing to divide it by" in crosses
    dollars = figure(drawn("trade", trade_flow="Exports"), "Exports to Afghanistan by year, US dollars, all")
    assert "Kazakhstan, 2025: no figure on record" in next(
        it["hovertext"] for it in dollars["data"] if it["name"] == "no figure"
    )


@pytest.mark.usefixtures("live")
def test_one_state_alone_is_named_in_the_title():
    fig = figure(drawn("trade", trade_flow="Exports", trade_measure="Per cent of GDP"), GDP)
    assert fig["layout"]["meta"]["title"] == "As a share of GDP: Kazakhstan's exports to Afghanistan, by year"


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(("basis", "there"), [("usd_per_head", "population"), ("gdp_percent", "gdp_usd")])
def test_the_rows_and_the_files_have_both_parts_and_both_sources(basis, there):
    drawing = relative.RELATIVE.drawn(EVERY, relative.RelativeChoice(EXPORTS, basis))
    assert not isinstance(drawing, str)
    assert {"world-bank-indicators", "imf-nd-imts"} <= set(drawing.cited)
    trade, years = (pd.read_csv(io.BytesIO(csv(drawing.behind[table]))) for table in (Trade, Indicators))
    value = trade[(trade["country"] == "KAZ") & (trade["start"] == "2024-01-01") & (trade["publisher"] == "IMF")]
    assert value["value_usd"].tolist() == [120e6]
    year = years[(years["country"] == "KAZ") & (years["start"] == "2024-01-01")]
    assert year[there].tolist() == [{"population": 20e6, "gdp_usd": 200e9}[there]]
    assert year[["publisher", "url"]].to_numpy().tolist() == [["World Bank", "https://example.org/"]]
    divided = {(row["country"], row["start"]) for row in years.to_dict("records") if row[there] > 0}
    assert {(row["country"], row["start"]) for row in trade.to_dict("records")} == divided


@pytest.mark.usefixtures("live")
def test_the_rows_under_the_figure_name_both_sources():
    app = drawn("trade", trade_flow="Exports", trade_measure="Dollars per head")
    app.session_state["trade-relative-part"] = "Sources"
    tables = [it.value for it in run(app).table]
    parts = (
        ("Value, US$", "120,000,000", "Period", "[IMF"),
        ("Population, people", "20,000,000", "Year", "[World Bank, 10 Jan 2026]"),
    )
    for heading, amount, period, source in parts:
        rows = next(it for it in tables if heading in it).to_dict("records")
        row = next(row for row in rows if row["Country"] == "Kazakhstan" and row[period] == "2024")
        assert row[heading] == amount
        assert plain(row["Source"]).startswith(source)


@pytest.mark.usefixtures("live")
def test_only_yearly_values_in_dollars_can_be_divided():
    assert "trade_measure" not in keys(drawn("trade", trade_flow="Exports", trade_step="Months"))
    assert "trade_measure" not in keys(drawn("trade", trade_flow="Exports", trade_unit="tonnes", trade_goods="Wheat"))
    app = drawn("trade", trade_flow="Exports", trade_step="Months", trade_measure="Dollars per head")
    assert figure(app, "Exports to Afghanistan by month")


@pytest.mark.usefixtures("live")
def test_states_and_years_without_indicators_say_so_and_name_some_that_have_them():
    view = View(("TJK",), dt.date(2019, 1, 1), dt.date(2020, 12, 31), 4, known_to=EVERY.known_to)
    told = said(drawn("trade", view, trade_flow="Exports", trade_measure="Dollars per head"))
    assert (
        "No full year of exports to Afghanistan has both a value in US dollars and a population on record for Tajikistan, "
        "2019 to 2020. There are some for Kazakhstan (2019-2020 and 2023-2024) and Uzbekistan (2023-2024)." in told
    )


@pytest.mark.usefixtures("live")
def test_the_scale_can_be_logarithmic_here_too():
    app = drawn("trade", trade_flow="Exports", trade_measure="Dollars per head", trade_log="true")
    assert figure(app, HEAD)["layout"]["yaxis"]["type"] == "log"


def test_before_the_source_is_loaded_nothing_is_offered_and_a_line_says_how_it_comes(folder):
    words = "population and GDP of the states, which the World Bank reports, are not in this edition of the data"
    app = drawn("trade", trade_flow="Exports", trade_measure="Dollars per head")
    assert "trade_measure" not in keys(app)
    assert words in said(app)
    assert figure(app, "Exports to Afghanistan by year, US dollars, all")
    assert words not in said(drawn("trade", trade_flow="Exports", trade_unit="tonnes", trade_goods="Wheat"))
    live_parts.world_bank(folder)
    app = drawn("trade", trade_flow="Exports")
    assert "trade_measure" in keys(app)
    assert words not in said(app)


def test_a_measure_for_which_nothing_is_known_is_not_offered(folder):
    base = {
        "source_id": "world-bank-indicators",
        "country": "UZB",
        **live_parts.period("2024"),
        "population": 36_000_000,
    }
    live_parts.write(folder, Indicators, "world_bank", [base])
    live_parts.write(
        folder, live_parts.Sources, "world_bank", [live_parts.source("world-bank-indicators", "World Bank")]
    )
    app = drawn("trade", trade_flow="Exports")
    assert app.segmented_control(key="trade_measure").options == ["As reported", "Dollars per head"]
