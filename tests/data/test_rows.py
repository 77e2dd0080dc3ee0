import pandas as pd
import pytest

import data
from data.rows import grouped, in_order, records
from data.schema.tables import TABLES

ROWS = pd.DataFrame({
    "who": ["KAZ", "UZB", "KAZ", "KAZ"], "year": [2024.0, float("nan"), float("nan"), 2024.0],
    "said_on": pd.to_datetime(["2024-03-01", None, "2023-01-01", "2024-03-01"]), "at": [0, 1, 2, 3],
})  # fmt: skip


@pytest.mark.parametrize("table", TABLES, ids=lambda it: it.name)
def test_records_are_those_of_pandas_with_the_same_types(table):
    rows = data.read(table)
    ours, theirs = records(rows), rows.to_dict("records")
    assert repr(ours) == repr(theirs)
    assert [list(map(type, it.values())) for it in ours] == [list(map(type, it.values())) for it in theirs]


def test_no_rows_are_no_records():
    assert records(ROWS.iloc[:0]) == []
    assert records(pd.DataFrame()) == []


def test_groups_stand_in_the_order_in_which_they_come_and_what_is_missing_agrees():
    found = grouped(records(pd.concat([ROWS, ROWS])), ["who", "year"])
    assert [[it["at"] for it in group] for group in found] == [[0, 3, 0, 3], [1, 1], [2, 2]]


def test_rows_by_a_column_have_those_without_it_last_and_equals_as_they_came():
    assert [it["at"] for it in in_order(records(ROWS), "said_on")] == [2, 0, 3, 1]
