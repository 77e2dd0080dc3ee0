"""Main commodities and electricity of one state."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.base import editions
from analysis.trade import commodities, comparison, mirrored
from analysis.trade.preferred import headline
from charts.trade import commodities_of_state, one_state
from data.rows import records
from data.schema.tables import Sources, Trade
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import name
from pages._app.cache import once, replayed
from pages._app.rows import annual, preferred, published, rows
from pages._app.view import View
from pages._parts.citation import foot, text
from pages._parts.layout import link_to
from pages._parts.show import Drawn, show
from pages.country.sections import nothing, of, who, whose

FLOWS: Final = {"export": "Exports", "import": "Imports"}
MEASURES: Final = {"quantity_gwh": "GWh", "value_usd": "US dollars"}
RECENT: Final = 3  # years that tell of goods, among which the busiest is shown first
READ: Final = (
    "Bar and the number below it: the figure we prefer; marks: every report, small ones of a part of a year; whisker: the "
    "spread of the reports of a period"
)
_LOWER: Final = (
    f"{commodities_of_state.LOWER}: a lower bound, FAOSTAT lists food and farm goods only and leaves out what is small"
)


def goods(view: View, code: str) -> None:
    """The goods of a chosen year, and how the largest went over the years, as one side reports them."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        flow = st.segmented_control(
            "Flow of goods", list(FLOWS), default="export", format_func=FLOWS.__getitem__, key="goods_flow",
            bind="query-params", persist_state="session", required=True, label_visibility="collapsed",
        )  # fmt: skip
        told = _told(view, code, flow)
        by = _side(told, code)
        year = _year(view, code, flow, by) if by else None
    if by is None or year is None:
        show(_no_goods(view, code, flow))
        return
    left, right = st.columns(2, gap="large")  # on a phone below each other
    with left:
        show(_of_year(code, flow, by, year))
    with right:
        show(_over_years(view, code, flow, by, year))
    if len(told) == 1:
        st.caption(text(f"For these years only {_of_side(by, code)} tell of single goods in dollars."))
    link_to("trade", "Goods told in tonnes, and all other figures by commodity", country=name(code))


@once
def _every(code: str, flow: str) -> dict[str, pd.DataFrame]:
    """The rows of single goods of all years, by whose they are."""
    mine = rows(Trade)
    mine = mine[mine["country"] == code]
    told = {by: commodities.goods_told(mine, flow=flow, by=by) for by in (mirrored.OWN, mirrored.AFGHAN)}
    return {by: editions.one_list(found, rows(Sources)) for by, found in told.items()}


@once
def _told(view: View, code: str, flow: str) -> dict[str, pd.DataFrame]:
    """Those of the chosen years; only sides that tell anything."""
    return {by: kept for by, found in _every(code, flow).items() if len(kept := view.keep(found))}


@once
def _no_goods(view: View, code: str, flow: str) -> str:
    what = f"single commodity among the {FLOWS[flow].lower()} of {name(code)}"
    return nothing(view, pd.concat(_every(code, flow).values()), what)


def _side(told: dict[str, pd.DataFrame], code: str) -> str | None:
    """Whose figures are shown: what the reader chooses where there is a choice."""
    if len(told) < 2:
        return next(iter(told), None)
    return st.segmented_control(
        "Reported by", list(told), default=mirrored.OWN, key="goods_by", bind="query-params", persist_state="session",
        format_func={mirrored.OWN: name(code), mirrored.AFGHAN: "Afghanistan"}.__getitem__, required=True,
    )  # fmt: skip


def _year(view: View, code: str, flow: str, by: str) -> int | None:
    """The year to show; the busiest of the last ones before the reader chooses."""
    years, busiest = _years(view, code, flow, by)
    chosen = st.selectbox(
        "Year", years, index=None, placeholder=str(busiest), key="goods_year", bind="query-params", width=120
    )
    return chosen or busiest


@once
def _years(view: View, code: str, flow: str, by: str) -> tuple[list[int], int | None]:
    """The years on offer, the last one first, and the busiest of the last ones."""
    told = _told(view, code, flow)[by]
    years = sorted(set(told["start"].dt.year), reverse=True)
    return years, commodities.busiest_year(told[told["start"].dt.year.isin(years[:RECENT])])


def _of_side(by: str, code: str) -> str:
    return f"{name(code)}'s own statistics" if by == mirrored.OWN else "Afghan statistics"


def _totals(code: str, flow: str, by: str, year: int) -> pd.DataFrame:
    """What the same side reports for all goods of the year, of which shares are told."""
    mine = rows(Trade)
    mine = mine[(mine["country"] == code) & (mine["commodity"] == "total") & (mine["flow"] == flow)]
    mine = mine[(mine["reported_by"] == (code if by == mirrored.OWN else by)) & mine["status"].isin(codes.TRADED)]
    mine = mine[periods.is_calendar_year(mine)]
    return mine[mine["start"].dt.year == year]


