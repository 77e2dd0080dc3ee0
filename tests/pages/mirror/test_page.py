"""The Mirror page through AppTest: its figures against rows worked out by hand, one state, and nothing known."""

import datetime as dt
import io
import re
from functools import partial
from typing import Any

import pandas as pd
import pytest

import data
from analysis.mirror.dependence import GOODS
from analysis.trade.series import Choice
from data.vocabulary.codes import FLOWS
from data.vocabulary.places import CODES
from pages._app.rows import mirror_pairs
from pages._app.view import View
from pages._parts.figure import Drawing, Figure
from pages._parts.lists.listing import csv
from pages.mirror import dependence as shares
from pages.mirror import gap as page_gap
from pages.mirror import reporting as page_strip
from pages.mirror import wording as page_words
from pages.mirror import wording_of_shares as share_words
from tests.support.drawing import drawn, figure, figures, said

pytestmark = pytest.mark.usefixtures("curated_alone")
WRONG = re.compile(r"\b(nan|NaT|KAZ|UZB|TKM|KGZ|TJK)\b|_|\b1 (pairs|bars|shares)\b|  |\(\)|\.\.")


def of(first: int, last: int, *codes: str) -> View:
    return View(codes or tuple(CODES), dt.date(first, 1, 1), dt.date(last, 12, 31), 3, known_to=data.known_to())


ALL = of(2016, 2026)
page_of = partial(drawn, "mirror")


def chosen(view: View, flow: str, goods: str = "each") -> pd.DataFrame:
    return page_gap.of_choice(view, Choice(flow, "value_usd", goods))


def written(figure: Figure[Any], view: View, choice: Any) -> str:
    """What is said of a figure, or why there is none: without drawing it."""
    frames = figure.rows(view, choice)
    return (
        figure.empty(view, choice)
        if figure.is_empty(frames)
        else " ".join(filter(None, figure.words(view, choice, *frames)))
    )


def test_the_answer_is_worked_out_by_hand():
    # 24 pairs without minimums, all of all goods: of Kazakhstan 7, Uzbekistan 11, Kyrgyzstan 3, Tajikistan 2 and Turkmenistan 1;
    # 545.2 to 545, 617.1 to 600 and 2.81 to 2.9 m are within 5 %, 457 to 481 m is 5.3 % apart
    first, second, third = said(page_of(ALL)).splitlines()[:3]
    assert first == (
        "- Both sides report the same trade 58 times: all five states, 2016 to 2026. 34 of these pairs have only a minimum on one "
        "side at least, so the gap is not known."
    )
    assert second.startswith(
        "- Of the 24 pairs that can be compared, 3 are within 5 %; the widest: Kyrgyzstan's exports to Afghanistan in 2016, $8.19 m "
        "by Kyrgyzstan (exporter) and $84.3 k by Afghanistan (importer), 97 times apart ([National Statistical Committee of the "
        "Kyrgyz Republic, 2024]("
    )
    # 912.5 of 1,500 and 621.9 of 880 thousand tonnes are 61 and 71 %; half of all in 2015/16 is given
    assert third.startswith(
        "- Afghanistan's share, as far as sources give it: 50 to 71 % of Kazakhstan's exports of flour"
    )


def test_turnover_shows_both_figures_by_who_reports_them():
    app = page_of(of(2023, 2023, "UZB"), mirror_flow="Turnover")
    fig = figure(app, "Turnover with Afghanistan")
    state, afghan = (next(it for it in fig["data"] if it.get("name") == name) for name in ("exporter", "importer"))
    assert (state["x"][0], afghan["x"][0]) == (1, pytest.approx(266 / 867.5))
    assert "Uzbekistan: $867.5 m" in state["hovertext"][0]
    assert "Afghanistan: $266 m" in state["hovertext"][0]
    assert "the state's own figure is the larger in the one pair that can be compared" in str(
        fig["layout"]["title"]
    ).replace("<br>", " ")


