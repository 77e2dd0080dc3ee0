"""Trade month by month, for the Trade page."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.trade import monthly as months
from analysis.trade.monthly import Monthly
from analysis.trade.series import DEFAULT, Choice
from charts.trade import by_month as chart
from data.schema.tables import Sources
from pages._app.cache import once
from pages._app.rows import in_use_by_month, rows
from pages._app.view import View
from pages._parts.figure import Figure, Frames, Words
from pages.trade import wording
from pages.trade.choice import Scaled

STEPS: Final = ("Years", "Months")


def step(series: Choice) -> str:
    """Draw the control of years or months, where there are months, and return what is chosen."""
    if not monthly(series):
        return STEPS[0]
    return st.segmented_control(
        "By", STEPS, default=STEPS[0], key="trade_step", bind="query-params", persist_state="session", required=True
    )


@once
def _every(series: Choice) -> pd.DataFrame:
    """Choose the monthly figures of all states and years."""
    return months.by_month(in_use_by_month(), rows(Sources), series)


@once
def monthly(series: Choice) -> bool:
    """Tell whether any line of months can be drawn."""
    return months.lines(_every(series))


def _of_states(view: View, series: Choice) -> pd.DataFrame:
    """Keep the months of the chosen states."""
    figures = _every(series)
    return figures[figures[Monthly.country].isin(view.countries)]


def _words(view: View, choice: Scaled, shown: pd.DataFrame) -> Words:
    return Words(
        wording.months_title(choice.series),
        wording.months_subtitle(choice.series, view, choice.scale),
        wording.by_month(shown, choice.series, view),
    )


def _rows(view: View, choice: Scaled) -> Frames:
    return (view.keep(_of_states(view, choice.series)),)


BY_MONTH = Figure(
    key="trade-by-month",
    name="Trade by month",
    measure=months.by_month,
    tables=(Monthly,),
    rows=_rows,
    chart=chart.by_month,
    words=_words,
    empty=lambda view, choice: wording.no_month(
        choice.series, view, _of_states(view, choice.series), _every(choice.series)
    ),
    options=lambda view, choice: {
        "first": view.first,
        "last": view.last,
        "measure": choice.series.measure,
        "scale": choice.scale,
    },
    choices=lambda: (Scaled(DEFAULT), Scaled(Choice("export", "value_usd", "total"), scale="log")),
)
