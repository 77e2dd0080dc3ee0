"""The page of one state: its sections, its seeds, what it says where nothing is known, and the file of all its rows."""

import datetime as dt
import io
import json
import re
import zipfile

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import data
from charts.trade import one_state
from data.schema.tables import Trade
from data.vocabulary.places import CODES, name
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.empty import none_on_record
from pages.country.page import OPENED, PAGE
from pages.country.rows_as_zip import every, packed
from pages.country.sections import MORE, SECTIONS, of
from pages.country.trade import wording
from pages.country.trade.wording import Flow
from pages.country.trade.years import TRADE
from tests.pages.test_words import faults
from tests.support.drawing import drawn, plain, run

FIRST, LAST = dt.date(2016, 1, 1), dt.date(2026, 5, 15)


def page(state: str, first: dt.date = FIRST, last: dt.date = LAST, **query: str) -> AppTest:
    """The page of a state, as its address opens it, with the list of consignments unfolded."""
    view, held = View((state,), first, last, 2, known_to=data.known_to()), {"country-aid-list": True}
    return drawn("country", view, held, **query)


def whole(state: str, *arguments: dt.date) -> list[AppTest]:
    """The page once with each of its parts open."""
    return [page(state, *arguments, more=tab) for tab in OPENED]


def said(apps: list[AppTest]) -> str:
    """All words of the page as a reader sees them, without the marks that keep them plain."""
    parts = [it for app in apps for it in (*app.header, *app.subheader, *app.markdown, *app.caption, *app.info)]
    labels = [it.label for app in apps for it in app.expander]
    tables = [it.value.to_string() for app in apps for it in app.table]
    below = [it.proto.body for app in apps for it in app.get("html")]
    return plain("\n".join([*(it.value for it in parts), *labels, *tables, *below, *sentences(apps)]))


def specs(apps: list[AppTest], words: str) -> dict:
    """The figure of the page whose sentence or title has some words."""
    charts = [it for app in apps for it in app.get("plotly_chart")]
    return json.loads(next(it.proto.spec for it in charts if words in it.proto.spec + it.proto.alt))


def sentences(apps: list[AppTest]) -> list[str]:
    return list(dict.fromkeys(it.proto.alt for app in apps for it in app.get("plotly_chart")))


@pytest.fixture(scope="module")
def pages() -> dict[str, list[AppTest]]:
    return {code: whole(code) for code in CODES}


@pytest.mark.parametrize("code", CODES)
def test_a_state_is_the_title_and_has_all_sections_with_an_address(code, pages):
    app = pages[code][0]
    assert PAGE.heading is not None
    assert PAGE.heading(View((code,), FIRST, LAST)) == name(code)
    assert [it.value for it in app.header] == [*SECTIONS.values(), f"More on {name(code)}"]
    assert [it.proto.anchor for it in app.header if it.proto.anchor] == [*SECTIONS, MORE]


def glance_of(app: AppTest) -> dict[str, str]:
    """The lines at a glance, as HTML, by their subject."""
    (lines,) = [it.proto.body for it in app.get("html") if 'class="glance"' in it.proto.body]
    found = re.findall(r'<dt><a href="#(\w+)">([^<]+)</a></dt><dd>(.*?)</dd>', lines)
    assert {anchor for anchor, *_ in found} == {"trade", "aid", "positions"}
    return {label: words for _, label, words in found}


