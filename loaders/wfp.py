"""What food, diesel and dollars cost in the markets of Afghanistan, month by month.

Publisher: WFP, on the Humanitarian Data Exchange (HDX); no key. Coverage for us: 2015 on, some forty markets; the file reaches
back to 2000 with few of them, and with prices of diesel in the old afghani. Cadence: weekly, earlier months too. Traps:

- The address of the file changes: it is asked of the exchange each time.
- Files before 2025 have no codes of market and commodity; those before February 2026 have a second line of HXL tags.
- `priceflag`: actual (seen), aggregate (the month's mean of what was seen; nearly all since 2020), both, or forecast. Forecasts
  are left out.
- "Wheat flour" ends where the two qualities begin: they are three commodities.
- The exchange rate stands among the food: afghani for a US dollar. Dollar prices are WFP's own conversion.
"""

import csv
import io
import re
from pathlib import Path
from typing import Any, Final

import pandas as pd

from data.vocabulary import periods
from loaders import Get, LoaderError, Source, base_url
from loaders._http.json_fields import field, parsed, quoted, records, sized, source

SOURCE = Source(
    title="Food prices in Afghan markets",
    publisher="WFP",
    url="https://data.humdata.org/dataset/wfp-food-prices-for-afghanistan",
    licence="CC BY-IGO",
    cadence="weekly, earlier months too",
)
WFP_URL: Final = base_url("WFP_URL", "https://data.humdata.org")
FIRST: Final = "2015-01"
_RATE: Final = "Exchange rate"
COMMODITIES: Final = (
    "Bread", _RATE, "Fuel (diesel)", "Oil (cooking)", "Pulses", "Rice (high quality)", "Rice (low quality)", "Sugar",
    "Wheat", "Wheat flour", "Wheat flour (high quality)", "Wheat flour (low quality)",
)  # fmt: skip
_FILE: Final = "wfp_food_prices_afg.csv"
_COLUMNS: Final = [
    "date",
    "admin1",
    "market",
    "commodity",
    "unit",
    "priceflag",
    "pricetype",
    "currency",
    "price",
    "usdprice",
]
_SEEN: Final = {"actual", "aggregate"}
_FLAGS: Final = {*_SEEN, "forecast"}
_PRICE: Final = (3, 1000)  # afghani for a kilogram or litre
_PER_DOLLAR: Final = (30, 200)  # afghani for a US dollar since 2015
_ID: Final = "wfp-food-prices-afghanistan"


def food_prices(get: Get) -> pd.DataFrame:
    """The median retail price of one commodity over the markets in one month a row, in afghani and US dollars.

    Derived: of a market with several prices in a month first its own median, then the median over the markets; a market
    counts once. What has another unit is another row.

    Raises:
        LoaderError: the file is not there, cut off or foreign, lacks a commodity, or is in another unit or currency.
    """
    package = _package(get)
    rows = _ours(_read(get.file(_address(package))), _reaches_to(package))
    place = ["commodity", "month", "unit"]
    markets = rows.groupby([*place, "admin1", "market"], as_index=False)[["price", "usdprice"]].median()
    found = markets.groupby(place)
    months = found[["price", "usdprice"]].median().assign(markets=found.size()).reset_index()
    _sized(months)
    spans = pd.DataFrame([periods.parse(it)._asdict() for it in months.pop("month")], index=months.index)
    return months.rename(columns={"price": "price_afn", "usdprice": "price_usd"}).join(spans).assign(source_id=_ID)


def sources(get: Get) -> pd.DataFrame:
    """The data set that the rows cite, dated by its last change."""
    says = "Prices of food, diesel and the dollar in Afghan markets, CC BY-IGO"
    return pd.DataFrame([source(_ID, "WFP", SOURCE.url, says, str(_package(get).get("last_modified", ""))[:10])])


def _package(get: Get) -> dict[str, Any]:
    """What the exchange says of the data set."""
    body = get(f"{WFP_URL}/api/3/action/package_show", {"id": "wfp-food-prices-for-afghanistan"})
    answer = parsed(body, "WFP prices on HDX")
    if not isinstance(answer, dict) or answer.get("success") is False:
        told = answer.get("error") if isinstance(answer, dict) else answer
        raise LoaderError(f"WFP prices on HDX: refused: {quoted(told)}")
    return field(answer, "result", dict, "WFP prices on HDX")


