"""Write and read the stored rows: one Parquet file ("part") for each source and table.

Guaranteed even if a run is killed or the disk is full:

- A part is the previous one or the new one, never half of one.
- All parts of a load are first written under temporary names. Only when every one is complete are they renamed, one
  right after the other: `changes` first, `loads` last.
- If a run dies between two renames, each part is complete, but they belong to two loads. The fingerprints in `loads`
  then differ from those of the parts: `torn` finds it, `--check` fails, and the next load of that source repairs it.
- Temporary files of a dead run (`*.part`) are never read, and the next run deletes them. Two runs never write at once.
"""

import hashlib
import os
import shutil
import sys
from collections.abc import Generator, Iterable
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
    """Return the path of the file with a source's rows of a table."""
    return PARQUET / table.name / f"{source}.parquet"


def read(table: type[Table], source: str) -> pd.DataFrame | None:
    """Read the rows of the last good load; None if there is none, or if it is not a part of this table."""
    stored, schema = _stored(table, source), table.schema()
    if stored is None or (stored.schema.names, stored.schema.types) != (schema.names, schema.types):
        return None
    if any(not field.nullable and stored[field.name].null_count for field in schema):
        return None
    return stored.to_pandas(date_as_object=False)


def last(table: type[Table], source: str) -> pd.DataFrame | None:
    """Read the rows of the last load for comparison, even if the table's columns have changed since.

    Returns:
        The rows in the columns that the table still has; None if there are none that can be read as such.
    """
    stored, schema = _stored(table, source), table.schema()
    if stored is None:
        return None
    kept = [it for it in table.columns if it in stored.schema.names]
    try:
        return stored.select(kept).cast(pa.schema([schema.field(it) for it in kept])).to_pandas(date_as_object=False)
    except (ValueError, pa.ArrowException):
        return None


def _stored(table: type[Table], source: str) -> pa.Table | None:
    """Read a part as it is on disk; None if there is none, or if its bytes are damaged."""
    path = part(table, source)
    if not path.is_file():  # pyarrow would read a folder as a data set
        return None
    try:
        rows = pq.read_table(path)
        rows.validate(full=True)
    except (OSError, ValueError, pa.ArrowException):
        return None
    return rows


def strangers(loaders: Iterable[str]) -> list[str]:
    """List the files that no loader has written, under the names of loaders: the app would read them beside the others."""
    names, tables = set(loaders), {table.name for table in TABLES}
    return [
        path.relative_to(PARQUET).as_posix()
        for path in sorted(PARQUET.glob("*/*.parquet"))
        if path.stem not in names or path.parent.name not in tables
    ]


def miscounted(source: str) -> list[str]:
    """List the tables of which the log of loads counts other rows than there are."""
    loads = read(Loads, source)
    logged = {} if loads is None else dict(zip(loads[Loads.table], loads[Loads.row_count], strict=True))
    held = {table.name: _stored(table, source) for table in filled(source)}
    return [name for name, rows in held.items() if rows is not None and logged.get(name, len(rows)) != len(rows)]


def filled(source: str) -> list[type[Table]]:
    """List the tables of which a source has a part."""
    return [table for table in TABLES if table not in {Loads, Changes} and part(table, source).exists()]


class Batch:
    """Parts of one source that are written together or not at all; use it as a context."""

    def __init__(self, source: str, withheld: str = "") -> None:
        """Start a batch; `withheld` is the terms that forbid to redistribute the rows, for the metadata of the parts."""
        self._source = source
        self._withheld = withheld
        self._staged: list[tuple[Path, Path]] = []

    def __enter__(self) -> Self:
        """Return the batch."""
        return self

    def __exit__(self, *why: object) -> None:
        """Remove temporary files that were not committed."""
        for temporary, _ in self._staged:
            temporary.unlink(missing_ok=True)

    def add(self, rows: pd.DataFrame, table: type[Table]) -> str:
        """Write a part under a temporary name; return its fingerprint."""
        path = part(table, self._source)
        temporary = path.with_suffix(f".{os.getpid()}.part")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._staged.append((temporary, path))
        described = arrow(rows, table).replace_schema_metadata(_metadata(table, self._withheld))
        pq.write_table(described, temporary, compression="zstd", compression_level=9)
        with temporary.open("r+b") as file:
            os.fsync(file.fileno())
        return fingerprint(temporary)

    def commit(self) -> None:
        """Rename all parts to their final names, in the order in which they were added."""
        for temporary, path in self._staged:
            if path.is_dir():  # put there by somebody: no file can take its place
                shutil.rmtree(path)
            temporary.replace(path)


