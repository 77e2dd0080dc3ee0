"""One figure for a chart that needs one, chosen by a stated order, with the spread of what others report.

Nothing is averaged or dropped: the chosen row is a reported row, and all rows that tell of the same country, flow,
goods and period are counted in `low`, `high` and `reports`.
"""

from typing import Final

import pandas as pd

from analysis.base import behind
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
SAME: Final = ["country", "flow", "commodity", "start", "end"]
SPANS: Final = ("year", "solar year", "part")


class Preferred(Trade, Derived):
    """The preferred figure of one country, flow, commodity and period, with the spread of all reports of it."""

    name, heading = "preferred", "Preferred figures"
    of = Trade
    value = column("number", "Figure", "The preferred figure, in the unit of the measure.", required=True)
    low = column("number", "Lowest report", "The lowest figure that anybody reports for it.", required=True)
    high = column("number", "Highest report", "The highest figure that anybody reports for it.", required=True)
    reports = column("count", "Reports", "How many reports there are.", required=True, low=1)
    rank = column("count", "Rank", "Its place in the order of preference: a key of `RANKS`.", required=True)
    firm = column("flag", "Firm", "Whether it is the country's own figure or the IMF's.", required=True)
    evidence = column(
        "text", "Evidence", "What kind of figure it is, as a chart draws it.", required=True, values=EVIDENCE
    )
    span = column("text", "Covers", "A calendar year, an Afghan solar year, or another period.", required=True,
                  values=SPANS)  # fmt: skip
    derived = column("flag", "Derived", "Whether it is our sum of exports and imports.", required=True)


def rank(rows: pd.DataFrame) -> pd.Series:
    """The place of each row in the order of preference: see `RANKS`."""
    by, own = rows["reported_by"], rows["reported_by"] == rows["country"]
    ranks = by.map(_REPORTERS).fillna(_PARTNER).astype("int64").mask(own, 0)
    for place, status in ((6, "preliminary"), (7, "estimate"), (8, "claim")):
        ranks = ranks.mask(rows["status"] == status, place)
    return ranks


def _abroad(rows: pd.DataFrame) -> pd.Series:
    """Which figures are valued as the Afghan side values them: imports with freight, exports at its own border."""
    exports, imports = rows["flow"] == "export", rows["flow"] == "import"
    return (exports & (rows["valuation"] == "CIF")) | (imports & (rows["valuation"] == "FOB"))


def headline(rows: pd.DataFrame, published: pd.Series, measure: str = "value_usd") -> pd.DataFrame:
    """The preferred figure for each country, flow, commodity and period.

    Method: own statistics office, then the IMF, then CEPII, then the partner's statistics, then what the FAO estimates
    where a side is silent, then the press, then preliminary figures, then estimates, then claims; within a rank the
    country's own side before the Afghan one (the IMF has both), then the figure told with more digits, then the one
    published last. Targets, potentials and contracts are not trade and are left out.

    Args:
        rows: rows of `Trade`.
        published: day of publication of each source, by `source_id`.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.

    Returns:
        Rows of `Preferred`.
    """
    return _chosen(rows, published, measure).drop(columns="row_id")


def _chosen(rows: pd.DataFrame, published: pd.Series, measure: str) -> pd.DataFrame:
    """Rows of `Preferred` with the `row_id` of the report that was chosen."""
    rows = rows[rows["status"].isin(codes.TRADED) & rows[measure].notna() & rows["start"].notna()].copy()
    rows["value"], rows["rank"] = rows[measure], rank(rows)
    rows["abroad"], rows["digits"] = _abroad(rows), rows["value"].map(significant_digits)
    rows["published"] = rows["source_id"].map(published)
    rows = rows.sort_values(
        ["rank", "abroad", "digits", "published", "source_id"],
        ascending=[True, True, False, False, True], na_position="last",
    )  # fmt: skip
    groups = rows.groupby(SAME, sort=False)["value"]
    rows = rows.assign(
        low=groups.transform("min"), high=groups.transform("max"), reports=groups.transform("size"),
        behind=behind.of_groups(rows, SAME),
    )  # fmt: skip
    chosen = rows.drop_duplicates(SAME).drop(columns=["abroad", "digits", "published"])
    chosen = chosen.assign(span=span(chosen), firm=chosen["rank"] <= FIRM, derived=False)
    return chosen.assign(evidence=_evidence(chosen)).sort_values(SAME, ignore_index=True)


