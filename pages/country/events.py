"""Events of one state."""

import pandas as pd
import streamlit as st

from data.schema.tables import Events
from data.vocabulary.text import counted
from pages._app.cache import once
from pages._app.rows import in_use
from pages._app.view import View
from pages._parts.empty import none_on_record
from pages._parts.lists.event_list import by_year
from pages._parts.show import say_why_empty
from pages.country.sections import who

PAGE_SIZE = 10


def events(view: View, code: str) -> None:
    """List what happened, the newest first, each with its sources."""
    events, every_kind = _newest(view), view.keep(in_use(Events), Events.countries)
    if events.empty:
        say_why_empty(_no_event(view, len(every_kind)))
        return
    if len(every_kind) > len(events):
        st.caption(
            f"{len(events)} of {counted(len(every_kind), 'event')} of these years, as chosen in “Events on charts” above."
        )
    by_year(_newest, view, key=f"country_events_{code}", size=PAGE_SIZE)


@once
def _newest(view: View) -> pd.DataFrame:
    """The events of the filters, the newest first."""
    return view.events(in_use(Events)).sort_values([Events.start, Events.event_id], ascending=False)


def _no_event(view: View, others: int) -> str:
    """Say why no event is shown, and what would show some."""
    if others:
        return (
            f"No event of these kinds and weights is known for {view.in_words()}; {counted(others, 'event')} of "
            "other kinds or less weight are. Widen “Events on charts” above."
        )
    every = in_use(Events)
    of_state = every[view.of_countries(every[Events.countries])]
    return none_on_record(view, of_state, f"event that names {who(view)}")
