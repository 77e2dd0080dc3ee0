"""Rows as JSON: numbers as numbers, days as text, an unknown value as null; what is the same makes the same bytes."""

import json
from typing import Any

import pandas as pd

from data.schema.columns import Table
from pages._app.record import free
from pages._app.rows import rows


def as_bytes(value: object) -> bytes:
    """Write JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()


def of_table(table: type[Table]) -> bytes:
    """Write the rows of a table that may be passed on as a list of objects."""
    return as_bytes(of_rows(rows(table)[free(table)], table))


def of_rows(frame: pd.DataFrame, table: type[Table]) -> list[dict[str, Any]]:
    """Return rows as objects of the declared columns, without the ids of rows behind.

    Args:
        frame: rows of the table.
        table: what they are rows of.
    """
    columns = [it for it in table.columns if it in frame and it.spec.dtype != "rows"]
    values = [[_plain(value, it.spec.dtype) for value in frame[it].tolist()] for it in columns]
    return [dict(zip(map(str, columns), row, strict=True)) for row in zip(*values, strict=True)]


def _plain(value: Any, dtype: str) -> object:  # noqa: ANN401
    """A value as JSON has it."""
    if pd.isna(value):
        return None
    if dtype == "date":
        return f"{value:%Y-%m-%d}"
    return int(value) if dtype == "count" or (dtype == "number" and float(value).is_integer()) else value
