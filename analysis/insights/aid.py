"""What stands out in aid: how far the consignments came, and what those delivered weigh at least."""

import datetime as dt
from collections.abc import Iterator

import pandas as pd

from analysis.aid.consignments import STAGES, consignments, totals
from analysis.insights.insight import Insight
from data.rows import Row, records
from data.schema.tables import Aid


def of_aid(rows: pd.DataFrame, known: pd.DataFrame | None = None, since: dt.date | None = None) -> list[Insight]:
    """Find up to two insights on aid.

    Method: `stages`: how many consignments are reported as how far. `weight`: the low sum of those delivered. Both as
    `analysis.aid.consignments` has them; cumulative claims and discounts are neither.

    Args:
        rows: rows of `Aid` in use, filtered in any way; where `known` is given, all reports of some consignments.
        known: what `consignments` returns for these rows or more; it is worked out anew where it is left out.
        since: the day from which the rows are all that is known, where that is worth saying.

    Returns:
        `stages` with `consignments`, `donors`, `since` and the number of each stage, the furthest first; `weight` with `low_t`
        (tonnes), `weighed` and `without` (consignments). Behind them are all reports of these consignments.
    """
    every = consignments(rows) if known is None else known[known["shipment"].isin(rows[Aid.shipment])]
    counted = every[every["counts"]]
    if counted.empty:
        return []
    counts = {stage: int((counted["stage"] == stage).sum()) for stage in reversed(STAGES)}
    facts = {"consignments": len(counted), "donors": tuple(dict.fromkeys(counted["donor"])), "since": since, **counts}
    return [_insight("stages", facts, rows, counted), *_weight(rows, counted[counted["stage"] == "delivered"])]


def _weight(rows: pd.DataFrame, delivered: pd.DataFrame) -> Iterator[Insight]:
    """Add up what is delivered; nothing where none of it is weighed."""
    for total in records(totals(delivered, [])):
        if total["low"] > 0:
            weighed, without = total["consignments"] - total["without"], total["without"]
            facts = {"low_t": total["low"], "weighed": weighed, "without": without}
            yield _insight("weight", facts, rows, delivered)


def _insight(kind: str, facts: Row, rows: pd.DataFrame, of: pd.DataFrame) -> Insight:
    """Put the reports of some consignments behind their insight."""
    return Insight(kind, facts, Aid, tuple(rows.loc[rows[Aid.shipment].isin(of["shipment"]), Aid.row_id]))
