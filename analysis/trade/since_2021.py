"""How the trade of each state has changed since 2021, by one series of one reporter and one coverage.

Two sources count the same trade differently, so a step from one to the other would look like a change of trade.
"""

from typing import Final

import pandas as pd

from analysis.base.behind import in_column, united
from analysis.base.derived import like, rows_of
from analysis.base.publishers import with_publisher
from analysis.trade.comparison import YearOfSeries, chosen
from analysis.trade.preferred import Preferred
from analysis.trade.series import Choice
from analysis.trade.statistics import STATED
from data.rows import Row, records
from data.schema.columns import Derived, column
from data.schema.tables import Sources, Trade
from data.vocabulary import periods
from data.vocabulary.places import CODES

BASE: Final = 2021  # the last year that began before 15 August 2021
# Sources whose editions continue each other; what other sources give is one series only within one of them.
_SERIES_KINDS: Final = ("official_statistics", "dataset")


class Indexed(YearOfSeries):
    """The figure of one country and year of one series as an index: `value`, `low` and `high` are 100 in 2021."""

    name, heading = "indexed", "Trade, 2021 = 100"
    index_2021 = column(
        "number", "Index, derived", "The figure as a share of that of 2021.", unit="2021 = 100", required=True
    )
    figure = column("number", "Figure in its own unit", "The figure in the unit of the measure.", required=True)
    base = column("number", "Figure of 2021", "That of 2021 in the same series and unit.", required=True)


class Since(Derived):
    """The figures of one state in 2021 and in the last year of the same series."""

    name, heading, of = "since_2021", "Since 2021", Trade
    country, reported_by, status = like(Trade.country), like(Trade.reported_by), like(Trade.status)
    year = column("count", "Year", "The last year of the series.", required=True, low=BASE + 1)
    first = column("number", "In 2021", "In the unit of the measure.", required=True, low=0)
    last = column("number", "In the last year", "In the unit of the measure.", required=True, low=0)
    change_percent = column("number", "Change", "Derived; empty where 2021 is zero.", unit="%")
    source_id, publisher = like(Trade.source_id), like(Sources.publisher)


