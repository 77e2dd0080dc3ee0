"""The Trade page through AppTest: every combination on record, the controls that follow each other, and empty states."""

import datetime as dt
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import data
from analysis.trade.comparison import by_year
from analysis.trade.series import Choice
from data.schema.tables import Trade
from data.vocabulary import formats
from data.vocabulary.codes import FLOWS, TRADED, start_upper
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.statements import standing
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.commodities import in_words, unit, what
from pages._parts.statements import about, amount, of_view
from pages.trade import wording as page_words
from pages.trade import years as trade_years
from pages.trade.choice import KEYS, Scaled, nearest, on_offer
from pages.trade.disagreements import gaps as widest_gaps
from tests.analysis.trade.test_comparison import SOURCES, reported
from tests.support.drawing import drawn, figures, run, said

ALL = View(tuple(CODES), dt.date(2008, 1, 1), dt.date(2026, 5, 1), 3, known_to=data.known_to())
# what a sentence would show if a code, a missing value or an empty list had slipped into it
WRONG = re.compile(r"\b(nan|NaT|KAZ|UZB|TKM|KGZ|TJK)\b|_|\$\d+\.\d*0 |  |\(\)")


@pytest.fixture(autouse=True)
def _curated(request: pytest.FixtureRequest) -> None:
    if "whole_record" not in request.fixturenames:
        request.getfixturevalue("curated_alone")


@pytest.fixture
def whole_record() -> None:
    """Asks for all sources."""


def page_of(view: View, **query: str) -> AppTest:
    return drawn("trade", view, **query)


def of(first: int, last: int, *codes: str) -> View:
    return View(codes or tuple(CODES), dt.date(first, 1, 1), dt.date(last, 12, 31), 3, known_to=ALL.known_to)


def chosen(app: AppTest) -> Choice:
    return Choice(*(app.session_state[key] for key in KEYS))


def main(app: AppTest) -> tuple[str, Any]:
    return next((alt, fig) for alt, fig in figures(app).items() if " by year, " in alt)


@pytest.mark.parametrize("flow", FLOWS)
def test_every_combination_on_record_renders_and_says_its_filters(flow):
    app = page_of(View(ALL.countries, ALL.first, ALL.last, 4, known_to=ALL.known_to))  # no lanes: they are the same
    offers = [it for it in on_offer() if it.flow == flow]
    assert offers
    for offer in offers:
        for key, value in zip(KEYS, offer, strict=True):
            app.session_state[key] = value
        shown = said(run(app))
        named = f"{start_upper(what(offer))} by year, {unit(offer)}, all five states, 2008 to 2026"
        if trade_years.every(offer).empty:  # its only report covers more than a year
            assert app.info
            continue
        assert any(alt.startswith(named) for alt in figures(app)), offer
        assert chosen(app) == offer
        assert "There is no figure of" not in shown
        assert len(figures(app)) >= 2, offer  # the years and the goods at least


@pytest.mark.usefixtures("whole_record")
def test_sentences_and_titles_are_whole_for_every_combination_and_state():
    for offer in on_offer():
        every = trade_years.every(offer)
        for view in (ALL, *(of(2016, 2026, code) for code in CODES)):
            years = trade_years.of_view(every, view)
            text_shown = [page_words.gaps(years, every, view), page_words.undrawn(every, view)]
            if years.empty:
                text_shown.append(page_words.nothing(every, offer, view, []))
            else:
                text_shown += [
                    page_words.title(years, offer),
                    page_words.by_year(years, offer, view),
                ]
            assert not WRONG.search(" ".join(filter(None, text_shown))), text_shown


