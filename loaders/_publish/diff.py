"""What a load changes: rows added and lost, and values changed, found by comparing it with the load before.

A row is known again by its table's `identity`; where only who is cited has changed (a new edition of a data set), by
the rest of it. Where several rows share an identity and more than one of them differs, nothing is paired by guess:
they are told as lost and added.
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
MOST = 200  # differences that are kept of one load of a table; the rest is counted


@dataclass(frozen=True, slots=True)
class Differences:
    """What two loads of a table do not share.

    `before` and `after` are the same rows in the same order; `cells` tells where they differ: the place in them, the
    column, and how many times larger or smaller the number has become.
    """

    table: type[Table]
    lost: pd.DataFrame
    added: pd.DataFrame
    before: pd.DataFrame
    after: pd.DataFrame
    cells: pd.DataFrame

    def __len__(self) -> int:
        """How many there are."""
        return len(self.lost) + len(self.added) + len(self.cells)


def compare(old: pd.DataFrame, new: pd.DataFrame, table: type[Table]) -> Differences:
    """The differences of the rows in the columns that both loads have."""
    columns = [it for it in table.columns if it in old and it in new]
    old, new = _plain(old, columns), _plain(new, columns)
    marks, fresh = _counted(old, columns), _counted(new, columns)
    lost, added = old[~marks.isin(fresh)], new[~fresh.isin(marks)]
    before, after = [], []
    cited = {str(it) for it in table.columns if it.spec.cites}
    for wanted in (table.identity, [it for it in table.identity if it not in cited]):
        by = [it for it in wanted if it in columns]
        left, right = _pairs(lost, added, by)
        before.append(lost.loc[left])
        after.append(added.loc[right])
        lost, added = lost.drop(left), added.drop(right)
    one, other = pd.concat(before, ignore_index=True), pd.concat(after, ignore_index=True)
    return Differences(table, lost, added, one, other, _cells(one, other, columns))


def told(found: Differences, loader: str, loaded_at: str) -> pd.DataFrame:
    """The differences as rows of `Changes`: the gravest first, at most `MOST` and the number of the others."""
    lines = [*_lost(found), *_changed(found), *_added(found)]
    if len(found) > len(lines):
        kinds = {"lost": len(found.lost), "changed": len(found.cells), "added": len(found.added)}
        all_of_them = ", ".join(f"{count:,} {kind}" for kind, count in kinds.items() if count)
        lines.append(("more", f"{len(found) - len(lines):,} more; in all {all_of_them}", None, None, None))
    rows = pd.DataFrame(lines, columns=["kind", "row", "column_name", "before", "after"])
    rows = rows.assign(loader=loader, table=found.table.name, loaded_at=loaded_at)
    return rows[list(Changes.columns)].drop_duplicates(list(Changes.key), ignore_index=True)


Line = tuple[str, str, str | None, str | None, str | None]


def _lost(found: Differences) -> Iterable[Line]:
    for row in found.lost.head(MOST).to_dict("records"):
        yield "lost", row_text.row(row, found.table), None, row_text.values(row, found.table), None


def _changed(found: Differences) -> Iterable[Line]:
    room = max(0, MOST - len(found.lost))
    gravest = found.cells.sort_values("times", ascending=False, kind="stable", na_position="last").head(room)
    specs = {str(it): it for it in found.table.columns}
    for place, name in zip(gravest["place"], gravest["column"], strict=True):
        row = {str(it): found.after[it].iloc[place] for it in found.after}
        cells = (frame[name].iloc[place] for frame in (found.before, found.after))
        yield "changed", row_text.row(row, found.table), name, *(row_text.cell(it, specs[name]) for it in cells)


def _added(found: Differences) -> Iterable[Line]:
    room = max(0, MOST - len(found.lost) - len(found.cells))
    for row in found.added.head(room).to_dict("records"):
        yield "added", row_text.row(row, found.table), None, None, row_text.values(row, found.table)


def _plain(rows: pd.DataFrame, columns: list[Column]) -> pd.DataFrame:
    """The rows with one dtype for each kind of column, whether they come from a file or from a loader."""
    dtypes = {"text": "str", "number": "float64", "count": "float64", "date": "datetime64[s]", "flag": "float64"}
    return pd.DataFrame({it: rows[it].astype(dtypes[it.spec.dtype]) for it in columns}).reset_index(drop=True)


def _counted(rows: pd.DataFrame, columns: list[Column]) -> pd.MultiIndex:
    """What two equal rows share, with the count of those before it: a row that is there twice is matched twice."""
    marks = _hashed(rows[columns], index=False)
    return pd.MultiIndex.from_arrays([marks, marks.groupby(marks).cumcount()])


def _pairs(lost: pd.DataFrame, added: pd.DataFrame, by: list[str]) -> tuple[pd.Index, pd.Index]:
    """The labels of rows that are alone with their identity on both sides."""
    if not by or lost.empty or added.empty:
        return lost.index[:0], added.index[:0]
    left, right = (_hashed(rows[by], index=False) for rows in (lost, added))
    left, right = (marks[~marks.duplicated(keep=False)] for marks in (left, right))
    shared = left[left.isin(right)]
    place_of = pd.Series(right.index, index=right.to_numpy())
    return shared.index, pd.Index(place_of.loc[shared.to_numpy()])


def _cells(before: pd.DataFrame, after: pd.DataFrame, columns: list[Column]) -> pd.DataFrame:
    """Where paired rows differ."""
    found = []
    for it in columns:
        one, other = before[it], after[it]
        places = np.flatnonzero(~((one == other) | (one.isna() & other.isna())))
        number = it.spec.dtype in {"number", "count"}
        times = _times(one.iloc[places], other.iloc[places]) if number else np.full(len(places), np.nan)
        found.append(pd.DataFrame({"place": places, "column": str(it), "times": times}))
    return pd.concat(found, ignore_index=True)


def _times(before: pd.Series, after: pd.Series) -> np.ndarray:
    """How many times larger or smaller; nothing is a multiple of zero, but zero is infinitely less than a number."""
    one, other = before.abs().to_numpy(), after.abs().to_numpy()
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(one == 0, np.nan, np.maximum(one / other, other / one))
