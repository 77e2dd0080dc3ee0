"""`python -m loaders` on a copy of the project: what it prints, what it leaves, and its exit code."""

import pyarrow.parquet as pq
import pytest

from tests.support.project import copy_of, parts, run, spoil


@pytest.fixture
def copy(tmp_path, root):
    return copy_of(root, tmp_path)


def test_what_is_committed_equals_a_fresh_build(copy):
    done = run(copy, "--check")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "equals the committed file" in done.stdout
    assert "DIFFERS" not in done.stdout


def test_check_sees_a_changed_figure_and_writes_nothing(copy):
    before = parts(copy)
    spoil(copy, "trade", "987900000", "987900001")
    done = run(copy, "--check")
    assert done.returncode == 1
    assert "DIFFERS" in done.stdout
    assert parts(copy) == before


def test_a_second_load_changes_no_byte(copy):
    run(copy)
    before = parts(copy)
    assert run(copy).returncode == 0
    assert parts(copy) == before


def test_bad_rows_are_told_all_at_once_and_the_last_good_data_stay(copy):
    before = parts(copy)
    date = spoil(copy, "events", "2023-04-15,day,KAZ;AFG,diplomacy", "2023-04-45,day,KAZ;AFG,diplomacy")
    source = spoil(copy, "trade", "adyrna-nd-record-trade", "adyrna-nd-no-such-page")
    done = run(copy)
    assert done.returncode == 1
    shown = [line.split() for line in done.stderr.splitlines()]
    assert ["curated/events.csv", str(date), "date"] in [line[:3] for line in shown]
    assert ["curated/trade.csv", str(source), "source_id"] in [line[:3] for line in shown]
    assert "2023-04-45" in done.stderr
    assert "adyrna-nd-no-such-page" in done.stderr
    after = parts(copy)
    loads = next(path for path in after if path.parent.name == "loads")
    assert {path: it for path, it in after.items() if path != loads} == {
        path: it for path, it in before.items() if path != loads
    }
    assert set(pq.read_table(loads)["state"].to_pylist()) == {"failed"}


def test_a_row_that_is_there_twice_is_refused(copy):
    path = copy / "data" / "curated" / "votes.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[-1]]) + "\n", encoding="utf-8")
    done = run(copy)
    assert done.returncode == 1
    assert "is there twice" in done.stderr


def test_a_broken_file_is_named(copy):
    (copy / "data" / "curated" / "aid.csv").write_bytes(b"\xff\xfe not utf-8")
    done = run(copy)
    assert done.returncode == 1
    assert "data/curated/aid.csv" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_source_is_named_with_those_that_exist(copy):
    done = run(copy, "nowhere")
    assert done.returncode == 2
    assert "no loader nowhere; there are" in done.stderr


def test_a_truncated_part_is_told_and_rebuilt(copy):
    part = copy / "data" / "parquet" / "trade" / "curated.parquet"
    whole = part.read_bytes()
    part.write_bytes(whole[: len(whole) // 2])
    assert run(copy, "--check").returncode == 1
    assert run(copy).returncode == 0
    assert part.read_bytes() == whole
