"""Which rows are drawn where several editions of one data set tell the same; the others stay on record.

The rule: of what one publisher reports in its data sets, the newest edition. A data set without a date is a running
data base as it was when last asked: it is newer than every dated edition. Press and officials have no editions, and two
publishers never replace each other: where they differ, that is a conflict, and conflicts are shown.
"""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from data.rows import looked_up
from data.schema.tables import Flows, FoodPrices, Indicators, Refugees, Trade
from data.vocabulary import formats

# What two rows of one table share of which the newer edition is used; FOB and CIF are two sides of the same goods.
FIGURE: Final = {
    Trade.name: ("country", "flow", "commodity", "start", "end", "valuation"),
    Refugees.name: ("country", "start", "end"),
    FoodPrices.name: ("commodity", "unit", "start", "end"),
    Flows.name: ("start", "end"),  # the flows of a year are added up, so those of two editions never mix
    Indicators.name: ("country",),  # one edition for all years of a state: each revises the others
}
# What rows share that stand in one list of goods: a newer list replaces an older one whole, for it may be cut elsewhere.
LIST: Final = ("country", "flow", "start", "end", "reported_by")
MEASURES: Final = {Trade.name: tuple(formats.MEASURES)}
_SERIES: Final = 4  # single months of one source that make a series


def superseded(
    rows: pd.DataFrame, sources: pd.DataFrame, same: Sequence[str], measures: Sequence[str] = ()
) -> pd.Series:
    """Which rows a newer edition of the same publisher's data sets replaces.

    Args:
        rows: rows that cite one source each, in `source_id`.
        sources: the table of sources.
        same: the columns in which two rows agree that tell the same.
        measures: a row is replaced only where newer ones have each of these that it has.
    """
    known = sources[sources["kind"] == "dataset"].set_index("source_id")
    publisher = looked_up(rows["source_id"], known["publisher"])
    days = known["start"].fillna(pd.Timestamp.max.as_unit("s"))
    edition = looked_up(rows["source_id"], days).astype("datetime64[s]")
    several = edition.groupby(publisher).nunique()
    at = publisher.isin(several[several > 1].index)
    found = pd.Series(data=False, index=rows.index)
    if at.any():
        found[at] = _older(rows[at], publisher[at], edition[at], same, measures)
    return found


def _older(
    rows: pd.DataFrame, publisher: pd.Series, edition: pd.Series, same: Sequence[str], measures: Sequence[str]
) -> pd.Series:
    keys = [publisher, *(rows[it].astype("str").fillna("") for it in same)]
    if not measures:
        return edition < edition.groupby(keys).transform("max")
    older = rows[list(measures)].notna().any(axis=1)
    for it in measures:
        given = rows[it].notna()
        older &= ~given | (edition < edition.where(given).groupby(keys).transform("max"))
    return older


def newest(rows: pd.DataFrame, sources: pd.DataFrame, table: str) -> pd.DataFrame:
    """The rows of a table without those that a newer edition replaces figure by figure."""
    return rows[~superseded(rows, sources, FIGURE[table], MEASURES.get(table, ()))]


def one_list(rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Rows of single goods, of which every list is of one data set: no two ways to cut the same goods beside each other.

    Method: of each country, flow, period and reporter the newest edition of each publisher, as a whole; of several
    publishers the one with the most dollars. What no data set reports stays.

    Args:
        rows: rows of `Trade` of single goods in dollars.
        sources: the table of sources.
    """
    rows = rows[~superseded(rows, sources, LIST)]
    known = sources[sources["kind"] == "dataset"].set_index("source_id")["publisher"]
    publisher = rows["source_id"].map(known)
    lists = [*(rows[it].astype("str") for it in LIST), publisher]
    sums = rows["value_usd"].groupby(lists).transform("sum")
    most = sums.groupby(lists[:-1]).transform("max")
    first = publisher.where(sums == most).groupby(lists[:-1]).transform("min")
    return rows[publisher.isna() | (publisher == first)]


def without_series(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `Trade` without the months of sources that tell month by month: none of them stands for its year.

    A single month that somebody names stays: it may be all that is known of a year.
    """
    months = is_month(rows)
    count = rows[months].groupby(["country", "flow", "commodity", "source_id"])["start"].transform("nunique")
    return rows.drop(count.index[count >= _SERIES])


def is_month(rows: pd.DataFrame) -> pd.Series:
    """Which rows cover one calendar month."""
    start, end = rows["start"], rows["end"]
    return ((start.dt.day == 1) & (end == start + pd.offsets.MonthEnd(0))).astype(bool)
