"""The table of states: each value with its source, each sign explained once, one state at a time on a phone."""

import re
from dataclasses import replace
from html import unescape

import pytest

from data.vocabulary.places import CODES, name
from tests.pages.test_words import VIEWS, faults
from tests.support.drawing import EVERY, drawn


def body(*codes: str) -> str:
    app = drawn("overview", replace(EVERY, countries=codes))
    (table,) = [it.proto.body for it in app.get("html") if 'class="states"' in it.proto.body]
    return table


def cells(table: str, row: str) -> list[str]:
    """The cells of a row, in words."""
    line = table.partition(f'<th scope="row">{row}</th>')[2].partition("</tr>")[0]
    return [" ".join(unescape(re.sub("<[^>]*>", " ", it)).split()) for it in line.split("</td>")[:-1]]


def test_the_cells_are_those_of_the_curated_data():
    table = body(*CODES)
    assert cells(table, "Recognition") == ["not recognised since 15 Aug 2021"] * 5
    assert cells(table, "Afghan embassy run by") == [
        "Taliban chargé ° since 21 Aug 2024",
        "Taliban ambassador ≠ since 9 Oct 2024",
        "Taliban chargé ° since 17 Mar 2022",
        "Taliban chargé since Sep 2024",
        "republic's envoy since 15 Aug 2021",
    ]
    assert cells(table, "Change since 2021")[:3] == [
        "+14 % $474 m to $542 m (2025)",
        "+29 % $674 m to $868 m (2023)",
        "not known no series from 2021 on",
    ]
    assert cells(table, "Reported as sent")[0] == "at least 13,731 t 17 consignments, 4 without a reported weight"
    assert cells(table, "Special envoy")[2:4] == ["none known", "Taalatbek Masadykov Nov 2022 to Jan 2026"]


def test_a_higher_rung_is_darker_and_what_is_no_rung_has_no_shade():
    line = body(*CODES).partition("Afghan embassy run by</th>")[2].partition("</tr>")[0]
    # of the four rungs the third, the fourth and the first, which has none
    assert re.findall(r"--shade:([\d.]+)", line) == ["0.67", "1.00", "0.67", "0.67"]


def test_each_sign_in_the_table_is_explained_once_and_no_other():
    for codes in (CODES, ("TJK",), ("KGZ",)):
        table, _, key = body(*codes).partition("</table>")
        for sign in "≠°?":
            shown = f">{sign}</abbr>" in table
            assert key.count(f"{sign} ") == shown, (codes, sign)


@pytest.mark.parametrize("codes", [CODES, ("KAZ", "TJK")])
def test_a_phone_has_one_switch_for_each_state_and_the_first_is_on(codes):
    table = body(*codes)
    assert re.findall(r'<input type="radio"[^>]*class="(\w+)"', table) == list(codes)
    assert table.count(" checked") == 1
    assert re.findall(r'href="country\?state=(\w+)"', table) == [name(it) for it in codes]


def test_one_state_alone_needs_no_switch():
    assert "<input" not in body("UZB")


def test_every_row_names_what_it_is_and_every_column_its_state():
    table = body(*CODES)
    assert table.count('scope="col"') == len(CODES)
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", table)
    assert len(rows) == 10
    assert all(row.count("<td") == len(CODES) for row in rows)


def test_the_words_of_the_table_are_plain():
    for codes, *_ in (VIEWS["all five"], *(VIEWS[code] for code in CODES)):
        text = re.sub("<[^>]*>", "\n", body(*codes))
        assert faults(text) == []
