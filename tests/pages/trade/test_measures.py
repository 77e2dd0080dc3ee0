"""The Trade page per head and against GDP: figures by hand, both sources beside them, and nothing before they are loaded."""

import datetime as dt
import io

import pandas as pd
import pytest

from analysis.trade.series import Choice
from data.schema.tables import Indicators, Trade
from data.vocabulary.places import PLACES
from pages._app.view import View
from pages._parts.lists.listing import csv
from pages.trade import measures
from pages.trade.wording import in_scale
from tests.conftest import copy_of_parts
from tests.support import live_parts
from tests.support.drawing import EVERY, drawn, figure, keys, plain, run, said

EXPORTS = Choice("export", "value_usd", "total")
CONSTANT = measures.MeasureChoice(Choice("turnover", "value_usd", "total"), "constant_usd")
OFFICE = {"country": "TKM", "flow": "turnover", "commodity": "total", "reported_by": "TKM", "made_by": "TKM",
          "status": "statistic", "bound": "exact", "source_id": "office"}  # fmt: skip
HEAD, GDP = "Exports to Afghanistan by year, US dollars per head", "Exports to Afghanistan by year, per cent of GDP"


@pytest.fixture(scope="module")
def all_parts(all_parts, tmp_path_factory):
    """All parts of live sources beside a few curated figures, so that the figures here are those worked out by hand."""
    base = {
        "country": "UZB",
        "flow": "export",
        "commodity": "total",
        "status": "statistic",
        "source_id": "imf-dots-2022-vintage",
    }
    figures = [
        ("2019", 455.2e6, "IMF"), ("2020", 571.1e6, "IMF"), ("2023", 239e6, "AFG"), ("2024", 1.08e9, "UZB"),
        ("2022-01/2022-06", 364.4e6, "UZB"), ("2025", 1.5e9, "UZB"),
    ]  # fmt: skip
    rows = [{**base, **live_parts.period(it), "value_usd": value, "reported_by": by} for it, value, by in figures]
    news = {**base, "country": "KAZ", **live_parts.period("2023"), "value_usd": 504.2e6, "reported_by": "NEWS"}
    both_ways = {**rows[3], "flow": "turnover", "value_usd": 1.1e9}
    with pytest.MonkeyPatch.context() as patch:
        folder = copy_of_parts(tmp_path_factory.mktemp("few") / "parquet", patch, all_parts)
        live_parts.write(folder, Trade, "curated", [*rows, news, both_ways])
    return folder.place


def marks(fig) -> dict[str, dict[str, float]]:
    """The value of each mark by state and year."""
    return {
        it["name"]: {x[:4]: y for x, y in zip(it["x"], it["y"], strict=True)}
        for it in fig["data"]
        if it.get("name") in {place.name for place in PLACES.values()}
    }


@pytest.mark.usefixtures("live")
def test_the_reader_or_an_address_chooses_dollars_per_head_or_a_share_of_output():
    app = drawn("trade", trade_flow="Exports")
    assert app.selectbox(key="trade_unit").options == [
        "US dollars", "Constant dollars", "Dollars per head", "Per cent of GDP", "Index, 2021 = 100", "tonnes",
    ]  # fmt: skip
    app.selectbox(key="trade_unit").set_value("usd_per_head")
    found = marks(figure(run(app), HEAD))
    # 120 m of 20 million people; 1.08 bn and 239 m of 36 million
    assert found["Kazakhstan"] == {"2019": 20, "2020": 20, "2023": 6, "2024": 6}
    assert found["Uzbekistan"] == {"2023": pytest.approx(239 / 36), "2024": 30}
    app = drawn("trade", trade_flow="Exports", trade_unit="Per cent of GDP")
    assert marks(figure(app, GDP)) == {"Kazakhstan": {"2019": 0.2, "2020": 0.2, "2023": 0.06, "2024": 0.06}}


@pytest.mark.usefixtures("live")
def test_the_figure_says_that_it_is_derived_how_and_from_whom():
    app = drawn("trade", trade_flow="Exports", trade_unit="Dollars per head")
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
    assert fig["layout"]["annotations"][0]["text"].startswith("Amu Ledger. Sources: IMF, World Bank")
    assert "World Bank" in said(app)
    app = drawn(
        "trade", EVERY, {"trade-relative-part": "How measured"}, trade_flow="Exports", trade_unit="Dollars per head"
    )
    assert "There is no population of the year for" in said(app)


@pytest.mark.usefixtures("live")
def test_another_report_says_that_it_is_derived_too_and_years_without_a_divisor_have_no_mark():
    fig = figure(drawn("trade", trade_flow="Exports", trade_unit="Dollars per head"), HEAD)
    other = next(it["hovertext"] for it in fig["data"] if it.get("name") == "other reports" and it["x"])
    assert "derived: $504.2 m divided by 20 m people in 2023 (World Bank)" in " ".join(other).replace("<br>", " ")
    assert "2019" not in marks(fig)["Uzbekistan"]
    dollars = figure(drawn("trade", trade_flow="Exports"), "Exports to Afghanistan by year, US dollars, all")
    assert "2017" not in marks(dollars).get("Turkmenistan", {})


