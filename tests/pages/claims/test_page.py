"""The Claims page through AppTest: the seed's line first, orders, words, and figures worked out by hand from the record."""

import datetime as dt
import io
import re
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import data
from analysis.claims.statement import KINDS
from analysis.trade.series import DEFAULT, Choice
from data.schema.tables import Trade
from data.vocabulary.codes import start_upper
from data.vocabulary.places import CODES
from pages._app.view import View
from pages._parts.commodities import in_words
from pages._parts.figure import Drawing
from pages._parts.lists.listing import csv
from pages._parts.statements import of_view
from pages.claims import page, table
from pages.claims import rows as held
from pages.claims import wording as page_words
from pages.claims.table import PAGE_SIZE
from tests.support.drawing import drawn, figure, said

pytestmark = pytest.mark.usefixtures("curated_alone")
ALL = View(tuple(CODES), dt.date(2008, 1, 1), dt.date(2026, 5, 15), 3, known_to=data.known_to())
GWH = Choice("export", "quantity_gwh", "electricity")
# what a sentence would show if a code, a missing value or an empty list had slipped into it
WRONG = re.compile(r"\b(nan|NaT|None|KAZ|UZB|TKM|KGZ|TJK|AFG|NEWS)\b|<NA>|_|\d\.0\b|  |\(\)")


def of(first: int, last: int, *codes: str) -> View:
    return View(codes or tuple(CODES), dt.date(first, 1, 1), dt.date(last, 12, 31), 3, known_to=ALL.known_to)


def page_of(view: View, **state: Any) -> AppTest:
    return drawn("claims", view, state)


def plain_table(app: AppTest, column: str) -> pd.DataFrame:
    (found,) = [it.value for it in app.table if column in it.value]
    return found.map(lambda cell: str(cell).replace("\\", ""))


def lines(app: AppTest) -> pd.DataFrame:
    return plain_table(app, "Who, when")


def others(app: AppTest) -> pd.DataFrame:
    return plain_table(app, "Outcome")


def test_the_answer_counts_claims_and_then_says_the_seed_and_what_the_years_after_brought():
    counts, first, later = page_of(ALL).markdown[0].value.replace("\\", "").split("\n")
    assert counts.startswith("- 26 claims can be compared with a statistic: 13 within 5 %")
    assert first.startswith(
        "- Kazakhstan, 2022: the Kazakh side spoke of $1 bn of turnover with Afghanistan. That is 1.3 % above the statistic of "
        "2022, $987.3 m ([Caspian Policy Center, 2 May 2023]"
    )
    assert "Bureau of National Statistics of Kazakhstan" in first
    assert later == "- The statistics of the years after: $636.5 m in 2023 and $545.2 m in 2024."
    drawing = page.AGAINST.drawn(ALL, DEFAULT)
    assert isinstance(drawing, Drawing)
    assert "Stated in Kabul in April 2023" in drawing.words.note
    assert "likely a mislabelled year" not in drawing.words.note  # a doubted statistic stands beside nothing


def test_lines_by_kind_stand_claims_first_then_targets_potentials_and_contracts():
    kinds = held.in_order(ALL, "kind", "")["status"].unique()
    assert list(kinds) == list(KINDS)


def test_the_line_of_the_seed_is_the_first_of_the_table():
    first = lines(page_of(ALL)).iloc[0]
    assert first["Who, when"] == "Kazakh side, 2 May 2023"
    assert first["What"] == "Claim: $1 bn; turnover with Afghanistan, Kazakhstan, 2022"
    assert first["Statistic"] == "$987.3 m (2022, Kazakh); $636.5 m in 2023; $545.2 m in 2024"
    assert first["Distance"] == "1.3 % above the statistic of 2022"
    assert first["Sources"].startswith("[Caspian Policy Center, 2 May 2023](<https://")
    assert "Bureau of National Statistics of Kazakhstan" in first["Sources"]


def test_by_distance_the_farthest_claim_stands_first_and_what_has_no_distance_last():
    app = page_of(ALL, claims_order="distance")
    first = lines(app).iloc[0]
    assert first["What"] == "Claim: $200 m; imports from Afghanistan, Uzbekistan, 2017"
    assert first["Distance"] == "8,984 % above the statistic of 2017"  # 200 against 2.20156
    sizes = held.in_order(ALL, "distance", "")["distance_percent"].abs()
    assert sizes.dropna().is_monotonic_decreasing
    assert sizes.isna().to_numpy().argmax() == sizes.notna().sum()


