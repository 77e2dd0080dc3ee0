"""What happened, and when?

All events in lanes by country, and below them as a list, each with its sources as links. `?event=` opens one.
"""

from typing import Final

import streamlit as st

from analysis.base import in_use as use
from analysis.insights.events import of_events
from charts.events import timeline
from data.schema.tables import Events
from data.vocabulary.places import concerns
from pages._app.cache import replayed
from pages._app.navigation import Page
from pages._app.rows import in_use
from pages._app.view import View
from pages._parts.event_list import by_year, event
from pages._parts.figure import Figure, Frames
from pages._parts.show import show
from pages._parts.states.insights import write
from pages.timeline import wording
from pages.timeline.rows import chosen, ordered

PAGE = Page(
    "Timeline",
    ":material/timeline:",
    50,
    "Every dated event between Central Asia and Afghanistan since the 1990s, by state and by subject, each with its sources.",
)
PAGE_SIZE: Final = 12


def render(view: View) -> None:
    """Lanes and list of the events that the filters and the words choose."""
    opened = asked()
    words = st.text_input(
        "Words", key="timeline_words", bind="query-params", persist_state="session", max_chars=100, type="search",
        placeholder="Words in title, summary, country or source: Hairatan, rail, CASA-1000", width=460,
        icon=":material/search:", label_visibility="collapsed",
    )  # fmt: skip
    wanted = " ".join((words or "").split())
    if chosen(view, wanted).empty:
        st.info(wording.nothing(view, wanted), icon=":material/search_off:")
        return
    _insights(view, wanted)
    show(TIMELINE, view, wanted, opens=lambda event_id: event_id != opened)
    listing(view, wanted)


@replayed
def _insights(view: View, wanted: str) -> None:
    """How often each state is named, and the last milestone."""
    write(of_events(chosen(view, wanted)))


def _in_lanes(view: View, wanted: str) -> Frames:
    """The chosen events that stand in a lane: those of the world alone only beside all five states."""
    events, lanes = chosen(view, wanted), timeline.default_lanes(view.countries)
    return (events[events[Events.countries].map(lambda cell: concerns(cell, lanes)).astype(bool)],)


TIMELINE = Figure(
    key="timeline",
    measure=use.in_use,
    tables=(Events,),
    rows=_in_lanes,
    chart=timeline.lanes,
    words=wording.figure_words,
    empty=wording.no_lane,
    options=lambda view, wanted: {  # noqa: ARG005
        "countries": timeline.default_lanes(view.countries),
        "first": view.first,
        "last": view.last,
    },
    choices=lambda: ("", "hairatan"),
)


def asked() -> str | None:
    """Open the event that the address asks for, whatever the filters are; its id, where it is on record."""
    wanted = st.query_params.get("event")
    if wanted is None:
        return None
    if wanted in set(in_use(Events)[Events.event_id]):
        event(wanted)
        return wanted
    st.warning(wording.not_on_record(wanted), icon=":material/travel_explore:")
    return None


def listing(view: View, wanted: str) -> None:
    """List the events one by one, under their years, a page at a time."""
    order = st.segmented_control(
        "Order", ["Newest first", "Oldest first"], default="Newest first", key="timeline_order", bind="query-params",
        persist_state="session", required=True, label_visibility="collapsed",
    )  # fmt: skip
    by_year(ordered, view, wanted, order == "Oldest first", key="timeline_page", size=PAGE_SIZE)
