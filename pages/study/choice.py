"""What a study is of: an event, a series and a window, each chosen by a control or by the address."""

from typing import Final

import streamlit as st

from data.schema.tables import Events
from pages._app.cache import once
from pages._app.rows import rows
from pages._app.view import Query, View
from pages._parts.citation import letters
from pages._parts.figure import events_with_the_world
from pages._parts.lists.event_list import named
from pages.study import wording
from pages.study.series import Asked, Series, event, on_offer

EVENT: Final = "study_event"  # in the address and in the session
FIGURE: Final = "study-series"  # the figure whose event lanes are clicked
OF_TRADE: Final = "-trade"  # follows the key of a figure of a series of trade
DEFAULT: Final = "2021-08-15-world-taliban-take-kabul"
WINDOWS: Final = (3, 6, 12)
USUAL_WINDOW: Final = 6
_DATED: Final = ["day", "month"]  # how exactly the date of an event must be known
_CLICKED: Final = "study_clicked"


@once
def offered(view: View) -> list[str]:
    """The events of the filters that are dated by the day or month, milestones first, each by date."""
    events = events_with_the_world(view)
    events = events[events[Events.precision].isin(_DATED)].assign(later=events[Events.significance] < 3)
    return list(events.sort_values(["later", Events.start, Events.event_id])[Events.event_id])


@once
def _labels() -> dict[str, str]:
    """All events in words: a control asks for hundreds of them in each run."""
    return {key: f"{wording.date(key)} · {event(key)[Events.title]}" for key in rows(Events)[Events.event_id]}


def of_event(view: View) -> str | None:
    """The chosen event: by the last click on a lane, by the control, or by the address; None where none is on offer."""
    offers = offered(view)
    _from_address()
    _from_click()
    kept = st.session_state.get(EVENT)
    if kept and kept not in offers:
        offers = [kept, *offers]  # what the address or a click has chosen stays, whatever the filters are
    if not offers:
        return None
    if not kept:
        st.session_state[EVENT] = _usual(offers)
    chosen = st.selectbox(
        "Event, milestones first", offers, format_func=_labels().__getitem__, key=EVENT, persist_state="session",
        help="The filters above choose which events are offered. A touch on one below the last chart chooses it too.",
    )  # fmt: skip
    _to_address(chosen)
    return chosen


def _from_address() -> None:
    """On a first visit the event that the address names; one that is not in the data gets a sentence."""
    asked = st.query_params.get(EVENT)
    if asked is None or EVENT in st.session_state:
        return
    if found := _dated(asked):
        st.session_state[EVENT] = found
        return
    st.warning(
        f"The address asks for the event {letters(asked)}, which is not in the data or has no day or month.",
        icon=":material/travel_explore:",
    )


def _dated(asked: str) -> str | None:
    """Find the event that an address names, where it has a day or month."""
    found = named(asked)
    return found if found and event(found)[Events.precision] in _DATED else None


def _usual(offers: list[str]) -> str:
    return DEFAULT if DEFAULT in offers else offers[0]


def of_address(view: View, query: Query) -> Asked | None:
    """Return what an address asks for, as the controls do for somebody who comes by it; None where nothing is on offer."""
    offers, series = offered(view), series_of_address(view, query)
    asked = [found for it in query.get(EVENT, ())[-1:] if (found := _dated(it))]
    if series is None or not (asked or offers):
        return None
    months = [it for it in WINDOWS if str(it) in query.get("study_window", ())[-1:]]
    return Asked(asked[0] if asked else _usual(offers), series, months[0] if months else USUAL_WINDOW)


def series_of_address(view: View, query: Query) -> Series | None:
    """Return the series that an address names, or else the first; None where the data have none."""
    offers = on_offer(view.countries)
    named = [it for it in offers if wording.label(it) in query.get("study_series", ())[-1:]]
    return next(iter([*named, *offers]), None)


def _from_click() -> None:
    """A new click on a lane chooses its event; an old one does not undo what the control has chosen since."""
    figures = (st.session_state.get(key) for key in (FIGURE, FIGURE + OF_TRADE))
    points = [point for it in figures for point in getattr(getattr(it, "selection", None), "points", None) or []]
    clicked = next((str(point["customdata"]) for point in points if point.get("customdata")), None)
    if clicked and clicked != st.session_state.get(_CLICKED):
        st.session_state[EVENT] = clicked
    st.session_state[_CLICKED] = clicked


def _to_address(chosen: str | None) -> None:
    """The choice in the address, so that a link restores it; what stands at its default is left out."""
    asked = st.query_params.get(EVENT)
    if chosen and chosen != asked and (asked is not None or chosen != DEFAULT):
        st.query_params[EVENT] = chosen


def of_series(view: View) -> Series | None:
    """The chosen series; None where the data have none."""
    offers = on_offer(view.countries)
    if not offers:
        return None
    return st.selectbox(
        "Series", offers, format_func=wording.label, key="study_series", bind="query-params", persist_state="session"
    )


def of_window() -> int:
    """The chosen window in months."""
    return st.segmented_control(
        "Months on each side", WINDOWS, default=USUAL_WINDOW, key="study_window", bind="query-params", persist_state="session",
        required=True,
    )  # fmt: skip
