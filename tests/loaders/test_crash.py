"""A run that is killed, a disk that is full, two runs at once: what is on disk is good, or is known not to be."""

import fcntl
import os

import pyarrow.parquet as pq
import pytest

from tests.support.project import copy_of, parts, run, spoil

# Two tables differ, so that a load renames four parts: changes, trade, aid, loads.
KILLED_AT = """
import os, pathlib, signal, sys
from loaders.__main__ import main
import pyarrow.parquet as pq

what, at = sys.argv[1], int(sys.argv[2])
came = 0

def counted(real, name):
    def step(first, *rest, **more):
        global came
        target = rest[0] if name == "write" else first
        if name == what and str(target).endswith(".part"):
            came += 1
            if came == at:
                if name == "write":
                    real(first, *rest, **more)
                    os.truncate(target, os.path.getsize(target) // 2)
                os.kill(os.getpid(), signal.SIGKILL)
        return real(first, *rest, **more)
    return step

pathlib.Path.replace = counted(pathlib.Path.replace, "rename")
pq.write_table = counted(pq.write_table, "write")
main(["curated", "--accept"])
"""
FULL = """
import resource, sys
from loaders.__main__ import main
most = int(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
sys.exit(main(["curated", "--accept"]))
"""


def changed(root, to):
    copy = copy_of(root, to)
    spoil(copy, "trade", "987900000", "987900001")
    spoil(copy, "aid", ",5403,", ",5404,")
    return copy


@pytest.fixture(scope="module")
def whole(tmp_path_factory, request):
    """The tables of a load that nothing disturbed."""
    copy = changed(request.config.rootpath, tmp_path_factory.mktemp("whole"))
    done = run(copy, "--accept")
    assert done.returncode == 0, done.stderr
    return {path.relative_to(copy): it for path, it in parts(copy).items()}


@pytest.fixture
def copy(root, tmp_path):
    return changed(root, tmp_path)


def tables(folder, among=None):
    found = {path.relative_to(folder): it for path, it in parts(folder).items()} if among is None else among
    return {path: it for path, it in found.items() if path.parent.name not in {"loads", "changes"}}


def changes(folder):
    """The changes on record: table, before and after."""
    rows = pq.read_table(folder / "data" / "parquet" / "changes" / "curated.parquet").to_pylist()
    return {(it["table"], it["before"], it["after"]) for it in rows}


def left_beside(folder):
    return list(folder.rglob("*.part"))


@pytest.mark.parametrize(
    ("what", "at", "whole_source"),
    [("write", 3, True), ("rename", 2, False), ("rename", 3, False), ("rename", 4, False)],
)
def test_a_run_that_is_killed_leaves_parts_that_read_and_the_next_run_mends(copy, whole, what, at, whole_source):
    before, known = tables(copy), changes(copy)
    killed = run(copy, what, str(at), script=KILLED_AT)
    assert killed.returncode == -9, killed.stderr
    assert left_beside(copy)
    after = tables(copy)
    assert set(after) == set(before)
    for path, it in after.items():
        assert it in (before[path], whole[path]), path
        pq.read_table(copy / path)
    shown = run(copy, "--check")
    assert shown.returncode == 1
    assert ("curated is incomplete" in shown.stderr) is not whole_source
    mended = run(copy, "--accept")
    assert mended.returncode == 0, mended.stderr
    assert tables(copy) == tables(copy, whole)
    assert not left_beside(copy)
    assert changes(copy) - known == {
        ("trade", "987,900,000 US$", "987,900,001 US$"),
        ("aid", "5,403 t", "5,404 t"),
    }


@pytest.mark.parametrize(("most", "shown"), [(20_000, "failed"), (1_000, "cannot be logged either")])
def test_a_full_disk_is_told_and_leaves_the_last_parts(copy, most, shown):
    before = tables(copy)
    done = run(copy, str(most), script=FULL)
    assert done.returncode == 1
    assert shown in done.stderr
    assert "Traceback" not in done.stderr
    assert tables(copy) == before
    assert not left_beside(copy)


def test_two_runs_do_not_write_at_once(copy):
    before = tables(copy)
    folder = os.open(copy / "data" / "parquet", os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        done = run(copy, "--accept")
    finally:
        os.close(folder)
    assert done.returncode == 1
    assert "another run of the loaders is at work" in done.stderr
    assert tables(copy) == before


def test_a_part_from_another_load_is_seen_without_its_input(copy):
    """Two branches merged, a file put there by hand: each part is good, together they are not one load."""
    part = copy / "data" / "parquet" / "votes" / "curated.parquet"
    votes = pq.read_table(part)
    pq.write_table(votes.slice(1), part)
    done = run(copy, "--check")
    assert "curated is incomplete: the part of votes is not the one that was loaded" in done.stderr
    assert done.returncode == 1
