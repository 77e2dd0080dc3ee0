"""What the Trade page says of figures in constant dollars, per head, against GDP or as an index."""

from typing import Final

import pandas as pd

from analysis.trade.comparison import partial
from analysis.trade.constant_dollars import WHOLE, ConstantDollars
from analysis.trade.per_head_and_gdp import PerHead
from analysis.trade.series import Choice
from data.vocabulary import formats
from data.vocabulary.codes import start_upper
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import counted, listed
from pages._app.view import View
from pages._parts.commodities import what
from pages._parts.empty import elsewhere
from pages.trade import wording

_LEAD: Final = {
    "constant_usd": "In constant dollars",
    "usd_per_head": "Per head of the population",
    "gdp_percent": "As a share of GDP",
}
_BY: Final = {"constant_usd": "US consumer prices", "usd_per_head": "population", "gdp_percent": "GDP"}
_METHOD: Final = {
    "constant_usd": "the value of a calendar year times US consumer prices of the base year, divided by those of its own year",
    "usd_per_head": "the value of a calendar year divided by the state's population of the same year",
    "gdp_percent": "the value of a calendar year divided by the state's GDP of the same year, both in current US dollars",
    "index_2021": "a year divided by 2021, times 100, within one series of each state: one reporter, one coverage",
}


def title(years: pd.DataFrame, series: Choice, measure: str) -> str:
    """Say who leads or what has grown, as of the figures in dollars; of an index what it is of."""
    if measure == "index_2021":
        return f"{start_upper(what(series))} since 2021, each state by one source: 2021 = 100"
    plain, start = wording.title(years, series._replace(measure=measure)), start_upper(what(series))
    return f"{_LEAD[measure]}: {what(series) + plain.removeprefix(start) if plain.startswith(start) else plain}"


def subtitle(years: pd.DataFrame, view: View, measure: str, scale: str) -> str:
    """Name the unit, the method and the sources of what is divided by."""
    bounds = ". ≥: at least" * bool(measure != "index_2021" and partial(years).any())
    unit = f"{_unit(years, measure)}, {view.years_in_words()}{wording.in_scale(scale, several=len(set(years[PerHead.country])) > 1)}"
    return f"{unit}. Derived: {_METHOD[measure]}{_by_whom(years, measure)}{bounds}"


def _unit(years: pd.DataFrame, measure: str) -> str:
    """Name the unit; of constant dollars the base year too."""
    unit = start_upper(formats.RELATIVE[measure])
    return f"{unit} of {years[ConstantDollars.base_year].iloc[0]}" if measure == "constant_usd" else unit


def _by_whom(years: pd.DataFrame, measure: str) -> str:
    """Name who published what the values are divided by, and which prices rest on a part of their year."""
    if measure == "index_2021":
        return ""
    if measure != "constant_usd":
        return f" ({listed(sorted(set(years[PerHead.indicator_publisher])))})"
    short = years[years[ConstantDollars.price_months] < WHOLE].drop_duplicates(PerHead.year)
    months = [
        f"those of {year} rest on {count} months"
        for year, count in zip(short[PerHead.year], short[ConstantDollars.price_months], strict=True)
    ]
    return f" ({'; '.join([listed(sorted(set(years[ConstantDollars.price_publisher]))), *months])})"


def by_year(years: pd.DataFrame, series: Choice, view: View, measure: str) -> str:
    """Say the figure in a sentence, with the filters in words, and how it was derived."""
    figures, unit = counted(len(years), "figure"), _unit(years, measure)
    unit = unit if unit.startswith("US ") else f"{unit[0].lower()}{unit[1:]}"
    shown = f"{start_upper(what(series))} by year, {unit}, {view.in_words()}: {figures}."
    sums = years[PerHead.derived].astype(bool).any()
    said = [shown, *wording.each(years, measure), f"Derived: {_METHOD[measure]}."]
    return " ".join([*said, *(["The value of some is our sum of both flows of one source."] if sums else [])])


def left_out(years: pd.DataFrame, dollars: pd.DataFrame, measure: str) -> str:
    """Say which figures in dollars have no place here, and why.

    Args:
        years: rows of `PerHead`, `ConstantDollars` or `Indexed`.
        dollars: rows of `YearOfSeries` of the same view.
        measure: a key of `formats.RELATIVE`.
    """
    if measure == "index_2021":
        without = sorted(set(dollars[PerHead.country]) & set(CODES) - set(years[PerHead.country]), key=CODES.index)
        names = listed([PLACES[code].name for code in without])
        return f" Not known of {names}: no source has comparable figures for 2021 and a later year." if names else ""
    whole = dollars[(dollars[PerHead.span] == "year") & dollars[PerHead.country].isin(CODES)]
    left = whole[~_at(whole).isin(_at(years))]
    lines = []
    if len(left):
        lines.append(f" There is no {_BY[measure]} of the year for {wording.by_state(left)}: left out.")
    if count := len(dollars) - len(whole):
        kinds = "of parts of a year, Afghan solar years or several states together"
        lines.append(f" {counted(count, 'figure')} {kinds} {'are' if count != 1 else 'is'} left out too.")
    return "".join(lines)


def _at(figures: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(figures[[PerHead.country, PerHead.year]])


def nothing(view: View, series: Choice, measure: str, every: pd.DataFrame) -> str:
    """Say why nothing is shown, and of whom there is something.

    Args:
        view: states and years.
        series: flow, unit and goods.
        measure: a key of `formats.RELATIVE`.
        every: rows of `PerHead`, `ConstantDollars` or `Indexed` of all states and years.
    """
    who = listed([PLACES[code].name for code in CODES if code in view.countries])
    there = f" There are some for {wording.by_state(every)}." if len(every) else ""
    if measure == "index_2021":
        return f"Not known: no source has comparable figures of {what(series)} for 2021 and a later year, for {who}.{there}"
    why = (
        f"No full year of {what(series)} has both a value in US dollars and {_article(_BY[measure])}, for {who}, "
        f"{view.years_in_words()}.{there}"
    )
    mine = every[view.of_countries(every[PerHead.country])]
    return elsewhere(why, view, mine[PerHead.year])


def _article(noun: str) -> str:
    return noun if noun.startswith("US ") else f"a {noun}"
