"""How far a target still is from the statistics: the gap, the yearly growth that it takes, or when it was met."""

import datetime as dt
from collections.abc import Iterable
from typing import Any, Final

import pandas as pd

from data.vocabulary import formats
from data.vocabulary.text import share

STATES: Final = {
    "open": "the target year is still to come",
    "met": "a statistic up to the target year is at or above the target",
    "not met": "the statistic of the target year is below the target",
    "not reported": "the target year is over and its statistic is not on record",
    "reached": "no target year was named; a later statistic is at or above the target",
    "undated": "no target year was named and no later statistic is at or above the target",
    "no statistic": "no statistic of the same flow and goods is on record",
}
DTYPES: Final = {
    "target_state": "str", "target_year": "Int64", "last_year": "Int64", "last_value": "float64",
    "last_reported_by": "str", "last_source_id": "str", "gap": "float64", "growth_percent": "float64",
    "reached_in": "Int64",
}  # fmt: skip
Figure = dict[str, Any]


def way(said: Figure, years: Iterable[Figure], known_to: dt.date | None) -> Figure:
    """The way from the last statistic to one target.

    Method: `gap` is the target less the statistic of the last year on record. `growth_percent`, the same rate each year
    from that year to the target year, is told only of a target year that is still to come and a gap still open.
    `reached_in` is the first year at or above the target that was not over when the target was set (any year, where
    that is not known); of a target with a year it may lie beyond it.

    Args:
        said: a target with `start`, `end`, `measure`, `value` and `said_on`.
        years: statistics of the same series, one a year, as `by_year.statistics`.
        known_to: a target year that ended before this day is over; None: only a year with a later statistic is.

    Returns:
        The columns of `DTYPES` (`target_state`: one of `STATES`) and `words`.
    """
    told = sorted(years, key=lambda it: it["year"])
    target_year = None if pd.isna(said["end"]) else said["end"].year
    if not told:
        return {
            "target_state": "no statistic",
            "target_year": target_year,
            "words": _year(target_year) + "no statistic on record to measure it by",
        }
    last = told[-1]
    found = {
        "target_year": target_year, "last_year": last["year"], "last_value": last["value"],
        "last_reported_by": last["reported_by"], "last_source_id": last["source_id"],
        "gap": said["value"] - last["value"], "reached_in": _reached(said, told),
    }  # fmt: skip
    if target_year is None:
        return found | _undated(said, found)
    return found | _dated(said, found, told, known_to)


def _year(target_year: int | None) -> str:
    return "no target year was named; " if target_year is None else f"for {target_year}: "


def _reached(said: Figure, told: list[Figure]) -> int | None:
    """The first year at or above the target that was not over when it was set."""
    since = said["said_on"]
    return next(
        (it["year"] for it in told if it["value"] >= said["value"] and (pd.isna(since) or it["end"] >= since)), None
    )


def _undated(said: Figure, found: Figure) -> Figure:
    """A target without a year: the gap or when it was reached, and never a rate of growth."""
    if found["reached_in"]:
        return {"target_state": "reached", "words": f"no target year was named; reached in {found['reached_in']}"}
    return {"target_state": "undated", "words": f"no target year was named; {_gap(said, found)}"}


def _dated(said: Figure, found: Figure, told: list[Figure], known_to: dt.date | None) -> Figure:
    """A target with a year: met, not met, not reported, or open with the growth that it takes."""
    year, reached = found["target_year"], found["reached_in"]
    if reached and reached <= year:
        return {"target_state": "met", "words": f"met in {reached}"}
    stood = next((it for it in told if it["year"] == year), None)
    if stood:
        return {"target_state": "not met", "words": _missed(said, stood, reached)}
    if found["last_year"] > year or (known_to is not None and said["end"].date() < known_to):
        since = f"at or above it in {reached}" if reached else _gap(said, found)
        words = f"{year} is over and its statistic is not on record; {since}"
        return {"target_state": "not reported", "words": words}
    if found["gap"] <= 0 or found["last_value"] <= 0:
        return {"target_state": "open", "words": _gap(said, found)}
    growth = ((said["value"] / found["last_value"]) ** (1 / (year - found["last_year"])) - 1) * 100
    words = f"needs {share(growth)} a year to {year}; {_gap(said, found)}"
    return {"target_state": "open", "growth_percent": growth, "words": words}


def _missed(said: Figure, stood: Figure, reached: int | None) -> str:
    below = share((said["value"] - stood["value"]) / said["value"] * 100)
    later = f"; reached in {reached}" if reached else ""
    return f"not met: the statistic of {stood['year']} was {below} below it{later}"


def _gap(said: Figure, found: Figure) -> str:
    """The gap to the last statistic, or that there is none."""
    if found["gap"] <= 0:
        return f"the statistic of {found['last_year']} is not below it"
    return f"{formats.amount(found['gap'], said['measure'])} above the statistic of {found['last_year']}"
