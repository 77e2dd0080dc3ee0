"""The judge of rows: all faults at once, each with its row, column, rule and value."""

import datetime as dt

import pandas as pd
import pytest

import data
from data.schema.check import FaultsError, check
from data.schema.columns import Rule, Table
from data.schema.columns import column as of
from data.schema.tables import Aid, Recognition, Trade, Votes, about

GOOD = {
    "body": "UNGA", "resolution": "A/RES/79/317", "start": "2025-07-07", "end": "2025-07-07", "precision": "day",
    "country": "KAZ", "vote": "yes", "source_id": "un-library-4084801", "note": "",
}  # fmt: skip
SOURCES = {"un-library-4084801"}
POSITION = {
    "country": "KAZ", "dimension": "mission_in_kabul", "value": "closed", "place": "", "place_status": "",
    "start": "2021-08-15", "start_precision": "day", "until": "2022-01-01", "until_precision": "day", "last_seen": "",
    "last_seen_precision": "unknown", "preferred": "yes", "source_id": "un-library-4084801", "note": "",
}  # fmt: skip


def rows_of(*rows: dict[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    frame.index = pd.RangeIndex(2, len(rows) + 2)
    return frame


FIGURE = dict.fromkeys(map(str, Trade.columns), "") | {
    "country": "KAZ", "flow": "export", "precision": "unknown", "commodity": "total", "bound": "exact", "reported_by": "KAZ",
    "made_by": "KAZ", "status": "claim", "source_id": "un-library-4084801",
}  # fmt: skip


def faults(*rows: dict[str, str], table: type[Table] = Votes) -> pd.DataFrame:
    with pytest.raises(FaultsError) as found:
        check(rows_of(*rows), table, where="votes.csv", sources=SOURCES)
    return found.value.faults


def test_good_rows_come_back_typed_and_sorted():
    checked = check(rows_of({**GOOD, "country": "UZB"}, GOOD), Votes, where="votes.csv", sources=SOURCES)
    assert list(checked["country"]) == ["KAZ", "UZB"]
    assert str(checked["start"].dtype) == "datetime64[s]"
    assert checked["note"].isna().all()


def test_every_fault_is_told_at_once_with_row_column_rule_and_value():
    found = faults(
        {**GOOD, "start": "2025-13-07"},
        {**GOOD, "country": "XYZ"},
        {**GOOD, "country": "TJK", "source_id": "nobody-2020"},
        {**GOOD, "country": "UZB", "vote": ""},
    )
    told = {(row["row"], row["column"]): (row["rule"], row["value"]) for row in found.to_dict("records")}
    assert told[2, "start"] == ("is not a date", "2025-13-07")
    assert told[3, "country"][1] == "XYZ"
    assert told[4, "source_id"] == ("is listed in sources.csv", "nobody-2020")
    assert told[5, "vote"][0] == "must not be empty"
    assert set(found["where"]) == {"votes.csv"}


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        ("2025-07-02", "2025-07-31", "month"),
        ("2025-07-01", "2025-07-30", "month"),
        ("2024-01-02", "2024-12-31", "year"),
        ("2024-02-01", "2024-12-31", "year"),
        ("2024-01-01", "2024-12-30", "year"),
        ("2024-01-01", "2024-11-30", "year"),
        ("2025-07-07", "", "day"),
        ("2025-07-07", "2025-07-07", "unknown"),
        ("", "2025-07-07", "unknown"),
    ],
)
def test_days_are_those_of_their_precision(start, end, precision):
    assert len(faults({**GOOD, "start": start, "end": end, "precision": precision}))


@pytest.mark.parametrize(
    ("start", "precision", "rule"),
    [
        ("1880-01-01", "day", "lies between 1990 and 2060"),
        ("2099-01-01", "day", "lies between 1990 and 2060"),
        ("2025-07-02", "month", "is not as exact as its precision says"),
    ],
)
def test_a_rule_of_a_date_is_named(start, precision, rule):
    found = faults({**GOOD, "start": start, "end": start, "precision": precision})
    assert rule in list(found[found["column"] == "start"]["rule"])


def test_each_column_says_in_the_file_what_it_is():
    for column in Votes.columns:
        said = Votes.schema().field(str(column)).metadata
        assert said[b"description"].decode() == column.spec.description


