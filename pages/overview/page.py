"""How close is each state to Kabul?

Where each of the five stands by the latest data, their trade on the same axis as the milestones, their positions
as a matrix, and a map.
"""

import pandas as pd
import streamlit as st

from analysis.corridors.crossings import placed
from analysis.recognition import positions
from analysis.recognition.positions import Standing
from analysis.trade.preferred import Preferred, latest_year, of_years, turnover
from charts.corridors.trade_map import trade_map
from charts.recognition.matrix import DIMENSIONS, matrix
from charts.trade import by_country
from data.schema.tables import Crossings
from data.vocabulary.places import CODES
from pages._app.cache import once
from pages._app.navigation import Page
from pages._app.view import View
from pages._parts.figure import Figure, Frames, Words, events_with_the_world
from pages._parts.show import show
from pages._parts.states.insights import findings
from pages._parts.states.summary import all_turnover, answer, standing
from pages.corridors.rows import crossings
from pages.corridors.wording import LINES, without_place
from pages.overview import wording
from pages.overview.cards import cards

PAGE = Page(
    "Overview",
    ":material/home:",
    0,
    "How Kazakhstan, Uzbekistan, Turkmenistan, Kyrgyzstan and Tajikistan trade with Afghanistan, send it aid and deal with the Taliban authorities.",
)


def render(view: View) -> None:
    """Show the answer, cards, trade, positions and map."""
    codes = [code for code in CODES if code in view.countries]
    st.markdown(_answer(view))
    cards(codes)
    show(TRADE, view)
    # two figures that a phone shows below each other share the width of a desk
    left, right = st.columns([3, 2], gap="large")
    with left:
        show(POSITIONS, view)
    with right:
        show(MAP, view)


@once
def _answer(view: View) -> str:
    """Answer the page's question and say how trade and aid moved."""
    return findings(view, answer(standing(), view.countries))


def _years(view: View, log: bool) -> Frames:  # noqa: ARG001  the scale changes no row
    years = of_years(view.keep(all_turnover()))
    return (years[years[Preferred.country].isin(view.countries)],)


TRADE = Figure(
    key="overview-trade",
    measure=turnover,
    tables=(Preferred,),
    rows=_years,
    chart=by_country.by_country,
    words=wording.trade,
    empty=wording.no_trade,
    options=lambda view, log: {"first": view.first, "last": view.last, "log": log},
    controls=lambda view: st.toggle("Logarithmic scale", key="overview_log", bind="query-params"),  # noqa: ARG005
    choices=lambda: (False, True),
    events=events_with_the_world,
    method="preferred",
)


def _standing(view: View) -> Frames:
    stands = standing()
    return (stands[stands[Standing.country].isin(view.countries) & stands[Standing.dimension].isin(DIMENSIONS)],)


POSITIONS = Figure(
    key="overview-positions",
    measure=positions.standing,
    tables=(Standing,),
    rows=lambda view, choice: _standing(view),  # noqa: ARG005
    chart=matrix,
    words=lambda view, choice, drawn: Words(  # noqa: ARG005
        "Dealing without recognition: where each state stands",
        f"Latest position on record, to {view.known_to or view.last:%b %Y}. Stronger fill: a higher rung; striped: not confirmed for a year",
        f"Positions of {view.in_words()}, as last reported.",
    ),
    empty=lambda view, choice: f"No position is on record: {view.in_words()}.",  # noqa: ARG005
    options=lambda view, choice: {"countries": [code for code in CODES if code in view.countries]},  # noqa: ARG005
    method="ladder",
)


def _on_the_map(view: View, choice: None) -> Frames:  # noqa: ARG001
    """The latest yearly turnover of each chosen state, whatever the years, and its crossings with a place."""
    latest = latest_year(all_turnover())
    return latest[latest[Preferred.country].isin(view.countries)], placed(crossings(view))


def _map_words(view: View, choice: None, latest: pd.DataFrame, points: pd.DataFrame) -> Words:  # noqa: ARG001
    """Turnover and crossings, and the crossings that have no place."""
    subtitle = "Fill: latest yearly turnover, current US dollars; points: crossings"
    missing = without_place(crossings(view)).removesuffix(".")
    return Words(
        "Where the trade crosses the border",
        f"{subtitle}. {missing}" if missing else subtitle,
        f"Crossings of {view.in_words()}. {LINES}",
    )


MAP = Figure(
    key="overview-map",
    measure=turnover,
    tables=(Preferred, Crossings),
    rows=_on_the_map,
    chart=trade_map,
    words=_map_words,
    empty=lambda view, choice: f"No yearly turnover is reported: {view.in_words()}.",  # noqa: ARG005
    is_empty=lambda frames: all(frame.empty for frame in frames),
    method="preferred",
)
