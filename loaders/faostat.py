"""Read FAOSTAT's detailed trade matrix: food and farm goods, item by item, as each side reports them.

Publisher: FAO, mainly from what states report to the United Nations. Coverage for us: Afghanistan with the five, both
reporters, both directions, 1986 to the year before last; the richest open source for wheat, flour, oil, sugar, rice,
pulses, fruit and vegetables. Cadence: once a year, in December. Traps:

- The two sides are not reconciled: exporters value at their border (FOB), importers with freight (CIF).
- Values are thousands of dollars, quantities tonnes. Animals are counted; their number is kept only in `note`.
- A figure that the FAO estimates or imputes for a side that does not report is the FAO's: `reported_by` is FAO.
- Codes of states begin with an apostrophe ('004). The text is UTF-8 or Latin-1, by the year of the file.
- The zip does not name its edition; FAO's list of data sets beside it gives the day.

An item has one of our codes if both mean the same, so that years line up with the curated ones; every other item
has FAO's code (`fao_403`) and name. Nothing is added up here: groups (vegetables, pulses, oil) are left to `analysis`.
The curated rows of `faostat-2025-12-trade-matrix` are taken from the same matrix, with groups added up and small
partners left out: wheat, barley, maize, rice and cotton are in both.
"""

import datetime as dt
import json
from collections.abc import Mapping
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.schema.tables import Sources, Trade
from data.vocabulary import places
from loaders import Get, LoaderError, Source, base_url
from loaders._http import zipped_csv

PAGE: Final = "https://www.fao.org/faostat/en/#data/TM"
SOURCE = Source(
    title="FAOSTAT, detailed trade matrix", publisher="FAO", url=PAGE, licence="CC BY 4.0", cadence="every December"
)

FAOSTAT_URL: Final = base_url("FAOSTAT_URL", "https://bulks-faostat.fao.org/production")
LIST: Final = "datasets_E.json"
ARCHIVE: Final = "Trade_DetailedTradeMatrix_E_All_Data_(Normalized).zip"
MEMBER: Final = ARCHIVE.replace(".zip", ".csv")

_COLUMNS: Final = {
    "Reporter Country Code (M49)": "reporter", "Partner Country Code (M49)": "partner", "Item Code": "item_code",
    "Item": "item", "Element": "element", "Year": "year", "Unit": "unit", "Value": "value", "Flag": "flag",
}  # fmt: skip
_M49: Final = {"AFG": 4, "KAZ": 398, "KGZ": 417, "TJK": 762, "TKM": 795, "UZB": 860}
_AFG: Final = places.AFG.code
_ELEMENTS: Final = {f"{flow} {what}": (flow, what) for flow in ("export", "import") for what in ("value", "quantity")}
_UNITS: Final = {
    ("value", "1000 USD"): ("value_usd", 1000), ("value", "1000 US$"): ("value_usd", 1000),
    ("quantity", "t"): ("quantity_t", 1), ("quantity", "tonnes"): ("quantity_t", 1),
    ("quantity", "An"): ("animals", 1), ("quantity", "1000 An"): ("animals", 1000), ("quantity", "No"): ("animals", 1),
}  # fmt: skip
_MEASURES: Final = {"value_usd": "value", "quantity_t": "quantity", "animals": "number"}
_FLAGS: Final = {
    "A": "official", "B": "official, a break in the series", "X": "from an international organisation",
    "E": "estimated", "I": "imputed", "M": "missing",
}  # fmt: skip
_BY_FAO: Final = ("E", "I")
# Items that mean the same as one of our codes: the code, its heading, and a word that the item's name must contain.
_OURS: Final = {
    "15": ("wheat", "1001", "wheat"), "16": ("flour", "1101", "flour"), "30": ("rice", "1006", "rice"),
    "44": ("barley", "1003", "barley"), "56": ("maize", "1005", "maize"), "116": ("potatoes", "0701", "potato"),
    "767": ("cotton", "5201", "cotton lint"),
}  # fmt: skip
_FIGURE: Final = ["reporter", "partner", "by", "flow", "year", "item_code", "item"]


