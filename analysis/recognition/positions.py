"""Positions over time: how long each reading is confirmed, which readings contradict it, and what stands last.

A position that nobody is known to have ended is not thereby still held: it is confirmed up to the day on which a
source last saw it, and open from there on. Readings that we do not draw (`preferred` = no) stay beside the one that we
draw as its conflicts.
"""

import datetime as dt
from typing import Any, Final

import pandas as pd

from data.vocabulary.codes import DIMENSIONS, OFFICES
from data.vocabulary.places import ORDER

# The rungs of each ladder, in the order of how formal the dealing is. The order serves the shade of a fill within one
# dimension; it is no score, is never added up, and says nothing about whether a step is right.
RUNGS: Final = {
    "de_jure_recognition": ("none", "recognised"),
    "afghan_mission": (
        "republic_appointee",
        "taliban_diplomats_accredited",
        "taliban_charge",
        "taliban_ambassador",
    ),
    "mission_in_kabul": ("closed", "open_unclear", "open_charge", "open_ambassador"),
    "terrorist_listing": ("listed", "delisted"),
}
TALIBAN_MISSIONS: Final = RUNGS["afghan_mission"][1:]  # whose head the Taliban authorities sent
LATELY: Final = pd.Timedelta(days=365)
_RANK: Final = {dimension: rank for rank, dimension in enumerate(DIMENSIONS)}
_PAIR: Final = ["country", "dimension"]


def rung(dimension: str, value: str) -> float | None:
    """The place of a position on its ladder, 0 the lowest and 1 the highest; None where there is no ladder or rung.

    "unclear" (not established) is no rung: it lies neither between the others nor below them.
    """
    steps = RUNGS.get(dimension, ())
    return steps.index(value) / (len(steps) - 1) if value in steps else None


def spells(recognition_rows: pd.DataFrame, published: pd.Series, known_to: dt.date | None) -> pd.DataFrame:
    """Each reading with the time for which it is confirmed, and the readings that contradict it.

    Method: a closed reading is confirmed to its `until`. An open one is confirmed to its `last_seen`; where it has
    none, to the later of its start and the day on which its source was published (the start alone where the source
    bears no date). Nothing is confirmed or shown beyond `known_to`.

    Args:
        recognition_rows: rows of `Recognition`.
        published: day of publication of each source, by `source_id`.
        known_to: the day to which the record reaches; None takes the last day that the rows name.

    Returns:
        One row for each reading, by country, dimension and start, with the columns of `Recognition` and
        `confirmed_until` and `shown_until` (exclusive ends; between the two no later reading was found),
        `confirmed_precision`, `basis` (ended, last seen, published or start: what `confirmed_until` rests on),
        `rung` (see `rung`) and, for preferred readings, `conflicts` (index labels of the others that contradict them).
    """
    ranks = {"country": ORDER, "dimension": _RANK}
    rows = recognition_rows.sort_values(
        ["country", "dimension", "start", "until", "value"],
        key=lambda it: it.map(ranks[str(it.name)]) if it.name in ranks else it,
        ignore_index=True,
    )
    last = pd.Timestamp(known_to) if known_to else rows[["start", "until", "last_seen"]].max().max()
    told = rows["source_id"].map(published).astype(rows["start"].dtype)
    told = told.where(told > rows["start"], rows["start"])
    basis = pd.Series("start", index=rows.index).mask(told > rows["start"], "published")
    basis = basis.mask(rows["last_seen"].notna(), "last seen").mask(rows["until"].notna(), "ended")
    precision = rows["start_precision"].mask(basis == "published", "month")
    precision = precision.mask(basis == "last seen", rows["last_seen_precision"])
    confirmed = rows["until"].fillna(rows["last_seen"]).fillna(told)
    rows = rows.assign(
        confirmed_until=confirmed.clip(upper=last),
        shown_until=rows["until"].fillna(last).clip(upper=last),
        confirmed_precision=precision.mask(basis == "ended", rows["until_precision"]),
        basis=basis,
        rung=[rung(*it) for it in zip(rows["dimension"], rows["value"], strict=True)],
    )
    return rows.assign(conflicts=_conflicts(rows))


def _conflicts(rows: pd.DataFrame) -> pd.Series:
    """For each preferred reading the index labels of the others of its country, dimension and place that contradict it."""
    found: dict[int, list[int]] = {int(at): [] for at in rows.index}
    for _, peers in rows.groupby([*_PAIR, rows["place"].fillna("")], sort=False):
        drawn = peers[peers["preferred"]]
        for other in peers[~peers["preferred"]].to_dict("index").items():
            for at in _contradicted(drawn, other[1]):
                found[at].append(int(other[0]))
    return pd.Series({at: tuple(others) for at, others in found.items()}, index=rows.index, dtype="object")


def _contradicted(drawn: pd.DataFrame, other: dict[str, Any]) -> list[int]:
    """Which preferred readings another one contradicts.

    Those whose time it shares, and those that give the same position from the day on which it ends (a dispute about
    the date). One that meets neither is set beside the reading nearest in time, so that none is lost.
    """
    end = max(other["confirmed_until"], other["start"])
    shared = (drawn["start"] <= end) & (drawn["shown_until"] > other["start"])
    if other["basis"] == "ended":  # its last day is the day before
        shared &= (drawn["start"] < end) | (drawn["value"] == other["value"])
    shared |= (drawn["value"] == other["value"]) & (drawn["shown_until"] == other["start"])
    if shared.any() or drawn.empty:
        return [int(it) for it in drawn.index[shared]]
    apart = pd.concat([drawn["start"] - end, other["start"] - drawn["shown_until"]], axis=1).max(axis=1)
    return [int(drawn.index[apart.argmin()])]


def standing(readings: pd.DataFrame, known_to: dt.date) -> pd.DataFrame:
    """The latest preferred position of each country on each dimension, as far as known on a day.

    Args:
        readings: rows of `spells`.
        known_to: the day; readings that begin later are left out.

    Returns:
        One row for each country and dimension (for consulates and trade offices one for each that has not ended, or
        the last that has), with the columns of `spells` and `since` and `since_precision` (the beginning of an
        unbroken run of readings of the same position), `over` (it ended and none that follows is known) and
        `confirmed` (not over, and a source confirms it within the 365 days before the day).
    """
    day = pd.Timestamp(known_to)
    rows = readings[readings["preferred"] & (readings["start"] <= day)]
    rows = rows.sort_values("start", kind="stable")
    rows = rows.assign(over=rows["until"] <= day)
    run = _runs(rows)
    rows = rows.assign(
        since=rows.groupby(run)["start"].transform("first"),
        since_precision=rows.groupby(run)["start_precision"].transform("first"),
    )
    many = rows["dimension"].isin(OFFICES)
    final = ~rows.duplicated(_PAIR, keep="last")
    going_on = (~rows["over"]).groupby([rows[it] for it in _PAIR]).transform("any")
    kept = rows[(~many & final) | (many & ~rows["over"]) | (many & ~going_on & final)]
    confirmed = ~kept["over"] & (kept["confirmed_until"] >= day - LATELY)
    return kept.assign(confirmed=confirmed).sort_index()


def _runs(rows: pd.DataFrame) -> pd.Series:
    """A number for each unbroken run of readings of one position; `rows` are in the order of their start."""
    peers = rows.groupby([*_PAIR, rows["value"]])
    broken = ~(peers["until"].shift() >= rows["start"])
    number = broken.groupby([rows[it] for it in [*_PAIR, "value"]]).cumsum()
    return rows["country"] + rows["dimension"] + rows["value"] + number.astype("str")
