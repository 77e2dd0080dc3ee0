"""The one period of all counts on the Aid page: from 15 August 2021 on, within the chosen years."""

import datetime as dt
from typing import Final

import pandas as pd

from analysis.aid.consignments import Consignment
from charts.base import frame
from pages._app.cache import once
from pages._app.view import View
from pages._parts.states.consignments import every

KABUL: Final = dt.date.fromisoformat(frame.KABUL)


def begin(view: View) -> dt.date:
    """Find its first day: 15 August 2021, unless the chosen years begin later or end before."""
    return view.first if view.last < KABUL else max(view.first, KABUL)


def in_words(view: View) -> str:
    """Word it so that it ends a sentence: "since August 2021", "in 2023"."""
    if begin(view) != KABUL:
        return f"in {view.first.year}" if view.first.year == view.last.year else f"from {view.years_in_words()}"
    if view.last.year >= (view.known_to or view.last).year:
        return "since August 2021"
    return f"from August 2021 to {view.last.year}"


def inside(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """Pick the consignments of the chosen years that begin in it."""
    return rows[rows[Consignment.start] >= pd.Timestamp(begin(view))]


@once
def counted(view: View) -> pd.DataFrame:
    """Pick the consignments of the chosen states in it, at every stage: rows of `Consignment`."""
    known = every()
    return inside(view, view.keep(known[view.of_countries(known[Consignment.donor])], None))
