"""What the timeline says in words: its figure, and why there is nothing to show."""

from dataclasses import replace

import pandas as pd

from data.schema.tables import Events
from data.vocabulary.places import name
from data.vocabulary.text import counted, listed
from pages._app.rows import in_use
from pages._app.view import View
from pages._parts.citation import letters, text
from pages._parts.empty import unless_unread
from pages._parts.figure import Words
from pages._parts.lists.search import search
from pages.timeline.rows import Choice, chosen, texts


def figure_words(view: View, choice: Choice, events: pd.DataFrame) -> Words:
    """Count the events in the lanes, and name the year of most where there is one.

    Args:
        view: countries, years and events.
        choice: what is chosen on the page.
        events: rows of `Events`.
    """
    with_words = f", with the words “{choice.words}”" if choice.words else ""
    by_year = events[Events.start].dt.year.value_counts()
    years = replace(view, first=choice.begins(view))
    title = f"{counted(len(events), 'event')}, {years.years_in_words()}"
    if len(by_year) > 1 and by_year.iloc[0] > by_year.iloc[1]:
        title += f"; {by_year.iloc[0]} of them in {by_year.index[0]}, the most"
    named = [f"{int(events[Events.countries].str.contains(code).sum())} {name(code)}" for code in view.countries]
    others = len(chosen(view, choice)) - len(events)
    return Words(
        title,
        "A mark is an event, larger for a weightier one; some milestones are named. A touch opens it.",
        f"{counted(len(events), 'event')}, {years.in_words()}{with_words}. Named in them: {listed(named)}.",
        caveat=f"{counted(others, 'more event')}, of earlier years or of the world, in the list alone."
        if others
        else "",
    )


def no_lane(view: View, choice: Choice) -> str:  # noqa: ARG001
    """Say that none of the events stands in a lane of the chosen states."""
    return f"No event of these kinds names the chosen states: {view.in_words()}. Widen the filters above."


def not_on_record(event_id: str) -> str:
    """Say, as Markdown, that the address asks for an event that is not there."""
    return (
        f"The address asks for the event {letters(event_id)}, which is not in these data. "
        "It may have been renamed: look for it by its words."
    )


def nothing(view: View, choice: Choice) -> str:
    """Say, as Markdown, why there is nothing to show, and what would show something."""
    every = in_use(Events)
    inside = chosen(view, choice._replace(words=""))
    if len(inside):
        anywhere = int(search(texts(), choice.words).sum())
        elsewhere = f" {counted(anywhere, 'event')} outside the filters above have them." if anywhere else ""
        return f"None of the {counted(len(inside), 'event')} of {view.in_words()} has the words “{text(choice.words)}”.{elsewhere}"
    of_states = every[view.of_countries(every[Events.countries])]
    if all_kinds := len(view.keep(of_states, None)):
        return (
            f"No event of these kinds and weights is known for {view.in_words()}; "
            f"{counted(all_kinds, 'event')} of other kinds or less weight are. Widen “Events on charts” or the kinds."
        )
    years = of_states[Events.start].dt.year
    if years.empty:
        return unless_unread(Events, "No event is known") + "."
    return f"No event is known for {view.in_words()}. Those known reach from {years.min()} to {years.max()}."
