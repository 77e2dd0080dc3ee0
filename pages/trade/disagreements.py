"""Where reports of the same trade differ most, for the Trade page: the widest gaps in a table."""

from typing import Final

import streamlit as st

from analysis.trade.comparison import Disagreement, YearOfSeries, disagreements
from analysis.trade.series import Choice
from charts.base import hover
from data.rows import Row
from data.schema.tables import Sources, Trade
from data.vocabulary.mirror import times
from data.vocabulary.places import name
from pages._app.cache import once, replayed
from pages._app.rows import sources
from pages._app.view import View
from pages._parts.citation import link, text
from pages._parts.commodities import what
from pages._parts.layout import link_to, section
from pages.trade.years import every, of_view, reports_of

_MOST: Final = 5  # gaps in the table
_HEADING: Final = "Where the reports differ most"


def widest(view: View, series: Choice) -> None:
    """Show the widest gaps between reports of one state and period; a sentence where there is none."""
    _table(view, series)
    link_to("mirror", "Exporter's and importer's figures, side by side")


@once
def gaps(view: View, series: Choice) -> list[Disagreement]:
    """Find the widest gaps of the view."""
    years = of_view(every(series), view)
    return disagreements(years, reports_of(years, series), series.measure)[:_MOST]


@replayed
def _table(view: View, series: Choice) -> None:
    found = gaps(view, series)
    if not found:
        none = f"No two reports of {what(series)} differ by more than a tenth: {view.in_words()}."
        section(_HEADING, "mirror", text(none))
        return
    section(_HEADING, "mirror")
    st.markdown(table(found, series.measure))


def table(found: list[Disagreement], measure: str) -> str:
    """Each gap in a line of a Markdown table, which wraps on a phone."""
    lines = [
        f"| {text(f'{name(it.low[Trade.country])}, {hover.period(it.low)}')}: **{times(it.ratio)}** "
        f"| {_side(it.low, measure)} | {_side(it.high, measure)} |"
        for it in found
    ]
    return "\n".join(["| Gap | Lowest report | Highest report |", "|---|---|---|", *lines])


def _side(report: Row, measure: str) -> str:
    """One report: how much, as a link to its source, and whose figure it is."""
    sums = ", our sum of both flows" * bool(report[YearOfSeries.derived])
    amount = hover.amount(report, report[YearOfSeries.value], measure)
    url = sources()[Sources.url].get(report[Trade.source_id], "")
    return f"{link(amount, url)}, {text(f'{hover.says(report)}{sums}')}"
