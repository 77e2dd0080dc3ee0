"""How far a target still is from the statistics: the gap, the yearly growth that it takes, or when it was met."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from analysis.base.behind import united
from analysis.claims.statement import Statement
from analysis.claims.statistics import Statistic
from data.rows import Row


def way(target: Row, years: Sequence[Row], known_to: dt.date | None) -> Row:
    """Measure the way from the last statistic to one target.

    Method: `gap` is the target less the statistic of the last year. `growth_percent`, the same rate each year from that
    year to the target year, is given only of a target year that is still to come and a gap still open. `reached_in` is
    the first year at or above the target that was not over when the target was set (any year, where that is not known);
    of a target with a year it may lie beyond it.

    Args:
        target: a statement with `end`, `value` and `said_on`.
        years: statistics of the same series, one a year, in the order of time.
        known_to: a target year that ended before this day is over; None: only a year with a later statistic is.

    Returns:
        The columns of `Statement` that are of targets alone.
    """
    year = None if pd.isna(target[Statement.end]) else target[Statement.end].year
    if not years:
        return {Statement.target_state: "no statistic", Statement.target_year: year}
    value, last = target[Statement.value], years[-1]
    reached, of_year = _reached(target, years), next((it for it in years if it[Statistic.year] == year), None)
    is_over = last[Statistic.year] > (year or 0) or (known_to is not None and target[Statement.end].date() < known_to)
    state = _state(year, reached, of_year, is_over=is_over)
    return {
        Statement.target_state: state,
        Statement.target_year: year,
        Statement.last_year: last[Statistic.year],
        Statement.last_value: last[Statistic.value],
        Statement.last_reported_by: last[Statistic.reported_by],
        Statement.last_source_id: last[Statistic.source_id],
        Statement.gap: value - last[Statistic.value],
        Statement.growth_percent: _growth(value, last, year) if state == "open" else None,
        Statement.missed_percent: _missed(value, of_year) if state == "not met" else None,
        Statement.reached_in: reached[Statistic.year] if reached else None,
        Statement.measured_by: united(it[Statistic.behind] for it in (last, of_year, reached) if it),
    }


def _reached(target: Row, years: Sequence[Row]) -> Row | None:
    """The first statistic at or above a target of a year that was not over when it was set."""
    value, set_on = target[Statement.value], target[Statement.said_on]
    later = (it for it in years if pd.isna(set_on) or it[Statistic.end] >= set_on)
    return next((it for it in later if it[Statistic.value] >= value), None)


def _state(year: int | None, reached: Row | None, of_year: Row | None, *, is_over: bool) -> str:
    """One of `STATES`."""
    if year is None:
        return "reached" if reached else "undated"
    if reached and reached[Statistic.year] <= year:
        return "met"
    if of_year:
        return "not met"
    return "not reported" if is_over else "open"


def _missed(value: float, of_year: Row | None) -> float | None:
    """How far the statistic of its year is below a target, in per cent of it."""
    return (value - of_year[Statistic.value]) / value * 100 if of_year else None


def _growth(value: float, last: Row, year: int | None) -> float | None:
    """The yearly growth from the last statistic to a target above it, in per cent."""
    if year is None or not 0 < last[Statistic.value] < value:
        return None
    return ((value / last[Statistic.value]) ** (1 / (year - last[Statistic.year])) - 1) * 100
