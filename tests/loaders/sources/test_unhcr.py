"""UNHCR: Afghans by host state and year; what is not available is empty, what is zero is zero."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.schema.check import check
from data.schema.tables import Refugees, Sources
from data.vocabulary.places import CODES
from loaders import LoaderError, unhcr
from tests.support.answering import Answering

OWN = {"KAZ": "KAZ", "UZB": "UZB", "TKM": "TKM", "KGZ": "KGZ", "TJK": "TAJ"}  # UNHCR has codes of its own


def record(code, told, refugees, asylum_seekers="0", oip="-", **more):
    return {
        "year": told, "coo_id": 1, "coo_name": "Afghanistan", "coo": "AFG", "coo_iso": "AFG", "coa_id": 2,
        "coa_name": code, "coa": OWN.get(code, code), "coa_iso": code, "refugees": refugees,
        "asylum_seekers": asylum_seekers, "returned_refugees": 0, "idps": "0", "returned_idps": 0, "stateless": "0",
        "ooc": 0, "oip": oip, "hst": "-", **more,
    }  # fmt: skip


RECORDS = [
    record("PAK", 2024, 1_600_000),
    record("KAZ", 2024, 300, 250),
    record("KGZ", 2024, 183, "177"),
    record("TJK", 2024, "9902", 3029),
    record("TKM", 2024, 3409),
    record("UZB", 2024, 8505),
    record("UZB", 2025, 5, 0, 7700),
    record("TKM", 2025, "-", "-", "-"),
]


def service(told=None, *, size=10_000, spoil=None):
    told = RECORDS if told is None else told

    def said(url, params):
        assert url == f"{unhcr.UNHCR_URL}/population/"
        assert (params["coo"], params["coa_all"]) == ("AFG", "true")
        assert params["yearTo"] > 2026
        page = params["page"]
        answer = {"page": page, "short-url": "x", "maxPages": -(-len(told) // size), "total": [],
                  "items": told[(page - 1) * size : page * size]}  # fmt: skip
        return spoil(answer) if spoil else answer

    return Answering(said)


def refused(get):
    with pytest.raises(LoaderError) as why:
        unhcr.refugees(get)
    assert str(why.value).startswith("UNHCR")  # whose fault it is
    return str(why.value)


def checked(get):
    return check(unhcr.refugees(get), Refugees, where="unhcr")


def test_the_rows_pass_the_checker_and_their_source_exists():
    get = service()
    sources = check(unhcr.sources(get), Sources, where="unhcr")
    rows = check(unhcr.refugees(get), Refugees, where="unhcr", sources=set(sources["source_id"]))
    assert set(rows["country"]) == set(CODES)
    row = rows[rows["country"] == "TJK"].iloc[0]
    assert (row["refugees"], row["asylum_seekers"]) == (9902, 3029)
    assert (str(row["start"].date()), str(row["end"].date()), row["precision"]) == ("2024-01-01", "2024-12-31", "year")


def test_the_move_of_2025_is_told_and_both_columns_are_kept():
    row = checked(service()).set_index(["country", "start"]).loc["UZB", "2025-01-01"]
    assert (row["refugees"], row["other_in_need"]) == (5, 7700)
    assert "reclassification" in unhcr.sources(service()).loc[0, "describes"]


def test_what_is_not_available_is_empty_and_a_reported_zero_is_zero():
    row = checked(service()).set_index(["country", "start"]).loc["UZB", "2024-01-01"]
    assert pd.isna(row["other_in_need"])
    assert row["asylum_seekers"] == 0


def test_a_year_of_which_nothing_is_available_is_no_row():
    assert ("TKM", 2025) not in {(it.country, it.start.year) for it in checked(service()).itertuples()}


@pytest.mark.parametrize("size", [1, 3, 10_000])
def test_pages_of_any_size_make_the_same_rows(size):
    assert checked(service(size=size)).equals(checked(service()))


PEOPLE = st.one_of(st.integers(0, 10**6), st.integers(0, 10**6).map(str), st.just("-"), st.none())


@given(PEOPLE, PEOPLE)
@settings(deadline=None)
def test_a_figure_is_read_as_a_number_a_text_or_nothing(refugees, oip):
    row = checked(service([*RECORDS, record("KAZ", 2023, refugees, 1, oip)])).set_index(["country", "start"])
    got = row.loc["KAZ", "2023-01-01"]
    for told, kept in ((refugees, got["refugees"]), (oip, got["other_in_need"])):
        assert pd.isna(kept) if told in ("-", None) else kept == int(told)


def test_a_missing_page_is_refused():
    def longer(answer):
        return {**answer, "maxPages": 2}

    assert refused(service(spoil=longer)) == "UNHCR: page 2 of 2 holds 0 records: cut off"


def test_a_full_last_page_is_refused(monkeypatch):
    monkeypatch.setattr(unhcr, "_LIMIT", len(RECORDS))
    assert refused(service()) == "UNHCR: page 1 of 1 holds 8 records: cut off"


def test_another_page_than_the_one_asked_for_is_refused():
    assert "page 2 was asked for, page 1 was received" in refused(
        service(size=4, spoil=lambda answer: {**answer, "page": 1})
    )


def test_pages_without_end_are_refused():
    get = service(size=1, spoil=lambda answer: {**answer, "maxPages": 99, "items": RECORDS[:1]})
    assert refused(get) == "UNHCR: more than 20 pages of 10,000"
    assert len(get.asked) == 20


def test_a_year_that_is_there_twice_is_refused():
    assert "Afghans in KAZ at the end of 2024 are there twice" in refused(service([*RECORDS, RECORDS[1]]))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"coa_iso": "-", "coa": "-"}, "people from AFG in -, where Afghans in one host country were asked for"),
        ({"coo_iso": "SYR"}, "people from SYR in PAK"),
    ],
)
def test_an_answer_to_another_question_is_refused(change, told):
    assert told in refused(service([RECORDS[0] | change, *RECORDS[1:]]))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"refugees": "many"}, "UNHCR: Afghans in KAZ at the end of 2024: refugees: many is not a number"),
        ({"year": 1066}, "at the end of 1066: a year that was not asked for"),
        ({"year": "-"}, "at the end of 0: a year that was not asked for"),
    ],
)
def test_a_figure_that_cannot_be_read_is_named(change, told):
    assert told in refused(service([RECORDS[0], RECORDS[1] | change, *RECORDS[2:]]))


def test_half_a_person_is_a_fault_of_the_row():
    from data.schema.check import FaultsError

    with pytest.raises(FaultsError) as found:
        checked(service([*RECORDS, record("KAZ", 2023, 1.5)]))
    assert list(found.value.faults["column"]) == ["refugees"]


def test_a_column_that_is_gone_is_named():
    lost = {name: it for name, it in RECORDS[1].items() if name != "oip"}
    assert "no column oip" in refused(service([RECORDS[0], lost, *RECORDS[2:]]))
    del lost["refugees"]
    assert "no column refugees, oip" in refused(service([RECORDS[0], lost, *RECORDS[2:]]))


@pytest.mark.parametrize("nowhere", [None, ""])
def test_people_in_no_country_are_refused(nowhere):
    assert "where Afghans in one host country were asked for" in refused(
        service([*RECORDS, record("KAZ", 2023, 1, coa_iso=nowhere)])
    )


@pytest.mark.parametrize(("at_end_of", "asked"), [(1989, False), (1990, True), (2040, True), (2041, False)])
def test_the_first_and_the_last_year_are_among_those_asked_for(at_end_of, asked):
    get = service([*RECORDS, record("KAZ", at_end_of, 7)])
    if asked:
        assert f"{at_end_of}-12-31" in set(unhcr.refugees(get)["end"].astype("str"))
    else:
        assert refused(get) == f"UNHCR: Afghans in KAZ at the end of {at_end_of}: a year that was not asked for"


def test_a_state_without_any_year_is_refused():
    assert refused(service([it for it in RECORDS if it["coa_iso"] != "KGZ"])) == "UNHCR: the answer has no year of KGZ"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"page": 1, "maxPages": 0, "items": []}, "the answer has no record"),
        ({"message": "Server Error"}, "refused: {'message': 'Server Error'}"),
        ({"page": 1, "maxPages": 1, "items": "none"}, "items is none, where a list is expected"),
        ([], "refused: []"),
        (b"<html>502</html>", "the answer is not JSON: <html>502</html>"),
    ],
)
def test_an_empty_answer_and_an_error_under_success_are_refused(body, told):
    assert told in refused(service(spoil=lambda _: body))
