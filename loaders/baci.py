"""Read BACI: trade by HS6 product, each flow one figure that CEPII reconciles from the exporter's and importer's reports.

Publisher: CEPII, from UN Comtrade. Coverage for us: Afghanistan with the five in both directions, 1995 to the year
before last, by product of the Harmonised System as of 1992 (one edition, so that years line up). Where neither side
reports there is no flow: Turkmenistan is nearly empty when Afghanistan does not report. Cadence: a version each
January, which revises every year; the last year is provisional. Traps:

- Values are thousands of current dollars, quantities tonnes; a missing quantity is `NA`, empty or blanks.
- Codes are text: 010121 is not 10121. Country codes are Comtrade's, not ISO's (India is 699): we go by ISO3.
- The list of countries has had two layouts. Versions must not be mixed: `source_id` and `note` name the version.
- Reconciling drops a part of real flows: the two sides' own reports are kept beside it. Totals are left to `analysis`.

A row has our own commodity code if its product is a whole HS heading with such a code (110100 is flour), otherwise the
code of its edition and product (`hs92_100630`) with CEPII's description as its name. Parts of a heading must not share
a code, or they would look like conflicting reports of the same goods; and a bare HS6 code would name other goods in
another edition.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.schema.tables import Sources, Trade
from data.vocabulary import periods, places
from loaders import Get, LoaderError, NotThereError, Source, base_url
from loaders._http import zipped_csv

PAGE: Final = "https://www.cepii.fr/CEPII/en/bdd_modele/presentation.asp?id=37"
SOURCE = Source(
    title="BACI, trade by product, reconciled from both sides",
    publisher="CEPII",
    url=PAGE,
    licence="Etalab Open Licence 2.0",
    cadence="every January",
)

BACI_URL: Final = base_url("BACI_URL", "https://www.cepii.fr/DATA_DOWNLOAD/baci/data")
EDITION: Final = "HS92"
FIRST_YEAR: Final = 1995  # of this edition in every version
# Newest first. A loader does not know the date, so the list reaches ahead of the published versions; each one not yet
# published costs one refused request. BACI_VERSIONS="202601" requests one version alone.
VERSIONS: Final = tuple(
    os.environ.get("BACI_VERSIONS", "202801b 202801 202701b 202701 202601b 202601 202501 202401b").split()
)

_MOST: Final = 12  # versions requested at most
_VERSION: Final = re.compile(r"\d{4}(0[1-9]|1[0-2])[a-z]?", re.ASCII)
_PRODUCT: Final = re.compile(r"\d{6}", re.ASCII)
_YEAR: Final = re.compile(r"BACI_(HS\d\d)_Y(\d{4})_V(\w+)\.csv", re.ASCII)
_COLUMNS: Final = {
    "t": pa.int32(), "i": pa.int32(), "j": pa.int32(), "k": pa.binary(), "v": pa.binary(), "q": pa.binary(),
}  # fmt: skip
_ISO3: Final = ("country_iso3", "iso_3digit_alpha")
_AFG: Final = places.AFG.code
# Headings with one of our codes that this edition does not divide.
_WHOLE: Final = {
    "100300": "barley", "110100": "flour", "271000": "petroleum_products", "271600": "electricity", "520100": "cotton",
}  # fmt: skip
# Kazakhstan's exports to Afghanistan by the IMF, in dollars: BACI's sum must be of this order of magnitude.
_IMF_USD: Final = {2019: 399_400_000, 2020: 621_900_000}
_NAMELESS: Final = "a product without a name"
_ORDER: Final = 30  # an error of a thousand is far outside, a difference of method far inside


def trade(get: Get) -> pd.DataFrame:
    """Read one product, flow and year a row: US dollars at the exporter's border, and tonnes.

    Raises:
        LoaderError: no version is available, or its zip is cut off, incomplete, of another edition or in another unit.
    """
    version, path = _newest(get)
    source = f"BACI {version}"
    with zipped_csv.opened(path, source) as archive:
        years = _years(archive.namelist(), version, source)
        codes = _codes(zipped_csv.listing(archive, f"country_codes_V{version}.csv", source), source)
        names = _names(zipped_csv.listing(archive, f"product_codes_{EDITION}_V{version}.csv", source), source)
        flows = pa.concat_tables(_flows(archive, _member(it, version), it, codes, source) for it in years)
    rows = _read(flows, codes, source)
    _must_be_thousands(rows, source)
    return _told(rows, names, version, last=years[-1])


def sources(get: Get) -> pd.DataFrame:
    """Describe the version of BACI that the rows of `trade` cite: one row."""
    version, path = _newest(get)
    source = f"BACI {version}"
    with zipped_csv.opened(path, source) as archive:
        _years(archive.namelist(), version, source)  # an error page of a server must not count as an edition
    month = periods.parse(f"{version[:4]}-{version[4:6]}")
    row = {
        Sources.source_id: _source_id(version),
        Sources.publisher: SOURCE.publisher,
        Sources.start: month.start,
        Sources.end: month.end,
        Sources.precision: month.precision,
        Sources.url: PAGE,
        Sources.kind: "dataset",
        Sources.language: "en",
        Sources.describes: f"Trade by product (HS 1992), version {version}, reconciled from both sides' reports; {SOURCE.licence}",
    }
    return pd.DataFrame([row])


def _newest(get: Get) -> tuple[str, Path]:
    """Return the newest available version and its zip; a failed request never leads to an older version."""
    missing = []
    for version in VERSIONS[:_MOST]:
        if not _VERSION.fullmatch(version):
            raise LoaderError(f"BACI: {version!r} is not a version like 202601 or 202401b")
        try:
            return version, get.file(f"{BACI_URL}/BACI_{EDITION}_V{version}.zip")
        except NotThereError as why:
            missing.append(f"{version}: {why}")
    raise LoaderError(f"BACI: no version is available: {'; '.join(missing)}")


def _member(year: int, version: str) -> str:
    return f"BACI_{EDITION}_Y{year}_V{version}.csv"


def _source_id(version: str) -> str:
    return f"cepii-baci-{version}"


def _years(members: list[str], version: str, source: str) -> list[int]:
    """List the years of the zip, after checking that no year and no list of codes is missing or of another edition.

    The last year must be two years before that of the version, or later.
    """
    matches = [it for name in members if (it := _YEAR.fullmatch(name))]
    foreign = [it[0] for it in matches if (it[1], it[3]) != (EDITION, version)]
    if foreign:
        raise LoaderError(f"{source}: {foreign[0]} is of another edition or version")
    years = sorted(int(it[2]) for it in matches)
    last = max([int(version[:4]) - 2, *years])
    expected = [_member(it, version) for it in range(FIRST_YEAR, last + 1)]
    expected += [f"country_codes_V{version}.csv", f"product_codes_{EDITION}_V{version}.csv"]
    missing = [it for it in expected if it not in members]
    if missing:
        raise LoaderError(f"{source}: the zip lacks {', '.join(missing)[:300]}")
    return years


def _codes(listed: list[dict[str, str]], source: str) -> dict[str, int]:
    """Return BACI's number of each of the six states, by ISO3 code, from either layout of the list."""
    header = list(listed[0]) if listed else []
    iso3 = next((it for it in _ISO3 if it in header), None)
    if iso3 is None or "country_code" not in header:
        raise LoaderError(f"{source}: the list of countries has neither of its known layouts")
    pairs = [(row[iso3].strip(), row["country_code"].strip()) for row in listed]
    by_code = {code: [number for it, number in pairs if it == code] for code in (*places.CODES, _AFG)}
    for code, numbers in by_code.items():
        if len(numbers) != 1 or not numbers[0].isdecimal():
            raise LoaderError(f"{source}: the list of countries has {numbers or 'no number'} for {code}")
    return {code: int(numbers[0]) for code, numbers in by_code.items()}


