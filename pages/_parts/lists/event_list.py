"""Events as a list: each with date, kind, summary, every source as a link, and a link to it alone."""

import html
from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote

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
from pages._parts.citation import cited_in_html
from pages._parts.lists.pager import paginate

_DATE: Final = "0123456789-"  # begins the id of an event
MILESTONE: Final = 3  # the weight of events in bold
_SEEN: Final = 2  # sources of an event that are visible before the others are opened


def named(asked: str) -> str | None:
    """Find the event that an address names, also by a date that has been corrected since; None where it is not clear which."""
    ids = in_use(Events)[Events.event_id].tolist()
    if asked in ids:
        return asked
    same = [it for it in ids if it.lstrip(_DATE) == asked.lstrip(_DATE)]
    of_month = [it for it in same if it[:7] == asked[:7]]
    return next(iter(of_month or same)) if len(of_month or same) == 1 else None


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
    parts = [f"<p class='figure-line'>{caption}; milestones in bold</p>"]
    for year, events in shown.groupby(shown[Events.start].dt.year, sort=False):
        parts += [f"<h3>{year}</h3>", *map(entry, records(events))]
    st.html("".join(parts))


def entry(row: Row) -> str:
    """Describe an event as HTML: title, date, who, kind, summary, sources, and a link to it alone; a milestone in bold.

    Args:
        row: a row of `Events`.
    """
    is_milestone = row[Events.significance] == MILESTONE
    link = f'<a href="timeline?event={quote(row[Events.event_id])}" target="_self">link</a>'
    return f'<div class="event{" milestone" * is_milestone}">{_described(row, f" · {link}")}</div>'


def event(event_id: str, place: str = "alone") -> None:
    """Show one event with its sources, where it is known; `place` tells several of it on one page apart."""
    for row in records(in_use(Events)[in_use(Events)[Events.event_id] == event_id]):
        with st.container(border=True, key=f"event-{event_id}-{place}"):
            st.html(f'<div class="event milestone">{_described(row)}</div>')


def _described(row: Row, after: str = "") -> str:
    """Title, date, who, kind, summary and sources of an event as HTML; `after` stands behind date and kind."""
    category = row[Events.category]
    kind = f"{timeline.SIGNS[category]} {EVENT_CATEGORIES[category]}"
    about = " · ".join((_date(row), name(row[Events.countries]), kind))
    title, summary = (html.escape(row[it]) for it in (Events.title, Events.summary))
    lines = f"<p class='title'>{title}</p><p class='about'>{html.escape(about)}{after}</p><p>{summary}</p>"
    return f"{lines}<div class='about'>{_sources(row)}</div>"


def _date(row: Row) -> str:
    return periods.label(row[Events.start], row[Events.end], row[Events.precision])


def _sources(row: Row) -> str:
    """Two sources of an event as links, and the others to open."""
    sources = list(map(cited_in_html, row[Events.source_ids].split(";")))
    seen, others = "; ".join(sources[:_SEEN]), sources[_SEEN:]
    if not others:
        return seen
    return f"{seen}; <details><summary>{len(others)} more</summary>{'; '.join(others)}</details>"
