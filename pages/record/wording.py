"""What the Data page says in words: its answer, its figures, and what is not known."""

from collections.abc import Collection
from typing import Final

import pandas as pd

from analysis.record.coverage import Coverage
from analysis.record.freshness import CADENCES, Freshness, states_of
from analysis.record.gaps import Gap
from charts.record.freshness import SIGNS
from data.rows import Row
from data.schema.tables import BY_NAME, Sources, Trade
from data.vocabulary import codes
from data.vocabulary.places import AFG, CODES, adjective, name
from data.vocabulary.text import counted, listed, runs
from pages._app.record import facts
from pages._app.rows import known_to
from pages._app.view import View
from pages._parts.figure import Words

NO_DATE: Final = "No row of the data has a date."
_TENS: Final = "A stronger colour is more"
_BEGINS: Final = "A row counts in the year in which its period begins"


def by_table(view: View, choice: None, rows: pd.DataFrame) -> Words:  # noqa: ARG001
    """Say in which year most rows begin, and which rows are left out."""
    dated = rows[rows[Coverage.table] != Sources.name]
    years = dated.groupby(Coverage.year)[Coverage.rows].sum()
    title = (
        f"Most rows are about {years.idxmax()}: {years.max():,} of {years.sum():,} with a date"
        if len(years)
        else "Rows by year"
    )
    without = [table.heading for table, of in facts() if len(of) and table.name not in set(rows[Coverage.table])]
    undated = sum(int(of["start"].isna().sum()) for _, of in facts() if "start" in of)
    never = f" {listed(without)} {'has' if len(without) == 1 else 'have'} no dates." if without else ""
    return Words(
        title,
        f"{_BEGINS}, a source in the year of its publication. {_TENS}",
        f"Rows by table and year. {undated:,} rows without a date are left out.{never}",
    )


def by_state(view: View, choice: None, rows: pd.DataFrame) -> Words:  # noqa: ARG001
    """Say which state has the most rows, and which the fewest."""
    sums = rows.groupby(Coverage.country)[Coverage.rows].sum().reindex(list(CODES), fill_value=0)
    most, least = sums.idxmax(), sums.idxmin()
    title = f"{name(most)} has the most rows, {sums[most]:,}, and {name(least)} the fewest, {sums[least]:,}"
    return Words(
        title if len(rows) else "Rows by state and year",
        f"{_BEGINS}, and for every state that it names. {_TENS}",
        "Rows by state and year, all tables that name states; rows about the five together are left out.",
    )


def known(view: View, table: str, rows: pd.DataFrame, fresh: pd.DataFrame) -> Words:  # noqa: ARG001
    """Say in how many series of a state and kind of source newer figures are due."""
    day = known_to()
    stated = ", statistics and preliminary figures alone" if table == Trade.name else ""
    until = f", at {day:%-d %B %Y}, the last day of the data" if day else ""
    heading = BY_NAME[table].heading
    return Words(
        f"{heading}: {_due(fresh)}",
        "Rows about each year; a stronger colour is more. Right: how fresh they are on the last day of the data",
        f"{heading} by state, kind of source and year{stated}{until}. Numbers of rows say nothing about the world.",
        note=_how_fresh(table),
    )


def _due(fresh: pd.DataFrame) -> str:
    """Count the series in which newer figures are due; plain where none ever is."""
    states = fresh[Freshness.state].value_counts()
    series = int(states.reindex(list(SIGNS)).fillna(0).sum())
    if not series:
        return "what is known of each state, by kind of source"
    late = [f"{state} in {states[state]}" for state in ("due", "overdue") if state in states]
    return f"newer figures are {listed(late)} of {series} series" if late else "no newer figures are due"


def _how_fresh(table: str) -> str:
    """Say when newer rows of a table are due."""
    cadence = CADENCES.get(table)
    if cadence is None:
        return "These rows follow what happens: newer ones are never due."
    days = f"due {cadence.due_after} and overdue {cadence.overdue_after} days after the last period covered"
    return f"Newer {cadence.word} figures are {days}."


def gap(row: Row) -> str:
    """Say what is not known of a state.

    Args:
        row: a row of `Gap`.
    """
    state, parts = name(row[Gap.country]), [it for it in row[Gap.parts].split(";") if it]
    if row[Gap.what] == "years":
        return f"{state}: no statistic of all goods by {state}'s own side for {runs(map(int, parts))}."
    if row[Gap.what] == "weights":
        return f"{state}: {counted(row[Gap.count], 'consignment')} without a reported weight."
    if row[Gap.what] == "positions":
        return f"{state}: not established: {'; '.join(map(codes.say, parts))}."
    others = f"; what they have of its trade is reported by {listed(list(map(_reporter, parts)))}" if parts else ""
    return f"{state} reports its trade to none of the data sets{others}."


def _reporter(code: str) -> str:
    """Name a reporter that is not the state itself: the other side, or an organisation."""
    return {AFG.code: "the Afghan side", "IMF": "the IMF"}.get(code) or adjective(code)


def nothing(table: str, there: Collection[str]) -> list[str]:
    """Name the states of which a table has no row.

    Args:
        table: the name of the table.
        there: codes of the states of which it has some.
    """
    names = [name(code) for code in states_of(BY_NAME[table]) if code not in there]
    return [f"Nothing found on {listed(names)}, which does not mean zero."] if names else []
