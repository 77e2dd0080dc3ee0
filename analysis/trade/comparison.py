"""Trade figures made ready for comparison: one figure a year of each country, and whose is the largest.

Figures are picked among reported rows; nothing is averaged, and no sum is made but that of `analysis.trade.preferred.turnover`.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import pandas as pd

from analysis.base.behind import united
from analysis.base.publishers import Published, with_publisher
from analysis.trade.preferred import FIRM, SAME, Preferred, headline, latest_year, turnover
from analysis.trade.series import DEFAULT, Choice
from data.rows import Row, grouped, records
from data.schema.columns import column
from data.schema.tables import Sources, Trade
from data.vocabulary.codes import TRADED
from data.vocabulary.places import CODES

_STATED: Final = 5  # the highest rank that is a statistic
DIFFERENT: Final = 1.1  # up to this ratio two reports are called alike
_YEAR: Final = 366  # the days of the longest run that a year may stand for


class Yearly(Preferred):
    """The figure that stands for one country and year."""

    name, heading = "yearly", "Yearly figures"
    year = column("count", "Year", "The year that it stands for.", required=True, low=1990, high=2100)


class YearOfSeries(Yearly, Published):
    """The figure that stands for one country and year of a series, with who published it."""

    name = "year_of_series"


def chosen(rows: pd.DataFrame, published: pd.Series, choice: Choice, apart: Sequence[str] = ()) -> pd.DataFrame:
    """Choose the preferred figures of one series; turnover of all goods in dollars is completed by sums.

    Args:
        rows: rows of `Trade` in use.
        published: day of publication of each source, by `source_id`.
        choice: flow, unit and goods.
        apart: further columns of `rows`; one figure is chosen for each of their values.

    Returns:
        Rows of `Preferred`, with the columns of `apart`.
    """
    goods = rows[rows[Trade.commodity] == choice.goods]
    if choice == DEFAULT:
        return turnover(goods, published, apart)
    return headline(goods[goods[Trade.flow] == choice.flow], published, choice.measure, apart)


def by_year(rows: pd.DataFrame, sources: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Choose the figures of each country and year of a series, as `yearly`.

    Args:
        rows: rows of `Trade` in use.
        sources: the table of sources.
        choice: flow, unit and goods.

    Returns:
        Rows of `YearOfSeries`.
    """
    published = sources.set_index(Sources.source_id)[Sources.start]
    return with_publisher(yearly(chosen(rows, published, choice)), sources)


