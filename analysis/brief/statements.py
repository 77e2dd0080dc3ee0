"""What a brief is made of: statements in codes and numbers with their sources, and the tables that they are taken from."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import pandas as pd

from data.rows import Row, records
from data.schema.tables import Sources

OURSELVES: Final = "record"  # cited where we state that our data have nothing


@dataclass(frozen=True, eq=False)
class Tables:
    """The rows in use of the tables, as known on a day and in an edition of the data."""

    trade: pd.DataFrame
    aid: pd.DataFrame
    goods: pd.DataFrame
    prices: pd.DataFrame
    recognition: pd.DataFrame
    events: pd.DataFrame
    sources: pd.DataFrame
    known_to: dt.date
    edition: str

    @cached_property
    def published(self) -> pd.Series:
        """The day of publication of each source."""
        return self.sources.set_index(Sources.source_id)[Sources.start]


class Statement(NamedTuple):
    """One statement of a brief.

    Attributes:
        kind: what kind of statement it is, by which it is worded.
        facts: its codes and numbers by name, at times a whole row of a measure.
        sources: the ids of the sources that it rests on, each once, the first first.
    """

    kind: str
    facts: Row
    sources: tuple[str, ...]


class Line(NamedTuple):
    """A line of a brief: the code of its subject, and what is stated of it."""

    about: str
    statements: tuple[Statement, ...]


class Section(NamedTuple):
    """A section of a brief: the code of its heading, and its lines."""

    topic: str
    lines: tuple[Line, ...]


class Reference(NamedTuple):
    """An entry of the numbered list of sources; `source` is empty where the table of sources has no such row."""

    number: int
    source_id: str
    source: Row


def state(kind: str, facts: Row, sources: Iterable[str]) -> Statement:
    """Make a statement; a source that comes twice is cited once."""
    return Statement(kind, facts, tuple(dict.fromkeys(sources)))


def line(about: str, statements: Iterable[Statement]) -> Line:
    """Make a line; one without statements states that there is nothing, which cites ourselves."""
    return Line(about, tuple(statements) or (Statement("nothing", {"about": about}, (OURSELVES,)),))


def numbered(statements: Iterable[Statement]) -> dict[str, int]:
    """Number the sources in the order in which the statements first cite them."""
    ids = dict.fromkeys(source_id for it in statements for source_id in it.sources)
    return {source_id: number for number, source_id in enumerate(ids, start=1)}


def references(numbers: dict[str, int], sources: pd.DataFrame) -> tuple[Reference, ...]:
    """List the cited sources by number.

    Args:
        numbers: the number of each source.
        sources: rows of `Sources`.
    """
    known = {row[Sources.source_id]: row for row in records(sources[sources[Sources.source_id].isin(numbers)])}
    return tuple(Reference(number, source_id, known.get(source_id, {})) for source_id, number in numbers.items())
