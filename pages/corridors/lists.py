"""What the page of corridors opens on demand: announced dates in the words of reports, every report, and crossings."""

from collections.abc import Iterable, Sequence

import streamlit as st

from analysis.corridors.deadlines import Deadline
from analysis.corridors.projects import ProjectStatus
from data.rows import Row, grouped, records
from data.schema.tables import Crossings
from data.vocabulary import codes
from data.vocabulary.places import CODES, name
from data.vocabulary.text import listed
from pages._app.cache import replayed
from pages._app.view import View
from pages._parts.citation import cited, text
from pages._parts.lists import project_list
from pages.corridors import wording
from pages.corridors.rows import crossings, dates, reports


def _by(column: str, rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Group rows by the value of a column."""
    return {of[0][column]: of for of in grouped(rows, [column])}


@replayed
def announced_dates(view: View) -> None:
    """List each announced date beside what was reported later, by what came of it."""
    states = _by(Deadline.state, records(dates(view)))
    headings = codes.DEADLINE_STATES
    st.caption(
        "Read by hand from the words of a report, which are quoted. Days are counted only where both dates are known. "
        "“Counted by us” marks a duration that we counted from the day of the report."
    )
    st.markdown(
        "\n\n".join(_under(headings[state], map(_date, states[state])) for state in headings if state in states)
    )


def _under(heading: str, entries: Iterable[str]) -> str:
    """Entries of a list under a heading."""
    return "\n".join([f"**{text(codes.start_upper(heading))}**", *entries])


def _date(row: Row) -> str:
    """One announced date, with its words, what was reported later, and the sources of both, two a line."""
    how = "counted by us from" if row[Deadline.counted] else "in the words"
    goal = f"**{text(row[Deadline.project])}**, {text(row[Deadline.what])}"
    announced = f"{wording.period(row)} for {wording.period(row, 'due_')}"
    entry = f"- {goal}: announced {announced}, {how} “{text(row[Deadline.quote])}”"
    ids = [row[it] for it in (Deadline.source_ids, Deadline.met_source_ids) if isinstance(row[it], str)]
    links = list(map(cited, ";".join(ids).split(";")))
    sources = ";\n  ".join("; ".join(links[at : at + 2]) for at in range(0, len(links), 2))
    return f"{'; '.join(filter(None, (entry, wording.outcome(row))))}.\n  {sources}"


@replayed
def every_report(view: View) -> None:
    """List every report of every project under its kind, with capacity, cost and length."""
    kinds = _by(ProjectStatus.kind, records(reports(view)))
    st.markdown(
        "\n\n".join(
            f"### {text(codes.start_upper(codes.say(kind)))}\n{project_list.every_report(kinds[kind])}"
            for kind in codes.PROJECT_KINDS
            if kind in kinds
        )
    )


@replayed
def crossing_list(view: View) -> None:
    """List every crossing with its sides, modes, note and source, whatever the years."""
    states = _by(Crossings.country, records(crossings(view)))
    entries = project_list.crossing
    st.markdown("\n\n".join(_under(name(code), map(entries, states[code])) for code in CODES if code in states))


@replayed
def no_crossing(view: View) -> None:
    """Say that no crossing of the chosen states is known."""
    states = listed([name(code) for code in view.countries])
    st.markdown(text(f"No border crossing between {states} and Afghanistan is in the data."))
