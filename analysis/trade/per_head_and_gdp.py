"""Trade against the size of a state: US dollars for each head of its population, or per cent of its GDP.

Derived: a reported value of one calendar year divided by what another source has for the same state and year.
"""

from typing import Final

import pandas as pd

from data.vocabulary import periods

# What a measure divides by, and the factor.
BASES: Final = {"usd_per_head": ("population", 1), "gdp_percent": ("gdp_usd", 100)}
_SCALED: Final = ("value", "low", "high")


def against(rows: pd.DataFrame, indicators: pd.DataFrame) -> pd.DataFrame:
    """The dollar figures of calendar years of one state, beside its people and output of the same year.

    Method: `value_usd` of a calendar year divided by `population`, and a hundred times `value_usd` divided by `gdp_usd`, of
    the same state and calendar year. Parts of a year, Afghan solar years and figures of several states together have no
    such year and are left out, as are years for which nothing is on record to divide by. Nothing is carried over from
    another year. Where two sources tell of one year, none is chosen and the year is left out.

    Args:
        rows: rows of `Trade`, or figures of `analysis.trade.comparison.yearly` in dollars.
        indicators: rows of `Indicators`, of each data set the newest edition.

    Returns:
        The rows with `population` (people), `gdp_usd`, `indicator_source_id`, and derived `usd_per_head` (US dollars) and
        `gdp_percent` (per cent); empty where only the other one is known.
    """
    mine = rows[rows["start"].notna() & rows["value_usd"].notna()]
    mine = mine[periods.is_calendar_year(mine)]
    known = _by_year(indicators)
    keys = pd.MultiIndex.from_arrays([mine["country"], mine["start"].dt.year])
    mine = mine[keys.isin(known.index)]
    beside = known.reindex(keys[keys.isin(known.index)]).set_index(mine.index)
    found = mine.assign(**{str(it): beside[it] for it in beside})
    derived = {name: found["value_usd"] * times / found[by] for name, (by, times) in BASES.items()}
    return found.assign(**derived)


def _by_year(indicators: pd.DataFrame) -> pd.DataFrame:
    """What is known to divide by, above zero, by state and year."""
    years = indicators[periods.is_calendar_year(indicators)]
    years = years.assign(year=years["start"].dt.year).drop_duplicates(["country", "year"], keep=False)
    columns = {it: years[it].astype("float64").where(lambda told: told > 0) for it, _ in BASES.values()}
    known = years.assign(**columns, indicator_source_id=years["source_id"]).set_index(["country", "year"])
    return known[[*columns, "indicator_source_id"]].dropna(how="all", subset=[*columns])


def relative(figures: pd.DataFrame, indicators: pd.DataFrame, basis: str) -> pd.DataFrame:
    """One figure for each country and year in a measure of `BASES`; see `against` for the method.

    Args:
        figures: figures of `analysis.trade.comparison.yearly` in dollars.
        indicators: rows of `Indicators`, of each data set the newest edition.
        basis: a key of `BASES`.

    Returns:
        The rows of `against` that have the measure; `value`, `low` and `high` are in it, `value_usd` is as it was.
    """
    found = against(figures, indicators)
    by, times = BASES[basis]
    found = found[found[by].notna()]
    return found.assign(**{it: found[it] * times / found[by] for it in _SCALED}).reset_index(drop=True)
