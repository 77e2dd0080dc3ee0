"""Read the cells of a table, text or typed, as the types of its columns."""

import datetime as dt
import re
from typing import Final

import pandas as pd

from data.schema.columns import Table

Fault = tuple[object, str, str, object]  # row, column, rule, value
_FLAGS = {"yes": True, "no": False, "true": True, "false": False}
_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOST: Final = 1e15  # no figure is larger; beyond it not every whole number can be kept


def typed(rows: pd.DataFrame, table: type[Table]) -> tuple[pd.DataFrame, list[Fault]]:
    """Convert each column to its dtype; a value that cannot be read becomes empty and a fault."""
    columns: dict[str, pd.Series] = {}
    faults: list[Fault] = []
    for column in table.columns:
        values, dtype = rows[column].replace("", None), column.spec.dtype
        columns[column] = read = _READERS[dtype](values)
        unreadable = read.isna() & values.notna()
        faults += [(row, column, f"is not a {dtype}", values[row]) for row in rows.index[unreadable]]
    return pd.DataFrame(columns), faults


def _text(values: pd.Series) -> pd.Series:
    return values.astype("str").where(values.notna(), None).astype("str")


def _number(values: pd.Series) -> pd.Series:
    """Read numbers as we write them: a text with a comma, a blank, a foreign digit or an exponent is none."""
    readable = values.map(lambda it: not isinstance(it, str) or _NUMBER.fullmatch(it) is not None)
    numbers = pd.to_numeric(values.where(readable.astype(bool)), errors="coerce").astype("float64")
    return numbers.where(numbers.abs() < _MOST)


def _count(values: pd.Series) -> pd.Series:
    numbers = _number(values)
    return numbers.where(numbers % 1 == 0).astype("Int64")


def _date(values: pd.Series) -> pd.Series:
    def day(value: object) -> dt.date | None:
        if isinstance(value, dt.date):  # includes pandas timestamps
            return value
        try:
            return dt.date.fromisoformat(str(value)) if _DAY.fullmatch(str(value)) else None
        except ValueError:
            return None

    return pd.Series([None if pd.isna(it) else day(it) for it in values], index=values.index, dtype="datetime64[s]")


def _flag(values: pd.Series) -> pd.Series:
    return values.map(lambda it: it if isinstance(it, bool) else _FLAGS.get(str(it).lower()), na_action="ignore")


_READERS = {"text": _text, "number": _number, "count": _count, "date": _date, "flag": _flag}
