"""The short form of `python -m tests.mutations`: no harmful kind of spoiling is accepted, and no load breaks."""

from tests.mutations.__main__ import main


def test_nothing_harmful_is_accepted(capsys):
    assert main(["--short"]) == 0, capsys.readouterr().out
