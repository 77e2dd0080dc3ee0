"""The files of a brief: nothing that runs, every letter, two pages of A4; and what the page offers."""

import dataclasses
import html
import http.server
import re
import subprocess
import sys
import threading
from typing import ClassVar

import pytest

from analysis.brief import Tables, brief
from data.schema.tables import Sources
from data.vocabulary.places import CODES, name
from pages._app.rows import rows
from pages.country import brief as page_brief
from pages.country.brief import of_state, wording
from pages.country.brief.document import address, document, preview, with_units
from pages.country.brief.pdf import pdf, printable, unmapped
from tests.support.briefs import FRAMES, by_hand, links, mark, pages, plain


def hostile(record: Tables) -> Tables:
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
    file = pdf(document(found))
    assert "<script>alert(1)</script> & <b>[U+0645][U+0007]" in " ".join(pages(file))
    assert links(file)[0] == set()


def test_the_file_loads_nothing_and_runs_nothing():
    text = document(of_state("KAZ"))
    assert not re.search(r"<(script|link|img|iframe|object|embed)\b|\bsrc=|url\(|@import|\son\w+=", text)
    assert "default-src 'none'" in text
    assert "size: A4" in text
    assert set(re.findall(r'href="([^"#]\w+)', text)) <= {"http", "https"}


@pytest.mark.parametrize("code", CODES)
def test_the_pdf_of_every_state_has_two_pages_and_all_the_words_of_the_html(code):
    text = document(of_state(code))
    first, second = pages(pdf(text))
    printed = re.sub(r"\s", "", f"{first} {second}")
    assert unmapped(text) == set()
    for item in re.findall(r"<li[^>]*>(.*?)</li>", text):
        assert re.sub(r"\s", "", html.unescape(plain(item))) in printed
    assert f"{name(code)} and Afghanistan" in first
    assert first.endswith("Page 1")
    assert second.endswith("Page 2")


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
    addresses, within = links(pdf(document(of_state("TJK"))))
    assert addresses == {address(it.source["url"]) for it in of_state("TJK").references if it.source}
    assert within == document(of_state("TJK")).count('href="#brief-')


def test_the_pdf_loads_nothing_that_its_html_names():
    class Server(http.server.BaseHTTPRequestHandler):
        asked: ClassVar[list[str]] = []

        def do_GET(self) -> None:
            self.asked.append(self.path)
            self.send_error(404)

    with http.server.HTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        pdf(
            f'<img src="{url}/image.png"><style>@import "{url}/style.css"; p {{ background: url("{url}/ground.png") }}</style><p>Text'
        )
        server.shutdown()
    assert Server.asked == []


def test_the_same_brief_makes_the_same_files():
    text = document(of_state("KGZ"))
    assert pdf(text) == pdf(text)
    assert page_brief.html_of("KGZ") == text.encode()


def test_many_briefs_at_once_are_the_same_and_the_process_ends_well(root):
    code = (
        "from concurrent.futures import ThreadPoolExecutor; from pages.country.brief import of_state;"
        "from pages.country.brief.document import document; from pages.country.brief.pdf import pdf;"
        "texts = [document(of_state(code)) for code in ('KAZ', 'TJK')] * 15; one = {text: pdf(text) for text in texts[:2]};"
        "files = list(ThreadPoolExecutor(4).map(pdf, texts)); assert files == [one[text] for text in texts]"
    )
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=120)


def test_an_address_of_other_letters_is_encoded_and_what_is_none_is_no_link():
    assert address("https://example.org/\u049b?a=1&b=%20") == "https://example.org/%D2%9B?a=1&b=%20"
    assert address("javascript:alert(1)") == ""


def test_numbers_stay_with_their_units():
    assert with_units("$545 m in 2024, 24 % more") == "$545\N{NO-BREAK SPACE}m in 2024, 24\N{NO-BREAK SPACE}% more"
    assert with_units("15 men") == "15 men"


def test_bars_are_as_high_as_their_values():
    found = brief(by_hand(), "KAZ")
    cells = re.findall(r"<td>(.*?)</td>", document(found))
    drawn = [re.search(r'class="bar (\w+)" style="height: ([\d.]+)em', it) for it in cells]
    heights = {wording.below(bar): it and float(it[2]) for bar, it in zip(found.bars, drawn, strict=True)}
    assert heights["2022"] == 7  # 987.265 m, the highest
    assert heights["2023"] == pytest.approx(7 * 636.510 / 987.265, abs=0.01)
    assert heights["2021"] == pytest.approx(7 * 474.335 / 987.265, abs=0.01)
    assert [it[1] for it in drawn if it] == [it.kind for it in found.bars if it.kind != "none"]


def test_what_prints_the_pdf_is_loaded_only_when_a_reader_asks(root):
    code = "import sys; from pages._app.navigation import discover; discover(); sys.exit('plutoprint' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=60)


def test_the_page_offers_both_files_and_names_them_after_the_state():
    from streamlit.testing.v1 import AppTest

    def script() -> None:
        import datetime as dt

        from pages._app.view import View
        from pages.country import brief

        brief.brief_button("KAZ")
        brief.show_brief(View(("KAZ",), dt.date(2020, 1, 1), dt.date(2026, 1, 1)), "KAZ")

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    assert [it.proto.label for it in app.get("download_button")] == [
        "Two-page brief (PDF)",
        "Two-page brief (HTML)",
    ]
    assert [it.label for it in app.expander] == ["Read the brief here"]


def test_where_nothing_prints_a_pdf_the_page_offers_the_html_alone(monkeypatch):
    from streamlit.testing.v1 import AppTest

    def script() -> None:
        import datetime as dt

        from pages._app.view import View
        from pages.country import brief

        brief.brief_button("KAZ")
        brief.show_brief(View(("KAZ",), dt.date(2020, 1, 1), dt.date(2026, 1, 1)), "KAZ")

    monkeypatch.setattr(page_brief, "PRINTS_PDF", False)
    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    assert [it.proto.label for it in app.get("download_button")] == ["Two-page brief (HTML)"]


def test_the_preview_brings_no_heading_of_its_own():
    text = preview(of_state("KAZ"))
    assert not re.search(r"<h\d|<body|<html|@page", text)
    assert name("KAZ") in text


@pytest.mark.parametrize("code", CODES)
def test_the_preview_shows_what_the_file_shows(code):
    found = of_state(code)
    for piece in (r"<li>.*?</li>", r'<li id="brief-\d+">.*?</li>', r"<table.*?</table>"):
        shown, filed = (re.findall(piece, it, re.DOTALL) for it in (preview(found), document(found)))
        assert shown == filed != []
    values = [plain(it) for it in re.findall(r"<td>(.*?)</td>", preview(found))]
    assert values == [
        f"{wording.clause(it)} {mark(found, it.sources) if it.sources else ''}".strip()
        for it in (bar.statement for bar in found.bars)
    ]


@pytest.mark.parametrize("code", CODES)
def test_no_section_of_the_pdf_is_torn_between_pages(code):
    printed = [re.sub(r"\s", "", page) for page in pages(pdf(document(of_state(code))))]
    sections = re.findall(r"<section>.*?</section>", document(of_state(code)), re.DOTALL)
    assert len(sections) == len(of_state(code).sections) + 1
    for section in sections:
        heading = plain(re.findall(r'class="heading">(.*?)<', section)[0])
        items = [re.sub(r"\s", "", html.unescape(plain(it))) for it in re.findall(r"<li[^>]*>(.*?)</li>", section)]
        page = next(page for page in printed if items[0] in page)
        assert heading.replace(" ", "") in page
        assert items[-1] in page, heading
