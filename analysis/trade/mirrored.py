"""Figures that both sides report: of the Central Asian state, and of Afghanistan."""

import pandas as pd

from analysis.trade.comparison import _among
from analysis.trade.preferred import SAME, headline
from data.vocabulary.codes import TRADED

OWN, AFGHAN = "own", "AFG"


def side(rows: pd.DataFrame) -> pd.Series:
    """Whose statistics each row comes from: `own`, `AFG`, or empty where it is neither side's, as an estimate of the IMF."""
    by = rows["made_by"]
    return pd.Series("", index=rows.index, dtype="str").mask(by == rows["country"], OWN).mask(by == AFGHAN, AFGHAN)


def mirrored(rows: pd.DataFrame, published: pd.Series, measure: str = "value_usd") -> pd.DataFrame:
    """Figures that both sides report for the same country, flow, commodity and period.

    Method: of each side the figure that `headline` prefers among that side's own reports; nothing is averaged.

    Returns:
        One row a pair, by flow, commodity, country and period: the columns of `headline` with `_own` and `_afghan`,
        `ratio`, the Central Asian figure divided by the Afghan one, and what the goods are called.
    """
    who = side(rows)
    own, afghan = (headline(rows[who == it], published, measure) for it in (OWN, AFGHAN))
    pairs = own.merge(afghan, on=SAME, suffixes=("_own", "_afghan"))
    pairs = pairs.assign(
        ratio=pairs["value_own"] / pairs["value_afghan"].where(pairs["value_afghan"] > 0),
        commodity_name=pairs["commodity_name_own"], hs=pairs["hs_own"],
    )  # fmt: skip
    return pairs.sort_values(["flow", "commodity", "country", "start"], ignore_index=True)


def behind_pairs(rows: pd.DataFrame, pairs: pd.DataFrame, measure: str = "value_usd") -> pd.DataFrame:
    """The reported rows of both sides that pairs of `mirrored` were chosen from."""
    told = rows[rows["status"].isin(TRADED) & rows[measure].notna()]
    return told[side(told).isin([OWN, AFGHAN]) & _among(told, pairs, SAME)]
