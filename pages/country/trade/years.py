"""Trade of one state in all goods, by year."""

import pandas as pd
import streamlit as st

from analysis.trade.preferred import Preferred, turnover
from analysis.trade.years_of_state import years_and_parts
from charts.events import timeline
from charts.trade import one_state
from data.schema.tables import Trade
from data.vocabulary.codes import TRADED
from data.vocabulary.places import name
from pages._app.rows import in_use, preferred
from pages._app.view import View
from pages._parts.empty import none_on_record
from pages._parts.figure import Figure, Frames, Words, events_with_the_world
from pages._parts.layout import link_to
from pages._parts.show import show
from pages._parts.states.summary import all_turnover
from pages.country.glance import since
from pages.country.sections import section
from pages.country.trade import wording
from pages.country.trade.wording import FLOWS, Flow


def trade(view: View, code: str) -> None:
    """Exports, imports and turnover by year, with every report, and the events under them."""
    section("trade")
    flow = st.segmented_control(
        "Flow",
        list(FLOWS),
        default="turnover",
        format_func=FLOWS.__getitem__,
        key="country_flow",
        bind="query-params",
        persist_state="session",
        required=True,
        label_visibility="collapsed",
    )
    show(TRADE, view, Flow(code, flow))
    link_to("trade", "All trade figures, and those of both sides", country=name(code))


def _figures(choice: Flow) -> pd.DataFrame:
    """The preferred figures of all years."""
    figures = all_turnover() if choice.flow == "turnover" else preferred(Trade.value_usd)
    of_flow = (figures[Trade.country] == choice.state) & (figures[Trade.flow] == choice.flow)
    return figures[of_flow & (figures[Trade.commodity] == "total")]


def _reports(state: str) -> pd.DataFrame:
    """The reported rows of all goods, of all flows and years."""
    trade = in_use(Trade)
    return trade[(trade[Trade.country] == state) & (trade[Trade.commodity] == "total")]


def _frames(view: View, choice: Flow) -> Frames:
    """The figures that get a bar, and every report of actual trade of their periods."""
    reports = _reports(choice.state)
    reports = reports[(reports[Trade.flow] == choice.flow) & reports[Trade.status].isin(TRADED)]
    figures = years_and_parts(view.keep(_figures(choice), None))
    period = [str(Trade.start), str(Trade.end)]
    same = pd.MultiIndex.from_frame(reports[period]).isin(pd.MultiIndex.from_frame(figures[period]))
    return figures, view.keep(reports[same & reports[Trade.value_usd].notna()], None)


def _words(view: View, choice: Flow, figures: pd.DataFrame, reports: pd.DataFrame) -> Words:
    return wording.of_trade(view, choice, figures, reports, since(*choice))


def _empty(view: View, choice: Flow) -> str:
    return none_on_record(view, _figures(choice), wording.figure_of(choice))


TRADE = Figure(
    key="country-trade",
    name="Trade of one state by year",
    measure=turnover,
    tables=(Preferred, Trade),
    rows=_frames,
    chart=one_state.by_year,
    words=_words,
    empty=_empty,
    options=lambda view, choice: {"first": view.first, "last": view.last},  # noqa: ARG005
    choices=lambda: (Flow("KAZ", "turnover"), Flow("UZB", "export")),
    events=events_with_the_world,
    lanes=lambda view: (*view.countries, timeline.WORLD),
    is_empty=lambda frames: all(frame.empty for frame in frames),
    method="preferred",
)
