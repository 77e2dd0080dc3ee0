"""The statistics that statements are held to: by exact period, by full year, and by year for a chart."""

from typing import Any, Final, NamedTuple

import pandas as pd

from analysis.base.publishers import Published
from analysis.claims.statement import KINDS
from analysis.trade.preferred import Preferred
from analysis.trade.statistics import stated, statistics
from data.rows import Row, records
from data.schema.columns import column
from data.schema.tables import Sources, Trade
from data.vocabulary import formats

Series = tuple[Any, ...]  # country, flow, goods and measure
_SERIES: Final = [Trade.country, Trade.flow, Trade.commodity]
_GOODS: Final = [Trade.country, Trade.commodity]


class Statistic(Preferred, Published):
    """The preferred statistic of a state and a year; where nobody reports the year, of a part of it."""

    name, heading = "statistics", "Statistics"
    year = column("count", "Year", "The year to which it belongs.", required=True)


class Statistics(NamedTuple):
    """The preferred statistics of some series, as rows of `Preferred`.

    Attributes:
        periods: each by its series, first and last day.
        years: by series, one of each full year with its `year`, in the order of time.
    """

    periods: dict[tuple[Any, ...], Row]
    years: dict[Series, list[Row]]


def series_of(row: Row, measure: str) -> Series:
    """Name the series to which a row belongs."""
    return (*(row[column] for column in _SERIES), measure)


def statistics_beside(reports: pd.DataFrame, rows: pd.DataFrame, sources: pd.DataFrame) -> Statistics:
    """Choose the statistics of all series of which something was stated.

    Args:
        reports: rows of `Trade`, among them what was stated.
        rows: rows of `Trade` in use.
        sources: rows of `Sources`.
    """
    published = sources.set_index(Sources.source_id)[Sources.start]
    spoken = reports[reports[Trade.status].isin(KINDS)]
    about = pd.MultiIndex.from_frame(spoken[_GOODS])  # of any flow: a turnover may be the sum of both flows
    rows = rows[pd.MultiIndex.from_frame(rows[_GOODS]).isin(about)]
    chosen = Statistics({}, {})
    for measure in [it for it in formats.MEASURES if spoken[it].notna().any()]:
        for row in records(stated(rows, published, measure)):
            chosen.periods[(*series_of(row, measure), row[Trade.start], row[Trade.end])] = row
        for row in records(statistics(rows, published, measure)):
            chosen.years.setdefault(series_of(row, measure), []).append(row)
    return chosen
