"""Who trades what with Afghanistan, and who says so?

One flow, unit and kind of goods at a time: a figure for each state and year, every report of it, and both sides of
mirrored figures apart. Beside it the goods of a year, and what somebody hopes to trade, which is no trade.
"""

from contextlib import nullcontext

import streamlit as st

from analysis.trade.series import Choice
from pages._app.cache import once
from pages._app.navigation import Page
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.layout import section
from pages._parts.show import say_why_empty, show
from pages._parts.states.insights import on_trade
from pages.trade import per_head_and_gdp as relative
from pages.trade.answer import answer
from pages.trade.both_sides import both_sides
from pages.trade.choice import Scaled, controls, on_offer
from pages.trade.commodities import goods_of_a_year
from pages.trade.months import BY_MONTH, STEPS, monthly, step
from pages.trade.reports import REPORTS, ReportsChoice
from pages.trade.targets import hopes
from pages.trade.unit_values import worth
from pages.trade.years import BY_YEAR, every, of_view

PAGE = Page("Trade", ":material/swap_horiz:", 20)


def render(view: View) -> None:
    """Show the answer, the years, the reports, both sides, the goods, and what is hoped for."""
    if not on_offer():
        say_why_empty("No figure of trade is on record.")
        return
    top = st.container()
    series, log = controls()
    if words := _answer(view, series):
        top.markdown(words)
    by = _by_time(view, series, log)
    section("Who reported what", "reports")
    show(REPORTS, view, ReportsChoice(series, months=by == STEPS[1]))
    both_sides(view, series)
    worth(view, series)
    goods_of_a_year(view, series)
    hopes(view)


def _by_time(view: View, series: Choice, log: bool) -> str:
    """Show years or months, and years in dollars, per head or against GDP; return which step of time is chosen.

    The controls stand in a row where there are both.
    """
    both = monthly(series) and relative.bases(series)
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="medium") if both else nullcontext()
    with row:
        by = step(series)
        basis = relative.control(series) if by == STEPS[0] else relative.REPORTED
    if by == STEPS[1]:
        show(BY_MONTH, view, Scaled(series, log))
    elif basis != relative.REPORTED:
        show(relative.RELATIVE, view, relative.RelativeChoice(series, basis, log))
    else:
        show(BY_YEAR, view, Scaled(series, log))
    return by


@once
def _answer(view: View, series: Choice) -> str:
    """Answer the page's question, and say what else the rows show; empty where they show nothing."""
    years = of_view(every(series), view)
    return f"{text(answer(years, series)) if len(years) else ''}\n\n{on_trade(view, series)}".strip()
