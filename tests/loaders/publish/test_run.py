"""One source from its answer to its part: recorded, put right, checked, compared, written; or left as it was."""

import re
from contextlib import contextmanager

import pyarrow.parquet as pq

from data.schema.tables import Loads, Trade
from loaders._publish import parts as part_store
from loaders._publish import run as loading
from loaders._publish.run import Options, run, run_all
from tests.loaders.publish.conftest import ROWS, changes, loader, parts, read, says, states
from tests.support import harvest
from tests.support.harvest import KEY
from tests.support.server import right, status


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
    (place / "parquet" / "trade" / "harvest.parquet").unlink()
    run("harvest", loader("http://127.0.0.1:1"), Options())
    assert "is incomplete" not in capsys.readouterr().err  # what a check alone looks for


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


def test_a_source_that_fails_twice_for_the_same_reason_is_logged_once(load, place):
    load(*ROWS)
    assert load(act=status(404)) is False
    before = {path: path.stat().st_mtime_ns for path in place.glob("parquet/*/*")}
    assert load(act=status(404)) is False
    assert {path: path.stat().st_mtime_ns for path in place.glob("parquet/*/*")} == before


def test_a_check_builds_each_part_anew_and_compares_it(load, place, server, capsys):
    load(*ROWS)
    before = parts(place)
    url = f"http://127.0.0.1:{server._http.server_port}"
    assert run("harvest", loader(url), Options(check=True))
    assert "trade            60 rows  equals the committed file" in capsys.readouterr().out

    def halved(get):
        return harvest.trade(get).assign(value_usd=lambda it: it["value_usd"] / 2)

    assert run("harvest", loader(url, trade=halved), Options(check=True)) is False
    assert "trade            60 rows  DIFFERS: run python -m loaders" in capsys.readouterr().out
    assert parts(place) == before


def test_a_part_that_is_damaged_after_a_change_was_loaded_is_not_the_one_loaded(load, place):
    load(*ROWS)
    load(("KAZ", 1996, 2.0e6), *ROWS[1:])
    assert len(changes()) == 1
    assert part_store.spoilt("harvest") == []
    whole = place / "parquet" / "trade" / "harvest.parquet"
    whole.write_bytes(whole.read_bytes()[:-100])
    assert part_store.spoilt("harvest") == ["trade"]


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
    assert re.fullmatch(r"  harvest failed: [1-9] faults in its rows", shown.splitlines()[-1])
    assert "is at least 0" in shown
    assert {path: it for path, it in parts(place).items() if "loads" not in str(path)} == {
        path: it for path, it in before.items() if "loads" not in str(path)
    }


def test_who_is_cited_must_be_a_source(load, server, capsys):
    assert load(*ROWS, module=loader(server.plays("/trade").removesuffix("/trade"), sources=None)) is False
    assert "is listed in sources.csv" in capsys.readouterr().err


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
