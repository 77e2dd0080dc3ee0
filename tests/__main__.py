"""Every check of the project, one after the other: `python -m tests`. The exit code is 1 where any of them fails.

`--fast` leaves out the tests that draw pages, run the loaders' command line or try whole tables, tries fewer examples, and
measures no coverage: what to run while working, in a minute on two cores.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
CORES = os.cpu_count() or 1
PYTEST = ["-m", "pytest", "--dist", "worksteal"]
STEPS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "ty", "check"],
    "arrows": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "data": ["-m", "loaders", "--check"],
}
SLOW = "page or process or browser or long"
QUICK_TESTS = [*PYTEST, "-n", str(CORES), "-m", f"not ({SLOW})"]
# one process more than there are cores, since tests of a browser wait, and no more than four, since each may hold a server and a
# browser; neighbours, which need the same of both, stay together
SLOW_TESTS = [*PYTEST, "-n", str(min(CORES + 1, 4)), "-m", SLOW]
# coverage is of the floors below the pages: their quick tests reach it, and measuring takes a third more
TESTS = {"tests": [*QUICK_TESTS, "--cov"], "slow tests": SLOW_TESTS}
FAST_TESTS = {"tests": [*QUICK_TESTS, "--hypothesis-profile", "fast"]}


def main(argv: Sequence[str] | None = None) -> int:
    """Run all steps, also after one has failed, and name those that have."""
    parser = argparse.ArgumentParser("python -m tests", description="Run every check of the project.")
    parser.add_argument("--fast", action="store_true", help="without the slow tests")
    fast = parser.parse_args(argv).fast
    # without compiled files every worker and every process of a test would compile all modules anew: 4 s each
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    failed = []
    for name, arguments in (STEPS | (FAST_TESTS if fast else TESTS)).items():
        print(f"== {name}", flush=True)
        done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environ, check=False)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
