"""Every report of a series of trade, for the Trade page."""

from typing import NamedTuple

import pandas as pd

from analysis.trade.series import DEFAULT, Choice, Report, of_choice, reports
from charts.trade import reporters as chart
from data.schema.tables import Sources, Trade
from pages._app.rows import in_use, in_use_by_month, rows
from pages._app.view import View
from pages._parts.figure import Figure, Frames, Words
from pages.trade import wording
from pages.trade.months import monthly


class ReportsChoice(NamedTuple):
    """A series, and whether its single months are among the reports."""

    series: Choice
    months: bool = False


def _rows(view: View, choice: ReportsChoice) -> Frames:
    trade = in_use_by_month() if choice.months else in_use(Trade)
    return (reports(view.keep(of_choice(trade, choice.series)), rows(Sources)),)


def _words(view: View, choice: ReportsChoice, shown: pd.DataFrame) -> Words:
    return Words(
        wording.reports_title(choice.series),
        wording.reports_subtitle(choice.series, view),
        wording.reports(shown, choice.series, view),
        wording.MONTHS_APART if monthly(choice.series) and not choice.months else "",
    )


REPORTS = Figure(
    key="trade-reports",
    name="Every report of trade",
    measure=reports,
    tables=(Report,),
    rows=_rows,
    chart=chart.reporters,
    words=_words,
    empty=lambda view, choice: wording.NO_REPORT,  # noqa: ARG005
    options=lambda view, choice: {"first": view.first, "last": view.last, "measure": choice.series.measure},
    choices=lambda: (
        ReportsChoice(DEFAULT),
        ReportsChoice(Choice("export", "value_usd", "total"), months=True),
        ReportsChoice(Choice("export", "quantity_t", "flour")),
    ),
)
