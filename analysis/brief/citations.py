"""Words with their sources, and the record from which they are taken: what a text for print is made of."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import pandas as pd

from data.vocabulary import periods
from data.vocabulary.text import ranges

RECORD: Final = "record"  # cited where we say that nothing is on record: the record itself
NAME: Final = "Amu Ledger"


@dataclass(frozen=True, eq=False)
class Record:
    """The rows of the tables, as known on a day and in an edition."""

    trade: pd.DataFrame
    aid: pd.DataFrame
    recognition: pd.DataFrame
    events: pd.DataFrame
    sources: pd.DataFrame
    known_to: dt.date
    edition: str

    @cached_property
    def published(self) -> pd.Series:
        """The day of publication of each source."""
        return self.sources.set_index("source_id")["start"]


class Said(NamedTuple):
    """A few words, and the ids of the sources that bear them out."""

    text: str
    sources: tuple[str, ...]


class Line(NamedTuple):
    """A label and what is said under it."""

    label: str
    parts: tuple[Said, ...]


class Section(NamedTuple):
    """A heading and its lines."""

    heading: str
    lines: tuple[Line, ...]


class Reference(NamedTuple):
    """A source in the numbered list: `url` is empty for the record itself."""

    number: int
    publisher: str
    date: str
    url: str


def said(text: str, sources: Iterable[str]) -> Said:
    """Words with their sources, each once, in the order given; text from data is put on one line."""
    return Said(" ".join(text.split()), tuple(dict.fromkeys(sources)))


def numbered(every: Iterable[Said]) -> dict[str, int]:
    """The number of each source: the order in which the text first names it."""
    ids = dict.fromkeys(it for one in every for it in one.sources)
    return {source_id: number for number, source_id in enumerate(ids, start=1)}


def references(numbers: dict[str, int], record: Record) -> tuple[Reference, ...]:
    """The list of sources by number; an id that the table of sources lacks stands there as it is."""
    known = record.sources.set_index("source_id")
    return tuple(_reference(source_id, number, known, record) for source_id, number in numbers.items())


def _reference(source_id: str, number: int, known: pd.DataFrame, record: Record) -> Reference:
    if source_id == RECORD:
        day = periods.label(record.known_to, record.known_to, "day")
        return Reference(number, f"{NAME}, this record", f"known to {day}, data version {record.edition}", "")
    if source_id not in known.index:
        return Reference(number, source_id, "not in the table of sources", "")
    it = known.loc[source_id]
    date = periods.label(it["start"], it["end"], it["precision"], unknown="undated")
    return Reference(number, str(it["publisher"]), date, str(it["url"]))


def marks(numbers: Iterable[int]) -> Iterator[tuple[str, int | None]]:
    """A citation mark in pieces: the text of each, and the number that it leads to, if any.

    Runs of three and more are drawn together: 1, 2, 3, 5 becomes [1-3, 5].
    """
    yield "[", None
    for place, (first, last) in enumerate(ranges(numbers)):
        if place:
            yield ", ", None
        yield str(first), first
        if last > first:
            yield "-" if last > first + 1 else ", ", None
            yield str(last), last
    yield "]", None
