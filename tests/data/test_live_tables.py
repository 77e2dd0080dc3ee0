"""A table that only sources on the network fill is empty until one of them is asked; any other without rows is broken."""

import pytest

import data
from data.schema.tables import TABLES, Flows, Indicators, Trade

LIVE = [table for table in TABLES if table.live]


@pytest.fixture
def nothing_loaded(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "PARQUET", tmp_path)


def test_no_table_that_is_kept_by_hand_is_live():
    assert {Flows, Indicators} <= set(LIVE)
    assert not {table.name for table in LIVE} & {path.stem for path in data.CURATED.glob("*.csv")}


@pytest.mark.parametrize("table", LIVE, ids=lambda it: it.name)
@pytest.mark.usefixtures("nothing_loaded")
def test_a_live_table_without_a_part_is_empty_and_not_broken(table):
    rows = data.read(table)
    assert list(rows) == [*table.columns, table.row_id]
    assert rows.empty
    assert data.unreadable(table) == []


@pytest.mark.usefixtures("nothing_loaded")
def test_any_other_table_without_a_part_is_told():
    assert data.unreadable(Trade) == ["data/parquet/trade/ holds no file. Run: python -m loaders"]


def test_a_part_of_a_live_table_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "PARQUET", tmp_path)
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "fts.parquet").write_bytes(b"half a file")
    assert "data/parquet/flows/fts.parquet cannot be read" in data.unreadable(Flows)[0]
