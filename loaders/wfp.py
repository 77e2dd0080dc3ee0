"""Read monthly market prices of food, diesel and the US dollar in Afghanistan.

Publisher: WFP, on the Humanitarian Data Exchange (HDX); no key. Coverage for us: 2015 on, some forty markets; the file reaches
back to 2000 with few markets, and with diesel prices in the old afghani. Cadence: weekly, earlier months too. Traps:

- The address of the file changes: HDX is asked for it each time.
- Files before 2025 have no codes of market and commodity; those before February 2026 have a second line of HXL tags.
- `priceflag`: actual (observed), aggregate (the month's mean of observed prices; nearly all since 2020), both, or forecast.
  Forecasts are left out.
- The series "Wheat flour" ends where those of two qualities begin: they are three commodities. Any other one that ends
  long before the file may go on under another name: then the load stops, until its name is in `COMMODITIES` or `_ENDED`.
- The exchange rate is listed as a commodity: afghani for a US dollar. Dollar prices are WFP's own conversion.
"""

import re
from pathlib import Path
from typing import Any, Final

import pandas as pd

from data.vocabulary import periods
from loaders import Get, LoaderError, Source, base_url
from loaders._http import csv_text
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
_ENDED: Final = ("Wheat flour",)  # commodities that are known to end before the file does
_SILENT: Final = 6  # months without a price, after which a series has ended
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
_OBSERVED: Final = {"actual", "aggregate"}
_FLAGS: Final = {*_OBSERVED, "forecast"}
_PRICE: Final = (3, 1000)  # afghani for a kilogram or litre
_PER_DOLLAR: Final = (30, 200)  # afghani for a US dollar since 2015
_FROM_RATE: Final = 1.25  # times that WFP's own conversion may be off the market's rate of the month
_ID: Final = "wfp-food-prices-afghanistan"


def food_prices(get: Get) -> pd.DataFrame:
    """Read the median retail price over the markets: one commodity and month a row, in afghani and US dollars.

    Derived: if a market has several prices in a month, first their median, then the median over the markets, so that a
    market counts once. Prices for different units are different rows.

    Raises:
        LoaderError: the file is missing or cut off, has other columns, lacks a commodity or does not go on with it, or is in
            another unit or currency.
    """
    package = _package(get)
    rows = _retail(_read(get.file(_address(package))), _last_month(package))
    key, prices = ["commodity", "month", "unit"], ["price", "usdprice", "rate"]
    rows = rows.assign(rate=rows["price"] / rows["usdprice"])
    by_month = rows.groupby([*key, "admin1", "market"], as_index=False)[prices].median().groupby(key)
    months = by_month[prices].median().assign(markets=by_month.size()).reset_index()
    _must_be_in_our_units(months)
    spans = pd.DataFrame([periods.parse(it)._asdict() for it in months.pop("month")], index=months.index)
    return (
        months.drop(columns="rate")
        .rename(columns={"price": "price_afn", "usdprice": "price_usd"})
        .join(spans)
        .assign(source_id=_ID)
    )


def sources(get: Get) -> pd.DataFrame:
    """Describe the data set that the rows cite, dated by its last change."""
    changed = str(_package(get).get("last_modified", ""))[:10]
    describes = "Prices of food, diesel and the dollar in Afghan markets, CC BY-IGO"
    return pd.DataFrame([source(_ID, "WFP", SOURCE.url, describes, changed)])


def _package(get: Get) -> dict[str, Any]:
    """Request HDX's description of the data set."""
    body = get(f"{WFP_URL}/api/3/action/package_show", {"id": "wfp-food-prices-for-afghanistan"})
    answer = parsed(body, "WFP prices on HDX")
    if not isinstance(answer, dict) or answer.get("success") is False:
        refusal = answer.get("error") if isinstance(answer, dict) else answer
        raise LoaderError(f"WFP prices on HDX: refused: {quoted(refusal)}")
    return field(answer, "result", dict, "WFP prices on HDX")


def _address(package: dict[str, Any]) -> str:
    """Return the address of the file of prices; the data set also has an extract and a list of markets."""
    urls = {str(it.get("url")) for it in records(package, "resources", "WFP prices on HDX")}
    files = [url for url in urls if url.endswith(f"/{_FILE}") and re.match(r"https?://", url)]
    if len(files) != 1:
        raise LoaderError(f"WFP prices on HDX: {len(files)} files are named {_FILE}, where one is expected")
    return files[0]


def _last_month(package: dict[str, Any]) -> str:
    """Return the last month in the file as HDX states it (`2026-02`); empty if it does not."""
    match = re.search(r" TO (\d{4}-\d{2})", str(package.get("dataset_date", "")))
    return match[1] if match else ""


