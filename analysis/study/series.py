"""Series in time for a study: one value a period, of one source or one reporter, never mixed."""

import pandas as pd

from analysis.trade.preferred import headline
from data.vocabulary import periods


def prices(rows: pd.DataFrame, commodity: str, measure: str = "price_afn") -> pd.Series:
    """The monthly price of one commodity, by the first day of the month.

    Method: one unit and one source: of several the pair with the most months, then the first by name; the others are left
    out, so that no step between two sources looks like a change of the price.

    Args:
        rows: rows of `FoodPrices`.
        commodity: as in the table.
        measure: `price_afn` or `price_usd`.
    """
    kept = rows[(rows["commodity"] == commodity) & rows[measure].notna()]
    return _largest(kept, ["unit", "source_id"], measure)


def traded(rows: pd.DataFrame, published: pd.Series, country: str, flow: str, *, commodity: str = "total",
           step: str = "year") -> pd.Series:  # fmt: skip
    """The statistics of one flow in dollars by one reporter, by the first day of the year or month.

    Method: calendar years or single months, of each the figure that `headline` prefers among the reporter's own; of
    several reporters the one with the most periods, then the state itself. A jump between two reporters is a change of
    method and not of trade, so their figures are never one series.

    Args:
        rows: rows of `Trade`.
        published: day of publication of each source, by `source_id`.
        country: the Central Asian state.
        flow: export, import or turnover.
        commodity: which goods.
        step: year or month.
    """
    wanted = rows["country"].eq(country) & rows["flow"].eq(flow) & rows["commodity"].eq(commodity)
    kept = rows[wanted & (rows["status"] == "statistic") & rows["start"].notna()]
    whole = periods.is_calendar_year(kept) if step == "year" else _is_month(kept)
    chosen = [headline(told, published).assign(reporter=by) for by, told in kept[whole].groupby("reported_by")]
    if not chosen:
        return pd.Series(dtype="float64", index=pd.DatetimeIndex([]), name="value")
    found = pd.concat(chosen)
    # the state itself sorts before all others on a tie
    return _largest(
        found.assign(reporter=found["reporter"].mask(found["reporter"] == country, "")), ["reporter"], "value"
    )


def _is_month(rows: pd.DataFrame) -> pd.Series:
    return (rows["start"].dt.day == 1) & (rows["end"] == rows["start"] + pd.offsets.MonthEnd(0))


def _largest(rows: pd.DataFrame, by: list[str], measure: str) -> pd.Series:
    """The values of the group with the most rows, then the first by name, in the order of time."""
    sizes = rows.groupby(by).agg(size=(measure, "count")).reset_index()
    order = sizes.sort_values(["size", *by], ascending=[False, *[True] * len(by)])
    first = rows.merge(order[by].head(1), on=by).sort_values("start")
    return pd.Series(first[measure].to_numpy(dtype="float64"), index=pd.DatetimeIndex(first["start"]), name=measure)
