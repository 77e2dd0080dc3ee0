"""The goods of one year, for the Trade page."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.compare import AFGHAN, OWN, behind, busiest_year, goods, goods_told, partial, runs
from analysis.headline import headline
from charts import goods as chart
from data.periods import is_calendar_year
from data.places import CODES, PLACES
from data.tables import Trade
from pages import View, listed
from pages._once import once
from pages._rows import published, rows, sources
from pages._show import Drawn, foot, show
from pages._trade_choice import Choice

_SIDES: Final = {OWN: "each state's own statistics", AFGHAN: "Afghan statistics"}
_SHORT: Final = {OWN: "States' own", AFGHAN: "Afghan"}
_WAYS: Final = {"export": "exported to Afghanistan", "import": "imported from Afghanistan"}


def goods_of_a_year(view: View, choice: Choice) -> None:
    """What was traded in one year, good by good, as one side reports it."""
    st.subheader("Goods of a year", anchor="goods")
    flow = "import" if choice.flow == "import" else "export"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="trade-goods-controls"):
        by = st.segmented_control(
            "Statistics", list(_SIDES), default=OWN, format_func=_SHORT.__getitem__, key="trade_side",
            bind="query-params", persist_state="session", required=True,
        )  # fmt: skip
        years, busiest = _years(view, flow, by)
        if busiest is not None:
            year = st.selectbox(
                "Year", years, index=years.index(busiest), key="trade_year", bind="query-params",
                persist_state="session", width=110,
            )  # fmt: skip
    if busiest is None:
        show(_nearest(view, flow, by))
        return
    show(_draw(view, flow, by, year))


@once
def _years(view: View, flow: str, by: str) -> tuple[list[int], int | None]:
    """The years on offer, the last one first, and the busiest."""
    told = _told(view, flow, by)
    inside = told[told["start"].dt.year.between(view.first.year, view.last.year)]
    return sorted(set(inside["start"].dt.year), reverse=True), busiest_year(inside)


@once
def _told(view: View, flow: str, by: str) -> pd.DataFrame:
    """The rows of single goods in dollars and of electricity in GWh, of whole years, by one side."""
    trade = rows(Trade)
    power = trade[(trade["commodity"] == "electricity") & (trade["flow"] == flow) & trade["quantity_gwh"].notna()]
    power = power[(power["reported_by"] == (power["country"] if by == OWN else by)) & power["start"].notna()]
    power = power[is_calendar_year(power)]
    told = trade.loc[goods_told(trade, flow=flow, by=by).index.union(power.index)]
    return told[view.of_countries(told["country"])]


@once
def _of_year(flow: str, by: str, year: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Goods in dollars and electricity in GWh of one year."""
    trade, names = rows(Trade), sources()["publisher"]
    power = trade[(trade["commodity"] == "electricity") & (trade["flow"] == flow) & (trade["start"].dt.year == year)]
    power = power[power["reported_by"] == (power["country"] if by == OWN else by)]
    power = headline(power, published(), "quantity_gwh")
    found = (goods(trade, published(), year, flow=flow, by=by), power[power["span"] == "year"])
    dollars, energy = (it.assign(lower=partial(it), publisher=it["source_id"].map(names)) for it in found)
    return dollars, energy


@once
def _draw(view: View, flow: str, by: str, year: int) -> Drawn:
    told = _told(view, flow, by)
    dollars, energy = (it[view.of_countries(it["country"])] for it in _of_year(flow, by, year))
    shown = behind(told, pd.concat([dollars, energy]))
    fig = chart.ranked(
        dollars, energy, title=f"Goods {_WAYS[flow]} in {year}, as told by {_SIDES[by]}", foot=foot(shown),
        subtitle=_subtitle(dollars, energy),
    )  # fmt: skip
    says = f"Goods {_WAYS[flow]} in {year}, in US dollars and, of electricity, in GWh; {_who(view)}, by {_SIDES[by]}. {_gaps(view, by, year, told)}"
    return Drawn(fig, says.strip(), shown, Trade, "trade-goods")


def _subtitle(dollars: pd.DataFrame, energy: pd.DataFrame) -> str:
    """Unit, and what must be known of sums, lower bounds and what is no statistic."""
    said = ["Current US dollars"] if len(dollars) else ["Electricity alone is told of this year"]
    if len(set(dollars["country"])) > 1:
        said.append("Where several states stand in a bar, the sum at its end is ours")
    if dollars["lower"].any():
        said.append("At least: FAOSTAT has only items in which the partner took at least 5 % of the reporter's trade")
    if not {*dollars["status"], *energy["status"]} <= {"statistic"}:
        said.append("Pale: preliminary; hollow: a claim")
    return ". ".join(said)


def _who(view: View) -> str:
    return view.in_words().removesuffix(view.years_in_words()).rstrip(", ")


def _gaps(view: View, by: str, year: int, told: pd.DataFrame) -> str:
    """Which chosen states tell nothing of that year, and of which they do."""
    there = set(told.loc[told["start"].dt.year == year, "country"])
    said = []
    for code in CODES:
        if code in view.countries and code not in there:
            years = told.loc[told["country"] == code, "start"].dt.year
            said.append(f"{PLACES[code].name} ({f'on record: {runs(years)}' if len(years) else 'no year on record'})")
    return f"Nothing of that year by {_SIDES[by]} for {listed(said)}." if said else ""


@once
def _nearest(view: View, flow: str, by: str) -> str:
    """Why no goods are shown, and which years have some."""
    told = _told(view, flow, by)
    said = f"No single goods {_WAYS[flow]} are on record by {_SIDES[by]} for {view.in_words()}."
    if len(told):
        return f"{said} There are some of {runs(told['start'].dt.year)}: move the years above."
    other = AFGHAN if by == OWN else OWN
    there = _told(view, flow, other)
    if len(there):
        return f"{said} {_SIDES[other].capitalize()} have some of {runs(there['start'].dt.year)}."
    return f"{said} Neither side tells of any for other years."
