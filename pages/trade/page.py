"""Who trades what with Afghanistan, and who says so?

One flow, unit and kind of goods at a time: a figure for each state and year, every report of it, and both sides of
mirrored figures apart. Beside it the goods of a year, and what somebody hopes to trade, which is no trade.
"""

from contextlib import nullcontext

import streamlit as st

from analysis.trade.comparison import behind
from analysis.trade.series import Choice, of_choice
from charts.events import timeline
from charts.trade import by_year, reporters
from data.schema.tables import Events, Trade
from data.vocabulary.codes import TRADED, start_upper
from pages._app.cache import once
from pages._app.navigation import Page
from pages._app.rows import annual, current, rows
from pages._app.view import View
from pages._parts.citation import foot, text
from pages._parts.commodities import unit, what
from pages._parts.layout import section
from pages._parts.show import Drawn, show
from pages._parts.states.insights import on_trade
from pages.trade import per_head_and_gdp as relative
from pages.trade import wording as said
from pages.trade.both_sides import both_sides
from pages.trade.choice import controls, told_of
from pages.trade.commodities import goods_of_a_year
from pages.trade.months import STEPS, by_month, monthly, step
from pages.trade.targets import hopes
from pages.trade.unit_values import worth
from pages.trade.years import described, every, of_view

PAGE = Page("Trade", ":material/swap_horiz:", 20)


def render(view: View) -> None:
    """The answer, the years, the reports, both sides, the goods, and what is hoped for."""
    top = st.container()
    choice, log = controls()
    if answer := _answer(view, choice):
        top.markdown(answer)
    _by_time(view, choice, log)
    section("Who reported what", "reports")
    show(_reports(view, choice))
    both_sides(view, choice)
    worth(view, choice)
    goods_of_a_year(view, choice)
    hopes(view)


def _by_time(view: View, choice: Choice, log: bool) -> None:
    """Years or months, and years in dollars, per head or against GDP; in a row where there are controls of both."""
    both = monthly(choice) and relative.bases(choice)
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="medium") if both else nullcontext()
    with row:
        by = step(choice)
        basis = relative.control(choice) if by == STEPS[0] else relative.REPORTED
    if by == STEPS[1]:
        show(by_month(view, choice, log))
    elif basis != relative.REPORTED:
        show(relative.by_year(view, choice, basis, log))
    else:
        show(_years(view, choice, log))


@once
def _answer(view: View, choice: Choice) -> str:
    """The page's question answered, and what the rows bear out besides; empty where they tell nothing."""
    years = of_view(every(choice), view)
    return f"{text(said.answer(years, choice)) if len(years) else ''}\n\n{on_trade(view, choice)}".strip()


@once
def _years(view: View, choice: Choice, log: bool) -> Drawn | str:
    """The main figure, with the events on the same axis."""
    found, goods = every(choice), rows(Trade)
    years = of_view(found, view)
    if years.empty:
        offers = told_of(goods[view.of_countries(goods["country"])], choice.flow)
        return said.nothing(found, choice, view, offers)
    told = behind(goods[goods["commodity"] == choice.goods], years)
    shown = told[told.index.isin(annual().index)]
    draw = by_year.by_year_log if log else by_year.by_year
    fig = draw(
        years, described(shown), view.first, view.last, title=said.title(years, choice), measure=choice.measure,
        subtitle=said.subtitle(years, choice, view, log=log), foot=foot(shown),
    )  # fmt: skip
    events = view.events(rows(Events), world=True)
    fig = timeline.beside(fig, events, timeline.default_lanes(view.countries), view.first, view.last)
    left = [said.gaps(years, found, view), said.undrawn(found, view), relative.not_loaded(choice)]
    return Drawn(
        fig, f"{said.says(years, choice, view)}{said.replaced(told, shown)}", told, Trade, "trade-by-year", events,
        besides=" ".join(filter(None, left)),
    )  # fmt: skip


@once
def _reports(view: View, choice: Choice) -> Drawn | str:
    """Every reported figure by who reported it."""
    mine = of_choice(rows(Trade), choice)
    mine = mine[mine["status"].isin(TRADED)]
    shown = view.keep(mine, None)
    shown = shown[view.of_countries(shown["country"])]
    if shown.empty:
        return "Nobody reports such a figure for these states and years."
    newest = shown[shown.index.isin(current(Trade).index)]
    drawn = newest[newest.index.isin(annual().index)]
    fig = reporters.reporters(
        described(drawn), view.first, view.last, measure=choice.measure, foot=foot(shown),
        title=f"{start_upper(what(choice))}: every report, by who says so",
        subtitle=f"{start_upper(unit(choice))}, {view.years_in_words()}, each state on a scale of its own. A line is as long as the period that a figure covers",
    )  # fmt: skip
    return Drawn(
        fig,
        f"{said.reported(shown, choice, view)}{said.replaced(shown, newest)}{said.monthly(newest, drawn)}",
        shown,
        Trade,
        "trade-reports",
    )