def _evidence(chosen: pd.DataFrame) -> pd.Series:
    """What kind of figure each is, of figures that are no sum of ours."""
    kind = pd.Series("other", index=chosen.index, dtype="str").mask(chosen["status"] == "claim", "claim")
    kind = kind.mask(chosen["firm"], "own").mask(chosen["span"] == "solar year", "solar")
    return kind.mask(chosen["span"] == "part", "part")


def span(rows: pd.DataFrame) -> pd.Series:
    """Whether each row covers a calendar year, an Afghan solar year, or a part of a year (or several years)."""
    kind = pd.Series("part", index=rows.index, dtype="str")
    if rows.empty:
        return kind
    return kind.mask(periods.is_solar_year(rows), "solar year").mask(periods.is_calendar_year(rows), "year")


def turnover(rows: pd.DataFrame, published: pd.Series) -> pd.DataFrame:
    """Yearly and other turnover of all goods in US dollars, as `headline`, completed by sums of both flows.

    Method: where nobody reports the turnover of a country and period but one source gives both exports and imports
    for it, their sum stands in, marked `derived`; the sum is never shown as reported. Behind it are these two rows.
    """
    goods = rows[rows["commodity"] == "total"]
    reported = headline(goods[goods["flow"] == "turnover"], published)
    both = _chosen(goods[goods["flow"] != "turnover"], published, "value_usd")
    keys = ["country", "start", "end", "reported_by", "source_id"]
    pairs = both[both["flow"] == "export"].merge(
        both.loc[both["flow"] == "import", [*keys, "value", "bound", "made_by", "doubted", "row_id"]],
        on=keys,
        suffixes=("", "_import"),
    )
    total = pairs["value"] + pairs.pop("value_import")
    added = list(zip(pairs.pop("row_id"), pairs.pop("row_id_import"), strict=True))
    sums = pairs.drop(columns=["share_percent", "whole", "whole_t", "whole_gwh"]).assign(
        bound=pairs["bound"].where(pairs["bound"] != "exact", pairs.pop("bound_import")),
        made_by=pairs["made_by"].where(pairs["made_by"] == pairs.pop("made_by_import"), pairs["reported_by"]),
        doubted=pairs["doubted"].fillna(pairs.pop("doubted_import")),
        flow="turnover", value=total, value_usd=total, low=total, high=total, derived=True,
        reports=1, behind=pd.Series(added, index=pairs.index, dtype="object"),
        evidence=pairs["evidence"].where(pairs["evidence"].isin(["part", "solar"]), "sum"),
        note="sum of the exports and the imports that this source gives",
    )  # fmt: skip
    told = pd.MultiIndex.from_frame(reported[["country", "start", "end"]])
    sums = sums[~pd.MultiIndex.from_frame(sums[["country", "start", "end"]]).isin(told)]
    return pd.concat([reported, sums]).sort_values(SAME, ignore_index=True)


def latest_year(chosen: pd.DataFrame) -> pd.DataFrame:
    """For each country the last calendar or solar year of `chosen`."""
    years = chosen[chosen["span"] != "part"].sort_values("end")
    return years.drop_duplicates("country", keep="last").sort_values("country", ignore_index=True)


def of_years(chosen: pd.DataFrame) -> pd.DataFrame:
    """Calendar and solar years of `chosen`, without part-years."""
    return chosen[chosen["span"] != "part"]
