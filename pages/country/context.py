"""Refugees, projects and crossings of one state."""

from typing import Final

import pandas as pd
import streamlit as st

from charts.aid import refugees as chart
from data.rows import records
from data.schema.tables import Crossings, Projects, Refugees
from data.vocabulary.places import name
from pages._app.cache import fold, once, replayed
from pages._app.rows import current, rows
from pages._app.view import View
from pages._parts import project_list
from pages._parts.citation import foot, text
from pages._parts.show import Drawn, show
from pages.country.sections import nothing, of

MOVED: Final = 2025  # the year in which UNHCR counts anew some whom it had counted as refugees


def refugees(view: View, code: str) -> None:
    """Afghans in the state at the end of each year."""
    show(_refugees(view, code))


@once
def _refugees(view: View, code: str) -> Drawn | str:
    every = rows(Refugees)
    mine = every[every["country"] == code]
    told = view.keep(mine)
    if told.empty:
        return nothing(view, mine, f"count of Afghan refugees in {name(code)}")
    latest = told[told.index.isin(current(Refugees).index)]
    fig = chart.by_year(
        latest, view.first, view.last, title=f"Afghans in {name(code)}, at the end of each year", foot=foot(latest),
        subtitle="People, as UNHCR counts them",
    )  # fmt: skip
    says = f"Afghans in {view.in_words()}, at the end of each year."
    if (latest.loc[latest["start"].dt.year == MOVED, "other_in_need"] > 0).any():
        says += (
            f" In {MOVED} UNHCR moved people from refugees to others in need: do not compare it with the year before."
        )
    return Drawn(fig, says, told, Refugees, "country-refugees")


def projects(view: View, code: str) -> None:
    """Rail, power, gas, water and market projects in which the state takes part, each status with its date."""
    shown = _reports(view, code)
    if shown.empty:
        show(_no_project(view, code))
        return
    _statuses(view, code)
    fold(project_list.counted(shown), "country-reports", _every_report, view, code)


@once
def _reports(view: View, code: str) -> pd.DataFrame:
    """The reports of the chosen years, and those without a date of the same projects."""
    mine = of(rows(Projects), code)
    inside = view.keep(mine, None)
    return pd.concat([inside, mine[mine["start"].isna() & mine["project"].isin(inside["project"])]])


@once
def _no_project(view: View, code: str) -> str:
    return nothing(view, of(rows(Projects), code), f"project of {name(code)} with Afghanistan")


@replayed
def _statuses(view: View, code: str) -> None:
    shown = _reports(view, code)
    count = shown["project"].nunique()
    said = (
        f"{count} project{'s' * (count != 1)} in which {name(code)} takes part, {len(shown)} reports of how far they had come, "
        f"{view.years_in_words()}; the one told last first."
    )
    st.markdown(f":small[:gray[{text(said)}]]\n\n{project_list.projects(records(shown))}")


@replayed
def _every_report(view: View, code: str) -> None:
    st.markdown(project_list.every_report(records(_reports(view, code))))


@replayed
def crossings(view: View, code: str) -> None:  # noqa: ARG001  crossings bear no date
    """Border crossings between the state and Afghanistan."""
    mine = rows(Crossings)
    mine = mine[mine["country"] == code]
    if mine.empty:
        st.markdown(text(f"No border crossing between {name(code)} and Afghanistan is on record."))
        return
    st.markdown("\n".join(project_list.crossing(it) for it in records(mine)))
