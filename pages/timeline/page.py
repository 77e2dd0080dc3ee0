"""What happened, and when?

All events in lanes by country, and below them as a list, each with its sources as links. `?event=` opens one.
"""

from collections.abc import Iterable
from typing import Final

import streamlit as st

from analysis.base import in_use as use
from analysis.insights.events import of_events
from charts.events import timeline
from data.schema.tables import Events
from data.vocabulary import codes
from data.vocabulary.places import concerns
from pages._app.cache import once
from pages._app.navigation import Page
from pages._app.view import Query, View
from pages._parts.figure import Figure, Frames
from pages._parts.lists.event_list import by_year, event, named
from pages._parts.show import show
from pages._parts.states.insights import in_words
from pages.timeline import wording
from pages.timeline.rows import TAKEOVER, Choice, chosen, ordered

PAGE = Page(
    "Timeline",
    ":material/timeline:",
    50,
    "Every dated event between Central Asia and Afghanistan since the 1990s, by state and by subject, each with its sources.",
)
PAGE_SIZE: Final = 10
LONGEST: Final = 100  # letters of the words


def first_text(view: View, query: Query) -> Iterable[str]:
    """The last milestone; or why there is no event."""
    kinds = [it for it in timeline.KINDS if codes.start_upper(it) in query.get("timeline_kinds", ())]
    words = "".join(query.get("timeline_words", ())[-1:])[:LONGEST]
    choice = Choice(" ".join(words.split()), tuple(kinds))
    return (
        wording.nothing(view, choice) if chosen(view, choice).empty else _insights(view, choice.words, choice.kinds),
    )


def render(view: View) -> None:
    """Lanes and list of the events that the filters, the kinds and the words choose."""
    opened = asked()
    choice = _choice(view)
    if chosen(view, choice).empty:
        st.info(wording.nothing(view, choice), icon=":material/search_off:")
        return
    if words := _insights(view, choice.words, choice.kinds):
        st.markdown(words)
    show(TIMELINE, view, choice, opens=lambda event_id: event_id != opened)
    listing(view, choice)


def _choice(view: View) -> Choice:
    """Draw the controls of the page, side by side where there is room."""
    is_whole = view.first >= TAKEOVER or view.last < TAKEOVER
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="timeline_controls"):
        words = st.text_input(
            "Words",
            key="timeline_words",
            bind="query-params",
            persist_state="session",
            max_chars=LONGEST,
            type="search",
            placeholder="Hairatan, railway, CASA-1000",
            width=280,
            icon=":material/search:",
            label_visibility="collapsed",
        )
        kinds = st.pills(
            "Kinds of events",
            list(timeline.KINDS),
            format_func=codes.start_upper,
            selection_mode="multi",
            key="timeline_kinds",
            bind="query-params",
            persist_state="session",
            label_visibility="collapsed",
        )
        if not is_whole:
            years = st.segmented_control(
                "Years on the chart",
                ["Since 2021", "All years"],
                default="Since 2021",
                key="timeline_years",
                bind="query-params",
                persist_state="session",
                required=True,
                label_visibility="collapsed",
            )
            is_whole = years == "All years"
    return Choice(" ".join((words or "").split()), tuple(kinds or ()), is_whole)


@once
def _insights(view: View, words: str, kinds: tuple[str, ...]) -> str:
    """The last milestone; how often each state is named is seen in its lane."""
    return in_words([it for it in of_events(chosen(view, Choice(words, kinds))) if it.kind == "milestone"])


def _in_lanes(view: View, choice: Choice) -> Frames:
    """The chosen events that stand in a lane: those of the world alone only beside all five states."""
    events, lanes = chosen(view, choice), timeline.default_lanes(view.countries)
    events = events[events[Events.end] >= str(choice.begins(view))]
    return (events[events[Events.countries].map(lambda cell: concerns(cell, lanes)).astype(bool)],)


TIMELINE = Figure(
    key="timeline",
    name="All events on a time line",
    measure=use.in_use,
    tables=(Events,),
    rows=_in_lanes,
    chart=timeline.lanes,
    words=wording.figure_words,
    empty=wording.no_lane,
    options=lambda view, choice: {
        "countries": timeline.default_lanes(view.countries),
        "first": choice.begins(view),
        "last": view.last,
    },
    choices=lambda: (Choice(), Choice("hairatan", is_whole=True)),
)


def asked() -> str | None:
    """Open the event that the address asks for, whatever the filters are; its id, where it is on record."""
    wanted = st.query_params.get("event")
    if wanted is None:
        return None
    if found := named(wanted):
        event(found)
        return found
    st.warning(wording.not_on_record(wanted), icon=":material/travel_explore:")
    return None


def listing(view: View, choice: Choice) -> None:
    """List the events one by one, under their years, a page at a time."""
    order = st.segmented_control(
        "Order", ["Newest first", "Oldest first"], default="Newest first", key="timeline_order", bind="query-params",
        persist_state="session", required=True, label_visibility="collapsed",
    )  # fmt: skip
    by_year(ordered, view, choice, order == "Oldest first", key="timeline_page", size=PAGE_SIZE)
