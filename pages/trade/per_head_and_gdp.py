"""The yearly figures per head of the population or against GDP, for the Trade page."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.trade.comparison import behind, partial
from analysis.trade.per_head_and_gdp import BASES, against, relative
from analysis.trade.series import Choice
from charts.events import timeline
from charts.trade import by_year as chart
from data.schema.tables import Events, Indicators, Trade
from data.vocabulary import formats
from data.vocabulary.codes import start_upper
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import listed
from pages._app.cache import once
from pages._app.rows import annual, current, rows, sources
from pages._app.view import View
from pages._parts.citation import foot
from pages._parts.commodities import what
from pages._parts.show import Drawn
from pages.trade import wording as said
from pages.trade.per_head_rows import Relative, told
from pages.trade.years import described, every, of_view

REPORTED: Final = "reported"
_LABELS: Final = {REPORTED: "As reported", "usd_per_head": "Dollars per head", "gdp_percent": "Per cent of GDP"}
_LEAD: Final = {"usd_per_head": "Per head of the population", "gdp_percent": "As a share of GDP"}
_BY: Final = {"usd_per_head": "population", "gdp_percent": "GDP"}
_METHOD: Final = {
    "usd_per_head": "the value of a calendar year divided by the state's population of the same year",
    "gdp_percent": "the value of a calendar year divided by the state's GDP of the same year, both in current US dollars",
}
_EMPTY: Final = (
    "Not to be had per head or against GDP yet: population and GDP of the states, which the World Bank tells, are not in this "
    "edition of the data. Whoever keeps it loads them with “python -m loaders world_bank --fetch”."
)


def control(choice: Choice) -> str:
    """The control of dollars, per head or against GDP, where any is known to divide by; else the figures as reported."""
    there = bases(choice)
    if not there:
        return REPORTED
    return st.segmented_control(
        "Measure", [REPORTED, *there], default=REPORTED, format_func=_LABELS.__getitem__, key="trade_measure",
        bind="query-params", persist_state="session", required=True,
    )  # fmt: skip


@once
def bases(choice: Choice) -> tuple[str, ...]:
    """What the figures can be divided by."""
    return tuple(it for it in BASES if len(_figures(choice, it)))


def not_loaded(choice: Choice) -> str:
    """That dollars could be set against people and output, and how these come, where nothing of them is loaded."""
    return _EMPTY if choice.measure == "value_usd" and rows(Indicators).empty else ""


@once
def _figures(choice: Choice, basis: str) -> pd.DataFrame:
    """The figures of all states and years that can be divided."""
    if choice.measure != "value_usd":
        return every(choice).iloc[:0]
    found = relative(every(choice), current(Indicators), basis)
    return found.assign(indicator_publisher=found["indicator_source_id"].map(sources()["publisher"]))


@once
def by_year(view: View, choice: Choice, basis: str, log: bool) -> Drawn | str:
    """The figure, with the events on the same axis."""
    years, dollars = of_view(_figures(choice, basis), view), of_view(every(choice), view)
    if years.empty:
        return _nothing(view, choice, basis)
    trades = rows(Trade)
    reports = behind(trades[trades["commodity"] == choice.goods], years)
    reports = against(reports[reports.index.isin(annual().index)], current(Indicators))
    publishers = reports["indicator_source_id"].map(sources()["publisher"])
    shown = described(reports).assign(indicator_publisher=publishers)
    draw = chart.by_year_log if log else chart.by_year
    fig = draw(
        years, shown, view.first, view.last, title=_title(years, choice, basis), measure=basis,
        subtitle=_subtitle(years, view, basis, log=log), foot=foot(reports),
    )  # fmt: skip
    events = view.events(rows(Events), world=True)
    fig = timeline.beside(fig, events, timeline.default_lanes(view.countries), view.first, view.last)
    says = f"{_says(years, choice, view, basis)}{_left(years, dollars, basis)}"
    return Drawn(fig, says, told(reports, basis), Relative, "trade-relative", events)


def _title(years: pd.DataFrame, choice: Choice, basis: str) -> str:
    plain = said.title(years, choice._replace(measure=basis))
    start = start_upper(what(choice))
    return f"{_LEAD[basis]}: {what(choice) + plain.removeprefix(start) if plain.startswith(start) else plain}"


def _subtitle(years: pd.DataFrame, view: View, basis: str, *, log: bool) -> str:
    how = ", logarithmic scale" if log else ""
    told_by = f"{listed(sorted(set(years['indicator_publisher'])))}"
    bounds = ". ≥ lower bound" if partial(years).any() else ""
    return (
        f"{start_upper(formats.RELATIVE[basis])}, {view.years_in_words()}{how}. Derived: {_METHOD[basis]} ({told_by}). "
        f"Whisker and dashes: other reports of the value{bounds}"
    )


def _says(years: pd.DataFrame, choice: Choice, view: View, basis: str) -> str:
    count = f"{len(years)} figure{'s' * (len(years) != 1)}"
    said = f"{start_upper(what(choice))} by year, {formats.RELATIVE[basis]}, {view.in_words()}: {count}."
    sums = " The value of some is a sum of ours of both flows of one source." if years["derived"].any() else ""
    return f"{said} Derived: {_METHOD[basis]}.{sums}"


def _left(years: pd.DataFrame, dollars: pd.DataFrame, basis: str) -> str:
    """Which figures in dollars have nothing here, and why."""
    whole = dollars[(dollars["span"] == "year") & dollars["country"].isin(CODES)]
    left = whole[~_at(whole).isin(_at(years))]
    lines = []
    if len(left):
        lines.append(f" No {_BY[basis]} of the year is on record for {said.by_state(left)}: left out.")
    if count := len(dollars) - len(whole):
        kinds = "of parts of a year, Afghan solar years or several states together"
        lines.append(f" {count} figure{'s' * (count != 1)} {kinds} {'are' if count != 1 else 'is'} left out too.")
    return "".join(lines)


def _at(figures: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(figures[["country", "year"]])


def _nothing(view: View, choice: Choice, basis: str) -> str:
    """Why nothing is shown, and of whom there is something."""
    who = listed([PLACES[code].name for code in CODES if code in view.countries])
    others = said.by_state(_figures(choice, basis))
    return (
        f"No full year of {what(choice)} has both a value in US dollars and a {_BY[basis]} on record for {who}, "
        f"{view.years_in_words()}. There are some for {others}."
    )