def test_the_answer_is_of_one_series_with_both_years_named():
    answer = page_of(ALL).markdown[0].value.replace("\\", "")
    lines = answer.splitlines()
    assert lines[0] == "Turnover with Afghanistan since the takeover of August 2021, each state by one source:"
    # the bureau: 474,334,752 and 541,636,487; SIAT: 673,676,200 and 867,543,800; the Kyrgyz committee: 16,795,327 and 19,125,196
    assert lines[2].startswith(
        "- Kazakhstan: **up 14 %**, from $474 m in 2021 to $542 m in 2025, by Kazakh statistics (["
    )
    assert lines[3].startswith(
        "- Uzbekistan: **up 29 %**, from $674 m in 2021 to $868 m in 2023, by Uzbek statistics (["
    )
    assert lines[4].startswith(
        "- Kyrgyzstan: **up 14 %**, from $16.8 m in 2021 to $19.1 m in 2023 (preliminary), by Kyrgyz"
    )
    assert lines[5] == (
        "- Turkmenistan and Tajikistan: not known. No source has comparable figures for 2021 and a later year."
    )
    assert len(lines) == 6


def test_the_chart_has_the_same_value_of_2021_as_the_answer():
    fig = main(page_of(ALL))[1]
    written = [text for trace in fig["data"] if trace.get("mode") == "text" for text in trace["text"]]
    assert {"$474 m (2021)", "$674 m (2021)", "$16.8 m (2021)"} <= set(written)


def test_the_title_is_true_of_the_rows():
    trade = data.read(Trade)
    whole = trade[(trade["flow"] == "turnover") & (trade["commodity"] == "total") & trade["status"].isin(TRADED)]
    uzbek = whole[(whole["country"] == "UZB") & (whole["start"] == "2025-01-01") & (whole["end"] == "2025-12-31")]
    others = whole[whole["country"].isin(CODES) & (whole["country"] != "UZB") & (whole["start"] >= "2023-01-01")]
    assert uzbek["value_usd"].min() > others["value_usd"].max()
    assert main(page_of(ALL))[1]["layout"]["meta"]["title"] == (
        "Uzbekistan's latest yearly turnover with Afghanistan is the largest of the five states: "
        f"{formats.usd(uzbek['value_usd'].max())} in 2025"
    )


def test_a_lead_among_some_states_is_told_of_these_alone():
    app = page_of(of(2020, 2022, "TKM", "TJK"), trade_flow="Exports")
    fig = main(app)[1]["layout"]["meta"]
    lead = (
        "Turkmenistan's latest yearly exports to Afghanistan are the largest of the two states compared: $425 m in 2020"
    )
    assert fig["title"] == lead
    assert "2020 to 2022" in fig["subtitle"]  # a picture that leaves the page says of which years


@pytest.mark.parametrize(("afghan", "contested"), [(3, True), (4.5, False)])
def test_a_contested_lead_makes_no_title(afghan, contested):
    kazakh = {"country": "KAZ", "reported_by": "KAZ", "value_usd": 4}
    rows = reported({"value_usd": 5}, {"value_usd": afghan, "reported_by": "AFG"}, kazakh)
    choice = Choice("export", "value_usd", "total")
    years = by_year(rows, SOURCES, choice)
    assert (page_words.title(years, choice) == "Exports to Afghanistan, by year and country") == contested


# the controls


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("trade_goods", "flour", ("export", "quantity_t", "flour")),
        ("trade_goods", "wheat", ("export", "value_usd", "wheat")),
        ("trade_unit", "quantity_gwh", ("export", "quantity_gwh", "electricity")),
        ("trade_flow", "import", ("import", "value_usd", "total")),
    ],
)
def test_what_is_touched_stays_and_the_others_follow_to_what_is_on_record(key, value, shown):
    app = page_of(ALL)
    control = app.segmented_control(key=key) if key == "trade_flow" else app.selectbox(key=key)
    control.set_value(value)
    assert chosen(run(app)) == shown
    moved = Choice(*shown) != Choice("turnover", "value_usd", "total")._replace(
        **{key.removeprefix("trade_").replace("unit", "measure"): value}
    )
    assert ("Shown instead: " + in_words(Choice(*shown)) in said(app)) == moved
    assert "Shown instead" not in said(run(app))  # said once