@pytest.mark.usefixtures("live")
def test_one_state_alone_is_named_in_the_title():
    fig = figure(drawn("trade", trade_flow="Exports", trade_unit="Per cent of GDP"), GDP)
    assert fig["layout"]["meta"]["title"] == "As a share of GDP: Kazakhstan's exports to Afghanistan, by year"


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(("basis", "there"), [("usd_per_head", "population"), ("gdp_percent", "gdp_usd")])
def test_the_rows_and_the_files_have_both_parts_and_both_sources(basis, there):
    drawing = measures.RELATIVE.drawn(EVERY, measures.MeasureChoice(EXPORTS, basis))
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
    app = drawn("trade", EVERY, {"trade-relative-part": "Sources"}, trade_flow="Exports", trade_unit="Dollars per head")
    tables = [it.value for it in app.table]
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
def test_what_is_derived_from_dollars_has_years_alone():
    app = drawn("trade", trade_flow="Exports", trade_step="Months", trade_unit="Dollars per head")
    assert "trade_step" not in keys(app)
    assert figure(app, HEAD)
    assert "trade_step" in keys(drawn("trade", trade_flow="Exports", trade_step="Months"))


@pytest.mark.usefixtures("live")
def test_a_link_to_the_earlier_control_of_the_measure_opens_the_same():
    assert figure(drawn("trade", trade_flow="Exports", trade_measure="Dollars per head"), HEAD)


@pytest.mark.usefixtures("live")
def test_states_and_years_without_indicators_say_so_and_name_some_that_have_them():
    view = View(("TJK",), dt.date(2019, 1, 1), dt.date(2020, 12, 31), 4, known_to=EVERY.known_to)
    shown = said(drawn("trade", view, trade_flow="Exports", trade_unit="Dollars per head"))
    assert (
        "No full year of exports to Afghanistan has both a value in US dollars and a population, for Tajikistan, "
        "2019 to 2020. There are some for Kazakhstan (2019–2020 and 2023–2024) and Uzbekistan (2023–2024)." in shown
    )


@pytest.mark.usefixtures("live")
def test_the_scale_can_be_logarithmic_here_too():
    app = drawn("trade", trade_flow="Exports", trade_unit="Dollars per head", trade_log="true")
    assert figure(app, HEAD)["layout"]["yaxis"]["type"] == "log"


def test_goods_without_a_value_lead_from_a_derived_measure_to_their_quantity():
    app = drawn("trade", trade_flow="Exports", trade_unit="Dollars per head")
    app.selectbox(key="trade_goods").set_value("flour")
    run(app)
    assert app.session_state["trade_unit"] == "quantity_t"
    assert "Shown instead: exports of flour to Afghanistan, in tonnes" in said(app)


def test_constant_dollars_name_their_base_year_and_the_year_of_eleven_months(curated_alone):  # noqa: ARG001
    app = drawn("trade", trade_unit="Constant dollars")
    fig = figure(app, "Turnover with Afghanistan by year, constant US dollars of 2024")
    head = fig["layout"]["meta"]["subtitle"]
    assert head.startswith(
        "Constant US dollars of 2024, 2016 to 2026, one scale. Derived: the value of a calendar year times US consumer"
    )
    assert "(US Bureau of Labor Statistics; those of 2025 rest on 11 months)" in head
    # 867.5438 m of Uzbek statistics in 2023, times 313.689 / 304.702
    assert marks(fig)["Uzbekistan"]["2023"] == pytest.approx(867.5438e6 * 313.689 / 304.702)
    drawing = measures.CONSTANT.drawn(EVERY, CONSTANT)
    assert not isinstance(drawing, str)
    assert "us-bls-2026-09-cpi-u" in drawing.cited


def test_an_index_is_of_one_series_and_names_the_states_without_one(folder):
    live_parts.write(folder, Trade, "office", [OFFICE | live_parts.period(f"{year}") | {"value_usd": value}
                                                for year, value in ((2019, 2e6), (2021, 4e6), (2023, 5e6))])  # fmt: skip
    source = {**live_parts.source("office", "Office"), "kind": "official_statistics"}
    live_parts.write(folder, live_parts.Sources, "office", [source])
    fig = figure(drawn("trade", trade_unit="Index, 2021 = 100"), "Turnover with Afghanistan by year, index, 2021 = 100")
    assert marks(fig)["Turkmenistan"] == {"2019": 50, "2021": 100, "2023": 125}
    assert "derived: $5 m divided by $4 m in 2021, times 100" in str(fig["data"]).replace("<br>", " ")
    shown = said(drawn("trade", trade_reports="true")).replace("\\", "")
    assert (
        "Turkmenistan: **up 25 %**, from $4 m in 2021 to $5 m in 2023, by Turkmen statistics ([Office](<https://example.org/>))"
        in shown
    )
    assert "Tajikistan: not known. No source has comparable figures for 2021 and a later year" in shown
    assert "Afghanistan had 1.2 % of Tajikistan's trade with all countries in 2023" in shown


def test_one_panel_has_no_scale_of_several():
    words = [in_scale(scale, several=False) for scale in ("common", "own", "log")]
    assert words == ["", "", ", logarithmic scale"]