@pytest.mark.parametrize("code", CODES)
def test_six_lines_at_a_glance_each_name_a_source_and_are_in_plain_words(code, pages):
    lines = glance_of(pages[code][0])
    assert list(lines) == ["Trade", "Aid sent", "Recognition", "Afghan embassy", "Embassy in Kabul", "Terrorist list"]
    for line in lines.values():
        assert 1 <= line.count('<a href="http') <= 2
        assert not faults(re.sub(r"<[^>]+>", "", line))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("KAZ", "$542 m in 2025, own statistics; $474 m in 2021 (Bureau of National Statistics of Kazakhstan"),
        ("UZB", "by one source $674 m in 2021 and $868 m in 2023 (National Statistics Committee of Uzbekistan"),
        ("TKM", "$457 m in 2023, own statistics ("),
        ("KGZ", "$66 m in Mar 2024–Mar 2025, by Afghan statistics ("),
    ],
)
def test_a_change_since_2021_is_by_one_source(code, words, pages):
    assert words in re.sub(r"<[^>]+>", "", glance_of(pages[code][0])["Trade"])


def test_the_brief_is_offered_at_the_top():
    app = page("UZB")
    (button,) = app.get("download_button")
    assert button.proto.label == "Two-page brief (PDF)"


def test_nothing_below_is_worked_out_before_a_reader_opens_it():
    words = said([page("UZB")])
    assert not [part for part in ALONE.values() if part in words]


ALONE = {  # what stands on the page of Uzbekistan in one part alone
    "Events": "Events 1 to 10 of",
    "Main commodities": "exports to Afghanistan in 2024: most of all",
    "Electricity": "Electricity from Uzbekistan to Afghanistan",
    "Refugees": "Afghans in Uzbekistan: ",
    "Projects": "projects in which Uzbekistan takes part",
    "Crossings": "Friendship Bridge)** by road",
    "Brief": "The state on two pages of A4",
    "All rows": "tables name Uzbekistan",
}


def test_only_the_open_part_is_worked_out_and_the_address_opens_it(pages):
    assert list(ALONE) == list(OPENED)
    for opened, app in zip(OPENED, pages["UZB"], strict=True):
        text_shown = said([app])
        assert [part for part, words in ALONE.items() if words in text_shown] == [opened]


def test_what_is_chosen_in_a_part_stays_while_another_is_open():
    app = page("KAZ", more="Main commodities", goods_year="2021")
    for tab in ("Projects", "Main commodities"):  # as a click opens it: the browser changes the address before it asks
        app.session_state[MORE] = app.query_params[MORE] = tab
        assert ALONE[tab].replace("2024", "2021").replace("Uzbekistan", "Kazakhstan") in said([run(app)])
    assert any("by commodity, 2021" in it for it in sentences([app]))


@pytest.mark.parametrize("code", CODES)
def test_every_figure_of_a_state_has_a_sentence_and_sources(code, pages):
    text_shown = sentences(pages[code])
    assert len(text_shown) >= 6
    for it in text_shown:
        assert name(code) in it
    shown = {it.proto.body for app in pages[code] for it in app.get("html")}
    credited = [it for it in shown if re.search(r'class="figure-line credit">\S', it)]
    assert len(credited) >= len(text_shown)


@pytest.mark.parametrize(
    ("code", "seeds"),
    [
        ("KAZ", ["5,403 t", "rose from $474 m in 2021 to $542 m in 2025", "Claim: $1.3 bn"]),
        ("UZB", ["Termez-Hairatan (Friendship Bridge)", "$1.7 bn", "Trans-Afghan railway", "Target: $5 bn"]),
        ("TKM", ["Serhetabat-Torghundi", "TAPI gas pipeline"]),
        ("KGZ", ["CASA-1000", "affaires of the Taliban authorities"]),
        ("TJK", ["Khorog", "appointee of the former republic", "7,200 t"]),
    ],
)
def test_what_is_known_of_a_state_stands_on_its_page(code, seeds, pages):
    text_shown = said(pages[code])
    for seed in seeds:
        assert seed in text_shown, seed


