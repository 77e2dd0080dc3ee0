"""The goods of one year, for the Trade page."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.base.editions import one_list
from analysis.trade import products
from analysis.trade.commodities import busiest_year, goods, goods_told
from analysis.trade.comparison import behind, partial
from analysis.trade.mirrored import AFGHAN, OWN
from analysis.trade.preferred import headline
from analysis.trade.series import Choice
from charts.trade import commodities_of_year as chart
from charts.trade import treemap as tiles
from data.schema.tables import Sources, Trade
from data.vocabulary.codes import start_upper
from data.vocabulary.periods import is_calendar_year
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import listed, runs
from pages._app.cache import once
from pages._app.rows import current, published, rows, sources
from pages._app.view import View
from pages._parts.citation import foot
from pages._parts.layout import section
from pages._parts.show import Drawn, show

_SIDES: Final = {
    OWN: "each state's own statistics", AFGHAN: "Afghan statistics", products.BACI: "CEPII, reconciled from both sides",
}  # fmt: skip
_SHORT: Final = {OWN: "States' own", AFGHAN: "Afghan", products.BACI: "CEPII (BACI)"}
_TILES, _BARS = "Tiles", "Bars"
MOST: Final = 30  # goods in a ranked list
_VALUED: Final = {  # where the values are taken
    (OWN, "export"): "at the exporter's border (FOB)", (OWN, "import"): "with freight and insurance (CIF)",
    (AFGHAN, "export"): "with freight and insurance (CIF)", (AFGHAN, "import"): "at the exporter's border (FOB)",
    (products.BACI, "export"): "at the exporter's border (FOB)", (products.BACI, "import"): "at the exporter's border (FOB)",
}  # fmt: skip
_WAYS: Final = {"export": "exported to Afghanistan", "import": "imported from Afghanistan"}


def goods_of_a_year(view: View, choice: Choice) -> None:
    """What was traded in one year, good by good, as one side reports it."""
    section("Goods of a year", "goods")
    flow = "import" if choice.flow == "import" else "export"
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="trade-goods-controls"):
        by = st.segmented_control(
            "Statistics", _sides(), default=OWN, format_func=_SHORT.__getitem__, key="trade_side",
            bind="query-params", persist_state="session", required=True,
        )  # fmt: skip
        of = view.of_all_years()
        years, busiest = _years(view, flow, by)
        if busiest is not None:
            year = st.selectbox(
                "Year", years, index=years.index(busiest), key="trade_year", bind="query-params",
                persist_state="session", width=110,
            )  # fmt: skip
        drawn_as = _drawn_as(of, flow, by, year) if busiest is not None else _BARS
    if busiest is None:
        show(_nearest(view, flow, by))
        return
    show(_tiles(of, flow, by, year) if drawn_as == _TILES else _draw(of, flow, by, year))


@once
def _sides() -> list[str]:
    """Whose statistics there are to choose from: those of CEPII once they are on record."""
    trade = rows(Trade)
    return [it for it in _SIDES if it != products.BACI or (trade["reported_by"] == it).any()]


def _drawn_as(view: View, flow: str, by: str, year: int) -> str:
    """Tiles or bars, where both can be drawn; tiles take a data set that has chapters or products."""
    ways = _drawable(view, flow, by, year)
    if len(ways) == 1:
        return ways[0]
    return st.segmented_control(
        "Drawn as", ways, default=_TILES, key="trade_tiles", bind="query-params", persist_state="session", required=True
    )


@once
def _drawable(view: View, flow: str, by: str, year: int) -> list[str]:
    """As what the goods of a year can be drawn: as one of the two at least."""
    tiled = len(_tree(view, flow, by, year)) > 0
    barred = by != products.BACI and (_told(view, flow, by)["start"].dt.year == year).any()
    return [_TILES, _BARS] if tiled and barred else [_TILES] if tiled else [_BARS]


@once
def _branches(view: View, flow: str, by: str) -> pd.DataFrame:
    """The rows of all years that tiles are made of."""
    found = products.told(current(Trade), flow=flow, by=by)
    return found[view.of_countries(found["country"])]


@once
def _tree(view: View, flow: str, by: str, year: int) -> pd.DataFrame:
    return products.products(_branches(view, flow, by), year)


@once
def _tiles(view: View, flow: str, by: str, year: int) -> Drawn:
    """Chapters and products of a year as areas."""
    tree, every = _tree(view, flow, by, year), _branches(view, flow, by)
    shown = every[every["start"].dt.year == year]
    sums = "a chapter is the sum of its products, a state that of its chapters, both ours" if by == products.BACI else (
        "chapters as reported; what their headings leave of them, and the sum of a state, is ours"
    )  # fmt: skip
    fig = tiles.treemap(
        tree, title=f"Products {_WAYS[flow]} in {year}, as told by {_SIDES[by]}", foot=foot(shown),
        subtitle=f"Current US dollars, {_VALUED[by, flow]}: an area is a value; {sums}. Touch a tile to open it",
    )  # fmt: skip
    says = (
        f"Products {_WAYS[flow]} in {year} by chapter of the Harmonised System, in US dollars; {_who(view)}, by {_SIDES[by]}. "
        f"{_gaps(view, by, year, every)}"
    )
    return Drawn(fig, says.strip(), shown, Trade, "trade-products")


@once
def _years(view: View, flow: str, by: str) -> tuple[list[int], int | None]:
    """The years on offer, the last one first, and the busiest."""
    of = view.of_all_years()
    told = pd.concat([_told(of, flow, by), _branches(of, flow, by)])
    inside = told[told["start"].dt.year.between(view.first.year, view.last.year)]
    return sorted(set(inside["start"].dt.year), reverse=True), busiest_year(inside)


@once
def _told(view: View, flow: str, by: str) -> pd.DataFrame:
    """The rows of single goods in dollars and of electricity in GWh, of whole years, by one side."""
    trade = current(Trade)
    if by == products.BACI:
        return trade.iloc[:0]
    power = trade[(trade["commodity"] == "electricity") & (trade["flow"] == flow) & trade["quantity_gwh"].notna()]
    power = power[(power["reported_by"] == (power["country"] if by == OWN else by)) & power["start"].notna()]
    power = power[is_calendar_year(power)]
    single = one_list(goods_told(trade, flow=flow, by=by), rows(Sources))
    told = trade.loc[single.index.union(power.index)]
    return told[view.of_countries(told["country"])]


@once
def _of_year(flow: str, by: str, year: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Goods in dollars and electricity in GWh of one year."""
    trade, names = current(Trade), sources()["publisher"]
    power = trade[(trade["commodity"] == "electricity") & (trade["flow"] == flow) & (trade["start"].dt.year == year)]
    power = power[power["reported_by"] == (power["country"] if by == OWN else by)]
    power = headline(power, published(), "quantity_gwh")
    single = one_list(goods_told(trade, flow=flow, by=by), rows(Sources))
    found = (goods(single, published(), year, flow=flow, by=by), power[power["span"] == "year"])
    dollars, energy = (it.assign(lower=partial(it), publisher=it["source_id"].map(names)) for it in found)
    return dollars, energy


