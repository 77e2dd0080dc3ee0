"""Trade figures made ready for comparison: one figure a year of each country, and whose is the largest.

Figures are picked among reported rows; nothing is averaged, and no sum is made but that of `analysis.trade.preferred.turnover`.
"""

from typing import Final, NamedTuple

import pandas as pd

from analysis.trade.preferred import FIRM, SAME, headline, latest_year, turnover
from data.vocabulary.codes import TRADED
from data.vocabulary.places import CODES

_STATED: Final = 5  # the highest rank that is a statistic
_YEAR: Final = 366  # the days of the longest run that a year may stand for


def chosen(rows: pd.DataFrame, published: pd.Series, flow: str, measure: str, commodity: str) -> pd.DataFrame:
    """The preferred figures of one flow, measure and commodity; turnover of all goods completed by sums."""
    goods = rows[rows["commodity"] == commodity]
    if (flow, measure, commodity) == ("turnover", "value_usd", "total"):
        return turnover(goods, published)
    return headline(goods[goods["flow"] == flow], published, measure)


def yearly(figures: pd.DataFrame) -> pd.DataFrame:
    """One figure for each country and year, with `year`; at times a part of the year beside it.

    Method: the calendar year; where nobody tells it, the Afghan solar year that begins in it; where nobody tells that
    either, the longest run of months within the year, and where there is none, the longest run of up to twelve months
    that has its middle in the year. Where a full year is told only by the partner, the press or in a claim, a part-year
    of a better rank stands beside it: the two are different reports of the same year.

    Args:
        figures: rows of `headline` or `turnover`.
    """
    figures = figures.assign(year=figures["start"].dt.year, days=(figures["end"] - figures["start"]).dt.days)
    full = figures[figures["span"] == "year"]
    solar = figures[figures["span"] == "solar year"]
    full = pd.concat([full, solar[~_at(solar).isin(_at(full))]])
    parts = _longest(figures[figures["span"] == "part"])
    # of no parts the map would be of text
    told = _at(parts).map(pd.Series(full["rank"].to_list(), index=_at(full))).astype("float64")
    better = (told > FIRM) & (parts["rank"] < told) & parts["inside"]
    shown = pd.concat([full, parts[told.isna() | better]]).drop(columns=["days", "inside"], errors="ignore")
    return shown.sort_values(["country", "year", "span"], ignore_index=True)


def _longest(parts: pd.DataFrame) -> pd.DataFrame:
    """The longest run of months of each country and year; `inside` tells whether it lies within the calendar year."""
    middle = parts["start"] + (parts["end"] - parts["start"]) / 2
    parts = parts.assign(inside=parts["start"].dt.year == parts["end"].dt.year, year=middle.dt.year)
    parts = parts[parts["days"] <= _YEAR]
    parts = parts.sort_values(["inside", "days", "rank"], ascending=[False, False, True], kind="stable")
    return parts.drop_duplicates(["country", "year"])


def _at(rows: pd.DataFrame) -> pd.Series:
    """Country and year of each row as one label."""
    return rows["country"].astype("object") + " " + rows["year"].astype("str")


def behind(rows: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """The reported rows that tell of the same as some figures; of sums of ours the two flows that were added.

    Args:
        rows: rows of `Trade` of one commodity.
        figures: rows of `headline` or `turnover`.
    """
    traded = rows[rows["status"].isin(TRADED)]
    ours = figures["derived"].astype(bool)
    said, sums = figures[~ours], figures[ours]
    added = [*SAME[:1], *SAME[2:], "source_id"]
    return traded[_among(traded, said, SAME) | _among(traded, sums, added)]


def _among(rows: pd.DataFrame, others: pd.DataFrame, columns: list[str]) -> pd.Series:
    keys = pd.MultiIndex.from_frame(others[columns])
    return pd.Series(pd.MultiIndex.from_frame(rows[columns]).isin(keys), index=rows.index)


def partial(rows: pd.DataFrame) -> pd.Series:
    """Which rows are lower bounds: our cut of FAOSTAT leaves out small items."""
    return rows["bound"] == "at_least"


class Lead(NamedTuple):
    """The largest of the countries' latest full years; contested where another report of it is below another country."""

    figure: pd.Series
    contested: bool


def lead(years: pd.DataFrame) -> Lead | None:
    """Whose latest full year is the largest; None where that cannot be said.

    It is said only if at least two of the five have a full year, none of them is a lower bound, the largest is a
    statistic, and it is above every report of the others' latest years. Where another report of it is not above them,
    it is contested, and said only of a country's own statistics.
    """
    latest = latest_year(years[years["country"].isin(CODES)])
    if len(latest) < 2 or partial(latest).any():
        return None
    first = latest.loc[latest["value"].idxmax()]
    others = latest[latest["country"] != first["country"]]
    contested = bool(first["low"] <= others["value"].max())
    if first["rank"] > (0 if contested else _STATED) or first["value"] <= others["high"].max():
        return None
    return Lead(first, contested)
