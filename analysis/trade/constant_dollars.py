"""Trade in constant dollars: the values of all years in the prices of one of them, by US consumer prices.

Derived: a reported value of one calendar year, times the prices of the base year, divided by the prices of its own year.
"""

from typing import Final

import pandas as pd

from analysis.base.behind import in_column, of_groups
from analysis.base.publishers import with_publisher
from analysis.trade.comparison import YearOfSeries
from analysis.trade.preferred import Preferred
from analysis.trade.series import Report
from data.schema.columns import Table, column
from data.schema.tables import Trade, UsPrices
from data.vocabulary import periods

WHOLE: Final = 12  # months of a year on which the average of the base year must rest
_SCALED: Final = (Preferred.value, Preferred.low, Preferred.high)


class Deflated(Table):
    """A value in dollars of one calendar year in the prices of the base year."""

    constant_usd = column("number", "In constant dollars, derived", "Value in dollars of the base year.", unit="US$")
    base_year = column("count", "Base year", "The year in whose prices the value is.", required=True)
    price_index = column("number", "US consumer prices", "Those of the year of the figure.", required=True, low=1)
    base_index = column("number", "US consumer prices, base year", "Those of the base year.", required=True, low=1)
    price_months = column("count", "Months", "How many months the prices of the year rest on.", required=True, low=1)
    price_source_id = column("text", "Source of the prices", "Who reports them.", required=True, cites=True)
    price_publisher = column("text", "Publisher of the prices", "Who published them.", required=True)
    behind_prices = column("rows", "Prices behind", "The `row_id` of the prices of both years.", required=True)


class ConstantDollars(YearOfSeries, Deflated):
    """The figure of one country and year in constant dollars: so are `value`, `low` and `high`."""

    name, heading = "constant_dollars", "Trade in constant dollars"


class ReportInConstantDollars(Report, Deflated):
    """A reported figure in constant dollars."""

    name = "report_in_constant_dollars"


ConstantDollars.also = ReportInConstantDollars.also = {Deflated.behind_prices: UsPrices}


def deflated(rows: pd.DataFrame, prices: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Set dollar figures of calendar years in the prices of the base year.

    Method: `value_usd` of a calendar year times the index of the base year, divided by the index of its own year. The base
    year is the last one whose index rests on all twelve months; an average of fewer months stands for its year and says
    so. Parts of a year and Afghan solar years are left out, as are years without an index.

    Args:
        rows: rows of `YearOfSeries` or of `Report` in dollars.
        prices: rows of `UsPrices` in use.
        sources: the table of sources.

    Returns:
        The rows, under their labels, with the columns of `Deflated`.
    """
    known = _by_year(prices, sources)
    rows = rows[rows[Trade.start].notna() & rows[Trade.value_usd].notna()]
    rows = rows[periods.is_calendar_year(rows)]
    rows = rows[rows[Trade.start].dt.year.isin(known.index)]
    rows = pd.concat([rows, known.reindex(rows[Trade.start].dt.year).set_index(rows.index)], axis="columns")
    return rows.assign(constant_usd=rows[Trade.value_usd] * rows[Deflated.base_index] / rows[Deflated.price_index])


def _by_year(prices: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Collect the prices of each year beside those of the base year; nothing where no year can be the base."""
    known = prices.assign(
        year=prices[UsPrices.start].dt.year,
        price_months=prices[UsPrices.months].astype("int64"),
        behind_prices=of_groups(prices, [UsPrices.row_id]),
        price_source_id=prices[UsPrices.source_id],
    )
    known = with_publisher(known, sources, Deflated.price_source_id, Deflated.price_publisher).set_index("year")
    base = known[known[UsPrices.months] == WHOLE].sort_index().tail(1)
    columns = [str(it) for it in Deflated.columns if it in known]
    if base.empty:
        return known.head(0).assign(base_year=0, base_index=0.0)[[*columns, "base_year", "base_index"]]
    (year,), (index,), (of_base,) = base.index, base[UsPrices.price_index], base[Deflated.behind_prices]
    both = (tuple(dict.fromkeys([*own, *of_base])) for own in known[Deflated.behind_prices])
    known = known.assign(base_year=int(year), base_index=float(index), behind_prices=in_column(both, known))
    return known[[*columns, "base_year", "base_index"]]


def constant_dollars(figures: pd.DataFrame, prices: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Set the figure of each country and year in constant dollars; see `deflated` for the method.

    Args:
        figures: rows of `YearOfSeries` in dollars.
        prices: rows of `UsPrices` in use.
        sources: the table of sources.

    Returns:
        Rows of `ConstantDollars`; `value_usd` is as it was.
    """
    rows = deflated(figures, prices, sources)
    times = rows[Deflated.base_index] / rows[Deflated.price_index]
    return rows.assign(**{str(it): rows[it] * times for it in _SCALED}).reset_index(drop=True)
