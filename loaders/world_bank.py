"""Read GDP, population and price level of the five states and Afghanistan, the denominators of derived figures.

Publisher: World Bank, World Development Indicators; no key. Coverage for us: yearly, 1960 on, six countries. Cadence: several
times a year, earlier years too. Traps:

- Years without an estimate are null and stay missing: Afghanistan's GDP is published late, Turkmenistan's is at times withheld.
- An error is sent with HTTP 200, as a `message` in place of the figures; an empty page has null in their place.
- `page` and similar fields are numbers or texts.
- The price level was a ratio (PA.NUS.PPPC.RF) until the Bank withdrew it in 2026; we read the index with the United States at
  100 (PA.NUS.GDP.PLI) and refuse the ratio.
- Regions and income groups look like countries: anything but the six requested countries is refused.
"""

import re
from typing import Any, Final

import pandas as pd

from data.vocabulary.places import AFG, CODES
from loaders import Get, LoaderError, Source, base_url
from loaders._http.json_fields import field, number, parsed, quoted, records, sized, source, year

SOURCE = Source(
    title="World Development Indicators",
    publisher="World Bank",
    url="https://data.worldbank.org/",
    licence="CC BY 4.0",
    cadence="several times a year, earlier years too",
)
WORLD_BANK_URL: Final = base_url("WORLD_BANK_URL", "https://api.worldbank.org/v2")
# By indicator: our column, and the words by which the source names the unit.
_INDICATORS: Final = {
    "NY.GDP.MKTP.CD": ("gdp_usd", "current US$"),
    "SP.POP.TOTL": ("population", "Population, total"),
    "PA.NUS.GDP.PLI": ("price_level", "Price level index"),
}
_COUNTRIES: Final = (*CODES, AFG.code)
_PER_PAGE: Final = 1000
_PAGES: Final = 50
_PER_HEAD: Final = (30, 200_000)  # GDP per head in US dollars: the range of all states in all years
_LEVEL: Final = (2, 300)  # the United States = 100
_ID: Final = "world-bank-indicators"

Cells = dict[tuple[str, int], dict[str, float]]


def indicators(get: Get) -> pd.DataFrame:
    """Read one country and year a row: GDP in current US dollars, population, price level; missing values are empty.

    Raises:
        LoaderError: the answer is empty, cut off, an error or to another request, or in another unit.
    """
    _, figures = _answer(get)
    cells: Cells = {}
    for figure in figures:
        _add(cells, figure)
    _must_be_complete(cells)
    rows = [{"country": code, **year(in_year), **cell, "source_id": _ID} for (code, in_year), cell in cells.items()]
    return pd.DataFrame(rows)


def sources(get: Get) -> pd.DataFrame:
    """Describe the data set that the rows cite, dated by its last update."""
    head, _ = _answer(get)
    describes = "Gross domestic product, population and price level of six states, CC BY 4.0"
    return pd.DataFrame([source(_ID, "World Bank", SOURCE.url, describes, str(head.get("lastupdated", "")))])


def _answer(get: Get) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Request all pages; return the head of the last one and all records."""
    url = f"{WORLD_BANK_URL}/en/country/{';'.join(_COUNTRIES)}/indicator/{';'.join(_INDICATORS)}"
    listed: list[dict[str, Any]] = []
    for page in range(1, _PAGES + 1):
        params: dict[str, str | int] = {"source": 2, "format": "json", "per_page": _PER_PAGE, "page": page}
        head, figures = _page(get(url, params))
        if _count(head, "page") != page:
            raise LoaderError(f"World Bank: page {page} was asked for, page {_count(head, 'page')} was received")
        listed += figures
        if page >= _count(head, "pages"):
            break
    else:
        raise LoaderError(f"World Bank: more than {_PAGES} pages of {_PER_PAGE:,}")
    if not listed:
        raise LoaderError("World Bank: the answer has no figure")
    if len(listed) != _count(head, "total"):
        raise LoaderError(f"World Bank: {_count(head, 'total'):,} figures stated, {len(listed):,} received: cut off")
    return head, listed


def _page(body: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return head and records of one page; an error is sent in place of the head."""
    answer = parsed(body, "World Bank")
    head = answer[0] if isinstance(answer, list) and answer else answer
    if not isinstance(head, dict) or "page" not in head:
        raise LoaderError(f"World Bank: refused: {quoted(head)}")
    page = {"figures": answer[1] or []} if len(answer) > 1 else {}
    return head, records(page, "figures", "World Bank")


def _count(head: dict[str, Any], name: str) -> int:
    return int(number(head.get(name), f"World Bank: {name}") or 0)


def _add(cells: Cells, figure: dict[str, Any]) -> None:
    """Add one figure to its cell; a null value adds nothing."""
    indicator, code = field(figure, "indicator", dict, "World Bank"), figure.get("countryiso3code")
    date = str(figure.get("date"))
    where = f"World Bank: {quoted(indicator.get('id'))} of {quoted(code)} for {quoted(figure.get('date'))}"
    if code not in _COUNTRIES or indicator.get("id") not in _INDICATORS or not re.fullmatch(r"\d{4}", date):
        raise LoaderError(f"{where} was not asked for: an answer to another request")
    name, unit = _INDICATORS[indicator["id"]]
    if unit not in str(indicator.get("value")):
        raise LoaderError(f"{where} is {quoted(indicator.get('value'))}, where {unit} is expected")
    value = number(figure.get("value"), where)
    if value is None:
        return
    cell = cells.setdefault((str(code), int(date)), {})
    if name in cell:
        raise LoaderError(f"{where} is there twice: pages overlap")
    cell[name] = value


def _must_be_complete(cells: Cells) -> None:
    """Refuse an answer that lacks a country or an indicator, or whose figures do not fit together in size."""
    missing = [code for code in _COUNTRIES if not any(code == country for country, _ in cells)]
    missing += [name for name, _ in _INDICATORS.values() if not any(name in it for it in cells.values())]
    if missing:
        raise LoaderError(f"World Bank: no figure at all of {', '.join(missing)}")
    for (code, in_year), cell in cells.items():
        where = f"World Bank: of {code} in {in_year}"
        if {"gdp_usd", "population"} <= set(cell):
            sized(cell["gdp_usd"] / max(cell["population"], 1), *_PER_HEAD, f"{where}, GDP in US dollars per head")
        if "price_level" in cell:
            sized(cell["price_level"], *_LEVEL, f"{where}, the price level with the United States at 100")
