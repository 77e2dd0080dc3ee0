"""The reported rows behind what is drawn, and how far they reach."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.base.behind import RowIds, united
from data.schema.columns import Derived, Table
from data.schema.tables import Sources
from data.vocabulary import periods
from pages._app.cache import once
from pages._app.record import cited_first
from pages._app.rows import rows


def ids_behind(frame: pd.DataFrame, table: type[Table]) -> dict[type[Table], RowIds]:
    """Collect the row ids behind a frame, by the reported table that they are rows of."""
    if not issubclass(table, Derived):
        return {table: tuple(frame[table.row_id])}
    columns = {table.behind: table.of, **table.also}
    return {of: united(frame[column]) for column, of in columns.items()}


def rows_behind(frames: Sequence[pd.DataFrame], tables: Sequence[type[Table]]) -> dict[type[Table], pd.DataFrame]:
    """Look up the reported rows behind frames, in the order of their table; sources with the most cited first."""
    ids: dict[type[Table], set[int]] = {}
    for frame, table in zip(frames, tables, strict=True):
        for of, part in ids_behind(frame, table).items():
            ids.setdefault(of, set()).update(part)
    return {table: reported(table, ids[table]) for table in ids if ids[table]}


def reported(table: type[Table], ids: Collection[int]) -> pd.DataFrame:
    """Look up reported rows by their ids, in the order of their table; sources with the most cited first.

    Raises:
        KeyError: there is no row of such an id.
    """
    of, places = _in_order(table)
    return of.iloc[np.sort(places.loc[list(ids)])]


def latest(behind: dict[type[Table], pd.DataFrame], known_to: dt.date | None) -> str:
    """Say how far reported rows reach, as exactly as they are dated; empty where none is dated.

    Args:
        behind: reported rows by their table.
        known_to: the last day of the data: a target or contract of a later day reaches no further.
    """
    last = np.datetime64(known_to or dt.date.max, "ms")
    ends: list[tuple[Any, str]] = []
    for table, of in behind.items():
        for end in map(str, table.columns):
            precision = "precision" if end == "end" else f"{end}_precision"
            if precision in table.columns:
                days = np.minimum(of[end].to_numpy(), last)
                latest_day = np.fmax.reduce(days, initial=np.datetime64("NaT"))  # of no day none
                ends += [
                    (pd.Timestamp(latest_day), exact) for exact in set(of[precision].to_numpy()[days == latest_day])
                ]
    if not ends:
        return ""
    end, precision = max(ends)
    return periods.label(end, end, precision if precision in {"year", "month"} and end < pd.Timestamp(last) else "day")


@once
def _in_order(table: type[Table]) -> tuple[pd.DataFrame, pd.Series]:
    """A reported table in the order in which its rows are listed, sources with the most cited first; places by `row_id`."""
    of = rows(table) if table is not Sources else cited_first()
    return of, pd.Series(range(len(of)), index=of[table.row_id])
