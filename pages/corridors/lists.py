"""The lists of the page of corridors: projects by stage and by kind, announced dates, and crossings."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import streamlit as st

from analysis.corridors.deadlines import Deadline
from analysis.corridors.projects import ProjectStatus
from data.rows import Row, grouped, records
from data.schema.tables import Crossings
from data.vocabulary import codes
from data.vocabulary.places import CODES, name
from data.vocabulary.text import listed
from pages._app.cache import lazy_expander, replayed
from pages._app.view import View
from pages._parts import project_list
from pages._parts.citation import cited, text
from pages.corridors import wording
from pages.corridors.rows import crossings, dates, last_reports, reports

_FARTHEST_FIRST: Final = ("operating", "works", "contracted", "agreed", "studied", "planned", "halted", "other")


@replayed
def answer(view: View) -> None:
    """Show how many crossings and projects there are, and how far these have come."""
    st.markdown(wording.answer(view))


@replayed
def by_stage(view: View) -> None:
    """List every project under the stage of its last report of these years, with that report."""
    last = last_reports(view).sort_values(ProjectStatus.start, ascending=False, na_position="last", kind="stable")
    if last.empty:
        return
    st.subheader("How far they have come, by the last report", anchor="stages")
    stages = _by(ProjectStatus.stage, records(last))
    st.markdown("\n\n".join(_at_stage(stage, stages[stage]) for stage in _FARTHEST_FIRST if stage in stages))


def _by(column: str, rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Group rows by the value of a column."""
    return {of[0][column]: of for of in grouped(rows, [column])}


def _at_stage(stage: str, last: Sequence[Row]) -> str:
    """The projects of one stage, each with its last report."""
    projects = "; ".join(f"{text(row[ProjectStatus.project])} ({cited(row[ProjectStatus.source_id])})" for row in last)
    heading = text(codes.start_upper(codes.PROJECT_STAGES[stage]))
    return f":small[**{heading}** ({len(last)}): {projects}]"


@replayed
def announced_dates(view: View) -> None:
    """List each announced date beside what was reported later, by what came of it."""
    st.subheader("Announced dates and what came of them", anchor="dates")
    announced = dates(view)
    if announced.empty:
        st.markdown(text(f"No date announced for these projects is on record for {view.in_words()}."))
        return
    st.caption(
        "Read by hand from the words of a report, which are quoted. Days are counted from the last day of the announced "
        "period to the report that it was reached, and only where both dates are on record; otherwise it is not known. "
        "Most projects on record have no announced date."
    )
    states = _by(Deadline.state, records(announced))
    headings = codes.DEADLINE_STATES
    st.markdown(
        "\n\n".join(_under(headings[state], map(_date, states[state])) for state in headings if state in states)
    )


def _under(heading: str, entries: Iterable[str]) -> str:
    """Entries of a list under a heading."""
    return "\n".join([f"**{text(codes.start_upper(heading))}**", *entries])


def _date(row: Row) -> str:
    """One announced date, with its words, what was reported later, and the sources of both."""
    how = "counted by us from" if row[Deadline.counted] else "in the words"
    goal = f"**{text(row[Deadline.project])}**, {text(row[Deadline.what])}"
    announced = f"{wording.period(row)} for {wording.period(row, 'due_')}"
    entry = f"- {goal}: announced {announced}, {how} “{text(row[Deadline.quote])}”"
    ids = [row[it] for it in (Deadline.source_ids, Deadline.met_source_ids) if isinstance(row[it], str)]
    sources = "; ".join(map(cited, ";".join(ids).split(";")))
    return f"{'; '.join(filter(None, (entry, wording.outcome(row))))}. {sources}"


def projects(view: View) -> None:
    """List every project under its kind with its latest status; a fold has each report with capacity, cost and length."""
    _latest(view)
    if len(reports(view)):
        lazy_expander(project_list.counted(reports(view)), "corridors-reports", _every_report, view)


@replayed
def _latest(view: View) -> None:
    st.subheader("Projects, by the last report of each", anchor="projects")
    rows = reports(view)
    if rows.empty:
        st.markdown(text(f"No project is on record for {view.in_words()}."))
        return
    st.markdown(_by_kind(records(rows), project_list.projects))


@replayed
def _every_report(view: View) -> None:
    st.markdown(_by_kind(records(reports(view)), project_list.every_report))


def _by_kind(rows: Sequence[Row], entries: Callable[[Sequence[Row]], str]) -> str:
    """Entries of projects under the kinds that there are."""
    kinds = _by(ProjectStatus.kind, rows)
    return "\n\n".join(
        f"#### {text(codes.start_upper(codes.say(kind)))}\n{entries(kinds[kind])}"
        for kind in codes.PROJECT_KINDS
        if kind in kinds
    )


@replayed
def crossing_list(view: View) -> None:
    """List every crossing with its sides, modes, note and source, whatever the years."""
    st.subheader("Crossings", anchor="crossings")
    rows = crossings(view)
    if rows.empty:
        states = listed([name(code) for code in view.countries])
        st.markdown(text(f"No border crossing between {states} and Afghanistan is on record."))
        return
    states = _by(Crossings.country, records(rows))
    entries = project_list.crossing
    st.markdown("\n\n".join(_under(name(code), map(entries, states[code])) for code in CODES if code in states))
