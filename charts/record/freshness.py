"""What is known of each state, by which kind of source, year by year, and how fresh it is."""

from itertools import pairwise
from typing import Any, Final, Unpack

import pandas as pd

from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.record import coverage
from data.rows import records
from data.vocabulary import codes, periods
from data.vocabulary.places import PLACES

SIGNS: Final = {"fresh": "●", "due": "◐", "overdue": "○"}  # states that have no cadence bear none
# The longest kinds of sources in a word: a phone has no room for more.
SHORT: Final = {"government_statement": "statement", "international_organisation": "organisation"}
_STRIP: Final = 26  # pixels of one strip
_SIDE: Final = 82  # pixels right of the plot, for how fresh a strip is


def matrix(known: pd.DataFrame, fresh: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw a strip for each state and kind of source, a cell for each year, stronger where there are more rows.

    Args:
        known: rows of `analysis.record.freshness.known`, of one table.
        fresh: rows of `analysis.record.freshness.freshness`, of the same table: a strip each, top to bottom.
        caption: the words around it.
    """
    if known.empty:
        return frame.empty("Nothing of this is on record.", caption["title"])
    strips = records(fresh)
    order = {(it["country"], it["kind"]): at for at, it in enumerate(strips)}
    cells = [it for it in records(known) if (it["country"], it["kind"]) in order]
    first, last = int(known["year"].min()), int(known["year"].max())
    step = 1 if last - first < 4 else 5 if last - first < 25 else 10  # as many as a phone has room for
    signed = fresh["state"].isin(list(SIGNS)).any()
    time = {
        "type": "linear",
        "range": [first - 0.6, last + 0.6],
        "tickmode": "array",
        "showgrid": False,
        "tickangle": 0,
    }
    return frame.figure(
        [_cells(cells, order)],
        inner=_STRIP * len(strips),
        margin={"r": _SIDE} if signed else {},
        showlegend=False,
        barmode="overlay",
        annotations=[_freshness(at, it) for at, it in enumerate(strips)],
        xaxis=time | {"tickvals": [it for it in range(first, last + 1) if it % step == 0]},
        yaxis=traces.rows_axis([_named(it) for it in strips]),
        shapes=_rules(strips),
        **caption,
    )


def _named(strip: dict[str, Any]) -> str:
    """State and kind of source."""
    kind = f", {SHORT.get(strip['kind'], codes.say(strip['kind']))}" if strip["kind"] else ""
    return frame.plain(f"{PLACES[strip['country']].name}{kind}")


def _cells(cells: list[dict[str, Any]], order: dict[tuple[str, str], int]) -> dict[str, Any]:
    placed = [{**it, "at": order[it["country"], it["kind"]]} for it in cells]
    return coverage.bars(placed, [frame.colour(it["country"]) for it in cells], [_hover(it) for it in cells])


def _freshness(at: int, strip: dict[str, Any]) -> dict[str, Any]:
    """How fresh a strip is, right of it; that nothing is on record, inside it."""
    sign = f"{SIGNS[strip['state']]} {strip['state']}" if strip["state"] in SIGNS else ""
    nothing = strip["state"] == "nothing"
    place = {"x": 0.01} if nothing else {"x": 1, "xshift": 4, "captureevents": bool(sign)}
    said = frame.wrapped(frame.plain(strip["words"]), 58)
    text = "nothing on record" if nothing else sign
    return traces.at_left(text, at, yref="y", yanchor="middle", size=12, color=frame.GREY, hovertext=said, **place)


def _rules(strips: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The thin lines between states."""
    return [
        traces.across(at - 0.5)
        for at, (one, other) in enumerate(pairwise(strips), 1)
        if one["country"] != other["country"]
    ]


def _hover(cell: dict[str, Any]) -> str:
    """How many rows and sources, who reports, and when the last of them was published."""
    by = ", ".join(PLACES[it].name if it in PLACES else it for it in cell["by"].split(";") if it)
    # by the year: of some sources nobody told the day
    published = periods.label(cell["published"], cell["published"], "year", unknown="a year that is not told")
    rows, sources = cell["rows"], cell["sources"]
    return hover.lines(
        hover.bold(f"{PLACES[cell['country']].name}, {codes.say(cell['kind'])}, {cell['year']}"),
        f"{rows:,} row{'s' * (rows != 1)} from {sources:,} source{'s' * (sources != 1)}",
        f"Told by {by}" if by else "",
        f"Last published in {published}",
    )
