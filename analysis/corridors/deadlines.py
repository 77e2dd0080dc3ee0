"""What came of the dates that were announced for projects."""

import datetime as dt

import pandas as pd

from analysis.base.behind import in_column
from data.schema.columns import Derived, column
from data.schema.tables import AnnouncedDates, fields
from data.vocabulary.codes import DEADLINE_STATES


class Deadline(AnnouncedDates, Derived):
    """One announced date with what later reports say of it; behind it are its own row and that of the next announcement."""

    name, heading, of = "deadlines", "Announced dates and what came of them", AnnouncedDates
    then_start, then_end, then_precision = fields.period("Announced next", "the date announced next for the same goal")
    days_low = column("count", "Days late, at least", "From the last day announced to the first day of the report that it was "
                      "reached; below zero it was early.", unit="days")  # fmt: skip
    days_high = column("count", "Days late, at most", "The same to the last day of that report.", unit="days")
    moved_days = column("count", "Days moved", "From the last day announced to that of the next announcement; empty where "
                        "either is a whole year.", unit="days")  # fmt: skip
    state = column("text", "State", "What came of it.", required=True, values=tuple(DEADLINE_STATES))


def deadlines(dates: pd.DataFrame, known_to: dt.date) -> pd.DataFrame:
    """Set each announced date beside what a later report says of it.

    Method: a date is late by the days from the last day of the announced period to the report that the goal was reached;
    a report dated to the month gives a range. Days are counted only where both dates are on record. Where the same goal
    was announced again, the days between the last days of the two announced periods are counted, unless either is a whole
    year.

    Args:
        dates: rows of `AnnouncedDates`.
        known_to: the last day of the data.

    Returns:
        Rows of `Deadline`, with the labels and in the order of `dates`.
    """
    of = Deadline
    order = dates.sort_values(of.start, kind="stable")
    goals = [order[of.project], order[of.goal]]
    labels = order.index.to_series().groupby(goals, sort=False).shift(-1).reindex(dates.index)
    then = dates.reindex(labels).set_axis(dates.index)[[of.due_start, of.due_end, of.due_precision]]
    ids = dict(zip(dates.index, dates[of.row_id].tolist(), strict=True))
    moved = (then[of.due_end] - dates[of.due_end]).dt.days
    by_year = (dates[of.due_precision] == "year") | (then[of.due_precision] == "year")
    rows = dates.assign(
        then_start=then[of.due_start],
        then_end=then[of.due_end],
        then_precision=then[of.due_precision].fillna("unknown").astype("str"),
        days_low=(dates[of.met_start] - dates[of.due_end]).dt.days.astype("Int64"),
        days_high=(dates[of.met_end] - dates[of.due_end]).dt.days.astype("Int64"),
        moved_days=moved.mask(by_year).astype("Int64"),
        behind=in_column(
            (tuple(ids[it] for it in labels if pd.notna(it)) for labels in zip(dates.index, labels, strict=True)), dates
        ),
    )
    return rows.assign(state=_states(rows, known_to))


def _states(rows: pd.DataFrame, known_to: dt.date) -> pd.Series:
    """Say of each row of `Deadline` what came of it."""
    state = pd.Series("not_known", index=rows.index, dtype="str")
    state = state.mask(rows[Deadline.due_end] > pd.Timestamp(known_to), "open")
    state = state.mask(rows[Deadline.then_end].notna(), "moved")
    state = state.mask(rows[Deadline.then_end] == rows[Deadline.due_end], "repeated")
    return state.mask(rows[Deadline.days_low].notna(), "reached")
