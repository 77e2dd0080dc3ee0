"""Where reports of the same trade differ most, for the Trade page: the widest gaps in a table."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.trade.comparison import Disagreement, YearOfSeries, competing, disagreements
from analysis.trade.series import Choice, reports
from charts.base import hover
from data.rows import Row
from data.schema.tables import Sources, Trade
from data.vocabulary.mirror import times
from data.vocabulary.places import name
from pages._app.cache import once, replayed
from pages._app.rows import in_use, rows
from pages._app.view import View
from pages._parts.citation import cited, text
from pages._parts.commodities import what
from pages._parts.layout import link_to, section
from pages.trade.years import every, of_view

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
    return disagreements(years, reports(competing(in_use(Trade), years), rows(Sources)), series.measure)[:_MOST]


@replayed
def _table(view: View, series: Choice) -> None:
    found = gaps(view, series)
    if not found:
        none = f"No two reports of {what(series)} differ by more than a tenth: {view.in_words()}."
        section(_HEADING, "mirror", text(none))
        return
    section(
        _HEADING,
        "mirror",
        "The lowest and the highest report of the same state and period. We do not choose between them.",
    )
    st.table(table(found, series.measure), hide_index=True)


def table(found: list[Disagreement], measure: str) -> pd.DataFrame:
    """Each gap in words, as Markdown."""
    return pd.DataFrame({
        "State": [name(it.low[YearOfSeries.country]) for it in found],
        "Period": [text(hover.period(it.low)) for it in found],
        "Lowest": [_side(it.low, measure) for it in found],
        "Highest": [_side(it.high, measure) for it in found],
        "Apart": [times(it.ratio) for it in found],
    })  # fmt: skip


def _side(report: Row, measure: str) -> str:
    """One report: how much, by whom, and its source as a link."""
    sums = ", our sum of exports and imports" * bool(report[YearOfSeries.derived])
    amount = hover.amount(report, report[YearOfSeries.value], measure)
    return f"{text(f'{amount}, {hover.says(report)}{sums}')} ({cited(report[YearOfSeries.source_id])})"
