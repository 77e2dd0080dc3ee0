"""What the statistics say of each year: one figure for each country, flow, commodity and year, claims left out.

A claim must not be measured by itself, so only statistics and preliminary figures are asked here.
"""

from typing import Final

import pandas as pd

from analysis.trade.comparison import Yearly
from analysis.trade.preferred import Preferred, headline, of_years, turnover
from data.schema.tables import Trade

STATED: Final = ("statistic", "preliminary")
GOODS: Final = [Trade.country, Trade.flow, Trade.commodity]


def stated(rows: pd.DataFrame, published: pd.Series, measure: str = Trade.value_usd) -> pd.DataFrame:
    """Choose the preferred statistic of every period, as `headline`; turnover of all goods is completed by sums.

    Args:
        rows: rows of `Trade` in use; only statistics and preliminary figures are used.
        published: day of publication of each source, by `source_id`.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.

    Returns:
        Rows of `Preferred`; `low`, `high` and `reports` are over the statistics alone.
    """
    rows = rows[rows[Trade.status].isin(STATED)]
    chosen = headline(rows, published, measure)
    if measure != Trade.value_usd:
        return chosen
    both_ways = (chosen[Trade.flow] == "turnover") & (chosen[Trade.commodity] == "total")
    return pd.concat([chosen[~both_ways], turnover(rows, published)], ignore_index=True)


def statistics(rows: pd.DataFrame, published: pd.Series, measure: str = Trade.value_usd) -> pd.DataFrame:
    """Choose the preferred statistic of every full year: `stated` without parts of years.

    Method: the calendar year; where nobody reports it, the Afghan solar year that begins in it.

    Args:
        rows: rows of `Trade` in use; only statistics and preliminary figures are used.
        published: day of publication of each source, by `source_id`.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.

    Returns:
        Rows of `Yearly`.
    """
    years = of_years(stated(rows, published, measure))
    years = years.assign(year=years[Trade.start].dt.year)
    years = years.sort_values([*GOODS, Yearly.year, Preferred.span])
    # of the two spans "solar year" sorts before "year"
    return years.drop_duplicates([*GOODS, Yearly.year], keep="last").reset_index(drop=True)
