"""Main commodities of one state."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.trade import commodities
from analysis.trade.commodities import Goods
from analysis.trade.mirrored import AFGHAN, OWN
from analysis.trade.preferred import Preferred
from charts.trade import commodities_of_state
from data.schema.tables import Sources, Trade
from data.vocabulary.places import name
from pages._app.cache import once
from pages._app.rows import in_use, published, rows
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.empty import none_on_record
from pages._parts.figure import Figure, Frames, Words
from pages._parts.layout import link_to
from pages._parts.show import say_why_empty, show
from pages.country.trade import wording
from pages.country.trade.wording import FLOWS, GoodsOfState

RECENT: Final = 3  # years that have goods, among which the busiest is shown first
MOST: Final = 10  # goods over the years
_OF_GOODS: Final = ("export", "import")


def goods(view: View, code: str) -> None:
    """The goods of a chosen year, and how the largest went over the years, as one side reports them."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        flow = st.segmented_control(
            "Flow of goods",
            _OF_GOODS,
            default="export",
            format_func=FLOWS.__getitem__,
            key="goods_flow",
            bind="query-params",
            persist_state="session",
            required=True,
            label_visibility="collapsed",
        )
        sides = _sides(view, code, flow)
        by = _side(sides, code)
        year = _year(view, code, flow, by) if by else None
    if by is None or year is None:
        say_why_empty(_no_goods(view, code, flow))
        return
    choice = GoodsOfState(code, flow, by, year)
    left, right = st.columns(2, gap="large")  # on a phone below each other
    with left:
        show(GOODS, view.of_all_years(), choice)
    with right:
        show(OVER_YEARS, view, choice)
    if len(sides) == 1:
        only = wording.statistics(code, by)
        st.caption(text(f"For these years only {only} report single goods in dollars."))
    link_to("trade", "Goods in tonnes, and all other figures by commodity", country=name(code))


@once
def _trade(code: str) -> pd.DataFrame:
    """The reported rows of the state."""
    return in_use(Trade)[in_use(Trade)[Trade.country] == code]


@once
def _reports(code: str, flow: str, by: str) -> pd.DataFrame:
    """The reported rows of single goods of all years, by one side."""
    return commodities.listed_goods(_trade(code), rows(Sources), flow=flow, by=by)


@once
def _goods(code: str, flow: str, by: str) -> pd.DataFrame:
    """The single goods of all years."""
    return commodities.goods(_reports(code, flow, by), rows(Sources))


def _sides(view: View, code: str, flow: str) -> list[str]:
    """The sides that report anything for the chosen years."""
    return [by for by in (OWN, AFGHAN) if len(view.keep(_reports(code, flow, by), None))]


def _no_goods(view: View, code: str, flow: str) -> str:
    every = pd.concat([_reports(code, flow, by) for by in (OWN, AFGHAN)])
    return none_on_record(view, every, f"single commodity among the {FLOWS[flow].lower()} of {name(code)}")


def _side(sides: list[str], code: str) -> str | None:
    """Whose figures are shown: what the reader chooses where there is a choice."""
    if len(sides) < 2:
        return next(iter(sides), None)
    return st.segmented_control(
        "Reported by",
        sides,
        default=OWN,
        key="goods_by",
        bind="query-params",
        persist_state="session",
        format_func={OWN: name(code), AFGHAN: "Afghanistan"}.__getitem__,
        required=True,
    )


def _year(view: View, code: str, flow: str, by: str) -> int | None:
    """The year to show; the busiest of the last ones before the reader chooses."""
    reports = view.keep(_reports(code, flow, by), None)
    every = reports[Trade.start].dt.year
    years = sorted(set(every), reverse=True)
    busiest = commodities.busiest_year(every[every.isin(years[:RECENT])])
    chosen = st.selectbox(
        "Year", years, index=None, placeholder=str(busiest), key="goods_year", bind="query-params", width=120
    )
    return chosen or busiest


def _of_year(view: View, choice: GoodsOfState) -> Frames:  # noqa: ARG001  the year is chosen
    """The goods of one year, and what the same side reports for all goods."""
    every = _goods(*choice[:3])
    totals = commodities.of_all_goods(_trade(choice.state), published(), flow=choice.flow, by=choice.by)
    return every[every[Goods.year] == choice.year], totals[totals[Trade.start].dt.year == choice.year]


def _inside(view: View, choice: GoodsOfState) -> pd.DataFrame:
    """The goods of the chosen years."""
    return view.keep(_goods(*choice[:3]), None)


def _years(view: View, choice: GoodsOfState) -> range:
    """The chosen years, from the first to the last that has goods."""
    years = _inside(view, choice)[Goods.year]
    return range(years.min(), years.max() + 1)


def _over_years_words(view: View, choice: GoodsOfState, goods: pd.DataFrame) -> Words:  # noqa: ARG001
    return wording.of_goods_over_years(view, choice, _years(view, choice), MOST)


GOODS = Figure(
    key="country-goods",
    name="Commodities of one state in a year",
    measure=commodities.goods,
    tables=(Goods, Preferred),
    rows=_of_year,
    chart=commodities_of_state.ranked,
    words=wording.of_goods,
    empty=lambda view, choice: _no_goods(view, choice.state, choice.flow),
    choices=lambda: (GoodsOfState("UZB", "export", OWN, 2024), GoodsOfState("KAZ", "export", OWN, 2023)),
    method="editions",
)

OVER_YEARS = Figure(
    key="country-goods-years",
    name="Commodities of one state over the years",
    measure=commodities.goods,
    tables=(Goods,),
    rows=lambda view, choice: (commodities.largest(_inside(view, choice), MOST, "max"),),
    chart=commodities_of_state.over_years,
    words=_over_years_words,
    empty=lambda view, choice: _no_goods(view, choice.state, choice.flow),
    options=lambda view, choice: {"years": _years(view, choice)},
    choices=lambda: (GoodsOfState("UZB", "export", OWN, 2024), GoodsOfState("TJK", "import", AFGHAN, 2023)),
    method="editions",
)
