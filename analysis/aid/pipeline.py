"""Aid on its way: each consignment from pledged to dispatched to delivered, with the days between.

A pledge of which nothing later is on record is told apart. That nobody reports a delivery does not mean that there was
none: it may have gone unreported, or into a consignment that we could not tie to the pledge.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.aid import consignments as aid
from data.rows import Row, records
from data.vocabulary import periods

# Longer than any way from pledge to delivery that is told to the day on record (249 days).
TRACE_DAYS: Final = 365
STATES: Final = {
    "untraced": f"pledged more than {TRACE_DAYS} days before the end of the record, no later report",
    "undated": "pledged on a day that is not known, no later report",
    "pledged": f"pledged within the last {TRACE_DAYS} days of the record",
    "dispatched": "dispatched, no report that all of it arrived",
    "delivered": "delivered",
}
STEPS: Final = (("pledged", "dispatched"), ("pledged", "delivered"), ("dispatched", "delivered"))
_TOLD: Final = ("day", "month")  # a year is too wide to count days from


def pipeline(rows: pd.DataFrame, known_to: dt.date) -> pd.DataFrame:
    """Each consignment with its state and the days between its stages.

    Method: days are counted between the first reports of two stages. Where both are told to a single day they are one
    number; a stage told by the month, or over several days, makes them a range, from the shortest to the longest that
    the two periods allow, never below zero. A stage told by the year or not at all gives no days. Nor do stages whose
    reports stand in the wrong order, which `out_of_order` names; nor a delivery of which only a part is known.

    Args:
        rows: rows of `analysis.aid.consignments.consignments`.
        known_to: the day to which the record reaches.

    Returns:
        The columns of `rows` in the same order, and derived: `state` (a key of `STATES`); for each of `STEPS`
        `<from>_to_<to>_low`, `_high` (days) and `_exact` (both ends told to a single day); `out_of_order` (steps joined by
        ;); `waiting_days`, from the last day of the pledge to `known_to`, of pledges without a later report; `words`.
    """
    found = pd.DataFrame([_one(it, known_to) for it in records(rows)], columns=list(_DTYPES), index=rows.index)
    return pd.concat([rows, found.astype(_DTYPES)], axis=1)


def totals(found: pd.DataFrame, by: Sequence[str] = ()) -> pd.DataFrame:
    """What stands in each state in tonnes and in dollars, each as a range.

    Method: `consignments.totals`, so that a caveat adds to neither or only to the high sum, as there.

    Args:
        found: rows of `pipeline`.
        by: further columns to add over, such as donor.

    Returns:
        `measure` (quantity_t, value_usd), `by`, `state`, `low`, `high`, `consignments`, `without` (how many of them bear no
        such figure), in the order of `STATES`.
    """
    added = [aid.totals(found, [*by, "state"], measure).assign(measure=measure) for measure in aid.RANGES]
    every = pd.concat(added, ignore_index=True)[["measure", *by, "state", "low", "high", "consignments", "without"]]
    return every.sort_values(
        ["measure", *by, "state"], key=lambda it: it.map(list(STATES).index) if it.name == "state" else it,
        ignore_index=True,
    )  # fmt: skip


_DTYPES: Final = (
    {"state": "str"}
    | {f"{one}_to_{two}_{end}": "Int64" for one, two in STEPS for end in ("low", "high")}
    | {f"{one}_to_{two}_exact": "bool" for one, two in STEPS}
    | {"out_of_order": "str", "waiting_days": "Int64", "words": "str"}
)


def _one(it: Row, known_to: dt.date) -> Row:
    """What is derived for one consignment."""
    found: Row = {"state": _state(it, known_to)}
    wrong = []
    for one, two in STEPS:
        step = f"{one}_to_{two}"
        days = _days(it, one, two)
        if days and days[1] < 0:
            wrong.append(step)
            days = None
        low, high = (max(days[0], 0), days[1]) if days else (pd.NA, pd.NA)
        exact = days is not None and days[0] == days[1]
        found |= {f"{step}_low": low, f"{step}_high": high, f"{step}_exact": exact}
    waiting = (known_to - it["pledged_to"].date()).days if found["state"] in {"untraced", "pledged"} else pd.NA
    found |= {"out_of_order": ";".join(wrong), "waiting_days": waiting}
    return found | {"words": _words(it, found)}


def _state(it: Row, known_to: dt.date) -> str:
    if it["stage"] != "pledged":
        return it["stage"]
    if pd.isna(it["pledged_to"]):
        return "undated"
    return "untraced" if (known_to - it["pledged_to"].date()).days > TRACE_DAYS else "pledged"


def _days(it: Row, one: str, two: str) -> tuple[int, int] | None:
    """The fewest and the most days between two stages; None where a stage is not told or not reached by all."""
    reached = aid.STAGES.index(it["stage"]) >= aid.STAGES.index(two)
    first, last = _span(it, one), _span(it, two)
    if not reached or first is None or last is None:
        return None
    return (last[0] - first[1]).days, (last[1] - first[0]).days


def _span(it: Row, stage: str) -> tuple[pd.Timestamp, pd.Timestamp] | None:
    """The first and last day on which a stage may have been; of a month told by a day in it, the whole month."""
    start, end, precision = it[f"{stage}_on"], it[f"{stage}_to"], it[f"{stage}_precision"]
    if precision not in _TOLD or pd.isna(start):
        return None
    if precision == "day":
        return start, end
    return start.replace(day=1), end + pd.offsets.MonthEnd(0)


def _words(it: Row, found: Row) -> str:
    """The way of one consignment in a sentence without its subject."""
    if found["state"] in {"untraced", "pledged"}:
        told = periods.label(it["pledged_on"], it["pledged_to"], it["pledged_precision"])
        return f"pledged {told}; no later report in the {found['waiting_days']:,} days to the end of the record"
    if found["state"] == "undated":
        return STATES["undated"]
    for one, two in (STEPS[1], STEPS[2], STEPS[0]):
        low, high = (found[f"{one}_to_{two}_{end}"] for end in ("low", "high"))
        if two == found["state"] and pd.notna(low):
            days = f"{low}" if low == high else f"{low} to {high}"
            return f"{one} to {two} in {days} day{'s' * (days != '1')}"
    return f"{found['state']}; the days before it are not told"
