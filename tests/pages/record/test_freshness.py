"""What is known, by whom and how fresh, on the Data page: the matrix, the same in words, and what is not known."""

import datetime as dt
import json
import re
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

import data
from analysis.record import freshness as measures
from analysis.record.gaps import Gap
from charts.record.freshness import SIGNS, matrix
from data.schema.tables import BY_NAME, Trade
from data.vocabulary.places import CODES, name
from pages._app.view import View
from pages.record import wording
from pages.record.freshness import in_words, on_record
from tests.support import frames
from tests.support.drawing import drawn, said
from tests.support.frames import trade, year
from tests.support.specs import valid

KNOWN_TO = dt.date(2026, 3, 16)
ALL = View(tuple(CODES), dt.date(2016, 1, 1), dt.date(2026, 5, 1), 2, known_to=data.known_to())
SOURCES = frames.sources(a="2025-01-01", b="2025-06-01").assign(kind=["news", "dataset"], publisher=["Paper", "Office"])
TOLD = trade(
    {}, {"reported_by": "AFG"}, {"source_id": "b", **year(2023)}, {"country": "TKM", **year(2021), "reported_by": "IMF",
                                                                 "source_id": "b"},
)  # fmt: skip


def cells(rows: pd.DataFrame = TOLD) -> tuple[pd.DataFrame, pd.DataFrame]:
    return measures.availability([(Trade, rows)], SOURCES), measures.freshness([(Trade, rows)], SOURCES, KNOWN_TO)


def figure(rows: pd.DataFrame = TOLD) -> dict:
    return json.loads(valid(matrix(*cells(rows), states=CODES, title="")).to_json())


def titled(frames: tuple[pd.DataFrame, pd.DataFrame], table: str = "trade") -> str:
    return wording.known(ALL, table, *frames).title


def page(**query: str) -> AppTest:
    return drawn("data", ALL, section="Coverage", **query)


def shown(app: AppTest) -> dict:
    found = next(it.proto for it in app.get("plotly_chart") if "by state, kind of source and year" in it.proto.alt)
    return {**json.loads(found.spec), "alt": found.alt}


def test_a_strip_is_a_state_and_a_kind_of_source_and_a_cell_is_a_year():
    fig = figure()
    strips = fig["layout"]["yaxis"]["ticktext"]
    assert strips == ["Kazakhstan", "Uzbekistan, data set", "Uzbekistan, news", "Turkmenistan, data set", "Kyrgyzstan",
                      "Tajikistan"]  # fmt: skip
    bars = fig["data"][0]
    where = [(x, round(base + 0.43)) for x, base in zip(bars["x"], bars["base"], strict=True)]
    texts = [re.sub("<.*?>", "", it) for it in bars["text"]]
    assert list(zip(where, texts, strict=True)) == [((2023, 1), "1"), ((2024, 2), "2"), ((2021, 3), "1")]


def test_more_rows_are_a_stronger_fill_of_the_states_hue():
    fills = figure()["data"][0]["marker"]["color"]
    strengths = [float(it.split(",")[3].rstrip(")")) for it in fills]
    assert strengths[1] > strengths[0] == strengths[2]
    assert fills[0].startswith("rgba(213,94,0,")


def test_hover_names_who_tells_it_and_when_it_was_published():
    hover = figure()["data"][0]["hovertext"][1]
    assert hover == (
        "<b>Uzbekistan, news, 2024</b><br>2 rows from 1 source<br>Reported by Afghanistan, Uzbekistan<br>"
        "Last published in 2025"
    )


def test_the_freshness_of_each_strip_stands_beside_it_and_nothing_is_said_in_words():
    notes = {round(it["y"]): it["text"] for it in figure()["layout"]["annotations"][1:]}
    assert notes == {
        0: "no data", 1: "◐ due", 2: "● fresh", 3: "○ overdue", 4: "no data", 5: "no data",
    }  # fmt: skip