def test_the_figure_has_the_pairs_that_can_be_compared_and_the_table_those_with_a_minimum():
    app = page_of(ALL)
    fig = figure(app, "Exports to Afghanistan")
    # 38 pairs, 29 with a minimum; the importer has more for Kazakhstan in 2016 to 2018 and for Tajikistan in 2016
    assert "the importer's figure is the larger in 4 of 9 pairs" in str(fig["layout"]["title"]).replace("<br>", " ")
    years = [it for it in fig["layout"]["yaxis"]["ticktext"] if it.isdigit()]
    # Kazakhstan, Uzbekistan, Kyrgyzstan, Tajikistan
    assert years == ["2016", "2017", "2018", "2016", "2017", "2018", "2023", "2016", "2016"]
    heading = next(it.value for it in app.header if it.proto.anchor == "minimums")
    assert heading.startswith("29 more pairs with a minimum: the gap is not known")
    assert heading.count("at least 5 %") == 1
    turnover = page_of(ALL, mirror_flow="Turnover")
    assert "minimums" not in {it.proto.anchor for it in turnover.header}


def test_the_title_counts_the_pairs_in_which_the_importer_has_more():
    shown = chosen(ALL, "export").head(2).assign(lower_bound=False, gap=[2.0, 0.5])
    exports = Choice("export", "value_usd", "each")
    assert (
        page_words.title(shown, exports)
        == "Exports to Afghanistan: the importer's figure is the larger in 1 of 2 pairs"
    )
    assert page_words.title(shown.tail(1), exports) == (
        "Exports to Afghanistan: the importer's figure is not the larger in the one pair that can be compared"
    )


def test_the_table_has_the_hand_checked_pair_with_its_links():
    shown = page_gap.table(chosen(of(2019, 2019, "KAZ"), "export", "wheat"))
    assert len(shown) == 1
    row = shown.iloc[0].map(lambda it: it.replace("\\", ""))
    assert row["The exporter reports"].startswith("at least $56.97 m, FOB; Kazakh statistics")
    assert row["The importer reports"].startswith("at least $60.41 m, CIF; Afghan statistics")
    assert "](<https://" in row["The importer reports"]


def test_the_file_of_the_pairs_has_both_figures_and_addresses():
    found = pd.read_csv(io.BytesIO(csv(page_gap.as_file(chosen(ALL, "turnover", "total")))))
    row = found[(found["country"] == "UZB") & (found["start"] == "2023-01-01")].iloc[0]
    assert (row["value_own"], row["value_afghan"]) == (867_500_000, 266_000_000)
    assert row["url_own"].startswith("http")
    assert row["url_afghan"].startswith("http")


def test_the_choice_stands_in_the_address_and_in_the_title():
    app = page_of(ALL, mirror_goods="Wheat")
    assert "4 more pairs with a minimum" in said(app)
    assert "No pair of exports of wheat to Afghanistan can be compared, all five states, 2016 to 2026" in said(app)
    app = page_of(ALL, {"mirror-gap-part": "How measured"}, mirror_flow="Imports")
    assert figure(app, "Imports from Afghanistan, each kind of goods by itself, all five states, 2016 to 2026")
    assert "6 to 12 % above" in said(app)


def test_a_choice_without_pairs_names_the_nearest_that_has_some():
    app = page_of(of(2016, 2026, "TKM"))
    assert "There are pairs of turnover: choose another flow" in said(app)
    app = page_of(of(2017, 2018, "KAZ"), mirror_flow="Turnover")
    assert "There are pairs of exports: choose another flow" in said(app)
    app = page_of(ALL, mirror_goods="Wheat", mirror_flow="Imports")
    assert "Of these goods there are pairs of exports: choose that above" in said(app)
    app = page_of(of(2020, 2022, "TKM"))
    assert "There are pairs of 2023: move the years above" in said(app)


def test_a_state_without_any_pair_names_who_has_some():
    every = mirror_pairs("value_usd")
    alone, others = of(2016, 2026, "KGZ"), every[every["country"] != "KGZ"]
    words = page_words.answer(others.head(0), others, alone)
    assert words.startswith(
        "No trade is reported by both sides for the same goods and period: Kyrgyzstan, 2016 to 2026."
    )
    assert "there are pairs of Kazakhstan (2009–2011, 2015–2020 and 2024), Uzbekistan" in words
    later = said(page_of(of(2021, 2026, "KGZ")))
    assert "There are pairs of 2009–2011, 2015–2016 and 2019–2020: move the years above." in later


def test_turkmenistans_silence_is_an_empty_strip_and_its_latest_report_is_named():
    app = page_of(of(2020, 2022, "TKM"))
    fig = figure(app, "Figures of trade by state, side and year, Turkmenistan")
    assert "no report known in these years" in [it["text"] for it in fig["layout"]["annotations"]]
    assert fig["layout"]["title"]["text"].startswith("No figure of all goods by Turkmenistan for 3 of 3 years")
    assert "Years without a report by the state's own side: Turkmenistan: 2020–2022" in said(app)
    last = page_strip.last_table(of(2020, 2022, "TKM"))
    assert last["Side"].to_list() == ["its own", "Afghan"]
    assert last["Latest of all goods"][0].startswith("Jan 2024 ([")
    assert last["Latest of all goods"][1].startswith("2023 ([")


