"""The events that the filters and the words of the timeline choose."""

import pandas as pd

from data.rows import records
from data.schema.tables import Events
from data.vocabulary.codes import EVENT_CATEGORIES
from data.vocabulary.places import name
from pages._app.cache import once
from pages._app.rows import in_use, sources
from pages._app.view import View
from pages._parts.search import search


@once
def chosen(view: View, wanted: str) -> pd.DataFrame:
    """Return the events that the filters and the words choose."""
    events = view.events(in_use(Events), world=True)
    return events[search(texts().loc[events.index], wanted)]


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
def ordered(view: View, wanted: str, oldest_first: bool) -> pd.DataFrame:
    """Return the chosen events in the order of their dates."""
    return chosen(view, wanted).sort_values([Events.start, Events.event_id], ascending=oldest_first)
