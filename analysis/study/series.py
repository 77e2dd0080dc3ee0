"""Series in time for a study: one value a period, of one source or one reporter, never mixed."""

import pandas as pd

from analysis.base.behind import of_groups
from analysis.base.derived import rows_of
from analysis.trade.preferred import Preferred, headline
from data.schema.columns import Derived, column
from data.schema.tables import FoodPrices, Trade
from data.vocabulary import periods


class Observation(Derived):
    """The value of a series of prices in one period."""

    name, heading = "series", "Series"
    of = FoodPrices
    start = column("date", "Period", "The first day of the month or year.", required=True)
    value = column("number", "Value", "The value of the series, in its own unit.", required=True)


class TradeObservation(Observation):
    """The value of a series of trade in one period."""

    of = Trade


def prices(
    rows: pd.DataFrame, publishers: pd.Series, commodity: str, measure: str = FoodPrices.price_afn
) -> pd.DataFrame:
    """Take the monthly prices of one commodity.

    Method: one unit and one publisher, whose editions follow each other: of several the pair with the most months, then the
    first by name; the others are left out, so that no step between two publishers looks like a change of the price. Months
    without a price stay missing: nothing is put between two editions.

    Args:
        rows: rows of `FoodPrices` in use.
        publishers: the publisher of each source, by `source_id`.
        commodity: as in the table.
        measure: `price_afn` or `price_usd`.

    Returns:
        Rows of `Observation`, in the order of time.
    """
    priced = rows[(rows[FoodPrices.commodity] == commodity) & rows[measure].notna()]
    by = priced[FoodPrices.source_id].map(publishers)
    priced = priced.assign(value=priced[measure], publisher=by, behind=of_groups(priced, [FoodPrices.row_id]))
    return rows_of(Observation, _largest(priced, [FoodPrices.unit, "publisher"]))


def traded(rows: pd.DataFrame, published: pd.Series, country: str, flow: str, *, commodity: str = "total",
           step: str = "year") -> pd.DataFrame:  # fmt: skip
    """Take the statistics of one flow in dollars by one reporter.

    Method: calendar years or single months, of each the figure that `headline` prefers among the reporter's own; of
    several reporters the one with the most periods, then the state itself. A jump between two reporters is a change of
    method and not of trade, so their figures are never one series.

    Args:
        rows: rows of `Trade` in use, of months the series too.
        published: day of publication of each source, by `source_id`.
        country: the Central Asian state.
        flow: export, import or turnover.
        commodity: which goods.
        step: year or month.

    Returns:
        Rows of `TradeObservation`, in the order of time.
    """
    wanted = rows[Trade.country].eq(country) & rows[Trade.flow].eq(flow) & rows[Trade.commodity].eq(commodity)
    stated = rows[wanted & (rows[Trade.status] == "statistic") & rows[Trade.start].notna()]
    whole = stated[periods.is_calendar_year(stated) if step == "year" else _is_month(stated)]
    # the state itself sorts before all others on a tie
    reporters = whole[Trade.reported_by].where(whole[Trade.reported_by] != country, "")
    chosen = [headline(reports, published).assign(reporter=by) for by, reports in whole.groupby(reporters)]
    return rows_of(TradeObservation, _largest(pd.concat(chosen), ["reporter"]) if chosen else [])


def _is_month(rows: pd.DataFrame) -> pd.Series:
    start, end = rows[Preferred.start], rows[Preferred.end]
    return (start.dt.day == 1) & (end == start + pd.offsets.MonthEnd(0))


def _largest(rows: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The rows of the group with the most rows, then the first by name, in the order of time."""
    sizes = rows.groupby(by).agg(size=(Observation.start, "count")).reset_index()
    order = sizes.sort_values(["size", *by], ascending=[False, *[True] * len(by)])
    return rows.merge(order[by].head(1), on=by).sort_values(Observation.start)
