"""A part or a log that is not what was loaded: seen, named, and mended by the next load."""

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.schema.tables import Trade
from loaders._publish import parts as part_store
from loaders._publish.run import Options, run, run_all
from tests.loaders.publish.conftest import ROWS, changes, loader, parts, read
from tests.support import harvest

pytestmark = pytest.mark.long


def _flip(path):
    """Change one byte in the middle of the numbers."""
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 4] ^= 0xFF
    path.write_bytes(bytes(whole))


def _foreign(path):
    path.write_bytes(
        path.with_name("harvest.parquet").parent.parent.joinpath("sources", "harvest.parquet").read_bytes()
    )


def _as_text(path):
    rows = pq.read_table(path)
    at = rows.schema.get_field_index("value_usd")
    pq.write_table(rows.set_column(at, "value_usd", pa.array(["much"] * len(rows))), path)


def _tenth(path):
    rows = pq.read_table(path)
    at = rows.schema.get_field_index("value_usd")
    pq.write_table(
        rows.set_column(at, rows.schema.field(at), pa.array([it / 100 for it in rows["value_usd"].to_pylist()])), path
    )


def _folder(path):
    whole = path.read_bytes()
    path.unlink()
    path.mkdir()
    (path / "0.parquet").write_bytes(whole)


def _cut(path):
    path.write_bytes(path.read_bytes()[:100])


@pytest.mark.parametrize("spoil", [_flip, _foreign, _as_text, _tenth, _folder, _cut])
def test_a_spoilt_part_is_replaced_by_the_next_load_and_that_is_said(load, place, capsys, spoil):
    load(*ROWS)
    part = place / "parquet" / "trade" / "harvest.parquet"
    before = parts(place)
    spoil(part)
    assert run("harvest", loader(harvest.URL), Options(check=True, named=True)) is False
    assert "the part of trade is not the one that was loaded" in capsys.readouterr().err
    assert load(*ROWS)
    shown = capsys.readouterr()
    assert "trade            60 rows  written in place of a part that was not the one loaded" in shown.out
    assert "Traceback" not in shown.err
    assert parts(place)[part.relative_to(place)] == before[part.relative_to(place)]
    assert changes().empty
    assert run("harvest", loader(harvest.URL), Options(check=True, named=True))


def test_a_spoilt_part_does_not_let_a_load_lose_rows(load, place, capsys):
    load(*ROWS)
    _cut(place / "parquet" / "trade" / "harvest.parquet")
    assert load(*ROWS[2:]) is False
    assert "trade: 2 of 60 rows lost. If that is right, load again with --accept" in capsys.readouterr().err
    assert load(*ROWS[1:])
    assert len(read(Trade)) == 59


@pytest.mark.parametrize("table", ["loads", "changes"])
@pytest.mark.parametrize("spoil", [_cut, _folder, _flip])
def test_a_spoilt_log_is_mended_by_the_next_load(load, place, table, spoil):
    load(*ROWS)
    load(*ROWS, ("UZB", 2026, 7.0))
    spoil(place / "parquet" / table / "harvest.parquet")
    assert load(*ROWS, ("UZB", 2026, 7.0))
    assert part_store.torn("harvest") == []
    assert run("harvest", loader(harvest.URL), Options(check=True, named=True))


def test_a_damaged_list_of_answers_fails_its_source_and_leaves_the_others(load, place, capsys):
    load(*ROWS)
    (place / "raw" / "harvest" / "answers.json").write_text("[]")
    two = {"harvest": loader(harvest.URL), "curated": loader("http://127.0.0.1:1")}
    assert run_all(two, Options(now="2026-12-01 06:00")) is False
    shown = capsys.readouterr()
    assert "harvest failed: data/raw/harvest/answers.json cannot be read (it has another shape)" in shown.err
    assert "Traceback" not in shown.err
    assert "curated: " in shown.out


@pytest.mark.parametrize("counts", [-5, None])
def test_a_log_that_counts_other_rows_is_seen_and_written_anew(load, place, capsys, counts):
    load(*ROWS)
    path = place / "parquet" / "loads" / "harvest.parquet"
    log = pq.read_table(path)
    at = log.schema.get_field_index("row_count")
    spoilt = log.set_column(
        at, log.schema.field(at).with_nullable(nullable=True), pa.array([counts] * len(log), pa.int64())
    )
    pq.write_table(spoilt, path)
    assert not run("harvest", loader(harvest.URL), Options(check=True))
    assert "harvest is incomplete: " in capsys.readouterr().err
    assert load(*ROWS)
    assert pq.read_table(path)["row_count"].to_pylist() == log["row_count"].to_pylist()


def test_a_part_that_no_loader_has_written_is_named(load, place):
    load(*ROWS)
    assert part_store.strangers(["harvest"]) == []
    trade = place / "parquet" / "trade" / "harvest.parquet"
    for copy in ("trade/harvest (copy).parquet", "trades/harvest.parquet"):
        (place / "parquet" / copy).parent.mkdir(exist_ok=True)
        (place / "parquet" / copy).write_bytes(trade.read_bytes())
    assert part_store.strangers(["harvest"]) == ["trade/harvest (copy).parquet", "trades/harvest.parquet"]
