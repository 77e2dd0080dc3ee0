"""What the figures of the overview are called, and what is said of them."""

from typing import Final

import pandas as pd

from analysis.trade.comparison import lead
from analysis.trade.preferred import Preferred, of_years
from data.rows import Row, records
from data.vocabulary import formats
from data.vocabulary.places import CODES, PLACES, name
from data.vocabulary.text import counted, runs
from pages._app.view import View
from pages._parts.empty import elsewhere
from pages._parts.figure import Words
from pages._parts.states import in_words
from pages._parts.states.summary import all_turnover, period_of
from pages.trade.wording import in_scale

ABOUT: Final = (
    "How five Central Asian states trade with Afghanistan, send it aid, and do or do not recognise the Taliban authorities. "
    "Every figure names its source."
)
BORDERS: Final = "Borders are those of Natural Earth, as drawn on the ground; no position is taken on them."


def trade(view: View, scale: str, years: pd.DataFrame) -> Words:
    """Word the turnover of the states by year: rows of `Preferred`."""
    notes = ("A line breaks where a year is missing or another source begins.", in_words.coverage(view.countries),
             in_words.afghan_alone(years))  # fmt: skip
    return Words(
        _trade_title(years),
        f"Exports plus imports, current US dollars{in_scale(scale, several=len(view.countries) > 1)}",
        _trade_alt(view, years),
        " ".join(filter(None, notes)),
        "Line: the state's own or IMF figures. Ring: only others report. Thin upright bar: reports differ.",
    )


def _trade_alt(view: View, years: pd.DataFrame) -> str:
    """Say the first and the last figure of each state and its highest."""
    sentences = [f"Yearly trade with Afghanistan of {view.in_words()}."]
    for code in CODES:
        rows = records(years[years[Preferred.country] == code].sort_values(Preferred.end))
        if rows:
            first, last, most = (
                _figure(it) for it in (rows[0], rows[-1], max(rows, key=lambda it: it[Preferred.value]))
            )
            highest = "" if most in {first, last} else f", highest {most}"
            sentences.append(f"{name(code)}: {' to '.join(dict.fromkeys((first, last)))}{highest}.")
    return " ".join(sentences)


def _figure(row: Row) -> str:
    return f"{formats.usd(row[Preferred.value])} ({period_of(row)})"


def map_alt(latest: pd.DataFrame, points: pd.DataFrame) -> str:
    """Say the latest figure of each state and how many crossings are drawn."""
    figures = [f"{name(row[Preferred.country])} {_figure(row)}" for row in records(latest)]
    return (
        f"Map. Latest yearly trade: {'; '.join(figures) or 'not reported'}. {counted(len(points), 'crossing')} drawn."
    )


def _trade_title(years: pd.DataFrame) -> str:
    """Name the state with the largest latest turnover, where the reports allow to say so."""
    best = lead(of_years(years))
    if best is None and len(set(years[Preferred.country])) == 1:
        own = years[years[Preferred.firm]] if years[Preferred.firm].any() else years
        last = records(own.sort_values(Preferred.end).tail(1))[0]
        return f"{name(last[Preferred.country])}'s trade with Afghanistan was {formats.usd(last[Preferred.value])} in {period_of(last)}"
    if best is None:
        return "Trade with Afghanistan by country and year"
    top = best.figure
    place, amount = PLACES[top[Preferred.country]], formats.usd(top[Preferred.value])
    by = f", by {place.adjective} figures" if best.contested else ""
    return f"{place.name} trades most with Afghanistan: {amount} in {period_of(top)}{by}"


def no_trade(view: View, scale: str) -> str:  # noqa: ARG001  the scale changes no row
    """Say that there is no turnover to draw."""
    every = of_years(all_turnover())
    years = every.loc[every[Preferred.country].isin(view.countries), Preferred.start].dt.year
    others = f" There are some for {runs(years)}." if len(years) else ""
    return elsewhere(f"No yearly trade figure for {view.in_words()}.{others}", view, years)
