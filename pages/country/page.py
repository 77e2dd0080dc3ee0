"""How does this state deal with Afghanistan?

One template for all five; `?state=Uzbekistan` opens one. Six lines at a glance, then trade, aid, positions and what officials
said; all else is opened below them.
"""

from collections.abc import Iterable
from typing import Final

import streamlit as st

from data.vocabulary.places import name
from pages._app.navigation import Page
from pages._app.server.first_text import Html
from pages._app.view import Query, View
from pages.country.aid import aid
from pages.country.brief import brief_button, show_brief
from pages.country.context import crossings, projects, refugees
from pages.country.events import events
from pages.country.glance import lines
from pages.country.positions import positions
from pages.country.rows_as_zip import download
from pages.country.said import said
from pages.country.sections import MORE, who
from pages.country.trade.commodities import goods
from pages.country.trade.electricity import electricity
from pages.country.trade.years import trade

PAGE = Page(
    "Country",
    ":material/flag:",
    10,
    "Trade, aid and diplomatic position of one Central Asian state towards Afghanistan, on one page, with all sources.",
    heading=who,
    filters=("state", "period", "events"),
)
OPENED: Final = {
    "Events": events, "Main commodities": goods, "Electricity": electricity, "Refugees": refugees, "Projects": projects,
    "Crossings": crossings, "Brief": show_brief, "All rows": download,
}  # fmt: skip


def first_text(view: View, query: Query) -> Iterable[str]:  # noqa: ARG001  no control of its own changes it
    """The state at a glance."""
    return (Html(lines(view.countries[0])),)


def render(view: View) -> None:
    """All that is known of one state: the first of the chosen."""
    code = view.countries[0]
    view = view.of(code)
    brief_button(code)
    st.html(lines(code))
    for draw in (trade, aid, positions, said):
        draw(view, code)
    _more(view, code)


def _more(view: View, code: str) -> None:
    """The parts that are made and sent only when a reader opens them; an address opens any, as `?more=Projects`."""
    st.header(f"More on {name(code)}", anchor=MORE)
    # not as tabs, of which each is an element in every run
    opened = st.pills(
        "More", list(OPENED), key=MORE, bind="query-params", persist_state="session", label_visibility="collapsed"
    )
    if opened:
        OPENED[opened](view, code)
