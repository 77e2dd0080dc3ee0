"""Small tables for tests of the analysis, and the curated part of the real record.

The curated part alone: figures worked out by hand from `data/curated/` must not move when a live source is loaded.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

import data
from data.schema.columns import Dtype, Table
from data.schema.tables import Aid, ConsignmentGoods, FoodPrices, Recognition, Sources, Trade

Row = Mapping[str, object]
_DTYPES: dict[Dtype, str] = {
    "text": "str", "number": "float64", "count": "Int64", "date": "datetime64[ms]", "flag": "bool", "rows": "object",
}  # fmt: skip


def table_of(table: type[Table], base: Row, rows: tuple[Row, ...]) -> pd.DataFrame:
    """Rows of a table: `base` but for what a row says; columns and dtypes as `data.read` gives them."""
    frame = pd.DataFrame([{**base, **row} for row in rows], columns=[str(it) for it in table.columns])
    if table is Trade:  # what a loader always says, where a test has nothing else to say
        frame["bound"] = frame["bound"].astype("object").fillna("exact")
        frame["made_by"] = frame["made_by"].astype("object").fillna(frame["reported_by"])
    frame = frame.astype({str(it): _DTYPES[it.spec.dtype] for it in table.columns})
    return frame.assign(row_id=table.row_ids(frame))


def year(number: int) -> dict[str, str]:
    """The period of a calendar year."""
    return {"start": f"{number}-01-01", "end": f"{number}-12-31", "precision": "year"}


def day(date: str, until: str = "") -> dict[str, str]:
    """The period of a day, or of days to another."""
    return {"start": date, "end": until or date, "precision": "day"}


def trade(*rows: Row) -> pd.DataFrame:
    """Uzbek turnover of all goods in 2024 by Uzbek statistics: 1 bn dollars."""
    base = {"country": "UZB", "flow": "turnover", **year(2024), "commodity": "total", "value_usd": 1e9,
            "reported_by": "UZB", "status": "statistic", "source_id": "a"}  # fmt: skip
    return table_of(Trade, base, rows)


def sources(**published: str) -> pd.DataFrame:
    """Sources with the day of their publication; an empty one bears no date."""
    base = {"publisher": "A paper", "url": "https://example.org/", "kind": "news", "language": "en", "describes": "x"}
    rows = [
        {"source_id": key, **(day(shown) if shown else {"start": None, "end": None, "precision": "unknown"})}
        for key, shown in published.items()
    ]
    return table_of(Sources, base, tuple(rows))


def aid(*rows: Row) -> pd.DataFrame:
    """A delivery of 10 tonnes of Kazakh flour on 15 April 2023."""
    base = {"shipment": "KAZ-2023-04-a", "donor": "KAZ", **day("2023-04-15"), "status": "delivered", "category": "food",
            "items": "flour", "weight_t": 10.0, "channel": "bilateral", "source_id": "a"}  # fmt: skip
    return table_of(Aid, base, rows)


def goods(*rows: Row) -> pd.DataFrame:
    """10 tonnes of flour in the Kazakh consignment of `aid`, by the same source."""
    base = {"shipment": "KAZ-2023-04-a", "good": "flour", "tonnes_low": 10.0, "tonnes_high": 10.0, "source_id": "a"}
    return table_of(ConsignmentGoods, base, rows)


def recognition(*rows: Row) -> pd.DataFrame:
    """Uzbekistan's preferred position on recognition since 15 August 2021: none, told by the day."""
    base = {"country": "UZB", "dimension": "de_jure_recognition", "value": "none", "start": "2021-08-15",
            "start_precision": "day", "until_precision": "day", "last_seen_precision": "day", "preferred": True,
            "source_id": "a"}  # fmt: skip
    return table_of(Recognition, base, rows)


def prices(*rows: Row) -> pd.DataFrame:
    """The price of a kilogram of wheat in January 2020: 20 afghani."""
    base = {"commodity": "Wheat", "start": "2020-01-01", "end": "2020-01-31", "precision": "month", "unit": "KG",
            "price_afn": 20.0, "price_usd": 0.25, "markets": 8, "source_id": "a"}  # fmt: skip
    return table_of(FoodPrices, base, rows)


def curated(table: type[Table]) -> pd.DataFrame:
    """The rows of the real record that are kept by hand."""
    rows = pd.read_parquet(data.PARQUET / table.name / "curated.parquet")
    dated: dict[str, Any] = {str(it): "datetime64[ms]" for it in table.columns if it.spec.dtype == "date"}
    rows = rows.astype(dated)
    return rows.assign(row_id=table.row_ids(rows))
