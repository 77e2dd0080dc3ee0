"""What the Trade page says of figures per head of the population or against GDP."""

from typing import Final

import pandas as pd

from analysis.trade.comparison import partial
from analysis.trade.per_head_and_gdp import PerHead
from analysis.trade.series import Choice
from data.vocabulary import formats
from data.vocabulary.codes import start_upper
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import counted, listed
from pages._app.view import View
from pages._parts.commodities import what
from pages.trade import wording

_LEAD: Final = {"usd_per_head": "Per head of the population", "gdp_percent": "As a share of GDP"}
_BY: Final = {"usd_per_head": "population", "gdp_percent": "GDP"}
_METHOD: Final = {
    "usd_per_head": "the value of a calendar year divided by the state's population of the same year",
    "gdp_percent": "the value of a calendar year divided by the state's GDP of the same year, both in current US dollars",
}


def title(years: pd.DataFrame, series: Choice, basis: str) -> str:
    """Say who leads or what has grown, as of the figures in dollars."""
    plain, start = wording.title(years, series._replace(measure=basis)), start_upper(what(series))
    return f"{_LEAD[basis]}: {what(series) + plain.removeprefix(start) if plain.startswith(start) else plain}"


def subtitle(years: pd.DataFrame, view: View, basis: str, *, log: bool) -> str:
    """Name the unit, the method and the sources of what is divided by."""
    scale = ", logarithmic scale" if log else ""
    publishers = listed(sorted(set(years[PerHead.indicator_publisher])))
    bounds = ". ≥ lower bound" if partial(years).any() else ""
    return (
        f"{start_upper(formats.RELATIVE[basis])}, {view.years_in_words()}{scale}. Derived: {_METHOD[basis]} ({publishers}). "
        f"Whisker and dashes: other reports of the value{bounds}"
    )


def by_year(years: pd.DataFrame, series: Choice, view: View, basis: str) -> str:
    """Say the figure in a sentence, with the filters in words, and how it was derived."""
    figures = counted(len(years), "figure")
    shown = f"{start_upper(what(series))} by year, {formats.RELATIVE[basis]}, {view.in_words()}: {figures}."
    sums = years[PerHead.derived].astype(bool).any()
    return (
        f"{shown} Derived: {_METHOD[basis]}.{' The value of some is our sum of both flows of one source.' * bool(sums)}"
    )


def left_out(years: pd.DataFrame, dollars: pd.DataFrame, basis: str) -> str:
    """Say which figures in dollars have no place here, and why.

    Args:
        years: rows of `PerHead`.
        dollars: rows of `YearOfSeries` of the same view.
        basis: a key of `analysis.trade.per_head_and_gdp.BASES`.
    """
    whole = dollars[(dollars[PerHead.span] == "year") & dollars[PerHead.country].isin(CODES)]
    left = whole[~_at(whole).isin(_at(years))]
    lines = []
    if len(left):
        lines.append(f" No {_BY[basis]} of the year is on record for {wording.by_state(left)}: left out.")
    if count := len(dollars) - len(whole):
        kinds = "of parts of a year, Afghan solar years or several states together"
        lines.append(f" {counted(count, 'figure')} {kinds} {'are' if count != 1 else 'is'} left out too.")
    return "".join(lines)


def _at(figures: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(figures[[PerHead.country, PerHead.year]])


def nothing(view: View, series: Choice, basis: str, every: pd.DataFrame) -> str:
    """Say why nothing is shown, and of whom there is something.

    Args:
        view: states and years.
        series: flow, unit and goods.
        basis: a key of `analysis.trade.per_head_and_gdp.BASES`.
        every: rows of `PerHead` of all states and years.
    """
    who = listed([PLACES[code].name for code in CODES if code in view.countries])
    return (
        f"No full year of {what(series)} has both a value in US dollars and a {_BY[basis]} on record for {who}, "
        f"{view.years_in_words()}. There are some for {wording.by_state(every)}."
    )
