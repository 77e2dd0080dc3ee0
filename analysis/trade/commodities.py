"""The goods that figures are about: what the data offer, and the goods of one year."""

from typing import Final

import pandas as pd

from analysis.base.derived import like
from analysis.base.editions import one_list
from analysis.base.publishers import Published, with_publisher
from analysis.trade.mirrored import OWN
from analysis.trade.preferred import Preferred, headline
from data.schema.columns import Table, column
from data.schema.tables import Sources, Trade
from data.vocabulary import formats, periods
from data.vocabulary.codes import COMMODITIES, FLOWS, TRADED

# Groups that hold the others: never added to their parts, nor drawn beside them.
AGGREGATES: Final = ("total", "agricultural_total")


class Offer(Table):
    """How many figures of actual trade there are of one flow, unit and kind of goods."""

    name, heading = "offers", "Goods in the data"
    flow, commodity = like(Trade.flow), like(Trade.commodity)
    measure = column("text", "Measure", "The unit of the figures.", required=True, values=tuple(formats.MEASURES))
    figures = column("count", "Figures", "How many dated figures there are.", required=True, low=1)


class Goods(Preferred, Published):
    """One kind of goods of a state and calendar year, as one side reports it."""

    name, heading = "goods", "Goods of a year"
    year = column("count", "Year", "The calendar year.", required=True, low=1990, high=2100)


def offered(rows: pd.DataFrame) -> pd.DataFrame:
    """Count the dated figures of actual trade by flow, unit and goods; targets, potentials and contracts do not count.

    Args:
        rows: rows of `Trade`.

    Returns:
        Rows of `Offer`, in our order.
    """
    traded = rows[rows[Trade.status].isin(TRADED) & rows[Trade.start].notna()]
    long = traded.melt([Trade.flow, Trade.commodity], list(formats.MEASURES), Offer.measure, "value")
    series = [Offer.flow, Offer.measure, Offer.commodity]
    counts = long.dropna(subset="value").groupby(series, as_index=False).agg(figures=("value", "size"))
    orders = (list(FLOWS), list(formats.MEASURES), list(COMMODITIES))
    place = {code: rank for order in orders for rank, code in enumerate(order)}
    return counts.sort_values(series, key=lambda codes: codes.map(place).fillna(len(place)), ignore_index=True)


def single_goods(rows: pd.DataFrame, *, flow: str, by: str) -> pd.DataFrame:
    """Pick the reported rows of single goods in dollars and calendar years.

    Chapters of the Harmonised System (two digits) hold the headings that stand beside them, and are left out.

    Args:
        rows: rows of `Trade` in use.
        flow: export or import.
        by: `own` for each state's own statistics, else a code of `reported_by`.
    """
    rows = _of_years(rows, flow, by, Trade.value_usd)
    return rows[~rows[Trade.commodity].isin(AGGREGATES) & (rows[Trade.hs].astype("str").str.len() != 2)]


def listed_goods(rows: pd.DataFrame, sources: pd.DataFrame, *, flow: str, by: str) -> pd.DataFrame:
    """Pick the reported rows of single goods, of which every list is of one data set: see `editions.one_list`.

    Args:
        rows: rows of `Trade` in use.
        sources: the table of sources.
        flow: export or import.
        by: as of `single_goods`.
    """
    return one_list(single_goods(rows, flow=flow, by=by), sources)


def electricity(rows: pd.DataFrame, *, flow: str, by: str) -> pd.DataFrame:
    """Pick the reported rows of electricity in GWh and calendar years; arguments as of `single_goods`."""
    rows = _of_years(rows, flow, by, Trade.quantity_gwh)
    return rows[rows[Trade.commodity] == "electricity"]


def of_all_goods(rows: pd.DataFrame, published: pd.Series, *, flow: str, by: str) -> pd.DataFrame:
    """Choose what one side reports for all goods of each country and calendar year, of which shares are given.

    Args:
        rows: rows of `Trade` in use.
        published: day of publication of each source, by `source_id`.
        flow: export or import.
        by: as of `single_goods`.

    Returns:
        Rows of `Preferred`.
    """
    rows = _of_years(rows, flow, by, Trade.value_usd)
    return headline(rows[rows[Trade.commodity] == "total"], published)


def _of_years(rows: pd.DataFrame, flow: str, by: str, measure: str) -> pd.DataFrame:
    """Pick the actual trade of calendar years that one side reports in a measure."""
    reporter = rows[Trade.country] if by == OWN else by
    rows = rows[(rows[Trade.flow] == flow) & (rows[Trade.reported_by] == reporter)]
    rows = rows[rows[Trade.status].isin(TRADED) & rows[measure].notna() & rows[Trade.start].notna()]
    return rows[periods.is_calendar_year(rows)]


def goods(reports: pd.DataFrame, sources: pd.DataFrame, measure: str = Trade.value_usd) -> pd.DataFrame:
    """Choose the figure of each kind of goods, country and year.

    Args:
        reports: rows of `listed_goods`, or of `electricity`.
        sources: the table of sources.
        measure: the column that is chosen from: of `electricity` the energy.

    Returns:
        Rows of `Goods`.
    """
    figures = headline(reports, sources.set_index(Sources.source_id)[Sources.start], measure)
    return with_publisher(figures.assign(year=figures[Trade.start].dt.year.astype("int64")), sources)


def largest(goods: pd.DataFrame, most: int, by: str) -> pd.DataFrame:
    """Keep the rows of the largest kinds of goods.

    Args:
        goods: rows of `Goods`.
        most: how many kinds.
        by: how rows of one kind are weighed: `sum` or `max` of their value.
    """
    values = goods.groupby(Goods.commodity)[Goods.value]
    sizes = (values.sum() if by == "sum" else values.max()).sort_values(ascending=False, kind="stable")
    return goods[goods[Goods.commodity].isin(sizes.index[:most])]


def busiest_year(years: pd.Series) -> int | None:
    """Find the year that is there most often; of equals the last."""
    counts = years.value_counts()
    return None if counts.empty else int(max(counts[counts == counts.max()].index))
