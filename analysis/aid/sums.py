"""Sums of aid as stacked bars show them: the whole bar, and its parts by stage and donor."""

from typing import Final

import pandas as pd

from analysis.aid.consignments import AidTotal, totals
from data.vocabulary.places import CODES

GROUPS: Final = ("year", "donor", "kind")


def stacked(rows: pd.DataFrame, group: str, measure: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add up consignments for bars, and for the parts of these.

    Method: `totals`. Years stand in their order, donors in ours, kinds with the largest first. Where no consignment has
    a figure there is no bar.

    Args:
        rows: rows of `Consignment`.
        group: what a bar is of: one of `GROUPS`.
        measure: quantity_t or value_usd.

    Returns:
        The bars and those of their parts that have a figure: rows of `AidTotal`.
    """
    bars = totals(rows, [group], measure)
    if group == "kind":
        bars = bars.sort_values([AidTotal.low, AidTotal.consignments], ascending=False, ignore_index=True)
    elif group == "donor":
        bars = bars.sort_values(AidTotal.donor, key=lambda donors: donors.map(CODES.index), ignore_index=True)
    parts = totals(rows, list(dict.fromkeys([group, AidTotal.stage, AidTotal.donor])), measure)
    parts = parts[parts[AidTotal.low].notna()].reset_index(drop=True)
    return (bars if len(parts) else bars.head(0)), parts