def _address(package: dict[str, Any]) -> str:
    """Where the file of prices stands; the set also has an extract and a list of markets."""
    urls = {str(it.get("url")) for it in records(package, "resources", "WFP prices on HDX")}
    found = [url for url in urls if url.endswith(f"/{_FILE}") and re.match(r"https?://", url)]
    if len(found) != 1:
        raise LoaderError(f"WFP prices on HDX: {len(found)} files are named {_FILE}, where one is expected")
    return found[0]


def _reaches_to(package: dict[str, Any]) -> str:
    """The last month that the exchange says is in the file; empty where it does not say."""
    found = re.search(r" TO (\d{4}-\d{2})", str(package.get("dataset_date", "")))
    return found[1] if found else ""


def _read(path: Path) -> pd.DataFrame:
    """The file as text, of either layout, without its line of HXL tags; the index is the line in the file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        header, *lines = list(csv.reader(io.StringIO(text, newline=""), strict=True)) or [[]]
    except (OSError, ValueError, csv.Error) as why:  # not there, not UTF-8, or an open quote
        raise LoaderError(f"{_FILE}: {quoted(why)}") from why
    lost = [it for it in _COLUMNS if it not in header]
    if lost:
        raise LoaderError(f"{_FILE} has no column {', '.join(lost)}: its header is {quoted(','.join(header))}")
    cut = [at for at, cells in enumerate(lines, start=2) if len(cells) != len(header)]
    if cut or not text.endswith("\n"):
        raise LoaderError(f"{_FILE}, line {cut[0] if cut else len(lines) + 1} is not a whole line: cut off")
    rows = pd.DataFrame(lines, columns=header, index=pd.RangeIndex(2, len(lines) + 2), dtype="str")[_COLUMNS]
    return rows[~((rows.index == 2) & rows["date"].str.startswith("#"))]


def _ours(rows: pd.DataFrame, reaches_to: str) -> pd.DataFrame:
    """The retail prices of our commodities that were seen, with `month`; each rule names the line that breaks it."""
    rows = rows.assign(month=rows["date"].str[:7])
    _refuse(rows, ~rows["date"].str.fullmatch(r"\d{4}-\d{2}-\d{2}"), "date")
    if rows.empty or rows["month"].max() < reaches_to:
        last = "is empty" if rows.empty else f"ends in {rows['month'].max()}"
        raise LoaderError(f"{_FILE} {last}, where the exchange says {reaches_to or 'that it has prices'}: cut off")
    rows = rows[rows["commodity"].isin(COMMODITIES) & (rows["pricetype"] == "Retail") & (rows["month"] >= FIRST)]
    flags = rows["priceflag"].map(lambda told: {it.strip() for it in told.split(",")})
    _refuse(rows, ~flags.map(_FLAGS.issuperset).astype(bool), "priceflag")
    rows = rows[flags.map(_SEEN.issuperset).astype(bool) & (rows["market"] != "National Average")]
    lost = sorted(set(COMMODITIES) - set(rows["commodity"]))
    if lost:
        raise LoaderError(f"{_FILE} has no retail price of {', '.join(lost)} since {FIRST}")
    _refuse(rows, rows["currency"] != "AFN", "currency")
    return _priced(rows[rows["price"] != ""])


def _priced(rows: pd.DataFrame) -> pd.DataFrame:
    """Prices as numbers; a dollar price that is missing stays so."""
    for name in ("price", "usdprice"):
        told = rows[name]
        read = pd.to_numeric(told, errors="coerce")
        _refuse(rows, ~read.between(0, 1e9, inclusive="neither") & (told != ""), name)
        rows = rows.assign(**{name: read})
    return rows


def _refuse(rows: pd.DataFrame, wrong: pd.Series, column: str) -> None:
    """Name the first line whose cell is not what it may be."""
    if wrong.any():
        line = rows.index[wrong][0]
        raise LoaderError(
            f"{_FILE}, line {line}: {column} is {quoted(rows.loc[line, column])!r}, which we do not know how to read"
        )


def _sized(months: pd.DataFrame) -> None:
    """Hold every median to what a kilogram, a litre or a dollar has cost, and each pair of prices to the rate between them."""
    for it in months.to_dict("records"):
        where = f"{_FILE}: the median of {it['commodity']} ({it['unit']}) in {it['month']}"
        is_rate = it["commodity"] == _RATE
        sized(it["price"], *(_PER_DOLLAR if is_rate else _PRICE), f"{where} in afghani")
        if not is_rate and pd.notna(it["usdprice"]):
            sized(
                it["price"] / it["usdprice"],
                *_PER_DOLLAR,
                f"{where} in afghani for each dollar of its dollar price",
            )
