"""Positions over time: how long each reading is confirmed, which readings contradict it, and what stands last.

A position that nobody is known to have ended is not thereby still held: it is confirmed up to the day on which a
source last saw it, and open from there on. Readings that we do not draw (`preferred` = no) stay beside the one that we
draw as its conflicts.
"""

import datetime as dt
from typing import Final

import pandas as pd

from analysis.base import behind
from data.rows import Row, looked_up, records
from data.schema.columns import Derived, column
from data.schema.tables import Recognition
from data.vocabulary.codes import DIMENSIONS, OFFICES
from data.vocabulary.periods import PRECISIONS
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
BASES: Final = ("ended", "last seen", "published", "start")
_PLACE_ON_LADDER: Final = {
    (dimension, value): place for dimension, steps in RUNGS.items() for place, value in enumerate(steps, 1)
}
_RANK: Final = {dimension: rank for rank, dimension in enumerate(DIMENSIONS)}
_PAIR: Final = [Recognition.country, Recognition.dimension]


class Spell(Recognition, Derived):
    """One reading of a position, with the time for which it is confirmed and the readings that contradict it."""

    name, heading = "spells", "Positions over time"
    of = Recognition
    confirmed_until = column("date", "Confirmed until", "Up to which day a source confirms it.", required=True)
    confirmed_precision = column(
        "text", "Confirmed to", "How exactly `confirmed_until` is known.", required=True, values=PRECISIONS
    )
    basis = column(
        "text", "Confirmed by", "What `confirmed_until` rests on.", required=True, values=BASES, internal=True
    )
    shown_until = column(
        "date", "Shown until", "Its end, or the last day of the data: from `confirmed_until` to it no later reading was found.",
        required=True, internal=True)  # fmt: skip
    rung = column(
        "count",
        "Rung",
        "Its place in the order of its dimension, 1 the lowest; empty for no rung.",
        low=1,
        internal=True,
    )
    publisher = column("text", "Publisher", "Who published its source.")
    published = column("date", "Published", "When its source was published; empty where that has no date.")
    conflicts = column("rows", "Conflicts", "The `row_id` of each reading that contradicts this one, which is preferred.",
                       required=True)  # fmt: skip


class Standing(Spell):
    """The latest preferred position of one state on one dimension, of an office at one place."""

    name, heading = "standing", "Latest positions"
    since = column("date", "Since", "When the unbroken run of readings of this position began.", required=True)
    since_precision = column("text", "Since, to", "How exactly `since` is known.", required=True, values=PRECISIONS)
    over = column("flag", "Over", "Whether it ended and none that follows is known.", required=True)
    confirmed = column(
        "flag", "Confirmed", "Whether it is not over, and a source confirms it within the last 365 days.", required=True
    )


def spells(
    recognition_rows: pd.DataFrame,
    published: pd.Series,
    known_to: dt.date | None,
    publishers: pd.Series | None = None,
) -> pd.DataFrame:
    """Find for each reading the time for which it is confirmed, and the readings that contradict it.

    Method: a closed reading is confirmed to its `until`. An open one is confirmed to its `last_seen`; where it has
    none, to the later of its start and the day on which its source was published (the start alone where the source
    has no date). Nothing is confirmed or shown beyond `known_to`.

    Args:
        recognition_rows: rows of `Recognition`.
        published: day of publication of each source, by `source_id`.
        known_to: the day to which the data reach; None takes the last day that the rows name.
        publishers: publisher of each source, by `source_id`; without them `publisher` is empty.

    Returns:
        Rows of `Spell` by country, dimension and start. Behind each is its reading, with those that contradict it.
    """
    rows = recognition_rows.sort_values([*_PAIR, Spell.start, Spell.until, Spell.value], key=ranked, ignore_index=True)
    start, until, last_seen = (rows[it] for it in (Spell.start, Spell.until, Spell.last_seen))
    last = pd.Timestamp(known_to) if known_to else rows[[Spell.start, Spell.until, Spell.last_seen]].max().max()
    printed = looked_up(rows[Spell.source_id], published).astype(start.dtype)
    later = printed.where(printed > start, start)
    basis = pd.Series("start", index=rows.index).mask(later > start, "published")
    basis = basis.mask(last_seen.notna(), "last seen").mask(until.notna(), "ended")
    precision = rows[Spell.start_precision].mask(basis == "published", "month")
    precision = precision.mask(basis == "last seen", rows[Spell.last_seen_precision])
    known = {} if publishers is None else publishers
    rows = rows.assign(**{
        Spell.confirmed_until: until.fillna(last_seen).fillna(later).clip(upper=last),
        Spell.shown_until: until.fillna(last).clip(upper=last),
        Spell.confirmed_precision: precision.mask(basis == "ended", rows[Spell.until_precision]),
        Spell.basis: basis,
        Spell.rung: pd.array(
            [_PLACE_ON_LADDER.get(it) for it in zip(rows[Spell.dimension], rows[Spell.value], strict=True)], dtype="Int64"
        ),
        Spell.publisher: rows[Spell.source_id].map(known).astype("str"),
        Spell.published: printed,
    })  # fmt: skip
    conflicts = _conflicts(rows)
    own = zip(rows[Spell.row_id].tolist(), conflicts, strict=True)
    return rows.assign(conflicts=conflicts, behind=behind.in_column(((one, *others) for one, others in own), rows))


