"""Projects with their reports, and crossings, as lists in Markdown for several pages."""

from collections.abc import Sequence, Sized

import pandas as pd

from data.rows import Row, grouped
from data.schema.tables import Crossings, Projects
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import name
from data.vocabulary.text import listed
from pages._parts.citation import cited, text


def projects(reports: Sequence[Row]) -> str:
    """List each project once with its latest status, the one reported last first.

    Args:
        reports: rows of `Projects`. Of several reports of one day the one that stands last counts, as for `latest`.
    """
    return "\n".join(_latest(of[0]) for of in _by_project(reports))


def every_report(reports: Sequence[Row]) -> str:
    """List the projects with every report of each, the newest first."""
    return "\n\n".join(map(_project, _by_project(reports)))


def counted(reports: Sized) -> str:
    """Name the fold that has every report."""
    return f"Every report, project by project: {len(reports)}"


def _by_project(reports: Sequence[Row]) -> list[list[Row]]:
    """The reports of each project, the newest first, and so the projects; those without a date last."""
    start = Projects.start
    dated = [row for row in reversed(reports) if pd.notna(row[start])]
    undated = [row for row in reversed(reports) if pd.isna(row[start])]
    newest = sorted(dated, key=lambda row: row[start], reverse=True)
    return grouped([*newest, *undated], [Projects.project])


def _latest(row: Row) -> str:
    """The latest status of a project as an entry of a list."""
    status = text(codes.start_upper(codes.say(row[Projects.status])))
    return f"- **{text(row[Projects.project])}** · {status}, {_date(row)} ({cited(row[Projects.source_id])})"


def _project(reports: Sequence[Row]) -> str:
    """One project with what it is and every report of it."""
    last = reports[0]
    about = f"{text(codes.start_upper(codes.say(last[Projects.kind])))} · {text(name(last[Projects.countries]))}"
    return "\n".join([f"**{text(last[Projects.project])}**  \n:small[:gray[{about}]]\n", *map(_report, reports)])


def _report(row: Row) -> str:
    """How far a project had come by one report, with what the report says of its size."""
    facts = [codes.start_upper(codes.say(row[Projects.status]))]
    capacity, cost, length = row[Projects.capacity], row[Projects.cost_usd], row[Projects.length_km]
    facts += [f"capacity {capacity}"] if isinstance(capacity, str) else []
    facts += [f"planned cost {formats.usd(cost)}"] if pd.notna(cost) else []
    facts += [f"length {formats.significant(length, 4)} km"] if pd.notna(length) else []
    return (
        f"- **{_date(row)}** {text('; '.join(facts))}. {text(row[Projects.summary])}. {cited(row[Projects.source_id])}"
    )


def _date(row: Row) -> str:
    return text(periods.label(row[Projects.start], row[Projects.end], row[Projects.precision]))


def crossing(row: Row) -> str:
    """Describe a crossing as an entry of a list: how and where it is crossed, its note and its source.

    Args:
        row: a row of `Crossings`.
    """
    modes, note = listed(row[Crossings.modes].split(";")), row[Crossings.note]
    how = text(f"by {modes}; {row[Crossings.other_side]} to {row[Crossings.afghan_side]}.")
    more = f"{text(note)}. " if isinstance(note, str) else ""
    return f"- **{text(row[Crossings.crossing])}** {how} :small[{more}{cited(row[Crossings.source_id])}]"
