"""Output, people and price level of the five states and Afghanistan: what per-head and share-of-output figures divide by.

Publisher: World Bank, World Development Indicators; no key. Coverage for us: yearly, 1960 on, six countries. Cadence: several
times a year, earlier years too. Traps:

- Years that nobody has estimated come as null and stay missing: Afghanistan's output comes late, Turkmenistan's is at times
  withheld.
- An error comes with HTTP 200, as a `message` in place of the figures; no figures come as null.
- `page` and its kin are numbers or texts.
- The price level was a ratio (PA.NUS.PPPC.RF) until the Bank withdrew it in 2026; we read the index with the United States at
  100 (PA.NUS.GDP.PLI) and refuse the ratio.
- Regions and income groups answer like countries: only the six that we ask for are taken, anything else is refused.
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
# Our column, and the words by which the source names the unit.
_INDICATORS: Final = {
    "NY.GDP.MKTP.CD": ("gdp_usd", "current US$"),
    "SP.POP.TOTL": ("population", "Population, total"),
    "PA.NUS.GDP.PLI": ("price_level", "Price level index"),
}
_COUNTRIES: Final = (*CODES, AFG.code)
_PER_PAGE: Final = 1000
_PAGES: Final = 50
_PER_HEAD: Final = (30, 200_000)  # US dollars of output for each of its people: what any state ever had
_LEVEL: Final = (2, 300)  # the United States are 100
_ID: Final = "world-bank-indicators"

Cells = dict[tuple[str, int], dict[str, float]]


def indicators(get: Get) -> pd.DataFrame:
    """A country's year a row: output in current US dollars, people, price level; what is missing stays empty.

    Raises:
        LoaderError: the answer is empty, cut off or foreign, tells of an error, or is in another unit.
    """
    _, told = _answer(get)
    cells: Cells = {}
    for it in told:
        _into(cells, it)
    _complete(cells)
    rows = [{"country": code, **year(told_for), **cell, "source_id": _ID} for (code, told_for), cell in cells.items()]
    return pd.DataFrame(rows)


def sources(get: Get) -> pd.DataFrame:
    """The data set that the rows cite, dated by its last update."""
    head, _ = _answer(get)
    says = "Gross domestic product, population and price level of six states, CC BY 4.0"
    return pd.DataFrame([source(_ID, "World Bank", SOURCE.url, says, str(head.get("lastupdated", "")))])


def _answer(get: Get) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The head of the answer and the records of all its pages."""
    url = f"{WORLD_BANK_URL}/en/country/{';'.join(_COUNTRIES)}/indicator/{';'.join(_INDICATORS)}"
    told: list[dict[str, Any]] = []
    for page in range(1, _PAGES + 1):
        params: dict[str, str | int] = {"source": 2, "format": "json", "per_page": _PER_PAGE, "page": page}
        head, figures = _page(get(url, params))
        if _count(head, "page") != page:
            raise LoaderError(f"World Bank: page {page} was asked for, page {_count(head, 'page')} came")
        told += figures
        if page >= _count(head, "pages"):
            break
    else:
        raise LoaderError(f"World Bank: more than {_PAGES} pages of {_PER_PAGE:,}")
    if not told:
        raise LoaderError("World Bank: the answer has no figure")
    if len(told) != _count(head, "total"):
        raise LoaderError(f"World Bank: {_count(head, 'total'):,} figures stated, {len(told):,} came: cut off")
    return head, told


def _page(body: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Head and records of one page; an error comes in the place of the head."""
    answer = parsed(body, "World Bank")
    head = answer[0] if isinstance(answer, list) and answer else answer
    if not isinstance(head, dict) or "page" not in head:
        raise LoaderError(f"World Bank: refused: {quoted(head)}")
    told = {"figures": answer[1] or []} if len(answer) > 1 else {}
    return head, records(told, "figures", "World Bank")


def _count(head: dict[str, Any], name: str) -> int:
    return int(number(head.get(name), f"World Bank: {name}") or 0)


def _into(cells: Cells, it: dict[str, Any]) -> None:
    """Put one figure into its cell; a year that is null leaves none."""
    indicator, code = field(it, "indicator", dict, "World Bank"), it.get("countryiso3code")
    who = f"World Bank: {quoted(indicator.get('id'))} of {quoted(code)} for {quoted(it.get('date'))}"
    if (
        code not in _COUNTRIES
        or indicator.get("id") not in _INDICATORS
        or not re.fullmatch(r"\d{4}", str(it.get("date")))
    ):
        raise LoaderError(f"{who} was not asked for: a foreign answer")
    name, unit = _INDICATORS[indicator["id"]]
    if unit not in str(indicator.get("value")):
        raise LoaderError(f"{who} is {quoted(indicator.get('value'))}, where we read {unit}")
    value = number(it.get("value"), who)
    if value is None:
        return
    cell = cells.setdefault((str(code), int(it["date"])), {})
    if name in cell:
        raise LoaderError(f"{who} is there twice: pages overlap")
    cell[name] = value


def _complete(cells: Cells) -> None:
    """Each country and each indicator is there, and figures that belong together are of a size that fits."""
    lost = [code for code in _COUNTRIES if not any(code == at for at, _ in cells)]
    lost += [name for name, _ in _INDICATORS.values() if not any(name in it for it in cells.values())]
    if lost:
        raise LoaderError(f"World Bank: no figure at all of {', '.join(lost)}")
    for (code, told), it in cells.items():
        where = f"World Bank: of {code} in {told}"
        if {"gdp_usd", "population"} <= set(it):
            sized(it["gdp_usd"] / max(it["population"], 1), *_PER_HEAD, f"{where}, output in US dollars per head")
        if "price_level" in it:
            sized(it["price_level"], *_LEVEL, f"{where}, the price level with the United States at 100")
