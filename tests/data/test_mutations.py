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
    monkeypatch.setattr(code, "_shown", lambda name: UNSEEN.get(name, f"-{name}\n+{name} or None"))
    for number, codes in enumerate([{"a": 1, "b": 0}, {"c": 33, "d": 36, "e": None}]):
        (tmp_path / f"{number}.meta").write_text(json.dumps({"exit_code_by_key": codes}))
    found = code.outcomes(tmp_path)
    assert code.report(found) == 1
    said = capsys.readouterr().out
    assert "b: survived\n-b\n+b or None" in said
    assert "d: takes too long" in said
    assert "1 of 5 mutants caught (20.0%)" in said
    assert "a:" not in said
    assert code.report({str(it): int(it > 0) for it in range(20)}) == 0
    assert code.sampled(list(found), 3, seed=1) == code.sampled(list(found)[::-1], 3, seed=1)
    assert len(code.sampled(list(found), 9, seed=1)) == 5


UNSEEN = {
    "same length": "--- a.py\n+++ a.py\n a = 1\n-zip(a, b, strict=True)\n+zip(a, b, strict=False)",
    "same length, left out": "-    strict=True,\n",
    "off either way": "-rows.groupby(names, sort=False)\n+rows.groupby(names, sort=None)",
    "read as UTF-8 anyway": '-path.read_text(encoding="utf-8")\n+path.read_text(encoding="UTF-8")',
    "header": '-reply.headers.get("ETag", "")\n+reply.headers.get("ETAG", "")',
    "header that is sent": '-{"If-None-Match": have}\n+{"if-none-match": have}',
    "infinite": '-float("-inf")\n+float("-INF")',
    "type": '-cast("dict[str, int]", a)\n+cast("XXdict[str, int]XX", a)',
}
SEEN = {
    "another list": "-zip(a, b, strict=True)\n+zip(a, None, strict=True)",
    "a list less": "-zip(a, b, strict=True)\n+zip(a, strict=True)",
    "on and off": "-rows.groupby(names, sort=True)\n+rows.groupby(names, sort=None)",
    "another header": '-reply.headers["ETag"]\n+reply.headers["XXETagXX"]',
    "another header that is sent": '-{"If-None-Match": have}\n+{"XXIf-None-MatchXX": have}',
    "another number": '-float("-inf")\n+float("XX-infXX")',
    "another value": '-cast("str", a)\n+cast("str", None)',
}


def test_changes_that_nobody_can_observe_are_not_counted(monkeypatch, capsys):
    monkeypatch.setattr(code, "_shown", (UNSEEN | SEEN).get)
    code.report(dict.fromkeys([*UNSEEN, *SEEN], 0) | {"caught": 1})
    said = capsys.readouterr().out
    assert f"1 of {len(SEEN) + 1} mutants caught (12.5%); {len(UNSEEN)} more change nothing" in said
    assert [it for it in UNSEEN if f"{it}: changes nothing" in said] == list(UNSEEN)
    assert [it for it in SEEN if f"{it}: survived" in said] == list(SEEN)


def test_mutants_are_tried_again_in_a_process_of_their_own_with_the_nearest_tests_first(tmp_path, monkeypatch):
    codes = {"": 0, "loaders.fails": 1, "data.breaks": 4, "data.killed": -9, "data.passes": 0, "data.no_tests": 5}
    commands = {}

    def run(command, *, cwd, env, timeout, **_):
        mutant = env["MUTANT_UNDER_TEST"]
        assert (command[0], cwd) == (sys.executable, tmp_path)
        commands[mutant] = command[1 + len(code.PYTEST) :]
        if mutant not in codes:
            raise subprocess.TimeoutExpired(command, timeout)
        return subprocess.CompletedProcess(command, codes[mutant])

    for it in (
        "analysis/aid/test_stages.py",
        "data/test_store.py",
        "loaders/http/test_ask.py",
        "pages/aid/test_page.py",
    ):
        path = tmp_path / "tests" / it
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    monkeypatch.setattr(code, "MUTANTS", tmp_path)
    monkeypatch.setattr(subprocess, "run", run)
    names = ["loaders._http.ask.fails", "data.breaks", "data.killed", "data.passes", "data.no_tests", "analysis.hangs"]
    codes["loaders._http.ask.fails"] = 1
    found = code.again(names, code.FAST, 2)
    assert [it in code.CAUGHT for it in found.values()] == [True, True, False, False, False, False]
    assert found["analysis.hangs"] == code.TOO_LONG
    aid, store, ask = (
        f"tests/{it}" for it in ("analysis/aid/test_stages.py", "data/test_store.py", "loaders/http/test_ask.py")
    )
    assert commands["loaders._http.ask.fails"] == ["-m", code.FAST, ask, aid, store]
    assert commands["data.passes"] == ["-m", code.FAST, store, aid, ask]
    code.again(["analysis.aid.stages.hangs"], code.SLOW, 2)
    assert commands["analysis.aid.stages.hangs"] == [
        "-m", code.SLOW, str(code.RULES), str(code.FINDINGS), aid, "tests/pages/aid/test_page.py",
    ]  # fmt: skip
    assert code.again([], code.SLOW, 2) == {}
    codes[""] = 1
    with pytest.raises(SystemExit, match="without any change"):
        code.again(["data.passes"], code.FAST, 2)
