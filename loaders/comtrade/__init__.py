"""Read trade by commodity, year and month, as each side reports it to the United Nations.

Publisher: United Nations Statistics Division, UN Comtrade. Coverage for us: exports to and imports from Afghanistan as
Kazakhstan, Kyrgyzstan, Tajikistan and Uzbekistan report them, and the same from the Afghan side in the years in which
it reports; years since 2015, and months where a state reports them. Turkmenistan does not report. Cadence: whenever a
state files; old years are published again too. Traps:

- The terms allow charts with the source named, but not redistribution of the rows: `COMMITTED` is False.
- The preview without a key answers one period a call, with 500 rows at most. It is closed at times, and at others sends
  an empty answer with HTTP 200: published periods missing from the answers are requested once more. Without a key we
  read only the last 24 months; with a key in COMTRADE_KEY all of them.
- Values are US dollars, FOB for exports and CIF for imports; re-exports are contained in exports. Weights are
  kilograms, electricity is in 1000 kWh. A quantity of 0 without a unit, estimated as 0, or beside a value, is none.
- Chapters and totals are added up by the United Nations from what is reported; a total may exceed its chapters.
- Commodities are coded by the edition of the Harmonised System in which they were reported; the note names it.

A heading of four digits has one of our codes if both mean the same; a chapter has the code `hs_` and its number, its name
beside it and two digits in `hs`. A chapter contains its headings: the two are never drawn beside each other or added.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from data.schema.tables import Sources, Trade
from data.vocabulary import periods
from data.vocabulary.hs_chapters import CHAPTERS
from data.vocabulary.places import AFG, CODES, KAZ, name
from loaders import Get, LoaderError, Source
from loaders._http.json_fields import number, sized, source
from loaders.comtrade.api import M49, MONTHS, YEARS, Comtrade, Question, Record, Release

SOURCE = Source(
    title="UN Comtrade",
    publisher="United Nations Statistics Division",
    url="https://comtradeplus.un.org/",
    licence="United Nations, all rights reserved: charts with the source named, no redistribution of the rows",
    cadence="as states file",
)
COMMITTED: Final = False

FIRST_YEAR: Final = 2015
_LAST_MONTHS: Final = 24  # without a key, since each is a call
_ISO3: Final = {number: code for code, number in M49.items()}
_FIVE: Final = tuple(sorted(M49[code] for code in CODES))
_AFG: Final = (M49[AFG.code],)
_TOTAL: Final = "TOTAL"
_WHEAT, _FLOUR, _ELECTRICITY = "1001", "1101", "2716"
_HEADINGS: Final = {
    _WHEAT: "wheat", "1006": "rice", _FLOUR: "flour", "1511": "palm_oil", "1512": "vegetable_oil", "1701": "sugar",
    "2523": "cement", "2701": "minerals_coal", "2710": "petroleum_products", "2711": "lpg",
    _ELECTRICITY: "electricity", "3004": "medicines", "3102": "nitrogen_fertiliser", "8703": "cars",
}  # fmt: skip
# Headings that are narrower or wider than our word for them.
_MEANS: Final = {
    "1512": "sunflower, safflower and cottonseed oil", "2701": "coal alone", "2711": "natural gas, if any, is in it",
}  # fmt: skip
_CODES: Final = (_TOTAL, *CHAPTERS, *_HEADINGS)
_EDITIONS: Final = {"H0": 1992, "H1": 1996, "H2": 2002, "H3": 2007, "H4": 2012, "H5": 2017, "H6": 2022}
_NO_UNIT, _MWH, _KILOGRAM = -1, 3, 8  # codes of units; the second is 1000 kWh
# In the expected units figures are far inside these bounds, and an error of a thousand is far outside.
_YEARLY_USD: Final = (1e8, 2e9)  # Kazakhstan's exports to Afghanistan
_USD_PER_T: Final = (50, 2_000)  # its wheat and flour
_USD_PER_GWH: Final = (5e3, 5e5)
_LARGE: Final = 1e6  # dollars of electricity, below which a price proves nothing


def trade(get: Get) -> pd.DataFrame:
    """Read one total, chapter or heading of one side, flow and period a row; US dollars, tonnes or GWh.

    Raises:
        LoaderError: an answer is refused, empty, cut off or to another request, lacks a published period, or is in
            another unit.
    """
    service = Comtrade(get)
    records = [it for freq in (YEARS, MONTHS) for it in _records(service, freq)]
    _must_be_unique(records)
    rows = pd.DataFrame([_row(it) for it in records], columns=[str(it) for it in Trade.columns])
    _must_be_in_our_units(rows)
    return rows


def sources(get: Get) -> pd.DataFrame:
    """Describe the reports that the rows of `trade` cite: one row a reporter, dated by its latest release."""
    service = Comtrade(get)
    releases = [it for freq in (YEARS, MONTHS) for it in _wanted(service, freq)]
    rows = [_source(reporter, releases) for reporter in sorted({it.reporter for it in releases})]
    return pd.DataFrame(rows, columns=[str(it) for it in Sources.columns])


def _source(reporter: int, releases: Iterable[Release]) -> dict[str, object]:
    latest = max(it.released for it in releases if it.reporter == reporter)
    other = "the Central Asian states" if reporter in _AFG else name(AFG.code)
    describes = (
        f"Trade with {other} as {name(_ISO3[reporter])} reports it, total, chapters and main headings; for charts"
    )
    return source(_source_id(reporter), "UN Comtrade", SOURCE.url, describes, latest[:10])


def _source_id(reporter: int) -> str:
    return f"un-comtrade-{_ISO3[reporter].lower()}"


def _wanted(service: Comtrade, freq: str) -> list[Release]:
    """List what is published since the first year; without a key only the last months."""
    since = [it for it in service.released(freq) if it.period[:4] >= str(FIRST_YEAR)]
    if freq == MONTHS and not service.keyed:
        last = sorted({it.period for it in since})[-_LAST_MONTHS:]
        since = [it for it in since if it.period in last]
    return since


def _records(service: Comtrade, freq: str) -> list[Record]:
    """Read the records of all published years or months; periods missing from the answers are requested once more."""
    published = {(it.reporter, it.period) for it in _wanted(service, freq)}
    records = _answers(service, freq, published)
    records += [it for one in sorted(_missing(published, records)) for it in _answers(service, freq, {one})]
    missing = sorted(_missing(published, records))
    if freq == MONTHS:  # a reporter may have no trade in some months, but not in all
        reporters = {it["reportercode"] for it in records}
        missing = [it for it in missing if it[0] not in reporters]
    if missing:
        reporter, period = missing[0]
        raise LoaderError(
            f"UN Comtrade: {name(_ISO3[reporter])} has published {period}, but the answers have no record of it"
        )
    return records


def _missing(published: set[tuple[int, str]], records: Iterable[Record]) -> set[tuple[int, str]]:
    return published - {(it["reportercode"], str(it["period"])) for it in records}


def _answers(service: Comtrade, freq: str, wanted: set[tuple[int, str]]) -> list[Record]:
    """Request the five states' trade with Afghanistan, and Afghanistan's with the five, in the fewest calls."""
    records: list[Record] = []
    for side, partners in ((_FIVE, _AFG), (_AFG, _FIVE)):
        of_side = {it for it in wanted if it[0] in side}
        periods_of_side = sorted({period for _, period in of_side})
        for first in range(0, len(periods_of_side), service.periods_at_once):
            batch = tuple(periods_of_side[first : first + service.periods_at_once])
            reporters = tuple(sorted({reporter for reporter, period in of_side if period in batch}))
            records += service.answer(Question(freq, batch, reporters, partners, _CODES))
    return records


def _must_be_unique(records: Sequence[Record]) -> None:
    seen: set[tuple[object, ...]] = set()
    for record in records:
        key = tuple(str(record[part]) for part in ("reportercode", "partnercode", "flowcode", "period", "cmdcode"))
        if key in seen:
            raise LoaderError(f"UN Comtrade: {' '.join(key)} (reporter, partner, flow, period, goods) is there twice")
        seen.add(key)


def _row(it: Record) -> dict[str, object]:
    """Build the row of one record."""
    reporter, partner, hs = _ISO3[it["reportercode"]], _ISO3[it["partnercode"]], str(it["cmdcode"])
    period = str(it["period"])
    tonnes, gwh = _quantities(it)
    return {
        "country": partner if reporter == AFG.code else reporter,
        "flow": "export" if (reporter == AFG.code) == (it["flowcode"] == "M") else "import",
        **periods.parse(f"{period[:4]}-{period[4:]}".removesuffix("-"))._asdict(),
        **_goods(hs), "hs": None if hs == _TOTAL else hs,
        "value_usd": number(it.get("primaryvalue"), _who(it)), "quantity_t": tonnes, "quantity_gwh": gwh, "bound": "exact",
        "valuation": "FOB" if it["flowcode"] == "X" else "CIF", "reported_by": reporter, "made_by": reporter,
        "status": "statistic", "source_id": _source_id(it["reportercode"]), "note": _note(it, hs, weighed=tonnes is not None),
    }  # fmt: skip


def _who(it: Record) -> str:
    return f"UN Comtrade, {it['cmdcode']} of {_ISO3[it['reportercode']]} in {it['period']}"


def _goods(hs: str) -> dict[str, str]:
    if hs == _TOTAL:
        return {"commodity": "total"}
    return (
        {"commodity": _HEADINGS[hs]} if hs in _HEADINGS else {"commodity": f"hs_{hs}", "commodity_name": CHAPTERS[hs]}
    )


def _quantities(it: Record) -> tuple[float | None, float | None]:
    """Return tonnes and GWh; electricity has no weight."""
    if it["cmdcode"] == _ELECTRICITY:
        quantity = _measured(it, "qty") if it.get("qtyunitcode") == _MWH else None
        return None, None if quantity is None else quantity / 1000
    weight = _measured(it, _weighed_by(it))
    return None if weight is None else weight / 1000, None


def _weighed_by(it: Record) -> str:
    """Return the field with the kilograms: the net weight, or a quantity in kilograms."""
    in_kilograms = it.get("qtyunitcode") == _KILOGRAM and _measured(it, "netwgt") is None
    return "qty" if in_kilograms else "netwgt"


def _measured(it: Record, what: str) -> float | None:
    """Return a quantity; None if a zero stands for a missing one."""
    quantity, value = (number(it.get(field), _who(it)) for field in (what, "primaryvalue"))
    missing = value or it.get("qtyunitcode") in {None, _NO_UNIT} or it.get(f"is{what}estimated")
    return None if quantity == 0 and missing else quantity


def _note(it: Record, hs: str, *, weighed: bool) -> str | None:
    """Name the edition of the commodity code, and whatever the United Nations have added to the report."""
    edition = _EDITIONS.get(str(it.get("classificationcode")))
    parts = [
        f"HS {edition or it.get('classificationcode')}" if hs != _TOTAL else "",
        _MEANS.get(hs, ""),
        "added up by the United Nations from the report" if it.get("isaggregate") and not it.get("isreported") else "",
        "weight estimated by the United Nations" if weighed and it.get(f"is{_weighed_by(it)}estimated") else "",
    ]
    return "; ".join(it for it in parts if it) or None


def _must_be_in_our_units(rows: pd.DataFrame) -> None:
    """Prove dollars, tonnes and GWh on figures whose size is known."""
    kazakh = rows[(rows["reported_by"] == KAZ.code) & (rows["flow"] == "export") & (rows["precision"] == "year")]
    total = kazakh[(kazakh["commodity"] == "total") & kazakh["value_usd"].notna()]
    if total.empty:
        raise LoaderError("UN Comtrade: no year of Kazakhstan's exports to Afghanistan, so the unit cannot be proved")
    for start, value in zip(total["start"], total["value_usd"].astype("float64"), strict=True):
        sized(value, *_YEARLY_USD, f"UN Comtrade: Kazakhstan's exports to Afghanistan in {start.year}, in US dollars")
    weighed = kazakh[kazakh["hs"].isin([_WHEAT, _FLOUR]) & kazakh["value_usd"].notna() & kazakh["quantity_t"].notna()]
    if weighed["quantity_t"].sum() > 0:
        price = float(weighed["value_usd"].sum() / weighed["quantity_t"].sum())
        sized(price, *_USD_PER_T, "UN Comtrade: Kazakhstan's wheat and flour, in US dollars a tonne")
    power = rows[(rows["quantity_gwh"].astype("float64") > 0) & (rows["value_usd"].astype("float64") >= _LARGE)]
    for row in power.to_dict("records"):
        what = f"UN Comtrade: electricity of {row['reported_by']} in {row['start']:%Y-%m}, in US dollars a GWh"
        sized(row["value_usd"] / row["quantity_gwh"], *_USD_PER_GWH, what)
