"""Trade against the size of a state: US dollars for each head of its population, or per cent of its GDP.

Derived: a reported value of one calendar year divided by what another source has for the same state and year.
"""

from typing import Final

import pandas as pd

from analysis.base.behind import of_groups
from analysis.base.publishers import with_publisher
from analysis.trade.comparison import YearOfSeries
from analysis.trade.preferred import Preferred
from analysis.trade.series import Report
from data.schema.columns import Table, column
from data.schema.tables import Indicators, Trade
from data.vocabulary import periods

# What a measure divides by, and the factor.
BASES: Final = {"usd_per_head": (Indicators.population, 1), "gdp_percent": (Indicators.gdp_usd, 100)}
_SCALED: Final = (Preferred.value, Preferred.low, Preferred.high)


class Divided(Table):
    """A value in dollars of one state and calendar year beside its people and output of that year."""

    population = column("number", "Population", "People at mid-year.", unit="people")
    gdp_usd = Indicators.gdp_usd.spec
    usd_per_head = column("number", "Per head, derived", "Value divided by population.", unit="US$")
    gdp_percent = column("number", "Of GDP, derived", "Value as a share of GDP.", unit="%")
    indicator_source_id = column(
        "text", "Source of population and GDP", "Who reports what it is divided by.", required=True, cites=True
    )
    indicator_publisher = column("text", "Publisher of population and GDP", "Who published it.", required=True)
    behind_indicators = column("rows", "Indicators behind", "The `row_id` of the year of the state.", required=True)


class PerHead(YearOfSeries, Divided):
    """The figure of one country and year per head or against GDP: `value`, `low` and `high` are in the chosen measure."""

    name, heading = "per_head", "Trade per head and against GDP"


class ReportPerHead(Report, Divided):
    """A reported figure beside the people and the output of the state in the same year."""

    name = "report_per_head"


PerHead.also = ReportPerHead.also = {Divided.behind_indicators: Indicators}


def against(rows: pd.DataFrame, indicators: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Set dollar figures of calendar years of one state beside its people and output of the same year.

    Method: `value_usd` of a calendar year divided by `population`, and a hundred times `value_usd` divided by `gdp_usd`, of
    the same state and calendar year. Parts of a year, Afghan solar years and figures of several states together have no
    such year and are left out, as are years for which there is nothing to divide by. Nothing is carried over from
    another year. Where two sources have one year, none is chosen and the year is left out.

    Args:
        rows: rows of `YearOfSeries` or of `Report` in dollars.
        indicators: rows of `Indicators` in use.
        sources: the table of sources.

    Returns:
        The rows, under their labels, with the columns of `Divided`; the measure of which nothing is known is empty.
    """
    rows = rows[rows[Trade.start].notna() & rows[Trade.value_usd].notna()]
    rows = rows[periods.is_calendar_year(rows)]
    known = _by_year(indicators, sources)
    keys = pd.MultiIndex.from_arrays([rows[Trade.country], rows[Trade.start].dt.year])
    rows, keys = rows[keys.isin(known.index)], keys[keys.isin(known.index)]
    rows = pd.concat([rows, known.reindex(keys).set_index(rows.index)], axis="columns")
    return rows.assign(**{name: rows[Trade.value_usd] * times / rows[by] for name, (by, times) in BASES.items()})


def _by_year(indicators: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Collect what is known to divide by, above zero, by state and year."""
    years = indicators[periods.is_calendar_year(indicators)]
    years = years.assign(year=years[Indicators.start].dt.year, behind_indicators=of_groups(years, [Indicators.row_id]))
    years = years.drop_duplicates([Indicators.country, "year"], keep=False)
    bases = {str(by): years[by].astype("float64").where(lambda amounts: amounts > 0) for by, _ in BASES.values()}
    years = years.assign(**bases, indicator_source_id=years[Indicators.source_id])
    years = with_publisher(years, sources, Divided.indicator_source_id, Divided.indicator_publisher)
    known = years.set_index([Indicators.country, "year"])[
        [*bases, Divided.indicator_source_id, Divided.indicator_publisher, Divided.behind_indicators]
    ]
    return known.dropna(how="all", subset=[*bases])


def relative(figures: pd.DataFrame, indicators: pd.DataFrame, sources: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Divide the figure of each country and year by a measure of `BASES`; see `against` for the method.

    Args:
        figures: rows of `YearOfSeries` in dollars.
        indicators: rows of `Indicators` in use.
        sources: the table of sources.
        basis: a key of `BASES`.

    Returns:
        Rows of `PerHead` that have the measure; `value_usd` is as it was.
    """
    divided = against(figures, indicators, sources)
    by, times = BASES[basis]
    divided = divided[divided[by].notna()]
    return divided.assign(**{str(it): divided[it] * times / divided[by] for it in _SCALED}).reset_index(drop=True)