def trade(get: Get) -> pd.DataFrame:
    """Read one item, side, flow and year a row; US dollars and tonnes.

    If a side's value is official and its quantity estimated, these are two rows with two reporters.

    Raises:
        LoaderError: the zip or FAO's list is cut off or of another data set, or has an unknown unit, element or flag.
    """
    edition = _edition(get)
    with zipped_csv.opened(get.file(f"{FAOSTAT_URL}/{ARCHIVE}"), "FAOSTAT") as archive:
        flows = _flows(archive)
    return _told(_figures(_read(flows)), edition)


def sources(get: Get) -> pd.DataFrame:
    """Describe the edition of the matrix that the rows of `trade` cite: one row."""
    day = _edition(get)
    row = {
        Sources.source_id: _source_id(day),
        Sources.publisher: SOURCE.publisher,
        Sources.start: day,
        Sources.end: day,
        Sources.precision: "day",
        Sources.url: PAGE,
        Sources.kind: "dataset",
        Sources.language: "en",
        Sources.describes: f"Detailed trade matrix: food and farm goods by partner, as each side reports them; {SOURCE.licence}",
    }
    return pd.DataFrame([row])


def _edition(get: Get) -> dt.date:
    """Return the day on which FAO last published the matrix, by its list of data sets."""
    try:
        listed = json.loads(get(f"{FAOSTAT_URL}/{LIST}").decode("utf-8-sig"))["Datasets"]["Dataset"]
        updated = next(it["DateUpdate"] for it in listed if it["DatasetCode"] == "TM")
        return dt.date.fromisoformat(updated[:10])
    except (ValueError, KeyError, TypeError, StopIteration) as why:
        raise LoaderError(f"FAOSTAT: {LIST} does not say when the trade matrix (TM) was published") from why


def _source_id(edition: dt.date) -> str:
    return f"fao-trade-matrix-{edition:%Y-%m}"


def _flows(archive: zipped_csv.Archive) -> pa.Table:
    """Read the rows between Afghanistan and the five states, in the form of the file."""
    if MEMBER not in archive.namelist():
        raise LoaderError(f"FAOSTAT: the zip lacks {MEMBER}; it has {', '.join(archive.namelist())[:200] or 'nothing'}")
    reporter, partner = (pc.field(it) for it in list(_COLUMNS)[:2])
    afghan, five = _spellings(_AFG), _spellings(*places.CODES)
    near = reporter.isin(afghan) | partner.isin(afghan)
    ours = reporter.isin(five) | partner.isin(five)
    columns = dict.fromkeys(_COLUMNS, pa.binary())
    flows = zipped_csv.scan(archive, MEMBER, "FAOSTAT", columns, lambda rows: rows.filter(near).filter(ours))
    if not flows.num_rows:
        raise LoaderError(f"FAOSTAT: {MEMBER} has no row between Afghanistan and the five states")
    return flows


def _spellings(*states: str) -> list[bytes]:
    """List the spellings of states' codes in the file: '004, 004."""
    return [f"{mark}{_M49[it]:03d}".encode() for it in states for mark in ("'", "")]


def _read(flows: pa.Table) -> pd.DataFrame:
    """Convert the rows to text and numbers: one measure of one figure a row, without missing values."""
    rows = pd.DataFrame({ours: zipped_csv.texts(flows[theirs]) for theirs, ours in _COLUMNS.items()}, dtype="str")
    rows["value"] = pd.Series(zipped_csv.numbers(flows["Value"], "FAOSTAT", "Value"), dtype="float64")
    iso3 = {f"{number:03d}": code for code, number in _M49.items()}
    for side in ("reporter", "partner"):
        rows[side] = rows[side].str.removeprefix("'").map(iso3)
    elements = _known(rows["element"].str.lower(), _ELEMENTS, "element")
    rows["flow"], what = elements.str[0], elements.str[1]
    units = _known(pd.Series(zip(what, rows["unit"], strict=True)), _UNITS, "unit")
    rows["measure"], rows["value"] = units.str[0], rows["value"] * units.str[1].astype("int64")
    _known(rows["flag"], _FLAGS, "flag")
    rows["by"] = rows["reporter"].mask(rows["flag"].isin(_BY_FAO), places.FAO.code)
    return rows[rows["value"].notna()]


