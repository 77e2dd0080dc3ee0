"""How far each project has come, and the straight lines between the towns that it joins."""

from itertools import pairwise
from typing import Final

import pandas as pd

from analysis.base.behind import of_each
from data.rows import Row, records
from data.schema.columns import Derived, column
from data.schema.tables import Projects, Routes, Towns
from data.vocabulary.codes import PROJECT_KINDS, PROJECT_STAGES

_STATUSES: Final = {
    "planned": ("announced", "proposed", "planned", "discussed", "survey_planned", "financing_planned",
                "financing_offered", "promoted"),
    "studied": ("survey", "feasibility_study", "exploration"),
    "agreed": ("agreed", "memorandum_signed", "protocol_of_intent", "route_protocol_signed", "action_plan_signed",
               "framework_agreement_signed", "survey_agreed", "resumption_approved",
               "agreement_signed", "road_map_signed"),
    "contracted": ("contracted", "contract_signed"),
    "works": ("under_construction", "under_repair", "completion_works", "development_started", "phase_two_started",
              "afghan_part_launched", "completed"),  # completed: built, and no report of its use yet
    "operating": ("operating",),
    "halted": ("suspended",),
}  # fmt: skip
_STAGE: Final = {status: stage for stage, statuses in _STATUSES.items() for status in statuses}
_FORWARD: Final = ("planned", "studied", "agreed", "contracted", "works", "operating")
_STAGES: Final = tuple(PROJECT_STAGES)


class ProjectStatus(Projects, Derived):
    """One report of how far a project had come, with the stage that its status amounts to."""

    name, heading, of = "project_statuses", "Project statuses", Projects
    stage = column("text", "Stage", "What the status amounts to; `other` where it fits no stage.", required=True,
                   values=_STAGES)  # fmt: skip


class Segment(Derived):
    """One project on a straight line between two towns, with the stage of its last report."""

    name, heading, of = "segments", "Lines between towns", Projects
    project = column("text", "Project", "Its name in the table of projects.", required=True)
    kind = column("text", "Kind", "Kind of work.", required=True, values=tuple(PROJECT_KINDS))
    stage = column("text", "Stage", "The stage of the project.", required=True, values=_STAGES)
    furthest = column("text", "Furthest stage", "The stage of the project of this kind that has come furthest between these towns.",
                      required=True, values=_STAGES)  # fmt: skip
    town = column("text", "From", "The town where the line begins.", required=True)
    lat = column("number", "Latitude of the beginning", "North.", unit="°", required=True, internal=True)
    lon = column("number", "Longitude of the beginning", "East.", unit="°", required=True, internal=True)
    to_town = column("text", "To", "The town where the line ends.", required=True)
    to_lat = column("number", "Latitude of the end", "North.", unit="°", required=True, internal=True)
    to_lon = column("number", "Longitude of the end", "East.", unit="°", required=True, internal=True)
    routes = column("rows", "Route", "The row of `Routes` that names the towns.", required=True)
    towns = column("rows", "Towns", "The rows of `Towns` that place them.", required=True)


Segment.also = {Segment.routes: Routes, Segment.towns: Towns}


def stage(status: str) -> str:
    """Return the stage that a status of `Projects` amounts to."""
    return _STAGE.get(status, "other")


def statuses(projects: pd.DataFrame) -> pd.DataFrame:
    """Add the stage to each report of a project.

    Args:
        projects: rows of `Projects`.

    Returns:
        Rows of `ProjectStatus`, with the labels and in the order of `projects`.
    """
    return projects.assign(
        stage=projects[Projects.status].map(stage).astype("str"),
        behind=of_each(projects),
    )


def latest(reports: pd.DataFrame) -> pd.DataFrame:
    """Choose the last dated report of each project; an undated one only where there is no other.

    Args:
        reports: rows of `ProjectStatus`. Of several reports of one day the one that stands last counts.

    Returns:
        Rows of `ProjectStatus`, one for each project.
    """
    by_date = reports.sort_values(ProjectStatus.start, kind="stable", na_position="first")
    return by_date.drop_duplicates(ProjectStatus.project, keep="last")


def segments(routes: pd.DataFrame, towns: pd.DataFrame, last: pd.DataFrame) -> pd.DataFrame:
    """Lay straight lines between the towns that projects join.

    Method: each town of a route is joined to the next. A suspended project has not come far, whatever it was before.

    Args:
        routes: rows of `Routes`; those without towns, and of projects that are not in `last`, are left out, as are lines between
            towns that are not in `towns`.
        towns: rows of `Towns`.
        last: rows of `ProjectStatus`, one for each project, as `latest` returns them.

    Returns:
        Rows of `Segment`.
    """
    places = {row[Towns.town]: row for row in records(towns)}
    reports = {row[ProjectStatus.project]: row for row in records(last)}
    there = routes[routes[Routes.towns].notna() & routes[Routes.project].isin(reports)]
    lines = [
        _segment(reports[route[Routes.project]], route, places[town], places[to_town])
        for route in records(there)
        for town, to_town in pairwise(route[Routes.towns].split(";"))
        if town in places and to_town in places
    ]
    degrees = (Segment.lat, Segment.lon, Segment.to_lat, Segment.to_lon)
    rows = pd.DataFrame(lines, columns=[*Segment.columns]).astype(dict.fromkeys(degrees, "float64"))
    steps = rows[Segment.stage].map(lambda it: _FORWARD.index(it) if it in _FORWARD else -1)
    far = steps.groupby([rows[it] for it in (Segment.kind, Segment.town, Segment.to_town)]).transform("max")
    return rows.assign(furthest=far.map(lambda it: _FORWARD[it] if it >= 0 else "other").astype("str"))


def _segment(report: Row, route: Row, town: Row, to_town: Row) -> Row:
    """Return a row of `Segment` without `furthest`, which other rows decide."""
    return {
        Segment.project: report[ProjectStatus.project], Segment.kind: report[ProjectStatus.kind],
        Segment.stage: report[ProjectStatus.stage], Segment.behind: report[ProjectStatus.behind],
        Segment.town: town[Towns.town], Segment.lat: town[Towns.lat], Segment.lon: town[Towns.lon],
        Segment.to_town: to_town[Towns.town], Segment.to_lat: to_town[Towns.lat], Segment.to_lon: to_town[Towns.lon],
        Segment.routes: (route[Routes.row_id],), Segment.towns: (town[Towns.row_id], to_town[Towns.row_id]),
    }  # fmt: skip
