"""What stops a load: more lost than a source loses in the ordinary course, or a value out of all proportion."""

from typing import Final

import pandas as pd

from data.schema.columns import Column, Table
from data.vocabulary import places
from loaders._publish import row_text
from loaders._publish.diff import Differences

SMALL: Final = 0.02  # the share of rows that a source may lose unasked; one row always
TENFOLD: Final = 10
_COUNTRIES: Final = tuple(places.PLACES)


def objections(old: pd.DataFrame, new: pd.DataFrame, found: Differences) -> list[str]:
    """A sentence for each reason to look before the new rows take the place of the old ones."""
    table = found.table
    reasons = [*_fewer_rows(old, found), *_fewer_figures(old, found), *_out_of_proportion(found)]
    for it in table.columns:
        if it.spec.values == _COUNTRIES and it in old and (gone := _codes(old, it) - _codes(new, it)):
            names = places.name(";".join(sorted(gone)))
            reasons.append(f"{table.name}: {names} no longer in the column {it.spec.heading}")
    return reasons


def _allowed(old: pd.DataFrame) -> int:
    return max(1, int(SMALL * len(old)))


def _fewer_rows(old: pd.DataFrame, found: Differences) -> list[str]:
    if len(found.lost) <= _allowed(old):
        return []
    return [f"{found.table.name}: {len(found.lost):,} of {len(old):,} rows lost"]


def _fewer_figures(old: pd.DataFrame, found: Differences) -> list[str]:
    """Numbers that have become empty, column by column."""
    reasons = []
    for it in _numbers(found.table):
        if it in found.before:
            emptied = int((found.before[it].notna() & found.after[it].isna()).sum())
            if emptied > _allowed(old):
                reasons.append(f"{found.table.name}: {emptied:,} figures of {it.spec.heading} have become empty")
    return reasons


def _out_of_proportion(found: Differences) -> list[str]:
    wild = found.cells[found.cells["times"] > TENFOLD].sort_values("times", ascending=False, kind="stable")
    if wild.empty:
        return []
    place, column = int(wild["place"].iloc[0]), str(wild["column"].iloc[0])
    spec = next(it for it in found.table.columns if it == column)
    one, other = (row_text.cell(frame[column].iloc[place], spec) for frame in (found.before, found.after))
    which = row_text.row({str(it): found.after[it].iloc[place] for it in found.after}, found.table)
    many = f"{len(wild)} values" if len(wild) > 1 else "a value"
    return [f"{found.table.name}: {many} changed more than tenfold, the most from {one} to {other} ({which})"]


def _numbers(table: type[Table]) -> list[Column]:
    return [it for it in table.columns if it.spec.dtype in {"number", "count"}]


def _codes(rows: pd.DataFrame, column: Column) -> set[str]:
    return set(rows[column].dropna().str.split(";").explode())
