"""Trade month by month, for the Trade page."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.trade import monthly as months
from analysis.trade.comparison import behind
from analysis.trade.series import Choice
from charts.trade import by_month as chart
from data.schema.tables import Trade
from data.vocabulary.codes import start_upper
from data.vocabulary.text import runs
from pages._app.cache import once
from pages._app.rows import current, published, rows, sources
from pages._app.view import View
from pages._parts import commodities
from pages._parts.citation import foot
from pages._parts.show import Drawn

STEPS: Final = ("Years", "Months")


def step(choice: Choice) -> str:
    """The control of years or months, where there are months; without it the step is a year."""
    if not monthly(choice):
        return STEPS[0]
    return st.segmented_control(
        "By", STEPS, default=STEPS[0], key="trade_step", bind="query-params", persist_state="session", required=True
    )


@once
def _every(choice: Choice) -> pd.DataFrame:
    """The monthly figures of all states and years."""
    found = months.by_month(current(Trade), published(), *choice)
    return found.assign(publisher=found["source_id"].map(sources()["publisher"]))


@once
def monthly(choice: Choice) -> bool:
    """Whether any line of months can be drawn."""
    return bool(months.lines(_every(choice)))


@once
def by_month(view: View, choice: Choice, log: bool) -> Drawn | str:
    """Lines by month, each side in a panel of its own."""
    every = _every(choice)
    mine = every[every["country"].isin(view.countries)]
    shown = view.keep(mine)
    if shown.empty:
        said = f"No monthly figure of {commodities.in_words(choice)}, is on record, {view.in_words()}."
        others = runs(mine["start"].dt.year) or runs(every["start"].dt.year)
        whose = "these" if len(mine) else "other"
        return f"{said} There are some of {whose} states for {others}."
    unit = "Current US dollars" if choice.measure == "value_usd" else start_upper(commodities.unit(choice))
    goods = rows(Trade)
    told = behind(goods[(goods["commodity"] == choice.goods) & goods[choice.measure].notna()], shown)
    fig = chart.by_month(
        shown, view.first, view.last, foot=foot(told), measure=choice.measure, log=log,
        title=f"{start_upper(commodities.what(choice))}, month by month, as each side tells it",
        subtitle=f"{unit} a month, {view.years_in_words()}{', logarithmic scale' * log}. A broken line: months without a figure. "
        "The importer's side holds freight too",
    )  # fmt: skip
    return Drawn(fig, _says(shown, choice, view), told, Trade, "trade-by-month")


def _says(shown: pd.DataFrame, choice: Choice, view: View) -> str:
    estimates, sums = int(shown["estimated"].sum()), int(shown["derived"].sum())
    said = [
        f"{start_upper(commodities.what(choice))} by month, {commodities.unit(choice)}, {view.in_words()}: {len(shown):,} figures."
    ]
    if estimates:
        said.append(f"{estimates:,} of them are estimates, drawn lighter.")
    if sums:
        said.append(f"{sums:,} are sums of ours, where one source gives both flows and nobody the turnover.")
    return " ".join(said)
