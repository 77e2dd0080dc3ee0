"""Total trade in goods by month and by year: all five pairs, as each side tells it, the gaps filled by the IMF.

Publisher: International Monetary Fund, International Trade in Goods by partner country (IMTS, until 2025 Direction of
Trade Statistics), through its SDMX 3.0 API; no key. Coverage for us: the five and Afghanistan as reporters, exports
(FOB) and imports (CIF), 2010 to about three months ago; the only source that has Turkmenistan. Cadence: monthly; past
figures are revised. Traps:

- Values are plain dollars although the attribute SCALE says 6 (millions). We multiply by nothing, and prove the unit
  on one pair.
- A side that does not report is estimated from the other: its imports are 1.06 times the exports (1.10 in old years).
  DERIVATION_TYPE should tell, but often says M, mixed: such a figure is the IMF's, not the reporter's, and where both
  sides are mixed and differ by just that freight, the note says that one of them is an estimate.
- Turkmenistan tells nobody its trade by partner: what has its name is an estimate unless it is marked as official.
- A year is asked for, never added up here; a year whose months are not all there yet is left out.
- A key that means nothing, or an empty place in it, is answered with success and without a row.
- The API does not heed `startPeriod`; the time goes into `c[TIME_PERIOD]`, for months as 2010-M01.
"""

from collections.abc import Iterable, Mapping
from typing import Final

import pandas as pd

from data.schema.tables import Trade
from data.vocabulary.places import KAZ, TKM, name
from loaders import Get, LoaderError, Source
from loaders._http.json_fields import quoted, source
from loaders.imts.api import EXPORTS, IMPORTS, Figure, figures

SOURCE = Source(
    title="International Trade in Goods by partner country (IMTS)",
    publisher="IMF",
    url="https://data.imf.org/en/datasets/IMF.STA:IMTS",
    licence="IMF terms: free with attribution, without implying its endorsement",
    cadence="monthly, about three months behind",
)

_ID: Final = "imf-nd-imts"
_IMF: Final = "IMF"  # as a reporter
_VALUATION: Final = {EXPORTS: "FOB", IMPORTS: "CIF"}
# What Kazakhstan sells Afghanistan in a year lies far inside these bounds, and a slip of a million far outside.
_LOW, _HIGH = 1e8, 2e9
_FREIGHT: Final = (1.06, 1.10)  # by which the IMF makes an import of an export
_ROUGH: Final = 10_000  # dollars, below which a ratio proves nothing

# The codes of DERIVATION_TYPE in the IMF's words, by what they make of a figure.
_OFFICIAL: Final = {"O": "reported official data", "OU": "official data converted to US dollars", "R": "raw data"}
_COMPILED: Final = {"M": "mixed", "TPD": "third-party data", "": "not told"}
_ESTIMATED: Final = {
    "SE": "staff estimate", "SEME": "staff estimate", "SEHI": "staff estimate", "SP": "staff projection",
    "SC": "staff calculation", "SCC": "staff calculation", "FA": "adjusted using Fund records",
}  # fmt: skip
_DERIVATIONS: Final = {**_OFFICIAL, **_COMPILED, **_ESTIMATED}
# The codes of STATUS that change what a figure is; others are only told.
_STATUSES: Final = {"E": "estimated", "I": "imputed", "F": "forecast", "DV": "derived", "P": "provisional"}
_PROVISIONAL: Final = "P"

_Of = tuple[object, ...]  # what both sides tell of: country, flow and period


def trade(get: Get) -> pd.DataFrame:
    """The whole trade that one side tells for one flow in one month or year a row, in US dollars.

    Raises:
        LoaderError: an answer is empty, cut off or foreign, lacks a pair, or is not in plain dollars.
    """
    months, years = figures(get, "M"), figures(get, "A")
    last = max((it.period.end for it in months if it.period.end), default=None)
    years = [it for it in years if last and it.period.end and it.period.end <= last]
    _must_be_dollars(years, months)
    found = [*years, *months]
    mirrored = _mirrored(found)
    rows = [_row(it, mirrored=_of(it) in mirrored) for it in found]
    return pd.DataFrame(rows, columns=[str(it) for it in Trade.columns])


def sources(get: Get) -> pd.DataFrame:  # noqa: ARG001  the answers bear no date
    """The data set that the rows of `trade` cite: one row."""
    says = "Total trade in goods by partner, month and year, both sides, gaps filled with estimates; with attribution"
    return pd.DataFrame([source(_ID, SOURCE.publisher, SOURCE.url, says)])


