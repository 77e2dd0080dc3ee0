"""What the Claims page says in sentences and cells; a distance has its sign and is never judged."""

from typing import Final

import pandas as pd

from analysis.claims.aims import lines
from analysis.claims.following import STEPS, Followed
from analysis.trade.series import Choice
from charts.claims.marks import speaker, when
from data.rows import Row, records
from data.vocabulary import codes
from data.vocabulary.places import adjective
from data.vocabulary.statements import standing
from data.vocabulary.text import counted, listed
from pages._app.view import View
from pages._parts import commodities, statements
from pages._parts.citation import cited, text
from pages._parts.figure import Words
from pages.claims.rows import spoken_of

_NEAR: Final = 5.0  # per cent, within which a claim is counted as close to the statistic
_VERB: Final = {
    "claim": "spoke of", "target": "aimed at", "potential": "saw a potential of", "contract": "spoke of contracts for",
}  # fmt: skip


def against(view: View, choice: Choice, stated: pd.DataFrame, statistics: pd.DataFrame) -> Words:  # noqa: ARG001
    """Name the main figure: what was said of one series, and its statistics."""
    unit = "Current US dollars" if choice.measure == "value_usd" else codes.start_upper(commodities.unit(choice))
    return Words(
        f"{codes.start_upper(commodities.what(choice))}: what was said, and the statistics",
        f"{unit}, {view.years_in_words()}, each state on a scale of its own. Bars are statistics, marks what was said; a line joins "
        "a claim or target to the statistic it is laid against, dotted to that of another year",
        f"{codes.start_upper(commodities.in_words(choice))}, {view.in_words()}: {_kinds(stated)} beside the statistics.",
    )


def gaps(view: View, choice: None, targets: pd.DataFrame) -> Words:  # noqa: ARG001
    """Name the figure of targets above the last statistic."""
    return Words(
        f"{counted(len(lines(targets)), 'target')} above the last statistic, and how far the statistic comes",
        f"Per cent of the target, {view.in_words()}, those without a day included. Bar: the last statistic of a full "
        "year; flag: the target; dotted: no year named, or its year is over",
        f"Targets above the last statistic of the same flow and goods, {view.in_words()}.",
    )


def no_gap(view: View, stated: pd.DataFrame) -> str:
    """Say that there is no target above the last statistic, and how many others there are."""
    others = int((stated[Followed.status] == "target").sum())
    more = f" {others} stand below." if others else ""
    return f"No target above the last statistic is on record for {view.in_words()}.{more}"


def said_by(row: Row) -> str:
    """Say who said it and when, at the latest: "Kazakh side, 2 May 2023"."""
    return f"{speaker(row)}, {when(row)}"


def lead(row: Row) -> str:
    """Write the first sentence: what was said, the statistic beside it, and what the years after brought."""
    side = "the press" if row[Followed.reported_by] == "NEWS" else f"the {speaker(row)}"
    day = when(row)
    said = f"{side} {_VERB[row[Followed.status]]} {statements.amount(row)} ({'published ' if day[0].isdigit() else ''}{day})"
    compared = pd.notna(row[Followed.distance])
    beside = f"that is {standing(row)}, {statements.amount(row, Followed.beside_value)}" if compared else standing(row)
    later = [f"{value} in {year}" for year, value in _after(row)]
    after = f" The statistics of the years after: {listed(later)}." if later else ""
    return f"{codes.start_upper(statements.about(row))}: {said}; {beside}.{after}"


def _after(row: Row) -> list[tuple[int, str]]:
    """Year and amount of the statistics of the two years after the one spoken of, as far as they are on record."""
    steps = [f"next{step}" for step in STEPS if pd.notna(row[f"next{step}_value"])]
    return [(row[f"{step}_year"], statements.amount(row, f"{step}_value")) for step in steps]


def notes(row: Row) -> list[str]:
    """List the notes on what was said and on the statistics beside it: their doubts travel with them."""
    noted = [("What was said", row[Followed.note]), (f"Statistic of {_beside_period(row)}", row[Followed.beside_note])]
    noted += [(f"Statistic of {row[f'next{step}_year']}", row[f"next{step}_note"]) for step in STEPS]
    return [f"{whose}: {note}." for whose, note in noted if isinstance(note, str)]


def _beside_period(row: Row) -> str:
    """The period of the statistic beside a statement: its own, or a full year before it."""
    return f"{row[Followed.beside_start].year}" if row[Followed.against] == "before" else statements.period(row)


