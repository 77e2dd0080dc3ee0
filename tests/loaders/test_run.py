"""One source from its answer to its part: recorded, put right, checked, compared, written; or left as it was."""

import datetime as dt
import itertools
import json
from contextlib import contextmanager
from dataclasses import replace
from types import ModuleType

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.schema.tables import Changes, Loads, Trade
from loaders._publish import corrections
from loaders._publish import parts as part_store
from loaders._publish import run as loading
from loaders._publish.run import Options, run, run_all
from tests.support import harvest
from tests.support.answering import Answering
from tests.support.harvest import CITED, KEY
from tests.support.server import Server, right, status

YEARS = range(1996, 2026)
ROWS = [("KAZ", year, 1000.0 * year) for year in YEARS] + [("UZB", year, 2000.0 * year) for year in YEARS]
_minutes = itertools.count(10)


@pytest.fixture
def server():
    with Server() as playing:
        yield playing


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(part_store, "PARQUET", tmp_path / "parquet")
    monkeypatch.setattr(part_store, "FOLDER", tmp_path)
    monkeypatch.setattr(loading, "RAW", tmp_path / "raw")
    monkeypatch.setattr(corrections, "PATH", tmp_path / "corrections.csv")
    (tmp_path / "corrections.csv").write_text("source,table,where,column,value,expect,reason,until,source_id\n")
    return tmp_path


@pytest.fixture
def load(server, place):  # noqa: ARG001  everything is written there
    """Let the server say these rows, and load them."""

    def now(*rows, module=None, act=None, **options):
        url = server.plays("/trade", act or right(says(*rows))).removesuffix("/trade")
        moment = f"2026-11-24 06:{next(_minutes) % 60}"
        return run("harvest", module or loader(url), Options(fetch=True, now=moment, **options))

    return now


def loader(url, **more):
    """The source of our tests, asking at an address of our choice; `more` replaces what it has."""
    harvest.URL = url
    module = ModuleType("harvest", harvest.__doc__)
    vars(module).update(SOURCE=harvest.SOURCE, **{"trade": harvest.trade, "sources": harvest.sources} | more)
    return module


def says(*rows):
    return json.dumps(rows).encode()


def parts(place):
    return {path.relative_to(place): path.read_bytes() for path in sorted(place.glob("parquet/*/*"))}


def read(table):
    rows = part_store.read(table, "harvest")
    assert rows is not None
    return rows


def states():
    loads = read(Loads)
    return dict(zip(loads["table"], zip(loads["state"], loads["reason"].fillna(""), strict=True), strict=True))


def changes():
    return read(Changes)


def test_a_live_source_is_fetched_checked_and_written(load):
    assert load(*ROWS)
    assert len(read(Trade)) == 60
    assert states() == {"trade": ("good", ""), "sources": ("good", "")}
    assert changes().empty
    assert part_store.torn("harvest") == []


def test_the_answers_are_read_again_without_a_network(load, place, server):
    load(*ROWS)
    before, asked = parts(place), len(server.asked)
    assert (
        run("harvest", loader("http://127.0.0.1:1"), Options(named=True)) is False
    )  # another address, another question
    url = f"http://127.0.0.1:{server._http.server_port}"
    assert run("harvest", loader(url), Options(named=True, now="2026-12-01 06:00"))
    assert parts(place) == before
    assert len(server.asked) == asked


def test_a_load_that_changes_nothing_writes_no_byte(load, place):
    load(*ROWS)
    before = parts(place)
    stamps = {path: path.stat().st_mtime_ns for path in place.glob("parquet/*/*")}
    assert load(*ROWS)
    assert parts(place) == before
    assert {path: path.stat().st_mtime_ns for path in place.glob("parquet/*/*")} == stamps


def test_what_was_not_fetched_yet_fails_only_when_it_is_named(place, capsys):
    assert run("harvest", loader("http://127.0.0.1:1"), Options())
    assert "not fetched yet" in capsys.readouterr().out
    assert run("harvest", loader("http://127.0.0.1:1"), Options(named=True)) is False
    assert "nothing is recorded on disk; run with --fetch" in capsys.readouterr().err
    assert parts(place) == {}