def one_series(rows: pd.DataFrame, sources: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Pick for each state the one series that has 2021 and a later year.

    Method: statistics and preliminary figures of calendar years, no lower or upper bounds. A series is what one reporter
    says in the data sets of one publisher, or on one page, as made by the same side; figures of two series are never
    mixed. Of several the one of a data set goes before that of a page, then the order of `analysis.trade.preferred`, then
    the one that reaches furthest, then the longest.

    Args:
        rows: rows of `Trade` in use.
        sources: the table of sources.
        choice: flow, unit and goods.

    Returns:
        Rows of `YearOfSeries`: all calendar years of these series, by country and year.
    """
    rows = rows[rows[Trade.status].isin(STATED) & rows[Trade.country].isin(CODES) & (rows[Trade.bound] == "exact")]
    rows = rows[rows[Trade.start].notna()]
    rows = rows[periods.is_calendar_year(rows) & (rows[Trade.commodity] == choice.goods)]
    published, known = sources.set_index(Sources.source_id)[Sources.start], sources.set_index(Sources.source_id)
    kind = rows[Trade.source_id].map(known[Sources.kind])
    publisher = rows[Trade.source_id].map(known[Sources.publisher])
    page = ~kind.isin(_SERIES_KINDS)
    rows = rows.assign(origin=publisher.mask(page, rows[Trade.source_id]), page=page)
    # a turnover may be the sum of two flows, each of them made by another side
    apart = [Trade.reported_by, "origin", *([] if choice.flow == "turnover" else [Trade.made_by])]
    every = chosen(rows.dropna(subset=apart), published, choice, apart)
    every = every.assign(year=every[Trade.start].dt.year.astype("int64"))
    series = [Trade.country, Trade.reported_by, "origin", Trade.made_by]
    picked = every.merge(_first(every, series), on=series).sort_values([Trade.country, YearOfSeries.year])
    return with_publisher(picked.drop(columns=["origin", "page"]), sources).reset_index(drop=True)


def _first(figures: pd.DataFrame, series: list[str]) -> pd.DataFrame:
    """Name the first series of each state among those that have 2021 and a later year."""
    base = figures[figures[YearOfSeries.year] == BASE]
    spans = figures.groupby(series)[YearOfSeries.year].agg(last="max", years="size").reset_index()
    spans = base[[*series, "page", Preferred.rank]].merge(spans, on=series)
    spans = spans[spans["last"] > BASE].assign(reach=lambda it: -it["last"], length=lambda it: -it["years"])
    spans = spans.sort_values(["page", Preferred.rank, "reach", "length", "origin"])
    return spans.drop_duplicates(Trade.country)[series]


def along_series(years: pd.DataFrame, series: pd.DataFrame) -> pd.DataFrame:
    """Let the one series of a state stand for its years, so that they can be compared; all other reports stay behind them.

    Args:
        years: rows of `YearOfSeries`.
        series: rows of `one_series` of the same choice.

    Returns:
        Rows of `YearOfSeries`, as many: where the same reporter's series has another figure of the calendar year that one,
        within the spread of all reports.
    """
    at = {(row[Trade.country], row[YearOfSeries.year]): row for row in records(series)}
    found = []
    for row in records(years):
        same = at.get((row[Trade.country], row[YearOfSeries.year])) if row[Preferred.span] == "year" else None
        other = (
            same is not None
            and same[Trade.reported_by] == row[Trade.reported_by]
            and same[Preferred.value] != row[Preferred.value]
        )
        found.append(_within(same, row) if other else row)
    return rows_of(YearOfSeries, found)


def _within(figure: Row, preferred: Row) -> Row:
    """A figure of a series with the spread, the count and the ids of all reports of its period."""
    ids, value = united([preferred[Preferred.behind], figure[Preferred.behind]]), figure[Preferred.value]
    return {
        **figure,
        Preferred.low: min(preferred[Preferred.low], value),
        Preferred.high: max(preferred[Preferred.high], value),
        Preferred.reports: preferred[Preferred.reports] + (len(ids) > len(preferred[Preferred.behind])),
        Preferred.behind: ids,
    }


def since_2021(rows: pd.DataFrame, sources: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Set the last year of each state's series against 2021; see `one_series` for which it is.

    Args:
        rows: rows of `Trade` in use.
        sources: the table of sources.
        choice: flow, unit and goods.

    Returns:
        Rows of `Since`, in our order; of a state without such a series the change is not known, and there is no row.
    """
    series = one_series(rows, sources, choice)
    found = []
    for code in CODES:
        years = records(series[series[Trade.country] == code])
        if years:
            first, last = next(row for row in years if row[YearOfSeries.year] == BASE), years[-1]
            before, after = first[Preferred.value], last[Preferred.value]
            found.append({
                **{str(it): last[it] for it in Since.columns if it in last},
                Since.first: before, Since.last: after,
                Since.change_percent: (after / before - 1) * 100 if before else None,
                Since.behind: united([first[Since.behind], last[Since.behind]]),
            })  # fmt: skip
    return rows_of(Since, found)


def index(rows: pd.DataFrame, sources: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Work out the index of each state's one series: 100 times a year's figure, divided by that of 2021.

    Args:
        rows: rows of `Trade` in use.
        sources: the table of sources.
        choice: flow, unit and goods.

    Returns:
        Rows of `Indexed`; behind each are the reports of its own year and of 2021. A series that is zero in 2021 has none.
    """
    series = one_series(rows, sources, choice)
    base = series[(series[YearOfSeries.year] == BASE) & (series[Preferred.value] > 0)].set_index(Trade.country)
    series = series[series[Trade.country].isin(base.index)].reset_index(drop=True)
    figure = series[Preferred.value]
    of_base = series[Trade.country].map(base[Preferred.value]).astype("float64")  # of no rows the map would be of text
    value = 100 * figure / of_base
    both = zip(series[Preferred.behind], series[Trade.country].map(base[Preferred.behind]), strict=True)
    behind = in_column(map(united, both), series)
    # the reports of other sources are no part of one series
    return series.assign(
        value=value, low=value, high=value, index_2021=value, figure=figure, base=of_base, reports=1, behind=behind
    )
