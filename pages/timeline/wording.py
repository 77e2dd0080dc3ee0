"""What the timeline says in words: its figure, and why there is nothing to show."""

import pandas as pd

from data.schema.tables import Events
from data.vocabulary.text import counted
from pages._app.rows import in_use
from pages._app.view import View
from pages._parts.citation import letters, text
from pages._parts.figure import Words
from pages._parts.search import search
from pages.timeline.rows import chosen, texts


def figure_words(view: View, wanted: str, events: pd.DataFrame) -> Words:
    """Count the events in the lanes, and name the year of most where there is one.

    Args:
        view: countries, years and events.
        wanted: the words that all events have.
        events: rows of `Events`.
    """
    with_words = f", with the words “{wanted}”" if wanted else ""
    by_year = events[Events.start].dt.year.value_counts()
    title = f"{counted(len(events), 'event')}, {view.years_in_words()}"
    if len(by_year) > 1 and by_year.iloc[0] > by_year.iloc[1]:
        title += f"; most of them, {by_year.iloc[0]}, in {by_year.index[0]}"
    others = len(chosen(view, wanted)) - len(events)
    listed = f" {counted(others, 'event')} of the world {'is' if others == 1 else 'are'} in the list below alone."
    return Words(
        title,
        "One mark is one event: its shape shows the kind, its size the weight. A click opens it.",
        f"{counted(len(events), 'event')}, {view.in_words()}{with_words}.{listed * bool(others)}",
    )


def no_lane(view: View, wanted: str) -> str:  # noqa: ARG001
    """Say that none of the events stands in a lane of the chosen states."""
    return f"No event of these kinds names the chosen states: {view.in_words()}. Widen the filters above."


def not_on_record(event_id: str) -> str:
    """Say, as Markdown, that the address asks for an event that is not there."""
    return (
        f"The address asks for the event {letters(event_id)}, which is not on record. "
        "It may have been renamed: look for it by its words."
    )


def nothing(view: View, wanted: str) -> str:
    """Say, as Markdown, why there is nothing to show, and what would show something."""
    every = in_use(Events)
    inside = view.events(every, world=True)
    if len(inside):
        anywhere = int(search(texts(), wanted).sum())
        elsewhere = f" {counted(anywhere, 'event')} outside the filters above have them." if anywhere else ""
        return f"None of the {counted(len(inside), 'event')} of {view.in_words()} has the words “{text(wanted)}”.{elsewhere}"
    of_states = every[view.of_countries(every[Events.countries])]
    if all_kinds := len(view.keep(of_states, None)):
        return (
            f"No event of these kinds and weights is on record for {view.in_words()}; "
            f"{counted(all_kinds, 'event')} of other kinds or less weight are. Widen “Events on charts”."
        )
    years = of_states[Events.start].dt.year
    if years.empty:
        return "No event is on record."
    return f"No event is on record for {view.in_words()}. Those on record reach from {years.min()} to {years.max()}."
