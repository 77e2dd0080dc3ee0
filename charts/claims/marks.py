"""What was stated: where its mark stands on a time axis, and what a hover says of it."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.claims.statement import Statement
from charts.base import traces
from charts.base.hover import lines, who
from data.rows import Row, grouped, in_order, records
from data.schema.tables import Sources
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import adjective
from data.vocabulary.statements import standing

# Each kind of what was stated, by shape; targets are drawn as flags.
SHAPES: Final = {
    "claim": "circle-open",
    "target": "triangle-down",
    "potential": "diamond-open",
    "contract": "square-open",
}
KINDS: Final = {
    "claim": "claim", "target": "target", "potential": "potential, no trade", "contract": "contracts signed, no trade",
}  # fmt: skip
_STEP: Final = 0.15  # of a period, between two marks of it
_MOST: Final = 6  # speakers that a hover lists


def placed(statements: pd.DataFrame, first: object, last: object) -> list[Row]:
    """Place one mark for each amount of the same kind and period: `at`, its day, and `alike`, the rows that state it.

    It stands in the period of which it speaks, as far as the axis shows it, beside others of that period; what names
    none stands on the day of its publication.

    Args:
        statements: rows of `Statement` that have a place on the axis.
        first: first day of the axis.
        last: last day of the axis.
    """
    rows = [row | _spoken_of(row) for row in records(statements)]
    alike = grouped(rows, [Statement.country, Statement.status, "since", "until", Statement.value])
    marks = [_clipped(group, first, last) for group in alike]
    marks.sort(key=lambda mark: (list(KINDS).index(mark[Statement.status]), mark[Statement.value]))
    for together in grouped(marks, [Statement.country, "since", "until"]):
        step = min(0.8 / len(together), _STEP)
        for number, mark in enumerate(together):
            share = 0.5 + (number - (len(together) - 1) / 2) * step
            mark["at"] = mark["since"] + (mark["until"] - mark["since"]) * share
    return marks


def _spoken_of(row: Row) -> Row:
    """The period of which a statement speaks, else the day on which it was published."""
    columns = (Statement.start, Statement.end) if pd.notna(row[Statement.start]) else (Statement.said_on,) * 2
    return dict(zip(("since", "until"), (row[column] for column in columns), strict=True))


def _clipped(alike: list[Row], first: object, last: object) -> Row:
    """A mark of some statements, with as much of their period as an axis shows."""
    begin, end = pd.Timestamp(str(first)), pd.Timestamp(str(last))
    return alike[0] | {"since": max(alike[0]["since"], begin), "until": min(alike[0]["until"], end), "alike": alike}


def speakers(alike: Sequence[Row]) -> list[str]:
    """List who stated it, when, and where we read it: a line each."""
    return [f"{speaker(row)}, {when(row)}{_published(row)}" for row in in_order(alike, Statement.said_on)]


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


def hover(mark: Row, measure: str) -> str:
    """Say how much, of what period, who stated it when, and how far it is from the statistic.

    Args:
        mark: one of `placed`.
        measure: the unit of its value.
    """
    period = (mark[Statement.start], mark[Statement.end], mark[Statement.precision])
    about = periods.label(*period, unknown="no year named")
    amount = formats.amount(mark[Statement.value], measure, 4)
    said = speakers(mark["alike"])
    return lines(
        f"<b>{amount}</b> · {mark[Statement.status]}, {who(mark[Statement.country])}, {about}",
        *said[:_MOST],
        f"and {len(said) - _MOST} more" if len(said) > _MOST else "",
        f"{codes.start_upper(standing(mark))}.",
        mark[Statement.note] if isinstance(mark[Statement.note], str) else "",
    )


def look(kind: str, hue: str | list[str]) -> Row:
    """Shape the mark of a kind of statement; that of a target is the pennant of a flag, beside its pole."""
    flag = {"angle": -90, "standoff": 5} if kind == "target" else {}
    return traces.mark(SHAPES[kind], 10, hue, 1.8) | flag