@once
def _of_year(code: str, flow: str, by: str, year: int) -> Drawn:
    """The goods of one year, the largest on top."""
    told, totals = _every(code, flow)[by], _totals(code, flow, by, year)
    chosen = headline(told[told["start"].dt.year == year], published())
    total = headline(totals, published())
    behind = pd.concat([told[told["start"].dt.year == year], totals])
    lower = f" {_LOWER}." if comparison.partial(told).any() else ""
    shares = f"; share of all {FLOWS[flow].lower()} of {formats.usd(total['value'].iloc[0])}" if len(total) else ""
    fig = commodities_of_state.ranked(
        chosen, float(total["value"].iloc[0]) if len(total) else None, foot=foot(behind),
        title=f"{whose(flow, code)} by commodity, {year}",
        subtitle=f"US dollars, {_of_side(by, code)}{shares}.{lower}",
    )  # fmt: skip
    none = "" if len(total) else f" No share is told: {_of_side(by, code)} give no total of that year."
    says = f"{whose(flow, code)} by commodity, {year}, {_of_side(by, code)}.{none}"
    return Drawn(fig, says, behind, Trade, "country-goods")


@once
def _over_years(view: View, code: str, flow: str, by: str, year: int) -> Drawn:
    """How the largest goods went over the years."""
    told = _told(view, code, flow)[by]
    years = list(range(told["start"].dt.year.min(), told["start"].dt.year.max() + 1))
    fig = commodities_of_state.over_years(
        headline(told, published()), years, year, foot=foot(told),
        title=f"The largest goods over the years, {years[0]} to {years[-1]}",
        subtitle="Millions of US dollars; stronger fill: more; empty: nothing reported; frame: the year beside it",
    )  # fmt: skip
    most = f"The largest goods, {commodities_of_state.MOST} at most, among {whose(flow, code)}"
    says = f"{most}, {view.years_in_words()}, {_of_side(by, code)}."
    return Drawn(fig, says, told, Trade, "country-goods-years")


def electricity(view: View, code: str) -> None:
    """Electricity sold to Afghanistan, in energy and in dollars, contracts told apart."""
    flows, told_in, none = _sold(view, code)
    if none:
        show(none)
        return
    measure = told_in[0]
    if len(told_in) > 1:
        measure = st.segmented_control(
            "Measure of electricity", told_in, default=measure, format_func=MEASURES.__getitem__, required=True,
            key="electricity_measure", bind="query-params", persist_state="session", label_visibility="collapsed",
        )  # fmt: skip
    for flow in flows:
        show(_power(view, code, flow, measure))
    _joint(view, code)


@once
def _sold(view: View, code: str) -> tuple[list[str], list[str], str]:
    """The flows and the measures in which electricity is told of, or the sentence that says why nothing can be shown."""
    mine = _powers(code)
    if mine.empty:
        return [], [], f"No trade in electricity between {name(code)} and Afghanistan is on record."
    none = nothing(view, mine, f"electricity sold by {name(code)}") if view.keep(mine).empty else ""
    return list(dict.fromkeys(mine["flow"])), [it for it in MEASURES if mine[it].notna().any()], none


@once
def _powers(code: str) -> pd.DataFrame:
    """The rows of electricity of one state alone."""
    told = annual()
    return told[(told["commodity"] == "electricity") & (told["country"] == code)]


@replayed
def _joint(view: View, code: str) -> None:
    """Figures that cover several states together, in words."""
    told = of(rows(Trade), code, "country")
    told = told[(told["commodity"] == "electricity") & (told["country"] != code)]
    for it in records(view.keep(told, None)):
        st.caption(text(
            f"Not drawn, because it covers {name(it['country'])} together: {formats.amount(it['quantity_gwh'], 'quantity_gwh')}, "
            f"{periods.label(it['start'], it['end'], it['precision'])}, {codes.say(it['status'])}."
        ))  # fmt: skip


@once
def _power(view: View, code: str, flow: str, measure: str) -> Drawn | str:
    """One flow in one measure by year."""
    mine = _powers(code)
    told = mine[(mine["flow"] == flow) & mine[measure].notna()]
    unit, ways = MEASURES[measure], [who(view), "Afghanistan"]
    way = " to ".join(ways if flow == "export" else ways[::-1])
    every = preferred(measure)
    every = every[(every["commodity"] == "electricity") & (every["country"] == code) & (every["flow"] == flow)]
    chosen, behind = view.keep(every), view.keep(told)
    if behind.empty:
        return nothing(view, told, f"electricity from {way}, told in {unit},")
    fig = one_state.by_year(
        chosen, behind, view.first, view.last, measure=measure, foot=foot(behind),
        title=f"Electricity from {way}, by year", subtitle=f"{unit}. {READ}",
    )  # fmt: skip
    undated = told[told["start"].isna()]
    more = f" {len(undated)} more of no named year are not drawn." if len(undated) else ""
    says = f"Electricity from {way}, {view.years_in_words()}, {unit}, as reported.{more}"
    return Drawn(fig, says, pd.concat([behind, undated]), Trade, f"country-power-{flow}-{measure}")
