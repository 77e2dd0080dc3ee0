"""Has trade with Afghanistan grown since the takeover?

One flow, unit and kind of goods at a time: a figure for each state and year, every report of it, and both sides of
mirrored figures apart. Beside it the goods of a year, and what somebody hopes to trade, which is no trade.
"""

import streamlit as st

from analysis.trade.own_share import own_shares
from analysis.trade.series import Choice
from analysis.trade.since_2021 import since_2021
from data.schema.tables import Sources, Trade
from pages._app.cache import once
from pages._app.navigation import Page
from pages._app.rows import in_use, rows
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.show import say_why_empty, show
from pages._parts.states.insights import on_trade
from pages.trade.answer import answer, since
from pages.trade.both_sides import both_sides
from pages.trade.choice import Scaled, Shown, controls, on_offer
from pages.trade.commodities import goods_of_a_year
from pages.trade.measures import FIGURES, MeasureChoice
from pages.trade.months import BY_MONTH, STEPS, step
from pages.trade.reports import REPORTS, ReportsChoice
from pages.trade.targets import hopes
from pages.trade.unit_values import worth
from pages.trade.years import BY_YEAR, every, of_view

PAGE = Page(
    "Trade",
    ":material/swap_horiz:",
    20,
    "Trade of the five Central Asian states with Afghanistan by year, goods and reporter, in dollars, per head and as a share of GDP.",
)


def render(view: View) -> None:
    """Show the answer, the years, the reports, both sides, the goods, and what is hoped for."""
    if not on_offer():
        say_why_empty("No figure of trade is on record.")
        return
    top = st.container()
    shown = controls()
    series = shown.series
    if words := _answer(view, series):
        top.markdown(words)
    by = _by_time(view, shown)
    show(REPORTS, view, ReportsChoice(series, months=by == STEPS[1]))
    both_sides(view, series)
    worth(view, series)
    goods_of_a_year(view, series)
    hopes(view)


def _by_time(view: View, shown: Shown) -> str:
    """Show years or months, and return which is chosen; what is derived from dollars has years alone."""
    if shown.measure in FIGURES:
        show(FIGURES[shown.measure], view, MeasureChoice(*shown))
        return STEPS[0]
    by = step(shown.series)
    show(BY_MONTH if by == STEPS[1] else BY_YEAR, view, Scaled(shown.series, shown.log))
    return by


@once
def _answer(view: View, series: Choice) -> str:
    """Answer the page's question, say how trade changed since the takeover, and what else the rows show."""
    years = of_view(every(series), view)
    reports = in_use(Trade)
    changes = since_2021(reports, rows(Sources), series)
    others = on_trade(view, series)
    parts = [
        text(answer(years, series)) if len(years) else "",
        since(changes, own_shares(reports, series), series, view.countries),
        f"What else the reports show:\n\n{others}" if others else "",
    ]
    return "\n\n".join(filter(None, parts))