def test_the_matrix_leaves_its_rows_as_they_were_and_says_why_it_is_empty():
    known, fresh = cells()
    before = known.copy(deep=True), fresh.copy(deep=True)
    valid(matrix(known, fresh, states=CODES, title=""))
    pd.testing.assert_frame_equal(known, before[0])
    pd.testing.assert_frame_equal(fresh, before[1])
    empty = valid(matrix(known.head(0), fresh, states=CODES, title=""))
    assert not empty.data
    assert "Nothing of this is in the data" in empty.layout.annotations[1].text


def test_the_title_counts_what_is_due_and_is_plain_where_nothing_ever_is():
    assert titled(cells()) == "Trade: newer figures are due in 1 and overdue in 1 of 3 series"
    assert titled(cells(trade({}))) == "Trade: no newer figures are due"
    known, fresh = cells()
    assert (
        titled((known, fresh.assign(state="irregular")), "aid") == "Aid: what is known of each state, by kind of source"
    )


def test_each_strip_is_told_in_words_too():
    lines = in_words(cells()[1], "trade").apply(lambda column: column.str.replace("\\", "")).to_dict("records")
    assert lines[3] == {
        "State": "Turkmenistan", "Kind of source": "data set", "Data to": "31 Dec 2021",
        "Reported by": "International Monetary Fund", "Age on the last day of the data": "1,536 days",
        "How fresh": "○ A newer period is overdue",
    }  # fmt: skip
    assert lines[0]["How fresh"] == "No data"
    assert lines[0]["Data to"] == ""


NO_DATA_SET = "Turkmenistan reports its trade to none of the data sets"


@pytest.mark.parametrize(
    ("what", "count", "parts", "sentence"),
    [
        ("data_sets", 1, "IMF", f"{NO_DATA_SET}; what they have of its trade is reported by the IMF."),
        ("data_sets", 0, "", f"{NO_DATA_SET}."),
        ("years", 3, "2019;2020;2022", "Turkmenistan: no statistic of all goods by Turkmenistan's own side for 2019–2020 and 2022."),
        ("weights", 1, "", "Turkmenistan: 1 consignment without a reported weight."),
        ("positions", 2, "afghan_mission;consulates", "Turkmenistan: not established: Afghan embassy, run by; Consulates."),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_in_words(what, count, parts, sentence):
    row: dict[str, Any] = {Gap.country: "TKM", Gap.table: "trade", Gap.what: what, Gap.count: count, Gap.parts: parts}
    assert wording.gap(row) == sentence


def test_states_without_a_row_are_told_apart_from_zero():
    assert wording.nothing("trade", {"UZB", "TKM"}) == [
        "Nothing found on Kazakhstan, Kyrgyzstan and Tajikistan, which does not mean zero."
    ]
    assert wording.nothing("food_prices", {"AFG"}) == []


def test_the_page_names_what_turkmenistan_does_not_report():
    text = said(page())
    assert "Turkmenistan: no statistic of all goods by Turkmenistan's own side for 2010–2015" in text


def test_every_table_on_record_can_be_chosen_by_the_address():
    for table in on_record():
        app = page(known_kind=BY_NAME[table].heading)
        assert shown(app)["alt"].startswith(f"{BY_NAME[table].heading} by state, kind of source and year")
        assert "16 March 2026" in shown(app)["alt"]


def test_the_matrix_of_the_page_holds_every_strip_that_is_known():
    fig = shown(page(known_kind="Trade"))
    known = measures.availability([(Trade, data.read(Trade))], data.read(BY_NAME["sources"]))
    assert len(fig["data"][0]["x"]) == len(known)
    assert len(fig["layout"]["yaxis"]["ticktext"]) == len(known.drop_duplicates(["country", "kind"]))


def test_the_same_stands_in_words_below_the_matrix():
    table = next(it.value for it in page().table if "How fresh" in it.value)
    assert set(CODES) <= {code for code in CODES if name(code) in set(table["State"])}
    assert table["How fresh"].str.contains("|".join(SIGNS.values())).any()
