"""The short form of `python -m tests.mutations`: no harmful kind of spoiling is accepted, and no load breaks."""

import json

from loaders.curated.file import FILES
from tests.mutations import code
from tests.mutations.__main__ import for_the_source, kinds, main


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
    assert shown == [("show", "b"), ("show", "c"), ("show", "e")]
    said = capsys.readouterr().out
    assert "c: no test runs it" in said
    assert "2 of 5 mutants caught (40.0%)" in said
    assert code.report({str(it): int(it > 0) for it in range(20)}) == 0
    assert code.sampled(list(found), 3, seed=1) == code.sampled(list(found)[::-1], 3, seed=1)
    assert len(code.sampled(list(found), 9, seed=1)) == 5
