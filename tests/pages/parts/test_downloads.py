"""The files: they read back to the very same rows, with what these mean and who says so, as far as terms allow."""

import io
import os
import zipfile

import pandas as pd
import pyarrow.parquet as pq
import pytest

import data
from analysis.record import coverage
from data.schema.check import check
from data.schema.tables import TABLES, Refugees, Sources, Trade, Votes
from loaders import curated
from pages._app.record import free
from pages._parts.downloads import parquet, whole_csv, zipped
from pages._parts.lists.listing import csv
from pages._parts.service.archive import everything

names = pytest.mark.parametrize("table", TABLES, ids=[table.name for table in TABLES])


@names
def test_the_csv_reads_back_to_the_same_rows(table):
    read = pd.read_csv(io.BytesIO(whole_csv(table)), dtype=str, keep_default_na=False)
    every = data.read(table)
    pd.testing.assert_frame_equal(
        check(read[list(table.columns)], table, where="file"), check(every[list(table.columns)], table, where="data")
    )


@names
def test_the_parquet_reads_back_to_the_same_rows_and_says_what_they_mean(table):
    read = pq.read_table(io.BytesIO(parquet(table)))
    kept = read.select(list(table.columns))
    assert kept.cast(table.schema()).equals(data.whole(data.by_part(table), table))
    assert kept.schema.remove_metadata().equals(table.schema().remove_metadata())
    for it in table.columns:
        metadata = {
            key: read.schema.field(it).metadata[key.encode()].decode() for key in ("heading", "unit", "description")
        }
        assert metadata == {"heading": it.spec.heading, "unit": it.spec.unit, "description": it.spec.description}
    assert read.schema.metadata[b"row"].decode() == table.is_a_row()
    assert read.schema.metadata[b"data_version"].decode() == data.edition()


@pytest.mark.parametrize("table", data.FACTS, ids=[table.name for table in data.FACTS])
def test_every_row_of_a_file_bears_its_publisher_and_address(table):
    read = pq.read_table(io.BytesIO(parquet(table))).to_pandas()
    known = data.read(Sources).set_index("source_id")
    column = coverage.cited_column(table)
    first = read[column].str.split(";").str[0]
    assert list(read["url"]) == list(known.loc[first, "url"])
    assert list(read["publisher"]) == list(pd.read_csv(io.BytesIO(whole_csv(table)))["publisher"])


def test_the_archive_holds_every_table_its_dictionary_and_the_terms():
    with zipfile.ZipFile(io.BytesIO(everything())) as archive:
        files = {f"{table.name}.{form}" for table in TABLES for form in ("csv", "parquet")}
        assert set(archive.namelist()) == {"README.txt", "dictionary.csv", "datapackage.json", *files}
        columns = pd.read_csv(archive.open("dictionary.csv"))
        assert len(columns) == sum(len(table.columns) for table in TABLES)
        assert len(pd.read_csv(archive.open("votes.csv"))) == len(data.read(Votes))
        terms = archive.read("README.txt").decode()
    assert "creativecommons.org/licenses/by/4.0" in terms
    assert data.edition() in terms


def test_a_part_that_may_not_be_passed_on_is_named_with_its_reason(folder):
    rows = data.by_part(Trade)["curated"].slice(0, 3)
    assert data.withheld(Trade) == {}
    folder.write(Trade, "closed", rows, republish="no", republish_reason="terms of use, section 4")
    folder.write(Trade, "mute", rows, republish="no")
    folder.write(Trade, "open", rows, republish="yes")
    assert data.withheld(Trade) == {
        "closed": "terms of use, section 4",
        "mute": "its publisher does not let others pass it on as a whole",
    }


def test_the_edition_follows_the_rows_and_not_the_clock(folder):
    before, key = data.edition(), data.version()
    os.utime(folder.path / "votes" / "curated.parquet", (1, 1))
    assert data.version() != key
    assert data.edition() == before
    folder.write(Votes, "curated", data.by_part(Votes)["curated"].slice(1))
    assert data.edition() != before


def test_a_file_bears_numbers_as_they_are():
    rows = pd.DataFrame({"country": ["KAZ"], "count": [7.0], "share": [0.1], "none": [None]})
    assert "\nKAZ,7,0.1,\n" in csv(rows).decode()
    assert ".0," not in csv(data.read(Refugees)).decode()


def test_a_part_that_may_not_be_passed_on_stands_in_no_file(folder):
    rows = data.by_part(Votes)["curated"]
    folder.write(Votes, "closed", rows.slice(0, 5), republish="no", republish_reason="terms of use, section 4")
    assert len(data.read(Votes)) == len(rows) + 5
    assert list(free(Votes)) == [False] * 5 + [True] * len(rows)
    assert len(pd.read_csv(io.BytesIO(whole_csv(Votes)))) == len(rows)
    assert pq.read_table(io.BytesIO(parquet(Votes))).num_rows == len(rows)
    with zipfile.ZipFile(io.BytesIO(everything())) as archive:
        assert len(pd.read_csv(archive.open("votes.csv"))) == len(rows)
        assert "Left out of votes.csv: closed, terms of use, section 4." in archive.read("README.txt").decode()


def test_no_cell_of_a_file_is_a_formula_and_our_own_reader_undoes_that(monkeypatch, tmp_path):
    notes = ["=1+1", "+2", "-3", "@x", "\ty", "\rz", "'=4", "plain", None]
    rows = data.read(Votes).head(len(notes)).assign(note=notes)
    written = csv(rows)
    read = pd.read_csv(io.BytesIO(written), dtype=str, keep_default_na=False)
    assert list(read["note"]) == ["'=1+1", "'+2", "'-3", "'@x", "'\ty", "'\nz", "''=4", "plain", ""]
    assert not any(cell.startswith(tuple("=+-@\t\r")) for cell in read.to_numpy().ravel())
    (tmp_path / "votes.csv").write_bytes(written)
    monkeypatch.setattr(curated.file, "CURATED", tmp_path)
    monkeypatch.setitem(curated.file.FILES, "votes", curated.file.File(",".join(read)))
    read_again = list(curated.file.read("votes")["note"])
    assert read_again == [(it or "").replace("\r", "\n") for it in notes]  # an unquoted return would end the row


def test_a_number_below_zero_stays_a_number():
    rows = pd.DataFrame({"country": ["KAZ", "-KAZ"], "gap": [-0.5, 2.0]})
    assert csv(rows).decode() == "country,gap\nKAZ,-0.5\n'-KAZ,2\n"


def test_the_same_files_make_the_same_archive():
    files = {"a.txt": b"one", "b.csv": b"x,y\n"}
    with zipfile.ZipFile(io.BytesIO(zipped(files))) as archive:
        assert {it.filename: archive.read(it) for it in archive.infolist()} == files
        assert {it.date_time for it in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