def _read(path: Path) -> pd.DataFrame:
    """Read the file as text, in either layout, without its line of HXL tags; the index is the line in the file."""
    try:
        body = path.read_bytes()
    except OSError as why:
        raise LoaderError(f"{_FILE}: {quoted(why)}") from why
    rows = csv_text.rows(body, _COLUMNS, _FILE)[_COLUMNS]
    return rows[~((rows.index == 2) & rows["date"].str.startswith("#"))]


def _retail(rows: pd.DataFrame, last_month: str) -> pd.DataFrame:
    """Select observed retail prices of our commodities and add `month`; each rule names the line that breaks it."""
    rows = rows.assign(month=rows["date"].str[:7])
    _refuse(rows, ~rows["date"].str.fullmatch(r"\d{4}-\d{2}-\d{2}"), "date")
    if rows.empty or rows["month"].max() < last_month:
        last = "is empty" if rows.empty else f"ends in {rows['month'].max()}"
        raise LoaderError(f"{_FILE} {last}, where HDX states {last_month or 'that it has prices'}: cut off")
    rows = rows[(rows["pricetype"] == "Retail") & (rows["month"] >= FIRST)]
    spans = rows.groupby("commodity")["month"].agg(["min", "max"])
    rows = rows[rows["commodity"].isin(COMMODITIES)]
    flags = rows["priceflag"].map(lambda text: {it.strip() for it in text.split(",")})
    _refuse(rows, ~flags.map(_FLAGS.issuperset).astype(bool), "priceflag")
    rows = rows[flags.map(_OBSERVED.issuperset).astype(bool) & (rows["market"] != "National Average")]
    missing = sorted(set(COMMODITIES) - set(rows["commodity"]))
    if missing:
        raise LoaderError(f"{_FILE} has no retail price of {', '.join(missing)} since {FIRST}")
    _must_go_on(spans)
    _refuse(rows, rows["currency"] != "AFN", "currency")
    return _priced(rows[rows["price"] != ""])


def _must_go_on(spans: pd.DataFrame) -> None:
    """Refuse a file in which one of our series ends long before the others, and name what begins where it ends.

    Args:
        spans: the first and last month (`min`, `max`) of each commodity in the file, by its name.
    """
    numbers = spans.map(lambda month: 12 * int(month[:4]) + int(month[5:]))
    ended = numbers["max"].max() - numbers["max"] > _SILENT
    for name in spans.index[ended & spans.index.isin([*COMMODITIES]) & ~spans.index.isin([*_ENDED])]:
        near = (numbers["min"] - numbers.loc[name, "max"]).between(0, _SILENT) & ~spans.index.isin([*COMMODITIES])
        begun = f"; {', '.join(spans.index[near])} begins there" if near.any() else ""
        raise LoaderError(
            f"{_FILE}: {name} ends in {spans.loc[name, 'max']}, the file in {spans['max'].max()}{begun}. "
            "Does it go on under another name?"
        )


def _priced(rows: pd.DataFrame) -> pd.DataFrame:
    """Read prices as numbers; a missing dollar price stays missing."""
    for name in ("price", "usdprice"):
        text = rows[name]
        prices = pd.to_numeric(text, errors="coerce")
        _refuse(rows, ~prices.between(0, 1e9, inclusive="neither") & (text != ""), name)
        rows = rows.assign(**{name: prices})
    return rows


def _refuse(rows: pd.DataFrame, wrong: pd.Series, column: str) -> None:
    """Raise an error for the first line with a wrong cell."""
    if wrong.any():
        line = rows.index[wrong][0]
        raise LoaderError(
            f"{_FILE}, line {line}: {column} is {quoted(rows.loc[line, column])!r}, which we do not know how to read"
        )


def _must_be_in_our_units(months: pd.DataFrame) -> None:
    """Prove the units: a median by what a kilogram, a litre or a dollar has cost, two prices by the exchange rate."""
    rates = months[months["commodity"] == _RATE].groupby("month")["price"].median()
    for month, rate in rates.items():
        sized(rate, *_PER_DOLLAR, f"{_FILE}: the median of {_RATE} in {month} in afghani")
    for row in months[months["commodity"] != _RATE].to_dict("records"):
        where = f"{_FILE}: the median of {row['commodity']} ({row['unit']}) in {row['month']}"
        sized(row["price"], *_PRICE, f"{where} in afghani")
        if pd.notna(row["rate"]):
            of_month = rates.get(row["month"])
            bounds = (of_month / _FROM_RATE, of_month * _FROM_RATE) if of_month else _PER_DOLLAR
            sized(row["rate"], *bounds, f"{where} in afghani for each dollar of its dollar price")