def competing(rows: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Pick all reports of the figures that several report: a figure with a single report says it all.

    The two flows of a sum are no reports of its turnover.

    Args:
        rows: rows of `Trade` in use.
        figures: rows of `Preferred`.
    """
    several = figures[figures[Preferred.reports] > 1]
    reported = rows[Trade.row_id].isin(united(several[Preferred.behind])) & rows[Trade.flow].isin(several[Trade.flow])
    return rows[reported]


def yearly(figures: pd.DataFrame) -> pd.DataFrame:
    """Pick one figure for each country and year; at times a part of the year beside it.

    Method: the calendar year; where nobody reports it, the Afghan solar year that begins in it; where nobody reports
    that either, the longest run of months within the year, and where there is none, the longest run of up to twelve
    months that has its middle in the year. Where a full year is reported only by the partner, the press or in a claim,
    a part of the year of a better rank stands beside it: the two are different reports of the same year.

    Args:
        figures: rows of `Preferred`.

    Returns:
        Rows of `Yearly`.
    """
    start, end = figures[Trade.start], figures[Trade.end]
    figures = figures.assign(year=start.dt.year, days=(end - start).dt.days)
    full = figures[figures[Preferred.span] == "year"]
    solar = figures[figures[Preferred.span] == "solar year"]
    full = pd.concat([full, solar[~_at(solar).isin(_at(full))]])
    parts = _longest(figures[figures[Preferred.span] == "part"])
    # of no parts the map would be of text
    rank = _at(parts).map(pd.Series(full[Preferred.rank].to_list(), index=_at(full))).astype("float64")
    better = (rank > FIRM) & (parts[Preferred.rank] < rank) & parts["inside"]
    shown = pd.concat([full, parts[rank.isna() | better]]).drop(columns=["days", "inside"])
    return shown.sort_values([Trade.country, Yearly.year, Preferred.span], ignore_index=True)


def _longest(parts: pd.DataFrame) -> pd.DataFrame:
    """Pick the longest run of months of each country and year; `inside`: it lies within the calendar year."""
    start, end = parts[Trade.start], parts[Trade.end]
    parts = parts.assign(inside=start.dt.year == end.dt.year, year=(start + (end - start) / 2).dt.year)
    parts = parts[parts["days"] <= _YEAR]
    parts = parts.sort_values(["inside", "days", Preferred.rank], ascending=[False, False, True])
    return parts.drop_duplicates([Trade.country, Yearly.year])


def _at(rows: pd.DataFrame) -> pd.Series:
    """Country and year of each row as one label."""
    return rows[Trade.country].astype("object") + " " + rows[Yearly.year].astype("str")


class Disagreement(NamedTuple):
    """The lowest and the highest report of the same state and period, each a row with its `value`, and their ratio."""

    low: Row
    high: Row
    ratio: float


def disagreements(years: pd.DataFrame, reports: pd.DataFrame, measure: str) -> list[Disagreement]:
    """Find where reports of the same state and period differ by more than a tenth, the widest gap first.

    Args:
        years: rows of `YearOfSeries`; a sum that we worked out counts as a report.
        reports: rows of `Report`: all reports of these figures, as `competing` picks them.
        measure: the column of `reports` that is compared.
    """
    alike = pd.concat([years, reports.assign(value=reports[measure], derived=False)])
    stated = (alike[Preferred.value] > 0) & (alike[Trade.bound] == "exact")  # between bounds no gap is known
    alike = alike[stated & alike[Trade.country].isin(CODES)]
    found = []
    for same in grouped(records(alike.sort_values(Preferred.value, kind="stable")), SAME):
        ratio = same[-1][Preferred.value] / same[0][Preferred.value]
        if ratio > DIFFERENT:
            found.append(Disagreement(same[0], same[-1], ratio))
    return sorted(found, key=lambda it: -it.ratio)


def behind(rows: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Find the reports of the same country, flow, goods and period as figures; of our sums the two flows.

    Args:
        rows: rows of `Trade` of one commodity.
        figures: rows of `Preferred`.
    """
    traded = rows[rows[Trade.status].isin(TRADED)]
    sums = figures[Preferred.derived].astype(bool)
    added = [*SAME[:1], *SAME[2:], Trade.source_id]
    return traded[_among(traded, figures[~sums], SAME) | _among(traded, figures[sums], added)]


def _among(rows: pd.DataFrame, others: pd.DataFrame, columns: list[str]) -> pd.Series:
    keys = pd.MultiIndex.from_frame(others[columns])
    return pd.Series(pd.MultiIndex.from_frame(rows[columns]).isin(keys), index=rows.index)


def partial(rows: pd.DataFrame) -> pd.Series:
    """Mark rows that are lower bounds: our cut of FAOSTAT leaves out small items."""
    return rows[Trade.bound] == "at_least"


class Lead(NamedTuple):
    """The largest of the countries' latest full years; contested where another report of it is below another country."""

    figure: pd.Series
    contested: bool


def lead(years: pd.DataFrame) -> Lead | None:
    """Find the country whose latest full year is the largest; None where that cannot be said.

    It is said only if at least two of the five have a full year, none of them is a lower bound, the largest is a
    statistic, and it is above every report of the others' latest years. Where another report of it is not above them,
    it is contested, and said only of a country's own statistics.
    """
    latest = latest_year(years[years[Trade.country].isin(CODES)])
    if len(latest) < 2 or partial(latest).any():
        return None
    first = latest.loc[latest[Preferred.value].idxmax()]
    others = latest[latest[Trade.country] != first[Trade.country]]
    contested = bool(first[Preferred.low] <= others[Preferred.value].max())
    highest = 0 if contested else _STATED
    if first[Preferred.rank] > highest or first[Preferred.value] <= others[Preferred.high].max():
        return None
    return Lead(first, contested)
