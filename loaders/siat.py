"""Read Uzbekistan's exports to and imports from Afghanistan by year, all goods, by its own statistics.

Publisher: National Statistics Committee of Uzbekistan, on its portal of open data SIAT; no key. Coverage for us: 2010 to the last
year published; table 1105 has exports by country, table 1176 imports. Cadence: yearly; earlier years may be revised. Traps:

- Values are thousands of US dollars, which the file does not say, nor has it a total: the unit is proved by what is known of 2019,
  and by each year beside the one before.
- Each year is a column: a new one is read without a change here. In a JSON file of the portal the M of a month was once a
  Cyrillic letter: a column that is no year in plain digits is refused.
- No cell is empty: 0.0 stands where there was no trade, where there was less than fifty dollars of it, and for years in which
  nothing is recorded yet. So a zero of Afghanistan is no figure, and makes no row.
- The code is the country's M49 number as text (004); 0 is all countries that are not named.
- The figures are those of the national series of foreign trade, which may have services and trade at the border in it: in 2019 and
  2020 exports are a third above those that the IMF compiles. FOB and CIF are not stated.

The curated rows of an older copy of these tables are an edition of the same publisher's: what is read here replaces them.
"""

import re
from itertools import pairwise
from typing import Final

import pandas as pd

from data.schema.tables import Trade
from data.vocabulary.places import AFG, UZB
from loaders import Get, LoaderError, Source, base_url
from loaders._http import csv_text
from loaders._http.json_fields import number, quoted, sized, source, year

_ADDRESS: Final = "https://api.siat.stat.uz/media/uploads/sdmx"
SOURCE = Source(
    title="Exports and imports of Uzbekistan by country (SIAT)",
    publisher="National Statistics Committee of Uzbekistan",
    url=f"{_ADDRESS}/sdmx_data_1105.csv",
    licence="none stated; official statistics, with the source named",
    cadence="yearly, earlier years may be revised",
)
SIAT_URL: Final = base_url("SIAT_URL", _ADDRESS)
_TABLES: Final = {"export": 1105, "import": 1176}
_COLUMNS: Final = ("Code", "Klassifikator", "Klassifikator_ru", "Klassifikator_en")
_CODE: Final = "004"
_NAMES: Final = {"Klassifikator_ru": "Афганистан", "Klassifikator_en": AFG.name}
_FIRST, _KNOWN = 2010, 2023  # the years that every copy must have
_COUNTRIES: Final = 150  # at least; there were 228 in the copy of 2024
_PROOF: Final = 2019
_IN_PROOF: Final = {"export": 616_959.9, "import": 2_981.45}  # thousand US dollars
_TIMES: Final = 30  # an error of a thousand is far outside, the leaps from year to year are far inside
_ID: Final = "siat-nd-trade-by-country"


def trade(get: Get) -> pd.DataFrame:
    """Read the total of one flow and year a row, in US dollars, as Uzbekistan reports it; a zero makes no row.

    Raises:
        LoaderError: a file is empty, cut off, in another unit or of something else, or a cell of Afghanistan is no amount.
    """
    rows = [_row(flow, in_year, thousands) for flow in _TABLES for in_year, thousands in _figures(get, flow).items()]
    return pd.DataFrame(rows, columns=[str(it) for it in Trade.columns])


def sources(get: Get) -> pd.DataFrame:  # noqa: ARG001  the files are not dated
    """Describe the two tables that the rows of `trade` cite: one row, since their sum is the turnover of one source."""
    describes = "Exports (table 1105) and imports (table 1176) of Uzbekistan by country and year, thousand US dollars"
    return pd.DataFrame([source(_ID, SOURCE.publisher, SOURCE.url, describes)])


