"""What the page of a state says of its trade, goods and electricity."""

from typing import Final, NamedTuple

import pandas as pd

from analysis.trade.commodities import Goods
from analysis.trade.mirrored import OWN
from analysis.trade.preferred import Preferred, latest_year
from charts.trade.commodities_of_state import LOWER
from data.rows import Row
from data.schema.tables import Trade
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import name
from pages._app.view import View
from pages._parts.figure import Words
from pages._parts.states import in_words
from pages._parts.states.summary import period_of

FLOWS: Final = {"turnover": "Turnover", "export": "Exports", "import": "Imports"}
MEASURES: Final = {"quantity_gwh": "GWh", "value_usd": "US dollars"}  # measures of `Trade` that a control offers
_READ: Final = (
    "Bar and the number below it: the figure we prefer; marks: every report, small ones of a part of a year; whisker: the "
    "spread of the reports of a period"
)
_LOWER: Final = f"{LOWER}: at least this; FAOSTAT leaves out what is small, other sources say more than this"


class Flow(NamedTuple):
    """A flow of all goods of a state."""

    state: str
    flow: str


class GoodsOfState(NamedTuple):
    """The goods of a state: of which flow, by whose statistics, of which year."""

    state: str
    flow: str
    by: str
    year: int


class Power(NamedTuple):
    """A flow of electricity of a state in a measure."""

    state: str
    flow: str
    measure: str


def whose(choice: Flow | GoodsOfState) -> str:
    """Name a flow of a state: Uzbekistan's exports to Afghanistan."""
    way = {"turnover": "trade with", "export": "exports to", "import": "imports from"}[choice.flow]
    return f"{name(choice.state)}'s {way} Afghanistan"


def figure_of(choice: Flow) -> str:
    """Name a figure of a flow, as it stands after "No": turnover of Uzbekistan, export figure of Uzbekistan."""
    what = {"turnover": "turnover", "export": "export figure", "import": "import figure"}[choice.flow]
    return f"{what} of {name(choice.state)}"


def of_trade(view: View, choice: Flow, figures: pd.DataFrame, *, aims: int) -> Words:
    """Describe the years of a flow; the title has the last full year.

    Args:
        view: the years.
        choice: state and flow.
        figures: rows of `Preferred`.
        aims: how many figures of these years are no trade.
    """
    title, last = f"{whose(choice)}, by year", latest_year(figures)
    if len(last):
        title += f": {formats.usd(last[Preferred.value].iloc[0], 4)} in {period_of(last.iloc[0])}"
    alt = f"{whose(choice)}, {view.years_in_words()}, all goods, as reported. {_aims(aims)}"
    notes = [in_words.coverage([choice.state]), in_words.afghan_alone(figures)]
    return Words(title, f"Current US dollars. {_READ}", alt.strip(), " ".join(filter(None, notes)))


def _aims(count: int) -> str:
    """Say how many figures are no trade and therefore not drawn."""
    if not count:
        return ""
    s = "s" * (count != 1)
    verb = "are" if s else "is"
    return f"{count} target{s}, potential{s} or contract{s} of these years {verb} no trade and not drawn."


def statistics(state: str, by: str) -> str:
    """Name the statistics of a side."""
    return f"{name(state)}'s own statistics" if by == OWN else "Afghan statistics"


def of_goods(view: View, choice: GoodsOfState, goods: pd.DataFrame, totals: pd.DataFrame) -> Words:  # noqa: ARG001
    """Describe the goods of one year.

    Args:
        view: not asked: the year is chosen.
        choice: state, flow, statistics and year.
        goods: rows of `Goods`.
        totals: what the same side reports for all goods.
    """
    title, by = f"{whose(choice)} by commodity, {choice.year}", statistics(choice.state, choice.by)
    lower = f" {_LOWER}." if (goods[Goods.bound] == "at_least").any() else ""
    if totals.empty:
        none = f"No share is given: {by} have no total of that year."
        return Words(title, f"US dollars, {by}.{lower}", f"{title}, {by}. {none}")
    total = formats.usd(totals[Preferred.value].iloc[0])
    shares = f"share of all {FLOWS[choice.flow].lower()} of {total}"
    return Words(title, f"US dollars, {by}; {shares}.{lower}", f"{title}, {by}.")


def of_goods_over_years(view: View, choice: GoodsOfState, years: range, most: int) -> Words:
    """Describe how the largest goods went; `most` is how many kinds are drawn at most."""
    largest = f"The largest goods, {most} at most, among {whose(choice)}"
    return Words(
        f"The largest goods over the years, {years[0]} to {years[-1]}",
        "Millions of US dollars; stronger fill: more; empty: nothing reported; frame: the year beside it",
        f"{largest}, {view.years_in_words()}, {statistics(choice.state, choice.by)}.",
    )


def electricity(choice: Power) -> str:
    """Name a flow of electricity: electricity from Uzbekistan to Afghanistan."""
    way = (name(choice.state), "Afghanistan") if choice.flow == "export" else ("Afghanistan", name(choice.state))
    return f"electricity from {' to '.join(way)}"


def of_electricity(view: View, choice: Power, *, undated: int) -> Words:
    """Describe the years of a flow of electricity.

    Args:
        view: the years.
        choice: state, flow and measure.
        undated: how many figures name no year.
    """
    what, unit = codes.start_upper(electricity(choice)), MEASURES[choice.measure]
    more = f" {undated} more of no named year {'are' if undated != 1 else 'is'} not drawn." if undated else ""
    alt = f"{what}, {view.years_in_words()}, {unit}, as reported.{more}"
    return Words(f"{what}, by year", f"{unit}. {_READ}", alt)


def joint(row: Row) -> str:
    """Say what covers several states together and is therefore not drawn."""
    amount = formats.amount(row[Trade.quantity_gwh], Trade.quantity_gwh)
    period = periods.label(row[Trade.start], row[Trade.end], row[Trade.precision])
    states = name(row[Trade.country])
    return f"Not drawn, because it covers {states} together: {amount}, {period}, {codes.say(row[Trade.status])}."
