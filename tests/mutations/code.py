"""Change the code in one place at a time and count what the fast tests catch: `python -m tests.mutations.code`.

`mutmut` makes the mutants in `mutants/` and knows from one run of the tests which of them run which function. A seeded sample of
the mutants is tried, each with the tests that run its function. What survives, or takes too long, is tried again in a process of its
own with all fast tests, the nearest first: mutmut changes a function that runs at import, such as one that declares columns, too
late, and forks a process in which what is kept was worked out before. What survives that too is tried with the list of all findings,
the rules of the tables, and the near tests that draw pages, run the loaders' command line or try whole tables. Who survives all is
printed with what was changed. The exit code is 1 where less than 95 in 100 are caught; who only takes long is not. A survivor whose change nobody can observe
(`changes_nothing`) is printed and not counted.
Of a decorated function, a class body or a module no mutant is made: the kinds of `python -m tests.mutations` try the rules of the
tables that stand there.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import monotonic

MUTANTS = Path(__file__).parents[2] / "mutants"
STATISTICS = (
    MUTANTS / "mutmut-stats.json"
)  # which tests run which function: kept, so that only new tests are run for it
CAUGHT = {1, 3}  # a test failed
ENOUGH = 0.95
FLOORS = ("analysis", "data", "loaders")
PYTEST = [
    *("-m", "pytest", "-x", "-q", "-o", "addopts=", "--hypothesis-profile", "fast"),
    # they read the source, which has all mutants at once: slow, and the same for each
    *("--deselect", "tests/loaders/test_contract.py::test_only_the_door_and_the_command_line_have_a_clock"),
    *("--deselect", "tests/loaders/test_contract.py::test_a_loader_has_neither_a_network_nor_a_clock_of_its_own"),
]
# quick tests of the code alone, and of what is near all but those of the browser
FAST = "not (page or process or browser or long)"
SLOW = "not browser"
FINDINGS = Path("tests/pages/parts/test_findings.py")  # what every page and figure says of all data
RULES = Path("tests/data/test_rules.py")  # what the curated tables may not say
# lengths that are equal anyway, what only the checker of types reads, the encoding that our machines have anyway, and words of
# Python's own that may be in capitals
UNSEEN = (
    re.compile(r",?\s*\bstrict=\w+"),
    re.compile(r'\bcast\(("[^"]*"|None),'),
    re.compile(r'\bencoding=("[^"]*"|None)'),
    re.compile(r'\b(float|decode|encode)\("(-?inf|nan|utf-8(-sig)?)"\)', re.IGNORECASE),
)
# small letters and capitals are the same in HTTP
HEADER = re.compile(r'\bheaders(\.get\(|\[)"[^"]*"|"(accept|if)-[a-z-]+"', re.IGNORECASE)
LONG = 10  # times as long as the fast tests without any change: such a mutant is let go
TOO_LONG = 36
NO_TESTS = 5  # none of those chosen is of the kind
NONE = "none/*"  # a name of no mutant: mutmut then makes them all, tries none and ends with an error


def main(argv: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser("python -m tests.mutations.code", description="Change the code in many places.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--only", default="", help="mutants whose name begins so: analysis.trade")
    parser.add_argument("--processes", type=int, default=2)
    wanted = parser.parse_args(argv)
    known = STATISTICS.read_bytes() if STATISTICS.exists() else b""
    shutil.rmtree(MUTANTS, ignore_errors=True)
    if known:
        MUTANTS.mkdir()
        STATISTICS.write_bytes(known)
    _mutmut("run", "--max-children", str(wanted.processes), NONE)
    names = sampled([it for it in outcomes(MUTANTS) if it.startswith(wanted.only)], wanted.sample, wanted.seed)
    if _mutmut("run", "--max-children", str(wanted.processes), *names):
        sys.exit("The mutants were not tried.")
    found = outcomes(MUTANTS)
    tried = {name: found[name] for name in names}
    seen = [name for name in names if tried[name] not in CAUGHT and not changes_nothing(_shown(name))]
    for marks in (FAST, SLOW):
        tried |= again([name for name in seen if tried[name] not in CAUGHT], marks, wanted.processes)
    return report(tried)


def again(names: list[str], marks: str, processes: int) -> dict[str, int | None]:
    """Try mutants with some tests, each in a process of its own; return the exit codes of their tests.

    Args:
        names: the mutants.
        marks: which tests: `FAST` or `SLOW`.
        processes: how many mutants are tried at once.
    """
    print(f"\n{len(names)} mutants are tried again: {marks}", flush=True)
    if not names:
        return {}
    chosen = {name: near(name, marks) for name in names}
    began = monotonic()
    tests = ["-m", marks, *sorted({it for files in chosen.values() for it in files})]
    if _tests("", tests, None):
        sys.exit(f"These tests fail without any change, in {MUTANTS.name}/: pytest {' '.join(tests)}")
    limit = LONG * (monotonic() - began)
    with ThreadPoolExecutor(processes) as pool:
        codes = pool.map(lambda it: _tests(it, ["-m", marks, *chosen[it]], limit), names)
        return dict(zip(names, codes, strict=True))


def outcomes(folder: Path) -> dict[str, int | None]:
    """Read what became of each mutant: the exit code of its tests; 33 where no test runs it, None where it was not tried."""
    found: dict[str, int | None] = {}
    for path in sorted(folder.rglob("*.meta")):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def near(mutant: str, marks: str) -> list[str]:
    """List files of tests, those first whose path names most of what the mutant's does.

    Args:
        mutant: its name.
        marks: `FAST`, for which all files of the floors are listed, or `SLOW`: `FINDINGS`, `RULES` and those near, of any floor.
    """
    words = {it.strip("_") for it in mutant.split(".")}
    shared = {}
    for floor in FLOORS if marks == FAST else ("",):
        for path in (it.relative_to(MUTANTS) for it in MUTANTS.glob(f"tests/{floor}/**/test_*.py")):
            alike = len(words & {it.removeprefix("test_") for it in path.with_suffix("").parts})
            if path.name != "test_mutations.py" and (alike or marks == FAST):
                shared[path] = alike
    if marks == SLOW:
        shared[FINDINGS] = shared[RULES] = len(words)
    return [str(it) for it in sorted(shared, key=lambda it: (-shared[it], it))]


def changes_nothing(difference: str) -> bool:
    """Whether a change is of a kind that nobody can observe: the lines before and after are the same without it."""
    lines = [it for it in difference.splitlines() if it[:3] not in {"---", "+++"}]
    before, after = ("".join(it[1:] for it in lines if it[:1] in {" ", sign}) for sign in "-+")
    return _without(before) == _without(after)


def sampled(names: list[str], size: int, seed: int) -> list[str]:
    """Draw a sample, the same for the same names and seed."""
    return sorted(random.Random(seed).sample(sorted(names), min(size, len(names))))  # noqa: S311


def report(tried: Mapping[str, int | None]) -> int:
    """Print the survivors and the share that was caught; return the exit code."""
    survivors = {name: _shown(name) for name, code in tried.items() if code not in CAUGHT}
    unseen = {name for name in survivors if changes_nothing(survivors[name])}
    for name, difference in survivors.items():
        outcome = "takes too long" if tried[name] == TOO_LONG else "survived"
        print(f"\n{name}: {'changes nothing' if name in unseen else outcome}\n{difference}", flush=True)
    counted, caught = len(tried) - len(unseen), len(tried) - len(survivors)
    share = caught / counted if counted else 0
    print(f"\n{caught} of {counted} mutants caught ({share:.1%}); {len(unseen)} more change nothing")
    return int(share < ENOUGH)


def _without(lines: str) -> str:
    for it in UNSEEN:
        lines = it.sub("", lines)
    lines = HEADER.sub(lambda it: it[0].lower(), lines)
    return re.sub(r"[\s,]", "", re.sub(r"=None\b", "=False", lines))  # a keyword that is off either way


def _tests(mutant: str, tests: list[str], limit: float | None) -> int:
    """Run some tests with a mutant in place, in a process of its own.

    Args:
        mutant: its name; empty for none.
        tests: which tests: what pytest is called with.
        limit: the seconds that they may take.

    Returns:
        0 where they pass, 1 where one fails, `TOO_LONG`, and less than 0 for a process that is killed from outside.
    """
    environ = os.environ | {"MUTANT_UNDER_TEST": mutant}
    try:
        done = subprocess.run(
            [sys.executable, *PYTEST, *tests],
            cwd=MUTANTS,
            env=environ,
            capture_output=True,
            check=False,
            timeout=limit,
        )
    except subprocess.TimeoutExpired:
        return TOO_LONG
    return 0 if done.returncode == NO_TESTS else min(done.returncode, 1)


def _shown(name: str) -> str:
    command = [sys.executable, "-m", "mutmut", "show", name]
    return subprocess.run(command, cwd=MUTANTS.parent, check=False, capture_output=True, text=True).stdout


def _mutmut(*arguments: str) -> int:
    return subprocess.run([sys.executable, "-m", "mutmut", *arguments], cwd=MUTANTS.parent, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
