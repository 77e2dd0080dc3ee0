"""What the Claims page says in sentences and cells; a distance has its sign and is never judged."""

from typing import Final

import pandas as pd

from analysis.claims.aims import lines
from analysis.claims.following import STEPS, Followed
from analysis.trade.series import Choice
from charts.claims.marks import speaker, when
from data.rows import Row, records
from data.vocabulary import codes
from data.vocabulary.places import adjective, name
from data.vocabulary.statements import standing
from data.vocabulary.text import counted, listed
from pages._app.view import View
from pages._parts import commodities, statements
from pages._parts.citation import cited, text
from pages._parts.figure import Words
from pages.claims.rows import comparable

_NEAR: Final = 5.0  # per cent, within which a claim is counted as close to the statistic
_EARLIER: Final = "Dotted line: the statistic is that of the last full year before the claim."
NO_TRADE: Final = "Contracts and potentials are not trade, so no chart shows them"
_VERB: Final = {
    "claim": "spoke of", "target": "aimed at", "potential": "saw a potential of", "contract": "spoke of contracts for",
}  # fmt: skip


def against(view: View, choice: Choice, claims: pd.DataFrame) -> Words:
    """Name the main figure by how many of the claims are close to the statistic."""
    unit = "Current US dollars" if choice.measure == "value_usd" else codes.start_upper(commodities.unit(choice))
    what, size, near = codes.start_upper(commodities.what(choice)), len(claims), _near(claims)
    return Words(
        f"{what}: {near or 'none'} of {counted(size, 'claim')} {'are' if near > 1 else 'is'} within {_NEAR:.0f} % of the statistic",
        f"{unit}, {view.in_words()}. Bar: the statistic. Ring: what was said",
        f"{codes.start_upper(commodities.in_words(choice))}, {view.in_words()}: {counted(size, 'claim')} beside the statistics; "
        f"{near or 'none'} within {_NEAR:.0f} %. {_farthest(claims)}",
        note=" ".join(notes(records(claims.head(1))[0])),
        caveat=_EARLIER if (claims[Followed.against] == "before").any() else "",
    )


def _near(claims: pd.DataFrame) -> int:
    """Count the claims that are close to the statistic."""
    return int((claims[Followed.distance_percent].abs() <= _NEAR).sum())


def _farthest(claims: pd.DataFrame) -> str:
    """Write the claim that is farthest from its statistic."""
    (row,) = records(claims.loc[[claims[Followed.distance].abs().idxmax()]])
    about = f"{name(row[Followed.country])}, {statements.period(row)}"
    return f"The largest difference: {about}, {statements.amount(row)} said, {standing(row)}."


def gaps(view: View, choice: None, targets: pd.DataFrame) -> Words:  # noqa: ARG001
    """Name the figure of targets above the last statistic."""
    count = len(lines(targets))
    return Words(
        f"{counted(count, 'target')} {'are' if count > 1 else 'is'} not reached yet by the last statistic",
        f"Per cent of the target, {view.in_words()}. Bar: the last full year. Arrowhead: the target",
        f"Targets above the last statistic of the same flow and goods, {view.in_words()}.",
        caveat="Dotted: no year was named, or the year is over.",
    )


def no_gap(view: View, stated: pd.DataFrame) -> str:
    """Say that there is no target above the last statistic, and how many others there are."""
    others = int((stated[Followed.status] == "target").sum())
    more = f" {counted(others, 'other target')} {'are' if others > 1 else 'is'} listed below." if others else ""
    return f"No target of {view.in_words()} is above the last statistic.{more}"


def said_by(row: Row) -> str:
    """Say who said it and when, at the latest: "Kazakh side, 2 May 2023"."""
    return f"{speaker(row)}, {when(row)}"


def lead(row: Row) -> str:
    """Write the first sentence in Markdown: what was said and the statistic beside it, each with its source."""
    side = "the press" if row[Followed.reported_by] == "NEWS" else f"the {speaker(row)}"
    whose = name(row[Followed.country])
    said = f"{side} {_VERB[row[Followed.status]]} {statements.amount(row)} of {statements.what(row)}"
    value = f", {statements.amount(row, Followed.beside_value)}" if pd.notna(row[Followed.distance]) else ""
    beside = f"That is {standing(row)}{value}" if value else codes.start_upper(standing(row))
    sources = [cited(row[it]) for it in (Followed.source_id, Followed.beside_source_id) if isinstance(row[it], str)]
    return f"{text(f'{whose}, {statements.period(row)}: {said}. {beside}')} ({'; '.join(sources)})."


def after(row: Row) -> str:
    """Write what the statistics of the next years are; empty where there are none."""
    later = [f"{value} in {year}" for year, value in _after(row)]
    return f"The statistics of the years after: {listed(later)}." if later else ""


def _after(row: Row) -> list[tuple[int, str]]:
    """Year and amount of the statistics of the two years after the one spoken of, as far as they are known."""
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
    """Say how the claims lie to the statistics; empty where none can be compared."""
    distances = stated[Followed.distance_percent].dropna()
    if distances.empty:
        return ""
    over, under = int((distances > _NEAR).sum()), int((distances < -_NEAR).sum())
    return (
        f"{counted(len(distances), 'claim')} can be compared with a statistic: {_near(stated) or 'none'} within "
        f"{_NEAR:.0f} % of it, {over or 'none'} farther above, {under or 'none'} farther below."
    )


def heading(stated: pd.DataFrame) -> str:
    """Count each kind: "All that was said: 2 claims and 1 target"."""
    kinds = stated[Followed.status].value_counts()
    return f"All that was said: {listed([counted(int(kinds[kind]), kind) for kind in _VERB if kind in kinds])}"


def nothing(view: View, every: pd.DataFrame) -> str:
    """Say that nothing was said in a view, and the nearest that is."""
    stated = every[view.of_countries(every[Followed.country])]
    said = f"The data have nothing that officials said about trade for {view.in_words()}."
    if stated.empty:
        return f"{said} There is none for other years either."
    day = stated[Followed.start].fillna(stated[Followed.said_on])
    middle = pd.Timestamp(view.first) + (pd.Timestamp(view.last) - pd.Timestamp(view.first)) / 2
    (nearest,) = records(stated.loc[[(day - middle).abs().idxmin()]])
    kind = nearest[Followed.status]
    return f"{said} The nearest: {statements.about(nearest)}, {kind} of {statements.amount(nearest)}; {len(stated)} in all years."


def none_of(choice: Choice, view: View, stated: pd.DataFrame) -> str:
    """Say that no claim of one series can be compared in a view, and of which some can."""
    said = f"No claim about {commodities.in_words(choice)} can be compared with a statistic for {view.in_words()}."
    offers = [f"{commodities.in_words(it)} ({count})" for it, count in comparable(stated)[:3]]
    return f"{said} Claims that can be: {listed(offers)}." if offers else f"{said} All that was said is listed below."


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
    return ""  # the cell beside it says so


def target(row: Row) -> str:
    """Name a target in a cell: "Turnover with Afghanistan, Uzbekistan, 2024: $1 bn"."""
    return f"{codes.start_upper(statements.about(row))}: {statements.amount(row)}"
