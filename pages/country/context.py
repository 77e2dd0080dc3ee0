"""Refugees, projects and crossings of one state."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.base import in_use as use
from charts.aid.refugees import GROUPS, by_year
from data.rows import records
from data.schema.tables import Crossings, Projects, Refugees
from data.vocabulary.places import CODES, name
from data.vocabulary.text import counted
from pages._app.cache import lazy_expander, once, replayed
from pages._app.rows import in_use
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.empty import none_on_record
from pages._parts.figure import Figure, Frames, Words
from pages._parts.lists import project_list
from pages._parts.show import say_why_empty, show
from pages.country.sections import of

MOVED: Final = 2025  # the year in which UNHCR counts anew some whom it had counted as refugees


def refugees(view: View, code: str) -> None:
    """Show Afghans in the state at the end of each year."""
    show(REFUGEES, view, code)


def _hosted(code: str) -> pd.DataFrame:
    """The counts of one host state, of all years."""
    rows = in_use(Refugees)
    return rows[rows[Refugees.country] == code]


def _of_years(view: View, code: str) -> Frames:
    return (view.keep(_hosted(code)).sort_values(Refugees.start),)


def _words(view: View, code: str, rows: pd.DataFrame) -> Words:
    """Who is counted, and what must not be compared."""
    moved = rows.loc[rows[Refugees.start].dt.year == MOVED, Refugees.other_in_need]
    caution = f"In {MOVED} UNHCR moved people from refugees to others in need: do not compare it with the year before."
    return Words(
        _title(code, rows),
        "People at the end of each year, as UNHCR counts them",
        f"Afghans in {name(code)}, {view.years_in_words()}, at the end of each year.",
        caveat=caution * bool((moved > 0).any()),
    )


def _title(code: str, rows: pd.DataFrame) -> str:
    """Say how many there were last."""
    row = rows.iloc[-1]
    people = int(row[list(GROUPS)].fillna(0).sum())
    return f"Afghans in {name(code)}: {people:,} at the end of {row[Refugees.start].year}"


REFUGEES = Figure(
    key="country-refugees",
    name="Afghan refugees in one state",
    measure=use.in_use,
    tables=(Refugees,),
    rows=_of_years,
    chart=by_year,
    words=_words,
    empty=lambda view, code: none_on_record(view, _hosted(code), f"count of Afghan refugees in {name(code)}"),
    options=lambda view, code: {"first": view.first, "last": view.last},  # noqa: ARG005
    choices=lambda: CODES,
)


def projects(view: View, code: str) -> None:
    """List rail, power, gas, water and market projects in which the state takes part, each status with its date."""
    reports = _reports(view, code)
    if reports.empty:
        say_why_empty(none_on_record(view, of(in_use(Projects), code), f"project of {name(code)} with Afghanistan"))
        return
    _statuses(view, code)
    lazy_expander(project_list.counted(reports), "country-reports", _every_report, view, code)


@once
def _reports(view: View, code: str) -> pd.DataFrame:
    """The reports of the chosen years, and those without a date of the same projects."""
    every = of(in_use(Projects), code)
    inside = view.keep(every, None)
    undated = every[every[Projects.start].isna()]
    return pd.concat([inside, undated[undated[Projects.project].isin(inside[Projects.project])]])


@replayed
def _statuses(view: View, code: str) -> None:
    reports = _reports(view, code)
    count = counted(reports[Projects.project].nunique(), "project")
    caption = (
        f"{count} in which {name(code)} takes part, by {counted(len(reports), 'report')}, {view.years_in_words()}. The one "
        "reported last comes first."
    )
    st.markdown(f":small[:gray[{text(caption)}]]\n\n{project_list.projects(records(reports))}")


@replayed
def _every_report(view: View, code: str) -> None:
    st.markdown(project_list.every_report(records(_reports(view, code))))


@replayed
def crossings(view: View, code: str) -> None:  # noqa: ARG001  crossings have no date
    """List the border crossings between the state and Afghanistan."""
    rows = in_use(Crossings)
    rows = rows[rows[Crossings.country] == code]
    if rows.empty:
        st.markdown(text(f"No border crossing between {name(code)} and Afghanistan is known."))
        return
    st.markdown("\n".join(map(project_list.crossing, records(rows))))
