"""What the statistics say of each year: one figure for each country, flow, commodity and year, claims left out.

A claim must not be measured by itself, so only statistics and preliminary figures are asked here.
"""

from typing import Final

import pandas as pd

from analysis.trade.preferred import headline, of_years, turnover

STATED: Final = ("statistic", "preliminary")
GOODS: Final = ["country", "flow", "commodity"]


def stated(rows: pd.DataFrame, published: pd.Series, measure: str = "value_usd") -> pd.DataFrame:
    """The preferred statistic of every period, as `headline`; turnover of all goods completed by sums, as `turnover`.

    Args:
        rows: rows of `Trade`; only statistics and preliminary figures are used.
        published: day of publication of each source, by `source_id`.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.

    Returns:
        The columns of `headline`; `low`, `high` and `reports` are over the statistics alone.
    """
    rows = rows[rows["status"].isin(STATED)]
    chosen = headline(rows, published, measure)
    if measure != "value_usd":
        return chosen
    both_ways = (chosen["flow"] == "turnover") & (chosen["commodity"] == "total")
    return pd.concat([chosen[~both_ways], turnover(rows, published)], ignore_index=True)


def statistics(rows: pd.DataFrame, published: pd.Series, measure: str = "value_usd") -> pd.DataFrame:
    """The preferred statistic of every full year, with `year`: `stated` without part-years.

    Method: the calendar year; where nobody tells it, the Afghan solar year that begins in it.
    """
    years = of_years(stated(rows, published, measure))
    years = years.assign(year=years["start"].dt.year).sort_values([*GOODS, "year", "span"], kind="stable")
    # of the two spans "solar year" sorts before "year"
    return years.drop_duplicates([*GOODS, "year"], keep="last").reset_index(drop=True)
