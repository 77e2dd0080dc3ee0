"""The Data page: the record is told in full, found by words, and taken away as it stands."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import data
from data import words
from data.columns import Table
from data.tables import Recognition, Sources, Trade, Votes
from pages._show import csv, listed


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A copy of all parts, which a test may spoil."""
    copy = tmp_path / "parquet"
    shutil.copytree(data.PARQUET, copy)
    monkeypatch.setattr(data, "PARQUET", copy)
    return copy


def unmarked(cell: str) -> str:
    """A cell as a reader sees it: without the marks that keep text plain in Markdown."""
    return cell.replace("\\", "")


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


def test_a_listing_tells_each_day_as_exactly_as_its_source_and_codes_in_words():
    positions = data.read(Recognition)
    cells = listed(positions, Recognition)
    assert "Told by" not in cells
    vague = positions.index[positions["start_precision"] == "month"]
    assert set(cells.loc[vague, "From"]) <= {f"{it:%b %Y}" for it in positions.loc[vague, "start"]}
    assert {"chargé d'affaires of the Taliban authorities"} < set(cells["Position"].map(unmarked))
    assert set(listed(data.read(Votes), Votes)["Vote"]) <= set(words.VOTES.values())
    assert set(listed(data.read(Sources), Sources)["Language"]) <= set(words.LANGUAGES.values())


def test_a_file_bears_numbers_as_they_are():
    assert (
        "\nKAZ,7,0.1,\n"
        in csv(pd.DataFrame({"country": ["KAZ"], "count": [7.0], "share": [0.1], "none": [None]})).decode()
    )
