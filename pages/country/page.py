"""How does this state trade with, aid and deal with Afghanistan?

One template for all five; `?state=Uzbekistan` opens one. Trade, aid and positions stand on the same time axis as
the events; all else is opened below them.
"""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.trade.preferred import latest_year
from charts.events import timeline
from charts.trade import one_state
from data.schema.tables import Events, Trade
from data.vocabulary import codes, formats
from data.vocabulary.places import CODES, name
from pages._app.cache import once
from pages._app.navigation import Page
from pages._app.rows import annual, preferred, rows
from pages._app.view import View
from pages._parts.citation import foot, text
from pages._parts.layout import link_to
from pages._parts.show import Drawn, show
from pages._parts.states.insights import on_states
from pages._parts.states.summary import all_turnover, lines, period_of
from pages.country.aid import aid
from pages.country.brief import show_brief
from pages.country.commodities import READ, electricity, goods
from pages.country.context import crossings, projects, refugees
from pages.country.events import events
from pages.country.positions import positions
from pages.country.rows_as_zip import download
from pages.country.sections import MORE, contents, nothing, section, whose

PAGE = Page("Country", ":material/flag:", 10, filters=("period", "events"))
OPENED: Final = {
    "Events": events, "Main commodities": goods, "Electricity": electricity, "Refugees": refugees, "Projects": projects,
    "Crossings": crossings, "Brief": show_brief, "All rows": download,
}  # fmt: skip
FLOWS: Final = {"turnover": "Turnover", "export": "Exports", "import": "Imports"}


def render(view: View) -> None:
    """All that is known of one state."""
    code = st.segmented_control(
        "State", CODES, default=CODES[0], format_func=name, key="state", bind="query-params",
        persist_state="session", required=True, label_visibility="collapsed",
    )  # fmt: skip
    st.markdown(_about(view.of(code), code))
    for draw in (trade, aid, positions):
        draw(view.of(code), code)
    _more(view.of(code), code)


@once
def _about(view: View, code: str) -> str:
    """The state in a few lines, what stands on its page, and what the rows bear out: one element, since each costs every run."""
    told = "\n".join(f"- {line}" for line in lines(code))
    return f"## {text(name(code))}\n{told}\n\n{contents(OPENED)}\n\n{on_states(view)}"


def _more(view: View, code: str) -> None:
    """What is worked out and sent only for who opens it; an address opens any, as `?more=Projects`."""
    st.header(f"More on {name(code)}", anchor=MORE)
    # not as tabs, of which each is an element in every run
    opened = st.pills(
        "More", list(OPENED), default=next(iter(OPENED)), key=MORE, bind="query-params", persist_state="session",
        required=True, label_visibility="collapsed",
    )  # fmt: skip
    OPENED[opened](view, code)


def trade(view: View, code: str) -> None:
    """Exports, imports and turnover by year, with every report, and the events under them."""
    section("trade")
    flow = st.segmented_control(
        "Flow", list(FLOWS), default="turnover", format_func=FLOWS.__getitem__, key="country_flow",
        bind="query-params", persist_state="session", required=True, label_visibility="collapsed",
    )  # fmt: skip
    show(_trade(view, code, flow))
    link_to("trade", "All trade figures, and both sides of the mirror", country=name(code))


@once
def _trade(view: View, code: str, flow: str) -> Drawn | str:
    """One flow by year."""
    told = rows(Trade)
    told = told[(told["country"] == code) & (told["commodity"] == "total")]
    if flow == "turnover":
        every = all_turnover()[all_turnover()["country"] == code]
    else:
        every = preferred("value_usd")
        every = every[(every["country"] == code) & (every["commodity"] == "total") & (every["flow"] == flow)]
    chosen = view.keep(every)
    if chosen.empty:
        return nothing(view, every, f"{FLOWS[flow].lower()} of {name(code)}")
    behind = view.keep(told[_behind(told, flow, chosen)])
    fig = one_state.by_year(
        chosen, behind[behind.index.isin(annual().index)], view.first, view.last, title=_title(flow, code, chosen),
        foot=foot(behind), subtitle=f"Current US dollars. {READ}",
    )  # fmt: skip
    seen = view.events(rows(Events), world=True)
    fig = timeline.beside(fig, seen, [code, timeline.WORLD], view.first, view.last)
    says = f"{whose(flow, code)}, {view.years_in_words()}, all goods, as reported. {_aims(view, told)}".strip()
    return Drawn(fig, says, behind, Trade, "country-trade", seen)


def _title(flow: str, code: str, chosen: pd.DataFrame) -> str:
    """What is shown, with the last full year that the figures tell of."""
    title = f"{whose(flow, code)}, by year"
    last = latest_year(chosen)
    return title if last.empty else f"{title}: {formats.usd(last['value'].iloc[0], 4)} in {period_of(last.iloc[0])}"


def _aims(view: View, told: pd.DataFrame) -> str:
    """How many figures of these years are no trade and therefore not drawn."""
    others = view.keep(told[~told["status"].isin(codes.TRADED)])
    if others.empty:
        return ""
    plural = len(others) != 1
    return f"{len(others)} target{'s' * plural}, potential{'s' * plural} or contract{'s' * plural} of these years {'are' if plural else 'is'} no trade and not drawn."


def _behind(told: pd.DataFrame, flow: str, chosen: pd.DataFrame) -> pd.Series:
    """The reported rows behind the figure; both flows of a source whose sum stands in for a turnover."""
    summed = chosen[chosen["derived"]]
    parts = told["source_id"].isin(summed["source_id"]) & told["start"].isin(summed["start"])
    return told["status"].isin(codes.TRADED) & ((told["flow"] == flow) | (parts & (flow == "turnover")))
