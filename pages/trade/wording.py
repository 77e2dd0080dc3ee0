"""What the Trade page says of its figures: sentences and titles that are true of the rows, whatever the filters."""

from itertools import pairwise
from typing import Final

import pandas as pd

from analysis.trade.comparison import YearOfSeries, lead, partial
from analysis.trade.monthly import Monthly
from analysis.trade.preferred import FIRM, latest_year
from analysis.trade.series import Choice
from charts.base import hover
from charts.trade.by_year import SCALES
from data.rows import records
from data.vocabulary import formats
from data.vocabulary.codes import start_upper
from data.vocabulary.places import CODES, PLACES, concerns
from data.vocabulary.text import counted, listed, runs
from pages._app.view import View
from pages._parts.commodities import in_words, unit, what
from pages._parts.empty import elsewhere

ZERO: Final = "There is no figure above zero for these countries and years: a logarithmic scale has no place for zero."
NO_REPORT: Final = "Nobody reports such a figure for these states and years."
NO_UNIT_VALUE: Final = "No report of these goods, states and years has both a value and a quantity."
MONTHS_APART: Final = "Reports of single months stand here where Months is chosen above."
_COUNTS: Final = {2: "two", 3: "three", 4: "four", 5: "five"}
_BY: Final = {
    "own": "by the states themselves",
    "AFG": "by the Afghan side",
    "IMF": "by the IMF",
    "CEPII": "by CEPII, from both sides",
    "FAO": "estimated by the FAO",
    "NEWS": "in the press, its statistics not named",
    "other": "by another side",
}


def title(years: pd.DataFrame, series: Choice) -> str:
    """Say who leads or what has grown, where that is sure; plain otherwise."""
    best = lead(years)
    if best is not None and not best.contested:
        row = best.figure.to_dict()
        states = _among(latest_year(years[years[YearOfSeries.country].isin(CODES)]))
        value = f"{formats.amount(row[YearOfSeries.value], series.measure)} in {hover.period(row)}"
        verb = "is" if series.flow == "turnover" else "are"
        return (
            f"{_whose(row[YearOfSeries.country])} latest yearly {what(series)} {verb} the largest of {states}: {value}"
        )
    alone = set(years[YearOfSeries.country])
    if len(alone) == 1 and alone <= set(CODES):  # a single panel has no name
        return _moved(years, series) or f"{_whose(*alone)} {what(series)}, by year"
    return f"{start_upper(what(series))}, by year and country"


def _among(latest: pd.DataFrame) -> str:
    """Name those whom a leader leads: the filters may leave out a larger one."""
    return f"the {_COUNTS[len(latest)]} states{' compared' if len(latest) < len(CODES) else ''}"


def _whose(code: str) -> str:
    """Give the possessive of a country."""
    return f"{PLACES[code].name}'s"


def _moved(years: pd.DataFrame, series: Choice) -> str:
    """Say how one state's figure has moved, where one reporter has all full years and each is above, or below, the last."""
    firm = years[(years[YearOfSeries.rank] <= FIRM) & (years[YearOfSeries.span] == "year")]
    firm = firm[~partial(firm) & ~firm[YearOfSeries.derived].astype(bool)]
    rows = records(firm.sort_values(YearOfSeries.start))
    if len(rows) < 2 or len(set(firm[YearOfSeries.country])) > 1 or len(set(firm[YearOfSeries.reported_by])) > 1:
        return ""
    steps = list(pairwise(rows))
    rose = all(later[YearOfSeries.low] > earlier[YearOfSeries.high] for earlier, later in steps)
    fell = all(later[YearOfSeries.high] < earlier[YearOfSeries.low] for earlier, later in steps)
    if not rose and not fell:
        return ""
    begin, end = (
        f"{formats.amount(row[YearOfSeries.value], series.measure)} in {row[YearOfSeries.year]}"
        for row in (rows[0], rows[-1])
    )
    return f"{_whose(rows[0][YearOfSeries.country])} {what(series)} {'rose' if rose else 'fell'} from {begin} to {end}"