def test_kazakhstan_s_turnover_of_2022_is_the_statistic_with_the_claims_as_rings(pages):
    spec = specs(pages["KAZ"], "trade with Afghanistan")
    bars = [it for it in spec["data"] if it["type"] == "bar"]
    found = [
        (trace["name"], text_shown)
        for trace in bars
        for text_shown in trace["hovertext"]
        if "Kazakhstan, 2022<" in text_shown
    ]
    assert [it[0] for it in found] == [one_state.OWN]
    assert found[0][1].startswith("<b>$987.3 m</b>")
    (claims,) = [it for it in spec["data"] if it.get("name") == one_state.SAID]
    assert any("<b>$1 bn</b> · Kazakhstan, 2022" in text_shown for text_shown in claims["hovertext"])


def test_the_statistic_farthest_from_a_bar_is_named_below_the_figure(pages):
    assert "Statistics differ most for 2022: $766 m (Uzbek statistics), $44 m (Afghan statistics)." in said(
        pages["UZB"]
    )
    assert "Statistics differ most" not in said(pages["KAZ"])


def test_what_was_said_several_times_of_the_same_is_one_line_with_its_distance(pages):
    assert (
        "**Claim: $1 bn**, turnover with Afghanistan, 2022. Kazakh side, Aug 2023, said 6 times. 1.3 % above"
        in said(pages["KAZ"])
    )


@pytest.mark.parametrize("code", ["KAZ", "KGZ"])
def test_a_state_that_sells_no_electricity_says_so_in_a_sentence(code, pages):
    assert f"No trade in electricity between {name(code)} and Afghanistan is reported." in said(pages[code])
    assert not any("Electricity from" in it for it in sentences(pages[code]))


@pytest.mark.parametrize("code", ["UZB", "TKM", "TJK"])
def test_electricity_is_drawn_in_energy_with_contracts_apart(code, pages):
    names = {it.get("name") for it in specs(pages[code], "Electricity from")["data"]}
    assert one_state.AIMS in names
    assert len({it["name"] for it in specs(pages[code], "Electricity from")["data"] if it.get("showlegend")}) <= 5
    assert "4,800 GWh" in said(pages[code])  # one contract covers the three states and is told, not drawn


def test_the_only_side_that_reports_single_goods_is_named(pages):
    assert "only Afghan statistics report single goods" in said(pages["TKM"])


@pytest.mark.parametrize("code", CODES)
def test_years_of_which_nothing_is_known_get_a_sentence_and_the_years_that_are(code):
    apps = whole(code, dt.date(1998, 1, 1), dt.date(1999, 12, 31))
    text_shown = [plain(it.value) for app in apps for it in app.info]
    assert any(it.startswith(f"No turnover of {name(code)} is in the data for 1998 to 1999.") for it in text_shown)
    assert any(it.startswith(f"No consignment from {name(code)}") for it in text_shown)
    assert all(re.search(r"There are some of \d{4}", it) for it in text_shown if "is in the data for" in it)
    assert all({it.value for it in app.header} >= set(SECTIONS.values()) for app in apps)


def test_the_sentence_for_no_rows_names_no_years():
    blank = pd.DataFrame({"start": pd.to_datetime([]), "end": pd.to_datetime([])})
    text_shown = pd.DataFrame(
        {"start": pd.to_datetime(["2012-05-01", None]), "end": pd.to_datetime(["2013-02-01", None])}
    )
    view = View(("KGZ",), FIRST, LAST)
    assert none_on_record(view, blank, "gift") == "No gift is in the data."
    assert none_on_record(view, text_shown, "gift") == (
        "No gift is in the data for 2016 to 2026. There are some of 2012–2013: move the years above."
    )


def test_the_reclassification_of_2025_is_told(pages):
    text_shown = "In 2025 UNHCR moved people from refugees to others in need"
    assert [code for code in CODES if text_shown in said(pages[code])] == ["UZB", "TKM"]