def arrow(rows: pd.DataFrame, table: type[Table]) -> pa.Table:
    """Convert checked rows to an Arrow table, with heading, unit and description in the metadata."""
    return pa.Table.from_pandas(rows, schema=table.schema(), preserve_index=False).replace_schema_metadata(
        table.schema().metadata
    )


def same(old: pd.DataFrame, new: pd.DataFrame, table: type[Table]) -> bool:
    """Return whether two frames have the same rows (their files may differ by the version that wrote them)."""
    return arrow(old, table).equals(arrow(new, table))


def as_declared(table: type[Table], source: str, withheld: str = "") -> bool:
    """Return whether the metadata of a part match the table as declared now, and the current terms.

    Args:
        table: the table.
        source: the loader.
        withheld: the terms that forbid to redistribute the rows; empty if they may be redistributed.
    """
    written, declared = pq.read_schema(part(table, source)), table.schema()
    columns_match = all(
        (written.field(it).metadata or {}).items() >= (declared.field(it).metadata or {}).items()
        for it in declared.names
    )
    return columns_match and written.metadata == declared.with_metadata(_metadata(table, withheld)).metadata


def _metadata(table: type[Table], withheld: str) -> dict[str | bytes, str | bytes]:
    """Return the metadata of a part as a whole."""
    terms = {"republish": "no", "republish_reason": withheld} if withheld else {}
    return {**(table.schema().metadata or {}), **terms}


def fingerprint(path: Path) -> str:
    """Hash the bytes of a file to 16 characters; empty if there is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path.is_file() else ""


def torn(source: str) -> list[str]:
    """List the tables whose part is not the one logged in `loads`: a load was interrupted, or a file was edited."""
    loads = read(Loads, source)
    if loads is None:
        return [table.name for table in filled(source)]
    written = dict(zip(loads[Loads.table], loads[Loads.fingerprint].fillna(""), strict=True))
    names = [table.name for table in filled(source) if fingerprint(part(table, source)) != written.get(table.name)]
    names += [name for name, it in written.items() if it and not (PARQUET / name / f"{source}.parquet").exists()]
    changes = read(Changes, source)
    if changes is None or set(zip(changes[Changes.table], changes[Changes.loaded_at], strict=True)) - set(
        zip(loads[Loads.table], loads[Loads.loaded_at], strict=True)
    ):
        names.append(Changes.name)
    return names


def spoilt(source: str) -> list[str]:
    """List the tables whose part is neither the one logged in `loads` nor that of an interrupted load.

    Such a part was damaged or put there by somebody, so that it says nothing about the last load.
    """
    loads, changes = read(Loads, source), read(Changes, source)
    if loads is None:
        return []
    logged = set(zip(loads[Loads.table], loads[Loads.loaded_at], strict=True))
    begun = [] if changes is None else zip(changes[Changes.table], changes[Changes.loaded_at], strict=True)
    interrupted = {table for table, _ in set(begun) - logged}
    return [it for it in torn(source) if it not in {*interrupted, Changes.name}]


@contextmanager
def alone() -> Generator[None]:
    """Lock out other runs, and delete temporary files of dead ones.

    Raises:
        LoaderError: another run is at work.
    """
    PARQUET.mkdir(parents=True, exist_ok=True)
    if sys.platform == "win32":  # Windows has no such lock; the parts are still complete
        yield
        return
    folder = os.open(PARQUET, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for temporary in (*PARQUET.glob("*/*.part"), *FOLDER.glob("raw/*/*.part")):
            temporary.unlink(missing_ok=True)
        yield
    except BlockingIOError as why:
        msg = "another run of the loaders is at work; wait until it has ended"
        raise LoaderError(msg) from why
    finally:
        os.close(folder)  # this also releases the lock, as does the end of a killed run