def sources_of(row: Row) -> list[str]:
    """List the sources of what was said and of the statistics beside it."""
    columns = (Followed.source_id, Followed.beside_source_id, Followed.next1_source_id, Followed.next2_source_id,
               Followed.last_source_id)  # fmt: skip
    return list(dict.fromkeys(row[column] for column in columns if isinstance(row[column], str)))


def counts(stated: pd.DataFrame) -> str:
    """Count each kind, and how the claims lie to the statistics."""
    distances = stated[Followed.distance_percent].dropna()
    said = f"On record in or about these years, or without a day: {_kinds(stated)}."
    if distances.empty:
        return said
    near, over, under = (distances.abs() <= _NEAR).sum(), (distances > _NEAR).sum(), (distances < -_NEAR).sum()
    return (
        f"{said} {counted(len(distances), 'claim')} can be laid against a statistic: {near or 'none'} within "
        f"{_NEAR:.0f} % of it, {over or 'none'} farther above, {under or 'none'} farther below."
    )


def _kinds(stated: pd.DataFrame) -> str:
    """How many there are of each kind: "2 claims and 1 target"."""
    kinds = stated[Followed.status].value_counts()
    return listed([counted(int(kinds[kind]), kind) for kind in _VERB if kind in kinds])


def left_out(count: int) -> str:
    """Say how marks stand on the axis, and how many of a series are on record without a place there."""
    said = (
        "What names no year stands on the day of its publication. Potentials and contracts are no trade and are joined to "
        "no statistic."
    )
    if not count:
        return said
    return (
        f"{said} {count} more {'has' if count == 1 else 'have'} no place here: {'it names' if count == 1 else 'they name'} no year "
        f"on a page without a date, or {'speaks' if count == 1 else 'speak'} of other years; see the table below."
    )


def nothing(view: View, every: pd.DataFrame) -> str:
    """Say that nothing was said in a view, and the nearest that is on record."""
    stated = every[view.of_countries(every[Followed.country])]
    said = f"Nothing that officials said of trade is on record for {view.in_words()}."
    if stated.empty:
        return f"{said} There is none for other years either."
    day = stated[Followed.start].fillna(stated[Followed.said_on])
    middle = pd.Timestamp(view.first) + (pd.Timestamp(view.last) - pd.Timestamp(view.first)) / 2
    (nearest,) = records(stated.loc[[(day - middle).abs().idxmin()]])
    kind = nearest[Followed.status]
    return f"{said} The nearest: {statements.about(nearest)}, {kind} of {statements.amount(nearest)}; {len(stated)} in all years."


def none_of(choice: Choice, view: View, stated: pd.DataFrame) -> str:
    """Say that nothing was said of one series in a view, and what was."""
    offers = [f"{commodities.in_words(it)} ({count})" for it, count in spoken_of(stated)[:3]]
    return f"Nothing that was said of {commodities.in_words(choice)} has a place in {view.in_words()}. On record there: {listed(offers)}."


def no_line(view: View, count: int, wanted: str) -> str:
    """Say that no line of the table has some words."""
    return f"None of the {count} figures of {view.in_words()} has all of the words “{wanted}”."


def cells(row: Row) -> dict[str, str]:
    """Write one line of the table."""
    return {
        "Who, when": text(codes.start_upper(said_by(row))),
        "What": text(f"{codes.start_upper(row[Followed.status])}: {statements.amount(row)}; {statements.about(row)}"),
        "Statistic": text(_statistic(row)),
        "Distance": text(standing(row)),
        "Note": text(row[Followed.note]) if isinstance(row[Followed.note], str) else "",
        "Sources": " · ".join(cited(source) for source in sources_of(row)),
    }


def _statistic(row: Row) -> str:
    """The statistic that stands beside what was said, whose and of when, and those of the two years after."""
    beside = (Followed.beside_value, Followed.beside_reported_by, _beside_period)
    last = (Followed.last_value, Followed.last_reported_by, lambda row: row[Followed.last_year])
    for value, reporter, period in (beside, last):
        if pd.notna(row[value]):
            years = "".join(f"; {later} in {year}" for year, later in _after(row))
            return f"{statements.amount(row, value)} ({period(row)}, {adjective(row[reporter])}){years}"
    return "none on record"


def passed(row: Row) -> str:
    """Write a line on a target that is met or passed, or that nothing measures."""
    return f"{codes.start_upper(statements.about(row))}: {statements.amount(row)}; {standing(row)}"
