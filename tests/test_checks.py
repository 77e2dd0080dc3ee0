"""`python -m tests`: which checks are run, which tests count as slow, and what a failure does."""

from types import ModuleType

import pytest
from streamlit.testing.v1 import AppTest

from benchmarks._server import serve
from tests import __main__ as checks
from tests.conftest import marks
from tests.support import drawing, frames, project


@pytest.mark.parametrize(
    ("tool", "mark"), [(AppTest, "page"), (drawing.drawn, "page"), (serve, "page"), (project.run, "process")]
)
def test_a_module_that_draws_pages_or_runs_the_command_line_is_marked(tool, mark):
    module = ModuleType("test_something")
    vars(module)["tool"] = tool
    assert marks(module) == [mark]


def test_a_module_that_works_on_rows_or_only_takes_a_view_is_not_marked():
    module = ModuleType("test_something")
    vars(module).update(trade=frames.trade, EVERY=drawing.EVERY)
    assert marks(module) == []


def test_this_module_is_marked(request):
    assert request.node.get_closest_marker("page")


ARROWS = "from importlinter.cli import lint_imports_command; lint_imports_command()"


class Done:
    def __init__(self, returncode: int) -> None:
        self.returncode = returncode


@pytest.fixture
def run(monkeypatch):
    """The commands that are run in the place of processes; `ruff format` fails."""
    commands = []

    def instead(command: list[str], **_: object) -> Done:
        commands.append(command[2:])
        return Done(int("format" in command))

    monkeypatch.setattr(checks.subprocess, "run", instead)
    return commands


def test_all_checks_are_run_also_after_one_has_failed(run, capsys):
    assert checks.main([]) == 1
    assert [command[0] for command in run] == ["ruff", "ruff", "ty", ARROWS, "loaders", "pytest", "pytest"]
    quick, slow = run[-2:]
    assert "--cov" in quick
    assert "--cov" not in slow
    assert quick[quick.index("-m") + 1] == f"not ({slow[slow.index('-m') + 1]})"  # each test runs once
    assert capsys.readouterr().out.endswith("failed: format\n")


def test_the_fast_checks_leave_out_pages_processes_browser_whole_tables_and_coverage(run):
    checks.main(["--fast"])
    assert len(run) == 6
    assert "not (page or process or browser or long)" in run[-1]
    assert "--cov" not in run[-1]
