"""What was stated: the shape of its mark, and who stated it when."""

from collections.abc import Sequence
from typing import Final

from analysis.claims.statement import Statement
from data.rows import Row, in_order
from data.schema.tables import Sources
from data.vocabulary import periods
from data.vocabulary.places import adjective

MARKS: Final = {"claim": "circle-open", "target": "triangle-down"}
_MOST: Final = 6  # speakers that a hover lists


def speakers(alike: Sequence[Row]) -> list[str]:
    """List who stated it, when, and where we read it, a line each; of many the first."""
    said = [f"{speaker(row)}, {when(row)}{_published(row)}" for row in in_order(alike, Statement.said_on)]
    return [*said[:_MOST], *([f"and {len(said) - _MOST} more"] if len(said) > _MOST else [])]


def first_said(alike: Sequence[Row]) -> str:
    """Name the first who stated it and when, and how many more did: "Kazakh side, 17 Apr 2023, and 5 more"."""
    first, *others = in_order(alike, Statement.said_on)
    more = f", and {len(others)} more" if others else ""
    return f"{speaker(first)}, {when(first)}{more}"


def speaker(row: Row) -> str:
    """Name the side that spoke: "Kazakh side"; the press where it names none."""
    return "press" if row[Statement.reported_by] == "NEWS" else f"{adjective(row[Statement.reported_by])} side"


def when(row: Row) -> str:
    """Write the day on which it was stated at the latest."""
    days = (row[Statement.said_on], row[Statement.said_to], row[Statement.said_precision])
    return periods.label(*days, unknown="day not known")


def _published(row: Row) -> str:
    publisher = row[Sources.publisher]
    return f" ({publisher})" if isinstance(publisher, str) else ""
