"""Events as a list: each with date, kind, summary, every source as a link, and a link to it alone."""

from collections.abc import Callable
from typing import Any, Final

import pandas as pd
import streamlit as st

from charts.events import timeline
from data.rows import Row, records
from data.schema.tables import Events
from data.vocabulary import periods
from data.vocabulary.codes import EVENT_CATEGORIES
from data.vocabulary.places import name
from pages._app.cache import name_of, put, version
from pages._app.rows import in_use
from pages._parts.citation import cited, text
from pages._parts.pager import paginate

WEIGHT: Final = {3: "milestone", 2: "notable", 1: "detail"}


def by_year(ordered: Callable[..., pd.DataFrame], *arguments: Any, key: str, size: int) -> None:  # noqa: ANN401  small scalars
    """Show events one by one in the order that they have, under their years, a page at a time.

    Args:
        ordered: a function under `pages._app.cache.once` that returns rows of `Events`.
        arguments: its arguments.
        key: names the control that turns the pages.
        size: events on a page of the list.
    """
    events = ordered(*arguments)
    page = paginate(len(events), key, size)
    put(
        identity=f"{name_of(ordered)} {arguments!r} {page!r} {version()}",
        _write=lambda: _listed(events.iloc[page.first : page.end], f"Events {page.words}"),
    )


def _listed(shown: pd.DataFrame, caption: str) -> None:
    """Some events under their years, as one element: each costs a run of the page."""
    parts = [f":small[:gray[{caption}]]"]
    for year, events in shown.groupby(shown[Events.start].dt.year, sort=False):
        parts += [f"### {year}", *map(entry, records(events))]
    st.markdown("\n\n".join(parts))


def entry(row: Row) -> str:
    """Describe an event as Markdown: title, date, who, kind, weight, summary, every source as a link, a link to it alone.

    Args:
        row: a row of `Events`.
    """
    category = row[Events.category]
    kind = f"{timeline.SIGNS[category]} {EVENT_CATEGORIES[category]}"
    about = [_date(row), name(row[Events.countries]), kind, WEIGHT[row[Events.significance]]]
    return (
        f"**{text(row[Events.title])}**  \n:small[:gray[{' · '.join(map(text, about))}]]  \n{text(row[Events.summary])}  \n"
        f":small[{_sources(row)} · [link to this event](timeline?event={row[Events.event_id]})]"
    )


def event(event_id: str, place: str = "alone") -> None:
    """Show one event with its sources, where it is on record; `place` tells several of it on one page apart."""
    for row in records(in_use(Events)[in_use(Events)[Events.event_id] == event_id]):
        with st.container(border=True, key=f"event-{event_id}-{place}"):
            about = (_date(row), name(row[Events.countries]), row[Events.category])
            st.markdown(
                f"**{text(row[Events.title])}**  \n{' · '.join(map(text, about))}\n\n"
                f"{text(row[Events.summary])}\n\n:small[:gray[Sources: {_sources(row)}]]"
            )


def _date(row: Row) -> str:
    return periods.label(row[Events.start], row[Events.end], row[Events.precision])


def _sources(row: Row) -> str:
    return "; ".join(map(cited, row[Events.source_ids].split(";")))