def test_nothing_lies_after_today_or_after_its_source():
    def said(**known):
        try:
            check(rows_of(GOOD), Votes, where="x", sources=SOURCES, by_hand=True, **known)
        except FaultsError as why:
            return set(zip(why.faults["column"], why.faults["rule"], strict=True))
        return set()

    assert said(today=dt.date(2025, 7, 7)) == said() == set()
    after_today, after_source = ("start", "is not after today"), ("start", "lies after its source was published")
    assert said(today=dt.date(2025, 7, 6)) == {
        after_today,
        after_source,
    }  # without a day of its source, today stands in
    (source,) = SOURCES
    day, before = {source: pd.Timestamp("2025-07-07")}, {source: pd.Timestamp("2025-07-06")}
    assert said(published=day) == set()
    assert said(published=before) == said(published=before, today=dt.date(2026, 1, 1)) == {after_source}
    assert said(published=day, today=dt.date(2025, 7, 6)) == {after_today}


def test_a_key_that_is_there_twice_names_both_rows():
    found = faults(GOOD, {**GOOD, "vote": "no"})
    doubled = found[found["rule"] == "is there twice"]
    assert set(doubled["row"]) == {2, 3}


def test_missing_and_foreign_columns_are_named():
    row = {**GOOD, "colour": "red"}
    del row["vote"]
    found = faults(row)
    assert set(zip(found["column"], found["rule"], strict=True)) == {
        ("vote", "column is missing"),
        ("colour", "no such column in the table"),
    }


@pytest.mark.parametrize("one", [{"share_percent": "70"}, {"whole": "own_exports"}, {"whole_t": "1500"}])
def test_a_share_says_of_what_and_a_whole_says_how_much(one):
    assert list(faults(FIGURE | one, table=Trade)["rule"]) == [
        "has a share without its whole, or a whole without a share or amount"
    ]


@pytest.mark.parametrize("one", [{"commodity": "wheat", "commodity_name": "wheat"}, {"commodity": "onions"}])
def test_goods_have_a_name_just_where_their_code_is_none_of_ours(one):
    (rule,) = faults(FIGURE | one, table=Trade)["rule"]
    assert rule == "names goods that have one of our codes, or has a code that is none without a name"


@pytest.mark.parametrize(("export", "fits"), [("800", True), ("900", True), ("999", False), ("1200", False)])
def test_exports_and_imports_of_a_source_make_its_turnover(export, fits):
    year = {"start": "2024-01-01", "end": "2024-12-31", "precision": "year"}
    flows = {"turnover": "1000", "export": export, "import": "190"}
    rows = rows_of(*(FIGURE | year | {"flow": flow, "value_usd": value} for flow, value in flows.items()))
    try:
        check(rows, Trade, where="trade.csv", sources=SOURCES, by_hand=True)
        rules = []
    except FaultsError as why:
        rules = list(why.faults["rule"])
    assert any("turnover" in it for it in rules) is not fits, rules


def test_numbers_outside_their_bounds_are_faults():
    found = faults(FIGURE | {"value_usd": "-5"}, table=Trade)
    assert list(found["column"]) == ["value_usd"]
    assert list(found["rule"]) == ["is at least 0"]


def test_a_position_ends_after_it_has_begun():
    row = {**POSITION, "until": POSITION["start"]}
    with pytest.raises(FaultsError) as why:
        check(rows_of(row), Recognition, where="x", sources=SOURCES, by_hand=True)
    assert ("until", "does not come after start") in set(
        zip(why.value.faults["column"], why.value.faults["rule"], strict=True)
    )


def test_preferred_positions_may_not_overlap():
    later = {**POSITION, "value": "open_charge", "start": "2021-12-01", "until": "", "until_precision": "unknown"}
    found = faults(POSITION, later, table=Recognition)
    assert list(found["row"]) == [3]
    check(rows_of(POSITION, {**later, "start": "2022-01-01"}), Recognition, where="x", sources=SOURCES)


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"dimension": "consulates"}, "is no office, or is one without a place"),
        ({"place": "Herat", "place_status": "open"}, "is no office, or is one without a place"),
        ({"dimension": "consulates", "place": "Herat"}, "one of place and place_status without the other"),
        ({"dimension": "consulates", "place": "Herat", "place_status": "rumoured"}, "is one of open, planned"),
    ],
)
def test_an_office_has_a_place_and_its_state(row, rule):
    assert rule in faults({**POSITION, **row}, table=Recognition)["rule"].iloc[0]
    office = {**POSITION, "dimension": "consulates", "place": "Herat", "place_status": "open"}
    check(rows_of(office), Recognition, where="x", sources=SOURCES)


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"caveat": "partly", "status": "pledged"}, "arrived in part and is no report of a delivery"),
        ({"caveat": "not a gift"}, "is one of cumulative, discount"),
        ({"occasion_on": "2023-10-01", "occasion_on_precision": "day"}, "dates an occasion that it does not name"),
    ],
)
def test_a_caveat_and_a_date_of_an_occasion_fit_their_row(row, rule):
    good = dict.fromkeys(map(str, Aid.columns), "")
    good |= {"shipment": "a", "donor": "KAZ", "precision": "unknown", "status": "delivered", "category": "food",
             "items": "flour", "channel": "bilateral", "occasion_on_precision": "unknown",
             "source_id": "un-library-4084801"}  # fmt: skip
    assert rule in faults({**good, **row}, table=Aid)["rule"].iloc[0]
    check(rows_of({**good, "caveat": "partly"}), Aid, where="x", sources=SOURCES)