def ranked(column: pd.Series) -> pd.Series:
    """Rank countries and dimensions by our order, as a key to sort by; other columns stay as they are."""
    ranks = {str(Spell.country): ORDER, str(Spell.dimension): _RANK}.get(str(column.name))
    return column if ranks is None else column.map(ranks)


def _conflicts(rows: pd.DataFrame) -> pd.Series:
    """For each preferred reading the row ids of the others of its country, dimension and place that contradict it."""
    conflicts: dict[int, list[int]] = {label: [] for label in rows.index}
    for _, peers in rows.groupby([*_PAIR, rows[Spell.place].fillna("")], sort=False):
        drawn = peers[peers[Spell.preferred]]
        for other in records(peers[~peers[Spell.preferred]]):
            for label in _contradicted(drawn, other):
                conflicts[label].append(other[Spell.row_id])
    return behind.in_column(map(tuple, conflicts.values()), rows)


def _contradicted(drawn: pd.DataFrame, other: Row) -> list[int]:
    """Which preferred readings another one contradicts, by their labels.

    Those whose time it shares, and those that give the same position from the day on which it ends (a dispute about
    the date). One that meets neither is set beside the reading nearest in time, so that none is lost.
    """
    start, until, alike = drawn[Spell.start], drawn[Spell.shown_until], drawn[Spell.value] == other[Spell.value]
    end = max(other[Spell.confirmed_until], other[Spell.start])
    shared = (start <= end) & (until > other[Spell.start])
    if other[Spell.basis] == "ended":  # its last day is the day before
        shared &= (start < end) | alike
    shared |= alike & (until == other[Spell.start])
    if shared.any() or drawn.empty:
        return drawn.index[shared].tolist()
    apart = pd.concat([start - end, other[Spell.start] - until], axis=1).max(axis=1)
    return drawn.index[[apart.argmin()]].tolist()


def contradicting(readings: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """Look up the readings that contradict some, of whatever time; both rows of `Spell`."""
    return every[every[Spell.row_id].isin(behind.united(readings[Spell.conflicts]))]


def standing(readings: pd.DataFrame, known_to: dt.date) -> pd.DataFrame:
    """Find the latest preferred position of each country on each dimension, as far as known on a day.

    Args:
        readings: rows of `Spell`.
        known_to: the day; readings that begin later are left out.

    Returns:
        Rows of `Standing`, one for each country and dimension (for consulates and trade offices one for each that has
        not ended, or the last that has). Behind each are the readings of its run, with those that contradict the last.
    """
    day = pd.Timestamp(known_to)
    begun = readings[Spell.start][readings[Spell.preferred] & (readings[Spell.start] <= day)]
    rows = readings.loc[begun.sort_values(kind="stable").index]
    pair, over = rows[Spell.country] + rows[Spell.dimension], rows[Spell.until] <= day
    many = rows[Spell.dimension].isin(OFFICES)
    final, ended = ~pair.duplicated(keep="last"), over.groupby(pair).transform("all")
    kept = rows.index[(final & (~many | ended)) | (many & ~over)].sort_values()
    run = _runs(rows, pair)
    of_run = behind.of_groups(pd.DataFrame({Spell.row_id: rows[Spell.row_id], "run": run}), ["run"])[kept]
    since = {it: rows[it].groupby(run).transform("first")[kept] for it in (Spell.start, Spell.start_precision)}
    latest = readings.loc[kept]
    united = map(behind.united, zip(of_run, latest[Spell.behind], strict=True))
    return latest.assign(**{
        Standing.since: since[Spell.start],
        Standing.since_precision: since[Spell.start_precision],
        Standing.over: over[kept],
        Standing.confirmed: ~over[kept] & (latest[Spell.confirmed_until] >= day - LATELY),
        Standing.behind: behind.in_column(united, latest),
    })  # fmt: skip


def _runs(rows: pd.DataFrame, pair: pd.Series) -> pd.Series:
    """Name each unbroken run of readings of one position.

    Args:
        rows: rows of `Spell` in the order of their start.
        pair: what those of one country and dimension share.
    """
    position = pair + rows[Spell.value]
    broken = ~(rows[Spell.until].groupby(position).shift() >= rows[Spell.start])
    return position + broken.groupby(position).cumsum().astype("str")
