"""The answer of the Trade page: who trades most, or the latest figure of each state."""

from typing import Final

import pandas as pd

from analysis.trade.comparison import Lead, YearOfSeries, lead
from analysis.trade.preferred import latest_year
from analysis.trade.series import Choice
from charts.base import hover
from data.rows import Row, records
from data.vocabulary import formats
from data.vocabulary.places import CODES, PLACES
from pages._parts.commodities import what

_COUNTS: Final = {2: "two", 3: "three", 4: "four", 5: "five"}


def answer(years: pd.DataFrame, series: Choice) -> str:
    """Answer the page's question from the yearly figures that are shown."""
    best, states = lead(years), years[years[YearOfSeries.country].isin(CODES)]
    if best is not None:
        return _led(best, latest_year(states), series)
    return _each(states, series) or f"Only figures of several states together are on record of {what(series)}."


def _led(best: Lead, latest: pd.DataFrame, series: Choice) -> str:
    first = best.figure.to_dict()
    others = latest[latest[YearOfSeries.country] != first[YearOfSeries.country]]
    second = others.sort_values(YearOfSeries.value, ascending=False).iloc[0].to_dict()
    sentence = (
        f"{whose(first[YearOfSeries.country])} latest yearly {what(series)}, {_figure(first, series)}, {verb(series)} the "
        f"largest of {among(latest)}; next {verb(series)} {whose(second[YearOfSeries.country])}, {_figure(second, series)}."
    )
    if best.contested:
        low = formats.amount(first[YearOfSeries.low], series.measure)
        sentence += f" Another report of the first, {low}, is not above that."
    return sentence


def among(latest: pd.DataFrame) -> str:
    """Name those whom a leader leads: the filters may leave out a larger one."""
    return f"the {_COUNTS[len(latest)]} states{' compared' if len(latest) < len(CODES) else ''}"


def verb(series: Choice) -> str:
    """Give the verb that agrees with a flow."""
    return "is" if series.flow == "turnover" else "are"


def whose(code: str) -> str:
    """Give the possessive of a country."""
    return f"{PLACES[code].name}'s"


def _figure(row: Row, series: Choice) -> str:
    """Write a figure with period, who reports it, and the spread of what others report."""
    own = hover.reporter(row) == "own" and row[YearOfSeries.status] == "statistic"
    by = "own statistics" if own else hover.says(row)
    ours = "our sum of exports and imports: " if row[YearOfSeries.derived] else ""
    value = hover.amount(row, row[YearOfSeries.value], series.measure, 3)
    low, high = row[YearOfSeries.low], row[YearOfSeries.high]
    spread = f"; {row[YearOfSeries.reports]} reports, {formats.spread(low, high, series.measure)}" if low < high else ""
    return f"{value} in {hover.period(row)} ({ours}{by}{spread})"


def _each(states: pd.DataFrame, series: Choice) -> str:
    """List the latest figure of each state: of a full year, or where there is none, of a part of one."""
    if states.empty:
        return ""
    full = latest_year(states)
    parts = states[~states[YearOfSeries.country].isin(full[YearOfSeries.country])]
    parts = parts.sort_values(YearOfSeries.end).drop_duplicates(YearOfSeries.country, keep="last")
    sentences = []
    for latest, of in ((full, "Latest full year"), (parts, "Latest part of a year")):
        if len(latest):
            rows = records(latest.sort_values(YearOfSeries.country, key=lambda codes: codes.map(CODES.index)))
            figures = [f"{hover.who(row[YearOfSeries.country])}, {_figure(row, series)}" for row in rows]
            sentences.append(f"{of} on record of {what(series)}: {'; '.join(figures)}.")
    return " ".join(sentences)
