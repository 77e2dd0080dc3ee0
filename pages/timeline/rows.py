"""The events that the filters and the words of the timeline choose."""

import datetime as dt
from typing import Final, NamedTuple

import pandas as pd

from charts.events.timeline import KINDS
from data.rows import records
from data.schema.tables import Events
from data.vocabulary.codes import EVENT_CATEGORIES
from data.vocabulary.places import name
from pages._app.cache import once
from pages._app.rows import in_use, sources
from pages._app.view import View
from pages._parts.lists.search import search

TAKEOVER: Final = dt.date(2021, 1, 1)  # from here on stand nine events in ten


class Choice(NamedTuple):
    """What is chosen on the page, beside the filters of every page.

    Attributes:
        words: those that all events have.
        kinds: keys of `charts.events.timeline.KINDS`; none means all.
        is_whole: whether the chart shows the years before the takeover too.
    """

    words: str = ""
    kinds: tuple[str, ...] = ()
    is_whole: bool = False

    def begins(self, view: View) -> dt.date:
        """The first day of the chart."""
        return view.first if self.is_whole or view.last < TAKEOVER else max(view.first, TAKEOVER)


@once
def chosen(view: View, choice: Choice) -> pd.DataFrame:
    """Return the events that the filters, the kinds and the words choose."""
    events = view.events(in_use(Events), world=True)
    if choice.kinds:
        events = events[events[Events.category].isin([it for kind in choice.kinds for it in KINDS[kind]])]
    return events[search(texts().loc[events.index], choice.words)]


@once
def texts() -> pd.Series:
    """Join what is searched of each event: title, summary, category, countries and publishers."""
    events, publishers = in_use(Events), sources()["publisher"].to_dict()
    joined = [
        "\n".join([
            row[Events.title], row[Events.summary], name(row[Events.countries]), EVENT_CATEGORIES[row[Events.category]],
            *(str(publishers.get(source_id, "")) for source_id in row[Events.source_ids].split(";")),
        ]).casefold()
        for row in records(events)
    ]  # fmt: skip
    return pd.Series(joined, index=events.index, dtype="str")


@once
def ordered(view: View, choice: Choice, oldest_first: bool) -> pd.DataFrame:
    """Return the chosen events in the order of their dates."""
    return chosen(view, choice).sort_values([Events.start, Events.event_id], ascending=oldest_first)
