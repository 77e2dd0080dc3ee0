"""What is known of each state, by which kind of source, year by year, and how fresh it is."""

from typing import Any, Final

import pandas as pd

from charts.base import frame
from charts.base.frame import Spec
from charts.record import coverage
from data.rows import records
from data.vocabulary import codes, periods
from data.vocabulary.places import PLACES

SIGNS: Final = {"fresh": "●", "due": "◐", "overdue": "○"}  # states that have no cadence bear none
# The longest kinds of sources in a word: a phone has no room for more.
SHORT: Final = {"government_statement": "statement", "international_organisation": "organisation"}
_STRIP: Final = 26  # pixels of one strip
_SIDE: Final = 82  # pixels right of the plot, for how fresh a strip is


def matrix(known: pd.DataFrame, fresh: pd.DataFrame, *, title: str = "", subtitle: str = "", foot: str = "") -> Spec:
    """A strip for each state and kind of source, a cell for each year, stronger where there are more rows.

    Args:
        known: rows of `analysis.record.freshness.known`, of one table.
        fresh: rows of `analysis.record.freshness.freshness`, of the same table: a strip each, top to bottom.
        title: what the figure shows.
        subtitle: what is counted, and what the signs on the right stand for.
        foot: who says so.
    """
    if known.empty:
        return frame.empty("Nothing of this is on record.", title)
    strips = records(fresh)
    order = {(it["country"], it["kind"]): at for at, it in enumerate(strips)}
    cells = [it for it in records(known) if (it["country"], it["kind"]) in order]
    first, last = int(known["year"].min()), int(known["year"].max())
    step = 1 if last - first < 4 else 5 if last - first < 25 else 10  # as many as a phone has room for
    signed = fresh["state"].isin(list(SIGNS)).any()
    return frame.figure(
        [_cells(cells, order)], title, subtitle, foot=foot, inner=_STRIP * len(strips), margin={"r": _SIDE} if signed else {}, showlegend=False, barmode="overlay",
        annotations=[_freshness(at, it) for at, it in enumerate(strips)],
        xaxis={"type": "linear", "range": [first - 0.6, last + 0.6], "tickmode": "array", "showgrid": False, "tickangle": 0,
               "tickvals": [it for it in range(first, last + 1) if it % step == 0]},
        yaxis={"type": "linear", "range": [len(strips) - 0.5, -0.5], "tickmode": "array", "showgrid": False,
               "tickvals": list(order.values()), "ticktext": [_named(it) for it in strips], "automargin": True},
        shapes=_rules(strips),
    )  # fmt: skip


def _named(strip: dict[str, Any]) -> str:
    """State and kind of source."""
    kind = f", {SHORT.get(strip['kind'], codes.say(strip['kind']))}" if strip["kind"] else ""
    return frame.plain(f"{PLACES[strip['country']].name}{kind}")


def _cells(cells: list[dict[str, Any]], order: dict[tuple[str, str], int]) -> dict[str, Any]:
    at = pd.DataFrame({
        "year": [it["year"] for it in cells], "at": [order[it["country"], it["kind"]] for it in cells],
        "rows": [it["rows"] for it in cells],
    })  # fmt: skip
    return coverage.bars(at, [frame.colour(it["country"]) for it in cells], [_hover(it) for it in cells])


def _freshness(at: int, strip: dict[str, Any]) -> dict[str, Any]:
    """How fresh a strip is, right of it; that nothing is on record, inside it."""
    label = {"yref": "y", "y": at, "showarrow": False, "font": {"size": 12, "color": frame.GREY}, "xref": "paper",
             "yanchor": "middle", "xanchor": "left", "hovertext": frame.wrapped(frame.plain(strip["words"]), 62)}  # fmt: skip
    if strip["state"] == "nothing":
        return {**label, "x": 0.01, "text": "nothing on record"}
    sign = f"{SIGNS[strip['state']]} {strip['state']}" if strip["state"] in SIGNS else ""
    return {**label, "x": 1, "xshift": 4, "text": sign, "captureevents": bool(sign)}


def _rules(strips: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The thin lines between states."""
    return [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": at - 0.5, "y1": at - 0.5,
         "layer": "below", "line": {"color": frame.FAINT, "width": 1}}
        for at, strip in enumerate(strips)
        if at and strip["country"] != strips[at - 1]["country"]
    ]  # fmt: skip


def _hover(cell: dict[str, Any]) -> str:
    """How many rows and sources, who reports, and when the last of them was published."""
    by = ", ".join(PLACES[it].name if it in PLACES else it for it in cell["by"].split(";") if it)
    # by the year: of some sources nobody told the day
    published = periods.label(cell["published"], cell["published"], "year", unknown="a year that is not told")
    lines = [
        f"{cell['rows']:,} row{'s' * (cell['rows'] != 1)} from {cell['sources']:,} source{'s' * (cell['sources'] != 1)}",
        *([f"Told by {by}"] if by else []), f"Last published in {published}",
    ]  # fmt: skip
    named = frame.plain(f"{PLACES[cell['country']].name}, {codes.say(cell['kind'])}, {cell['year']}")
    return "<br>".join([f"<b>{named}</b>", *(frame.wrapped(frame.plain(it), 62) for it in lines)])
