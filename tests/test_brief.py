"""The brief of a state: a source after every number, the figures of the page, nothing that runs, two pages of A4."""

import dataclasses
import html
import re
import subprocess
import sys

import pytest

import data
from analysis import citing
from analysis.brief import SINCE, Brief, Record, brief
from analysis.citing import RECORD, marks
from charts import theme
from data import numbers
from data.places import CODES, name
from data.tables import Aid, Events, Recognition, Sources, Trade
from pages import _brief
from pages._brief_html import address, columns, document, in_lines, preview, tight
from pages._brief_pdf import pdf, printable, unmapped
from pages._rows import rows
from pages._state import given, period_of, standing, trade_of
from tests.frames import curated

FRAMES = {"trade": Trade, "aid": Aid, "recognition": Recognition, "events": Events, "sources": Sources}
MARK = r"\[\d[\d, -]*\]"


@pytest.fixture(scope="module")
def record() -> Record:
    """The part of the record that is kept by hand, whose figures are worked out below by hand."""
    frames = {key: curated(table) for key, table in FRAMES.items()}
    return Record(**frames, known_to=data.known_to() or SINCE, edition="0123456789")


@pytest.fixture(scope="module")
def briefs() -> dict[str, Brief]:
    """The briefs as readers get them."""
    return {code: _brief.of_state(code) for code in CODES}


def said(found: Brief) -> dict[str, str]:
    """Each line in plain words with its marks, by section and label; events by the section alone."""
    lines: dict[str, str] = {}
    for section in found.sections:
        for line in section.lines:
            parts = [f"{it.text} {mark(found, it.sources)}" for it in line.parts]
            key = f"{section.heading}: {line.label}".removesuffix(": ")
            lines[key] = "; ".join([*([lines[key]] if key in lines else []), *parts])
    return lines


def mark(found: Brief, sources: tuple[str, ...]) -> str:
    return "".join(piece for piece, _ in marks(found.numbers[it] for it in sources))


def plain(text: str) -> str:
    return re.sub(r"<[^>]+>", "", text).replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ")


def items(text: str) -> list[str]:
    """The lines of the text, without the list of sources."""
    return [plain(it) for it in re.findall(r"<li>(.*?)</li>", text)]


