"""What the page of corridors says in words: the answer, the announced dates, the projects and the crossings as lists."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final

import pandas as pd
import streamlit as st

from analysis.corridors.projects import STAGES, STATES, announced, latest
from data.rows import Row, grouped, records
from data.schema.tables import AnnouncedDates, Crossings, Projects
from data.vocabulary import codes, periods
from data.vocabulary.places import CODES, name
from data.vocabulary.text import listed
from pages._app.cache import fold, once, replayed
from pages._app.rows import known_to, rows
from pages._app.view import View
from pages._parts.citation import cited, text
from pages._parts.project_list import counted as every_counted
from pages._parts.project_list import crossing, every_report, projects
from pages._parts.states.summary import KABUL

# How many projects stand at which stages, in words.
_IN_WORDS: Final = {
    "in use": ("operating",),
    "with works going on": ("works",),
    "planned, studied, agreed or contracted": ("planned", "studied", "agreed", "contracted"),
    "suspended": ("halted",),
    "of another status": ("other",),
}
_FARTHEST_FIRST: Final = ("operating", "works", "contracted", "agreed", "studied", "planned", "halted", "other")


@once
def chosen(view: View) -> pd.DataFrame:
    """The reports of the chosen countries and years; those without a date of the same projects, too."""
    dated, undated, timeless = _of_states(view.of_all_years())
    inside = view.keep(dated, None)
    return pd.concat([inside, undated[undated["project"].isin(inside["project"]) | timeless]])


@once
def _of_states(view: View) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    """The reports of the chosen countries with a date and those without, and which of these are of a project without any.

    A project of which no report bears a date has no years that could leave it out.
    """
    mine = rows(Projects)
    mine = mine[view.of_countries(mine["countries"])]
    known = mine["start"].notna()
    dated, undated = mine[known], mine[~known]
    return dated, undated, ~undated["project"].isin(dated["project"])


@once
def last_reports(view: View) -> pd.DataFrame:
    """The last report of each project, as `analysis.corridors.projects.latest`."""
    return latest(chosen(view))


@once
def dates(view: View) -> pd.DataFrame:
    """What was announced in these years for these projects, with what came of it."""
    every = _announced()
    return view.keep(every[every["project"].isin(chosen(view)["project"])], None)


@once
def _announced() -> pd.DataFrame:
    return announced(rows(AnnouncedDates), known_to() or KABUL)


def crossings(view: View) -> pd.DataFrame:
    """The crossings of the chosen countries; they bear no date."""
    return _crossings(view.of_all_years())


@once
def _crossings(view: View) -> pd.DataFrame:
    every = rows(Crossings)
    return every[every["country"].isin(view.countries)]


def counted(number: int, one: str) -> str:
    """So many of a thing, in words."""
    return f"{number} {one}{'' if number == 1 else 's'}"


@replayed
def answer(view: View) -> None:
    """How many crossings and projects, and how far these have come by their last report in these years."""
    last = last_reports(view)["stage"].to_list()
    counts = {said: sum(map(last.count, stages)) for said, stages in _IN_WORDS.items()}
    parts = [f"{count} {said}" for said, count in counts.items() if count]
    crossed = f"{counted(len(crossings(view)), 'crossing')} with Afghanistan on record" if len(crossings(view)) else ""
    told = (
        f"{counted(len(last), 'project')}, by the last report of {text(view.years_in_words())}: {listed(parts)}"
        if parts
        else ""
    )
    said = "; ".join(it for it in (crossed, told) if it)
    st.markdown(f"{said or 'Nothing is on record here'}.")


@replayed
def how_far(view: View) -> None:
    """Every project under the stage that its last report of these years tells of, with that report."""
    last = last_reports(view).sort_values("start", ascending=False, na_position="last", kind="stable")
    if last.empty:
        return
    st.subheader("How far they have come, by the last report", anchor="stages")
    stages = {it[0]["stage"]: it for it in grouped(records(last), ["stage"])}
    st.markdown("\n\n".join(_at_stage(it, stages[it]) for it in _FARTHEST_FIRST if it in stages))


def _at_stage(stage: str, reports: Sequence[Row]) -> str:
    """The projects of one stage, each with its last report."""
    told = "; ".join(f"{text(it['project'])} ({cited(it['source_id'])})" for it in reports)
    return f":small[**{text(codes.start_upper(STAGES[stage]))}** ({len(reports)}): {told}]"


@replayed
def announced_dates(view: View) -> None:
    """Each announced date beside what was reported later, by what became of it."""
    st.subheader("Announced dates and what came of them", anchor="dates")
    found = dates(view)
    if found.empty:
        st.markdown(text(f"No date announced for these projects is on record for {view.in_words()}."))
        return
    st.caption(
        "Read by hand from the words of a report, which are quoted. Days are counted from the last day of the announced "
        "period to the report that it was reached, and only where both dates are on record; otherwise it is not known. "
        "Most projects on record have no announced date."
    )
    by_state = {it[0]["state"]: it for it in grouped(records(found), ["state"])}
    st.markdown("\n\n".join(_under(STATES[it], map(_date, by_state[it])) for it in STATES if it in by_state))


def _under(heading: str, entries: Iterable[str]) -> str:
    """Entries of a list under a heading."""
    return "\n".join([f"**{text(codes.start_upper(heading))}**", *entries])


def _date(it: Row) -> str:
    """One announced date, with its words, what was reported later, and the sources of both."""
    said, due = _label(it, ""), _label(it, "due_")
    how = "counted by us from" if it["counted"] else "in the words"
    parts = [
        f"- **{text(it['project'])}**, {text(it['what'])}: announced {said} for {due}, {how} “{text(it['quote'])}”"
    ]
    parts += [after(it)]
    sources = "; ".join(cited(one) for one in it["source_ids"].split(";"))
    return f"{'; '.join(part for part in parts if part)}. {sources}"


def after(it: Row) -> str:
    """What came after an announced date, as Markdown; nothing where it is still to come."""
    if it["state"] == "reached":
        return f"reported {_label(it, 'met_')}, **{text(_days(it['days_low'], it['days_high']))}**"
    if it["state"] == "repeated":
        return f"later announced again for {_label(it, 'then_')}"
    if it["state"] == "moved":
        days = (
            "" if pd.isna(it["moved_days"]) else f", {counted(abs(it['moved_days']), 'day')} {_way(it['moved_days'])}"
        )
        return f"later announced for {_label(it, 'then_')}{days}"
    return "**not known** whether it was kept" if it["state"] == "not known" else ""


def _days(low: int, high: int) -> str:
    """How late or early, as a range where a report is told by the month."""
    if low == high:
        return f"{counted(abs(low), 'day')} {_way(low)}" if low else "on the last day"
    if low < 0 < high:
        return f"from {counted(-low, 'day')} earlier to {counted(high, 'day')} later"
    nearest, farthest = sorted((abs(low), abs(high)))
    return f"{nearest} to {farthest} days {_way(low + high)}"


def _way(days: int) -> str:
    return "later" if days > 0 else "earlier"


def _label(it: Row, prefix: str) -> str:
    return text(periods.label(it[f"{prefix}start"], it[f"{prefix}end"], it[f"{prefix}precision"]))


def project_list(view: View) -> None:
    """Every project under its kind with its latest status; each report with capacity, cost, length and source in a fold."""
    _statuses(view)
    if len(reports := chosen(view)):
        fold(every_counted(reports), "corridors-reports", _every_report, view)


@replayed
def _statuses(view: View) -> None:
    st.subheader("Projects, by the last report of each", anchor="projects")
    reports = chosen(view)
    if reports.empty:
        st.markdown(text(f"No project is on record for {view.in_words()}."))
        return
    st.markdown(_by_kind(records(reports), projects))


@replayed
def _every_report(view: View) -> None:
    st.markdown(_by_kind(records(chosen(view)), every_report))


def _by_kind(reports: Sequence[Row], told: Callable[[Sequence[Row]], str]) -> str:
    """Projects under the kinds that there are."""
    kinds = {it[0]["kind"]: it for it in grouped(reports, ["kind"])}
    return "\n\n".join(
        f"#### {text(codes.start_upper(codes.say(it)))}\n{told(kinds[it])}" for it in codes.PROJECT_KINDS if it in kinds
    )


def crossing_list(view: View) -> None:
    """Every crossing with its sides, modes, note and source, whatever the years."""
    _crossing_list(view.of_all_years())


@replayed
def _crossing_list(view: View) -> None:
    st.subheader("Crossings", anchor="crossings")
    mine = crossings(view)
    if mine.empty:
        st.markdown(
            text(
                f"No border crossing between {listed([name(it) for it in view.countries])} and Afghanistan is on record."
            )
        )
        return
    found = {it[0]["country"]: it for it in grouped(records(mine), ["country"])}
    st.markdown("\n\n".join(_under(name(it), map(crossing, found[it])) for it in CODES if it in found))
