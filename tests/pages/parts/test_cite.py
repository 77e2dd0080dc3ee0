"""A citation in four forms, each with author, title, version, date and address; others' programs read them."""

import datetime as dt
import json
import re
import tomllib

import bibtexparser
import rispy
import yaml

import data
from pages._app.record import loaded_on, today
from pages._parts.cite import WHOLE, Citation, cff

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


def test_others_read_our_bibtex():
    library = bibtexparser.parse_string(VIEW.bibtex())
    assert not library.failed_blocks
    (entry,) = library.entries
    fields = {it.key: it.value for it in entry.fields}
    assert entry.entry_type == "misc"
    assert fields["url"] == VIEW.address
    assert (fields["version"], fields["year"]) == (data.edition(), str(VIEW.year))
    assert fields["urldate"] == f"{today():%Y-%m-%d}"


def test_others_read_our_ris():
    (record,) = rispy.loads(VIEW.ris())
    assert record["type_of_reference"] == "DATA"
    assert record["title"] == VIEW.title
    assert record["urls"] == [VIEW.address]
    assert record["authors"] == ["Amu Ledger contributors"]


def test_the_file_for_hosts_of_repositories_is_fresh_and_has_what_its_format_requires(root):
    text = (root / "CITATION.cff").read_text(encoding="utf-8")
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert text == cff(version), "run: python -m pages._parts.cite"
    file = yaml.safe_load(text)
    assert {"cff-version", "title", "message", "authors"} <= set(file)
    assert (file["type"], file["version"], file["license"]) == ("dataset", version, "CC-BY-4.0")
    assert file["date-released"] == loaded_on()
    assert isinstance(file["date-released"], dt.date)
    assert [it["value"] for it in file["identifiers"]] == [data.edition()]