def _known(values: pd.Series, known: Mapping, what: str) -> pd.Series:
    """Map each value to its meaning; an unknown value is an error, never a guess."""
    unknown = values[~values.isin(list(known))]
    if len(unknown):
        raise LoaderError(f"FAOSTAT: the {what} {unknown.iloc[0]!r} is not known to the loader")
    return values.map(known)


def _figures(rows: pd.DataFrame) -> pd.DataFrame:
    """Put the measures of a figure side by side in one row, each with its flag in `flag_<measure>`."""
    key = [*_FIGURE, "measure"]
    double = rows.duplicated([it for it in key if it != "by"])
    if double.any():
        row = rows[double].iloc[0]
        raise LoaderError(
            f"FAOSTAT: the {row['flow']} {_MEASURES[row['measure']]} of {row['item']!r}, {row['reporter']} with "
            f"{row['partner']} in {row['year']}, is there twice"
        )
    wide = rows.set_index(key)[["value", "flag"]].unstack("measure")  # noqa: PD010  pivot would want names for all
    values, flags = (wide[it].reindex(columns=list(_MEASURES)) for it in ("value", "flag"))
    return values.join(flags.add_prefix("flag_")).reset_index()


def _told(rows: pd.DataFrame, edition: dt.date) -> pd.DataFrame:
    """Build the rows of `Trade`."""
    afghan = rows["reporter"] == _AFG
    exported = rows["flow"] == "export"
    columns = {
        Trade.country: rows["partner"].where(afghan, rows["reporter"]),
        Trade.flow: (exported ^ afghan).map({True: "export", False: "import"}),
        Trade.start: rows["year"] + "-01-01", Trade.end: rows["year"] + "-12-31", Trade.precision: "year",
        Trade.commodity: [_commodity(*it) for it in zip(rows["item_code"], rows["item"], strict=True)],
        Trade.commodity_name: rows["item"].mask(rows["item_code"].isin(list(_OURS))),
        Trade.hs: [_OURS[it][1] if it in _OURS else None for it in rows["item_code"]],
        Trade.value_usd: rows["value_usd"], Trade.quantity_t: rows["quantity_t"],
        Trade.bound: "exact", Trade.valuation: exported.map({True: "FOB", False: "CIF"}),
        Trade.reported_by: rows["by"], Trade.made_by: rows["by"], Trade.status: "statistic", Trade.source_id: _source_id(edition),
        Trade.note: [_note(it) for it in rows.to_dict("records")],
    }  # fmt: skip
    return pd.DataFrame(columns, columns=[str(it) for it in Trade.columns])


def _commodity(code: str, item: str) -> str:
    """Return our code of an item, or FAO's."""
    if code not in _OURS:
        return f"fao_{code}"
    ours, _, word = _OURS[code]
    if word not in item.lower():
        raise LoaderError(f"FAOSTAT: item {code} is {item[:60]!r}, where {word} is expected")
    return ours


def _note(row: Mapping) -> str:
    """Describe the item, its flags, and the number of animals, which has no column."""
    flags = {word: row[f"flag_{it}"] for it, word in _MEASURES.items() if isinstance(row[f"flag_{it}"], str)}
    said = {word: f"{_FLAGS[it]} ({it})" for word, it in flags.items()}
    alike = len(set(said.values())) == 1
    parts = [
        f"FAO item {row['item_code']}, {row['item']}",
        next(iter(said.values())) if alike else ", ".join(f"{word} {it}" for word, it in said.items()),
    ]
    if row["by"] == places.FAO.code:
        parts.append(f"in place of a report by {places.name(row['reporter'])}")
    if pd.notna(row["animals"]):
        parts.append(f"{row['animals']:,.0f} animals")
    return "; ".join(parts)
