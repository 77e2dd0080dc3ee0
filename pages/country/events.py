"""Events of one state."""

import pandas as pd
import streamlit as st

from data.schema.tables import Events
from data.vocabulary.text import counted
from pages._app.cache import once
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.event_list import by_year
from pages._parts.show import show
from pages.country.sections import nothing, who

PAGE_SIZE = 10


def events(view: View, code: str) -> None:
    """What happened, the newest first, each with its sources."""
    if _newest(view).empty:
        show(_no_event(view))
        return
    every_kind = _of_years(view)
    if len(every_kind) > len(_newest(view)):
        st.caption(
            f"{len(_newest(view))} of {counted(len(every_kind), 'event')} of these years, by kind and weight as chosen in "
            "“Events on charts” above."
        )
    by_year(_newest, view, key=f"country_events_{code}", size=PAGE_SIZE)


@once
def _newest(view: View) -> pd.DataFrame:
    """The events of the filters, the newest first."""
    return view.events(rows(Events)).sort_values(["start", "event_id"], ascending=False)


@once
def _of_years(view: View) -> pd.DataFrame:
    """The events of the state and years, of whatever kind and weight."""
    return view.keep(rows(Events), "countries")


@once
def _no_event(view: View) -> str:
    """Why no event is shown, and what would show some."""
    if len(_of_years(view)):
        return (
            f"No event of these kinds and weights is on record for {view.in_words()}; {counted(len(_of_years(view)), 'event')} of "
            "other kinds or less weight are. Widen “Events on charts” above."
        )
    of_state = rows(Events)[view.of_countries(rows(Events)["countries"])]
    return nothing(view, of_state, f"event that names {who(view)}")
