"""A part that is missing, empty, cut, another table's, older, damaged or infinite: the rest is read, and it is said."""

import shutil

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import data
from data import FACTS
from data.schema.tables import TABLES, Changes, Events, Sources, Towns, Trade
from tests.support import broken

FILLED = TABLES


@pytest.mark.parametrize("spoil", broken.UNREADABLE, ids=lambda it: it.__name__)
def test_a_part_that_cannot_be_read_leaves_no_rows_and_a_sentence_and_all_others_as_they_are(folder, spoil):
    for table in FILLED:
        spoil(folder, table)
        assert data.read(table).empty
        assert list(data.read(table).columns) == [*table.columns, table.row_id]
        assert len(data.unreadable(table)) == 1
        broken.missing(folder, table)
        shutil.copytree(data.FOLDER / "parquet" / table.name, folder.path / table.name, dirs_exist_ok=True)
        assert data.unreadable(table) == []
    assert [table.name for table in TABLES if data.unreadable(table)] == []


@pytest.mark.parametrize("table", [*FACTS, Sources], ids=lambda it: it.name)
def test_a_table_without_a_row_is_said_to_have_none(folder, table):
    broken.empty(folder, table)
    sentence = f"data/parquet/{table.name}/ holds no row. Run: python -m loaders"
    assert data.unreadable(table) == [sentence]


def test_changes_may_be_none(folder):
    broken.empty(folder, Changes)
    assert data.unreadable(Changes) == []


def test_infinite_numbers_are_read_as_missing_and_counted(folder):
    whole = data.read(Trade)
    broken.infinite(folder, Trade)
    rows = data.read(Trade)
    assert len(rows) == len(whole)
    assert rows[Trade.value_usd].isna().all()
    assert not np.isinf(rows.select_dtypes("number")).any(axis=None)
    (sentence,) = data.unreadable(Trade)
    assert sentence.startswith("data/parquet/trade/curated.parquet holds ")
    assert sentence.endswith(" numbers without end, which are left out. Run: python -m loaders curated")


def test_a_row_that_must_have_its_number_is_left_out_without_it(folder):
    whole = data.read(Towns)
    rows = folder.path / Towns.name / "curated.parquet"
    part = pq.read_table(rows)
    at = part.schema.get_field_index(Towns.lat)
    numbers = part[Towns.lat].to_pylist()
    pq.write_table(part.set_column(at, part.schema.field(at), pa.array([float("inf"), *numbers[1:]])), rows)
    assert data.read(Towns)[Towns.lat].tolist() == whole[Towns.lat].tolist()[1:]


def test_without_events_the_data_reach_to_the_latest_source_and_without_both_to_no_day(folder):
    broken.missing(folder, Events)
    assert data.known_to() == data.read(Sources)[Sources.start].max().date()
    broken.missing(folder, Sources)
    assert data.known_to() is None
