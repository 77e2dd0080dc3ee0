"""Has trade with Afghanistan grown since the takeover?

One flow, unit and kind of goods at a time: a figure for each state and year, where reports of it differ most, and every
report. Beside it the goods of a year, and what somebody hopes to trade, which is no trade.
"""

from collections.abc import Iterable

import streamlit as st

from analysis.trade.own_share import own_shares
from analysis.trade.series import Choice
from data.schema.tables import Trade
from pages._app.cache import lazy_expander, once
from pages._app.navigation import Page
from pages._app.rows import changes_since_2021, in_use
from pages._app.view import Query, View
from pages._parts.empty import unless_unread
from pages._parts.layout import section
from pages._parts.show import say_why_empty, show
from pages._parts.states.insights import on_trade
from pages.trade.answer import shares, since
from pages.trade.choice import Scaled, Shown, controls, of_address, on_offer
from pages.trade.commodities import goods_of_a_year
from pages.trade.disagreements import widest
from pages.trade.measures import FIGURES, MeasureChoice
from pages.trade.months import BY_MONTH, STEPS, step
from pages.trade.reports import REPORTS, ReportsChoice
from pages.trade.targets import hopes
from pages.trade.unit_values import worth
from pages.trade.years import BY_YEAR

PAGE = Page(
    "Trade",
    ":material/swap_horiz:",
    20,
    "Trade of the five Central Asian states with Afghanistan by year, goods and reporter, in dollars, per head and as a share of GDP.",
)


def _none() -> str:
    return unless_unread(Trade, "There is no figure of trade") + "."


def first_text(view: View, query: Query) -> Iterable[str]:
    """How the trade of each state has changed since the takeover."""
    return (_answer(view, of_address(query)) if on_offer() else _none(),)


def render(view: View) -> None:
    """Show the answer, the years, the gaps between reports, the reports, the goods, and what is hoped for."""
    if not on_offer():
        say_why_empty(_none())
        return
    top = st.container()
    shown = controls()
    series = shown.series
    top.markdown(_answer(view, series))
    by = _by_time(view, shown)
    widest(view, series)
    section("Every report, by reporter", "reports")
    opened = "Who reported which figure, the latest changes, and shares of all trade"
    lazy_expander(opened, "trade_reports", _reports, view, series, by == STEPS[1], linked=True)
    worth(view, series)
    goods_of_a_year(view, series)
    hopes(view)


def _by_time(view: View, shown: Shown) -> str:
    """Show years or months, and return which is chosen; what is derived from dollars has years alone."""
    if shown.measure in FIGURES:
        show(FIGURES[shown.measure], view, MeasureChoice(*shown))
        return STEPS[0]
    by = step(shown.series)
    show(BY_MONTH if by == STEPS[1] else BY_YEAR, view, Scaled(shown.series, shown.scale))
    return by


@once
def _answer(view: View, series: Choice) -> str:
    """Answer the page's question."""
    return since(changes_since_2021(series), series, view.countries)


def _reports(view: View, series: Choice, months: bool) -> None:
    """Show every report, and what else they say."""
    show(REPORTS, view, ReportsChoice(series, months=months))
    if words := _more(view, series):
        st.markdown(words)


@once
def _more(view: View, series: Choice) -> str:
    """Say how trade moved last, and how much of all trade it is."""
    parts = (on_trade(view, series), shares(own_shares(in_use(Trade), series), view.countries))
    return "\n".join(filter(None, parts))
