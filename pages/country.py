"""How does this state trade with, aid and deal with Afghanistan?

One template for all five; `?state=Uzbekistan` opens one. Trade, aid and positions stand on the same time axis as
the events.
"""

import pandas as pd
import streamlit as st

from analysis.headline import headline, turnover
from charts import timeline, yearly
from data.places import CODES, PLACES, name
from data.tables import Events, Trade
from data.words import FLOWS, TRADED
from pages import Page, View
from pages._rows import published, rows
from pages._show import figure, foot

PAGE = Page("Country", ":material/flag:", 10, filters=("period", "events"))


def render(view: View) -> None:
    """All that is known of one state."""
    code = st.segmented_control(
        "State", CODES, default=CODES[0], format_func=name, key="state", bind="query-params",
        persist_state="session", required=True, label_visibility="collapsed",
    )  # fmt: skip
    view = view.of(code)
    trade(view, code)


def trade(view: View, code: str) -> None:
    """Exports, imports and turnover by year, with every report, and the events under them."""
    flow = st.segmented_control(
        "Flow", list(reversed(FLOWS)), default="turnover", format_func=FLOWS.__getitem__, key="country_flow",
        bind="query-params", persist_state="session", required=True, label_visibility="collapsed",
    )  # fmt: skip
    goods = rows(Trade)
    goods = goods[(goods["country"] == code) & (goods["commodity"] == "total")]
    every = turnover(goods, published()) if flow == "turnover" else headline(goods[goods["flow"] == flow], published())
    chosen = view.keep(every)
    behind = view.keep(goods[_behind(goods, flow, chosen)])
    title = {
        "turnover": f"{PLACES[code].name}'s trade with Afghanistan, by year",
        "export": f"{PLACES[code].name}'s exports to Afghanistan, by year",
        "import": f"{PLACES[code].name}'s imports from Afghanistan, by year",
    }[flow]
    fig = yearly.one_country(
        chosen, behind, view.first, view.last, title=title,
        subtitle="Current US dollars. Bar: the figure we prefer; marks: every report; whisker: their spread; striped: part of a year",
        foot=foot(behind),
    )  # fmt: skip
    events = view.events(rows(Events), world=True)
    fig = timeline.beside(fig, events, [code, timeline.WORLD], view.first, view.last)
    figure(
        fig,
        f"{FLOWS[flow]} of {view.in_words()}, all goods, as reported.",
        behind,
        Trade,
        key="country-trade",
        events=events,
    )


def _behind(goods: pd.DataFrame, flow: str, chosen: pd.DataFrame) -> pd.Series:
    """The reported rows behind the figure; both flows of a source whose sum stands in for a turnover."""
    summed = chosen[chosen["derived"]]
    parts = goods["source_id"].isin(summed["source_id"]) & goods["start"].isin(summed["start"])
    return goods["status"].isin(TRADED) & ((goods["flow"] == flow) | (parts & (flow == "turnover")))
