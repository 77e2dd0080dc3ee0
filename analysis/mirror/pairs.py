"""Both sides of the same trade: what the exporter and the importer report, and how far they are apart.

Neither side is taken for the true one. An importer usually counts freight and insurance in (CIF), an exporter does not
(FOB), so the importer's figure is expected somewhat above the exporter's; a pair outside that band differs by more
than freight, and nothing here says why.
"""

from typing import Final

import numpy as np
import pandas as pd

from analysis.base.derived import like, rows_of
from analysis.base.publishers import with_publisher
from analysis.trade.mirrored import AFGHAN, OWN, side
from analysis.trade.preferred import SAME, Preferred, headline
from data.rows import Row, records
from data.schema.columns import Column, Derived, column
from data.schema.tables import Sources, Trade
from data.vocabulary.mirror import BANDS
from data.vocabulary.places import ORDER

FREIGHT: Final = (1.06, 1.12)  # importer CIF over exporter FOB, as commonly put
CLOSE: Final = 1.05  # up to this ratio, either way, two figures are close


def _of_both(reported: Column) -> tuple[Column, Column]:
    """Declare a column of the state's own side and the same of the Afghan side."""
    return like(reported, "own side"), like(reported, "Afghan side")


class Pair(Derived):
    """What both sides report for one country, flow, commodity and period; of each side the figure that is preferred."""

    name, heading = "pairs", "Pairs of mirrored figures"
    of = Trade
    country, flow, commodity = like(Trade.country), like(Trade.flow), like(Trade.commodity)
    commodity_name, hs = like(Trade.commodity_name), like(Trade.hs)
    start, end, precision = like(Trade.start), like(Trade.end), like(Trade.precision)
    year = column("count", "Year", "The year in which the period begins.", required=True)
    value_own, value_afghan = _of_both(Preferred.value)
    low_own, low_afghan = _of_both(Preferred.low)
    high_own, high_afghan = _of_both(Preferred.high)
    reports_own, reports_afghan = _of_both(Preferred.reports)
    bound_own, bound_afghan = _of_both(Trade.bound)
    valuation_own, valuation_afghan = _of_both(Trade.valuation)
    reported_by_own, reported_by_afghan = _of_both(Trade.reported_by)
    status_own, status_afghan = _of_both(Trade.status)
    source_id_own, source_id_afghan = _of_both(Trade.source_id)
    note_own, note_afghan = _of_both(Trade.note)
    exporter = column(
        "text", "Exporter", "Which side exports; empty for a turnover.", values=(OWN, AFGHAN, ""), internal=True
    )
    importer = column(
        "text", "Importer", "Which side imports; empty for a turnover.", values=(OWN, AFGHAN, ""), internal=True
    )
    ratio = column("number", "Ratio", "The state's figure divided by the Afghan one; empty where that is zero.")
    cif_over_fob = column("number", "Importer over exporter", "The importer's figure divided by the exporter's.")
    gap = column(
        "number", "Gap", "`cif_over_fob`, of a turnover `ratio`, where it is above zero: how far the sides are apart."
    )
    valued = column("text", "Valued", "Whether FOB and CIF are stated, assumed, or said to be otherwise.", required=True,
                    values=("given", "assumed", "other"), internal=True)  # fmt: skip
    band = column(
        "text", "Band", "Where `cif_over_fob` lies, set against `FREIGHT`.", required=True, values=tuple(BANDS)
    )
    lower_bound = column("flag", "Lower bound", "Whether either figure is one: the gap is not known.", required=True)
    claimed = column("flag", "Claimed", "Whether either figure is a claim.", required=True)


class NamedPair(Pair):
    """A pair with the publishers of both figures."""

    publisher_own, publisher_afghan = _of_both(Sources.publisher)


