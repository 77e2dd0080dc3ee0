"""What happened."""

import pandas as pd

from data.schema.columns import Rule, Table, column
from data.schema.tables import fields
from data.vocabulary import codes
from data.vocabulary.places import CA5, STATES


def _other_date(rows: pd.DataFrame) -> pd.Series:
    """A key begins with the date of its event, as exactly as it is known."""
    precisions = rows["precision"].map({"day": 10, "month": 7, "year": 4}).fillna(0).astype(int)
    days = rows["start"].dt.strftime("%Y-%m-%d").fillna("")
    return pd.Series(
        [not str(key).startswith(f"{day[:length]}-") for key, day, length in zip(rows["event_id"], days, precisions, strict=True)],
        index=rows.index, dtype=bool,
    )  # fmt: skip


def _other_country(rows: pd.DataFrame) -> pd.Series:
    """A key that names a state has an event of that state."""
    named = [set(str(key).upper().split("-")).intersection(STATES) for key in rows["event_id"]]
    return pd.Series(
        [not states <= set(countries.split(";")) for states, countries in zip(named, rows["countries"].astype(str), strict=True)],
        index=rows.index, dtype=bool,
    )  # fmt: skip


class Events(Table):
    """One event between Central Asia, Afghanistan and the world."""

    name, heading = "events", "Events"
    event_id = column("text", "Event", "Our key of the event.", required=True, pattern=r"[0-9]{4}(-[0-9]{2}){0,2}(-[a-z0-9]+)+",
                      form="2021-08-15-taliban-take-kabul", internal=True)  # fmt: skip
    start, end, precision = fields.period("Date", "the date")
    countries = fields.country(
        "Countries", "Who took part or was concerned.", many=True, among=(*STATES, CA5.code, "GLOBAL")
    )
    category = column(
        "text", "Category", "What the event was about.", required=True, values=tuple(codes.EVENT_CATEGORIES)
    )
    title = column("text", "Title", "What happened, in one line.", required=True, longest=90)
    label = column("text", "Label", "Two or three words for a chart; milestones only.", longest=30)
    summary = column("text", "Summary", "What happened, in a sentence or two.", required=True)
    significance = column("count", "Weight", "3 a milestone, 2 notable, 1 detail.", required=True, low=1, high=3)
    source_ids = fields.source(many=True)
    key = ("event_id",)
    facts = (("title",),)
    rules = (
        fields.known("start"),
        Rule("event_id", "does not begin with the date of the event", _other_date),
        Rule("countries", "leaves out a state that the key of the event names", _other_country),
        Rule("title", "ends as a sentence", lambda rows: rows["title"].str.endswith(".")),
        Rule("summary", "is no sentence", lambda rows: ~rows["summary"].str.contains(r"[.!?][)\"]?$")),
        Rule("label", "is missing from a milestone, or stands at another event",
             lambda rows: rows["label"].notna() != (rows["significance"] == 3)),
        Rule("label", "has more than four words", lambda rows: rows["label"].str.count(" ") > 3),
    )  # fmt: skip
