"""Every check of the project, one after the other: `python -m tests`. The exit code is 1 where any of them fails."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
STEPS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["ty", "check"],
    "data": ["loaders", "--check"],
    "tests": ["pytest", "-n", "auto", "--maxprocesses", "4"],  # each worker may hold a server and a browser
}


def main() -> int:
    """Run all steps, also after one has failed, and name those that have."""
    failed = []
    for name, (module, *arguments) in STEPS.items():
        print(f"== {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, check=False)
        if done.returncode:
            failed.append(name)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
