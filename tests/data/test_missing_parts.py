"""A table without a part is empty and says so, as does a part that cannot be read."""

import pytest

import data
from data.schema.tables import Flows, Trade


@pytest.fixture
def nothing_loaded(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "PARQUET", tmp_path)


@pytest.mark.usefixtures("nothing_loaded")
def test_a_table_without_a_part_is_empty_and_named():
    rows = data.read(Trade)
    assert list(rows) == [*Trade.columns, Trade.row_id]
    assert rows.empty
    assert data.unreadable(Trade) == ["data/parquet/trade/ holds no file. Run: python -m loaders"]


def test_a_part_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "PARQUET", tmp_path)
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "fts.parquet").write_bytes(b"half a file")
    assert "data/parquet/flows/fts.parquet cannot be read" in data.unreadable(Flows)[0]