def test_a_flow_that_the_goods_do_not_have_takes_all_goods():
    app = page_of(ALL, trade_flow="Exports", trade_goods="Pulses")
    assert chosen(app) == ("export", "value_usd", "pulses")
    app.segmented_control(key="trade_flow").set_value("turnover")
    assert chosen(run(app)) == ("turnover", "value_usd", "total")
    assert "There is no figure of turnover of pulses with Afghanistan, in US dollars." in said(app)


def test_an_address_that_names_only_goods_goes_to_where_they_are_on_record():
    app = page_of(ALL, trade_goods="Flour")
    assert chosen(app) == ("export", "quantity_t", "flour")
    assert "Shown instead" not in said(app)


def test_an_address_of_what_is_not_on_record_is_answered_with_the_nearest():
    app = page_of(ALL, trade_flow="Imports", trade_unit="GWh")
    assert (
        "There is no figure of imports from Afghanistan, in GWh. Shown instead: imports from Afghanistan, in US dollars."
        in said(app)
    )
    assert "Imports from Afghanistan by year, US dollars" in main(app)[0]


def test_the_nearest_keeps_what_is_held():
    asked = Choice("import", "quantity_gwh", "flour")
    assert nearest(asked) == ("export", "quantity_t", "flour")
    assert nearest(asked, (0,)).flow == "import"
    assert nearest(asked, (1,)).measure == "quantity_gwh"


def test_the_scale_is_one_for_all_one_each_or_logarithmic():
    app = page_of(ALL)
    axes = main(app)[1]["layout"]
    assert axes["yaxis"]["range"] == axes["yaxis5"]["range"]
    app.segmented_control(key="trade_scale").set_value("own")
    axes = main(run(app))[1]["layout"]
    assert axes["yaxis"]["range"] != axes["yaxis5"]["range"]
    app.segmented_control(key="trade_scale").set_value("log")
    assert main(run(app))[1]["layout"]["yaxis"]["type"] == "log"


def test_a_link_to_the_earlier_switch_of_the_scale_opens_the_same():
    app = page_of(ALL, trade_log="true")
    assert app.session_state["trade_scale"] == "log"
    assert main(app)[1]["layout"]["yaxis"]["type"] == "log"


def test_zero_has_no_place_on_a_logarithmic_scale_and_says_so_where_all_is_zero(monkeypatch):
    choice = Choice("export", "value_usd", "total")
    kazakh = {"country": "KAZ", "reported_by": "KAZ", "value_usd": 0}
    years = by_year(reported({"value_usd": 5}, kazakh), SOURCES, choice)
    assert len(trade_years.drawn(years, ALL, log=False)) == 2
    assert list(trade_years.drawn(years, ALL, log=True)["value"]) == [5]
    monkeypatch.setattr(trade_years, "every", lambda _: years.iloc[:1])
    assert trade_years.BY_YEAR._drawn(ALL, Scaled(choice, "log")) == page_words.ZERO


# what belongs where


def hovers(fig: Any) -> str:
    return " ".join(it for trace in fig["data"] for it in trace.get("hovertext", []) if isinstance(it, str))


def test_the_five_together_stand_beside_the_five_only():
    assert "Central Asia (the five together), 2025" in hovers(main(page_of(ALL))[1])
    four = page_of(View(CODES[:4], ALL.first, ALL.last, 3, known_to=ALL.known_to))
    assert "the five together" not in " ".join(hovers(it) for it in figures(four).values())


def test_a_joint_figure_is_drawn_with_all_its_states_and_told_with_some():
    joint = "Uzbekistan, Turkmenistan, Tajikistan together"
    assert joint in hovers(main(page_of(of(2021, 2022, "UZB", "TKM", "TJK"), trade_flow="Exports"))[1])
    held = {"trade-by-year-part": "How measured"}
    some = drawn("trade", of(2021, 2022, "UZB", "KAZ"), held, trade_flow="Exports")
    assert joint not in hovers(main(some)[1])
    assert f"Not drawn, for other states are in it: {joint}, Mar 2021–Jan 2022." in said(some)
    reports = page_of(of(2021, 2022, "UZB", "KAZ"), trade_flow="Exports", trade_reports="true")
    assert joint in " ".join(hovers(it) for it in figures(reports).values())  # as a report