def pages(file: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", file))


@pytest.mark.parametrize("code", CODES)
def test_a_citation_follows_every_number_of_the_text(code, briefs):
    lines = items(document(briefs[code]))
    assert len(lines) > 20
    assert not any(re.search(r"\d", line.label) for section in briefs[code].sections for line in section.lines)
    for line in lines:
        *clauses, rest = re.split(MARK, line)
        assert clauses, line
        assert rest == "", line


@pytest.mark.parametrize("code", CODES)
def test_every_few_words_name_their_sources_and_bear_their_mark_at_once(code, briefs):
    found = briefs[code]
    shown = html.unescape(plain(document(found)))
    for part in (it for section in found.sections for line in section.lines for it in line.parts):
        assert part.sources, part.text
        assert f"{part.text} {mark(found, part.sources)}" in shown


@pytest.mark.parametrize("code", CODES)
def test_every_value_in_the_chart_bears_its_mark(code, briefs):
    texts = re.findall(r"<text [^>]*>([^<]*)</text>", document(briefs[code]))
    values = [it for it in texts if "$" in it]
    assert len(values) == sum(it.kind != "none" for it in briefs[code].bars)
    assert all(re.fullmatch(rf"\$[\d.,]+ (bn|m|k) {MARK}", it) for it in values)


@pytest.mark.parametrize("code", CODES)
def test_every_mark_leads_to_a_source_and_every_source_is_cited(code, briefs):
    file = document(briefs[code])
    ids = [int(it) for it in re.findall(r'<li id="brief-(\d+)">', file)]
    assert ids == list(range(1, len(ids) + 1))
    cited = set()
    for first, last in re.findall(r"(\d+)(?:-(\d+))?(?=[,\]\-])", " ".join(re.findall(MARK, plain(file)))):
        cited |= set(range(int(first), int(last or first) + 1))
    assert cited == set(ids)
    assert {int(it) for it in re.findall(r'href="#brief-(\d+)"', file)} <= set(ids)


@pytest.mark.parametrize("code", CODES)
def test_each_source_of_the_list_stands_with_publisher_date_and_address(code, briefs):
    known = rows(Sources).set_index("source_id")
    written = document(briefs[code])
    for source_id, it in zip(briefs[code].numbers, briefs[code].references, strict=True):
        if source_id == RECORD:
            assert data.edition() in it.date
            continue
        assert it.publisher == known.loc[source_id, "publisher"]
        assert f'href="{html.escape(address(it.url))}"' in written
        assert it.date


def test_the_trade_of_kazakhstan_is_as_worked_out_by_hand(record):
    found = said(brief(record, "KAZ"))
    assert re.match(r"\$545\.2 m in 2024, own statistics \[", found["Trade: Turnover, latest year"])
    assert "6 reports run from $545 m to $1.3 bn [" in found["Trade: Turnover, latest year"]
    years = found["Trade: Turnover by year"]
    assert "2022: $987.9 m (reports from $987.9 m to $1 bn) [" in years
    assert "2023: $545.2 m (reports from $545.2 m to $1 bn) [" in years
    assert "Jan-Aug 2025: $335.9 m (part of a year) [" in years
    assert found["Trade: Exports to Afghanistan"].startswith("$504.2 m in 2023, statistics as carried by the press [")
    assert "$545.2 m by Kazakhstan's figures, $545 m by Afghan ones" in found["Trade: Both sides of the border"]
    assert found["What is not known: No turnover of a full year on record"].startswith("2021 and 2025 [")
    assert found["Trade: Electricity to Afghanistan"].startswith("no yearly figure is on record [")


def test_the_aid_of_kazakhstan_is_as_worked_out_by_hand(record):
    found = said(brief(record, "KAZ"))["Aid: Sent"]
    assert found.startswith(
        "since 15 Aug 2021 at least 13,731 t, at most 14,837 t of what is weighed, in 15 consignments"
    )
    assert "4 of them not weighed" in found


def test_the_brief_of_tajikistan_is_as_worked_out_by_hand(record):
    found = said(brief(record, "TJK"))
    assert "$120 m in 2025, own statistics [" in found["Trade: Turnover, latest year"]
    assert "2 reports run from $110 m to $120 m [" in found["Trade: Turnover, latest year"]
    assert "Jan-Jul 2022: $68.6 m (part of a year) [" in found["Trade: Turnover by year"]
    assert "2023: $98 m [" in found["Trade: Turnover by year"]
    assert found["Aid: Sent"].startswith(
        "since 15 Aug 2021 at least 7,200 t, at most 7,250 t of what is weighed, in 3 "
    )
    assert found["Aid: Of these delivered"].startswith("at least 4,200 t, at most 4,250 t of what is weighed, in 2 ")
    assert found["Positions: Afghan embassy, run by"].startswith("appointee of the former republic, since 15 Aug 2021")
    assert found["Positions: Terrorist listing of the Taliban"].startswith("listed, since 30 Mar 2006, last confirmed")
    assert "another source has: closed, from 15 Aug 2021 [" in found["Positions: Embassy in Kabul"]
    assert found["Positions: Trade offices"].startswith("not on record [")
    assert "2025: 1,800 GWh, own statistics [" in found["Trade: Electricity to Afghanistan"]
    assert found["Latest events"].count("; ") >= 4


@pytest.mark.parametrize("code", CODES)
def test_its_figures_are_those_of_the_page(code, briefs):
    found, latest, sent = said(briefs[code]), trade_of(code), given(code)
    assert latest is not None
    assert sent is not None
    lead = f"{numbers.usd(latest['value'], 4)} in {period_of(latest)}, "
    assert found["Trade: Turnover, latest year"].startswith(lead)
    assert f"at least {numbers.floor(sent['sent_low_t'], 'quantity_t')}" in found["Aid: Sent"]
    assert f"in {sent['sent_count']:.0f} consignments" in found["Aid: Sent"]
    held = standing()
    held = held[(held["country"] == code) & (held["dimension"] == "mission_in_kabul")].iloc[0]
    assert known_id(briefs[code], held["source_id"]) in found["Positions: Embassy in Kabul"]
    assert str(SINCE) == theme.KABUL
    assert citing.NAME == theme.NAME


def known_id(found: Brief, source_id: str) -> str:
    return f"[{found.numbers[source_id]}]"


def test_a_sum_of_aid_cites_the_reports_that_give_its_bounds(record):
    found = brief(record, "TJK")
    sent = next(it for section in found.sections for it in section.lines if it.label == "Sent").parts[0]
    told = record.aid[(record.aid["donor"] == "TJK") & record.aid["source_id"].isin(sent.sources)]
    assert told.groupby("shipment")["weight_t"].min().sum() == 7200
    assert told["shipment"].nunique() == 3


def test_years_of_which_nothing_is_known_stand_empty_in_the_chart(record):
    bars = {it.label: it for it in brief(record, "KAZ").bars}
    assert (bars["2021"].kind, bars["2021"].said.text) == ("none", "no figure")
    assert (bars["2022"].kind, bars["2022"].value) == ("firm", 987_900_000)
    assert bars["Jan-Aug 2025"].kind == "part"
    assert brief(record, "UZB").bars[-1].label == "2025"
    assert {it.label: it.kind for it in brief(record, "UZB").bars}["2022"] == "other"


def hostile(record: Record) -> Record:
    evil = "<script>alert(1)</script> & <b>\u0645\u0007"
    events, sources, positions = record.events.copy(), record.sources.copy(), record.recognition.copy()
    events["title"] = evil
    sources["publisher"], sources["url"] = f'"{evil}', "javascript:alert(1)"
    positions["value"] = positions["value"].mask(positions["dimension"] == "special_envoy", evil)
    return dataclasses.replace(record, events=events, sources=sources, recognition=positions)


def test_markup_in_the_rows_is_shown_as_text(record):
    found = brief(hostile(record), "TJK")
    for text in (document(found), preview(found)):
        assert "<script" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;" in text
        assert "javascript:" not in text
    file = pdf(found)
    assert file.startswith(b"%PDF")
    assert b"javascript" not in file.lower()


def test_the_file_loads_nothing_and_runs_nothing(briefs):
    text = document(briefs["KAZ"])
    assert not re.search(r"<(script|link|img|iframe|object|embed)\b|\bsrc=|url\(|@import|\son\w+=", text)
    assert "default-src 'none'" in text
    assert "size: A4" in text
    assert set(re.findall(r'href="([^"#]\w+)', text)) <= {"http", "https"}


@pytest.mark.parametrize("code", CODES)
def test_the_pdf_of_every_state_has_at_most_two_pages_and_every_letter(code, briefs):
    file = pdf(briefs[code])
    assert 1 <= pages(file) <= 2
    assert b"/ToUnicode" in file  # its text can be selected
    words = plain(document(briefs[code]))
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


def test_the_links_of_the_pdf_lead_to_the_sources(briefs):
    file = pdf(briefs["TJK"])
    written = {it.decode().replace("\\(", "(").replace("\\)", ")") for it in re.findall(rb"/URI \((.*?)\)\s*\n", file)}
    assert written == {address(it.url) for it in briefs["TJK"].references if it.url}


def test_the_same_brief_makes_the_same_files(briefs):
    assert pdf(briefs["KGZ"]) == pdf(briefs["KGZ"])
    assert _brief.html_of("KGZ") == _brief.html_of("KGZ")


def test_an_address_of_other_letters_is_encoded_and_what_is_none_is_no_link():
    assert address("https://example.org/\u049b?a=1&b=%20") == "https://example.org/%D2%9B?a=1&b=%20"
    assert address("javascript:alert(1)") == ""


def test_marks_draw_runs_together():
    assert "".join(it for it, _ in marks([5, 1, 2, 3])) == "[1-3, 5]"
    assert "".join(it for it, _ in marks([2, 1, 1])) == "[1, 2]"
    assert [to for _, to in marks([7])] == [None, 7, None]


def test_numbers_stay_with_their_units():
    assert tight("$545 m in 2024, 24 % more") == "$545\N{NO-BREAK SPACE}m in 2024, 24\N{NO-BREAK SPACE}% more"
    assert tight("15 men") == "15 men"


def test_bars_are_as_high_as_their_values(record):
    bars = brief(record, "KAZ").bars
    heights = {bar.label: height for bar, (_, _, height) in zip(bars, columns(bars, 700, 100), strict=True)}
    assert heights["2022"] == 100
    assert heights["2023"] == pytest.approx(100 * 545.2 / 987.9)
    assert heights["2021"] == 0
    assert in_lines("Jan-Aug 2025") == ["Jan-Aug", "2025"]
    assert in_lines("Mar 2024-Mar 2025") == ["Mar 2024-", "Mar 2025"]
    assert in_lines("2022") == ["2022"]


@pytest.mark.parametrize("code", CODES)
def test_a_record_without_rows_says_that_nothing_is_on_record(code, record):
    empty = {key: getattr(record, key).iloc[:0] for key in ("trade", "aid", "recognition", "events")}
    found = brief(dataclasses.replace(record, **empty), code)
    lines = said(found)
    assert lines["Trade: Turnover, latest year"] == "no yearly figure is on record [1]"
    assert lines["Aid: Sent"] == "no consignment is on record [1]"
    assert lines["Positions: Recognition"] == "not on record [1]"
    assert lines["Latest events"] == "none is on record [1]"
    assert [it.publisher for it in found.references] == ["Amu Ledger, this record"]
    assert pages(pdf(found)) == 1


def test_what_draws_the_pdf_is_loaded_only_when_a_reader_asks(root):
    code = "import sys; from pages import discover; discover(); sys.exit('reportlab' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=60)


def test_the_page_offers_both_files_and_names_them_after_the_state():
    from streamlit.testing.v1 import AppTest

    def script() -> None:
        import datetime as dt

        from pages import View, _brief

        _brief.show_brief(View(("KAZ",), dt.date(2020, 1, 1), dt.date(2026, 1, 1)), "KAZ")

    app = AppTest.from_function(script, default_timeout=60).run()
    assert not app.exception
    assert [it.value for it in app.header] == ["Brief"]
    assert [it.proto.label for it in app.get("download_button")] == ["Brief as PDF", "Brief as HTML"]
    assert [it.label for it in app.expander] == ["Read the brief here"]


def test_the_preview_brings_no_heading_of_its_own(briefs):
    text = preview(briefs["KAZ"])
    assert not re.search(r"<h\d|<body|<html", text)
    assert name("KAZ") in text
    assert "<svg" not in text  # Streamlit would take it out and leave its key
    assert "Filled:" not in text
