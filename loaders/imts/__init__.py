"""Read total trade in goods by month and year: all five pairs, as each side reports it, gaps filled by the IMF.

Publisher: International Monetary Fund, International Trade in Goods by partner country (IMTS, until 2025 Direction of
Trade Statistics), through its SDMX 3.0 API; no key. Coverage for us: the five and Afghanistan as reporters, exports
(FOB) and imports (CIF), 2010 to about three months ago; the only source that has Turkmenistan. Cadence: monthly; past
figures are revised. Traps:

- Values are plain dollars although the attribute SCALE says 6 (millions). We multiply by nothing, and prove the unit
  on one pair.
- A side that does not report is estimated from the other: its imports are 1.06 times the exports (1.10 in old years).
  DERIVATION_TYPE should tell, but often says M, mixed: such a figure is reported by the IMF, made by the reporter, and where
  both sides are mixed and differ by just that freight, one of them is an estimate: both are made by the IMF.
- Turkmenistan tells nobody its trade by partner: what has its name is an estimate unless it is marked as official.
- A year is asked for, never added up here; a year whose months are not all there yet is left out.
- A meaningless key, or one with an empty part, is answered with HTTP 200 and without a row.
- The API ignores `startPeriod`; the time goes into `c[TIME_PERIOD]`, for months as 2010-M01.
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
# Kazakhstan's yearly exports to Afghanistan are far inside these bounds, and an error of a million is far outside.
_LOW, _HIGH = 1e8, 2e9
_FREIGHT: Final = (1.06, 1.10)  # the factors by which the IMF estimates an import from an export
_ROUGH: Final = 10_000  # dollars, below which a ratio proves nothing

# The codes of DERIVATION_TYPE in the IMF's words, by what they say of a figure.
_OFFICIAL: Final = {"O": "reported official data", "OU": "official data converted to US dollars", "R": "raw data"}
_COMPILED: Final = {"M": "mixed", "TPD": "third-party data", "": "not stated"}
_ESTIMATED: Final = {
    "SE": "staff estimate", "SEME": "staff estimate", "SEHI": "staff estimate", "SP": "staff projection",
    "SC": "staff calculation", "SCC": "staff calculation", "FA": "adjusted using Fund records",
}  # fmt: skip
_DERIVATIONS: Final = {**_OFFICIAL, **_COMPILED, **_ESTIMATED}
# The codes of STATUS that change the status of a figure; others are only noted.
_STATUSES: Final = {"E": "estimated", "I": "imputed", "F": "forecast", "DV": "derived", "P": "provisional"}
_PROVISIONAL: Final = "P"

_Of = tuple[object, ...]  # the key that both sides share: country, flow and period


def trade(get: Get) -> pd.DataFrame:
    """Read the total of one side, flow and month or year a row, in US dollars.

    Raises:
        LoaderError: an answer is empty, cut off or to another request, lacks a pair, or is not in plain dollars.
    """
    months, years = figures(get, "M"), figures(get, "A")
    last = max((it.period.end for it in months if it.period.end), default=None)
    years = [it for it in years if last and it.period.end and it.period.end <= last]
    _must_be_dollars(years, months)
    found = [*years, *months]
    mirrored = _mirrored(found)
    rows = [_row(it, mirrored=_of(it) in mirrored) for it in found]
    return pd.DataFrame(rows, columns=[str(it) for it in Trade.columns])


def sources(get: Get) -> pd.DataFrame:  # noqa: ARG001  the answers are not dated
    """Describe the data set that the rows of `trade` cite: one row."""
    describes = (
        "Total trade in goods by partner, month and year, both sides, gaps filled with estimates; with attribution"
    )
    return pd.DataFrame([source(_ID, SOURCE.publisher, SOURCE.url, describes)])


def _must_be_dollars(years: Iterable[Figure], months: Iterable[Figure]) -> None:
    """Prove the unit on Kazakhstan's exports to Afghanistan in full years, as stated and as the sum of the months."""
    stated = _by_year(years)
    summed = {year: values for year, values in _by_year(months).items() if len(values) == 12}
    if not stated or not summed:
        raise LoaderError("IMF: no full year of Kazakhstan's exports to Afghanistan, so the unit cannot be proved")
    for phrase, of_years in (("are", stated), ("are in months that add up to", summed)):
        for year, values in of_years.items():
            _must_be_in_bounds(sum(values), f"Kazakhstan's exports to Afghanistan in {year} {phrase}")


