"""The short form of `python -m tests.mutations`: no harmful kind of spoiling is accepted, and no load breaks."""

import json
import subprocess
import sys

import pytest

from loaders.curated.file import FILES
from tests.mutations import code
from tests.mutations.__main__ import for_the_source, kinds, main

pytestmark = pytest.mark.long


def test_nothing_harmful_is_accepted(capsys):
    assert main(["--short"]) == 0, capsys.readouterr().out


def test_there_are_many_kinds_and_each_has_its_own_name():
    harmful = {name for table in FILES for name, _ in kinds(table)}
    assert len(harmful) >= 250
    for table in FILES:
        names = [name for listed in (kinds, for_the_source) for name, _ in listed(table)]
        assert len(names) == len(set(names))


def test_of_mutants_of_the_code_those_that_no_test_catches_are_named(tmp_path, monkeypatch, capsys):
    shown = []
    monkeypatch.setattr(code, "_mutmut", lambda *arguments: shown.append(arguments))
    for number, codes in enumerate([{"a": 1, "b": 0}, {"c": 33, "d": 36, "e": None}]):
        (tmp_path / f"{number}.meta").write_text(json.dumps({"exit_code_by_key": codes}))
    found = code.outcomes(tmp_path)
    assert code.report(found) == 1
    assert [name for _, name in shown] == ["b", "c", "d", "e"]
    said = capsys.readouterr().out
    assert "b: survived" in said
    assert "d: takes too long" in said
    assert "1 of 5 mutants caught (20.0%)" in said
    assert code.report({str(it): int(it > 0) for it in range(20)}) == 0
    assert code.sampled(list(found), 3, seed=1) == code.sampled(list(found)[::-1], 3, seed=1)
    assert len(code.sampled(list(found), 9, seed=1)) == 5


def test_mutants_are_tried_again_in_a_process_of_their_own_with_the_tests_of_their_floor_first(tmp_path, monkeypatch):
    codes = {"": 0, "loaders.fails": 1, "data.breaks": 4, "data.killed": -9, "data.passes": 0}
    floors = {}

    def run(command, *, cwd, env, timeout, **_):
        mutant = env["MUTANT_UNDER_TEST"]
        assert (command[0], cwd) == (sys.executable, tmp_path)
        floors[mutant] = [it.removeprefix("tests/") for it in command if it.removeprefix("tests/") in code.FLOORS]
        assert command[-2:] == ["-m", "slow"]
        if mutant not in codes:
            raise subprocess.TimeoutExpired(command, timeout)
        return subprocess.CompletedProcess(command, codes[mutant])

    monkeypatch.setattr(code, "MUTANTS", tmp_path)
    monkeypatch.setattr(subprocess, "run", run)
    found = code.again(
        ["loaders.fails", "data.breaks", "data.killed", "data.passes", "analysis.hangs"], ["-m", "slow"], 2
    )
    assert [it in code.CAUGHT for it in found.values()] == [True, True, False, False, False]
    assert found["analysis.hangs"] == code.TOO_LONG
    assert floors["loaders.fails"] == ["loaders", "analysis", "data"]
    assert floors["data.passes"] == ["data", "analysis", "loaders"]
    assert code.again([], ["-m", "slow"], 2) == {}
    codes[""] = 1
    with pytest.raises(SystemExit, match="without any change"):
        code.again(["data.passes"], ["-m", "slow"], 2)