def pairs(rows: pd.DataFrame, published: pd.Series, measure: str = "value_usd") -> pd.DataFrame:
    """Pair what both sides report for the same country, flow, commodity and period, and set it against freight.

    Method: of each side the figure that `headline` prefers among that side's own reports; nothing is averaged. Of exports
    and imports in dollars the importer's figure is divided by the exporter's and laid against `FREIGHT`, unless a side
    says that it values otherwise. A valuation that is not stated is taken to be FOB for the exporter and CIF for the
    importer.

    Args:
        rows: rows of `Trade` in use.
        published: day of publication of each source, by `source_id`.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.

    Returns:
        Rows of `Pair`, by country, flow, commodity and period, so that each series runs through its years.
    """
    whose = side(rows)
    own, afghan = (headline(rows[whose == it], published, measure) for it in (OWN, AFGHAN))
    both = own.merge(afghan, on=SAME, suffixes=("_own", "_afghan"))
    goods, two_way = both[Pair.flow] == "export", both[Pair.flow] == "turnover"
    sent = both[Pair.value_own].where(goods, both[Pair.value_afghan])
    came = both[Pair.value_afghan].where(goods, both[Pair.value_own])
    ratio = both[Pair.value_own] / both[Pair.value_afghan].where(both[Pair.value_afghan] > 0)
    cif_over_fob = (came / sent.where(sent > 0)).mask(two_way)
    gap = cif_over_fob.where(~two_way, ratio)
    both = both.assign(
        precision=both["precision_own"], commodity_name=both["commodity_name_own"], hs=both["hs_own"],
        year=both[Pair.start].dt.year, ratio=ratio, cif_over_fob=cif_over_fob, gap=gap.where(gap > 0),
        exporter=np.select([two_way, goods], ["", OWN], AFGHAN), importer=np.select([two_way, goods], ["", AFGHAN], OWN),
        valued=_valued(both, goods), behind=both["behind_own"] + both["behind_afghan"],
        lower_bound=both[[Pair.bound_own, Pair.bound_afghan]].eq("at_least").any(axis=1),
        claimed=both[[Pair.status_own, Pair.status_afghan]].eq("claim").any(axis=1),
    )  # fmt: skip
    both = rows_of(Pair, both.assign(band=_band(both, measure)))
    return both.sort_values([Pair.country, Pair.flow, Pair.commodity, Pair.start], ignore_index=True)


def _valued(both: pd.DataFrame, goods: pd.Series) -> pd.Series:
    """Whether FOB and CIF are stated, assumed, or said to be otherwise."""
    sent = both[Pair.valuation_own].where(goods, both[Pair.valuation_afghan])
    came = both[Pair.valuation_afghan].where(goods, both[Pair.valuation_own])
    stated = pd.Series("given", index=both.index, dtype="str").mask(sent.isna() | came.isna(), "assumed")
    return stated.mask((sent == "CIF") | (came == "FOB"), "other")


def _band(both: pd.DataFrame, measure: str) -> pd.Series:
    ratio, (low, high) = both[Pair.cif_over_fob], FREIGHT
    band = pd.Series("above", index=both.index, dtype="str").mask(ratio <= high, "within").mask(ratio < low, "short")
    none = ratio.isna() | (both[Pair.valued] == "other") | (measure != "value_usd")
    return band.mask(ratio < 1, "below").mask(none, "none")


def with_publishers(both: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Add the publishers of both figures: rows of `NamedPair` of rows of `Pair`, by rows of `Sources`."""
    both = with_publisher(both, sources, Pair.source_id_own, NamedPair.publisher_own)
    return with_publisher(both, sources, Pair.source_id_afghan, NamedPair.publisher_afghan)


def latest(both: pd.DataFrame, most: int) -> pd.DataFrame:
    """Keep the latest pairs, at most so many, of equally late ones the larger; by state, goods and period."""
    kept = both.sort_values([Pair.start, Pair.value_own]).tail(most)
    return kept.sort_values(
        [Pair.country, Pair.commodity, Pair.start],
        key=lambda cells: cells.map(ORDER) if cells.name == Pair.country else cells,
    )


def furthest(both: pd.DataFrame) -> Row | None:
    """Find the pair furthest apart among those without a lower bound that can be divided; None where there is none."""
    sure = both[~both[Pair.lower_bound] & both[Pair.gap].notna()]
    if sure.empty:
        return None
    return records(sure.loc[[np.log(sure[Pair.gap]).abs().idxmax()]])[0]


def one_valuation(both: pd.DataFrame) -> tuple[str, str] | None:
    """How both sides value the goods, the state first, where that is stated and the same of all pairs."""
    own, afghan = (set(both[it].fillna("")) for it in (Pair.valuation_own, Pair.valuation_afghan))
    return (own.pop(), afghan.pop()) if len(own) == len(afghan) == 1 and "" not in own | afghan else None


def order(pair: Row) -> tuple[str, str]:
    """The sides of a pair, the exporter first; of a turnover the state first."""
    return ("afghan", "own") if pair[Pair.flow] == "import" else ("own", "afghan")


def side_of(pair: Row, which: str) -> Row:
    """One side (own or afghan) of a pair as a row of `Preferred`, with `lower`: whether it is a lower bound."""
    sided = {key.removesuffix(f"_{which}"): value for key, value in pair.items() if key.endswith(f"_{which}")}
    return {**pair, **sided, "lower": sided["bound"] == "at_least", Preferred.derived: False}
