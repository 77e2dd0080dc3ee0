"""The rows of the page of corridors: reports of projects, announced dates and crossings of the chosen states and years."""

import pandas as pd

from analysis.corridors.deadlines import Deadline, deadlines
from analysis.corridors.projects import ProjectStatus, latest, statuses
from data.schema.tables import AnnouncedDates, Crossings, Projects
from pages._app.cache import once
from pages._app.rows import in_use, known_to
from pages._app.view import View
from pages._parts.states.summary import KABUL


def of_states(view: View) -> pd.DataFrame:
    """Return the reports of projects in which a chosen state takes part, of all years."""
    projects = in_use(Projects)
    return statuses(projects[view.of_countries(projects[Projects.countries])])


@once
def reports(view: View) -> pd.DataFrame:
    """Return the reports of the chosen states and years, with those without a date of the same projects.

    A project of which no report has a date belongs to all years.
    """
    every = of_states(view)
    dated, undated = (every[every[ProjectStatus.start].notna() == known] for known in (True, False))
    inside = view.keep(dated, None)
    project = undated[ProjectStatus.project]
    timeless = ~project.isin(dated[ProjectStatus.project])
    return pd.concat([inside, undated[project.isin(inside[ProjectStatus.project]) | timeless]])


def dated_reports(view: View) -> pd.DataFrame:
    """Return the reports of the chosen states and years that have a date."""
    every = reports(view)
    return every[every[ProjectStatus.start].notna()]


@once
def last_reports(view: View) -> pd.DataFrame:
    """Return the last report of each project, as `analysis.corridors.projects.latest` chooses it."""
    return latest(reports(view))


@once
def dates(view: View) -> pd.DataFrame:
    """Return the dates that were announced in the chosen years for these projects, with what came of them."""
    every = deadlines(in_use(AnnouncedDates), known_to() or KABUL)
    return view.keep(every[every[Deadline.project].isin(reports(view)[ProjectStatus.project])], None)


def crossings(view: View) -> pd.DataFrame:
    """Return the crossings of the chosen states, which have no date."""
    every = in_use(Crossings)
    return every[every[Crossings.country].isin(view.countries)]
