"""The goods that figures are about: what the data offer, and the goods of one year."""

from typing import Final

import pandas as pd

from analysis.trade.mirrored import OWN
from analysis.trade.preferred import headline
from data.vocabulary import formats, periods
from data.vocabulary.codes import COMMODITIES, FLOWS, TRADED

# Groups that hold the others: never added to their parts, nor drawn beside them.
AGGREGATES: Final = ("total", "agricultural_total")


def offered(rows: pd.DataFrame) -> pd.DataFrame:
    """How many dated figures of actual trade there are: `flow`, `measure`, `commodity`, `figures`, in our order.

    Args:
        rows: rows of `Trade`; targets, potentials and contracts do not count.
    """
    traded = rows[rows["status"].isin(TRADED) & rows["start"].notna()]
    long = traded.melt(["flow", "commodity"], list(formats.MEASURES), "measure", "value").dropna(subset="value")
    found = long.groupby(["flow", "measure", "commodity"], as_index=False).agg(figures=("value", "size"))
    orders = (list(FLOWS), list(formats.MEASURES), list(COMMODITIES))
    place = {it: rank for order in orders for rank, it in enumerate(order)}
    return found.sort_values(
        ["flow", "measure", "commodity"], key=lambda codes: codes.map(place).fillna(len(place)), ignore_index=True
    )


def goods(rows: pd.DataFrame, published: pd.Series, year: int, *, flow: str, by: str) -> pd.DataFrame:
    """The commodities of a calendar year in dollars, as one side reports them: one row for each country and commodity.

    Args:
        rows: rows of `Trade`.
        published: day of publication of each source, by `source_id`.
        year: the calendar year.
        flow: export or import.
        by: `own` for each country's own statistics, else a code of `reported_by`.
    """
    mine = goods_told(rows, flow=flow, by=by)
    return headline(mine[mine["start"].dt.year == year], published)


def goods_told(rows: pd.DataFrame, *, flow: str, by: str) -> pd.DataFrame:
    """The reported rows of single commodities in dollars and whole years, of one flow by one side.

    Chapters of the Harmonised System (two digits) hold the headings that stand beside them, and are left out.
    """
    who = rows["country"] if by == OWN else by
    single = ~rows["commodity"].isin(AGGREGATES) & (rows["hs"].astype("str").str.len() != 2)
    found = rows[(rows["flow"] == flow) & (rows["reported_by"] == who) & single]
    found = found[found["status"].isin(TRADED) & found["value_usd"].notna() & found["start"].notna()]
    return found[periods.is_calendar_year(found)]


def busiest_year(rows: pd.DataFrame) -> int | None:
    """The year of which most rows tell; of equals the last."""
    counts = rows["start"].dt.year.value_counts()
    return None if counts.empty else int(max(counts[counts == counts.max()].index))
