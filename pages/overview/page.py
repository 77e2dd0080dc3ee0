"""How close is each state to Kabul?

Three findings, the five states in one table, their trade since 2010 on one scale, and a map.
"""

from collections.abc import Iterable
from typing import Final

import pandas as pd
import streamlit as st

from analysis.corridors.crossings import placed
from analysis.trade.preferred import Preferred, latest_year, of_years, turnover
from charts.corridors.trade_map import trade_map
from charts.trade import by_country
from data.schema.tables import Crossings
from pages._app.cache import once
from pages._app.navigation import Page
from pages._app.server.first_text import Html
from pages._app.view import Query, View
from pages._parts.figure import Figure, Frames, Words
from pages._parts.show import show
from pages._parts.states.insights import findings
from pages._parts.states.summary import all_turnover, answer, standing
from pages.corridors.rows import crossings
from pages.corridors.wording import without_place
from pages.overview import wording
from pages.overview.table import table

PAGE = Page(
    "Overview",
    ":material/home:",
    0,
    "How Kazakhstan, Uzbekistan, Turkmenistan, Kyrgyzstan and Tajikistan trade with Afghanistan, send it aid and deal with the Taliban authorities.",
    filters=("countries", "period"),
)


_SCALES: Final = {"own": "Own scale", "common": "Same scale", "log": "Logarithmic"}
_EARLIER_LOG: Final = "overview_log"  # links of the first edition
LEAD: Final = Html(f'<p class="lead">{wording.ABOUT} <a href="about">About</a></p>')


def first_text(view: View, query: Query) -> Iterable[str]:  # noqa: ARG001  no control of its own changes it
    """What this is, the findings, and the table of states."""
    return LEAD, _findings(view), Html(table(view.countries))


def render(view: View) -> None:
    """Show what this is, three findings, the table of states, trade and map."""
    st.html(LEAD)
    st.markdown(_findings(view))
    st.html(table(view.countries))
    # two figures that a phone shows below each other share the width of a desk
    left, right = st.columns([3, 2], gap="large")
    with left:
        show(TRADE, view)
    with right:
        show(MAP, view)


@once
def _findings(view: View) -> str:
    """Answer the page's question and say how trade and aid moved."""
    return findings(view, answer(standing(), view.countries))


def _years(view: View, scale: str) -> Frames:  # noqa: ARG001  the scale changes no row
    years = of_years(view.keep(all_turnover()))
    return (years[years[Preferred.country].isin(view.countries)],)


def _scale(view: View) -> str:  # noqa: ARG001  any states
    """Ask for the scale: small traders lie on zero where all states share one."""
    if st.query_params.get(_EARLIER_LOG) == "true" and "overview_scale" not in st.session_state:
        st.session_state["overview_scale"] = "log"
    return st.segmented_control(
        "Scale", list(_SCALES), default="own", format_func=_SCALES.__getitem__, key="overview_scale", bind="query-params",
        required=True, label_visibility="collapsed",
    )  # fmt: skip


TRADE = Figure(
    key="overview-trade",
    name="Trade of the five states with Afghanistan",
    measure=turnover,
    tables=(Preferred,),
    rows=_years,
    chart=by_country.by_country,
    words=wording.trade,
    empty=wording.no_trade,
    options=lambda view, scale: {"first": view.first, "last": view.last, "scale": scale},
    controls=_scale,
    choices=lambda: tuple(_SCALES),
    method="preferred",
)


def _on_the_map(view: View, choice: None) -> Frames:  # noqa: ARG001
    """The latest yearly turnover of each chosen state, whatever the years, and its crossings with a place."""
    latest = latest_year(all_turnover())
    return latest[latest[Preferred.country].isin(view.countries)], placed(crossings(view))


def _map_words(view: View, choice: None, latest: pd.DataFrame, points: pd.DataFrame) -> Words:  # noqa: ARG001
    """Turnover and crossings, and the crossings that have no place."""
    return Words(
        "Where the trade crosses the border",
        "Exports plus imports of the latest year, current US dollars (darker: more), and border crossings",
        wording.map_alt(latest, points),
        wording.BORDERS,
        without_place(crossings(view)),
    )


MAP = Figure(
    key="overview-map",
    name="Map of trade and crossings",
    measure=turnover,
    tables=(Preferred, Crossings),
    rows=_on_the_map,
    chart=trade_map,
    options=lambda view, choice: {"countries": view.countries},  # noqa: ARG005
    words=_map_words,
    empty=lambda view, choice: f"No yearly trade figure for {view.in_words()}.",  # noqa: ARG005
    is_empty=lambda frames: all(frame.empty for frame in frames),
    method="preferred",
)
