"""How far each project has come, and what became of the dates that were announced for it."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

import pandas as pd

from data.rows import Row, records

# From a thought to a thing in use, with what the table's own words for a status come to. A status that stands nowhere
# here keeps its own words and is `other`.
STAGES: Final = {
    "planned": "planned or discussed",
    "studied": "survey or study",
    "agreed": "agreed or signed",
    "contracted": "contract",
    "works": "works",
    "operating": "operating",
    "halted": "suspended",
    "other": "another status",
}
_STATUSES: Final = {
    "planned": ("announced", "proposed", "planned", "discussed", "survey_planned", "financing_planned"),
    "studied": ("survey", "feasibility_study", "exploration"),
    "agreed": ("agreed", "memorandum_signed", "protocol_of_intent", "route_protocol_signed", "action_plan_signed",
               "framework_agreement_signed", "survey_agreed", "resumption_approved"),
    "contracted": ("contracted", "contract_signed"),
    "works": ("under_construction", "under_repair", "completion_works", "development_started", "phase_two_started"),
    "operating": ("operating",),
    "halted": ("suspended",),
}  # fmt: skip
_STAGE: Final = {status: stage for stage, statuses in _STATUSES.items() for status in statuses}
STATES: Final = {
    "reached": "both dates are on record",
    "moved": "a later report names another date",
    "repeated": "a later report names the same date",
    "open": "the date is still to come",
    "not known": "the date has passed, and no report on record says whether it was kept",
}


def stage(status: str) -> str:
    """What a status of `Projects` comes to: a key of `STAGES`."""
    return _STAGE.get(status, "other")


def latest(projects: pd.DataFrame) -> pd.DataFrame:
    """The last dated report of each project; an undated one only where there is no other.

    Args:
        projects: rows of `Projects`. Of several reports of one day the one that stands last counts.

    Returns:
        One row a project, the columns of `projects` and `stage` (a key of `STAGES`), derived.
    """
    told = projects.sort_values("start", kind="stable", na_position="first")
    last = told.drop_duplicates("project", keep="last")
    return last.assign(stage=last["status"].map(stage).astype("str"))


class Segment(NamedTuple):
    """A straight line between two towns: the projects of one kind that join them, with the stage of each."""

    kind: str
    towns: tuple[str, str]
    ends: tuple[tuple[float, float], tuple[float, float]]  # degrees north and east of each town
    projects: tuple[tuple[str, str], ...]

    @property
    def furthest(self) -> str:
        """The stage of the project that has come furthest; one that is suspended has not."""
        reached = [one for _, one in self.projects if one in _FORWARD]
        return max(reached, key=_FORWARD.index, default="other")


_FORWARD: Final = ("planned", "studied", "agreed", "contracted", "works", "operating")


def segments(routes: pd.DataFrame, towns: pd.DataFrame, last: pd.DataFrame) -> list[Segment]:
    """What to draw: each pair of towns once for each kind.

    Args:
        routes: rows of `Routes`; those without towns, and of projects that are not in `last`, are left out.
        towns: rows of `Towns`.
        last: rows of `latest`.
    """
    places = {it["town"]: (it["lat"], it["lon"]) for it in records(towns)}
    known = {it["project"]: it for it in records(last)}
    found: dict[tuple[str, tuple[str, str]], list[tuple[str, str]]] = {}
    for route in records(routes[routes["towns"].notna() & routes["project"].isin(known)]):
        it = known[route["project"]]
        for ends in pairwise(route["towns"].split(";")):
            found.setdefault((it["kind"], ends), []).append((it["project"], it["stage"]))
    return [
        Segment(kind, (one, other), (places[one], places[other]), tuple(projects))
        for (kind, (one, other)), projects in found.items()
    ]


def announced(dates: pd.DataFrame, known_to: dt.date) -> pd.DataFrame:
    """Each announced date with what a later report says of it.

    Method: a date is late by the days from the last day of the announced period to the report that the thing was there;
    a report told by the month gives a range. Less than zero is early. Days are told only where both dates are on record.
    Where the same thing was announced again, `moved_days` are the days between the last days of the two announced
    periods, told only where neither is a whole year.

    Args:
        dates: rows of `AnnouncedDates`.
        known_to: the day to which the record reaches.

    Returns:
        One row an announced date, in the order of `dates`: `project`, `goal`, `what`, `quote`, `counted`; `start`,
        `end`, `precision` of the announcement; `due_`, `met_` and `then_` (announced later) with the same three;
        `days_low`, `days_high`, `moved_days`; `state` (a key of `STATES`); `source_ids` of both reports joined by ;.
    """
    found = [_one(it) for it in records(dates)]
    beside = [row | _again(row, found) for row in found]
    judged = [row | {"state": _state(row, known_to)} for row in beside]
    return pd.DataFrame(judged, columns=list(_DTYPES)).astype(_DTYPES)


def _period(prefix: str) -> dict[str, str]:
    return {f"{prefix}start": "datetime64[ms]", f"{prefix}end": "datetime64[ms]", f"{prefix}precision": "str"}


_DTYPES: Final = {
    "project": "str", "goal": "str", "what": "str", "quote": "str", "counted": "bool", **_period(""), **_period("due_"),
    **_period("met_"), **_period("then_"), "days_low": "Int64", "days_high": "Int64", "moved_days": "Int64",
    "state": "str", "source_ids": "str",
}  # fmt: skip


_MET: Final = {"low": "met_start", "high": "met_end"}


def _one(row: Row) -> Row:
    """Add the days between an announced date and the report that it was reached, and the sources of both."""
    met = isinstance(row["met_source_ids"], str)
    row = row | {"source_ids": ";".join([row["source_ids"], *([row["met_source_ids"]] if met else [])])}
    if met:
        row |= {f"days_{end}": (row[day] - row["due_end"]).days for end, day in _MET.items()}
    return row


def _again(row: Row, found: Sequence[Row]) -> Row:
    """The next time that the same thing was announced."""
    same = [it for it in found if (it["project"], it["goal"]) == (row["project"], row["goal"])]
    later = sorted((it for it in same if it["start"] > row["start"]), key=lambda it: it["start"])
    if not later:
        return {"then_precision": "unknown"}
    then = {f"then_{it}": later[0][f"due_{it}"] for it in ("start", "end", "precision")}
    if "year" not in {row["due_precision"], then["then_precision"]}:
        then["moved_days"] = (then["then_end"] - row["due_end"]).days
    return then


def _state(row: Row, known_to: dt.date) -> str:
    if "days_low" in row:
        return "reached"
    if "then_end" in row:
        return "repeated" if row["then_end"] == row["due_end"] else "moved"
    return "open" if row["due_end"].date() > known_to else "not known"
