"""Every project once, as a table to filter by kind and to sort: its stage, its last report, its announced dates and their slip."""

from collections.abc import Callable, Sequence
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.corridors.deadlines import Deadline
from analysis.corridors.projects import ProjectStatus
from data.rows import Row, grouped, records
from data.schema.tables import Sources
from data.vocabulary import codes
from data.vocabulary.text import counted
from pages._app.cache import replayed
from pages._app.rows import sources
from pages._app.view import View
from pages._parts.citation import link, text
from pages._parts.empty import none_on_record
from pages._parts.layout import section
from pages._parts.show import say_why_empty
from pages.corridors import wording
from pages.corridors.rows import dates, last_reports, of_states

_FARTHEST_FIRST: Final = ("operating", "works", "contracted", "agreed", "studied", "planned", "halted", "other")
_NO_SLIP: Final = -(10**6)  # behind every slip in days, also those of dates that were kept early
_NOTHING: Final = ":gray[–]"  # by its colour the style sheet knows it and leaves it out on a phone
Goals = list[list[Row]]  # the announcements of each goal of a project, the first first


def _stage(last: Row, goals: Goals) -> tuple[int, int]:  # noqa: ARG001
    return (_FARTHEST_FIRST.index(last[ProjectStatus.stage]), -_day(last))


def _newest(last: Row, goals: Goals) -> int:  # noqa: ARG001
    return -_day(last)


def _slip(last: Row, goals: Goals) -> tuple[int, int]:
    return (-max((wording.slip_days(goal, _NO_SLIP) for goal in goals), default=_NO_SLIP - 1), -_day(last))


def _name(last: Row, goals: Goals) -> str:  # noqa: ARG001
    return last[ProjectStatus.project].casefold()


def _day(last: Row) -> int:
    """The day of a report as a number; one without a date is older than all."""
    start = last[ProjectStatus.start]
    return 0 if pd.isna(start) else start.toordinal()


ORDERS: Final[dict[str, Callable[[Row, Goals], Any]]] = {
    "Last report": _newest,
    "Farthest first": _stage,
    "Longest slip": _slip,
    "Name": _name,
}


def projects(view: View) -> None:
    """Show the controls and the table of what they choose."""
    section("Projects, each by its last report", "projects")
    last = last_reports(view)
    if last.empty:
        say_why_empty(none_on_record(view, of_states(view), "project"))
        return
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        present = set(last[ProjectStatus.kind])
        kinds = st.pills(
            "Kinds (none pressed: all)", [it for it in codes.PROJECT_KINDS if it in present], selection_mode="multi",
            format_func=lambda it: codes.start_upper(codes.say(it)), key="corridor_kinds", bind="query-params",
            persist_state="session",
        )  # fmt: skip
        order = st.selectbox(
            "Order", list(ORDERS), key="corridor_order", bind="query-params", persist_state="session", width=190
        )
    with st.container(key="list-projects"):
        _table(view, tuple(kinds), order)


@replayed
def _table(view: View, kinds: tuple[str, ...], order: str) -> None:
    cells = in_words(view, kinds, order)
    st.table(cells, hide_index=True, height=620 if len(cells) > 6 else "content")
    st.caption(
        f"{counted(len(cells), 'project')}. Slip: from the last day announced to the report that it was reached, or to the date "
        "announced next. Most projects have no announced date."
    )


def in_words(view: View, kinds: tuple[str, ...], order: str) -> pd.DataFrame:
    """Put each project into a line.

    Args:
        view: countries and years.
        kinds: codes of the kinds that are shown; none shows all.
        order: a key of `ORDERS`.
    """
    goals: dict[str, Goals] = {}
    for goal in grouped(records(dates(view).sort_values(Deadline.start)), [Deadline.project, Deadline.goal]):
        goals.setdefault(goal[0][Deadline.project], []).append(goal)
    last = [row for row in records(last_reports(view)) if not kinds or row[ProjectStatus.kind] in kinds]
    pairs = [(row, goals.get(row[ProjectStatus.project], [])) for row in last]
    return pd.DataFrame([_line(*pair) for pair in sorted(pairs, key=lambda pair: ORDERS[order](*pair))])


def _line(last: Row, goals: Goals) -> dict[str, str]:
    status = codes.start_upper(codes.say(last[ProjectStatus.status]))
    return {
        "Project": f"**{text(last[ProjectStatus.project])}**",
        "Kind": text(codes.start_upper(codes.say(last[ProjectStatus.kind]))),
        "Stage": text(codes.start_upper(codes.PROJECT_STAGES[last[ProjectStatus.stage]])),
        "Last report": f"{text(status)}, {wording.period(last)} ({_publisher(last[ProjectStatus.source_id])})",
        "Date announced": _of_goals(goals, wording.announced),
        "Reached": _of_goals(goals, wording.reached),
        "Slip": _of_goals(goals, wording.slip),
    }


def _publisher(source_id: str) -> str:
    """Name the publisher of a source, with a link to it; its date stands beside it."""
    known = sources()
    return link(known[Sources.publisher].get(source_id, source_id), known[Sources.url].get(source_id, ""))


def _of_goals(goals: Goals, say: Callable[[Sequence[Row]], str]) -> str:
    """What is said of each goal, named where a project has several."""
    named = [(text(goal[0][Deadline.what]), say(goal)) for goal in goals]
    different = {words for _, words in named}
    if len(different) > 1:
        return "; ".join(f"{codes.start_upper(what)}: {words}" for what, words in named if words)
    return "".join(different) or _NOTHING
