"""Where loaded rows go: one Parquet part for each source and table.

What holds, also where a run is killed or the disk is full:

- A part is the one before or the new one, never half of one.
- All parts of a load are written beside their places first. Only when every one is whole are they renamed, one right
  after the other: `changes` first, `loads` last.
- Where a run dies between two renames, the parts are whole, but of two loads. `loads` then bears other fingerprints
  than the parts have: `torn` tells it, `--check` fails by it, and the next load of that source writes what differs.
- What a dead run leaves beside (`*.part`) is read by nobody and goes with the next run. Two runs never write at once.
"""

import hashlib
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data import FOLDER, PARQUET
from data.schema.columns import Table
from data.schema.tables import TABLES, Changes, Loads
from loaders import LoaderError

if sys.platform != "win32":
    import fcntl


def part(table: type[Table], source: str) -> Path:
    """The file that holds a source's rows of a table."""
    return PARQUET / table.name / f"{source}.parquet"


def read(table: type[Table], source: str) -> pd.DataFrame | None:
    """The rows of the last good load; None where there is none, or where it cannot be read."""
    try:
        return pq.read_table(part(table, source)).cast(table.schema()).to_pandas(date_as_object=False)
    except (OSError, pa.ArrowInvalid, ValueError):
        return None


def last(table: type[Table], source: str) -> pd.DataFrame | None:
    """The rows of the last load to compare with, also where the table has got other columns since."""
    try:
        rows = pq.read_table(part(table, source)).to_pandas(date_as_object=False)
    except (OSError, pa.ArrowInvalid):
        return None
    return rows[[it for it in table.columns if it in rows]]


def filled(source: str) -> list[type[Table]]:
    """The tables of which a source has a part."""
    return [table for table in TABLES if table not in {Loads, Changes} and part(table, source).exists()]


class Batch:
    """Parts of one source that are written together or not at all, as long as the context."""

    def __init__(self, source: str, withheld: str = "") -> None:
        """Parts that may not be handed on whole say so in their metadata, with the terms in `withheld`."""
        self._source = source
        self._withheld = withheld
        self._staged: list[tuple[Path, Path]] = []

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(self, *why: object) -> None:
        """Remove what did not come to its place."""
        for beside, _ in self._staged:
            beside.unlink(missing_ok=True)

    def add(self, rows: pd.DataFrame, table: type[Table]) -> str:
        """Write a part beside its place; the fingerprint that it will have."""
        path = part(table, self._source)
        beside = path.with_suffix(f".{os.getpid()}.part")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._staged.append((beside, path))
        told = arrow(rows, table).replace_schema_metadata(_metadata(table, self._withheld))
        pq.write_table(told, beside, compression="zstd", compression_level=9)
        with beside.open("r+b") as file:
            os.fsync(file.fileno())
        return fingerprint(beside)

    def commit(self) -> None:
        """Put all parts in their places, in the order in which they were added."""
        for beside, path in self._staged:
            beside.replace(path)


def arrow(rows: pd.DataFrame, table: type[Table]) -> pa.Table:
    """Checked rows as an Arrow table, with heading, unit and description in the metadata."""
    return pa.Table.from_pandas(rows, schema=table.schema(), preserve_index=False).replace_schema_metadata(
        table.schema().metadata
    )


def same(one: pd.DataFrame, other: pd.DataFrame, table: type[Table]) -> bool:
    """Whether two frames hold the same rows; files may differ by the version that wrote them, rows may not."""
    return arrow(one, table).equals(arrow(other, table))


def as_declared(table: type[Table], source: str, withheld: str = "") -> bool:
    """Whether a part describes itself as the table is declared now, and by the terms of now."""
    written, declared = pq.read_schema(part(table, source)), table.schema()
    ours = all(
        (written.field(it).metadata or {}).items() >= (declared.field(it).metadata or {}).items()
        for it in declared.names
    )
    return ours and written.metadata == declared.with_metadata(_metadata(table, withheld)).metadata


def _metadata(table: type[Table], withheld: str) -> dict[str | bytes, str | bytes]:
    """What a part says of itself as a whole."""
    terms = {"republish": "no", "republish_reason": withheld} if withheld else {}
    return {**(table.schema().metadata or {}), **terms}


def fingerprint(path: Path) -> str:
    """Of a file's bytes, short; empty where there is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.exists() else ""


def torn(source: str) -> list[str]:
    """The tables whose part is not the one that `loads` tells of: a load was cut short, or a hand has been at it."""
    loads = read(Loads, source)
    if loads is None:
        return [table.name for table in filled(source)]
    written = dict(zip(loads[Loads.table], loads[Loads.fingerprint].fillna(""), strict=True))
    found = [table.name for table in filled(source) if fingerprint(part(table, source)) != written.get(table.name)]
    found += [name for name, it in written.items() if it and not (PARQUET / name / f"{source}.parquet").exists()]
    changes = read(Changes, source)
    if changes is None or set(zip(changes[Changes.table], changes[Changes.loaded_at], strict=True)) - set(
        zip(loads[Loads.table], loads[Loads.loaded_at], strict=True)
    ):
        found.append(Changes.name)
    return found


@contextmanager
def alone() -> Generator[None]:
    """Keep other runs out, and clear away what dead ones have left.

    Raises:
        LoaderError: another run is at work.
    """
    PARQUET.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":  # no such lock there; the parts are still written whole
        yield
        return
    folder = os.open(PARQUET, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in (*PARQUET.glob("*/*.part"), *FOLDER.glob("raw/*/*.part")):
            left.unlink(missing_ok=True)
        yield
    except BlockingIOError as why:
        msg = "another run of the loaders is at work; wait until it has ended"
        raise LoaderError(msg) from why
    finally:
        os.close(folder)  # and the lock with it, as it does when the run is killed
