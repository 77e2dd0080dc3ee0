"""Rows that reach into the chosen years: asked again for every view, of rows that stay the same."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from data.rows import Row
from pages._app.view import View


class Dated(NamedTuple):
    """Rows with their first and last days as arrays, from which pandas picks in a third of the time or less.

    Attributes:
        rows: what is picked from.
        first: the first day of each; what has none is never picked.
        last: the last day of each.
    """

    rows: pd.DataFrame
    first: np.ndarray
    last: np.ndarray

    def within(self, view: View) -> pd.DataFrame:
        """The rows of the chosen years, as `View.keep` picks them."""
        return self.rows[self.reaches(view)]

    def reaches(self, view: View) -> np.ndarray:
        """Which rows those are."""
        return (self.first <= np.datetime64(view.last)) & (self.last >= np.datetime64(view.first))


def dated(rows: pd.DataFrame) -> Dated:
    """Rows by `start` and `end`; what has no last day lasts for its first."""
    return Dated(rows, rows["start"].to_numpy(), rows["end"].fillna(rows["start"]).to_numpy())


def reaching(rows: Sequence[Row], view: View, until: str = "end") -> list[Row]:
    """The same of plain rows, all of which have both days."""
    begin, end = pd.Timestamp(view.first), pd.Timestamp(view.last)
    return [it for it in rows if it["start"] <= end and it[until] >= begin]
