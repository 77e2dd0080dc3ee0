"""Read the number of Afghans in each of the five states at the end of each year.

Publisher: UNHCR, Refugee Population Statistics Database, through its API; no key. Coverage for us: 1992 to the last year that
is published. Cadence: June, and the mid-year issue in autumn; earlier years are revised too. Traps:

- In 2025 Uzbekistan and Turkmenistan moved from refugees to other people in need: the fall of the one and the rise of the
  other are a reclassification, not a departure.
- Figures are numbers or texts; "-" is not available and stays empty, "0" is a reported zero.
- Without `coa_all` all host countries are added up, with "-" as their code.
- Country codes are UNHCR's own; only `coo_iso` and `coa_iso` are ISO 3166.
- The service asks for patience: one call a load.
"""

from typing import Any, Final

import pandas as pd

from data.vocabulary.places import AFG, CODES
from loaders import Get, LoaderError, Source, base_url
from loaders._http.json_fields import number, parsed, quoted, records, source, year

SOURCE = Source(
    title="Refugee Population Statistics Database",
    publisher="UNHCR",
    url="https://www.unhcr.org/refugee-statistics/",
    licence="CC BY 4.0",
    cadence="June, and in autumn for the middle of the year; earlier years too",
)
UNHCR_URL: Final = base_url("UNHCR_URL", "https://api.unhcr.org/population/v1")
# The request reaches beyond the published years, so that a new year needs no edit.
_FIRST, _LAST = 1990, 2040
_LIMIT: Final = 10_000
_PAGES: Final = 20
_COLUMNS: Final = {"refugees": "refugees", "asylum_seekers": "asylum_seekers", "other_in_need": "oip"}
_ID: Final = "unhcr-nd-population-statistics"


def refugees(get: Get) -> pd.DataFrame:
    """Read Afghans in one state at the end of one year a row, in people; rows without any number are left out.

    Raises:
        LoaderError: the answer is empty, cut off or to another request, or lacks one of the five states.
    """
    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for record in _items(get):
        code, at_end_of = record.get("coa_iso"), int(number(record.get("year"), "UNHCR: year") or 0)
        if code not in CODES:
            continue
        if (code, at_end_of) in rows:
            raise LoaderError(f"UNHCR: Afghans in {code} at the end of {at_end_of} are there twice: pages overlap")
        rows[code, at_end_of] = _row(record, code, at_end_of)
    rows = {key: row for key, row in rows.items() if any(row[it] is not None for it in _COLUMNS)}
    missing = [code for code in CODES if not any(code == host for host, _ in rows)]
    if missing:
        raise LoaderError(f"UNHCR: the answer has no year of {', '.join(missing)}")
    return pd.DataFrame(list(rows.values()))


def sources(get: Get) -> pd.DataFrame:  # noqa: ARG001  the answer is not dated
    """Describe the database that the rows cite."""
    describes = (
        "Afghan refugees, asylum seekers and others in need by host state, CC BY 4.0; in 2025 Uzbekistan and Turkmenistan "
        "moved from refugees to others in need, a reclassification"
    )
    return pd.DataFrame([source(_ID, "UNHCR", SOURCE.url, describes)])


def _items(get: Get) -> list[dict[str, Any]]:
    """Request all pages; return their records, each of Afghans in one host country."""
    listed: list[dict[str, Any]] = []
    for page in range(1, _PAGES + 1):
        params: dict[str, str | int] = {
            "limit": _LIMIT,
            "page": page,
            "yearFrom": _FIRST,
            "yearTo": _LAST,
            "coo": AFG.code,
            "coa_all": "true",
        }
        answer = parsed(get(f"{UNHCR_URL}/population/", params), "UNHCR")
        items, pages = _checked(answer, page)
        listed += items
        if page >= pages:
            break
    else:
        raise LoaderError(f"UNHCR: more than {_PAGES} pages of {_LIMIT:,}")
    if not listed:
        raise LoaderError("UNHCR: the answer has no record")
    return listed


def _checked(answer: object, page: int) -> tuple[list[dict[str, Any]], int]:
    """Return the records of one page and the number of pages; a full last page is refused as cut off."""
    if not isinstance(answer, dict) or "items" not in answer:
        raise LoaderError(f"UNHCR: refused: {quoted(answer)}")
    items = records(answer, "items", "UNHCR")
    received, pages = (int(number(answer.get(name), f"UNHCR: {name}") or 0) for name in ("page", "maxPages"))
    if received != page:
        raise LoaderError(f"UNHCR: page {page} was asked for, page {received} was received")
    if (not items and page <= pages) or (len(items) >= _LIMIT and page >= pages):
        raise LoaderError(f"UNHCR: page {page} of {pages} holds {len(items):,} records: cut off")
    for item in items:
        if item.get("coo_iso") != AFG.code or item.get("coa_iso") in (None, "", "-"):
            people = f"people from {quoted(item.get('coo_iso'))} in {quoted(item.get('coa_iso'))}"
            raise LoaderError(f"UNHCR: {people}, where Afghans in one host country were asked for")
    return items, pages


def _row(record: dict[str, Any], code: str, at_end_of: int) -> dict[str, Any]:
    where = f"UNHCR: Afghans in {code} at the end of {at_end_of}"
    if not _FIRST <= at_end_of <= _LAST:
        raise LoaderError(f"{where}: a year that was not asked for")
    missing = [field for field in _COLUMNS.values() if field not in record]
    if missing:
        raise LoaderError(f"{where}: no column {', '.join(missing)}")
    people = {column: number(record[field], f"{where}: {field}") for column, field in _COLUMNS.items()}
    return {"country": code, **year(at_end_of), **people, "source_id": _ID}
