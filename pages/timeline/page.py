"""What happened, when, and who says so?

All events in lanes by country, and below them as a list, each with its sources as links. `?event=` opens one.
"""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.insights.events import of_events
from charts.events import timeline
from data.rows import records
from data.schema.tables import Events
from data.vocabulary.codes import EVENT_CATEGORIES
from data.vocabulary.places import name
from data.vocabulary.text import counted
from pages._app.cache import once, replayed
from pages._app.navigation import Page
from pages._app.rows import rows, sources
from pages._app.view import View
from pages._parts.citation import foot, text
from pages._parts.event_list import by_year, event
from pages._parts.search import search
from pages._parts.show import Drawn, show
from pages._parts.states.insights import write

PAGE = Page("Timeline", ":material/timeline:", 50)
PAGE_SIZE: Final = 12
_LONGEST: Final = 80  # characters of an id from the address that are shown


def render(view: View) -> None:
    """Lanes and list of the events that the filters and the words choose."""
    every = rows(Events)
    opened = asked(every)
    words = st.text_input(
        "Words", key="timeline_words", bind="query-params", persist_state="session", max_chars=100, type="search",
        placeholder="Words in title, summary, country or source: Hairatan, rail, CASA-1000", width=460,
        icon=":material/search:", label_visibility="collapsed",
    )  # fmt: skip
    wanted = " ".join((words or "").split())
    if chosen(view, wanted).empty:
        st.info(nothing(view, every, wanted), icon=":material/search_off:")
        return
    _said(view, wanted)
    show(drawn(view, wanted), opens=lambda it: it != opened)
    listing(view, wanted)


@once
def chosen(view: View, wanted: str) -> pd.DataFrame:
    """The events that the filters and the words choose."""
    events = view.events(rows(Events), world=True)
    return events[search(_texts().loc[events.index], wanted)]


@replayed
def _said(view: View, wanted: str) -> None:
    """How often each state is named, and the last milestone."""
    write(of_events(chosen(view, wanted)))


@once
def drawn(view: View, wanted: str) -> Drawn:
    """The lanes of the events that hold some words."""
    found = chosen(view, wanted)
    said = f"{view.in_words()}{f', with the words “{wanted}”' if wanted else ''}"
    fig = timeline.lanes(
        found, timeline.default_lanes(view.countries), view.first, view.last, title=titled(found, view),
        subtitle="One mark is one event: its shape tells the kind, its size the weight. A click opens it.",
        foot=foot(found),
    )  # fmt: skip
    return Drawn(fig, f"{counted(len(found), 'event')}, {said}.", found, Events, "timeline", found)


def asked(every: pd.DataFrame) -> str | None:
    """Open the event that the address asks for, whatever the filters are; its id, where it is on record."""
    wanted = st.query_params.get("event")
    if wanted is None:
        return None
    if wanted in set(every["event_id"]):
        event(wanted)
        return wanted
    st.warning(
        f"The address asks for the event {text(wanted[:_LONGEST])}, which is not on record. "
        "It may have been renamed: look for it by its words.",
        icon=":material/travel_explore:",
    )
    return None


@once
def _texts() -> pd.Series:
    """What is searched of each event: title, summary, category, countries and publishers."""
    events, publishers = rows(Events), sources()["publisher"].to_dict()
    texts = [
        "\n".join([
            it["title"], it["summary"], name(it["countries"]), EVENT_CATEGORIES[it["category"]],
            *(str(publishers.get(source_id, "")) for source_id in it["source_ids"].split(";")),
        ]).casefold()
        for it in records(events)
    ]  # fmt: skip
    return pd.Series(texts, index=events.index, dtype="str")


def nothing(view: View, every: pd.DataFrame, words: str) -> str:
    """Why there is nothing to show, and what would show something."""
    inside = view.events(every, world=True)
    if len(inside):
        anywhere = int(search(_texts().loc[every.index], words).sum())
        elsewhere = f" {counted(anywhere, 'event')} outside the filters above hold them." if anywhere else ""
        return f"None of the {counted(len(inside), 'event')} of {view.in_words()} holds the words “{text(words.strip())}”.{elsewhere}"
    all_kinds = view.keep(every[view.of_countries(every["countries"])], None)
    if len(all_kinds):
        return (
            f"No event of these kinds and weights is on record for {view.in_words()}; "
            f"{counted(len(all_kinds), 'event')} of other kinds or less weight are. Widen “Events on charts”."
        )
    years = every.loc[view.of_countries(every["countries"]), "start"].dt.year
    return f"No event is on record for {view.in_words()}. Those on record reach from {years.min()} to {years.max()}."


def titled(chosen: pd.DataFrame, view: View) -> str:
    """What the lanes show, with the year of most events where there is one."""
    by_year = chosen["start"].dt.year.value_counts()
    whole = f"{counted(len(chosen), 'event')}, {view.years_in_words()}"
    if len(by_year) < 2 or by_year.iloc[0] == by_year.iloc[1]:
        return whole
    return f"{whole}; most of them, {by_year.iloc[0]}, in {by_year.index[0]}"


def listing(view: View, wanted: str) -> None:
    """The events one by one, under their years, so many at once."""
    order = st.segmented_control(
        "Order", ["Newest first", "Oldest first"], default="Newest first", key="timeline_order", bind="query-params",
        persist_state="session", required=True, label_visibility="collapsed",
    )  # fmt: skip
    by_year(ordered, view, wanted, order == "Oldest first", key="timeline_page", size=PAGE_SIZE)


@once
def ordered(view: View, wanted: str, oldest_first: bool) -> pd.DataFrame:
    """The chosen events in the order of their dates."""
    return chosen(view, wanted).sort_values(["start", "event_id"], ascending=oldest_first)
