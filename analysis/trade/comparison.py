"""Trade figures made ready for comparison: what is on offer, one figure a year, both sides of a mirror, goods of a year.

Everything here picks among reported rows; nothing is averaged, and no sum is made but the one of `headline.turnover`.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

import pandas as pd

from analysis.trade.preferred import FIRM, SAME, headline, latest_year, turnover
from data.vocabulary import formats, periods
from data.vocabulary.codes import COMMODITIES, FLOWS, TRADED
from data.vocabulary.places import CODES

# Groups that hold the others: never added to their parts, nor drawn beside them.
AGGREGATES: Final = ("total", "agricultural_total")
OWN, AFGHAN = "own", "AFG"
_STATED: Final = 5  # the highest rank that is a statistic
_YEAR: Final = 366  # the days of the longest run that a year may stand for


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


def side(rows: pd.DataFrame) -> pd.Series:
    """Whose statistics each row comes from: `own`, `AFG`, or empty where it is neither side's, as an estimate of the IMF."""
    by = rows["made_by"]
    return pd.Series("", index=rows.index, dtype="str").mask(by == rows["country"], OWN).mask(by == AFGHAN, AFGHAN)


def mirrored(rows: pd.DataFrame, published: pd.Series, measure: str = "value_usd") -> pd.DataFrame:
    """Figures that both sides report for the same country, flow, commodity and period.

    Method: of each side the figure that `headline` prefers among that side's own reports; nothing is averaged.

    Returns:
        One row a pair, by flow, commodity, country and period: the columns of `headline` with `_own` and `_afghan`,
        `ratio`, the Central Asian figure divided by the Afghan one, and what the goods are called.
    """
    who = side(rows)
    own, afghan = (headline(rows[who == it], published, measure) for it in (OWN, AFGHAN))
    pairs = own.merge(afghan, on=SAME, suffixes=("_own", "_afghan"))
    pairs = pairs.assign(
        ratio=pairs["value_own"] / pairs["value_afghan"].where(pairs["value_afghan"] > 0),
        commodity_name=pairs["commodity_name_own"], hs=pairs["hs_own"],
    )  # fmt: skip
    return pairs.sort_values(["flow", "commodity", "country", "start"], ignore_index=True)


def behind_pairs(rows: pd.DataFrame, pairs: pd.DataFrame, measure: str = "value_usd") -> pd.DataFrame:
    """The reported rows of both sides that pairs of `mirrored` were chosen from."""
    told = rows[rows["status"].isin(TRADED) & rows[measure].notna()]
    return told[side(told).isin([OWN, AFGHAN]) & _among(told, pairs, SAME)]


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


def runs(years: Iterable[int]) -> str:
    """Years as a reader writes them: 2019-2020 and 2024."""
    told: list[list[int]] = []
    for year in sorted(set(years)):
        if told and told[-1][-1] == year - 1:
            told[-1].append(year)
        else:
            told.append([year])
    said = [f"{run[0]}" if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in told]
    return " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
