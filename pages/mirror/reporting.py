"""Who reported and when last, for the Mirror page."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.base.behind import united
from analysis.mirror.reporting import SIDES, LastReport, ReportingYear, last_reports, reporting_years
from analysis.trade.mirrored import OWN
from charts.mirror.reporting import SILENT, strip
from data.rows import Row, records
from data.schema.tables import Sources
from data.vocabulary import periods
from data.vocabulary.places import CODES, name
from pages._app.cache import once, replayed
from pages._app.rows import in_use_by_month, rows
from pages._app.view import View
from pages._parts.citation import cited, text
from pages._parts.figure import Figure
from pages._parts.show import show
from pages.mirror import wording


def reports(view: View) -> None:
    """The strips, and the latest report of each side."""
    show(REPORTS, view)
    _last(view)


@once
def _all_reporting_years() -> pd.DataFrame:
    return reporting_years(in_use_by_month(), rows(Sources))


@once
def in_view(view: View) -> pd.DataFrame:
    """The years of the view of which a chosen state, or the Afghan side on it, reports something."""
    every = _all_reporting_years()
    inside = every[ReportingYear.year].between(view.first.year, view.last.year)
    return every[inside & every[ReportingYear.country].isin(view.countries)]


REPORTS: Final = Figure(
    key="mirror-reports",
    name="Who reported trade, and when",
    measure=reporting_years,
    tables=(ReportingYear,),
    rows=lambda view, choice: (in_view(view),),  # noqa: ARG005
    chart=strip,
    anchor="reports",
    words=lambda view, choice, shown: wording.reports_words(  # noqa: ARG005
        shown, len(united(shown[ReportingYear.behind])), view
    ),
    empty=lambda view, choice: wording.no_reports(view),  # noqa: ARG005
    is_empty=lambda frames: False,  # noqa: ARG005  silence is drawn
    options=lambda view, choice: {  # noqa: ARG005
        "countries": [code for code in CODES if code in view.countries],
        "years": range(view.first.year, view.last.year + 1),
    },
    method="mirror",
)


@replayed
def _last(view: View) -> None:
    """The last report of each side with its source, of all years, and the silences in words."""
    with st.container(key="list-mirror-last"):
        st.table(last_table(view.of_all_years()), hide_index=True)
    st.caption(text(f"The latest reports are those of all years. {wording.silences(in_view(view), view)}"))


@once
def last_table(view: View) -> pd.DataFrame:
    """A row for each chosen state and side, in Markdown."""
    of_all, of_any = (_last_by_side(goods) for goods in ("total", None))
    sides = [(code, side) for code in CODES if code in view.countries for side in SIDES]
    return pd.DataFrame({
        "State": [name(code) for code, _ in sides],
        "Side": ["its own" if side == OWN else "Afghan" for _, side in sides],
        "Latest of all goods": [_period(of_all.get(side)) for side in sides],
        "Latest of any goods": [_period(of_any.get(side)) for side in sides],
        "Figures": [f"{of_any[side][LastReport.reports]:,}" if side in of_any else "0" for side in sides],
    })  # fmt: skip


def _last_by_side(goods: str | None) -> dict[tuple[str, str], Row]:
    last = last_reports(in_use_by_month(), rows(Sources), goods)
    return {(row[LastReport.country], row[LastReport.side]): row for row in records(last)}


def _period(row: Row | None) -> str:
    """The period of a report and its source as a link."""
    if row is None:
        return SILENT
    period = periods.label(row[LastReport.start], row[LastReport.end], row[LastReport.precision])
    return f"{text(period)} ({cited(row[LastReport.source_id])})"
