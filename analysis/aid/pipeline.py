"""Aid on its way: each consignment from pledged to dispatched to delivered, with the days between.

A pledge without a later report has a state of its own. That nobody reports a delivery does not mean that there was
none: it may have gone unreported, or into a consignment that we could not tie to the pledge.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Final, NamedTuple

import pandas as pd

from analysis.aid import consignments as aid
from analysis.aid.consignments import AidTotal, Consignment
from analysis.base import behind
from analysis.base.derived import rows_of
from data.rows import Row, records
from data.schema.columns import Column, Derived, column
from data.schema.tables import Aid

# Longer than any way from pledge to delivery that is known to the day (249 days).
TRACE_DAYS: Final = 365
# How far a consignment came: a pledge without a later report is older than `TRACE_DAYS`, of unknown date, or recent.
STATES: Final = ("untraced", "undated", "pledged", "dispatched", "delivered")
OPEN: Final = STATES[:3]
STEPS: Final = (("pledged", "dispatched"), ("pledged", "delivered"), ("dispatched", "delivered"))
TIMED: Final = ("pledged_to_delivered", "dispatched_to_delivered")  # the steps whose days are summed up
ORDERS: Final = ("newest", "largest")
_COUNTED_FROM: Final = ("day", "month")  # a year is too wide to count days from


def _days(heading: str) -> Column:
    return column("count", heading, "Days between the first reports of both stages.", unit="days", low=0)


def _exact(heading: str) -> Column:
    return column("flag", heading, "Whether both ends are known to a single day.", required=True, internal=True)


class Way(Consignment):
    """One consignment of aid with its state and the days between its stages."""

    name, heading = "ways", "From pledge to delivery"
    state = column("text", "State", "How far it came, and whether a pledge waits.", required=True, values=STATES)
    pledged_to_dispatched_low = _days("Pledge to dispatch, at least")
    pledged_to_dispatched_high = _days("Pledge to dispatch, at most")
    pledged_to_dispatched_exact = _exact("Pledge to dispatch, exact")
    pledged_to_delivered_low = _days("Pledge to delivery, at least")
    pledged_to_delivered_high = _days("Pledge to delivery, at most")
    pledged_to_delivered_exact = _exact("Pledge to delivery, exact")
    dispatched_to_delivered_low = _days("Dispatch to delivery, at least")
    dispatched_to_delivered_high = _days("Dispatch to delivery, at most")
    dispatched_to_delivered_exact = _exact("Dispatch to delivery, exact")
    out_of_order = column(
        "text", "Out of order", "Steps whose reports stand in the wrong order.", many=True, internal=True
    )
    waiting_days = column("count", "Waiting", "Days from the last day of a pledge without a later report to the end of the data.",
                          unit="days")  # fmt: skip
    publisher = column("text", "Publishers", "Who reports it.", required=True, many=True)


class DaysTaken(Derived):
    """One step on the way of some consignments, with the fewest and the most days that it took."""

    name, heading, of = "days_taken", "Days taken", Aid
    step = column("text", "Step", "From which stage to which.", required=True, values=TIMED)
    low = column("count", "Fewest days", "The shortest known to the day.", unit="days", required=True)
    high = column("count", "Most days", "The longest known to the day.", unit="days", required=True)
    consignments = column("count", "Consignments", "How many are known to the day.", required=True, low=1)


class Pledges(NamedTuple):
    """How many consignments were pledged, and how many of these have no later report."""

    made: int
    open: int


def pipeline(rows: pd.DataFrame, known_to: dt.date, publishers: Mapping[str, str]) -> pd.DataFrame:
    """Give each consignment its state and the days between its stages.

    Method: days are counted between the first reports of two stages. Where both are known to a single day they are one
    number; a stage known by the month, or over several days, makes them a range, from the shortest to the longest that
    the two periods allow, never below zero. A stage known by the year or not at all gives no days. Nor do stages whose
    reports stand in the wrong order, which `out_of_order` names; nor a delivery of which only a part is known.
    `waiting_days` run from the last day of a pledge to `known_to`.

    Args:
        rows: rows of `Consignment`.
        known_to: the day to which the data reach.
        publishers: the publisher of each source, by `source_id`.

    Returns:
        Rows of `Way`, in the order of `rows`.
    """
    made = [{**row, **_way(row, known_to), "publisher": _publishers(row, publishers)} for row in records(rows)]
    return rows_of(Way, pd.DataFrame(made, columns=[*Way.columns], index=rows.index))


def _way(row: Row, known_to: dt.date) -> Row:
    """Work out the state and the days of one consignment."""
    way: Row = {"state": _state(row, known_to)}
    wrong = []
    for first, last in STEPS:
        step, days = f"{first}_to_{last}", _between(row, first, last)
        if days and days[1] < 0:
            wrong.append(step)
            days = None
        low, high = (max(days[0], 0), days[1]) if days else (None, None)
        way |= {f"{step}_low": low, f"{step}_high": high, f"{step}_exact": days is not None and days[0] == days[1]}
    waits = way["state"] in {"untraced", "pledged"}
    return way | {"out_of_order": ";".join(wrong), "waiting_days": _waiting(row, known_to) if waits else None}


def _waiting(row: Row, known_to: dt.date) -> int:
    return (known_to - row[Consignment.pledged_to].date()).days


def _state(row: Row, known_to: dt.date) -> str:
    if row[Consignment.stage] != "pledged":
        return row[Consignment.stage]
    if pd.isna(row[Consignment.pledged_to]):
        return "undated"
    return "untraced" if _waiting(row, known_to) > TRACE_DAYS else "pledged"


def _between(row: Row, first: str, last: str) -> tuple[int, int] | None:
    """Count the fewest and the most days between two stages; None where one is not known or not reached by all."""
    reached = aid.STAGES.index(row[Consignment.stage]) >= aid.STAGES.index(last)
    begin, end = _span(row, first), _span(row, last)
    if not reached or begin is None or end is None:
        return None
    return (end[0] - begin[1]).days, (end[1] - begin[0]).days


def _span(row: Row, stage: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """Find the first and last day on which a stage may have been; of a month given by a day in it, the whole month."""
    start, end, precision = row[f"{stage}_on"], row[f"{stage}_to"], row[f"{stage}_precision"]
    if precision not in _COUNTED_FROM or pd.isna(start):
        return None
    return (start, end) if precision == "day" else (start.replace(day=1), end + pd.offsets.MonthEnd(0))


def _publishers(row: Row, publishers: Mapping[str, str]) -> str:
    ids = row[Consignment.source_ids].split(";")
    return ";".join(dict.fromkeys(publishers.get(source_id, source_id) for source_id in ids))


def with_earlier_stage(ways: pd.DataFrame) -> pd.DataFrame:
    """Keep the ways of which more than a delivery is reported."""
    earlier = ways[Way.pledged_on].notna() | ways[Way.dispatched_on].notna()
    return ways[earlier | (ways[Way.state] != "delivered")]


def in_order(ways: pd.DataFrame, order: str) -> pd.DataFrame:
    """Sort ways, the newest or the largest first; those without a weight come last of the largest."""
    by = [Way.weight_high_t, Way.start] if order == "largest" else [Way.start, Way.weight_high_t]
    return ways.sort_values(by, ascending=False)


def pledges(ways: pd.DataFrame) -> Pledges:
    """Count pledges, and those without a later report."""
    waiting = ways[Way.state].isin(OPEN)
    return Pledges(int((ways[Way.pledged_on].notna() | waiting).sum()), int(waiting.sum()))


def timed(ways: pd.DataFrame) -> pd.DataFrame:
    """Keep the ways of which days to delivery are known to the day."""
    return ways[ways[[f"{step}_exact" for step in TIMED]].any(axis=1)]


def days_taken(ways: pd.DataFrame) -> pd.DataFrame:
    """Find how many days the steps to delivery took, where both ends are known to the day.

    Args:
        ways: rows of `Way`.

    Returns:
        Rows of `DaysTaken`, in the order of `TIMED`; none for a step without known days.
    """
    steps = []
    for step in TIMED:
        exact = ways[ways[f"{step}_exact"]]
        if len(exact):
            days, ids = exact[f"{step}_low"], behind.united(exact[Way.behind])
            steps.append(
                {"step": step, "low": days.min(), "high": days.max(), "consignments": len(days), "behind": ids}
            )
    return rows_of(DaysTaken, pd.DataFrame(steps, columns=[*DaysTaken.columns]))


def totals(ways: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Add up what stands in each state.

    Method: `consignments.totals`, so that a caveat adds to neither or only to the high sum, as there.

    Args:
        ways: rows of `Way`.
        measure: quantity_t or value_usd.

    Returns:
        Rows of `AidTotal`, in the order of `STATES`.
    """
    added = aid.totals(ways, [AidTotal.state], measure)
    return added.sort_values(AidTotal.state, key=lambda states: states.map(STATES.index), ignore_index=True)