def test_the_shares_of_a_year_are_those_worked_out_by_hand():
    app = page_of(of(2022, 2022), mirror_good="Power")
    fig = figure(app, "Each state's share in Afghanistan's imports of power")
    drawn = {it["name"]: it["x"][0] for it in fig["data"] if "base" in it}
    whole = 94 + 47 + 96  # million dollars, as the Afghan side tells them
    assert drawn == {"Uzbekistan": pytest.approx(9400 / whole), "Turkmenistan": pytest.approx(4700 / whole),
                     "Tajikistan": pytest.approx(9600 / whole)}  # fmt: skip
    assert "not of all imports" in fig["layout"]["meta"]["subtitle"]
    assert "Not known of Kazakhstan and Kyrgyzstan" in said(app)


def test_a_state_alone_keeps_the_others_in_the_whole():
    found = shares.in_view(of(2022, 2022, "TKM"), "power", "imports")
    assert found["share_percent"].sum() == pytest.approx(100)
    assert set(found["country"]) == {"UZB", "TKM", "TJK"}


def test_fuel_is_not_known_and_says_why_and_what_is():
    shown = said(page_of(ALL, mirror_good="Fuel"))
    assert "no source gives a full year of fuel from any of the five together with all imports" in shown
    assert "Shares are known of flour, wheat and power: choose another good above" in shown
    assert "Afghanistan's share in exports of single fuels" in " ".join(figures(page_of(ALL, mirror_good="Fuel")))


def test_afghan_shares_of_exports_stand_beside_what_their_sources_note():
    table = shares.noted_table(shares.in_view(ALL, "flour", "exports"))
    said_ = {column: [it.replace("\\", "") for it in table[column]] for column in table}
    assert "61 % of its exports: 912,500 t of 1,500,000 t" in said_["Share"]
    assert "about 70% of Kazakh flour exports" in said_["As noted"]
    assert all(it.startswith("[") for it in said_["Source"])


def test_a_state_of_which_nothing_is_on_record_is_drawn_as_silent():
    drawing = page_strip.REPORTS.drawn(of(2000, 2001, "TJK"), None)
    assert isinstance(drawing, Drawing)
    assert drawing.spec["data"][0]["x"] == [2000.5, 2000.5]
    assert not drawing.behind


def _views() -> list[View]:
    years = [of(it, it, *(["UZB"] if it % 2 else [])) for it in range(2016, 2027)]
    return [ALL, of(2008, 2008), *(of(2016, 2026, it) for it in CODES), *years]


def test_sentences_are_whole_for_every_view_flow_and_good():
    for view in _views():
        sentences = [page_words.answer(page_gap.in_view(view), mirror_pairs("value_usd"), view), shares.answer(view)]
        sentences += [written(page_strip.REPORTS, view, None), page_words.no_reports(view)]
        for flow in FLOWS:
            for goods in page_gap.goods_with_pairs():
                sentences.append(written(page_gap.GAP, view, Choice(flow, "value_usd", goods)))
        for good in GOODS:
            sentences += [written(figure, view, good) for figure in (shares.IMPORTS, shares.EXPORTS)]
            for way in ("imports", "exports"):
                known = shares.known(way)
                shown = shares.in_view(view, good, way)
                if len(shown):
                    sentences.append(share_words.unknown(known[known["good"] == good], shown, view, good))
        assert not [it for it in sentences if WRONG.search(it)]


@pytest.mark.parametrize("view", [of(2008, 2008, "KGZ"), of(2016, 2026, "TJK"), of(2024, 2024)])
def test_the_page_holds_for_narrow_views(view):
    app = page_of(view)
    assert view.in_words() in said(app)


def test_a_choice_of_which_all_pairs_have_a_minimum_says_so():
    exports = Choice("export", "value_usd", "wheat")
    every = chosen(ALL, "export", "wheat")
    assert every["lower_bound"].all()
    assert page_words.no_pair(every, every, ALL, exports) == (
        "No pair of exports of wheat to Afghanistan can be compared, all five states, 2016 to 2026: at least one figure of each is "
        "only a minimum."
    )