def _names(listed: list[dict[str, str]], source: str) -> dict[str, str]:
    """Return CEPII's description of each product, by its code."""
    if not listed or not {"code", "description"} <= set(listed[0]):
        raise LoaderError(f"{source}: the list of products is empty or has other columns")
    names = {row["code"].strip(): " ".join(row["description"].split()) for row in listed}
    shortened = next((it for it in names if not _PRODUCT.fullmatch(it)), None)
    if shortened is not None:
        raise LoaderError(
            f"{source}: the list of products has {shortened[:20]!r}, which is not a product of six digits"
        )
    return names


def _flows(archive: zipped_csv.Archive, member: str, year: int, codes: Mapping[str, int], source: str) -> pa.Table:
    """Read the flows of one year between Afghanistan and the five states, in the form of the file."""
    # the first filter is the cheaper one, and drops nearly every row
    near = (pc.field("i") == codes[_AFG]) | (pc.field("j") == codes[_AFG])
    five = [codes[it] for it in places.CODES]

    def ours(rows: pa.Table) -> pa.Table:
        if rows["t"].unique().to_pylist() != [year]:
            raise LoaderError(f"{source}: {member} holds another year than {year}")
        return rows.filter(near).filter(pc.field("i").isin(five) | pc.field("j").isin(five))

    return zipped_csv.scan(archive, member, source, _COLUMNS, ours)


