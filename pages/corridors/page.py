"""Which routes cross the border, and how far have they come?

A map of crossings and projects, and every project once in a table. On demand: crossings, announced dates in the words of the
reports, every report, and all dated reports on a time axis.
"""

import datetime as dt
from collections.abc import Iterable
from functools import partial
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.corridors.crossings import placed
from analysis.corridors.deadlines import Deadline
from analysis.corridors.projects import ProjectStatus, Segment, segments, statuses
from charts.corridors import statuses as status_chart
from charts.corridors.route_map import route_map
from charts.events import timeline
from data.schema.tables import Crossings, Events, Routes, Towns
from data.vocabulary.places import concerns
from data.vocabulary.text import counted
from pages._app.cache import lazy_expander, once
from pages._app.navigation import Page
from pages._app.rows import in_use
from pages._app.view import Query, View
from pages._parts.citation import text
from pages._parts.empty import none_on_record
from pages._parts.figure import Figure, Frames, events_with_the_world
from pages._parts.lists import project_list
from pages._parts.show import say_why_empty, show
from pages.corridors import lists, wording
from pages.corridors.projects import projects
from pages.corridors.rows import crossings, dated_reports, dates, last_reports, of_states, reports

PAGE = Page(
    "Corridors",
    ":material/route:",
    48,
    "Border crossings, railways, power lines, pipelines and the canal between Central Asia and Afghanistan, and how far each has come.",
    section="Compare",
)
CATEGORIES: Final = ("connectivity", "energy", "water")
_BEYOND: Final = dt.timedelta(days=60)  # of the axis, after the last date announced


def first_text(view: View, query: Query) -> Iterable[str]:  # noqa: ARG001  no control of its own changes it
    """How many crossings and projects there are, and how far these have come; or that there is none."""
    return (text(_nothing(view)) or _answer(view),)


def render(view: View) -> None:
    """The answer, the map, the projects, and what is opened on demand."""
    if nothing := _nothing(view):
        say_why_empty(nothing)
        lists.no_crossing(view)
        return
    st.markdown(_answer(view))
    show(MAP, view)
    of = len(crossings(view))
    if of:
        lazy_expander(
            f"{counted(of, 'crossing')}: sides, modes, sources", "corridor_crossings", lists.crossing_list, view
        )
    else:
        lists.no_crossing(view)
    projects(view)
    if len(dates(view)):
        label = f"{counted(len(dates(view)), 'announced date')}: the words, and what came of them"
        lazy_expander(label, "corridor_dates", lists.announced_dates, view)
    if len(reports(view)):
        lazy_expander(project_list.counted(reports(view)), "corridors-reports", lists.every_report, view)
    if len(dated_reports(view)):
        lazy_expander("Every dated report on a time line", "corridor_times", partial(show, STATUSES), view, linked=True)


def _nothing(view: View) -> str:
    """Say that there is neither a project nor a crossing; empty where there is one."""
    is_empty = reports(view).empty and crossings(view).empty
    return none_on_record(view, of_states(view), "project") if is_empty else ""


@once
def _answer(view: View) -> str:
    """Say how many crossings and projects there are, and how far these have come."""
    return wording.answer(view)


def _on_the_map(view: View, choice: None) -> Frames:  # noqa: ARG001
    """Crossings with a place, and lines between the towns of the chosen projects."""
    return placed(crossings(view)), segments(in_use(Routes), in_use(Towns), last_reports(view))


MAP = Figure(
    key="corridors-map",
    name="Map of crossings, railways, power lines and pipelines",
    measure=segments,
    tables=(Crossings, Segment),
    rows=_on_the_map,
    chart=route_map,
    words=wording.map_words,
    empty=lambda view, choice: (  # noqa: ARG005
        f"Neither a crossing nor a line between named towns is in the data for {view.in_words()}."
    ),
    is_empty=lambda frames: all(frame.empty for frame in frames),
    method="corridors",
)


def _over_time(view: View, choice: None) -> Frames:  # noqa: ARG001
    """Dated reports, and the dates announced for their projects."""
    reports, announced = dated_reports(view), dates(view)
    return reports, announced[announced[Deadline.project].isin(reports[ProjectStatus.project])]


def _axis(view: View, choice: None) -> dict[str, Any]:
    """The days of the axis: to the last date announced, where the view reaches to the end of the data."""
    last, due = view.last, _over_time(view, choice)[1][Deadline.due_end].max()
    if pd.notna(due) and view.known_to and view.last >= view.known_to:
        last = max(last, due.date() + _BEYOND)
    return {"first": view.first, "last": last, "known_to": view.known_to}


def _events(view: View) -> pd.DataFrame:
    """The events in transport links, energy and water that the reader wants on charts."""
    events = events_with_the_world(view)
    return events[events[Events.category].isin(CATEGORIES)]


def _lanes(view: View) -> list[str]:
    """The lanes of the chosen states; the world's only where it has an event of these kinds."""
    has_world = any(concerns(cell, (timeline.WORLD,)) for cell in _events(view)[Events.countries])
    return [it for it in timeline.default_lanes(view.countries) if it != timeline.WORLD or has_world]


STATUSES = Figure(
    key="corridors-statuses",
    name="Every report on projects, and announced dates",
    measure=statuses,
    tables=(ProjectStatus, Deadline),
    rows=_over_time,
    chart=status_chart.statuses,
    words=wording.status_words,
    empty=lambda view, choice: none_on_record(view, of_states(view), "dated report of a project"),  # noqa: ARG005
    options=_axis,
    events=_events,
    lanes=_lanes,
    method="corridors",
)
