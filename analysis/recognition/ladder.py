"""Positions as rungs over time, one small axis for each state and dimension, beside trade and aid.

A rung is a place in an order of how formal the dealing is, within one dimension: whether there is an embassy, who runs
it. It is no score: it says nothing of whether a step is right, how far one rung is from the next, or how one dimension
weighs against another, so rungs are never added up nor compared across dimensions.
"""

import datetime as dt
from typing import Final

import pandas as pd

from analysis.base.behind import united
from analysis.recognition.positions import RUNGS, Spell, ranked, spells
from data.schema.columns import Derived, column
from data.schema.tables import Recognition
from data.vocabulary.periods import PRECISIONS


class Rung(Derived):
    """One unbroken period of a position of one state on one dimension that has rungs."""

    name, heading = "rungs", "Rungs over time"
    of = Recognition
    country = column("text", "Country", "The state whose position it is.", required=True)
    dimension = column("text", "Dimension", "Which kind of dealing.", required=True, values=tuple(RUNGS))
    value = column("text", "Position", "A code of the dimension.", required=True)
    start = column("date", "From", "First day of the position; of a month or year its first day.", required=True)
    start_precision = column("text", "From, to", "How exactly `start` is known.", required=True, values=PRECISIONS)
    until = column("date", "Until", "The day on which it ended, or the last of the data.", required=True)
    confirmed_until = column("date", "Confirmed until", "Up to which day a source confirms it; from there to `until` it is open.",
                             required=True)  # fmt: skip
    ended = column("flag", "Ended", "Whether another position followed, or its end is reported.", required=True)
    rung = column("count", "Rung", "Its place in the order, 1 the lowest; empty for no rung.", low=1, internal=True)
    rungs = column("count", "Rungs", "How many rungs the dimension has.", required=True, low=1)
    before = column(
        "text", "Before", "The code of the position that it followed without a gap, or nothing.", required=True
    )
    differs = column("count", "Differ", "How many other readings contradict it.", required=True, low=0)
    source_ids = column("text", "Sources", "The sources of its readings.", required=True, cites=True, many=True)


_PAIR: Final = [Rung.country, Rung.dimension]


def ladder(recognition_rows: pd.DataFrame, published: pd.Series, known_to: dt.date | None) -> pd.DataFrame:
    """Find the position of each state on each dimension that has rungs, over time.

    Method: the preferred readings of `positions.spells`. Readings of the same position that follow each other without a
    gap are one row. From `confirmed_until` to `until` no later reading was found: the row is to be drawn as open there.
    A position that is not established ("unclear") has no rung, and a time without a reading has no row.

    Args:
        recognition_rows: rows of `Recognition`.
        published: day of publication of each source, by `source_id`.
        known_to: the day to which the data reach; nothing runs beyond it.

    Returns:
        Rows of `Rung` by country, dimension and start.
    """
    readings = spells(recognition_rows, published, known_to)
    begun = readings[Spell.start] <= readings[Spell.shown_until]
    readings = readings[readings[Spell.preferred] & readings[Spell.dimension].isin(RUNGS) & begun]
    readings = readings.sort_values([*_PAIR, Spell.start])
    before = readings.groupby(_PAIR)[[Spell.until, Spell.value]].shift()
    joined = before[Spell.until] >= readings[Spell.start]
    run = (~(joined & (before[Spell.value] == readings[Spell.value]))).cumsum()
    rows = _merged(readings.assign(before=before[Spell.value].where(joined, "").astype("str")), run)
    return rows.sort_values([*_PAIR, Rung.start], key=ranked)


def _merged(readings: pd.DataFrame, run: pd.Series) -> pd.DataFrame:
    """Unbroken readings of one position as one row."""
    # an end after the last day of the data is not known to have come
    ended = readings[Spell.until].notna() & (readings[Spell.until] <= readings[Spell.shown_until])
    first = {it: (it, "first") for it in (*_PAIR, Rung.value, Rung.start, Rung.start_precision, Rung.rung, Rung.before)}
    rows = readings.assign(ended=ended).groupby(run, sort=False).agg(
        **first,
        until=(Spell.shown_until, "last"), confirmed_until=(Spell.confirmed_until, "max"), ended=("ended", "last"),
        conflicts=(Spell.conflicts, united), behind=(Spell.behind, united),
        source_ids=(Spell.source_id, lambda it: ";".join(dict.fromkeys(it))),
    )  # fmt: skip
    rungs = rows[Rung.dimension].map({dimension: len(steps) for dimension, steps in RUNGS.items()})
    rows = rows.assign(rungs=rungs.astype("int64"), differs=rows["conflicts"].map(len).astype("int64"))
    return rows[list(Rung.columns)]