def test_by_speaker_and_by_country_they_stand_in_our_order():
    assert set(lines(page_of(ALL, claims_order="speaker"))["Who, when"].str.split(" side").str[0]) == {"Kazakh"}
    speakers = list(dict.fromkeys(held.in_order(ALL, "speaker", "")["reported_by"]))
    assert speakers == ["KAZ", "UZB", "TKM", "TJK", "AFG", "NEWS"]
    countries = list(dict.fromkeys(held.in_order(ALL, "country", "")["country"].str.split(";").str[0]))
    assert countries == list(CODES)


def test_words_choose_lines_and_say_when_none_holds_them():
    found = lines(page_of(ALL, claims_words="Berdimuhamedov"))
    assert len(found) == 1
    assert "Turkmenistan, 2014" in found["What"].iloc[0]
    assert "none" in said(page_of(ALL, claims_words="zebra <b>")).lower()
    assert "words “zebra <b>”" in said(page_of(ALL, claims_words="zebra <b>"))


def test_order_and_words_stand_in_the_address():
    def script(view):
        from pages.claims.page import render

        render(view)

    app = AppTest.from_function(script, kwargs={"view": ALL}, default_timeout=60)
    app.query_params["claims_order"] = "Distance"
    app.query_params["claims_about"] = start_upper(in_words(GWH))
    app.run()
    assert app.session_state["claims_order"] == "distance"
    assert app.session_state["claims_about"] == GWH
    assert lines(app)["Distance"].iloc[0].startswith("8,984 %")


def test_every_line_is_whole_and_of_neutral_words():
    shown = [cell for it in held.listed().to_dict("records") for cell in page_words.cells(it).items()]
    ours = [text.replace("\\", "") for heading, text in shown if heading not in {"Note", "Sources"}]
    assert not [it for it in ours if WRONG.search(it) or re.search("false|exaggerat|wrong|misle", it, re.IGNORECASE)]
    leads = [re.sub(r" \(\[.*", "", page_words.lead(it)) for it in held.every().to_dict("records")]
    assert not [it for it in leads if WRONG.search(it)]


def test_counts_are_those_of_the_rows():
    found = of_view(ALL)
    laid = found.loc[found["distance_percent"].notna(), "distance_percent"]
    assert (laid[found["status"] != "claim"].empty, len(laid)) == (True, 26)
    assert page_words.counts(found) == (
        "26 claims can be compared with a statistic: 13 within 5 % of it, 8 farther above, 5 farther below."
    )
    assert page_words.heading(found) == "All that was said: 41 claims, 32 targets, 6 potentials and 54 contracts"


def test_the_figure_draws_the_seed_first_beside_its_statistic_and_no_contract():
    fig = figure(page_of(of(2021, 2024, "KAZ")), "Turnover with Afghanistan, in US dollars, Kazakhstan, 2021 to 2024: ")
    bars, claims = (
        next(it for it in fig["data"] if it.get("name") == name and it["x"][0]) for name in ("statistic", "claim")
    )
    assert set(bars["x"]) == {545_200_000, 636_510_418, 987_265_442}
    assert (bars["x"][0], claims["x"][0]) == (987_265_442, 1e9)
    assert "<b>$1 bn</b> · claim, Kazakhstan, 2022" in claims["hovertext"][0]
    assert "Caspian Policy Center" in claims["hovertext"][0]
    assert not {100_000_000, 317_600_000} & set(claims["x"])  # contracts
    listed = held.in_order(of(2021, 2024, "KAZ"), "kind", "", "contract")["value"]
    assert {100_000_000, 317_600_000} <= set(listed)


def test_one_kind_may_be_listed_alone():
    app = page_of(ALL, claims_kind="contract")
    assert lines(app)["What"].str.startswith("Contract: ").all()
    assert "1 to 10 of 54" in said(app)


