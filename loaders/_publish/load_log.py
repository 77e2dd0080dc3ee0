"""Build the load log: the rows of `Loads` (when, how many, which fingerprint) and of `Changes`."""

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
    """Return when the rows of each table last changed, for the tables of which that is known.

    A torn part was written by a load that was interrupted before it wrote `Loads`; it may have written `Changes`,
    which comes first.

    Args:
        loads_before: rows of `Loads` of the previous load, if there was one.
        changes_before: rows of `Changes` of the previous load, if there was one.
        torn: the tables whose part is not the one in `Loads`.
    """
    known = set(_column(loads_before, Loads.fingerprint))
    logged = _column(loads_before, Loads.loaded_at).items()
    times = {table: time for table, time in logged if table not in known & set(torn)}
    if changes_before is not None:
        interrupted = zip(changes_before[Changes.table], changes_before[Changes.loaded_at], strict=True)
        times = {str(table): time for table, time in interrupted if table in torn} | times
    return {table: str(time) for table, time in times.items()}


def loads(
    name: str,
    origin: str,
    times: Mapping[str, str],
    counts: Mapping[str, int],
    prints: Mapping[str, str],
    now: str,
) -> pd.DataFrame:
    """Build the rows of `Loads` after a good load: one for each table.

    Args:
        name: the loader.
        origin: the address of its source.
        times: when the tables that this load did not change last changed.
        counts: rows by table.
        prints: the fingerprint of each table's part.
        now: the time of this load, as `2026-11-24 06:00`.
    """
    rows = [(name, it, origin, times.get(it, now), counts[it], prints[it], "good", None) for it in counts]
    return _checked(rows, Loads, name)


def counts(loads_before: pd.DataFrame | None) -> dict[str, int]:
    """Return the number of rows of each table in the previous load."""
    return {table: int(str(count)) for table, count in _column(loads_before, Loads.row_count).items()}


def failed(name: str, origin: str, before: pd.DataFrame | None, tables: Collection[str], reason: str) -> pd.DataFrame:
    """Build the rows of `Loads` after a load that failed: as before, with another state and the reason.

    Args:
        name: the loader.
        origin: the address of its source.
        before: rows of `Loads` of the previous load, if there was one.
        tables: the tables that the loader fills; without a previous load they have no rows.
        reason: the error, shortened to one line.
    """
    times, rows_before, prints = (_column(before, it) for it in (Loads.loaded_at, Loads.row_count, Loads.fingerprint))
    reason = " ".join(reason.split())[:_LONGEST]
    rows = [
        (name, it, origin, times.get(it), rows_before.get(it, 0), prints.get(it), "failed", reason)
        for it in dict.fromkeys([*times, *tables])
    ]
    return _checked(rows, Loads, name)


def changes(
    name: str,
    changed: Mapping[type[Table], diff.Differences | None],
    before: pd.DataFrame | None,
    times: Mapping[str, str],
    now: str,
) -> pd.DataFrame:
    """Build the rows of `Changes` after a good load; tables that it did not change keep the rows of their last change.

    Args:
        name: the loader.
        changed: the differences of each table that changed; None for a first load.
        before: rows of `Changes` of the previous load, if there was one.
        times: when the tables that this load did not change last changed.
        now: the time of this load, as `2026-11-24 06:00`.
    """
    frames = [diff.as_rows(it, name, now) for it in changed.values() if it is not None]
    if before is not None:
        frames.append(before[before[Changes.loaded_at] == before[Changes.table].map(times)])
    rows = [line for frame in frames for line in frame.itertuples(index=False, name=None)]
    return _checked(rows, Changes, name)


def _column(loads_before: pd.DataFrame | None, column: str) -> dict[str, object]:
    """Return a column of `Loads` by table, without empty cells."""
    if loads_before is None or column not in loads_before:
        return {}
    values = loads_before.set_index(Loads.table)[column].dropna()
    return {str(table): value for table, value in values.items()}


def _checked(rows: Sequence[tuple[object, ...]], table: type[Table], name: str) -> pd.DataFrame:
    return check(pd.DataFrame(rows, columns=[str(it) for it in table.columns]), table, where=name)
