"""What the figures of the overview are called, and what is said of them."""

import pandas as pd

from analysis.trade.comparison import lead
from analysis.trade.preferred import Preferred, of_years
from data.vocabulary import formats
from data.vocabulary.places import PLACES
from pages._app.view import View
from pages._parts.figure import Words
from pages._parts.states import in_words
from pages._parts.states.summary import period_of


def trade(view: View, log: bool, years: pd.DataFrame) -> Words:  # noqa: ARG001  the scale changes no word
    """Word the turnover of the states by year: rows of `Preferred`."""
    notes = ("A line breaks where a year is missing or another source begins.", in_words.coverage(view.countries),
             in_words.afghan_alone(years))  # fmt: skip
    return Words(
        _trade_title(years),
        "Turnover of all goods, current US dollars. Line: own and IMF figures; hollow: others; whisker: spread of reports",
        f"Yearly turnover with Afghanistan: {view.in_words()}.",
        " ".join(filter(None, notes)),
    )


def _trade_title(years: pd.DataFrame) -> str:
    """Name the state with the largest latest turnover, where the reports allow to say so."""
    best = lead(of_years(years))
    if best is None:
        return "Trade with Afghanistan, by country and year"
    top = best.figure
    place, amount = PLACES[top[Preferred.country]], formats.usd(top[Preferred.value])
    by = f", by {place.adjective} figures" if best.contested else ""
    return f"{place.name} trades most with Afghanistan: {amount} in {period_of(top)}{by}"


def no_trade(view: View, log: bool) -> str:  # noqa: ARG001  the scale changes no row
    """Say that there is no turnover to draw."""
    return f"No yearly turnover is reported: {view.in_words()}."
