"""Where loaded rows go: one Parquet part for each source, written whole or not at all."""

import os
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data import PARQUET
from data.columns import Table


def part(table: type[Table], source: str) -> Path:
    """The file that holds a source's rows of a table."""
    return PARQUET / table.name / f"{source}.parquet"


def read(table: type[Table], source: str) -> pd.DataFrame | None:
    """The rows of the last good load; None where there is none, or where it cannot be read."""
    try:
        return pq.read_table(part(table, source)).cast(table.schema()).to_pandas(date_as_object=False)
    except (OSError, pa.ArrowInvalid, ValueError):
        return None


def write(rows: pd.DataFrame, table: type[Table], source: str) -> None:
    """Write a part under another name first, so that a reader never sees half a file."""
    path = part(table, source)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(f".{os.getpid()}.part")
    try:
        pq.write_table(arrow(rows, table), beside, compression="zstd", compression_level=9)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def arrow(rows: pd.DataFrame, table: type[Table]) -> pa.Table:
    """Checked rows as an Arrow table, with heading, unit and description in the metadata."""
    return pa.Table.from_pandas(rows, schema=table.schema(), preserve_index=False).replace_schema_metadata(
        table.schema().metadata
    )


def same(one: pd.DataFrame, other: pd.DataFrame, table: type[Table]) -> bool:
    """Whether two frames hold the same rows; files may differ by the version that wrote them, rows may not."""
    return arrow(one, table).equals(arrow(other, table))
