"""Positions towards the Afghan authorities, and votes."""

import pandas as pd

from data.schema.columns import Rule, Table, column
from data.schema.tables import fields
from data.vocabulary import codes
from data.vocabulary.places import STATES

# whose preferred positions follow each other: at one place an open office may stand beside a planned one
_OF_ONE = ["country", "dimension", "place", "place_status"]


def _drawn(rows: pd.DataFrame) -> pd.Series:
    return rows["preferred"].map(lambda it: it is True or it == 1).astype(bool)


def _preferred_overlap(rows: pd.DataFrame) -> pd.Series:
    """Preferred positions of a country on one dimension follow each other; places may stand side by side."""
    drawn = rows[_drawn(rows)].sort_values([*_OF_ONE, "start"])
    before = drawn.groupby(_OF_ONE, dropna=False)[["start", "until"]].shift()
    overlaps = before["start"].notna() & ~(before["until"] <= drawn["start"])
    return overlaps.reindex(rows.index, fill_value=False)


def _none_preferred(rows: pd.DataFrame) -> pd.Series:
    preferred = _drawn(rows).astype(float)
    return preferred.groupby([rows[it] for it in _OF_ONE[:3]], dropna=False).transform("max") == 0


def _office_apart_from_place(rows: pd.DataFrame) -> pd.Series:
    """Consulates and trade offices have a place, and nothing else has."""
    return rows["dimension"].isin(codes.OFFICES) != rows["place"].notna()


def _off_the_ladder(rows: pd.DataFrame) -> pd.Series:
    """A dimension with a ladder has the codes of its own."""
    return pd.Series(
        [dimension in codes.LADDERS and value not in codes.LADDERS[dimension]
         for dimension, value in zip(rows["dimension"], rows["value"], strict=True)],
        index=rows.index, dtype=bool,
    )  # fmt: skip


class Recognition(Table):
    """A state's position on one dimension of dealing with the Afghan authorities, from a date on."""

    name, heading = "recognition", "Recognition"
    country = fields.country("Country", "The state whose position it is.", among=STATES)
    dimension = column("text", "Dimension", "Which kind of dealing.", required=True, values=tuple(codes.DIMENSIONS))
    value = column("text", "Position", "A code on the ladder dimensions, words on the others.", required=True)
    place = column(
        "text", "Place", "Town of a consulate or trade office: several stand side by side.", recurs=True, longest=40
    )
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
    rules = (
        fields.known("start"),
        fields.follows("until", "start"),
        Rule("last_seen", "lies before from", lambda rows: rows["last_seen"] < rows["start"]),
        Rule("last_seen", "confirms a position that has ended", lambda rows: rows["last_seen"] > rows["until"]),
        Rule("start", "begins before the preferred position before it has ended", _preferred_overlap, live=True),
        Rule("preferred", "leaves no reading of this position preferred", _none_preferred),
        Rule("place", "has a place and is no office, or is one without a place", _office_apart_from_place, live=True),
        Rule("value", "is no code of its dimension", _off_the_ladder),
        fields.both_or_neither("place", "place_status"),
    )


class Votes(Table):
    """How one state voted on one resolution about Afghanistan."""

    name, heading = "votes", "Votes"
    body = column("text", "Body", "General Assembly (UNGA) or Human Rights Council (UNHRC).", required=True,
                  values=("UNGA", "UNHRC"))  # fmt: skip
    resolution = column("text", "Resolution", "Its symbol.", required=True, pattern="A/(HRC/)?RES/[0-9]+/[0-9]+")
    start, end, precision = fields.period("Date", "the date")
    country = fields.country("Country", "Who voted.", among=STATES)
    vote = column("text", "Vote", "yes, no, abstain or absent.", required=True, values=tuple(codes.VOTES))
    source_id, note = fields.source(), fields.note()
    key = ("resolution", "country")
    rules = (
        fields.known("start"),
        fields.exact("day"),
        fields.same_in("resolution", "start", "is another day than in other rows of this resolution"),
        Rule("body", "is not the body of this resolution",
             lambda rows: (rows["body"] == "UNHRC") != rows["resolution"].str.startswith("A/HRC/")),
    )  # fmt: skip
