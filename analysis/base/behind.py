"""Which reported rows a derived row was made of: their row ids, carried along in the column `behind`."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
import pandas as pd

RowIds = tuple[int, ...]


def of_groups(rows: pd.DataFrame, by: Sequence[str]) -> pd.Series:
    """Give each row the row ids of its whole group.

    Args:
        rows: reported rows with `row_id`.
        by: the columns that rows of one group share; missing values agree.

    Returns:
        A tuple of row ids for each row, under its label.
    """
    groups = rows.groupby(list(by), sort=False, dropna=False).ngroup().to_numpy()
    order = np.argsort(groups, kind="stable")
    cuts = np.flatnonzero(np.diff(groups[order])) + 1
    ids = [tuple(part.tolist()) for part in np.split(rows["row_id"].to_numpy()[order], cuts)]
    return in_column((ids[group] for group in groups), rows)


def of_each(rows: pd.DataFrame) -> pd.Series:
    """Give each reported row its own row id alone."""
    return in_column(((row_id,) for row_id in rows["row_id"].tolist()), rows)


def in_column(values: Iterable[Any], rows: pd.DataFrame) -> pd.Series:
    """Put one value for each row, row ids or years, into a column with the labels of the rows."""
    return pd.Series(list(values), index=rows.index, dtype="object")


def united(parts: Iterable[RowIds]) -> RowIds:
    """Join the row ids of several derived rows, each once, in the order in which they first come."""
    return tuple(dict.fromkeys(chain.from_iterable(parts)))
