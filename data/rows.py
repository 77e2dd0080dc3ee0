"""Look up values, and convert rows to plain dicts for code that goes through them one by one.

For a small frame this is several times as fast as pandas' own `to_dict("records")`.
"""

from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

Row = dict[str, Any]


def looked_up(keys: pd.Series, values: pd.Series) -> pd.Series:
    """Look up values by keys, missing where there is none; unlike `Series.map` also where there is no value at all.

    Args:
        keys: what to look up.
        values: by their keys, each once.
    """
    return values.reindex(keys).set_axis(keys.index)


def records(rows: pd.DataFrame) -> list[Row]:
    """Convert a frame to a list of dicts by column name, as `to_dict("records")` does."""
    names = list(rows)
    columns = (rows[name].tolist() for name in names)
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def grouped(rows: Sequence[Row], by: Sequence[str]) -> list[list[Row]]:
    """Group rows by the values of some columns, in order of first appearance; missing values are equal to each other."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(None if pd.isna(row[it]) else row[it] for it in by), []).append(row)
    return list(groups.values())


def in_order(rows: Sequence[Row], by: str) -> list[Row]:
    """Sort rows by one column, stably, missing values last."""
    known = [row for row in rows if pd.notna(row[by])]
    return [*sorted(known, key=lambda row: row[by]), *(row for row in rows if pd.isna(row[by]))]


def parted(rows: Sequence[Row], follows: Callable[[Row, Row], bool]) -> list[list[Row]]:
    """Part rows wherever one does not follow the one before it: `follows(last, row)`."""
    parts: list[list[Row]] = []
    for row in rows:
        if parts and follows(parts[-1][-1], row):
            parts[-1].append(row)
        else:
            parts.append([row])
    return parts
