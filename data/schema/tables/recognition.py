"""Positions towards the Afghan authorities, and votes."""

import pandas as pd

from data.schema.columns import Table, column
from data.schema.tables import fields
from data.vocabulary import codes


def _preferred_overlap(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """Preferred positions of a country on one dimension must follow each other; places may stand side by side."""
    drawn = rows[rows["preferred"].astype(bool) & ~rows["dimension"].isin(codes.OFFICES)]
    drawn = drawn.sort_values(["country", "dimension", "start"])
    before = drawn.groupby(["country", "dimension"]).shift()
    overlaps = before["start"].notna() & ~(before["until"] <= drawn["start"])
    if not overlaps.any():
        return None
    return drawn.index[overlaps], "begins before the preferred position before it has ended"


def _office_without_place(rows: pd.DataFrame) -> tuple[pd.Index, str] | None:
    """Consulates and trade offices have a place, and nothing else has."""
    office = rows["dimension"].isin(codes.OFFICES)
    wrong = office != rows["place"].notna()
    return (rows.index[wrong], "has a place and is no office, or is one without a place") if wrong.any() else None


class Recognition(Table):
    """A state's position on one dimension of dealing with the Afghan authorities, from a date on."""

    name, heading = "recognition", "Recognition"
    country = fields.country("Country", "The state whose position it is.")
    dimension = column("text", "Dimension", "Which kind of dealing.", required=True, values=tuple(codes.DIMENSIONS))
    value = column("text", "Position", "A code on the ladder dimensions, words on the others.", required=True)
    place = column("text", "Place", "Town of a consulate or trade office: several stand side by side.")
    place_status = column("text", "State of the office", "Whether the office at the place is more than a plan.",
                          values=tuple(codes.OFFICE_STATUS))  # fmt: skip
    start = column("date", "From", "First day of the position; of a month or year its first day.", required=True)
    start_precision = fields.precision("the beginning")
    until = column("date", "Until", "The day on which another position took over; empty while none is known.")
    until_precision = fields.precision("the end")
    last_seen = column("date", "Last seen", "Until when an open row is confirmed; of a month its first day.")
    last_seen_precision = fields.precision("the last confirmation")
    preferred = column("flag", "Preferred", "Whether we draw this reading; the others stay beside it as conflicts.",
                       required=True)  # fmt: skip
    source_id, note = fields.source(), fields.note()
    key = ("country", "dimension", "value", "start", "source_id")
    identity = ("country", "dimension", "start", "source_id")
    rules = (_preferred_overlap, _office_without_place, fields.both_or_neither("place", "place_status"))


class Votes(Table):
    """How one state voted on one resolution about Afghanistan."""

    name, heading = "votes", "Votes"
    body = column("text", "Body", "General Assembly (UNGA) or Human Rights Council (UNHRC).", required=True)
    resolution = column("text", "Resolution", "Its symbol.", required=True)
    start, end, precision = fields.period("Date", "the date")
    country = fields.country("Country", "Who voted.")
    vote = column("text", "Vote", "yes, no, abstain or absent.", required=True, values=tuple(codes.VOTES))
    source_id, note = fields.source(), fields.note()
    key = ("resolution", "country")
