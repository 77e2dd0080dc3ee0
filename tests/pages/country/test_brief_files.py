"""The files of a brief: nothing that runs, every letter, two pages of A4; and what the page offers."""

import dataclasses
import re
import subprocess
import sys
from itertools import pairwise

import pytest

from analysis.brief import Record, brief
from data.schema.tables import Sources
from data.vocabulary.places import CODES, name
from pages._app.rows import rows
from pages.country import brief as page_brief
from pages.country import brief_pdf
from pages.country.brief import of_state
from pages.country.brief_html import address, columns, document, in_lines, preview, tight
from pages.country.brief_pdf import pdf, printable, unmapped
from tests.support.briefs import FRAMES, by_hand, mark, pages, plain


def hostile(record: Record) -> Record:
    evil = "<script>alert(1)</script> & <b>\u0645\u0007"
    events, sources, positions = record.events.copy(), record.sources.copy(), record.recognition.copy()
    events["title"] = evil
    sources["publisher"], sources["url"] = f'"{evil}', "javascript:alert(1)"
    positions["value"] = positions["value"].mask(positions["dimension"] == "special_envoy", evil)
    return dataclasses.replace(record, events=events, sources=sources, recognition=positions)


def test_markup_in_the_rows_is_shown_as_text():
    found = brief(hostile(by_hand()), "TJK")
    for text in (document(found), preview(found)):
        assert "<script" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in text
        assert "javascript:" not in text
    file = pdf(found)
    assert file.startswith(b"%PDF")
    assert b"javascript" not in file.lower()


def test_the_file_loads_nothing_and_runs_nothing():
    text = document(of_state("KAZ"))
    assert not re.search(r"<(script|link|img|iframe|object|embed)\b|\bsrc=|url\(|@import|\son\w+=", text)
    assert "default-src 'none'" in text
    assert "size: A4" in text
    assert set(re.findall(r'href="([^"#]\w+)', text)) <= {"http", "https"}


@pytest.mark.parametrize("code", CODES)
def test_the_pdf_of_every_state_has_at_most_two_pages_and_every_letter(code):
    file = pdf(of_state(code))
    assert 1 <= pages(file) <= 2
    assert b"/ToUnicode" in file  # its text can be selected
    words = plain(document(of_state(code)))
    assert len(words) > 2000
    assert unmapped(words.replace("\n", " ")) == set()
    assert b"(https://" in file


def test_no_text_of_the_tables_has_a_character_that_the_pdf_lacks():
    for table in FRAMES.values():
        for column in table.columns:
            if column.spec.dtype == "text" and column != "url":
                assert unmapped("".join(set("".join(rows(table)[column].dropna())))) == set(), column
    assert {char for url in rows(Sources)["url"] for char in address(url)} <= set(map(chr, range(33, 127)))


def test_names_of_the_region_have_their_letters_and_what_is_missing_is_told_never_left_out():
    assert printable(
        "T\u00fcrkmenistan, O\u02bbzbekiston, \u049a\u0430\u0437\u0430\u049b\u0441\u0442\u0430\u043d, \u04b6\u04b3"
    ) == ("T\u00fcrkmenistan, O\u02bbzbekiston, \u049a\u0430\u0437\u0430\u049b\u0441\u0442\u0430\u043d, \u04b6\u04b3")
    assert printable("a \u0645 b") == "a [U+0645] b"
    assert unmapped("a \u0645 b") == {"\u0645"}


def test_the_links_of_the_pdf_lead_to_the_sources():
    file = pdf(of_state("TJK"))
    written = {it.decode().replace("\\(", "(").replace("\\)", ")") for it in re.findall(rb"/URI \((.*?)\)\s*\n", file)}
    assert written == {address(it.url) for it in of_state("TJK").references if it.url}


def test_the_same_brief_makes_the_same_files():
    assert pdf(of_state("KGZ")) == pdf(of_state("KGZ"))
    assert page_brief.html_of("KGZ") == page_brief.html_of("KGZ")


