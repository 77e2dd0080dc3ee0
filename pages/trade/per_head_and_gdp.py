"""The yearly figures per head of the population or against GDP, for the Trade page."""

from typing import Final, NamedTuple

import pandas as pd
import streamlit as st

from analysis.trade.comparison import competing
from analysis.trade.per_head_and_gdp import BASES, PerHead, ReportPerHead, against, relative
from analysis.trade.series import Choice, reports
from charts.trade import by_year as chart
from data.schema.tables import Indicators, Sources, Trade
from pages._app.cache import once
from pages._app.rows import in_use, rows
from pages._app.view import View
from pages._parts.figure import Figure, Frames, Words, events_with_the_world
from pages.trade import per_head_wording as wording
from pages.trade.years import drawn, every, of_view

REPORTED: Final = "reported"
_LABELS: Final = {REPORTED: "As reported", "usd_per_head": "Dollars per head", "gdp_percent": "Per cent of GDP"}


class RelativeChoice(NamedTuple):
    """A series in dollars, what it is divided by, and whether the scale is logarithmic."""

    series: Choice
    basis: str
    log: bool = False


def control(series: Choice) -> str:
    """Draw the control of dollars, per head or against GDP, where there is anything to divide by."""
    offered = bases(series)
    if not offered:
        return REPORTED
    return st.segmented_control(
        "Measure",
        [REPORTED, *offered],
        default=REPORTED,
        format_func=_LABELS.__getitem__,
        key="trade_measure",
        bind="query-params",
        persist_state="session",
        required=True,
    )


def bases(series: Choice) -> tuple[str, ...]:
    """List what the figures can be divided by."""
    return tuple(basis for basis in BASES if len(_every(series, basis)))


@once
def _every(series: Choice, basis: str) -> pd.DataFrame:
    """Divide the figures of all states and years, where that can be done."""
    if series.measure != Trade.value_usd:
        return every(series).iloc[:0]
    return relative(every(series), in_use(Indicators), rows(Sources), basis)


def _rows(view: View, choice: RelativeChoice) -> Frames:
    years = drawn(_every(choice.series, choice.basis), view, log=choice.log)
    alike = reports(competing(in_use(Trade), years), rows(Sources))
    return years, against(alike, in_use(Indicators), rows(Sources))


def _words(view: View, choice: RelativeChoice, years: pd.DataFrame, _reports: pd.DataFrame) -> Words:
    dollars = of_view(every(choice.series), view)
    return Words(
        wording.title(years, choice.series, choice.basis),
        wording.subtitle(years, view, choice.basis, log=choice.log),
        wording.by_year(years, choice.series, view, choice.basis) + wording.left_out(years, dollars, choice.basis),
    )


RELATIVE = Figure(
    key="trade-relative",
    measure=relative,
    tables=(PerHead, ReportPerHead),
    rows=_rows,
    chart=chart.by_year,
    words=_words,
    empty=lambda view, choice: wording.nothing(view, choice.series, choice.basis, _every(choice.series, choice.basis)),
    options=lambda view, choice: {
        "first": view.first,
        "last": view.last,
        "measure": choice.basis,
        "log": choice.log,
    },
    choices=lambda: (
        RelativeChoice(Choice("export", "value_usd", "total"), "usd_per_head"),
        RelativeChoice(Choice("turnover", "value_usd", "total"), "gdp_percent", log=True),
    ),
    events=events_with_the_world,
    method="per_head_and_gdp",
)
