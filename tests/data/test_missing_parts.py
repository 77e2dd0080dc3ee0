"""A table without a part is empty and says so, as does a part that cannot be read."""

from types import SimpleNamespace

import pytest

import data
from data import store
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


@pytest.mark.usefixtures("nothing_loaded")
def test_a_part_that_is_gone_is_no_path_on_the_server(tmp_path):
    with pytest.raises(OSError, match=r"^No such file or directory$"):
        store.Folder(tmp_path).body(store.Part("trade", "curated", ""))


@pytest.mark.parametrize(("fault", "said"), [("", ""), ("it does not answer", ": it does not answer")])
def test_an_empty_store_says_why_it_is_empty(monkeypatch, fault, said):
    monkeypatch.setenv(store.SETTING, "s3://parts")
    monkeypatch.setattr(data, "_opened", lambda: SimpleNamespace(fault=lambda: fault))
    assert data._nothing(Trade) == f"The store holds no part of trade{said}"
    assert data._nothing(Trade, "row") == f"The store holds no row of trade{said}"


def test_a_part_that_cannot_be_read_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(data, "PARQUET", tmp_path)
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "fts.parquet").write_bytes(b"half a file")
    assert "data/parquet/flows/fts.parquet cannot be read" in data.unreadable(Flows)[0]
