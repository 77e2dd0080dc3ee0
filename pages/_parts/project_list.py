"""A project with its reports, and a crossing, as a reader reads them: on the pages Corridors and Country alike."""

from collections.abc import Sequence, Sized

import pandas as pd

from data.rows import Row, grouped
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import name
from data.vocabulary.text import listed
from pages._parts.citation import cited, text


def projects(reports: Sequence[Row]) -> str:
    """Each project once with its latest status, the one told last first, as a list in Markdown.

    Args:
        reports: rows of `Projects`. Of several reports of one day the one that stands last counts, as for `latest`.
    """
    return "\n".join(_latest(it[0]) for it in _by_project(reports))


def every_report(reports: Sequence[Row]) -> str:
    """The same projects with every report of each, the newest first, as Markdown."""
    return "\n\n".join(map(_project, _by_project(reports)))


def counted(reports: Sized) -> str:
    """What stands on the fold that holds every report."""
    return f"Every report, project by project: {len(reports)}"


def _by_project(reports: Sequence[Row]) -> list[list[Row]]:
    """The reports of each project, the newest first, and so the projects; those without a date last."""
    dated = sorted((it for it in reversed(reports) if pd.notna(it["start"])), key=lambda it: it["start"], reverse=True)
    return grouped([*dated, *(it for it in reversed(reports) if pd.isna(it["start"]))], ["project"])


def _latest(it: Row) -> str:
    """The latest status of a project as an entry of a list."""
    status = text(codes.start_upper(codes.say(it["status"])))
    return f"- **{text(it['project'])}** · {status}, {_date(it)} ({cited(it['source_id'])})"


def _project(reports: Sequence[Row]) -> str:
    """One project with what it is and every report of it."""
    last = reports[0]
    about = f"{text(codes.start_upper(codes.say(last['kind'])))} · {text(name(last['countries']))}"
    return "\n".join([f"**{text(last['project'])}**  \n:small[:gray[{about}]]\n", *map(_report, reports)])


def _report(it: Row) -> str:
    """How far a project had come by one report, with what the report says of its size."""
    facts = [codes.start_upper(codes.say(it["status"]))]
    facts += [f"capacity {it['capacity']}"] if isinstance(it["capacity"], str) else []
    facts += [f"planned cost {formats.usd(it['cost_usd'])}"] if pd.notna(it["cost_usd"]) else []
    facts += [f"length {formats.significant(it['length_km'], 4)} km"] if pd.notna(it["length_km"]) else []
    return f"- **{_date(it)}** {text('; '.join(facts))}. {text(it['summary'])}. {cited(it['source_id'])}"


def _date(it: Row) -> str:
    return text(periods.label(it["start"], it["end"], it["precision"]))


def crossing(it: Row) -> str:
    """A row of `Crossings` as an entry of a list: how and where it is crossed, its note and its source."""
    how = text(f"by {listed(it['modes'].split(';'))}; {it['other_side']} to {it['afghan_side']}.")
    note = f"{text(it['note'])}. " if isinstance(it["note"], str) else ""
    return f"- **{text(it['crossing'])}** {how} :small[{note}{cited(it['source_id'])}]"
