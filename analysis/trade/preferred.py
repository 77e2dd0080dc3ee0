"""One figure for a chart that needs one, chosen by a stated order, with the spread of what others report.

Nothing is averaged or dropped: the chosen row is a reported row, and all reports of the same country, flow, goods and
period are counted in `low`, `high` and `reports`.
"""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.base import behind
from data.rows import Row, looked_up, parted
from data.schema.columns import Derived, column
from data.schema.tables import Trade
from data.vocabulary import codes, periods
from data.vocabulary.formats import significant_digits

RANKS: Final = {
    0: "own statistics",
    1: "International Monetary Fund",
    2: "CEPII, reconciled from both sides",
    3: "the partner's statistics",
    4: "estimate of the Food and Agriculture Organization",
    5: "statistics as carried by the press",
    6: "preliminary figure",
    7: "estimate",
    8: "claim",
}
_REPORTERS: Final = {"IMF": 1, "CEPII": 2, "FAO": 4, "NEWS": 5}  # those that are no country
_PARTNER: Final = 3
FIRM: Final = 1  # the highest rank that is a country's own or the IMF's figure
# What kind of figure it is: the country's own or the IMF's; the partner's, the press's or a preliminary one; a claim; a
# part of a year; an Afghan solar year; the sum of both flows that we made.
EVIDENCE: Final = ("own", "other", "claim", "part", "solar", "sum")
SAME: Final[list[str]] = [Trade.country, Trade.flow, Trade.commodity, Trade.start, Trade.end]
SPANS: Final = ("year", "solar year", "part")
_OF_ONE_FLOW: Final = (Trade.share_percent, Trade.whole, Trade.whole_t, Trade.whole_gwh)


class Preferred(Trade, Derived):
    """The preferred figure of one country, flow, commodity and period, with the spread of all reports of it."""

    name, heading = "preferred", "Preferred figures"
    of = Trade
    value = column("number", "Figure", "The preferred figure, in the unit of the measure.", required=True)
    low = column("number", "Lowest report", "The lowest figure that anybody reports for it.", required=True)
    high = column("number", "Highest report", "The highest figure that anybody reports for it.", required=True)
    reports = column("count", "Reports", "How many reports there are.", required=True, low=1)
    rank = column(
        "count", "Rank", "Its place in the order of preference: a key of `RANKS`.", required=True, internal=True
    )
    firm = column("flag", "Firm", "Whether it is the country's own figure or the IMF's.", required=True, internal=True)
    evidence = column(
        "text",
        "Evidence",
        "What kind of figure it is, as a chart draws it.",
        required=True,
        values=EVIDENCE,
        internal=True,
    )
    span = column(
        "text", "Covers", "A calendar year, an Afghan solar year, or another period.", required=True, values=SPANS
    )
    derived = column("flag", "Derived", "Whether it is our sum of exports and imports.", required=True)


def rank(rows: pd.DataFrame) -> pd.Series:
    """Place each row in the order of preference: see `RANKS`."""
    reporter = rows[Trade.reported_by]
    ranks = reporter.map(_REPORTERS).fillna(_PARTNER).astype("int64").mask(reporter == rows[Trade.country], 0)
    for place, status in ((6, "preliminary"), (7, "estimate"), (8, "claim")):
        ranks = ranks.mask(rows[Trade.status] == status, place)
    return ranks


def _abroad(rows: pd.DataFrame) -> pd.Series:
    """Mark figures valued as the Afghan side values them: imports with freight, exports at its own border."""
    flow, valuation = rows[Trade.flow], rows[Trade.valuation]
    return ((flow == "export") & (valuation == "CIF")) | ((flow == "import") & (valuation == "FOB"))