def _must_be_dollars(years: Iterable[Figure], months: Iterable[Figure]) -> None:
    """Prove the unit on what Kazakhstan sells Afghanistan in full years, as told and as the sum of the months."""
    told = _by_year(years)
    summed = {year: values for year, values in _by_year(months).items() if len(values) == 12}
    if not told or not summed:
        raise LoaderError("IMF: no full year of Kazakhstan's exports to Afghanistan, so the unit cannot be proved")
    for told_as, of_years in (("as", told), ("in months that add up to", summed)):
        for year, values in of_years.items():
            _must_be_in_bounds(sum(values), f"Kazakhstan's exports to Afghanistan in {year} are told {told_as}")


def _by_year(found: Iterable[Figure]) -> dict[int, list[float]]:
    """What Kazakhstan tells of its exports, by year."""
    values: dict[int, list[float]] = {}
    for it in found:
        if it.period.start and (it.reporter, it.indicator) == (KAZ.code, EXPORTS):
            values.setdefault(it.period.start.year, []).append(it.value)
    return values


def _must_be_in_bounds(value: float, what: str) -> None:
    """Refuse the other readings: an answer in millions, or one that is multiplied by its SCALE once more."""
    if value < _LOW:
        raise LoaderError(
            f"IMF: {what} {value:,.0f}, in plain dollars less than {_LOW:,.0f}: it must be scaled down, to the millions "
            "of its SCALE. We read plain dollars and multiply by nothing, so we refuse it"
        )
    if value > _HIGH:
        raise LoaderError(
            f"IMF: {what} {value:,.0f}, in plain dollars more than {_HIGH:,.0f}: it must be scaled up, multiplied by its "
            "SCALE. We read plain dollars and divide by nothing, so we refuse it"
        )


def _of(it: Figure) -> _Of:
    return it.country, it.flow, it.period


def _mirrored(found: Iterable[Figure]) -> set[_Of]:
    """Of what both sides tell figures that differ by just the IMF's freight, where neither is marked as official."""
    sides: dict[_Of, dict[str, Figure]] = {}
    for it in found:
        if it.derivation in _COMPILED:
            sides.setdefault(_of(it), {})[it.indicator] = it
    return {of for of, it in sides.items() if len(it) == 2 and _is_mirrored(it[EXPORTS].value, it[IMPORTS].value)}


def _is_mirrored(exports: float, imports: float) -> bool:
    # each is rounded to a dollar, and a year is a sum of months
    return exports >= _ROUGH and any(abs(imports - it * exports) <= 2 + 1e-6 * imports for it in _FREIGHT)


def _is_estimated(it: Figure) -> bool:
    """Whether the IMF made the figure."""
    silent = it.reporter == TKM.code and it.derivation not in _OFFICIAL
    return silent or it.derivation in _ESTIMATED or (it.status in _STATUSES and it.status != _PROVISIONAL)


def _row(it: Figure, *, mirrored: bool) -> dict[str, object]:
    """One figure as a row of `Trade`."""
    if it.derivation not in _DERIVATIONS:
        raise LoaderError(f"IMF: DERIVATION_TYPE {quoted(it.derivation)} of {it.reporter} is none that we know")
    estimated = _is_estimated(it)
    status = "estimate" if estimated else "preliminary" if it.status == _PROVISIONAL else "statistic"
    return {
        "country": it.country, "flow": it.flow, **it.period._asdict(), "commodity": "total", "value_usd": it.value,
        "valuation": _VALUATION[it.indicator], "status": status, "source_id": _ID, "note": _note(it, mirrored=mirrored),
        "reported_by": it.reporter if it.derivation in _OFFICIAL and not estimated else _IMF,
    }  # fmt: skip


def _note(it: Figure, *, mirrored: bool) -> str:
    """Whose side it is, who made the figure, and the IMF's marks in its own words."""
    side = f"{'exporter' if it.indicator == EXPORTS else 'importer'}'s side ({name(it.reporter)})"
    told = f"{side} as compiled by the IMF"
    if mirrored:
        told = f"IMF estimate of this side or the other, which differ by just its allowance for freight; {side}"
    if _is_estimated(it):
        silent = f": {name(TKM.code)} does not report" if it.reporter == TKM.code else ""
        told = f"IMF estimate of the {side}{silent}"
    marks = [_mark("derivation", it.derivation, _DERIVATIONS)]
    if it.status:
        marks.append(_mark("status", it.status, _STATUSES))
    return "; ".join([told, *marks])


def _mark(of: str, code: str, words: Mapping[str, str]) -> str:
    return f"IMF mark of {of}: {', '.join(filter(None, (code, words.get(code))))}"
