"""What changed before and after an event?

A series on both sides of a date, against the same months of earlier years and the same change at all other dates. It is
a description and not a test, and nothing is said of why.
"""

from collections.abc import Iterable

import streamlit as st

from data.schema.tables import Events
from data.vocabulary.places import name
from pages._app.cache import once, replayed
from pages._app.navigation import Page
from pages._app.view import Query, View
from pages._parts.citation import cited, text
from pages._parts.show import say_why_empty, show
from pages.study import choice, figures, wording
from pages.study.series import Asked, event

PAGE = Page(
    "Before and after",
    ":material/query_stats:",
    47,
    "A price or trade series before and after a chosen date, set against every other date of the same series.",
    section="Compare",
)


def first_text(view: View, query: Query) -> Iterable[str]:
    """What the series did on both sides of the event; or that there is none to choose."""
    asked = choice.of_address(view, query)
    return (text(wording.nothing(view, choice.series_of_address(view, query))) if asked is None else _result(asked),)


def render(view: View) -> None:
    """The choice, the result, the windows, all other dates, and the whole series with the events."""
    event_id = choice.of_event(view)
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        series = choice.of_series(view)
    with right:
        window = choice.of_window()
    if event_id is None or series is None:
        say_why_empty(wording.nothing(view, series))
        return
    asked, is_trade = Asked(event_id, series, window), series.kind == "trade"
    st.markdown(_result(asked))
    _event(asked)
    near, far = st.columns(2, gap="large")
    whole_series = view.of_all_years()  # both compare within the whole series, whatever the years
    with near:
        show(figures.TRADE_WINDOWS if is_trade else figures.PRICE_WINDOWS, whole_series, asked)
    with far:
        show(figures.TRADE_OTHERS if is_trade else figures.PRICE_OTHERS, whole_series, asked)
    whole = figures.TRADE_SERIES if is_trade else figures.PRICE_SERIES
    show(whole, view, asked, opens=lambda _: False)  # a click chooses, and the event stands above


@once
def _result(asked: Asked) -> str:
    """What the series did on both sides of the event."""
    return "\n".join(f"- {text(line)}" for line in wording.result(asked))


@replayed
def _event(asked: Asked) -> None:
    """The event with its sources, and what must be known to read the figures."""
    row = event(asked.event_id)
    left, right = st.columns(2)
    with left.expander("About the event"):
        st.markdown(
            f"**{text(row[Events.title])}**  \n{text(wording.date(asked.event_id))} · {text(name(row[Events.countries]))}"
        )
        st.markdown(text(row[Events.summary]))
        st.caption("\n".join(f"- {cited(source)}" for source in row[Events.source_ids].split(";")))
    with right.expander("Limits of the comparison"):
        st.markdown("\n".join(f"- {text(line)}" for line in wording.limits(asked)))
