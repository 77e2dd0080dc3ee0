"""Find the commit whose tables have a version, as a citation names it: `python -m data.editions VERSION [FILE.zip]`.

Versions are counted as `data.edition` counts them now; of tables that were declared otherwise then, it may find none.
"""

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

from data import FACTS
from data.schema.tables import Sources

_PARTS: Final = "data/parquet"
_KEPT: Final = (
    _PARTS,
    "data/curated",
    "LICENSE-DATA",
)  # what an archive has: tables, what was collected by hand, and the terms


class Commit(NamedTuple):
    """A commit that changed the tables, its day, and the version that they had from then on."""

    name: str
    day: str
    version: str


def commits(repository: Path) -> list[Commit]:
    """List every commit that changed the tables, the latest first.

    Args:
        repository: the folder of a git repository.
    """
    lines = _git(repository, "log", "--format=%H %cs", "--", _PARTS).decode().splitlines()
    bodies: dict[str, bytes] = {}
    return [Commit(name, day, _version(repository, name, bodies)) for name, day in map(str.split, lines)]


def _version(repository: Path, commit: str, bodies: dict[str, bytes]) -> str:
    """The version of the tables of a commit; bodies that were read already are not read again."""
    listed = _git(repository, "ls-tree", "-r", commit, "--", f"{_PARTS}/").decode().splitlines()
    blobs = {path.removeprefix(f"{_PARTS}/"): about.split()[2] for about, path in (it.split("\t") for it in listed)}
    seen = hashlib.sha256()
    for table in (*FACTS, Sources):
        for path in sorted(it for it in blobs if it.startswith(f"{table.name}/") and it.endswith(".parquet")):
            blob = blobs[path]
            bodies[blob] = bodies.get(blob) or _git(repository, "cat-file", "blob", blob)
            seen.update(path.encode() + bodies[blob])
    return seen.hexdigest()[:10]


def archive(repository: Path, commit: str, file: Path) -> None:
    """Write tables, facts kept by hand and terms of a commit into an archive."""
    there = [it for it in _KEPT if _git(repository, "ls-tree", commit, "--", it)]
    _git(repository, "archive", "--format=zip", f"--output={file.resolve()}", commit, *there)


def _git(repository: Path, *command: str) -> bytes:
    return subprocess.run(["git", *command], cwd=repository, capture_output=True, check=True).stdout  # noqa: S603, S607


def main(arguments: list[str], repository: Path) -> str:
    """Find a version, and write its archive where a file is named; return what to print.

    Raises:
        SystemExit: no commit has the version.
    """
    if len(arguments) not in {1, 2}:
        sys.exit(__doc__)
    found = next((it for it in commits(repository) if it.version == arguments[0]), None)
    if found is None:
        sys.exit(f"No commit has the version {arguments[0]}. Is the whole history here?")
    if len(arguments) == 2:
        archive(repository, found.name, Path(arguments[1]))
    return f"{found.version} is {found.name} of {found.day}\n"


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:], Path(__file__).parents[1]))
