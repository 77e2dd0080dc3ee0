"""Change the code in one place at a time and count what the fast tests catch: `python -m tests.mutations.code`.

`mutmut` makes the mutants in `mutants/` and knows from one run of the tests which of them run which function. A seeded sample of
the mutants is tried, each with the tests that run its function. What survives is tried again in a process of its own with all fast
tests: mutmut changes a function that runs at import, such as one that declares columns, too late. Who survives that too is printed
with what was changed. The exit code is 1 where less than 95 in 100 are caught. Of a decorated function, a class body or a module no mutant is made: the kinds of
`python -m tests.mutations` try the rules of the tables that stand there.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

MUTANTS = Path(__file__).parents[2] / "mutants"
CAUGHT = {1, 3, 24, 36, 152, 255, -24}  # a test failed, or took too long
ENOUGH = 0.95
TESTS = [
    *(
        "-m",
        "pytest",
        "-x",
        "-q",
        "-o",
        "addopts=",
        "--hypothesis-profile",
        "fast",
        "-m",
        "not (page or process or browser)",
    ),
    *("--deselect", "tests/data/test_mutations.py", "tests/analysis", "tests/data", "tests/loaders"),
]
NONE = "none/*"  # a name of no mutant: mutmut then makes them all, and stops


def main(argv: list[str] | None = None) -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser("python -m tests.mutations.code", description="Change the code in many places.")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sample", type=int, default=200)
    parser.add_argument("--only", default="", help="mutants whose name begins so: analysis.trade")
    parser.add_argument("--processes", type=int, default=2)
    wanted = parser.parse_args(argv)
    shutil.rmtree(MUTANTS, ignore_errors=True)
    _mutmut("run", "--max-children", str(wanted.processes), NONE)
    names = sampled([it for it in outcomes(MUTANTS) if it.startswith(wanted.only)], wanted.sample, wanted.seed)
    _mutmut("run", "--max-children", str(wanted.processes), *names)
    found = outcomes(MUTANTS)
    tried = {name: found[name] for name in names}
    survivors = [name for name in names if tried[name] not in CAUGHT]
    if survivors and not _passes(""):
        sys.exit("The fast tests fail without any change.")
    return report(tried | {name: 1 for name in survivors if not _passes(name)})


def outcomes(folder: Path) -> dict[str, int | None]:
    """Read what became of each mutant: the exit code of its tests; 33 where no test runs it, None where it was not tried."""
    found: dict[str, int | None] = {}
    for path in sorted(folder.rglob("*.meta")):
        found |= json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    return found


def sampled(names: list[str], size: int, seed: int) -> list[str]:
    """Draw a sample, the same for the same names and seed."""
    return sorted(random.Random(seed).sample(sorted(names), min(size, len(names))))  # noqa: S311


def report(tried: Mapping[str, int | None]) -> int:
    """Print the survivors and the share that was caught; return the exit code."""
    survivors = [name for name, code in tried.items() if code not in CAUGHT]
    for name in survivors:
        print(f"\n{name}: {'no test runs it' if tried[name] == 33 else 'survived'}", flush=True)
        _mutmut("show", name)
    share = 1 - len(survivors) / len(tried) if tried else 0
    print(f"\n{len(tried) - len(survivors)} of {len(tried)} mutants caught ({share:.1%})")
    return int(share < ENOUGH)


def _passes(mutant: str) -> bool:
    """Run the fast tests in a process of its own; return whether they pass with a mutant in place."""
    environ = os.environ | {"MUTANT_UNDER_TEST": mutant}
    return not subprocess.run(
        [sys.executable, *TESTS], cwd=MUTANTS, env=environ, capture_output=True, check=False
    ).returncode


def _mutmut(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "mutmut", *arguments], cwd=MUTANTS.parent, check=False)


if __name__ == "__main__":
    sys.exit(main())
