"""Every check of the project, one after the other: `python -m tests`. The exit code is 1 where any of them fails."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
STEPS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "ty", "check"],
    "arrows": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "data": ["-m", "loaders", "--check"],
    "tests": [
        "-m",
        "pytest",
        "-n",
        "auto",
        "--maxprocesses",
        "4",
        "--cov",
    ],  # each worker may hold a server and a browser
}


def main() -> int:
    """Run all steps, also after one has failed, and name those that have."""
    failed = []
    for name, arguments in STEPS.items():
        print(f"== {name}", flush=True)
        done = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
