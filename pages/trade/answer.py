"""The answer of the Trade page: who trades most, or the latest figure of each state; and how trade changed since 2021."""

from collections.abc import Collection
from typing import Final

import pandas as pd

from analysis.trade.comparison import Lead, YearOfSeries, lead
from analysis.trade.preferred import latest_year
from analysis.trade.series import Choice
from analysis.trade.since_2021 import BASE, Since
from charts.base import hover
from data.rows import Row, records
from data.schema.tables import Trade
from data.vocabulary import formats
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import share
from pages._parts.citation import cited, publisher, text
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


def since(changes: pd.DataFrame, shares: pd.DataFrame, series: Choice, countries: Collection[str]) -> str:
    """List how the trade of each state has changed since the takeover, a line each, in Markdown.

    Args:
        changes: rows of `Since`.
        shares: rows of `Trade` that give a share of the state's trade with all countries.
        series: flow, unit and goods.
        countries: codes of the states to list.
    """
    known = {row[Since.country]: row for row in records(changes)}
    given = {row[Trade.country]: row for row in records(shares)}
    lines = [
        f"- {PLACES[code].name}: {_changed(known.get(code), series)}{_share(given.get(code))}."
        for code in CODES
        if code in countries
    ]
    head = f"Since the takeover of August {BASE}, {text(what(series))}, each state by one source:"
    return "\n".join([head, "", *lines])


def _changed(row: Row | None, series: Choice) -> str:
    """Write both years of a series, what changed, and who says so."""
    if row is None:
        return f"not known, no source has comparable figures for {BASE} and a later year"
    first, last = (formats.amount(row[it], series.measure) for it in (Since.first, Since.last))
    change = row[Since.change_percent]
    moved = ""
    if change is not None and first != last:
        moved = f" ({'up' if change > 0 else 'down'} {share(change)})"
    by = hover.says({**row, Since.status: "statistic"})
    note = ", preliminary" if row[Since.status] == "preliminary" else ""
    return (
        f"{text(first)} in {BASE}, {text(last)} in {row[Since.year]}{note}{moved}, by {text(by)} "
        f"({publisher(row[Since.source_id])})"
    )


def _share(row: Row | None) -> str:
    """Write the share of Afghanistan in the state's trade with all countries, where a source gives it."""
    if row is None:
        return ""
    of = "exports" if row[Trade.flow] == "export" else "trade"
    goods = "" if row[Trade.commodity] == "total" else " of these goods"
    return (
        f"; Afghanistan had {share(row[Trade.share_percent])} of its {of}{goods} with all countries in {hover.period(row)} "
        f"({cited(row[Trade.source_id])})"
    )
