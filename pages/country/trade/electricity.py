"""Electricity that one state sells to Afghanistan."""

import pandas as pd
import streamlit as st

from analysis.trade.preferred import Preferred, headline
from analysis.trade.years_of_state import years_and_parts
from charts.trade import one_state
from data.rows import records
from data.schema.tables import Trade
from data.vocabulary.places import name
from pages._app.cache import once, replayed
from pages._app.rows import in_use, preferred
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.empty import none_on_record
from pages._parts.figure import Figure, Frames, Words
from pages._parts.show import say_why_empty, show
from pages.country.sections import of
from pages.country.trade import wording
from pages.country.trade.wording import MEASURES, Power


def electricity(view: View, code: str) -> None:
    """Electricity sold to Afghanistan, in energy and in dollars, contracts apart."""
    reports = _reports(code)
    if reports.empty:
        say_why_empty(f"No trade in electricity between {name(code)} and Afghanistan is reported.")
        return
    if view.keep(reports, None).empty:
        say_why_empty(none_on_record(view, reports, f"electricity sold by {name(code)}"))
        return
    measures = [measure for measure in MEASURES if reports[measure].notna().any()]
    measure = measures[0]
    if len(measures) > 1:
        measure = st.segmented_control(
            "Measure of electricity",
            measures,
            default=measure,
            format_func=MEASURES.__getitem__,
            required=True,
            key="electricity_measure",
            bind="query-params",
            persist_state="session",
            label_visibility="collapsed",
        )
    for flow in dict.fromkeys(reports[Trade.flow]):
        show(POWER, view, Power(code, flow, measure))
    _joint(view, code)


@once
def _electricity() -> pd.DataFrame:
    """The reported rows of electricity."""
    return in_use(Trade)[in_use(Trade)[Trade.commodity] == "electricity"]


def _reports(code: str) -> pd.DataFrame:
    """Those of one state alone."""
    return _electricity()[_electricity()[Trade.country] == code]


@replayed
def _joint(view: View, code: str) -> None:
    """Figures that cover several states together, in words."""
    reports = of(_electricity(), code, Trade.country)
    for row in records(view.keep(reports[reports[Trade.country] != code], None)):
        st.caption(text(wording.joint(row)))


def _of_flow(choice: Power) -> pd.DataFrame:
    """The reported rows of a flow that have the measure, of all years."""
    reports = _reports(choice.state)
    return reports[(reports[Trade.flow] == choice.flow) & reports[choice.measure].notna()]


def _frames(view: View, choice: Power) -> Frames:
    """The figures that get a bar, and every report, contracts among them."""
    figures = preferred(choice.measure)
    figures = figures[(figures[Trade.country] == choice.state) & (figures[Trade.flow] == choice.flow)]
    figures = view.keep(figures[figures[Trade.commodity] == "electricity"], None)
    return years_and_parts(figures), view.keep(_of_flow(choice), None)


def _words(view: View, choice: Power, figures: pd.DataFrame, reports: pd.DataFrame) -> Words:  # noqa: ARG001
    return wording.of_electricity(view, choice, figures, undated=int(_of_flow(choice)[Trade.start].isna().sum()))


def _empty(view: View, choice: Power) -> str:
    what = f"{wording.electricity(choice)}, in {MEASURES[choice.measure]},"
    return none_on_record(view, _of_flow(choice), what)


POWER = Figure(
    key="country-power",
    name="Electricity trade of one state",
    measure=headline,
    tables=(Preferred, Trade),
    rows=_frames,
    chart=one_state.by_year,
    words=_words,
    empty=_empty,
    options=lambda view, choice: {"first": view.first, "last": view.last, "measure": choice.measure},
    choices=lambda: (Power("UZB", "export", Trade.quantity_gwh), Power("TJK", "export", Trade.value_usd)),
    part=lambda view, choice: f"{choice.flow}-{choice.measure}",  # noqa: ARG005
    is_empty=lambda frames: all(frame.empty for frame in frames),
    method="preferred",
)
