"""The goods of one year, for the Trade page."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.trade import commodities, products
from analysis.trade.commodities import Goods
from analysis.trade.mirrored import AFGHAN, OWN
from analysis.trade.products import BACI, Product
from analysis.trade.series import Choice
from charts.trade import commodities_of_year, treemap
from data.schema.tables import Sources, Trade
from pages._app.cache import once
from pages._app.rows import in_use, rows
from pages._app.view import View
from pages._parts.figure import Figure, Frames, Words
from pages._parts.show import show
from pages.trade import goods_wording as wording
from pages.trade.goods_wording import GoodsOfYear

_TILES, _BARS = "Tiles", "Bars"
MOST: Final = 8  # goods in a ranked list


def goods_of_a_year(view: View, choice: Choice) -> None:
    """What was traded in one year, good by good, as one side reports it."""
    flow = "import" if choice.flow == "import" else "export"
    drawn_as = _BARS
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium", key="trade-goods-controls"):
        by = st.segmented_control(
            "Statistics",
            _sides(),
            default=OWN,
            format_func=wording.SHORT.__getitem__,
            key="trade_side",
            bind="query-params",
            persist_state="session",
            required=True,
        )
        years, year = _years(view, flow, by)
        if year is not None:
            year = st.selectbox(
                "Year",
                years,
                index=years.index(year),
                key="trade_year",
                bind="query-params",
                persist_state="session",
                width=110,
            )
            view = view.of_all_years()
            drawn_as = _drawn_as(view, GoodsOfYear(flow, by, year))
    show(PRODUCTS if drawn_as == _TILES else GOODS, view, GoodsOfYear(flow, by, year))


@once
def _sides() -> list[str]:
    """Whose statistics there are to choose from: those of CEPII once they are loaded."""
    return [it for it in wording.SIDES if it != BACI or (rows(Trade)[Trade.reported_by] == it).any()]


@once
def _years(view: View, flow: str, by: str) -> tuple[list[int], int | None]:
    """The years on offer, the last one first, and the busiest."""
    years = _begun(view.of_all_years(), flow, by)
    inside = years[years.between(view.first.year, view.last.year)]
    return sorted(set(inside), reverse=True), commodities.busiest_year(inside)


@once
def _begun(view: View, flow: str, by: str) -> pd.Series:
    """The years in which the reports of the chosen states begin."""
    reports = (_of_states(view, _reports(flow, by)), _of_states(view, _classified(flow, by)))
    return pd.concat([it[Trade.start].dt.year for it in reports])


def _drawn_as(view: View, choice: GoodsOfYear) -> str:
    """Tiles or bars, where both can be drawn; tiles take a data set that has chapters or products."""
    ways = _drawable(view, choice)
    if len(ways) == 1:
        return ways[0]
    return st.segmented_control(
        "Drawn as", ways, default=_TILES, key="trade_tiles", bind="query-params", persist_state="session", required=True
    )


@once
def _drawable(view: View, choice: GoodsOfYear) -> list[str]:
    """As what the goods of a year can be drawn: as one of the two at least."""
    tiled = len(_products(view, choice)[0]) > 0
    barred = bool((_of_states(view, _reports(choice.flow, choice.by))[Trade.start].dt.year == choice.year).any())
    return [_TILES, _BARS] if tiled and barred else [_TILES] if tiled else [_BARS]


def _of_states(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of the chosen states."""
    return frame[view.of_countries(frame[Trade.country])]


@once
def _listed(flow: str, by: str) -> pd.DataFrame:
    """The reported rows of single goods in dollars."""
    trade = in_use(Trade).iloc[:0] if by == BACI else in_use(Trade)  # its products are too many for a list
    return commodities.listed_goods(trade, rows(Sources), flow=flow, by=by)


@once
def _electricity(flow: str, by: str) -> pd.DataFrame:
    """The reported rows of electricity in GWh."""
    return commodities.electricity(in_use(Trade), flow=flow, by=by)


@once
def _reports(flow: str, by: str) -> pd.DataFrame:
    """All reported rows of which bars are made, of all states and years."""
    return in_use(Trade).loc[_listed(flow, by).index.union(_electricity(flow, by).index)]


@once
def _classified(flow: str, by: str) -> pd.DataFrame:
    """The reported rows of which tiles are made, of all states and years."""
    return products.reports(in_use(Trade), flow=flow, by=by)


@once
def _of_year(choice: GoodsOfYear) -> Frames:
    """Every kind of goods in dollars, and electricity in GWh, of all states."""
    of_years = (_listed(choice.flow, choice.by), _electricity(choice.flow, choice.by))
    dollars, power = (part[part[Trade.start].dt.year == choice.year] for part in of_years)
    return commodities.goods(dollars, rows(Sources)), commodities.goods(power, rows(Sources), Trade.quantity_gwh)


def _goods(view: View, choice: GoodsOfYear) -> Frames:
    """The goods that a list has room for, and electricity."""
    dollars, power = (_of_states(view, frame) for frame in _of_year(choice))
    return commodities.largest(dollars, MOST, "sum"), power


def _goods_words(view: View, choice: GoodsOfYear, dollars: pd.DataFrame, power: pd.DataFrame) -> Words:
    kinds = _of_states(view, _of_year(choice)[0])[Goods.commodity].nunique()
    gaps = wording.gaps(view, choice, _of_states(view, _reports(choice.flow, choice.by)))
    return wording.of_goods(view, choice, dollars, power, kinds=kinds, gaps=gaps)


@once
def _products(view: View, choice: GoodsOfYear) -> Frames:
    """The tree of chapters and products."""
    return (products.products(_of_states(view, _classified(choice.flow, choice.by)), choice.year or 0),)


def _products_words(view: View, choice: GoodsOfYear, tree: pd.DataFrame) -> Words:  # noqa: ARG001  the same for any tree
    gaps = wording.gaps(view, choice, _of_states(view, _classified(choice.flow, choice.by)))
    return wording.of_products(view, choice, gaps=gaps)


def _nearest(view: View, choice: GoodsOfYear) -> str:
    sides = (choice.by, wording.other(choice.by))
    reports, of_other = (_of_states(view, _reports(choice.flow, by)) for by in sides)
    return wording.nearest(view, choice, reports, of_other)


GOODS = Figure(
    key="trade-goods",
    name="Traded goods by state in a year",
    measure=commodities.goods,
    tables=(Goods, Goods),
    rows=_goods,
    chart=commodities_of_year.ranked,
    words=_goods_words,
    empty=_nearest,
    is_empty=lambda frames: all(frame.empty for frame in frames),
    anchor="goods",
    choices=lambda: (GoodsOfYear("export", OWN, 2022), GoodsOfYear("import", AFGHAN, 2019)),
    method="editions",
)

PRODUCTS = Figure(
    key="trade-products",
    name="Traded products as tiles",
    measure=products.products,
    tables=(Product,),
    rows=_products,
    chart=treemap.treemap,
    words=_products_words,
    empty=_nearest,
    anchor="goods",
    choices=lambda: (GoodsOfYear("export", OWN, 2024), GoodsOfYear("export", BACI, 2022)),
)
