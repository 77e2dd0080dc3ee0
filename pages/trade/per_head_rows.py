"""The rows behind figures per head and against GDP: what was reported, what it is divided by, and what comes out."""

import pandas as pd

from analysis.trade.per_head_and_gdp import BASES
from data.schema.columns import Table, column
from data.schema.tables import Indicators, Trade


class Relative(Table):
    """One trade figure of one state and calendar year, set against its people and output of that year."""

    name, heading = "relative", "Trade per head and against GDP"
    country, flow = Trade.country.spec, Trade.flow.spec
    commodity, commodity_name, hs = Trade.commodity.spec, Trade.commodity_name.spec, Trade.hs.spec
    start, end, precision = Trade.start.spec, Trade.end.spec, Trade.precision.spec
    value_usd = Trade.value_usd.spec
    population, gdp_usd = Indicators.population.spec, Indicators.gdp_usd.spec
    usd_per_head = column("number", "Per head, derived", "Value divided by population.", unit="US$")
    gdp_percent = column("number", "Of GDP, derived", "Value as a share of GDP.", unit="%")
    bound, valuation, status, doubted = Trade.bound.spec, Trade.valuation.spec, Trade.status.spec, Trade.doubted.spec
    reported_by, made_by = Trade.reported_by.spec, Trade.made_by.spec
    source_id = column("text", "Source of the value", "Who tells the value.", required=True, cites=True)
    indicator_source_id = column(
        "text", "Source of population and GDP", "Who tells what it is divided by.", required=True, cites=True
    )
    note = Trade.note.spec
    key = (*Trade.key, "indicator_source_id")


def told(rows: pd.DataFrame, basis: str) -> pd.DataFrame:
    """Rows of `analysis.trade.per_head_and_gdp.against` as rows of `Relative`, with what one measure needs."""
    other = {it for name, (by, _) in BASES.items() if name != basis for it in (name, by)}
    return rows[[str(it) for it in Relative.columns if it not in other]]
