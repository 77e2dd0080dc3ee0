"""Which crossings, rails, lines, pipes and canals join Central Asia and Afghanistan, and how far have they come?

A map of crossings and projects; every dated status of every project with the dates announced for it, on the same axis
as the events; and both as lists, each row with its source.
"""

import datetime as dt
from typing import Final

import pandas as pd
import streamlit as st

from analysis.corridors.projects import segments
from charts.corridors import statuses as chart
from charts.corridors.route_map import SCHEMATIC, route_map
from charts.corridors.trade_map import LINES
from charts.events import timeline
from data.rows import grouped, records
from data.schema.tables import Crossings, Events, Projects, Routes, Towns
from data.vocabulary.places import concerns
from pages._app.cache import once
from pages._app.navigation import Page
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import foot
from pages._parts.show import Drawn, show
from pages.corridors.lists import (
    announced_dates,
    answer,
    chosen,
    crossing_list,
    crossings,
    dates,
    how_far,
    last_reports,
    project_list,
)
from pages.country.sections import nothing

PAGE = Page("Corridors", ":material/route:", 48, section="Compare")
CATEGORIES: Final = ("connectivity", "energy", "water")


def render(view: View) -> None:
    """The answer, the map beside the stages, crossings, the statuses over time, the announced dates, and projects."""
    answer(view)
    left, right = st.columns([3, 2], gap="large")
    with left:
        show(where(view))
    with right:
        how_far(view)
    crossing_list(view)
    show(statuses(view))
    announced_dates(view)
    project_list(view)


@once
def where(view: View) -> Drawn | str:
    """The map: crossings as points, projects as straight lines between the towns that they name."""
    points, reports = crossings(view), chosen(view)
    lines = segments(rows(Routes), rows(Towns), last_reports(view))
    if points.empty and not lines:
        return f"Neither a crossing nor a line between named towns is on record for {view.in_words()}."
    fig = route_map(
        points, lines, title="Where lines and roads cross the border", foot=foot(pd.concat([points, reports])),
        subtitle="Thick: in use by the last report; medium: works or contract; thin: planned, studied, agreed or suspended. Straight lines, not the real alignment.",
    )  # fmt: skip
    says = f"Crossings, which bear no date, and projects of {view.in_words()}. {SCHEMATIC} {_left_out(reports)} {LINES}"
    return Drawn(fig, says, points if len(points) else reports, Crossings if len(points) else Projects, "corridors-map")


def _left_out(reports: pd.DataFrame) -> str:
    """Which projects are not drawn, or not wholly, and why."""
    routes = rows(Routes)
    routes = routes[routes["project"].isin(reports["project"]) & routes["left_out"].notna()]
    wholly = records(routes[routes["towns"].isna()])
    said = [f"{', '.join(it['project'] for it in of)} ({of[0]['left_out']})" for of in grouped(wholly, ["left_out"])]
    said += [f"{it['project']} {it['left_out']}" for it in records(routes[routes["towns"].notna()])]
    return f"Not drawn: {'; '.join(said)}." if said else ""


@once
def statuses(view: View) -> Drawn | str:
    """Every dated report of every project, the dates announced, and the events, on one axis."""
    reports, due = chosen(view), dates(view)
    dated = reports[reports["start"].notna()]
    if dated.empty:
        mine = rows(Projects)
        return nothing(view, mine[view.of_countries(mine["countries"])], "dated report of a project")
    last = _last(view, due)
    events = view.events(rows(Events), world=True)
    events = events[events["category"].isin(CATEGORIES)]
    fig = chart.statuses(
        reports, due, view.first, last, reach=view.known_to, foot=foot(reports), title=_title(last_reports(view)),
        subtitle="One mark is one dated report, as its source tells it. Dotted: from the day of an announcement to the date announced",
    )  # fmt: skip
    fig = timeline.beside(fig, events, _lanes(view, events), view.first, last)
    says = f"Dated reports of {dated['project'].nunique()} projects, {view.in_words()}, with events in transport links, energy and water."
    return Drawn(fig, says, reports, Projects, "corridors-statuses", events)


def _lanes(view: View, events: pd.DataFrame) -> list[str]:
    """The lanes of the chosen countries; the world's only where it has an event of these kinds."""
    lanes = timeline.default_lanes(view.countries)
    return [it for it in lanes if it != timeline.WORLD or any(concerns(codes, (it,)) for codes in events["countries"])]


def _title(last: pd.DataFrame) -> str:
    """How many projects are in use and how many have works, by the last report of each."""
    stages = last["stage"].to_list()
    used, works = stages.count("operating"), stages.count("works")
    return f"{len(stages)} project{'s' * (len(stages) != 1)}: {used} in use, {works} with works, {len(stages) - used - works} neither, by the last report"


def _last(view: View, due: pd.DataFrame) -> dt.date:
    """The last day of the axis: the last date announced, where the view reaches to the end of the record."""
    if due.empty or view.known_to is None or view.last < view.known_to:
        return view.last
    return max(view.last, due["due_end"].max().date() + dt.timedelta(days=60))
