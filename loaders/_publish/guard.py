"""Stop a load that loses more rows or figures than usual, a country, or changes a value more than tenfold."""

from typing import Final

import pandas as pd

from data.schema.columns import Column, Table
from data.vocabulary import places
from loaders._publish import row_text
from loaders._publish.diff import Differences

SMALL: Final = 0.02  # the share of rows that a source may lose without `--accept`; one row is always allowed
TENFOLD: Final = 10
_COUNTRIES: Final = tuple(places.PLACES)


def objections(old: pd.DataFrame, new: pd.DataFrame, differences: Differences) -> list[str]:
    """List the reasons not to replace the old rows without an operator's consent.

    Args:
        old: rows of the previous load.
        new: rows of this load.
        differences: between the two.

    Returns:
        One sentence for each reason; empty if the load is ordinary.
    """
    table = differences.table
    reasons = [*_fewer_rows(old, differences), *_fewer_figures(old, differences), *_out_of_proportion(differences)]
    for column in table.columns:
        if column.spec.values == _COUNTRIES and column in old and (gone := _codes(old, column) - _codes(new, column)):
            names = places.name(";".join(sorted(gone)))
            reasons.append(f"{table.name}: {names} no longer in the column {column.spec.heading}")
    return reasons


def fewer_than_logged(table: type[Table], logged: int, rows: int) -> list[str]:
    """List the reason not to replace a part that is damaged, so that only the number of its rows is known.

    Args:
        table: the table of the part.
        logged: the number of rows of the last load.
        rows: the number of rows of this load.
    """
    lost = logged - rows
    return [f"{table.name}: {lost:,} of {logged:,} rows lost"] if lost > _allowed(logged) else []


def _allowed(rows: int) -> int:
    return max(1, int(SMALL * rows))


def _fewer_rows(old: pd.DataFrame, differences: Differences) -> list[str]:
    if len(differences.lost) <= _allowed(len(old)):
        return []
    return [f"{differences.table.name}: {len(differences.lost):,} of {len(old):,} rows lost"]


def _fewer_figures(old: pd.DataFrame, differences: Differences) -> list[str]:
    """Report columns in which too many numbers have become empty."""
    before, after, reasons = differences.before, differences.after, []
    for column in _numbers(differences.table):
        if column in before:
            emptied = int((before[column].notna() & after[column].isna()).sum())
            if emptied > _allowed(len(old)):
                heading = column.spec.heading
                reasons.append(f"{differences.table.name}: {emptied:,} figures of {heading} have become empty")
    return reasons


def _out_of_proportion(differences: Differences) -> list[str]:
    before, after, cells, table = differences.before, differences.after, differences.cells, differences.table
    extreme = cells[cells["times"] > TENFOLD].sort_values("times", ascending=False, kind="stable")
    if extreme.empty:
        return []
    place, name = int(extreme["place"].iloc[0]), str(extreme["column"].iloc[0])
    column = next(it for it in table.columns if it == name)
    old, new = (row_text.cell(frame[name].iloc[place], column) for frame in (before, after))
    row = row_text.row({str(it): after[it].iloc[place] for it in after}, table)
    count = f"{len(extreme)} values" if len(extreme) > 1 else "a value"
    return [f"{table.name}: {count} changed more than tenfold, the most from {old} to {new} ({row})"]


def _numbers(table: type[Table]) -> list[Column]:
    return [it for it in table.columns if it.spec.dtype in {"number", "count"}]


def _codes(rows: pd.DataFrame, column: Column) -> set[str]:
    return set(rows[column].dropna().str.split(";").explode())