def subtitle(years: pd.DataFrame, series: Choice, view: View, scale: str) -> str:
    """Name the unit, the years and the scale; of a minimum what it is."""
    least = ". ≥: at least this, as the source says or because FAOSTAT leaves out small items"
    scales = in_scale(scale, several=len(set(years[YearOfSeries.country])) > 1)
    return f"{_unit(series)}, {view.years_in_words()}{scales}{least * bool(partial(years).any())}"


def in_scale(scale: str, *, several: bool = True) -> str:
    """Name a scale, as a subtitle goes on; of one panel alone only whether it is logarithmic."""
    if scale != "log" and not several:
        return ""
    return dict(zip(SCALES, (", one scale", ", each state on its own scale", ", logarithmic scale"), strict=True))[
        scale
    ]


def _unit(series: Choice) -> str:
    return "Current US dollars" if series.measure == "value_usd" else start_upper(unit(series))


def by_year(years: pd.DataFrame, series: Choice, view: View) -> str:
    """Say the figure in one sentence, with the filters in words."""
    parts = int((years[YearOfSeries.span] == "part").sum())
    partly = f",{f' {parts} of them' if len(years) != 1 else ''} of a part of a year or a season" if parts else ""
    count = f"{counted(len(years), 'figure')}{partly}"
    sentences = [
        f"{start_upper(what(series))} by year, {unit(series)}, {view.in_words()}: {count}.",
        *each(years, series.measure),
    ]
    if years[YearOfSeries.derived].astype(bool).any():
        sentences.append("Sums of both flows are ours: they go before the turnover of a less direct source.")
    if partial(years).any():
        sentences.append("Some figures are minimums.")
    return " ".join(sentences)


def each(years: pd.DataFrame, measure: str) -> list[str]:
    """Say of each state its first and last full year and the largest between them, for who cannot see them."""
    whole = records(years[(years[YearOfSeries.span] == "year") & years[YearOfSeries.country].isin(CODES)])
    sentences = []
    for code in CODES:
        part = [row for row in whole if row[YearOfSeries.country] == code]
        if part:
            ends = dict.fromkeys((0, len(part) - 1))
            best = max(part, key=lambda row: row[YearOfSeries.value])
            values = [
                f"{hover.amount(row, row[YearOfSeries.value], measure, 3)} in {row[YearOfSeries.year]}" for row in part
            ]
            highest = f"; highest {values[part.index(best)]}" if part.index(best) not in ends else ""
            sentences.append(f"{PLACES[code].name}: {', '.join(values[at] for at in ends)}{highest}.")
    return sentences


def gaps(years: pd.DataFrame, every: pd.DataFrame, view: View) -> str:
    """Say which chosen states have no figure here, and when they have one.

    Args:
        years: rows of `YearOfSeries` of the view.
        every: those of all states and years.
        view: states and years.
    """
    there, ever = set(years[YearOfSeries.country]), set(every[YearOfSeries.country])
    missing = [code for code in CODES if code in view.countries and code not in there]
    never = [PLACES[code].name for code in missing if code not in ever]
    later = by_state(every[every[YearOfSeries.country].isin(missing)])
    sentences = [f"No such figure in these years, but in others: {later}."] if later else []
    return " ".join([*sentences, *([f"No such figure of any year: {listed(never)}."] if never else [])])


def nothing(every: pd.DataFrame, series: Choice, view: View, offers: list[Choice]) -> str:
    """Say why nothing is shown, and the nearest that there is.

    Args:
        every: rows of `YearOfSeries` of all states and years.
        series: flow, unit and goods.
        view: states and years.
        offers: what there is for these states, the most reported first.
    """
    who = listed([PLACES[code].name for code in CODES if code in view.countries])
    sentence = f"No source has a figure of {in_words(series)}, for {who}, {view.years_in_words()}."
    mine = every[every[YearOfSeries.country].isin(view.countries)]
    if len(mine):
        why = f"{sentence} There are some of other years: {by_state(mine)}. Move the years above."
        return elsewhere(why, view, mine[YearOfSeries.year])
    if others := by_state(every):
        sentence += f" Other states have some: {others}."
    return f"{sentence} For {who} there are: {'; '.join(map(in_words, offers))}." if offers else sentence


