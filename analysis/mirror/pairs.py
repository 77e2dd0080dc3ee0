"""Both sides of the same trade: what the exporter and the importer report, and who reported when last.

Neither side is taken for the true one. An importer usually counts freight and insurance in (CIF), an exporter does not
(FOB), so the importer's figure is expected somewhat above the exporter's; a pair outside that band differs by more
than freight, and nothing here says why.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

import pandas as pd

from analysis.trade.mirrored import AFGHAN, OWN, mirrored, side
from analysis.trade.statistics import STATED
from data.rows import records
from data.vocabulary import formats
from data.vocabulary.places import CODES, name
from data.vocabulary.text import share

FREIGHT: Final = (1.06, 1.12)  # importer CIF over exporter FOB, as commonly put
_BAND: Final = "freight of 6 to 12 %"
BANDS: Final = {
    "below": "the importer's figure is below the exporter's",
    "short": "the importer's figure is not below, by less than freight",
    "within": "the importer's figure is above the exporter's by as much as freight",
    "above": "the importer's figure is above the exporter's by more than freight",
    "none": "no band is set: a turnover, a quantity, figures valued alike, or a zero",
}
SIDES: Final = (OWN, AFGHAN)
STRIP: Final = ("country", "side", "year", "reports", "told", "kinds", "source_ids")
Cell = tuple[str, str, int]  # country, side and year
StripRow = tuple[str | int | bool, ...]  # by the columns of `STRIP`


def pairs(rows: pd.DataFrame, published: pd.Series, measure: str = "value_usd") -> pd.DataFrame:
    """What both sides report for the same country, flow, commodity and period, set against freight.

    Method: the pairs of `compare.mirrored`. Of exports and imports in dollars the importer's figure is divided by the
    exporter's and laid against `FREIGHT`, unless a side says that it values otherwise. A valuation that is not told is
    taken to be FOB for the exporter and CIF for the importer.

    Args:
        rows: rows of `Trade`.
        published: day of publication of each source, by `source_id`.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.

    Returns:
        One row a pair, by country, flow, commodity and period, so that each series runs through its years: the columns
        of `compare.mirrored` (`ratio` is the Central Asian figure divided by the Afghan one), and derived: `year`,
        `exporter` and `importer` (own, AFG, or empty for a turnover), `cif_over_fob`, `valued` (told, assumed, or other:
        valued otherwise), `band` (a key of `BANDS`), `lower_bound` and `claimed` (whether either side's figure is one),
        `words`.
    """
    found = mirrored(rows, published, measure)
    goods, two_way = found["flow"] == "export", found["flow"] == "turnover"
    exporter = pd.Series(AFGHAN, index=found.index, dtype="str").mask(goods, OWN).mask(two_way, "")
    importer = pd.Series(OWN, index=found.index, dtype="str").mask(goods, AFGHAN).mask(two_way, "")
    sent = found["value_own"].where(goods, found["value_afghan"])
    came = found["value_afghan"].where(goods, found["value_own"])
    found = found.assign(
        year=found["start"].dt.year, exporter=exporter, importer=importer,
        cif_over_fob=(came / sent.where(sent > 0)).mask(two_way), valued=_valued(found, goods),
        lower_bound=found[["bound_own", "bound_afghan"]].eq("at_least").any(axis=1),
        claimed=found[["status_own", "status_afghan"]].eq("claim").any(axis=1),
    )  # fmt: skip
    found = found.assign(band=_band(found, measure))
    found = found.assign(words=pd.Series(map(_words, records(found)), index=found.index, dtype="str"))
    return found.sort_values(["country", "flow", "commodity", "start"], ignore_index=True)


def _valued(found: pd.DataFrame, goods: pd.Series) -> pd.Series:
    """Whether FOB and CIF are told, assumed, or said to be otherwise."""
    sent = found["valuation_own"].where(goods, found["valuation_afghan"])
    came = found["valuation_afghan"].where(goods, found["valuation_own"])
    told = pd.Series("told", index=found.index, dtype="str").mask(sent.isna() | came.isna(), "assumed")
    return told.mask((sent == "CIF") | (came == "FOB"), "other")


def _band(found: pd.DataFrame, measure: str) -> pd.Series:
    ratio, (low, high) = found["cif_over_fob"], FREIGHT
    band = pd.Series("above", index=found.index, dtype="str").mask(ratio <= high, "within").mask(ratio < low, "short")
    none = ratio.isna() | (found["valued"] == "other") | (measure != "value_usd")
    return band.mask(ratio < 1, "below").mask(none, "none")


def _words(it: dict[str, Any]) -> str:
    """What a pair says, in neutral words."""
    who = {OWN: name(it["country"]), AFGHAN: name(AFGHAN), "": ""}
    caveats = (
        "; a lower bound is among the two, so the distance is not known" * it["lower_bound"]
        + "; a claim is among the two" * it["claimed"]
    )
    if it["band"] == "none":
        return f"{who[OWN]} reports {_than(it['ratio'])} {who[AFGHAN]}{caveats}"
    freight = {
        "below": f", where {_BAND} would set it above", "short": f", less than {_BAND}",
        "within": f", as {_BAND} would have it", "above": f", more than {_BAND}",
    }[it["band"]]  # fmt: skip
    of, than = who[it["importer"]], who[it["exporter"]]
    return f"{of} (importer) reports {_than(it['cif_over_fob'])} {than} (exporter){freight}{caveats}"


def _than(ratio: float) -> str:
    if pd.isna(ratio):
        return "a figure that cannot be divided by that of"
    if ratio == 1:
        return "as much as"
    return f"{share((ratio - 1) * 100)} {'more' if ratio > 1 else 'less'} than"


def strip(
    rows: pd.DataFrame, sources: pd.DataFrame, years: Iterable[int], commodity: str | None = "total"
) -> pd.DataFrame:
    """Who reported in which year: one row for each of the five states, side and year, silent ones too.

    Method: statistics and preliminary figures of any flow and measure whose period touches the year; claims, targets
    and contracts are no reports. A side whose statistics are passed on by the IMF counts as reporting. Figures that
    cover several states together tell of no single pair.

    Args:
        rows: rows of `Trade`.
        sources: rows of `Sources`.
        years: the years of the strip.
        commodity: which goods; None for any.

    Returns:
        By country, side (own, AFG) and year: `reports` (how many rows), `told` (any), `kinds` (kinds of their sources,
        joined by ;), `source_ids` (joined by ;).
    """
    return of_years(told_by_year(rows, sources, commodity), years)


def of_years(told: Mapping[Cell, StripRow], years: Iterable[int]) -> pd.DataFrame:
    """The strip of some years, as `strip`, of what `told_by_year` found."""
    every = ((code, of, year) for code in CODES for of in SIDES for year in sorted(years))
    return pd.DataFrame([told.get(it) or _of_year(*it, []) for it in every], columns=list(STRIP))


def told_by_year(rows: pd.DataFrame, sources: pd.DataFrame, commodity: str | None) -> dict[Cell, StripRow]:
    """The rows of `strip` that hold a report, by country, side and year, of all years: a page looks up those it shows."""
    kinds = sources.set_index("source_id")["kind"]
    found = _reports(rows, commodity)
    found = found[found["end"].notna()].assign(kind=found["source_id"].map(kinds))
    told: dict[Cell, list[tuple[str, str]]] = {}
    spans = zip(found["start"].dt.year, found["end"].dt.year, strict=True)
    for country, of, kind, source_id, (first, last) in zip(
        found["country"], found["side"], found["kind"], found["source_id"], spans, strict=True
    ):
        for year in range(int(first), int(last) + 1):
            told.setdefault((country, of, year), []).append((kind, source_id))
    return {it: _of_year(*it, reports) for it, reports in told.items()}


def _of_year(country: str, of: str, year: int, reports: list[tuple[str, str]]) -> StripRow:
    """One row of `strip`."""
    kinds, source_ids = (";".join(sorted({it[at] for it in reports if isinstance(it[at], str)})) for at in (0, 1))
    return country, of, year, len(reports), bool(reports), kinds, source_ids


def last_reports(rows: pd.DataFrame, sources: pd.DataFrame, commodity: str | None = "total") -> pd.DataFrame:
    """The last period that each side of each pair reported: a side that never did is a row that says so.

    Method: as `strip`; of several reports of the last period the one published last, undated ones before dated ones.

    Returns:
        By country and side: `start`, `end`, `precision`, `source_id`, `published`, `kind` (of the source), `reports`
        (of all time) and `state` (reported, no report).
    """
    known = sources.set_index("source_id")
    found = _reports(rows, commodity)
    found = found.assign(published=found["source_id"].map(known["start"]), kind=found["source_id"].map(known["kind"]))
    reports = found.groupby(["country", "side"])["source_id"].count()
    last = found.sort_values(["end", "published", "source_id"], na_position="first", kind="stable")
    last = last.drop_duplicates(["country", "side"], keep="last").set_index(["country", "side"])
    told = last[["start", "end", "precision", "source_id", "published", "kind"]].assign(reports=reports)
    strips = _all_sides(told).fillna({"reports": 0, "precision": "unknown"}).astype({"reports": "int64"})
    return strips.assign(state=(strips["reports"] > 0).map({True: "reported", False: "no report"}))


def _reports(rows: pd.DataFrame, commodity: str | None) -> pd.DataFrame:
    """The dated statistics that bear a figure, with the side that they come from."""
    kept = rows[rows["status"].isin(STATED) & rows["start"].notna()]
    kept = kept if commodity is None else kept[kept["commodity"] == commodity]
    kept = kept.assign(side=side(kept))
    return kept[(kept["side"] != "") & kept[list(formats.MEASURES)].notna().any(axis=1)]


def _all_sides(found: pd.DataFrame) -> pd.DataFrame:
    """One row for each of the five and side, in our order, whether it is in `found` or not; joint figures fall out."""
    every = pd.MultiIndex.from_product([CODES, SIDES], names=["country", "side"])
    return found.reindex(every).reset_index()