def test_lower_bounds_are_told_as_such():
    alt, fig = main(page_of(ALL, trade_flow="Exports", trade_goods="Pulses"))
    assert "Some figures are minimums." in alt
    assert "≥: at least this" in fig["layout"]["meta"]["subtitle"]
    assert fig["layout"]["meta"]["title"] == "Exports of pulses to Afghanistan, by year and country"  # no state leads
    assert "at least" in hovers(fig)


def test_a_title_tells_a_rise_only_where_one_reporter_tells_every_step():
    every = trade_years.every(Choice("export", "value_usd", "total"))
    kyrgyz, uzbek = of(2019, 2020, "KGZ"), of(2024, 2026, "UZB")
    title = page_words.title(trade_years.of_view(every, kyrgyz), Choice("export", "value_usd", "total"))
    assert title == "Kyrgyzstan's exports to Afghanistan fell from $1.88 m in 2019 to $1.26 m in 2020"
    title = page_words.title(trade_years.of_view(every, uzbek), Choice("export", "value_usd", "total"))
    assert title == "Uzbekistan's exports to Afghanistan rose from $1.08 bn in 2024 to $1.5 bn in 2025"
    long = of(2016, 2026, "UZB")  # it fell in some of these years
    assert page_words.title(trade_years.of_view(every, long), Choice("export", "value_usd", "total")).endswith(
        ", by year"
    )


def test_milestones_stand_over_the_main_figure():
    fig = main(page_of(ALL))[1]
    flags = [it["text"] for it in fig["layout"]["annotations"] if it.get("hovertext")]
    assert any("Taliban take Kabul" in it["hovertext"] for it in fig["layout"]["annotations"] if it.get("hovertext"))
    assert 1 < len(flags) <= 12


def test_the_widest_gaps_are_listed_with_both_reports():
    shown = said(page_of(ALL)).replace("\\", "")
    # 765,626,680 by Uzbek statistics and 44 m by the Afghan ministry; 867.5 m and 266 m; a claim of 1.3 bn and 545 m
    table = [it for it in shown.splitlines() if it.startswith("| ")]
    assert [it.split(" | ")[0] for it in table[1:4]] == [
        "| Uzbekistan, 2022: **17 times**", "| Uzbekistan, 2023: **3.3 times**", "| Kazakhstan, 2024: **2.4 times**",
    ]  # fmt: skip
    assert "[$44 m](<http" in table[1]
    assert "[$765.6 m](<http" in table[1]
    assert ", Afghan statistics | " in table[1]
    assert table[1].endswith("Uzbek statistics, our sum of both flows |")
    assert ", claim in the press |" in table[3]


def test_where_reports_agree_it_says_so():
    view = of(2019, 2019, "KAZ")
    assert widest_gaps(view, Choice("turnover", "value_usd", "total")) == []
    assert "No two reports of turnover with Afghanistan differ by more than a tenth: Kazakhstan, 2019." in said(
        page_of(view)
    )


def test_shares_of_all_trade_stand_with_the_reports():
    app = page_of(ALL, trade_reports="true")
    assert "Afghanistan had 1.2 % of Tajikistan's trade with all countries in 2023" in said(app)
    assert any(alt.startswith("Every report of turnover") for alt in figures(app))


def test_goods_of_a_year_follow_side_and_year_and_tell_the_gaps():
    app = page_of(ALL)
    assert any(alt.startswith("Goods exported to Afghanistan in 2023") for alt in figures(app))
    app.selectbox(key="trade_year").set_value(2019)
    app.segmented_control(key="trade_side").set_value("AFG")
    alt = next(alt for alt in figures(run(app)) if alt.startswith("Goods exported"))
    assert alt.startswith("Goods exported to Afghanistan in 2019, in US dollars")
    assert "Nothing of that year by Afghan statistics for Kyrgyzstan (no year at all)." in alt
    app.segmented_control(key="trade_flow").set_value("import")
    assert any(alt.startswith("Goods imported from Afghanistan in 2019") for alt in figures(run(app)))