def headline(
    rows: pd.DataFrame, published: pd.Series, measure: str = Trade.value_usd, apart: Sequence[str] = ()
) -> pd.DataFrame:
    """Choose the preferred figure of each country, flow, commodity and period.

    Method: own statistics office, then the IMF, then CEPII, then the partner's statistics, then what the FAO estimates
    where a side is silent, then the press, then preliminary figures, then estimates, then claims; within a rank the
    country's own side before the Afghan one (the IMF has both), then the figure with more digits, then the one
    published last. Targets, potentials and contracts are not trade and are left out.

    Args:
        rows: rows of `Trade` in use.
        published: day of publication of each source, by `source_id`.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
        apart: further columns of `rows`; one figure is chosen for each of their values.

    Returns:
        Rows of `Preferred`, with the columns of `apart`.
    """
    return _chosen(rows, published, measure, apart).drop(columns=Trade.row_id)


def _chosen(rows: pd.DataFrame, published: pd.Series, measure: str, apart: Sequence[str]) -> pd.DataFrame:
    """Rows of `Preferred` with the `row_id` of the report that was chosen."""
    same = [*SAME, *apart]
    dated = rows[measure].notna() & rows[Trade.start].notna()
    rows = rows[rows[Trade.status].isin(codes.TRADED) & dated]
    rows = rows.assign(
        value=rows[measure],
        rank=rank(rows),
        abroad=_abroad(rows),
        digits=rows[measure].map(significant_digits),
        published=looked_up(rows[Trade.source_id], published),
    ).sort_values(
        [Preferred.rank, "abroad", "digits", "published", Trade.source_id],
        ascending=[True, True, False, False, True],
    )
    values = rows.groupby(same, sort=False)[Preferred.value]
    rows = rows.assign(
        low=values.transform("min"),
        high=values.transform("max"),
        reports=values.transform("size"),
        behind=behind.of_groups(rows, same),
    )
    chosen = rows.drop_duplicates(same).drop(columns=["abroad", "digits", "published"])
    chosen = chosen.assign(span=span(chosen), firm=chosen[Preferred.rank] <= FIRM, derived=False)
    return chosen.assign(evidence=_evidence(chosen)).sort_values(same, ignore_index=True)


def _evidence(chosen: pd.DataFrame) -> pd.Series:
    """Class the figures by `EVIDENCE`; none of them is a sum that we worked out."""
    kind = pd.Series("other", index=chosen.index).mask(chosen[Trade.status] == "claim", "claim")
    kind = kind.mask(chosen[Preferred.firm], "own").mask(chosen[Preferred.span] == "solar year", "solar")
    return kind.mask(chosen[Preferred.span] == "part", "part")


def span(rows: pd.DataFrame) -> pd.Series:
    """Tell calendar years, Afghan solar years and other periods apart: one of `SPANS` for each row."""
    kind = pd.Series("part", index=rows.index, dtype="str")
    if rows.empty:
        return kind
    return kind.mask(periods.is_solar_year(rows), "solar year").mask(periods.is_calendar_year(rows), "year")


def turnover(rows: pd.DataFrame, published: pd.Series, apart: Sequence[str] = ()) -> pd.DataFrame:
    """Choose the turnover of all goods in US dollars, as `headline`, completed by sums of both flows.

    Method: where one source gives both exports and imports of a country and period, their sum, marked `derived`, stands
    in for a turnover that nobody reports, or that only reporters of a worse rank do: the state's own statistics of both
    flows go before another side, the press or a claim. The sum is never shown as reported; behind it are its two rows
    and the reports of the turnover, which its spread keeps in sight.

    Args:
        rows: rows of `Trade` in use.
        published: day of publication of each source, by `source_id`.
        apart: further columns of `rows`; one figure is chosen for each of their values.

    Returns:
        Rows of `Preferred`, with the columns of `apart`.
    """
    goods = rows[rows[Trade.commodity] == "total"]
    reported = headline(goods[goods[Trade.flow] == "turnover"], published, apart=apart)
    sums = _sums(_chosen(goods[goods[Trade.flow] != "turnover"], published, Trade.value_usd, apart), apart)
    period = [Trade.country, Trade.start, Trade.end, *apart]
    spread = [Preferred.rank, Preferred.low, Preferred.high, Preferred.reports, Preferred.behind]
    beside = sums[period].merge(reported[[*period, *spread]], on=period, how="left").set_axis(sums.index)
    first = beside[Preferred.rank].isna() | (sums[Preferred.rank] < beside[Preferred.rank])
    sums, beside = sums[first], beside[first]
    others = [ids if isinstance(ids, tuple) else () for ids in beside[Preferred.behind]]
    sums = sums.assign(
        low=pd.concat([sums[Preferred.value], beside[Preferred.low]], axis=1).min(axis=1),
        high=pd.concat([sums[Preferred.value], beside[Preferred.high]], axis=1).max(axis=1),
        reports=1 + beside[Preferred.reports].fillna(0).astype("int64"),
        behind=behind.in_column(
            ((*added, *ids) for added, ids in zip(sums[Preferred.behind], others, strict=True)), sums
        ),
    )
    kept = ~pd.MultiIndex.from_frame(reported[period]).isin(pd.MultiIndex.from_frame(sums[period]))
    sums = sums[[it for it in reported if it not in _OF_ONE_FLOW]]
    return pd.concat([reported[kept], sums]).sort_values([*SAME, *apart], ignore_index=True)


