"""Ways in which the part of a table may be broken while the app runs."""

import math

import pyarrow as pa
import pyarrow.parquet as pq

from data.schema.columns import Table
from data.schema.tables import Events, Votes
from tests.conftest import Folder


def missing(folder: Folder, table: type[Table]) -> None:
    for path in (folder.path / table.name).glob("*.parquet"):
        path.unlink()


def empty(folder: Folder, table: type[Table]) -> None:
    missing(folder, table)
    folder.write(table, "curated", table.schema().empty_table())


def cut(folder: Folder, table: type[Table]) -> None:
    for path in (folder.path / table.name).glob("*.parquet"):
        path.write_bytes(path.read_bytes()[:-100])


def foreign(folder: Folder, table: type[Table]) -> None:
    """Put another table's rows in the place of its own."""
    other = Events if table is Votes else Votes
    body = (folder.path / other.name / "curated.parquet").read_bytes()
    missing(folder, table)
    (folder.path / table.name).mkdir(exist_ok=True)
    (folder.path / table.name / "curated.parquet").write_bytes(body)


def older(folder: Folder, table: type[Table]) -> None:
    """Leave out a column that the table has had for a short time only."""
    for path in (folder.path / table.name).glob("*.parquet"):
        rows = pq.read_table(path)
        pq.write_table(rows.drop_columns(rows.schema.names[-1:]), path)


def damaged(folder: Folder, table: type[Table]) -> None:
    """Put bytes that are no text in the place of texts."""
    rows = pq.read_table(folder.path / table.name / "curated.parquet")
    at = next(at for at, field in enumerate(rows.schema) if pa.types.is_string(field.type))
    offsets, bytes_of = pa.py_buffer(b"\0\0\0\0\1\0\0\0"), pa.py_buffer(b"\xff")
    one = pa.StringArray.from_buffers(1, offsets, bytes_of)
    texts = pa.concat_arrays([one] * len(rows))
    missing(folder, table)
    folder.write(table, "curated", rows.set_column(at, rows.schema.field(at), texts))


def infinite(folder: Folder, table: type[Table]) -> None:
    """Make every number that is no count infinite, one half of them below zero."""
    for path in (folder.path / table.name).glob("*.parquet"):
        rows = pq.read_table(path)
        numbers = pa.array([math.inf, -math.inf] * len(rows)).slice(0, len(rows))
        for at, field in enumerate(rows.schema):
            if pa.types.is_floating(field.type):
                rows = rows.set_column(at, field.with_nullable(nullable=True), numbers)
        pq.write_table(rows, path)


UNREADABLE = (missing, cut, foreign, older, damaged)  # each leaves the table without rows


def has_numbers(table: type[Table]) -> bool:
    """Whether a table has a number that may be infinite."""
    return any(it.spec.dtype == "number" for it in table.columns)