def by_state(figures: pd.DataFrame) -> str:
    """List the states of some figures, each with its years: "Kazakhstan (2019–2020) and Uzbekistan (2024)"."""
    years = {code: runs(part) for code, part in figures.groupby(YearOfSeries.country)[YearOfSeries.year]}
    return listed([f"{PLACES[code].name} ({years[code]})" for code in CODES if code in years])


def undrawn(every: pd.DataFrame, view: View) -> str:
    """Name figures of several states together, some of which are not chosen: no bar may stand for them."""
    joint = every[view.of_countries(every[YearOfSeries.country])]
    joint = joint[joint[YearOfSeries.year].between(view.first.year, view.last.year)]
    left = [
        f"{hover.who(row[YearOfSeries.country])}, {hover.period(row)}"
        for row in records(joint)
        if not concerns(row[YearOfSeries.country], view.countries, whole=True)
    ]
    return f"Not drawn, for other states are in it: {listed(left)}." if left else ""


def reports_title(series: Choice) -> str:
    """Name the figure of all reports."""
    return f"{start_upper(what(series))}: every report, by reporter"


def reports_subtitle(series: Choice, view: View) -> str:
    """Name the unit, and how to read the lines."""
    scales = "each state on its own scale. A line is as long as the period of a figure"
    return f"{start_upper(unit(series))}, {view.years_in_words()}, {scales}"


def reports(shown: pd.DataFrame, series: Choice, view: View) -> str:
    """Say who reported how many figures, in one sentence."""
    sides = pd.Series([hover.reporter(row) for row in records(shown)], dtype="str")
    counts = [f"{(sides == side).sum()} {name}" for side, name in _BY.items() if (sides == side).any()]
    return f"Every report of {in_words(series)}, {view.in_words()}: {listed(counts)}."


def months_title(series: Choice) -> str:
    """Name the figure by month."""
    return f"{start_upper(what(series))}, month by month, as each side reports it"


def months_subtitle(series: Choice, view: View, scale: str) -> str:
    """Name the unit, and what the importer's figure includes."""
    scales = in_scale(scale).replace("state", "side")
    return f"{_unit(series)} a month, {view.years_in_words()}{scales}. The importer's figures include freight"


def by_month(shown: pd.DataFrame, series: Choice, view: View) -> str:
    """Say how many figures there are, and what kind they are."""
    estimates, sums = int(shown[Monthly.estimated].sum()), int(shown[Monthly.derived].sum())
    sentences = [
        f"{start_upper(what(series))} by month, {unit(series)}, {view.in_words()}: {counted(len(shown), 'figure')}."
    ]
    if estimates:
        sentences.append(f"{estimates:,} of them are estimates, drawn lighter.")
    if sums:
        sentences.append(f"{sums:,} are our sums, where one source gives both flows and nobody the turnover.")
    return " ".join(sentences)


def no_month(series: Choice, view: View, of_states: pd.DataFrame, every: pd.DataFrame) -> str:
    """Say that there is no month, and of which years there are some.

    Args:
        series: flow, unit and goods.
        view: states and years.
        of_states: rows of `Monthly` of the chosen states.
        every: those of all states.
    """
    whose_, others = ("these", of_states) if len(of_states) else ("other", every)
    some = f" There are some of {whose_} states for {runs(others[Monthly.start].dt.year)}." if len(others) else ""
    why = f"There is no monthly figure of {in_words(series)}, {view.in_words()}.{some}"
    return elsewhere(why, view, of_states[Monthly.start].dt.year)


def unit_values_title(series: Choice) -> str:
    """Name the figure of unit values; the unit of the series is the quantity."""
    return f"{start_upper(what(series))}: dollars for a {formats.SINGLE[series.measure]}, by year"


def unit_values_subtitle(series: Choice, view: View) -> str:
    """Name the unit, and why it is no price."""
    return (
        f"Current US dollars for a {formats.SINGLE[series.measure]}, {view.years_in_words()}. Derived: value divided by "
        "quantity, both from the same report. No price: goods of one name are of many kinds, and importers' "
        "values include freight"
    )


def unit_values(shown: pd.DataFrame, series: Choice, view: View) -> str:
    """Say how many rows there are."""
    per, count = formats.SINGLE[series.measure], counted(len(shown), "report")
    return f"{start_upper(what(series))}: US dollars for a {per}, derived, {view.in_words()}: {count} with value and quantity."