def test_targets_tell_the_growth_they_need_or_when_they_were_met():
    app = page_of(of(2016, 2026, "UZB"))
    fig = figure(app, "Targets above the last statistic")
    words = [it["text"] for it in fig["layout"]["annotations"]]
    at = words.index("<b>Uzbekistan</b>, turnover: $2 bn, for 2026")
    assert words[at + 1] == "$1.7 bn in 2025, 85 % of it; needs 18 % a year to 2026"  # 2 / 1.7 = 1.176
    outcomes = others(app).set_index("Target")["Outcome"]
    assert outcomes["Turnover with Afghanistan, Uzbekistan, 2024: $1 bn"] == "Met in 2024"
    assert "Not met: the statistic of 2017 was 38 % below it; reached in 2024" in set(outcomes)


def test_the_filters_of_the_frame_choose():
    found = of_view(of(2017, 2017, "TJK"))
    assert set(found["country"]) == {"TJK"}
    dated = found[found["start"].notna()]
    assert ((dated["start"].dt.year == 2017) | (dated["said_on"].dt.year == 2017)).all()
    assert len(dated) == 5  # three of them of May 2017: 75 m twice, and 35 m
    said_in = of_view(of(2023, 2023, "KAZ"))
    assert (said_in["note"].astype(str).str.contains("the year is our reading")).any()  # said in 2023, of 2022


def test_nothing_on_record_is_told_with_the_nearest_that_is():
    app = page_of(of(2008, 2008, "KGZ"))
    assert "The data have nothing that officials said about trade for Kyrgyzstan, 2008." in said(app)
    assert "The nearest: turnover with Afghanistan, Kyrgyzstan, Dec 2025, contract of" in said(app)
    assert not app.get("plotly_chart")


def test_a_series_of_which_nothing_was_said_offers_what_there_is():
    shown = said(page_of(of(2016, 2026, "KGZ"), claims_about=GWH))
    assert "No claim about exports of electricity to Afghanistan, in GWh can be compared with a statistic" in shown
    assert "Kyrgyzstan, 2016 to 2026. All that was said is listed below." in shown
    shown = said(page_of(of(2016, 2026, "KAZ"), claims_about=GWH))
    assert "Claims that can be: turnover with Afghanistan, in US dollars (13)" in shown


def test_every_series_on_offer_is_drawn():
    for choice in held.on_offer():
        drawing = page.AGAINST.drawn(ALL, choice)
        assert isinstance(drawing, Drawing)  # in all years each has a claim that can be compared
        assert drawing.behind[Trade]["status"].eq("claim").any()
        assert not WRONG.search(drawing.words.alt), drawing.words.alt
    assert held.on_offer()[0] == DEFAULT


def test_the_rows_behind_the_figure_hold_every_claim_and_statistic_that_it_draws():
    drawing = page.AGAINST.drawn(of(2021, 2024, "KAZ"), DEFAULT)
    assert isinstance(drawing, Drawing)
    (behind,) = drawing.behind.values()
    assert {987_265_442, 636_510_418, 545_200_000, 1_000_000_000} <= set(behind["value_usd"])
    assert behind["country"].eq("KAZ").all()
    assert not behind.index.has_duplicates


def test_a_doubted_claim_is_a_line_of_the_table_and_no_mark_of_the_figure():
    view = of(2020, 2025, "TKM")
    doubted = held.in_order(view, "kind", "Salam Watandar").query("value == 150e6").iloc[0]
    assert page_words.cells(doubted.to_dict())["Distance"].startswith("not compared, because the claim is doubted")
    assert doubted["row_id"] not in set(of_view(view)["row_id"])
    drawing = page.AGAINST.drawn(view, Choice("import", "value_usd", "total"))
    assert isinstance(drawing, str) or doubted["row_id"] not in set(drawing.behind[Trade]["row_id"])


def test_the_lines_leave_as_a_file_with_who_said_it():
    file = pd.read_csv(io.BytesIO(csv(table.as_file(held.in_order(ALL, "kind", "")))))
    assert len(file) == len(held.listed()) > PAGE_SIZE
    assert file["words"].iloc[0] == "1.3 % above the statistic of 2022"
    assert not {"behind", "measured_by", "row_id"} & set(file)
    assert (file["value"].iloc[0], file["beside_value"].iloc[0], file["said_on"].iloc[0]) == (
        1e9,
        987_265_442,
        "2023-05-02",
    )
    assert file["publisher"].iloc[0] == "Caspian Policy Center"
    assert file["url"].iloc[0].startswith("https://")
