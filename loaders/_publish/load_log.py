"""What is written of a load besides its rows: the table of loads, and the table of changes."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from data.schema.check import check
from data.schema.columns import Table
from data.schema.tables import Changes, Loads
from loaders._publish import diff

_LONGEST = 500  # characters of a reason


def since(
    loads_before: pd.DataFrame | None, changes_before: pd.DataFrame | None, torn: Collection[str]
) -> dict[str, str]:
    """When the rows of each table last changed, as far as that is known.

    The part of a torn table was written by a load that was cut short before `Loads` could tell of it; `Changes`, which
    comes first, may.
    """
    known = set(_column(loads_before, Loads.fingerprint))
    told = {
        table: time for table, time in _column(loads_before, Loads.loaded_at).items() if table not in known & set(torn)
    }
    if changes_before is not None:
        cut_short = zip(changes_before[Changes.table], changes_before[Changes.loaded_at], strict=True)
        told = {str(table): time for table, time in cut_short if table in torn} | told
    return {table: str(time) for table, time in told.items()}


def loads(
    name: str,
    origin: str,
    times: Mapping[str, str],
    counts: Mapping[str, int],
    prints: Mapping[str, str],
    now: str,
) -> pd.DataFrame:
    """The rows of `Loads` after a good load: one for each table, with the fingerprint of its part.

    A table that this load left alone has the time of the load that last changed it.
    """
    rows = [(name, it, origin, times.get(it, now), counts[it], prints[it], "good", None) for it in counts]
    return _checked(rows, Loads, name)


def failed(name: str, origin: str, before: pd.DataFrame | None, tables: Collection[str], reason: str) -> pd.DataFrame:
    """The rows of `Loads` after a load that failed: all as before but the state; of a first load, no rows came."""
    times, counts, prints = (_column(before, it) for it in (Loads.loaded_at, Loads.row_count, Loads.fingerprint))
    reason = " ".join(reason.split())[:_LONGEST]
    rows = [
        (name, it, origin, times.get(it), counts.get(it, 0), prints.get(it), "failed", reason)
        for it in dict.fromkeys([*times, *tables])
    ]
    return _checked(rows, Loads, name)


def changes(
    name: str,
    found: Mapping[type[Table], diff.Differences | None],
    before: pd.DataFrame | None,
    times: Mapping[str, str],
    now: str,
) -> pd.DataFrame:
    """The rows of `Changes` after a good load: what it changed, and for the tables it left alone what the load before had.

    What an earlier load told stays where its time is the one at which the table last changed.
    """
    told = [diff.told(it, name, now) for it in found.values() if it is not None]
    if before is not None:
        told.append(before[before[Changes.loaded_at] == before[Changes.table].map(times)])
    rows = [line for frame in told for line in frame.itertuples(index=False, name=None)]
    return _checked(rows, Changes, name)


def _column(loads_before: pd.DataFrame | None, column: str) -> dict[str, object]:
    """A column of `Loads` by table; empty cells are left out."""
    if loads_before is None or column not in loads_before:
        return {}
    told = loads_before.set_index(Loads.table)[column].dropna()
    return {str(table): value for table, value in told.items()}


def _checked(rows: Sequence[tuple[object, ...]], table: type[Table], name: str) -> pd.DataFrame:
    return check(pd.DataFrame(rows, columns=[str(it) for it in table.columns]), table, where=name)
