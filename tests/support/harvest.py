"""Exports of a land of examples, one answer for all rows: a loader as short as one can be, for the tests.

Publisher: nobody. Coverage: what the test's own server says. Cadence: never. Traps: none.
"""

import json
import os

import pandas as pd

from data.schema.tables import Sources, Trade
from loaders import Get, LoaderError, Source, base_url

URL = base_url("HARVEST_URL", "https://example.org")
KEY = os.environ.get("HARVEST_KEY", "k3y-that-nobody-may-see")
CITED = "harvest-nd-trade"
SOURCE = Source("Harvest", "Nobody", "https://example.org/", "CC BY 4.0", "never")


def trade(get: Get) -> pd.DataFrame:
    """One export figure a row, in US dollars."""
    told = get(f"{URL}/trade", headers={"Accept": "application/json", "X-Key": KEY})
    blank = dict.fromkeys(map(str, Trade.columns))
    return pd.DataFrame([blank | _figure(*it) for it in _rows(told)])


def sources(get: Get) -> pd.DataFrame:  # noqa: ARG001  nothing to ask
    """The one source that is cited."""
    told = {
        "source_id": CITED, "publisher": "Nobody", "precision": "unknown", "url": "https://harvest.gov/trade",
        "kind": "dataset", "language": "en", "describes": "Exports.",
    }  # fmt: skip
    return pd.DataFrame([dict.fromkeys(map(str, Sources.columns)) | told])


def _figure(country: str, year: int, value: float | None) -> dict:
    return {
        "country": country, "flow": "export", "start": f"{year}-01-01", "end": f"{year}-12-31", "precision": "year",
        "commodity": "total", "value_usd": value, "bound": "exact", "reported_by": country, "made_by": country,
        "status": "statistic", "source_id": CITED,
    }  # fmt: skip


def _rows(told: bytes) -> list:
    try:
        rows = json.loads(told)
    except ValueError as why:
        msg = "harvest: the answer is no JSON"
        raise LoaderError(msg) from why
    if not isinstance(rows, list) or not rows or not all(isinstance(it, list) and len(it) == 3 for it in rows):
        msg = "harvest: the answer holds no rows"
        raise LoaderError(msg)
    return rows
