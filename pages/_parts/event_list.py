"""Events as a list: each with date, kind, summary, every source as a link, and a link to it alone."""

from collections.abc import Callable
from typing import Any, Final

import pandas as pd
import streamlit as st

from charts.events import timeline
from data.rows import records
from data.schema.tables import Events
from data.vocabulary import periods
from data.vocabulary.codes import EVENT_CATEGORIES
from data.vocabulary.places import name
from pages._app.cache import name_of, put, version
from pages._app.rows import rows
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


def _listed(shown: pd.DataFrame, said: str) -> None:
    """Some events under their years, as one element: each costs a run of the page."""
    told = [f":small[:gray[{said}]]"]
    for year, events in shown.groupby(shown["start"].dt.year, sort=False):
        told += [f"### {year}", *(entry(it) for it in records(events))]
    st.markdown("\n\n".join(told))


def entry(it: dict[str, Any]) -> str:
    """One event as Markdown: title, date, who, kind, weight, summary, every source as a link, a link to it alone."""
    date = periods.label(it["start"], it["end"], it["precision"])
    sign = timeline.SIGNS[it["category"]]
    about = [date, name(it["countries"]), f"{sign} {EVENT_CATEGORIES[it['category']]}", WEIGHT[it["significance"]]]
    said = "; ".join(cited(one) for one in it["source_ids"].split(";"))
    return (
        f"**{text(it['title'])}**  \n:small[:gray[{' · '.join(text(one) for one in about)}]]  \n{text(it['summary'])}  \n"
        f":small[{said} · [link to this event](timeline?event={it['event_id']})]"
    )


def event(event_id: str, place: str = "alone") -> None:
    """One event with its sources; the same one may stand in several places of a page."""
    events = rows(Events)
    found = events[events["event_id"] == event_id]
    if found.empty:
        return
    it = found.iloc[0]
    with st.container(border=True, key=f"event-{event_id}-{place}"):
        date = periods.label(it["start"], it["end"], it["precision"])
        said = "; ".join(cited(one) for one in str(it["source_ids"]).split(";"))
        st.markdown(
            f"**{text(it['title'])}**  \n{text(date)} · {text(name(it['countries']))} · {text(it['category'])}\n\n"
            f"{text(it['summary'])}\n\n:small[:gray[Sources: {said}]]"
        )