def test_an_address_of_other_letters_is_encoded_and_what_is_none_is_no_link():
    assert address("https://example.org/\u049b?a=1&b=%20") == "https://example.org/%D2%9B?a=1&b=%20"
    assert address("javascript:alert(1)") == ""


def test_numbers_stay_with_their_units():
    assert tight("$545 m in 2024, 24 % more") == "$545\N{NO-BREAK SPACE}m in 2024, 24\N{NO-BREAK SPACE}% more"
    assert tight("15 men") == "15 men"


def test_bars_are_as_high_as_their_values():
    bars = brief(by_hand(), "KAZ").bars
    heights = {bar.label: height for bar, (_, _, height) in zip(bars, columns(bars, 700, 100), strict=True)}
    assert heights["2022"] == 100
    assert heights["2023"] == pytest.approx(100 * 545.2 / 987.9)
    assert heights["2021"] == 0
    assert in_lines("Jan-Aug 2025") == ["Jan-Aug", "2025"]
    assert in_lines("Mar 2024-Mar 2025") == ["Mar 2024-", "Mar 2025"]
    assert in_lines("2022") == ["2022"]


def test_what_draws_the_pdf_is_loaded_only_when_a_reader_asks(root):
    code = "import sys; from pages._app.navigation import discover; discover(); sys.exit('reportlab' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=60)


def test_the_page_offers_both_files_and_names_them_after_the_state():
    from streamlit.testing.v1 import AppTest

    def script() -> None:
        import datetime as dt

        from pages._app.view import View
        from pages.country import brief as page_brief

        page_brief.show_brief(View(("KAZ",), dt.date(2020, 1, 1), dt.date(2026, 1, 1)), "KAZ")

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    assert [it.proto.label for it in app.get("download_button")] == ["Brief as PDF", "Brief as HTML"]
    assert [it.label for it in app.expander] == ["Read the brief here"]


def test_the_preview_brings_no_heading_of_its_own():
    text = preview(of_state("KAZ"))
    assert not re.search(r"<h\d|<body|<html", text)
    assert name("KAZ") in text
    assert "<svg" not in text  # Streamlit would take it out and leave its key
    assert "Filled:" not in text


@pytest.mark.parametrize("code", CODES)
def test_the_preview_tells_what_the_chart_shows_and_has_the_numbers_of_the_files(code):
    found = of_state(code)
    (told,) = re.findall(r"<b>Turnover with Afghanistan:</b> (.*?)\.</p>", preview(found))
    bars = [
        f"{it.label}: {it.said.text} {mark(found, it.said.sources) if it.said.sources else ''}" for it in found.bars
    ]
    assert plain(told) == "; ".join(it.strip() for it in bars)
    lists = [re.findall(r'<li id="brief-\d+">.*?</li>', it) for it in (preview(found), document(found))]
    assert lists[0] == lists[1] != []
    texts = [re.findall(r"<ul>.*?</ul>", it) for it in (preview(found), document(found))]
    assert texts[0] == texts[1] != []


@pytest.mark.parametrize("code", CODES)
def test_no_heading_of_the_pdf_is_left_alone_at_the_foot_of_a_page(code, monkeypatch):
    drawn: list[tuple[int, str]] = []

    class Watched(brief_pdf.SimpleDocTemplate):
        def afterFlowable(self, flowable) -> None:  # noqa: N802  as ReportLab has it
            if type(flowable).__name__ in {"Paragraph", "KeepInFrame"}:
                drawn.append((self.page, getattr(flowable, "text", "")))

    monkeypatch.setattr(brief_pdf, "SimpleDocTemplate", Watched)
    pdf(of_state(code))
    headings = {*(it.heading for it in of_state(code).sections), "Sources"}
    pairs = [(text, page, after) for (page, text), (after, _) in pairwise(drawn) if text in headings]
    assert {text for text, _, _ in pairs} == headings
    assert all(page == after for _, page, after in pairs), pairs
