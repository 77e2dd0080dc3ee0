"""What the page of corridors says in words: its answer, its figures, and what came of an announced date."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.corridors.deadlines import Deadline
from analysis.corridors.projects import ProjectStatus, Segment, latest
from data.rows import Row, grouped, records
from data.schema.tables import Crossings, Routes
from data.vocabulary import periods
from data.vocabulary.text import counted, listed
from pages._app.rows import in_use
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.figure import Words
from pages.corridors.rows import crossings, dates, last_reports, reports

SCHEMATIC: Final = (
    "Lines are schematic: straight between the towns that reports of a project name, not its real course."
)
LINES: Final = "Borders are drawn as Natural Earth gives them, 1:50m, simplified; we take no position on any border."
_ARE: Final = ("are", "is")
# The stages of projects in a sentence.
_IN_WORDS: Final = {
    "in use": ("operating",),
    "with works going on": ("works",),
    "planned, studied, agreed or contracted": ("planned", "studied", "agreed", "contracted"),
    "suspended": ("halted",),
    "of another status": ("other",),
}

# What came of announced dates, in a sentence.
_CAME: Final = {
    "reached": "reported reached",
    "moved": "moved",
    "repeated": "named again",
    "open": "still to come",
    "not_known": "past without a report",
}


def answer(view: View) -> str:
    """Say how many crossings and projects there are, how far these have come, and what came of announced dates, as a list."""
    last = last_reports(view)[ProjectStatus.stage].to_list()
    counts = {words: sum(map(last.count, stages)) for words, stages in _IN_WORDS.items()}
    parts = [f"{count} {words}" for words, count in counts.items() if count]
    findings = []
    if parts:
        findings.append(
            f"{counted(len(last), 'project')}, by the last report of {view.years_in_words()}: {listed(parts)}."
        )
    if len(dates(view)):
        findings.append(_kept(dates(view)[Deadline.state].to_list()))
    if len(crossings(view)):
        findings.append(f"{counted(len(crossings(view)), 'border crossing')} with Afghanistan.")
    return "\n".join(f"- {text(it)}" for it in findings)


def _kept(states: Sequence[str]) -> str:
    """Say how many announced dates were reached, moved or passed in silence."""
    parts = [f"{states.count(state)} {words}" for state, words in _CAME.items() if state in states]
    return f"{counted(len(states), 'announced date')}: {listed(parts)}."


def without_place(rows: pd.DataFrame) -> str:
    """Name the crossings whose coordinates are not known; empty where all are."""
    names = rows.loc[rows[Crossings.lat].isna() | rows[Crossings.lon].isna(), Crossings.crossing]
    return f"Not drawn, place not known: {', '.join(names)}." if len(names) else ""


def map_words(view: View, choice: None, points: pd.DataFrame, lines: pd.DataFrame) -> Words:  # noqa: ARG001
    """Describe the map of crossings and projects, and what is missing on it."""
    about = f"Crossings, which have no date, and projects of {view.in_words()}"
    return Words(
        _finding(lines),
        "Line: kind of project. Thick: in use; medium: works or contract; thin: planned or suspended",
        f"{about}. {_finding(lines)}.",
        note=" ".join(filter(None, (without_place(crossings(view)), _left_out(view), LINES))),
        caveat=SCHEMATIC,
    )


def _finding(lines: pd.DataFrame) -> str:
    """Say how many projects are drawn, and how many of them are in use."""
    stages = lines.drop_duplicates(Segment.project)[Segment.stage].to_list()
    if not stages:
        return "Where roads and railways cross the border"
    return f"Of {counted(len(stages), 'project')} on the map, {stages.count('operating')} {_ARE[stages.count('operating') == 1]} in use"


def _left_out(view: View) -> str:
    """Say which projects are not drawn, or not wholly, and why."""
    routes = in_use(Routes)
    routes = routes[routes[Routes.project].isin(reports(view)[ProjectStatus.project]) & routes[Routes.left_out].notna()]
    wholly = grouped(records(routes[routes[Routes.towns].isna()]), [Routes.left_out])
    parts = [f"{', '.join(row[Routes.project] for row in of)} ({of[0][Routes.left_out]})" for of in wholly]
    in_part = records(routes[routes[Routes.towns].notna()])
    parts += [f"{row[Routes.project]} {row[Routes.left_out]}" for row in in_part]
    return f"Not drawn: {'; '.join(parts)}." if parts else ""


def status_words(view: View, choice: None, rows: pd.DataFrame, announced: pd.DataFrame) -> Words:  # noqa: ARG001
    """Say how many projects are in use and how many have works, by the last report of each."""
    stages = latest(rows)[ProjectStatus.stage].to_list()
    used, works, count = stages.count("operating"), stages.count("works"), counted(len(stages), "project")
    return Words(
        f"{count}: {used} in use, {works} with works, {len(stages) - used - works} neither, by the last report",
        "A mark is a dated report. Dotted line: from an announcement to the date announced. Star: that date was reached",
        f"Dated reports of {count}, {view.in_words()}, with events in transport links, energy and water.",
    )


def outcome(row: Row) -> str:
    """Say what came after an announced date, as Markdown; nothing where the date is still to come.

    Args:
        row: a row of `Deadline`.
    """
    state = row[Deadline.state]
    if state == "reached":
        late = text(_days(row[Deadline.days_low], row[Deadline.days_high]))
        return f"reported {period(row, 'met_')}, **{late}**"
    if state == "repeated":
        return f"later announced again for {period(row, 'then_')}"
    if state == "moved":
        moved = row[Deadline.moved_days]
        days = "" if pd.isna(moved) else f", {counted(abs(moved), 'day')} {_way(moved)}"
        return f"later announced for {period(row, 'then_')}{days}"
    return "**not known** whether it was kept" if state == "not_known" else ""


def announced(goal: Sequence[Row]) -> str:
    """Name the dates that were announced for a goal, in their order.

    Args:
        goal: rows of `Deadline`, the first announcement first.
    """
    return ", then ".join(dict.fromkeys(period(row, "due_") for row in goal))


def reached(goal: Sequence[Row]) -> str:
    """Say when a goal was reached, or that its date is still to come, or that no report says; as `announced`."""
    last = goal[-1]
    words = {"reached": period(last, "met_"), "open": "still to come", "not_known": "no report"}
    return words.get(last[Deadline.state], "")


def slip(goal: Sequence[Row]) -> str:
    """Say how late a goal was reached, or by how much its date was moved; as `announced`."""
    last = goal[-1]
    if last[Deadline.state] == "reached":
        return text(_days(last[Deadline.days_low], last[Deadline.days_high]))
    days = [row[Deadline.moved_days] for row in goal if row[Deadline.state] == "moved"]
    if not days:
        return ""
    if any(map(pd.isna, days)):
        return "a later year"
    return f"moved by {counted(sum(days), 'day')}"


def slip_days(goal: Sequence[Row], unknown: int) -> int:
    """Return the days by which a goal was late or its date was moved, at most; as `announced`.

    Args:
        goal: rows of `Deadline`.
        unknown: what stands for days that are not known.
    """
    days = [row[it] for row in goal for it in (Deadline.days_high, Deadline.moved_days) if pd.notna(row[it])]
    return max(days, default=unknown)


def period(row: Row, prefix: str = "") -> str:
    """Format a period of a row of `Deadline` as Markdown; `prefix` names which."""
    return text(periods.label(row[f"{prefix}start"], row[f"{prefix}end"], row[f"{prefix}precision"]))


def _days(low: int, high: int) -> str:
    """Say how late or early, as a range where a report is dated to the month."""
    if low == high:
        return f"{counted(abs(low), 'day')} {_way(low)}" if low else "on the last day"
    if low < 0 < high:
        return f"from {counted(-low, 'day')} earlier to {counted(high, 'day')} later"
    nearest, farthest = sorted((abs(low), abs(high)))
    return f"{nearest} to {farthest} days {_way(low + high)}"


def _way(days: int) -> str:
    return "later" if days > 0 else "earlier"