def test_years_of_which_contracts_alone_are_on_record_are_not_offered():
    assert "No single goods exported to Afghanistan are reported by Afghan statistics" in said(
        page_of(of(2024, 2024, *CODES), trade_flow="Exports", trade_side="Afghan")
    )


def test_goods_of_a_year_are_of_the_chosen_states():
    app = page_of(of(2022, 2022, "UZB"))
    fig = next(fig for alt, fig in figures(app).items() if alt.startswith("Goods exported"))
    assert "Uzbekistan, 2022" in hovers(fig)
    assert "Kazakhstan, 2022" not in hovers(fig)


def test_a_year_of_electricity_alone_says_so_and_what_is_a_claim():
    fig = next(it for alt, it in figures(page_of(of(2017, 2018, "TKM"))).items() if alt.startswith("Goods exported"))
    assert (
        fig["layout"]["meta"]["subtitle"]
        == "Only electricity is reported for this year. Pale: preliminary; hollow: a claim"
    )


def test_aims_are_listed_with_sources_and_said_not_to_be_trade():
    app = page_of(of(2024, 2026, "UZB"), trade_aims="true")
    cells = app.table[-1].value
    assert (cells["Sources"].str.startswith("[")).all()
    text_shown = cells["What"].str.replace("\\", "")
    assert {
        "Target: $5 bn; turnover with Afghanistan, Uzbekistan, no year named",
        "Target: $2.5 bn; exports to Afghanistan, Uzbekistan, 2026",
    } <= set(text_shown)
    assert "none of it is counted as trade anywhere" in said(app)
    assert not text_shown.str.contains("2017").any()


@pytest.mark.parametrize("view", [of(2016, 2026, *CODES), of(2024, 2024, "KAZ")])
def test_the_claims_page_says_the_same_of_every_target_and_has_no_other(view):
    targets = of_view(view)[of_view(view)["status"] == "target"]
    claimed = {(text(f"Target: {amount(it)}; {about(it)}"), text(standing(it))) for it in targets.to_dict("records")}
    cells = page_of(view, trade_aims="true").table[-1].value
    listed = cells[cells["What"].str.startswith("Target")]
    assert set(zip(listed["What"], listed["Statistics"], strict=True)) == claimed != set()


# nothing known


def test_a_state_and_period_without_figures_gets_a_reason_and_the_nearest_years():
    shown = said(page_of(of(2006, 2007, "TJK")))
    assert "No source has a figure of turnover with Afghanistan, in US dollars, for Tajikistan, 2006 to 2007." in shown
    years = "Tajikistan (2005, 2009–2013, 2015, 2017, 2019–2020 and 2022–2025)"
    assert f"There are some of other years: {years}. Move the years above." in shown
    assert "No single goods exported to Afghanistan are reported" in shown
    assert (
        "No target, potential or contract is known for Tajikistan, 2006 to 2007. There are 8 for other years." in shown
    )


def test_a_state_without_such_figures_gets_other_states_and_what_it_has():
    shown = said(page_of(of(2016, 2026, "KGZ"), trade_goods="Flour"))
    assert (
        "Other states have some: Kazakhstan (2008, 2010, 2016 and 2019–2025) and Uzbekistan (2020 and 2024–2025)."
        in shown
    )
    assert "For Kyrgyzstan there are: exports to Afghanistan, in US dollars; exports of oilseeds" in shown


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("flow", FLOWS)
def test_no_state_and_flow_is_ever_blank(code, flow):
    names = {"turnover": "Turnover", "export": "Exports", "import": "Imports"}
    app = page_of(of(2011, 2012, code), trade_flow=names[flow])
    assert PLACES[code].name in said(app)
    assert app.info or figures(app)


def test_text_from_data_is_shown_as_text():
    assert text("<b>$5 m</b>") == r"\<b\>\$5 m\</b\>"
