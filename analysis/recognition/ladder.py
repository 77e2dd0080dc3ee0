"""Positions as rungs over time, one small axis for each state and dimension, beside trade and aid.

A rung is a place in an order of how formal the dealing is, within one dimension: whether there is an embassy, who runs
it. It is no score: it says nothing of whether a step is right, how far one rung is from the next, or how one dimension
weighs against another, so rungs are never added up nor compared across dimensions.
"""

import datetime as dt
from typing import Final

import pandas as pd

from analysis.recognition.positions import RUNGS, spells
from data.vocabulary import codes
from data.vocabulary.places import ORDER

_PAIR: Final = ["country", "dimension"]
UNCLEAR: Final = "unclear"


def rungs() -> pd.DataFrame:
    """The documented order: one row for each rung, with `dimension`, `rung` (1 the lowest), `rungs`, `value`, `words`."""
    found = [
        (dimension, at, len(steps), value, codes.POSITIONS[value])
        for dimension, steps in RUNGS.items()
        for at, value in enumerate(steps, 1)
    ]
    return pd.DataFrame(found, columns=["dimension", "rung", "rungs", "value", "words"])


def ladder(recognition_rows: pd.DataFrame, published: pd.Series, known_to: dt.date | None) -> pd.DataFrame:
    """The position of each state on each dimension that has rungs, over time.

    Method: the preferred readings of `positions.spells`. Readings of the same position that follow each other without a
    gap are one row. From `confirmed_until` to `until` no later reading was found: the row is to be drawn as open there.
    A position that is not established ("unclear") has no rung, and a time without a reading has no row.

    Args:
        recognition_rows: rows of `Recognition`.
        published: day of publication of each source, by `source_id`.
        known_to: the day to which the record reaches; nothing runs beyond it.

    Returns:
        By country, dimension and start: `country`, `dimension`, `start`, `start_precision`, `until` (exclusive),
        `confirmed_until`, `ended` (another position followed, or the end is told), `value`, `rung` (1 the lowest; empty
        for no rung), `rungs` (how many the dimension has), `words`, `before` (the code of the position that it followed
        without a gap, else empty), `differs` (how many other readings contradict it), `source_ids` (joined by ;).
    """
    found = spells(recognition_rows, published, known_to)
    found = found[found["preferred"] & found["dimension"].isin(RUNGS) & (found["start"] <= found["shown_until"])]
    found = found.sort_values([*_PAIR, "start"], kind="stable")
    follows = found.groupby(_PAIR)["until"].shift() >= found["start"]
    same = follows & (found.groupby(_PAIR)["value"].shift() == found["value"])
    found = found.assign(run=(~same).cumsum(), joined=follows, words=found["value"].map(codes.say))
    merged = _merged(found)
    order = {(dimension, value): at for dimension, steps in RUNGS.items() for at, value in enumerate(steps, 1)}
    pairs = list(zip(merged["dimension"], merged["value"], strict=True))
    merged = merged.assign(
        rung=pd.array([order.get(it) for it in pairs], dtype="Int64"),
        rungs=merged["dimension"].map({it: len(steps) for it, steps in RUNGS.items()}).astype("int64"),
        before=merged.groupby(_PAIR)["value"].shift().where(merged["joined"], "").astype("str"),
    )
    ranks = {"country": ORDER, "dimension": {it: at for at, it in enumerate(RUNGS)}}
    merged = merged.sort_values(
        [*_PAIR, "start"], key=lambda it: it.map(ranks[str(it.name)]) if it.name in ranks else it, ignore_index=True
    )
    return merged[_COLUMNS]


_COLUMNS: Final = [
    "country", "dimension", "start", "start_precision", "until", "confirmed_until", "ended", "value", "rung", "rungs",
    "words", "before", "differs", "source_ids",
]  # fmt: skip


def _merged(found: pd.DataFrame) -> pd.DataFrame:
    """Unbroken readings of one position as one row."""
    # an end after the last day of the record is not known to have come
    ended = found["until"].notna() & (found["until"] <= found["shown_until"])
    found = found.assign(differs=found["conflicts"].map(len).astype("int64"), ended=ended)
    runs = found.groupby("run", sort=False)
    merged = runs.agg(
        country=("country", "first"), dimension=("dimension", "first"), value=("value", "first"),
        words=("words", "first"), start=("start", "first"), start_precision=("start_precision", "first"),
        until=("shown_until", "last"), confirmed_until=("confirmed_until", "max"), ended=("ended", "last"),
        joined=("joined", "first"), differs=("differs", "sum"),
        source_ids=("source_id", lambda it: ";".join(dict.fromkeys(it))),
    )  # fmt: skip
    return merged.reset_index(drop=True)
