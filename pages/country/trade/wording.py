"""What the page of a state says of its trade, goods and electricity."""

from typing import Final, NamedTuple

import pandas as pd

from analysis.trade.commodities import Goods
from analysis.trade.mirrored import OWN
from analysis.trade.preferred import Preferred, latest_year
from analysis.trade.since_2021 import BASE, Since
from charts.base import hover
from charts.trade.commodities_of_state import LOWER
from charts.trade.one_state import FAR, GAP
from data.rows import Row, records
from data.schema.tables import Trade
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import name
from pages._app.view import View
from pages._parts.figure import Words
from pages._parts.states import in_words
from pages._parts.states.summary import period_of

FLOWS: Final = {"turnover": "Turnover", "export": "Exports", "import": "Imports"}
MEASURES: Final = {"quantity_gwh": "GWh", "value_usd": "US dollars"}  # measures of `Trade` that a control offers
_UNITS: Final = {
    "turnover": "Exports plus imports",
    "export": "Exports to Afghanistan",
    "import": "Imports from Afghanistan",
}
_READ: Final = (
    f"Each bar is the figure that we prefer of all reports of its year. “{GAP}” is a year without a figure. A line leads from a "
    "bar to another statistic of the same year."
)
_LOWER: Final = f"{LOWER}: at least this"


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


def of_trade(view: View, choice: Flow, figures: pd.DataFrame, reports: pd.DataFrame, change: Row | None) -> Words:
    """Describe the years of a flow.

    Args:
        view: the years.
        choice: state and flow.
        figures: rows of `Preferred`.
        reports: rows of `Trade`, every report of actual trade.
        change: a row of `Since`, where one series has 2021 and the last year that is drawn.
    """
    years = records(figures[figures[Preferred.span] != "part"])
    alt = f"{whose(choice)}, {view.years_in_words()}, all goods, as reported. {_ends(years)}"
    notes = [_READ, in_words.coverage([choice.state])]
    subtitle = f"{_UNITS[choice.flow]}, current US dollars"
    return Words(
        _title(choice, figures, change), subtitle, alt.strip(), " ".join(filter(None, notes)), _apart(figures, reports)
    )


def _title(choice: Flow, figures: pd.DataFrame, change: Row | None) -> str:
    """Say how a flow changed since 2021, where one series has both years that are drawn; else what it was last."""
    known = figures[figures[Preferred.span] != "part"].set_index(Preferred.start)[Preferred.value]
    values = {day.year: value for day, value in known.items()}
    last = latest_year(figures)
    if change and values.get(BASE) == change[Since.first] and _is_last(last, change):
        before, after = (formats.usd(change[it]) for it in (Since.first, Since.last))
        moved = (
            "stayed at" if before == after else "rose from" if change[Since.last] > change[Since.first] else "fell from"
        )
        ends = (
            f"{before} in {BASE} and {change[Since.year]}"
            if before == after
            else f"{before} in {BASE} to {after} in {change[Since.year]}"
        )
        return f"{whose(choice)} {moved} {ends}"
    if last.empty:
        return f"{whose(choice)}, by year"
    row = last.iloc[0].to_dict()
    by = "" if row[Preferred.firm] else f", by {hover.says(row)}"
    by = f", by a {hover.says(row)}" if row[Trade.status] == "claim" else by
    return f"{whose(choice)}: {formats.usd(row[Preferred.value])} in {period_of(row)}{by}"


def _is_last(last: pd.DataFrame, change: Row) -> bool:
    row = last.iloc[0]
    return row[Preferred.start].year == change[Since.year] and row[Preferred.value] == change[Since.last]


def _ends(years: list[Row]) -> str:
    """Say the first, the highest and the last figure, for who cannot see them."""
    if not years:
        return ""
    named = {"First": years[0], "highest": max(years, key=lambda row: row[Preferred.value]), "last": years[-1]}
    parts = (
        f"{which} {hover.amount(row, row[Preferred.value], Trade.value_usd, 3)} in {period_of(row)}"
        for which, row in named.items()
    )
    return f"{', '.join(parts)}."


