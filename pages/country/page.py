"""How does this state deal with Afghanistan?

One template for all five; `?state=Uzbekistan` opens one. Trade, aid and positions stand on the same time axis as
the events; all else is opened below them.
"""

from typing import Final

import streamlit as st

from data.vocabulary.places import CODES, name
from pages._app.cache import once
from pages._app.navigation import Page
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.states.insights import on_states
from pages._parts.states.summary import lines
from pages.country.aid import aid
from pages.country.brief import show_brief
from pages.country.context import crossings, projects, refugees
from pages.country.events import events
from pages.country.positions import positions
from pages.country.rows_as_zip import download
from pages.country.sections import MORE, contents
from pages.country.trade.commodities import goods
from pages.country.trade.electricity import electricity
from pages.country.trade.years import trade

PAGE = Page(
    "Country",
    ":material/flag:",
    10,
    "Trade, aid and diplomatic position of one Central Asian state towards Afghanistan, on one page, with all sources.",
    filters=("period", "events"),
)
OPENED: Final = {
    "Events": events, "Main commodities": goods, "Electricity": electricity, "Refugees": refugees, "Projects": projects,
    "Crossings": crossings, "Brief": show_brief, "All rows": download,
}  # fmt: skip


def render(view: View) -> None:
    """All that is known of one state."""
    code = st.segmented_control(
        "State",
        CODES,
        default=CODES[0],
        format_func=name,
        key="state",
        bind="query-params",
        persist_state="session",
        required=True,
        label_visibility="collapsed",
    )
    st.markdown(_about(view.of(code), code))
    for draw in (trade, aid, positions):
        draw(view.of(code), code)
    _more(view.of(code), code)


@once
def _about(view: View, code: str) -> str:
    """The state in a few lines, what stands on its page, and what stands out: one element, since each costs every run."""
    summary = "\n".join(f"- {line}" for line in lines(code))
    return f"## {text(name(code))}\n{summary}\n\n{contents(OPENED)}\n\n{on_states(view)}"


def _more(view: View, code: str) -> None:
    """The parts that are made and sent only when a reader opens them; an address opens any, as `?more=Projects`."""
    st.header(f"More on {name(code)}", anchor=MORE)
    # not as tabs, of which each is an element in every run
    opened = st.pills(
        "More",
        list(OPENED),
        default=next(iter(OPENED)),
        key=MORE,
        bind="query-params",
        persist_state="session",
        required=True,
        label_visibility="collapsed",
    )
    OPENED[opened](view, code)