def _sums(both: pd.DataFrame, apart: Sequence[str]) -> pd.DataFrame:
    """Add exports and imports of one source: rows of `Preferred`, as firm as the weaker of the two figures.

    Args:
        both: rows of `Preferred` of single flows, with the `row_id` of the report that was chosen.
        apart: columns of `both` whose values are alike in both flows.
    """
    keys = list(dict.fromkeys([Trade.country, Trade.start, Trade.end, Trade.reported_by, Trade.source_id, *apart]))
    of_import = [
        Preferred.value, Preferred.rank, Trade.status, Trade.bound, Trade.made_by, Trade.doubted, Trade.row_id
    ]  # fmt: skip
    pairs = both[both[Trade.flow] == "export"].merge(
        both.loc[both[Trade.flow] == "import", [*keys, *of_import]], on=keys, suffixes=("", "_import")
    )
    value, bound, maker, kind = (pairs[it] for it in (Preferred.value, Trade.bound, Trade.made_by, Preferred.evidence))
    added = zip(pairs[Trade.row_id], pairs["row_id_import"], strict=True)
    total, weaker = value + pairs["value_import"], pairs["rank_import"] > pairs[Preferred.rank]
    ranks = pairs[Preferred.rank].mask(weaker, pairs["rank_import"])
    return pairs.assign(
        flow="turnover",
        value=total,
        value_usd=total,
        low=total,
        high=total,
        derived=True,
        reports=1,
        rank=ranks,
        firm=ranks <= FIRM,
        status=pairs[Trade.status].mask(weaker, pairs["status_import"]),
        bound=bound.where(bound != "exact", pairs["bound_import"]),
        made_by=maker.where(maker == pairs["made_by_import"], pairs[Trade.reported_by]),
        doubted=pairs[Trade.doubted].fillna(pairs["doubted_import"]),
        behind=behind.in_column(added, pairs),
        evidence=kind.where(kind.isin(["part", "solar"]), "sum"),
        note="sum of the exports and the imports that this source gives",
    )


def latest_year(chosen: pd.DataFrame) -> pd.DataFrame:
    """Pick the last calendar or solar year of each country."""
    years = of_years(chosen).sort_values(Trade.end)
    return years.drop_duplicates(Trade.country, keep="last").sort_values(Trade.country, ignore_index=True)


def of_years(chosen: pd.DataFrame) -> pd.DataFrame:
    """Keep calendar and solar years, no other periods."""
    return chosen[chosen[Preferred.span] != "part"]


def unbroken(years: Sequence[Row]) -> list[list[Row]]:
    """Part the years of one country into runs that a line may join: no year is missing, and one reporter has all.

    What a state counts and what the IMF counts of its trade are not the same: between them a step would look like trade.

    Args:
        years: rows of `Preferred` of full years, in order.
    """
    return parted(years, _follows)


def _follows(last: Row, row: Row) -> bool:
    """Whether a figure is of the year after another, by the same reporter."""
    next_year = row[Trade.start].year - last[Trade.start].year == 1
    return bool(next_year and row[Trade.reported_by] == last[Trade.reported_by])
