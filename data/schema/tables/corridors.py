"""Projects, the dates announced for them, the towns that they join, and border crossings."""

import pandas as pd

from data.outlines import border_km, outlines
from data.schema.columns import Rule, Siblings, Table, column
from data.schema.tables import fields
from data.vocabulary import codes
from data.vocabulary.places import AFG, STATES

_NEAR_KM = 25
_AT_THE_BORDER = r", (?:Herat|Badghis|Faryab|Jowzjan|Balkh|Kunduz|Takhar|Badakhshan)$"  # provinces of Afghanistan


class Projects(Table):
    """One dated status of a rail, power, gas, water or market project."""

    name, heading = "projects", "Projects"
    project = column("text", "Project", "Its name, the same on all its rows.", required=True, recurs=True, longest=120)
    kind = column("text", "Kind", "Kind of work.", required=True, values=tuple(codes.PROJECT_KINDS))
    countries = fields.country("Countries", "Who takes part.", many=True, among=STATES)
    status = column("text", "Status", "How far it had come.", required=True, pattern="[a-z]+(_[a-z]+)*", recurs=True)
    start, end, precision = fields.period("Date", "the date")
    capacity = column("text", "Capacity", "Planned capacity, in the source's own terms.")
    cost_usd = column("number", "Cost", "Planned cost.", unit="US$", low=0)
    length_km = column("number", "Length", "Length.", unit="km", low=0)
    summary = column("text", "Summary", "What the source says.", required=True)
    source_id = fields.source()
    key = ("project", "status", "start", "end", "source_id")
    rules = (
        fields.known("start"),
        fields.same_in("project", "kind", "is another kind than in other rows of this project"),
        *fields.whole("cost_usd"),
    )
    siblings = (
        Siblings("length_km", ("project",), times=2),
        Siblings("length_km", (), times=10),
        Siblings("cost_usd", ("project",), times=3),
        Siblings("cost_usd", (), times=2, larger=True),
        Siblings("cost_usd", (), times=10),
    )


class AnnouncedDates(Table):
    """A date announced for a project, and the report that it was reached, where there is one: read by hand, with its words."""

    name, heading = "announced_dates", "Announced dates"
    project = column("text", "Project", "Its name in the table of projects.", required=True)
    goal = column("text", "Goal", "Our key of what is to be there by then: the same key, the same thing.", required=True,
                  pattern=r"[a-z][a-z0-9_]+", internal=True)  # fmt: skip
    what = column("text", "Goal in words", "What is to be there by then.", required=True)
    start, end, precision = fields.period("Announced", "the day of the announcement")
    due_start, due_end, due_precision = fields.period("Due", "the date announced", ahead=True)
    counted = column(
        "flag", "Counted", "Whether the words name a duration, from which we counted the date.", required=True
    )
    quote = column("text", "Quote", "The words from which the date is taken, as our rows have them.", required=True)
    source_ids = fields.source(many=True)
    met_start, met_end, met_precision = fields.period("Reached", "the day of the report that it was reached")
    met_source_ids = column("text", "Sources of the report that it was reached", "Empty where no such report is on record.",
                            cites=True, many=True)  # fmt: skip
    key = ("project", "start", "goal")
    rules = (
        fields.known("start"),
        fields.both_or_neither("met_start", "met_source_ids"),
        Rule("due_start", "lies before it was announced", lambda rows: rows["due_end"] < rows["start"]),
        Rule(
            "due_start",
            "lies more than 15 years ahead",
            lambda rows: rows["due_start"].dt.year > rows["start"].dt.year + 15,
        ),
        Rule("met_start", "lies before it was announced", lambda rows: rows["met_end"] < rows["start"]),
        fields.same_in("goal", "what", "is not what this goal is in other rows"),
    )


class Routes(Table):
    """The towns that a project joins, from one end to the other, as the cited reports name them."""

    name, heading = "routes", "Routes"
    project = column("text", "Project", "Its name in the table of projects.", required=True)
    towns = column("text", "Towns", "In order; empty where the project is not drawn.", many=True)
    left_out = column("text", "Not drawn", "What of the project is not drawn, and why; empty where all is.")
    source_ids = fields.source(many=True)
    key = ("project",)
    rules = (
        Rule(
            "left_out",
            "has no towns and does not say why",
            lambda rows: rows["towns"].isna() & rows["left_out"].isna(),
            live=True,
        ),
        Rule(
            "towns", "joins less than two towns", lambda rows: ~rows["towns"].str.contains(";") & rows["towns"].notna()
        ),
    )


class Towns(Table):
    """A town that routes join. Coordinates are approximate, of the town, and cite no page; `crossings` has its own."""

    name, heading = "towns", "Towns"
    town = column("text", "Town", "Its name, as routes have it.", required=True, recurs=True, longest=60)
    lat = column("number", "Latitude", "North.", unit="°", required=True, low=25, high=50, internal=True)
    lon = column("number", "Longitude", "East.", unit="°", required=True, low=50, high=85, internal=True)
    key = ("town",)
    rules = (fields.nowhere_else("lat", "lon"),)


def _off_the_border(rows: pd.DataFrame) -> pd.Series:
    """A crossing lies at the border of Afghanistan and of the state that it names; a village near it may stand for it."""
    return pd.Series(
        [country in outlines() and not any(map(pd.isna, place))
         and max(border_km(*place, country), border_km(*place, AFG.code)) > _NEAR_KM
         for *place, country in zip(rows["lat"], rows["lon"], rows["country"], strict=True)],
        index=rows.index, dtype=bool,
    )  # fmt: skip


class Crossings(Table):
    """One border crossing between a Central Asian state and Afghanistan."""

    name, heading = "crossings", "Crossings"
    crossing = column("text", "Crossing", "Its name, both sides.", required=True)
    country = fields.country("Country", "The Central Asian side.", among=("UZB", "TKM", "TJK"))
    afghan_side = column("text", "Afghan side", "Place on the Afghan side.", required=True)
    other_side = column("text", "Other side", "Place on the Central Asian side.", required=True)
    modes = column("text", "Modes", "How it is crossed.", required=True, many=True,
                   values=("road", "rail", "bridge", "river"))  # fmt: skip
    lat = column(
        "number", "Latitude", "North; approximate ones say so in the note.", unit="°", low=34, high=40, internal=True
    )
    lon = column("number", "Longitude", "East.", unit="°", low=59, high=76, internal=True)
    source_id, note = fields.source(), fields.note()
    key = ("crossing",)
    rules = (
        Rule("lat", f"lies more than {_NEAR_KM} km from the border that it crosses", _off_the_border),
        fields.both_or_neither("lat", "lon"),
        fields.nowhere_else("lat", "lon"),
        Rule("afghan_side", "is no place in an Afghan province at this border, or the other side is",
             lambda rows: ~rows["afghan_side"].str.contains(_AT_THE_BORDER) | rows["other_side"].str.contains(_AT_THE_BORDER)),
    )  # fmt: skip