def _apart(figures: pd.DataFrame, reports: pd.DataFrame) -> str:
    """Name the year in which another statistic is farthest from the figure that is drawn."""
    stated = reports[reports[Trade.status] != "claim"]
    bars = {(row[Trade.start], row[Trade.end]): row for row in records(figures) if row[Trade.status] != "claim"}
    pairs = [
        (row, bars[row[Trade.start], row[Trade.end]])
        for row in records(stated)
        if (row[Trade.start], row[Trade.end]) in bars
    ]
    if not pairs:
        return ""
    other, bar = max(pairs, key=lambda pair: abs(pair[0][Trade.value_usd] - pair[1][Preferred.value]))
    values = bar[Preferred.value], other[Trade.value_usd]
    if abs(values[0] - values[1]) <= FAR * max(values):
        return ""
    one, another = map(formats.usd, values)
    return f"Statistics differ most for {period_of(bar)}: {one} ({hover.says(bar)}), {another} ({hover.says(other)})."


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
    by = statistics(choice.state, choice.by)
    about = f"{whose(choice)} by commodity, {choice.year}, {by}."
    title = f"{whose(choice)} in {choice.year}"
    if len(goods):
        largest = (
            goods.sort_values([Goods.value, Goods.commodity], ascending=[False, True], kind="stable").iloc[0].to_dict()
        )
        title += f": most of all {codes.goods(largest)}"
    lower = f"; {_LOWER}" if (goods[Goods.bound] == "at_least").any() else ""
    if totals.empty:
        return Words(title, f"US dollars, {by}{lower}", f"{about} No share is given: {by} have no total of that year.")
    total = formats.usd(totals[Preferred.value].iloc[0])
    shares = f"share of all {FLOWS[choice.flow].lower()}, {total}"
    return Words(title, f"US dollars and {shares}; {by}{lower}", about)


def of_goods_over_years(view: View, choice: GoodsOfState, years: range, most: int) -> Words:
    """Describe how the largest goods went; `most` is how many kinds are drawn at most."""
    largest = f"The largest goods, {most} at most, among {whose(choice)}"
    return Words(
        f"The largest goods, {years[0]} to {years[-1]}",
        "Millions of US dollars; empty: nothing reported",
        f"{largest}, {view.years_in_words()}, {statistics(choice.state, choice.by)}.",
    )


def electricity(choice: Power) -> str:
    """Name a flow of electricity: electricity from Uzbekistan to Afghanistan."""
    way = (name(choice.state), "Afghanistan") if choice.flow == "export" else ("Afghanistan", name(choice.state))
    return f"electricity from {' to '.join(way)}"


def of_electricity(view: View, choice: Power, figures: pd.DataFrame, *, undated: int) -> Words:
    """Describe the years of a flow of electricity.

    Args:
        view: the years.
        choice: state, flow and measure.
        figures: rows of `Preferred`.
        undated: how many figures name no year.
    """
    what, unit = codes.start_upper(electricity(choice)), MEASURES[choice.measure]
    more = f" {undated} more of no named year {'are' if undated != 1 else 'is'} not drawn." if undated else ""
    alt = f"{what}, {view.years_in_words()}, {unit}, as reported.{more}"
    last = latest_year(figures)
    title = f"{what}, by year"
    if len(last):
        title = f"{what}: {formats.amount(last[Preferred.value].iloc[0], choice.measure)} in {period_of(last.iloc[0])}"
    return Words(title, f"By year, {unit}", alt, _READ)


def joint(row: Row) -> str:
    """Say what covers several states together and is therefore not drawn."""
    amount = formats.amount(row[Trade.quantity_gwh], Trade.quantity_gwh)
    period = periods.label(row[Trade.start], row[Trade.end], row[Trade.precision])
    states = name(row[Trade.country])
    return f"Not drawn, because it covers {states} together: {amount}, {period}, {codes.say(row[Trade.status])}."
