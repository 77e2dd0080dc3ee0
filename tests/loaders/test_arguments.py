"""What the command line passes on, to which loaders, and how it ends; `test_command.py` runs it in a process."""

import datetime as dt
from contextlib import contextmanager
from dataclasses import replace
from types import ModuleType, SimpleNamespace

import pytest

from loaders import LoaderError, Source
from loaders import __main__ as command
from loaders._publish.run import Options

NOW = dt.datetime(2026, 11, 24, 6, 5, tzinfo=dt.UTC)
LOAD = Options(now="2026-11-24 06:05", today=NOW.date())


def source(url):
    module = ModuleType("source")
    vars(module)["SOURCE"] = Source("A source", "Nobody", url, "CC BY 4.0", "never")
    return module


class Run:
    """What one run of the command line asks for; `good` and `fault` are how it goes."""

    good, fault = True, ""

    def __init__(self, monkeypatch, capsys):
        self.capsys, self.loads, self.locked = capsys, [], False
        loaders = {"imts": source("https://a.org/"), "curated": source("data/"), "baci": source("https://b.org/")}
        clock = SimpleNamespace(now=lambda zone: NOW if zone is dt.UTC else NOW.replace(year=1999, tzinfo=None))
        monkeypatch.setattr(command, "dt", SimpleNamespace(datetime=clock, UTC=dt.UTC))
        monkeypatch.setattr(command, "discover", lambda: loaders)
        monkeypatch.setattr(command, "summary", lambda since: f"since {since!r}")
        monkeypatch.setattr(command.parts, "alone", self.alone)
        monkeypatch.setattr(command.run, "run_all", self.run_all)
        monkeypatch.setattr(command.corrections, "check_loaders", self.check_loaders)

    @contextmanager
    def alone(self):
        self.locked = True
        yield
        self.locked = False

    def run_all(self, chosen, options):
        self.loads.append((list(chosen), options, self.locked))
        return self.good

    def check_loaders(self, loaders):
        assert set(loaders) == {"imts", "curated", "baci"}
        if self.fault:
            raise LoaderError(self.fault)

    def __call__(self, *argv):
        try:
            code = command.main(list(argv))
        except SystemExit as why:
            code = why.code
        said = self.capsys.readouterr()
        return code, said.out, said.err


@pytest.fixture
def loaders(monkeypatch, capsys):
    return Run(monkeypatch, capsys)


@pytest.mark.parametrize(
    ("argv", "names", "options", "locked"),
    [
        ([], ["curated", "baci", "imts"], LOAD, True),
        (["imts", "baci"], ["imts", "baci"], replace(LOAD, named=True), True),
        (["--fetch"], ["curated", "baci", "imts"], replace(LOAD, fetch=True), True),
        (["curated", "--accept"], ["curated"], replace(LOAD, named=True, accept=True), True),
        (["--check"], ["curated", "baci", "imts"], replace(LOAD, check=True, today=None), False),
    ],
)
def test_each_option_reaches_the_loads_and_only_a_check_takes_no_lock(loaders, argv, names, options, locked):
    assert loaders(*argv) == (0, "All is well.\n", "")
    assert loaders.loads == [(names, options, locked)]


def test_what_goes_wrong_is_said_and_makes_the_exit_code(loaders):
    ending = "Something is wrong: see above. Last good data stay as they were.\n"
    loaders.good = False
    assert loaders() == (1, ending, "")
    loaders.fault = "data/corrections.csv, line 2: no loader x"
    assert loaders() == (1, ending, "data/corrections.csv, line 2: no loader x\n")
    assert len(loaders.loads) == 1


@pytest.mark.parametrize(
    ("argv", "since"), [(["--summary"], ""), (["--summary", "2026-11-24 06:00"], "2026-11-24 06:00")]
)
def test_a_summary_is_printed_and_nothing_is_loaded(loaders, argv, since):
    assert loaders(*argv) == (0, f"since {since!r}", "")
    assert loaders.loads == []


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        *((it, "error: --fetch and --accept load; --check and --summary only look")
          for it in (["--fetch", "--check"], ["--accept", "--check"], ["--fetch", "--summary"], ["--accept", "--summary"])),
        (["--check", "--summary"], "not allowed with argument"),
        (["z", "imts", "a"], "error: no loader a, z; there are imts, curated, baci"),
    ],
)  # fmt: skip
def test_what_does_not_go_together_and_who_is_unknown_is_refused(loaders, argv, said):
    code, _, error = loaders(*argv)
    assert code == 2
    assert said in error
    assert error.startswith("usage: python -m loaders ")
    assert loaders.loads == []


def test_its_help_explains_each_option(loaders, monkeypatch):
    monkeypatch.setenv("COLUMNS", "300")
    code, said, _ = loaders("--help")
    assert code == 0
    lines = {" ".join(it.split()) for it in said.splitlines()}
    assert lines >= {
        "Normalise sources into data/parquet/.",
        "source one of imts, curated, baci; all when left out",
        "--fetch request the data from the sources, and record the answers",
        "--accept load what the guard stops: rows lost, known facts changed, new figures far off the others",
        "--check write nothing; compare a fresh build with the committed files",
        "--summary [SINCE] only print, as Markdown, what the last loads changed; with a time like '2026-11-24 06:00', since then",
    }