def test_a_committed_part_without_recordings_stays_and_is_well(load, place, capsys):
    load(*ROWS)
    for path in sorted(place.glob("raw/**/*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    before = parts(place)
    assert run("harvest", loader("http://127.0.0.1:1"), Options())
    assert run("harvest", loader("http://127.0.0.1:1"), Options(check=True))
    assert "as committed: nothing recorded here" in capsys.readouterr().out
    assert parts(place) == before


def test_a_source_that_fails_keeps_its_part_and_is_told_everywhere(load, place, capsys):
    load(*ROWS)
    before = parts(place)
    assert load(act=status(404)) is False
    after = parts(place)
    assert [str(path) for path in after if after[path] != before[path]] == ["parquet/loads/harvest.parquet"]
    assert "harvest failed: 127.0.0.1 answered 404 to /trade" in capsys.readouterr().err
    assert set(states().values()) == {("failed", "127.0.0.1 answered 404 to /trade")}
    assert load(*ROWS)
    assert parts(place) == before


def test_a_source_that_fails_the_first_time_is_told_on_the_data_page_too(load):
    assert load(act=status(404)) is False
    loads = read(Loads)
    assert set(loads["table"]) == {"trade", "sources"}
    assert loads["loaded_at"].isna().all()
    assert (loads["row_count"] == 0).all()
    assert set(loads["state"]) == {"failed"}
    assert load(*ROWS)
    assert states()["trade"] == ("good", "")


def test_one_broken_source_leaves_the_others(place, server, capsys):
    def broken(get):
        return get and {}["data"]

    url = server.plays("/trade", right(says(*ROWS))).removesuffix("/trade")
    two = {"broken": loader(url, votes=broken), "harvest": loader(url)}
    assert run_all(two, Options(fetch=True, now="2026-11-24 06:00")) is False
    assert len(read(Trade)) == 60
    assert not (place / "parquet" / "trade" / "broken.parquet").exists()
    assert "broken failed: the loader broke: KeyError: 'data'" in capsys.readouterr().err


def test_faults_in_rows_are_told_and_nothing_is_written(load, place, capsys):
    load(*ROWS)
    before = parts(place)
    assert load(*ROWS, ("XYZ", 2020, -5.0)) is False
    shown = capsys.readouterr().err
    assert "harvest/trade" in shown
    assert "is at least 0" in shown
    assert {path: it for path, it in parts(place).items() if "loads" not in str(path)} == {
        path: it for path, it in before.items() if "loads" not in str(path)
    }


def test_who_is_cited_must_be_a_source(load, server, capsys):
    assert load(*ROWS, module=loader(server.plays("/trade").removesuffix("/trade"), sources=None)) is False
    assert "is listed in sources.csv" in capsys.readouterr().err


# what changed


def test_changes_are_kept_value_by_value(load):
    load(*ROWS)
    assert load(("KAZ", 1996, 5.0e6), *ROWS[1:], ("UZB", 2026, 7.0))
    shown = changes().set_index("kind")
    assert len(shown) == 2
    assert shown.loc["changed", ["table", "row", "column_name", "before", "after"]].tolist() == [
        "trade",
        f"Kazakhstan, export, 1996, total, Kazakhstan, statistic, {CITED}",
        "value_usd",
        "1,996,000 US$",
        "5,000,000 US$",
    ]
    assert shown.loc["added", "row"] == f"Uzbekistan, export, 2026, total, Uzbekistan, statistic, {CITED}"
    assert shown.loc["added", "after"] == "Value: 7 US$; Bound: exact; Made by: Uzbekistan"


def test_a_load_that_changes_nothing_keeps_the_changes_of_the_one_before(load):
    load(*ROWS)
    load(*ROWS, ("UZB", 2026, 7.0))
    before = changes()
    load(*ROWS, ("UZB", 2026, 7.0))
    pd.testing.assert_frame_equal(changes(), before)
    assert len(before) == 1


def test_the_log_has_each_table_with_its_rows_as_of_the_load_that_changed_them(place, server, capsys):
    more = [*ROWS, ("UZB", 2026, 7.0)]
    module = loader(server.plays("/trade", *(right(says(*it)) for it in (ROWS, more, more))).removesuffix("/trade"))
    for day in ("24", "25", "26"):
        capsys.readouterr()
        assert run("harvest", module, Options(fetch=True, now=f"2026-11-{day} 06:00"))
        said = capsys.readouterr().out.splitlines()
        if day == "25":
            assert said == [
                "harvest: Harvest",
                "  trade            61 rows  written",
                "  sources           1 rows  as before",
            ]
    logged = read(Loads).set_index("table")
    assert logged["loaded_at"].to_dict() == {"trade": "2026-11-25 06:00", "sources": "2026-11-24 06:00"}
    assert logged["row_count"].to_dict() == {"trade": 61, "sources": 1}
    assert set(logged["origin"]) == {"https://example.org/"}
    for table, kept in logged["fingerprint"].items():
        assert kept == part_store.fingerprint(place / "parquet" / str(table) / "harvest.parquet")
    assert changes()[["kind", "table", "loaded_at"]].to_numpy().tolist() == [["added", "trade", "2026-11-25 06:00"]]


def test_faults_are_named_as_the_file_of_a_loader_has_them(load, server, capsys):
    def as_in_file(table, faults):
        return faults.assign(column=f"a column of the file of {table}")

    module = loader(server.plays("/trade").removesuffix("/trade"))
    module.as_in_file = as_in_file
    assert load(*ROWS, ("XYZ", 2020, 5.0), module=module) is False
    assert "a column of the file of trade" in capsys.readouterr().err


def test_the_progress_of_a_fetch_is_shown_in_answers_of_its_source(load, monkeypatch):
    steps = []

    @contextmanager
    def shown(*what):
        yield lambda number: steps.append((*what, number))

    monkeypatch.setattr(loading.progress, "shown", shown)
    assert load(*ROWS)
    assert steps == [("harvest", " answers", 1)]


@pytest.mark.usefixtures("place")
def test_what_is_kept_by_hand_changes_by_consent_alone(capsys):
    def by_hand(rows):
        answering = Answering(lambda *_: rows)
        by = loader("", trade=lambda get: harvest.trade(answering if get else get))
        by.SOURCE = replace(by.SOURCE, url="data/curated/")
        return by

    changed, options = [("KAZ", 1996, 1997000.0), *ROWS[1:]], Options(now="2026-11-24 06:00")
    assert run("harvest", by_hand(ROWS), options)
    assert run("harvest", by_hand(changed), options) is False
    assert "trade: 1 known row has another Value: 1,996,000 US$ -> 1,997,000 US$" in capsys.readouterr().err
    assert run("harvest", by_hand(ROWS[1:]), options) is False
    assert "trade: 1 of 60 rows lost" in capsys.readouterr().err
    assert run("harvest", by_hand(changed), replace(options, accept=True))
    assert len(changes()) == 1


def test_one_row_may_go_but_not_many(load, place, capsys):
    load(*ROWS)
    assert load(*ROWS[1:])
    assert list(changes()["kind"]) == ["lost"]
    before = parts(place)
    assert load(*ROWS[3:]) is False
    shown = capsys.readouterr().err
    assert "trade: 2 of 59 rows lost. If that is right, load again with --accept" in shown
    assert "Kazakhstan, export, 1997" in shown
    assert {path: it for path, it in parts(place).items() if "loads" not in str(path)} == {
        path: it for path, it in before.items() if "loads" not in str(path)
    }
    assert states()["trade"][0] == "failed"
    assert load(*ROWS[3:], accept=True)
    assert len(read(Trade)) == 57


def test_a_country_may_not_go(load, capsys):
    load(*ROWS, ("TJK", 2020, 5.0))
    assert load(*ROWS) is False
    assert "trade: Tajikistan no longer in the column Country" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("value", "good"), [(19_960_000.0, True), (19_960_001.0, False), (199_600.0, True), (0.0, False)]
)
def test_a_value_may_change_up_to_tenfold(load, capsys, value, good):
    load(*ROWS)
    assert load(("KAZ", 1996, value), *ROWS[1:]) is good
    assert ("more than tenfold" in capsys.readouterr().err) is not good


def test_figures_may_not_become_empty(load, capsys):
    load(*ROWS)
    assert load(*[(country, year, None) for country, year, _ in ROWS[:2]], *ROWS[2:]) is False
    assert "trade: 2 figures of Value have become empty" in capsys.readouterr().err


# a part that is not what was loaded


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


# corrections


def correct(place, line):
    with (place / "corrections.csv").open("a") as file:
        file.write(line + "\n")


def test_a_correction_is_applied_and_stands_in_the_note(load, place):
    correct(place, f"harvest,trade,country=KAZ;start=1996-01-01,value_usd,1234,1996000,a slip of the pen,,{CITED}")
    assert load(*ROWS)
    row = read(Trade).set_index(["country", "start"]).loc[("KAZ", pd.Timestamp(1996, 1, 1))]
    assert row["value_usd"] == 1234
    assert row["note"] == f"value_usd corrected from 1996000 to 1234: a slip of the pen ({CITED})"


def test_a_correction_that_no_longer_fits_stops_the_load(load, place, capsys):
    correct(place, f"harvest,trade,country=KAZ;start=1996-01-01,value_usd,1234,1995000,a slip of the pen,,{CITED}")
    assert load(*ROWS) is False
    shown = capsys.readouterr().err
    assert "data/corrections.csv, line 2: harvest/trade where country=KAZ;start=1996-01-01" in shown
    assert "no longer has value_usd = 1995000 but 1996000.0" in shown


def test_a_correction_is_looked_at_again_on_its_day_but_never_fails_a_build(load, place, capsys):
    correct(place, f"harvest,trade,country=KAZ;start=1996-01-01,value_usd,1234,1996000,a slip,2026-11-23,{CITED}")
    assert load(*ROWS, today=dt.date(2026, 11, 23))
    assert load(*ROWS, today=dt.date(2026, 11, 24)) is False
    assert "line 2: it was due for review by 2026-11-23" in capsys.readouterr().err
    assert load(*ROWS, today=None)


# what may not be republished


def test_a_part_that_may_not_be_handed_on_says_so(load, place, server):
    load(*ROWS)
    assert b"republish" not in pq.read_schema(place / "parquet" / "trade" / "harvest.parquet").metadata
    url = server.plays("/trade", right(says(*ROWS))).removesuffix("/trade")
    load(*ROWS, module=loader(url, COMMITTED=False))
    for table in ("trade", "sources"):
        metadata = pq.read_schema(place / "parquet" / table / "harvest.parquet").metadata
        assert metadata[b"republish"] == b"no"
        assert metadata[b"republish_reason"] == b"CC BY 4.0"
        assert metadata[b"table"] == table.encode()
    assert load(*ROWS, module=loader(url, COMMITTED=False))
    assert part_store.torn("harvest") == []


def test_a_part_whose_table_is_described_anew_is_written_anew(load, place, monkeypatch):
    load(*ROWS)
    before = parts(place)
    monkeypatch.setattr(Trade, "__doc__", "One figure of trade.")
    assert run("harvest", loader(harvest.URL), Options(check=True, named=True)) is False
    assert load(*ROWS)
    after = parts(place)
    assert {str(path) for path in after if after[path] != before[path]} == {
        "parquet/trade/harvest.parquet", "parquet/loads/harvest.parquet",
    }  # fmt: skip
    assert changes().empty
    assert run("harvest", loader(harvest.URL), Options(check=True, named=True))


def test_the_key_of_a_source_is_in_no_file(load, place, server, capsys):
    load(*ROWS)
    load(act=status(401))
    assert server.asked[0].headers["x-key"] == KEY
    everything = b"".join(bytes(path.name, "utf-8") + path.read_bytes() for path in place.rglob("*") if path.is_file())
    shown = capsys.readouterr()
    assert KEY.encode() not in everything
    assert KEY not in shown.out + shown.err
