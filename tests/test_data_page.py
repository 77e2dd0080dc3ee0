"""The Data page: the record is told in full, found by words, and taken away as it stands."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import data
from data.columns import Table
from data.tables import Trade, Votes


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of all parts, which a test may spoil."""
    copy = tmp_path / "parquet"
    shutil.copytree(data.PARQUET, copy)
    monkeypatch.setattr(data, "PARQUET", copy)
    return copy


def test_a_fresh_server_finds_the_package_of_data_and_not_the_page(root):
    code = (
        "import dashboard; from streamlit.testing.v1 import AppTest;"
        "app = AppTest.from_file('pages/_frame.py', default_timeout=60).run(); assert not app.exception, app.exception"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, check=False, capture_output=True, text=True)
    assert not done.returncode, done.stderr


def a_part(folder: Path, table: type[Table], name: str, rows: pa.Table, **metadata: str) -> None:
    """Write a part as a loader does, with what it says of itself."""
    path = folder / table.name / f"{name}.parquet"
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(rows.replace_schema_metadata({**(table.schema().metadata or {}), **metadata}), path)


def test_a_part_that_may_not_be_passed_on_is_named_with_its_reason(folder):
    rows = data.by_part(Trade)["curated"].slice(0, 3)
    assert data.withheld(Trade) == {}
    a_part(folder, Trade, "closed", rows, republish="no", republish_reason="terms of use, section 4")
    a_part(folder, Trade, "mute", rows, republish="no")
    a_part(folder, Trade, "open", rows, republish="yes")
    assert data.withheld(Trade) == {
        "closed": "terms of use, section 4",
        "mute": "its publisher does not let others pass it on as a whole",
    }


def test_the_edition_follows_the_rows_and_not_the_clock(folder):
    before, key = data.edition(), data.version()
    part = folder / "votes" / "curated.parquet"
    os.utime(part, (1, 1))
    assert data.version() != key
    assert data.edition() == before
    a_part(folder, Votes, "curated", data.by_part(Votes)["curated"].slice(1))
    assert data.edition() != before