@pytest.mark.parametrize("code", CODES)
def test_the_file_holds_every_row_on_the_state_and_its_sources(code):
    with zipfile.ZipFile(io.BytesIO(packed(code))) as archive:
        names = archive.namelist()
        trade = pd.read_csv(archive.open("trade.csv"))
        known = set(pd.read_csv(archive.open("sources.csv"))["source_id"])
        events = pd.read_csv(archive.open("events.csv"))
    assert {f"{it}.csv" for it in every(code)} | {"sources.csv"} == set(names)
    assert len(trade) == rows(Trade)["country"].str.contains(code).sum()
    assert trade["url"].str.startswith("http").all()
    cited = set(trade["source_id"]) | set(events["source_ids"].str.split(";").explode())
    assert cited <= known
    assert packed(code) == packed(code)


def test_what_may_not_be_passed_on_is_left_out_of_the_file_and_named(folder):
    folder.write(
        Trade, "curated", data.by_part(Trade)["curated"], republish="no", republish_reason="its publisher keeps it"
    )
    assert "trade" not in every("KAZ")
    assert "aid" in every("KAZ")
    assert "Left out: curated, its publisher keeps it." in said([page("KAZ", more="All rows")])


def test_a_code_is_no_part_of_another_word():
    cells = pd.DataFrame({"countries": ["KAZ;AFG", "UZB", "AFG;KAZ", "KAZX"]})
    assert list(of(cells, "KAZ").index) == [0, 2]


def test_the_flows_of_a_sum_stand_behind_it_and_are_no_reports_of_it():
    figures, reports = TRADE.rows(View(("TKM",), FIRST, LAST), Flow("TKM", "turnover"))
    sums = figures[figures["derived"]]
    assert len(sums)
    assert set(reports["flow"]) == {"turnover"}
    flows = rows(Trade).set_index("row_id").loc[[row_id for ids in sums["behind"] for row_id in ids], "flow"]
    assert flows.value_counts().to_dict() == {"export": len(sums), "import": len(sums)}


def test_positions_of_all_dimensions_on_record_have_a_lane(pages):
    lanes = specs(pages["TJK"], "Positions of Tajikistan")["layout"]["yaxis"]["ticktext"]
    text_shown = [it.replace("<br>", " ") for it in lanes]
    assert text_shown[:4] == [
        "Recognition",
        "Afghan embassy, run by",
        "Embassy in Kabul",
        "Terrorist listing of the Taliban",
    ]
    assert "Consulates" in text_shown


def test_a_time_axis_begins_with_the_years_or_where_something_is_drawn(pages):
    first = {"trade with Afghanistan": "2016-01-01", "Afghans in": "2016-01-01"}
    first |= {"Consignments from": "2018-01-01", "Positions of": "2021-01-01"}  # the first gift; the takeover
    for words, day in first.items():
        assert specs(pages["UZB"], words)["layout"]["xaxis"]["range"] == [day, str(LAST)], words


def test_years_before_the_takeover_keep_their_positions():
    spec = specs([page("UZB", dt.date(2016, 1, 1), dt.date(2020, 12, 31))], "Positions of")
    assert spec["layout"]["xaxis"]["range"] == ["2016-01-01", "2020-12-31"]


def test_a_year_of_goods_is_chosen_by_the_address():
    first = page("KAZ", more="Main commodities")
    chosen = page("KAZ", more="Main commodities", goods_year="2021")
    assert any("by commodity, 2021" in it for it in sentences([chosen]))
    assert any("by commodity, 2023" in it for it in sentences([first]))


def test_a_share_is_given_only_where_the_same_side_gives_a_total(pages):
    assert "share of all exports, $1.08 bn" in str(specs(pages["UZB"], "by commodity, 2024"))
    goods = pd.DataFrame({"bound": ["exact"], "value": [1.0], "commodity": ["flour"], "commodity_name": [None]})
    none, choice = pd.DataFrame(), wording.GoodsOfState("TJK", "export", "own", 2022)
    words = wording.of_goods(View(("TJK",), FIRST, LAST), choice, goods, none)
    assert words.alt.endswith("No share is given: Tajikistan's own statistics have no total of that year.")