def _figures(get: Get, flow: str) -> dict[int, float]:
    """Return Afghanistan's figures of one flow by year, in thousand US dollars."""
    file = f"sdmx_data_{_TABLES[flow]}.csv"
    where = f"SIAT, {file}"
    rows = csv_text.rows(get(f"{SIAT_URL}/{file}"), _COLUMNS, where)
    years, line = _years(list(rows), where), _line_of_afghanistan(rows, where)
    figures = {}
    for in_year in years:
        cell = f"{where}, line {line}, column {in_year}"
        thousands = number(rows.loc[line, str(in_year)], cell)
        if thousands is not None and thousands < 0:
            raise LoaderError(f"{cell}: {thousands:,} is below zero, which no trade of Afghanistan can be")
        if thousands:
            figures[in_year] = thousands
    _must_be_thousands(figures, flow, f"{where}, line {line}")
    return figures


def _years(columns: list[str], where: str) -> list[int]:
    """Return the years that have a column; none may be missing between the first and the last."""
    named = [it for it in columns if it not in _COLUMNS]
    for name in named:
        if not re.fullmatch("[0-9]{4}", name):
            letters = csv_text.foreign_letters(name)
            raise LoaderError(f"{where}, line 1: the column {quoted(name)}{letters} is not a year in four digits")
    years = sorted(map(int, named))
    first, last = min([_FIRST, *years]), max([_KNOWN, *years])
    missing = [str(it) for it in range(first, last + 1) if it not in years]
    if missing:
        lacking = quoted(", ".join(missing))
        raise LoaderError(f"{where}, line 1: no column {lacking}, where every year from {first} to {last} has one")
    return years


def _line_of_afghanistan(rows: pd.DataFrame, where: str) -> int:
    """Return the line of Afghanistan, after checking that the lines are countries and that none is missing or there twice."""
    codes = rows["Code"]
    for rule, wrong in {
        "is no number of a country": ~codes.str.fullmatch("(0|[0-9]{3})"),
        "is there twice": codes.duplicated(),
    }.items():
        if wrong.any():
            line = codes.index[wrong][0]
            raise LoaderError(f"{where}, line {line}, column Code: {quoted(codes[line])!r} {rule}")
    if len(rows) < _COUNTRIES:
        raise LoaderError(f"{where} has {len(rows)} countries, where at least {_COUNTRIES} are expected: cut off")
    lines = codes.index[codes == _CODE]
    if lines.empty:
        raise LoaderError(f"{where}, column Code: no line is {_CODE}, {AFG.name}")
    line = int(lines[0])
    for column, expected in _NAMES.items():
        if rows.loc[line, column] != expected:
            found = quoted(rows.loc[line, column])
            raise LoaderError(f"{where}, line {line}, column {column}: {found!r}, where {expected!r} is expected")
    return line


def _must_be_thousands(figures: dict[int, float], flow: str, where: str) -> None:
    """Prove the unit of all years by what is known of one, and that of each by the year before."""
    if _PROOF not in figures:
        raise LoaderError(f"{where}, column {_PROOF}: {AFG.name} has no figure, so the unit cannot be proved")
    known = _IN_PROOF[flow]
    sized(figures[_PROOF], known / _TIMES, known * _TIMES, f"{where}, column {_PROOF}, in thousand US dollars")
    for before, after in pairwise(figures):
        low, high = figures[before] / _TIMES, figures[before] * _TIMES
        sized(figures[after], low, high, f"{where}, column {after}, in thousand US dollars, beside {before}")


def _row(flow: str, in_year: int, thousands: float) -> dict[str, object]:
    """Build the row of one figure."""
    series = "the national series of foreign trade, which may have services and trade at the border in it"
    return {
        Trade.country: UZB.code,
        Trade.flow: flow,
        **year(in_year),
        Trade.commodity: "total",
        Trade.value_usd: round(thousands * 1000, 3),  # 236.72 thousand are 236,720, not a little less
        Trade.bound: "exact",
        Trade.reported_by: UZB.code,
        Trade.made_by: UZB.code,
        Trade.status: "statistic",
        Trade.source_id: _ID,
        Trade.note: f"SIAT table {_TABLES[flow]}, in thousand US dollars; {series}",
    }