def _read(flows: pa.Table, codes: Mapping[str, int], source: str) -> pd.DataFrame:
    """Convert the flows to text and numbers: `year`, `exporter`, `importer`, `hs`, `value_usd`, `quantity_t`.

    Raises:
        LoaderError: a product code has not six digits, a value is missing, or a flow is there twice.
    """
    iso3 = {number: code for code, number in codes.items()}
    rows = pd.DataFrame(
        {
            "year": flows["t"].to_pylist(),
            "exporter": [iso3[it] for it in flows["i"].to_pylist()],
            "importer": [iso3[it] for it in flows["j"].to_pylist()],
            "hs": pd.Series(zipped_csv.texts(flows["k"]), dtype="str"),
            "value_usd": pd.Series(zipped_csv.numbers(flows["v"], source, "v"), dtype="float64") * 1000,
            "quantity_t": pd.Series(zipped_csv.numbers(flows["q"], source, "q"), dtype="float64"),
        }
    )
    rows["value_usd"] = rows["value_usd"].round(3)  # 1.001 thousand are 1,001, not a little less
    wrong = {
        "is not a product of six digits": ~rows["hs"].map(_PRODUCT.fullmatch).astype(bool),
        "has no value": rows["value_usd"].isna(),
        "is there twice": rows.duplicated(["year", "exporter", "importer", "hs"]),
    }
    for rule, broken in wrong.items():
        if broken.any():
            row = rows[broken].iloc[0]
            raise LoaderError(
                f"{source}: {row['hs'][:20]!r} from {row['exporter']} to {row['importer']} in {row['year']} {rule}"
            )
    return rows


def _must_be_thousands(rows: pd.DataFrame, source: str) -> None:
    """Prove the unit on one pair and year by the IMF's figure; a value in another unit is a thousand times off."""
    year = next((it for it in _IMF_USD if (rows["year"] == it).any()), None)
    if year is None:
        raise LoaderError(
            f"{source}: it has no trade in {' or '.join(map(str, _IMF_USD))}, so its unit cannot be proved"
        )
    of_pair = (rows["exporter"] == places.KAZ.code) & (rows["importer"] == _AFG) & (rows["year"] == year)
    total, known = rows.loc[of_pair, "value_usd"].sum(), _IMF_USD[year]
    if not known / _ORDER < total < known * _ORDER:
        raise LoaderError(
            f"{source}: Kazakhstan's exports to Afghanistan in {year} add up to {total:,.0f} dollars where the IMF has "
            f"{known:,}: its values are not thousands of dollars, or it is incomplete"
        )


def _told(rows: pd.DataFrame, names: Mapping[str, str], version: str, last: int) -> pd.DataFrame:
    """Build the rows of `Trade`."""
    year, to_kabul = rows["year"].astype("str"), rows["importer"] == _AFG
    ours = rows["hs"].map(_WHOLE)
    power, provisional = ours == "electricity", rows["year"] == last
    note = pd.Series(f"BACI {version}, HS 1992: one figure made of both sides' reports", rows.index)
    note = (rows["hs"].map(names) + "; ").where(ours.notna(), "").fillna("") + note
    note = note.mask(provisional, note + "; provisional, as each version's last year is")
    note = note.mask(power & rows["quantity_t"].notna(), note + "; the tonnes given for electricity are left out")
    columns = {
        Trade.country: rows["exporter"].where(to_kabul, rows["importer"]),
        Trade.flow: to_kabul.map({True: "export", False: "import"}),
        Trade.start: year + "-01-01", Trade.end: year + "-12-31", Trade.precision: "year",
        Trade.commodity: ours.fillna(f"{EDITION.lower()}_" + rows["hs"]),
        Trade.commodity_name: rows["hs"].map(lambda hs: names.get(hs) or _NAMELESS).mask(ours.notna()), Trade.hs: rows["hs"],
        Trade.value_usd: rows["value_usd"], Trade.quantity_t: rows["quantity_t"].mask(power),
        Trade.bound: "exact", Trade.valuation: "FOB", Trade.reported_by: places.CEPII.code,
        Trade.made_by: places.CEPII.code,
        Trade.status: provisional.map({True: "preliminary", False: "statistic"}),
        Trade.source_id: _source_id(version), Trade.note: note,
    }  # fmt: skip
    return pd.DataFrame(columns, rows.index, [str(it) for it in Trade.columns])
