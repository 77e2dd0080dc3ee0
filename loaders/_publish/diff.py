"""Compare a load with the previous one: rows added, rows lost, values changed.

Rows are matched by the table's `identity`, or by the identity without its citations if only these have changed (a new
edition of a data set). If several rows share an identity and more than one of them differs, none are paired: they are
listed as lost and added.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd
from pandas.util import hash_pandas_object

from data.schema.columns import Column, Table
from data.schema.tables import Changes
from loaders._publish import row_text

_hashed = cast("Callable[..., pd.Series]", hash_pandas_object)  # pandas declares it as an object
MOST = 200  # differences kept for one load of a table; the rest are only counted


@dataclass(frozen=True, slots=True)
class Differences:
    """The differences between two loads of a table.

    Attributes:
        table: the table.
        lost: rows of the earlier load alone.
        added: rows of the later load alone.
        before: matched rows of the earlier load.
        after: the same rows of the later load, in the same order.
        cells: where matched rows differ: `place` in them, `column`, and `times`, the factor by which a number grew or
            shrank (1 or more; missing if it is not known).
    """

    table: type[Table]
    lost: pd.DataFrame
    added: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame
    cells: pd.DataFrame

    def __len__(self) -> int:
        """Count rows lost, rows added and changed cells."""
        return len(self.lost) + len(self.added) + len(self.cells)


def compare(old: pd.DataFrame, new: pd.DataFrame, table: type[Table]) -> Differences:
    """Compare the rows in the columns that both loads have.

    Args:
        old: rows of the previous load, as stored.
        new: rows of this load.
        table: the table of both.
    """
    columns = [it for it in table.columns if it in old and it in new]
    old, new = _plain(old, columns), _plain(new, columns)
    old_hashes, new_hashes = _counted(old, columns), _counted(new, columns)
    lost, added = old[~old_hashes.isin(new_hashes)], new[~new_hashes.isin(old_hashes)]
    before, after = [], []
    citations = {str(it) for it in table.columns if it.spec.cites}
    for identity in (table.identity, [it for it in table.identity if it not in citations]):
        by = [it for it in identity if it in columns]
        left, right = _pairs(lost, added, by)
        before.append(lost.loc[left])
        after.append(added.loc[right])
        lost, added = lost.drop(left), added.drop(right)
    matched_old, matched_new = pd.concat(before, ignore_index=True), pd.concat(after, ignore_index=True)
    return Differences(table, lost, added, matched_old, matched_new, _cells(matched_old, matched_new, columns))


def as_rows(differences: Differences, loader: str, loaded_at: str) -> pd.DataFrame:
    """Build the rows of `Changes`, the gravest first: at most `MOST`, and one that counts the others.

    Args:
        differences: of one table.
        loader: the name of the source's module.
        loaded_at: the time of the load, as `2026-11-24 06:00`.
    """
    lines = [*_lost(differences), *_changed(differences), *_added(differences)]
    if len(differences) > len(lines):
        kinds = {"lost": len(differences.lost), "changed": len(differences.cells), "added": len(differences.added)}
        totals = ", ".join(f"{count:,} {kind}" for kind, count in kinds.items() if count)
        lines.append(("more", f"{len(differences) - len(lines):,} more; in all {totals}", None, None, None))
    rows = pd.DataFrame(lines, columns=["kind", "row", "column_name", "before", "after"])
    rows = rows.assign(loader=loader, table=differences.table.name, loaded_at=loaded_at)
    return rows[list(Changes.columns)].drop_duplicates(list(Changes.key), ignore_index=True)


Line = tuple[str, str, str | None, str | None, str | None]


def _lost(differences: Differences) -> Iterable[Line]:
    table = differences.table
    for row in differences.lost.head(MOST).to_dict("records"):
        yield "lost", row_text.row(row, table), None, row_text.values(row, table), None


def _changed(differences: Differences) -> Iterable[Line]:
    limit, table = max(0, MOST - len(differences.lost)), differences.table
    gravest = differences.cells.sort_values("times", ascending=False, kind="stable").head(limit)
    columns = {str(it): it for it in table.columns}
    for place, name in zip(gravest["place"], gravest["column"], strict=True):
        row = {str(it): differences.after[it].iloc[place] for it in differences.after}
        cells = (frame[name].iloc[place] for frame in (differences.before, differences.after))
        yield "changed", row_text.row(row, table), name, *(row_text.cell(it, columns[name]) for it in cells)


def _added(differences: Differences) -> Iterable[Line]:
    limit, table = max(0, MOST - len(differences.lost) - len(differences.cells)), differences.table
    for row in differences.added.head(limit).to_dict("records"):
        yield "added", row_text.row(row, table), None, None, row_text.values(row, table)


def _plain(rows: pd.DataFrame, columns: list[Column]) -> pd.DataFrame:
    """Give each kind of column one dtype, whether the rows come from a file or from a loader."""
    dtypes = {"text": "str", "number": "float64", "count": "float64", "date": "datetime64[s]", "flag": "float64"}
    return pd.DataFrame({it: rows[it].astype(dtypes[it.spec.dtype]) for it in columns}).reset_index(drop=True)


def _counted(rows: pd.DataFrame, columns: list[Column]) -> pd.MultiIndex:
    """Hash each row and number equal ones, so that a row that is there twice is matched twice."""
    hashes = _hashed(rows[columns], index=False)
    return pd.MultiIndex.from_arrays([hashes, hashes.groupby(hashes).cumcount()])


def _pairs(lost: pd.DataFrame, added: pd.DataFrame, by: list[str]) -> tuple[pd.Index, pd.Index]:
    """Match rows whose identity is unique on both sides; return their labels in `lost` and in `added`."""
    if not by or lost.empty or added.empty:
        return lost.index[:0], added.index[:0]
    left, right = (_hashed(rows[by], index=False) for rows in (lost, added))
    left, right = (hashes[~hashes.duplicated(keep=False)] for hashes in (left, right))
    shared = left[left.isin(right)]
    place_of = pd.Series(right.index, index=right.to_numpy())
    return shared.index, pd.Index(place_of.loc[shared.to_numpy()])


def _cells(before: pd.DataFrame, after: pd.DataFrame, columns: list[Column]) -> pd.DataFrame:
    """Return the cells in which matched rows differ, with the factor between numbers."""
    frames = []
    for column in columns:
        old, new = before[column], after[column]
        places = np.flatnonzero(~((old == new) | (old.isna() & new.isna())))
        number = column.spec.dtype in {"number", "count"}
        times = _times(old.iloc[places], new.iloc[places]) if number else np.nan
        frames.append(pd.DataFrame({"place": places, "column": str(column), "times": times}))
    return pd.concat(frames, ignore_index=True)


def _times(before: pd.Series, after: pd.Series) -> np.ndarray:
    """Return the factor between two numbers, 1 or more: missing from zero, infinite to zero."""
    old, new = before.abs().to_numpy(), after.abs().to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(old == 0, np.nan, np.maximum(old / new, new / old))