@once
def _draw(view: View, flow: str, by: str, year: int) -> Drawn:
    told = _told(view, flow, by)
    dollars, energy = (it[view.of_countries(it["country"])] for it in _of_year(flow, by, year))
    shown, every = behind(told, pd.concat([dollars, energy])), dollars["commodity"].nunique()
    dollars = dollars[dollars["commodity"].isin(_largest(dollars))]
    fig = chart.ranked(
        dollars, energy, title=f"Goods {_WAYS[flow]} in {year}, as told by {_SIDES[by]}", foot=foot(shown),
        subtitle=_subtitle(dollars, energy),
    )  # fmt: skip
    says = f"Goods {_WAYS[flow]} in {year}, in US dollars and, of electricity, in GWh; {_who(view)}, by {_SIDES[by]}.{_cut(every)} {_gaps(view, by, year, told)}"
    return Drawn(fig, says.strip(), shown, Trade, "trade-goods")


def _largest(dollars: pd.DataFrame) -> pd.Index:
    """The goods that a list has room for."""
    return dollars.groupby("commodity")["value"].sum().nlargest(MOST).index


def _cut(count: int) -> str:
    return f" The {MOST} largest of {count} goods are drawn; the rows have all." if count > MOST else ""


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
    told = _told(view.of_all_years(), flow, by)
    said = f"No single goods {_WAYS[flow]} are on record by {_SIDES[by]} for {view.in_words()}."
    if len(told):
        return f"{said} There are some of {runs(told['start'].dt.year)}: move the years above."
    other = AFGHAN if by == OWN else OWN
    there = _told(view.of_all_years(), flow, other)
    if len(there):
        return f"{said} {start_upper(_SIDES[other])} have some of {runs(there['start'].dt.year)}."
    return f"{said} Neither side tells of any for other years."