def test_each_rule_of_a_column_is_named_in_a_whole_sentence():
    class Held(Table):
        """One row that breaks each rule of a column."""

        name, heading = "held", "Held"
        key = ("source_id",)
        source_id = of("text", "Source", "Who reports it.", required=True, cites=True)
        low = of("number", "Low", "A number.", low=0)
        high = of("number", "High", "A number.", high=100)
        one = of("text", "One", "A code.", values=("a", "b"))
        several = of("text", "Several", "Codes.", values=("a", "b"), many=True)
        twice = of("text", "Twice", "Codes.", values=("a", "b"), many=True)
        form = of("text", "Form", "A code.", pattern="[0-9]{2}", form="of two digits")
        code = of("text", "Code", "A code.", pattern="[0-9]{2}")
        long = of("text", "Long", "A text.", longest=1000)
        past = of("date", "Past", "A day.")
        ahead = of("date", "Ahead", "A day.", ahead=True)
        solar = of("date", "Solar", "A day.", ahead=True)
        late = of("date", "Late", "A day.", ahead=True)
        needed = of("text", "Needed", "A text.", required=True)

    row = {
        "source_id": "un-library-4084801", "low": "-1", "high": "101", "one": "c", "several": "a;c", "twice": "a;a", "form": "1", "code": "1",
        "long": "a word " * 200 + "more", "past": "2026-12-02", "ahead": "2026-12-02", "solar": "1402-01-01", "late": "2061-01-01", "needed": "",
    }  # fmt: skip
    with pytest.raises(FaultsError) as why:
        check(rows_of(row), Held, where="held.csv", sources=SOURCES, today=dt.date(2026, 12, 1), by_hand=True)
    between = "lies between 1990 and 2060"
    assert sorted(zip(why.value.faults["column"], why.value.faults["rule"], strict=True)) == [
        ("code", "has the form [0-9]{2}"), ("form", "has the form of two digits"), ("high", "is at most 100"), ("late", between),
        ("long", "has at most 1,000 characters"), ("low", "is at least 0"), ("needed", "must not be empty"), ("one", "is one of a, b"),
        ("past", "is not after today"), ("several", "each of its parts is one of a, b"),
        ("solar", "is no year of the Afghan solar calendar, as this is"), ("solar", between),
        ("twice", "has each of its parts once, with ; between them"),
    ]  # fmt: skip


def test_a_rule_that_breaks_itself_lets_no_row_pass():
    class Broken(Votes):
        """One vote."""

        name = "broken_votes"
        rules = (Rule("vote", "is no vote", lambda rows: rows["nothing"] > 1),)

    with pytest.raises(FaultsError) as why:
        check(data.read(Votes)[list(Votes.columns)], Broken, where="x", by_hand=True)
    (fault,) = why.value.faults.to_dict("records")
    assert (fault["row"], fault["column"], fault["rule"]) == ("the table", "vote", "cannot be judged: is no vote")


@pytest.mark.parametrize(
    ("source_id", "kind", "published", "precision", "wrong"),
    [
        ("x-2024-05-17-flour", "news", "2024-05-17", "day", False), ("x-2024-05-17-flour", "news", "2024-05-18", "day", True),
        ("x-2024-05-flour", "news", "2024-05-18", "day", False), ("x-2024-05-17", "news", "2024-05-01", "month", False),
        ("x-2024-05", "news", "2024-06-01", "month", True), ("x-2024-05", "news", "2024-01-01", "year", False),
        ("x-2023-05", "news", "2024-01-01", "year", True), ("x-nd-2024-05", "news", "2024-06-01", "month", False),
        ("nd-2024-05", "news", "2024-06-01", "month", False), ("fund-2024-05", "news", "2024-06-01", "month", True),
        ("x-2024-05", "dataset", "2024-06-01", "month", False), ("x-flour", "news", "2024-06-01", "month", False),
        ("x-2024-05", "news", None, "unknown", False), ("x-2024-13", "news", "2024-06-01", "month", False),
    ],
)  # fmt: skip
def test_a_date_in_the_key_of_a_source_is_that_of_its_publication(source_id, kind, published, precision, wrong):
    rows = pd.DataFrame(
        {"source_id": [source_id], "kind": kind, "start": pd.to_datetime([published]), "precision": precision}
    )
    assert about._other_date(rows).tolist() == [wrong]
