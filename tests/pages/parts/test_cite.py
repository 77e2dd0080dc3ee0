"""A citation in four forms, each with author, title, version, date and address."""

import json
import re

import data
from pages._app.record import today
from pages._parts.cite import WHOLE, Citation

VIEW = Citation("“Trade & aid_2021 grew 5 %”", "http://ledger.example/?figure=x&country=Uzbekistan")


def test_a_sentence_names_author_title_version_day_and_address():
    assert re.fullmatch(
        rf"Amu Ledger contributors \(\d{{4}}\)\. “Trade & aid_2021 grew 5 %”\. Amu Ledger\. Data version {data.edition()}, "
        rf"data to {data.known_to():%-d %B %Y}\. Retrieved {today():%-d %B %Y}\. {re.escape(VIEW.address)}\.",
        VIEW.text(),
    )
    assert WHOLE in Citation().text()
    assert "http" not in Citation().text()


def test_bibtex_escapes_the_marks_of_tex_in_words_and_not_in_addresses():
    entry = VIEW.bibtex()
    assert r"title = {{“Trade \& aid\_2021 grew 5 \%”}}" in entry
    assert f"url = {{{VIEW.address}}}" in entry
    assert re.match(r"@misc\{[a-z0-9-]+,\n", entry)
    assert entry.count("{") - entry.count("\\{") == entry.count("}") - entry.count("\\}")


def test_ris_has_a_tag_a_line_and_ends():
    lines = VIEW.ris().split("\r\n")
    assert lines[0] == "TY  - DATA"
    assert lines[-2:] == ["ER  - ", ""]
    assert f"UR  - {VIEW.address}" in lines
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", it) for it in lines[:-1])


def test_csl_json_is_a_data_set_with_dates_as_numbers():
    (item,) = json.loads(VIEW.csl())
    assert item["type"] == "dataset"
    assert item["URL"] == VIEW.address
    assert item["version"] == data.edition()
    assert item["accessed"]["date-parts"] == [[today().year, today().month, today().day]]
