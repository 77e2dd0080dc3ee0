"""What is known of each state, by which kind of source, year by year, and how fresh it is."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final, Unpack

import pandas as pd

from analysis.record.freshness import Availability, Freshness
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from charts.record import coverage
from data.rows import Row, records
from data.vocabulary import codes, periods
from data.vocabulary.places import ORDER, PLACES
from data.vocabulary.text import counted

SIGNS: Final = {"fresh": "●", "due": "◐", "overdue": "○"}  # states that have no cadence have none
# The longest kinds of sources in a word: a phone has no room for more.
SHORT: Final = {"government_statement": "statement", "international_organisation": "organisation"}
_SIDE: Final = 82  # pixels right of the plot, for how fresh a strip is


def matrix(known: pd.DataFrame, fresh: pd.DataFrame, *, states: Sequence[str], **caption: Unpack[Caption]) -> Spec:
    """Draw a strip for each state and kind of source, a cell for each year, stronger where there are more rows.

    Args:
        known: rows of `analysis.record.freshness.Availability`, of one table.
        fresh: rows of `analysis.record.freshness.Freshness`, of the same table: a strip each, top to bottom.
        states: codes of states that have an empty strip where nothing is known of them.
        caption: the words around it.
    """
    if known.empty:
        return frame.empty("Nothing of this is in the data.", caption["title"])
    rows = strips(fresh, states)
    order = {(row[Freshness.country], row[Freshness.kind]): at for at, row in enumerate(rows)}
    places = [(row, order.get((row[Availability.country], row[Availability.kind]))) for row in records(known)]
    cells: list[Row] = [{**row, "at": at} for row, at in places if at is not None]
    first, last = int(known[Availability.year].min()), int(known[Availability.year].max())
    step = 1 if last - first < 4 else 5 if last - first < 25 else 10  # as many as a phone has room for
    hues = [frame.colour(cell[Availability.country]) for cell in cells]
    return frame.figure(
        [coverage.bars(cells, hues, [_hover(cell) for cell in cells])] if cells else [],
        inner=coverage.STRIP * len(rows),
        margin={"r": _SIDE} if fresh[Freshness.state].isin(list(SIGNS)).any() else {},
        showlegend=False,
        barmode="overlay",
        annotations=[_beside(at, row) for at, row in enumerate(rows)],
        xaxis=coverage.years_axis(first, last, step) | {"tickangle": 0},
        yaxis=traces.rows_axis([_named(row) for row in rows]),
        shapes=_rules(rows),
        **caption,
    )


def strips(fresh: pd.DataFrame, states: Sequence[str]) -> list[Row]:
    """List a strip for each row of `Freshness`, and one without a kind for each state of which nothing is known."""
    known = set(fresh[Freshness.country])
    unknown: list[Row] = [{Freshness.country: code, Freshness.kind: ""} for code in states if code not in known]
    return sorted([*records(fresh), *unknown], key=lambda row: ORDER[row[Freshness.country]])


def _named(strip: Row) -> str:
    """State and kind of source."""
    kind = strip[Freshness.kind]
    return frame.plain(f"{PLACES[strip[Freshness.country]].name}{f', {SHORT.get(kind, codes.say(kind))}' * bool(kind)}")


def _beside(at: int, strip: Row) -> Trace:
    """How fresh a strip is, right of it; that there are no data, inside it."""
    common = {"yref": "y", "yanchor": "middle", "size": 12, "color": frame.GREY}
    if not strip[Freshness.kind]:
        nothing = "no data"
        return traces.at_left(nothing, at, hovertext=nothing, x=0.01, **common)
    state = strip[Freshness.state]
    sign = f"{SIGNS[state]} {state}" if state in SIGNS else ""
    words = frame.wrapped(frame.plain(_in_words(strip)), 58)
    return traces.at_left(sign, at, hovertext=words, x=1, xshift=4, captureevents=bool(sign), **common)


def _in_words(strip: Row) -> str:
    """The kind of source, to which day it covers the state, when it was published, and how fresh that is."""
    last = periods.label(strip[Freshness.last], strip[Freshness.last], "day")
    day, precision = strip[Freshness.published], strip[Freshness.precision]
    published = periods.label(day, day, precision, unknown="on an unknown day")
    state = codes.FRESHNESS[strip[Freshness.state]]
    return f"{codes.say(strip[Freshness.kind])}: to {last}, published {published}; {state}"


def _rules(rows: Sequence[Row]) -> list[Trace]:
    """The thin lines between states."""
    return [
        traces.across(at - 0.5)
        for at, (one, other) in enumerate(pairwise(rows), 1)
        if one[Freshness.country] != other[Freshness.country]
    ]


def _hover(cell: Row) -> str:
    """How many rows and sources, who reports, and when the last of them was published."""
    by = ", ".join(PLACES[it].name if it in PLACES else it for it in cell[Availability.by].split(";") if it)
    day = cell[Availability.published]
    published = periods.label(day, day, "year", unknown="an unknown year")  # of some sources the day is not known
    state, kind = PLACES[cell[Availability.country]].name, codes.say(cell[Availability.kind])
    return hover.lines(
        hover.bold(f"{state}, {kind}, {cell[Availability.year]}"),
        f"{counted(cell[Availability.rows], 'row')} from {counted(cell[Availability.sources], 'source')}",
        f"Reported by {by}" if by else "",
        f"Last published in {published}",
    )
