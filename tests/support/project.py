"""A copy of the project to load in, and the command line that is run there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path


def copy_of(root: Path, to: Path) -> Path:
    """Data and loaders, without what was fetched, but compiled: each of many processes would do that anew."""
    for folder in ("data", "loaders"):
        shutil.copytree(root / folder, to / folder, ignore=shutil.ignore_patterns("raw"))
    return to


def run(folder: Path, *arguments: str, script: str = "", **environ: str) -> subprocess.CompletedProcess[str]:
    """`python -m loaders` with the arguments, or a script in its place."""
    program = ["-c", script] if script else ["-m", "loaders"]
    return subprocess.run(
        [sys.executable, *program, *arguments],
        cwd=folder,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def spoil(folder: Path, name: str, before: str, after: str) -> int:
    """Replace a text in a curated file; the number of its line."""
    path = folder / "data" / "curated" / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def parts(folder: Path) -> dict[Path, bytes]:
    """All parts, by their place in the folder."""
    return {path: path.read_bytes() for path in sorted((folder / "data" / "parquet").glob("*/*.parquet"))}
