"""What the Claims page says in sentences and cells; a distance is told with its sign and never judged."""

from typing import Final

import pandas as pd

from analysis.trade.series import Choice
from charts.claims.marks import speaker, when
from data.rows import Row
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import adjective, name
from data.vocabulary.text import listed
from pages._app.view import View
from pages._parts import commodities
from pages._parts.citation import cited, text
from pages.claims.rows import spoken_of

_NEAR: Final = 5.0  # per cent, within which a claim is counted as close to the statistic


def said_by(it: Row) -> str:
    """Who said it and when, at the latest: "Kazakh side, 2 May 2023"."""
    return f"{speaker(it)}, {when(it)}"


def about(it: Row) -> str:
    """What it speaks of: "turnover with Afghanistan, Kazakhstan, 2022"."""
    what = commodities.what(Choice(it["flow"], it["measure"], it["commodity"]))
    return f"{what}, {_who(it)}, {_period(it)}"


def _who(it: Row) -> str:
    return f"{name(it['country'])}{' together' if ';' in it['country'] else ''}"


def _period(it: Row) -> str:
    return periods.label(it["start"], it["end"], it["precision"], unknown="no year named")


def amount(it: Row, column: str = "value") -> str:
    """A figure of a row in its unit."""
    return formats.amount(it[column], it["measure"], 4)


def lead(it: Row) -> str:
    """The first sentence: what was said, the statistic beside it, and what the years after brought."""
    side = "the press" if it["reported_by"] == "NEWS" else f"the {speaker(it)}"
    day = when(it)
    said = f"{side} {_VERB[it['kind']]} {amount(it)} ({'published ' if day[0].isdigit() else ''}{day})"
    first = f"{codes.start_upper(about(it))}: {said}; {_told(it)}."
    return " ".join([first, *_after(it)])


_VERB: Final = {
    "claim": "spoke of", "target": "aimed at", "potential": "saw a potential of", "contract": "spoke of contracts for",
}  # fmt: skip


def _told(it: Row) -> str:
    """The distance, with the statistic that it is from."""
    if not it["against"] or pd.isna(it["against"]):
        return it["words"]
    return f"that is {it['words']}, {amount(it, it['against'] + '_value')}"


def _after(it: Row) -> list[str]:
    """The statistics of the two years after the one it speaks of."""
    years = after(it)
    return (
        [f"The statistics of the years after: {listed([f'{value} in {year}' for year, value in years])}."]
        if years
        else []
    )


def after(it: Row) -> list[tuple[int, str]]:
    """Year and amount of the statistics of the two years after the one spoken of, as far as they are on record."""
    steps = [step for step in ("next1", "next2") if pd.notna(it[f"{step}_value"])]
    return [(int(it[f"{step}_year"]), amount(it, f"{step}_value")) for step in steps]


def notes(it: Row) -> list[str]:
    """The notes on what was said and on the statistics beside it: their doubts travel with them."""
    found = [("What was said", it["note"]), (f"Statistic of {_period(it)}", it["same_note"])]
    found += [(f"Statistic of {it[f'{step}_year']}", it[f"{step}_note"]) for step in ("before", "next1", "next2")]
    return [f"{whose}: {note}." for whose, note in found if isinstance(note, str)]


def sources_of(it: Row) -> list[str]:
    """The sources of what was said and of the statistics beside it."""
    columns = (
        "source_id",
        "same_source_id",
        "before_source_id",
        "next1_source_id",
        "next2_source_id",
        "last_source_id",
    )
    return list(dict.fromkeys(it[column] for column in columns if isinstance(it[column], str)))


def counts(found: pd.DataFrame) -> str:
    """How many of each kind, and how the claims lie to the statistics."""
    kinds = [_plural(int((found["kind"] == kind).sum()), kind) for kind in _VERB if (found["kind"] == kind).any()]
    laid = found["distance_percent"].dropna()
    said = f"On record in or about these years, or without a day: {listed(kinds)}."
    if laid.empty:
        return said
    near, over, under = (laid.abs() <= _NEAR).sum(), (laid > _NEAR).sum(), (laid < -_NEAR).sum()
    return (
        f"{said} {len(laid)} claim{'s' * (len(laid) != 1)} can be laid against a statistic: {near or 'none'} within "
        f"{_NEAR:.0f} % of it, {over or 'none'} farther above, {under or 'none'} farther below."
    )


def _plural(count: int, kind: str) -> str:
    return f"{count} {kind}{'s' * (count != 1)}"


def says(found: pd.DataFrame, choice: Choice, view: View) -> str:
    """The main figure in a sentence."""
    kinds = [_plural(int((found["kind"] == kind).sum()), kind) for kind in _VERB if (found["kind"] == kind).any()]
    return (
        f"{codes.start_upper(commodities.in_words(choice))}, {view.in_words()}: {listed(kinds)} beside the statistics."
    )


def left_out(found: pd.DataFrame) -> str:
    """How marks stand on the axis, and what of a series is on record without a place there."""
    said = (
        "What names no year stands on the day of its publication. Potentials and contracts are no trade and are joined to "
        "no statistic."
    )
    if found.empty:
        return said
    one = len(found) == 1
    return (
        f"{said} {len(found)} more {'has' if one else 'have'} no place here: {'it names' if one else 'they name'} no year on a "
        f"page without a date, or {'speaks' if one else 'speak'} of other years; see the table below."
    )


def nothing(view: View, every: pd.DataFrame) -> str:
    """That nothing was said in a view, and the nearest that is on record."""
    mine = every[view.of_countries(every["country"])]
    said = f"Nothing that officials said of trade is on record for {view.in_words()}."
    if mine.empty:
        return f"{said} There is none for other years either."
    when_ = mine["start"].fillna(mine["said_on"])
    middle = pd.Timestamp(view.first) + (pd.Timestamp(view.last) - pd.Timestamp(view.first)) / 2
    nearest = mine.loc[(when_ - middle).abs().idxmin()].to_dict()
    return f"{said} The nearest: {about(nearest)}, {nearest['kind']} of {amount(nearest)}; {len(mine)} in all years."


def none_of(choice: Choice, view: View, found: pd.DataFrame) -> str:
    """That nothing was said of one series in a view, and what was."""
    offers = [f"{commodities.in_words(it)} ({count})" for it, count in spoken_of(found)[:3]]
    return f"Nothing that was said of {commodities.in_words(choice)} has a place in {view.in_words()}. On record there: {listed(offers)}."


def cells(it: Row) -> dict[str, str]:
    """One line of the table."""
    return {
        "Who, when": text(codes.start_upper(said_by(it))),
        "What": text(f"{codes.start_upper(it['kind'])}: {amount(it)}; {about(it)}"),
        "Statistic": text(_beside(it)),
        "Distance": text(it["words"]),
        "Note": text(it["note"]) if isinstance(it["note"], str) else "",
        "Sources": " · ".join(cited(one) for one in sources_of(it)),
    }


def _beside(it: Row) -> str:
    """The statistic that stands beside what was said, whose and of when, and those of the two years after."""
    for column, year in (("same", _period(it)), ("before", it["before_year"]), ("last", it["last_year"])):
        if pd.notna(it[f"{column}_value"]):
            whose = adjective(it[f"{column}_reported_by"])
            years = "".join(f"; {value} in {year}" for year, value in after(it))
            return f"{amount(it, f'{column}_value')} ({year}, {whose}){years}"
    return "none on record"


def passed(it: Row) -> str:
    """A target that is met or passed, or that nothing measures, in a line."""
    return f"{codes.start_upper(about(it))}: {amount(it)}; {it['words']}"
