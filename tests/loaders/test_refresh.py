"""`python -m loaders` with a live source beside the curated one, on a copy of the project."""

import json
import shutil

import pytest

from tests.support.harvest import KEY
from tests.support.project import copy_of, parts, run
from tests.support.server import right, status

ROWS = [["KAZ", year, 1000.0 * year] for year in range(1996, 2026)]


@pytest.fixture
def copy(root, tmp_path):
    copy = copy_of(root, tmp_path)
    shutil.rmtree(copy / "data" / "parquet")  # the sources of the project are not what is tested here
    for path in (copy / "loaders").iterdir():
        if path.is_dir() and not path.name.startswith("_"):
            shutil.rmtree(path)
        elif not path.name.startswith("_"):
            path.unlink()
    shutil.copy(root / "tests" / "support" / "harvest.py", copy / "loaders" / "harvest.py")
    return copy


def test_a_source_is_fetched_replayed_checked_and_summed_up(copy, server):
    url = server.plays("/trade", right(json.dumps(ROWS).encode())).removesuffix("/trade")
    here = {"HARVEST_URL": url, "HARVEST_KEY": KEY}

    nothing = run(copy, **here)
    assert nothing.returncode == 0, nothing.stderr
    assert "not fetched yet: run with --fetch" in nothing.stdout
    assert run(copy, "harvest", **here).returncode == 1

    fetched = run(copy, "harvest", "--fetch", **here)
    assert fetched.returncode == 0, fetched.stderr
    assert "trade            30 rows  written" in fetched.stdout
    before = parts(copy)
    again = run(copy, **here)
    assert again.returncode == 0, again.stderr
    assert parts(copy) == before
    assert len(server.asked) == 1

    server.plays("/trade", right(json.dumps([["KAZ", 1996, 2.0e6], *ROWS[1:]]).encode()))
    assert run(copy, "harvest", "--fetch", **here).returncode == 0
    checked = run(copy, "--check", **here)
    assert checked.returncode == 0, checked.stderr
    told = run(copy, "--summary", **here).stdout
    assert "### harvest: trade\n\n30 rows; 1 changed." in told
    assert "| changed | Kazakhstan, export, 1996, total, Kazakhstan, statistic, harvest\\-nd\\-trade |" in told
    assert "| 1,996,000 US\\$ | 2,000,000 US\\$ |" in told
    assert run(copy, "--summary", "2999-01-01 00:00", **here).stdout == "No figure has changed.\n"

    server.plays("/trade", status(404))
    failed = run(copy, "--fetch", **here)
    assert failed.returncode == 1
    assert "harvest failed: 127.0.0.1 answered 404 to /trade" in failed.stderr
    assert "curated failed" not in failed.stderr
    assert r"**harvest failed**: 127\.0\.0\.1 answered 404 to /trade. " in run(copy, "--summary", **here).stdout

    everything = b"".join(path.read_bytes() for path in (copy / "data").rglob("*") if path.is_file())
    assert KEY.encode() not in everything
    assert not list(copy.rglob("*.part"))


@pytest.mark.parametrize("arguments", [("--fetch", "--check"), ("--accept", "--check"), ("--fetch", "--summary")])
def test_looking_and_loading_do_not_go_together(copy, arguments):
    done = run(copy, *arguments)
    assert done.returncode == 2


def test_a_correction_for_nobody_is_told_at_once(copy):
    with (copy / "data" / "corrections.csv").open("a") as file:
        file.write("nowhere,trade,country=KAZ,value_usd,1,2,a slip,,x-nd\n")
    done = run(copy)
    assert done.returncode == 1
    assert "data/corrections.csv, line 2: there is no loader nowhere" in done.stderr