def _by_year(answered: Iterable[Figure]) -> dict[int, list[float]]:
    """Group Kazakhstan's own figures of its exports by year."""
    values: dict[int, list[float]] = {}
    for figure in answered:
        if figure.period.start and (figure.reporter, figure.indicator) == (KAZ.code, EXPORTS):
            values.setdefault(figure.period.start.year, []).append(figure.value)
    return values


def _must_be_in_bounds(value: float, what: str) -> None:
    """Refuse an answer in millions, or one that is multiplied by its SCALE once more."""
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


def _mirrored(answered: Iterable[Figure]) -> set[_Of]:
    """Return the keys whose two sides differ by exactly the IMF's freight, if neither side is marked as official."""
    sides: dict[_Of, dict[str, Figure]] = {}
    for figure in answered:
        if figure.derivation in _COMPILED:
            sides.setdefault(_of(figure), {})[figure.indicator] = figure
    return {of for of, it in sides.items() if len(it) == 2 and _is_mirrored(it[EXPORTS].value, it[IMPORTS].value)}


def _is_mirrored(exports: float, imports: float) -> bool:
    # each is rounded to a dollar, and a year is a sum of months
    return exports >= _ROUGH and any(abs(imports - it * exports) <= 2 + 1e-6 * imports for it in _FREIGHT)


def _is_estimated(it: Figure) -> bool:
    """Return whether the figure is the IMF's own estimate."""
    silent = it.reporter == TKM.code and it.derivation not in _OFFICIAL
    return silent or it.derivation in _ESTIMATED or (it.status in _STATUSES and it.status != _PROVISIONAL)


def _row(it: Figure, *, mirrored: bool) -> dict[str, object]:
    """Build the row of one figure."""
    if it.derivation not in _DERIVATIONS:
        raise LoaderError(f"IMF: DERIVATION_TYPE {quoted(it.derivation)} of {it.reporter} is none that we know")
    estimated = _is_estimated(it)
    official = it.derivation in _OFFICIAL and not estimated
    status = "estimate" if estimated else "preliminary" if it.status == _PROVISIONAL else "statistic"
    return {
        "country": it.country, "flow": it.flow, **it.period._asdict(), "commodity": "total", "value_usd": it.value, "bound": "exact",
        "valuation": _VALUATION[it.indicator], "status": status, "source_id": _ID, "note": _note(it, mirrored=mirrored),
        "reported_by": it.reporter if official else _IMF, "made_by": _IMF if estimated or mirrored else it.reporter,
    }  # fmt: skip


def _note(it: Figure, *, mirrored: bool) -> str:
    """Describe the side, who made the figure, and the IMF's marks in its own words."""
    side = f"{'exporter' if it.indicator == EXPORTS else 'importer'}'s side ({name(it.reporter)})"
    origin = f"{side} as compiled by the IMF"
    if mirrored:
        origin = f"IMF estimate of this side or the other, which differ by just its allowance for freight; {side}"
    if _is_estimated(it):
        silent = f": {name(TKM.code)} does not report" if it.reporter == TKM.code else ""
        origin = f"IMF estimate of the {side}{silent}"
    marks = [_mark("derivation", it.derivation, _DERIVATIONS)]
    if it.status:
        marks.append(_mark("status", it.status, _STATUSES))
    return "; ".join([origin, *marks])


def _mark(of: str, code: str, words: Mapping[str, str]) -> str:
    return f"IMF mark of {of}: {', '.join(filter(None, (code, words.get(code))))}"
