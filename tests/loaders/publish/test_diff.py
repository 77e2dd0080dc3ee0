"""What differs between two loads: rows known again, values told in words, and how much is kept."""

import pandas as pd
import pytest

from data.schema.check import check
from data.schema.tables import TABLES, Changes, Recognition, Trade
from loaders._publish import diff, parts, row_text
from loaders._publish.diff import as_rows, compare

BLANK = dict.fromkeys(map(str, Trade.columns))
ROW = BLANK | {
    "country": "KAZ", "flow": "export", "start": "2024-01-01", "end": "2024-01-31", "precision": "month",
    "commodity": "total", "value_usd": 100.0, "bound": "exact", "reported_by": "IMF", "made_by": "IMF",
    "status": "statistic", "source_id": "imf-nd-imts",
}  # fmt: skip


def rows(*changes):
    named = [{"commodity_name": it["commodity"]} if "commodity" in it else {} for it in changes]
    return check(pd.DataFrame([ROW | it | name for it, name in zip(changes, named, strict=True)]), Trade, where="test")


def lines(old, new):
    found = as_rows(compare(old, new, Trade), "imts", "2026-11-24 06:00")
    check(found, Changes, where="test")
    return found.set_index("kind")


def test_equal_loads_do_not_differ():
    one = rows({}, {"value_usd": 7}, {"value_usd": 8, "note": "another"})
    assert len(compare(one, one.sample(frac=1, random_state=1), Trade)) == 0


@pytest.mark.usefixtures("place")
def test_a_load_read_from_disk_equals_the_rows_that_were_written():
    one = rows({"note": "a", "quantity_t": 3}, {"flow": "import"})
    with parts.Batch("harvest") as batch:
        batch.add(one, Trade)
        batch.commit()
    last = parts.last(Trade, "harvest")
    assert last is not None
    assert last["start"].dtype.kind == "M"  # a day, not an object
    assert len(compare(last, one, Trade)) == 0


def test_a_value_is_told_before_and_after_in_words():
    found = lines(rows({}), rows({"value_usd": 110.5, "note": "revised"}))
    assert found[["row", "column_name", "before", "after"]].fillna("").to_numpy().tolist() == [
        ["Kazakhstan, export, Jan 2024, total, International Monetary Fund, statistic, imf-nd-imts", "value_usd", "100 US$", "110.5 US$"],
        ["Kazakhstan, export, Jan 2024, total, International Monetary Fund, statistic, imf-nd-imts", "note", "", "revised"],
    ]  # fmt: skip


def test_figures_that_contradict_each_other_are_not_paired_by_guess():
    found = lines(rows({"value_usd": 1}, {"value_usd": 2}), rows({"value_usd": 3}, {"value_usd": 4}))
    assert sorted(found.index) == ["added", "added", "lost", "lost"]


def test_of_several_with_one_identity_the_one_that_differs_is_known_again():
    found = lines(rows({"value_usd": 1}, {"value_usd": 2}), rows({"value_usd": 1}, {"value_usd": 4}))
    assert found.loc["changed", ["before", "after"]].tolist() == ["2 US$", "4 US$"]


def test_a_row_that_was_there_twice_and_is_there_once_is_a_loss():
    one = rows({})
    assert list(lines(pd.concat([one, one]), one).index) == ["lost"]


def test_a_new_edition_of_a_source_is_known_by_the_rest_of_the_identity():
    found = lines(rows({}), rows({"value_usd": 101, "source_id": "imf-nd-imts-2"}))
    assert list(found.index) == ["changed", "changed"]
    assert set(found["column_name"]) == {"value_usd", "source_id"}


def test_rows_of_two_sources_stay_two_rows():
    both = rows({}, {"source_id": "other-nd", "value_usd": 5})
    found = lines(both, rows({"source_id": "other-nd", "value_usd": 5}))
    assert list(found.index) == ["lost"]
    assert found.loc["lost", "before"] == "Value: 100 US$; Bound: exact; Made by: International Monetary Fund"


def test_a_column_that_is_new_in_the_table_is_not_compared():
    assert len(compare(rows({}).drop(columns="valuation"), rows({"valuation": "FOB"}), Trade)) == 0


def test_many_changes_are_kept_gravest_first_and_the_rest_is_counted(monkeypatch):
    monkeypatch.setattr(diff, "MOST", 3)
    years = [{"start": f"{year}-01-01", "end": f"{year}-12-31", "precision": "year"} for year in range(2000, 2010)]
    old = rows(*[{**it, "value_usd": 100} for it in years])
    new = rows(*[{**it, "value_usd": 101 + at} for at, it in enumerate(years[1:])], {"flow": "import"})
    found = lines(old, new)
    assert list(found.index) == ["lost", "changed", "changed", "more"]
    assert found.loc["changed", "after"].tolist() == ["109 US$", "108 US$"]
    assert found.loc["more", "row"] == "8 more; in all 1 lost, 9 changed, 1 added"


def test_what_is_lost_beyond_measure_is_told_without_growing(monkeypatch):
    monkeypatch.setattr(diff, "MOST", 3)
    old = rows(*[{"value_usd": it, "commodity": f"goods_{it}"} for it in range(1, 9)])
    assert list(lines(old, rows({})).index) == ["lost", "lost", "lost", "more"]


def test_a_position_is_known_by_state_dimension_day_and_source():
    blank = dict.fromkeys(map(str, Recognition.columns))
    row = blank | {
        "country": "KAZ", "dimension": "mission_in_kabul", "value": "closed", "start": "2021-08-15",
        "start_precision": "day", "until_precision": "unknown", "last_seen_precision": "unknown", "preferred": "yes",
        "source_id": "x-nd",
    }  # fmt: skip
    old, new = (check(pd.DataFrame([row | it]), Recognition, where="x") for it in ({}, {"value": "open_charge"}))
    found = as_rows(compare(old, new, Recognition), "curated", "2026-11-24 06:00")
    assert found[["kind", "row", "column_name", "before", "after"]].to_numpy().tolist() == [
        ["changed", "Kazakhstan, mission_in_kabul, 2021-08-15, x-nd", "value", "closed", "open_charge"]
    ]


@pytest.mark.parametrize("table", TABLES, ids=lambda it: it.name)
def test_every_table_knows_its_rows_by_what_they_are_not_by_what_they_say(table):
    names = {"commodity_name"}  # what a log of changes calls goods
    assert set(table.identity) <= set(table.key) | names
    assert table.identity
    specs = {str(it): it.spec for it in table.columns}
    assert not [it for it in table.identity if specs[it].dtype == "number" or it == "note"]


@pytest.mark.parametrize(("value", "said"), [(True, "yes"), (False, "no"), (None, None)])
def test_a_flag_is_a_word(value, said):
    assert row_text.cell(value, next(it for it in Recognition.columns if it.spec.dtype == "flag")) == said
