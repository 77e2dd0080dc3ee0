"""Parts as the loaders of live sources write them, small and with round figures, for tests of the pages.

Nothing here is a real figure. Codes of goods, notes, reporters and statuses are in the form of each loader.
"""

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

from data.schema.columns import Table
from data.schema.tables import Appeals, Changes, Flows, FoodPrices, Indicators, Loads, Refugees, Sources, Trade
from data.vocabulary.periods import parse
from data.vocabulary.places import name
from tests.conftest import Folder
from tests.support.frames import table_of

Row = Mapping[str, Any]
TERMS = "United Nations, all rights reserved: charts with the source named, no redistribution of the rows"
PRODUCTS = 3000  # names of products that no list has room for
MONTHS = [f"{year}-{month:02}" for year in (2023, 2024) for month in range(1, 13)] + ["2025-01", "2025-02", "2025-04"]


def period(shown: str) -> dict[str, Any]:
    return parse(shown)._asdict()


def source(source_id: str, publisher: str, published: str = "") -> Row:
    return {"source_id": source_id, "publisher": publisher, **period(published), "url": "https://example.org/",
            "kind": "dataset", "language": "en", "describes": "made up for a test"}  # fmt: skip


def write(folder: Folder, table: type[Table], loader: str, rows: Iterable[Row], **metadata: str) -> None:
    frame = table_of(table, {}, tuple(rows))
    folder.write(table, loader, pa.Table.from_pandas(frame, schema=table.schema(), preserve_index=False), **metadata)


def _imts(country: str, flow: str, shown: str, value: float, valuation: str = "FOB", **more: str) -> Row:
    exporter = country if flow == "export" else "AFG"
    importer = "AFG" if flow == "export" else country
    maker, side = (exporter, "exporter's side") if valuation == "FOB" else (importer, "importer's side")
    base = {"reported_by": "IMF", "made_by": maker, "status": "statistic",
            "note": f"{side} ({name(maker)}) as compiled by the IMF; IMF mark of derivation: M, mixed"}  # fmt: skip
    return {"country": country, "flow": flow, **period(shown), "commodity": "total", "value_usd": value,
            "valuation": valuation, "source_id": "imf-nd-imts", **base, **more}  # fmt: skip


def imts(folder: Folder) -> None:
    """Kazakh exports of 10 a month in millions, 120 a year; the Afghan side 8; Turkmen ones of 5 estimated."""
    estimate = {
        "status": "estimate",
        "made_by": "IMF",
        "note": "IMF estimate of the exporter's side (Turkmenistan): Turkmenistan does not report",
    }
    rows = [_imts("KAZ", "export", it, 10e6, reported_by="KAZ") for it in MONTHS]
    rows += [_imts("KAZ", "import", it, 1e6, "CIF", reported_by="KAZ") for it in MONTHS]
    rows += [_imts("KAZ", "export", it, 8e6, "CIF") for it in MONTHS]
    rows += [_imts("TKM", "export", it, 5e6, **estimate) for it in MONTHS]
    rows += [_imts("KAZ", "export", year, 120e6, reported_by="KAZ") for year in ("2023", "2024")]
    rows += [
        _imts("KAZ", "export", year, 400e6) for year in ("2019", "2020")
    ]  # the curated vintage has 399.4 and 621.9
    write(folder, Trade, "imts", rows)
    write(folder, Sources, "imts", [source("imf-nd-imts", "IMF")])


def _comtrade(hs: str, commodity: str, value: float, shown: str = "2024", **more: Any) -> Row:
    return {"country": "KAZ", "flow": "export", **period(shown), "commodity": commodity, "hs": hs, "value_usd": value,
            "valuation": "FOB", "reported_by": "KAZ", "status": "statistic", "source_id": "un-comtrade-kaz",
            "note": "HS 2022", **more}  # fmt: skip


def _chapter(hs: str, called: str, value: float, shown: str = "2024") -> Row:
    return {**_comtrade(hs, f"hs_{hs}", value, shown), "commodity_name": called}


def comtrade(folder: Folder) -> None:
    """Kazakh cereals of 60 million in 2024, wheat 40 of them (200 thousand tonnes), flour 30, fuels 10."""
    rows = [
        _chapter("10", "cereals", 60e6), _comtrade("1001", "wheat", 40e6, quantity_t=200e3),
        _chapter("11", "flour, malt and starch", 30e6), _comtrade("1101", "flour", 30e6, quantity_t=100e3),
        _chapter("27", "fuels and electricity", 10e6),
        _chapter("10", "cereals", 5e6, "2024-01"),
    ]  # fmt: skip
    write(folder, Trade, "comtrade", rows, republish="no", republish_reason=TERMS)
    write(folder, Sources, "comtrade", [source("un-comtrade-kaz", "UN Comtrade", "2025-06-01")], republish="no")


def _product(hs: str, called: str) -> Row:
    return {"commodity": f"hs92_{hs}", "commodity_name": called, "hs": hs}


def baci(folder: Folder) -> None:
    """Uzbek and Kazakh products of 2022: rice of 3 and tyres of 1 million, and thousands of a thousand dollars."""
    base = {"flow": "export", **period("2022"), "valuation": "FOB", "reported_by": "CEPII", "status": "statistic",
            "source_id": "cepii-baci-202601", "note": "BACI 202601, HS 1992: one figure made of both sides' reports"}  # fmt: skip
    rice = "Cereals: rice, semi-milled or wholly milled, whether or not polished or glazed"
    rows = [
        {**base, "country": "UZB", **_product("100630", rice), "value_usd": 3e6, "quantity_t": 6e3},
        {**base, "country": "UZB", **_product("401110", "Rubber: new pneumatic tyres"), "value_usd": 1e6},
        {**base, "country": "KAZ", "commodity": "flour", "hs": "110100", "value_usd": 9e6, "quantity_t": 30e3},
    ]  # fmt: skip
    rows += [
        {
            **base,
            "country": "UZB",
            **_product(f"{it}", f"Product {it} of many"),
            "value_usd": 1e3,
        }
        for it in range(840000, 840000 + PRODUCTS)
    ]
    write(folder, Trade, "baci", rows)
    write(folder, Sources, "baci", [source("cepii-baci-202601", "CEPII", "2026-01")])


def faostat(folder: Folder) -> None:
    """Uzbek onions and cabbages of 2022, where the curated cut has vegetables; and wheat in a newer edition."""
    base = {"country": "UZB", "flow": "export", **period("2022"), "valuation": "FOB", "reported_by": "UZB",
            "status": "statistic", "source_id": "fao-trade-matrix-2026-12"}  # fmt: skip
    rows = [
        {**base, "commodity": "fao_403", "commodity_name": "Onions and shallots, dry", "value_usd": 7e6, "quantity_t": 20e3,
         "note": "FAO item 403, Onions and shallots, dry; official (A)"},
        {**base, "commodity": "fao_358", "commodity_name": "Cabbages", "value_usd": 3e6,
         "note": "FAO item 358, Cabbages; official (A)"},
        {**base, "commodity": "wheat", "hs": "1001", "value_usd": 2e6, "quantity_t": 8e3, "note": "FAO item 15, Wheat; official (A)"},
    ]  # fmt: skip
    write(folder, Trade, "faostat", rows)
    write(folder, Sources, "faostat", [source("fao-trade-matrix-2026-12", "FAO", "2026-12-20")])


def siat(folder: Folder) -> None:
    """Uzbek exports of 700 and imports of 9 million in 2022, by the state's own statistics."""
    base = {
        "country": "UZB",
        **period("2022"),
        "commodity": "total",
        "reported_by": "UZB",
        "status": "statistic",
        "source_id": "siat-nd-trade-by-country",
    }
    write(
        folder,
        Trade,
        "siat",
        [{**base, "flow": "export", "value_usd": 700e6}, {**base, "flow": "import", "value_usd": 9e6}],
    )
    write(folder, Sources, "siat", [source("siat-nd-trade-by-country", "National Statistics Committee of Uzbekistan")])


def alone(folder: Folder, table: type[Table]) -> None:
    """Take the curated part of a table away, so that no curated edition fills the years that a test leaves unknown."""
    (folder.path / table.name / "curated.parquet").unlink()


def fts(folder: Folder) -> None:
    """In 2022 Kazakhstan 2 million counted and 1 pledged; all donors 502; an undated reading of the plan of 2023."""
    base = {"flow_id": "1", **period("2022"), "donor": "Kazakhstan, Government of", "country": "KAZ", "status": "paid",
            "new_money": True, "on_boundary": "single", "counts": True, "value_usd": 2e6, "source_id": "fts-nd-flows"}  # fmt: skip
    rows = [
        base, {**base, "flow_id": "2", "status": "pledge", "counts": False, "value_usd": 1e6},
        {**base, "flow_id": "3", "on_boundary": "shared", "counts": False, "value_usd": 9e6},
        {**base, "flow_id": "4", "form": "in kind", "value_usd": None},
        {**base, "flow_id": "5", "donor": "Everybody else", "country": None, "value_usd": 500e6},
        {**base, "flow_id": "6", **period("2023"), "country": "UZB", "value_usd": 3e6},
    ]  # fmt: skip
    alone(folder, Flows)
    write(folder, Flows, "fts", rows)
    plan = {"year": 2023, "plan": "Humanitarian Response Plan (Afghanistan 2023, in FTS)", "plan_kind": "yearly_plan", "required_usd": 9e9,
            "funded_usd": 8e9, **period(""), "source_id": "fts-nd-plans"}  # fmt: skip
    write(folder, Appeals, "fts", [plan])
    known = [source(it, "OCHA Financial Tracking Service") for it in ("fts-nd-flows", "fts-nd-plans")]
    write(folder, Sources, "fts", known)


def world_bank(folder: Folder) -> None:
    """Kazakhstan of 20 million people and 200 bn dollars in 2023, Uzbekistan without output."""
    base = {"source_id": "world-bank-indicators"}
    rows = [
        {**base, "country": "KAZ", **period(f"{year}"), "population": 20_000_000, "gdp_usd": 200e9}
        for year in (2019, 2020, 2023, 2024)
    ]
    rows += [{**base, "country": "UZB", **period(f"{year}"), "population": 36_000_000} for year in (2023, 2024)]
    alone(folder, Indicators)
    write(folder, Indicators, "world_bank", rows)
    write(folder, Sources, "world_bank", [source("world-bank-indicators", "World Bank", "2026-01-10")])


def unhcr(folder: Folder) -> None:
    """Afghans in Tajikistan at the end of 2023 and of a year that the curated edition does not have."""
    base = {"country": "TJK", "source_id": "unhcr-nd-population-statistics", "asylum_seekers": 10}
    write(folder, Refugees, "unhcr", [{**base, **period(it), "refugees": 4321} for it in ("2023", "2026")])
    write(folder, Sources, "unhcr", [source("unhcr-nd-population-statistics", "UNHCR")])


def wfp(folder: Folder) -> None:
    """Bread in a month that the curated edition has, and in one that it has not."""
    base = {
        "commodity": "Bread",
        "unit": "KG",
        "price_afn": 60.0,
        "markets": 30,
        "source_id": "wfp-food-prices-afghanistan",
    }
    write(folder, FoodPrices, "wfp", [{**base, **period(it)} for it in ("2024-01", "2026-02")])
    write(folder, Sources, "wfp", [source("wfp-food-prices-afghanistan", "WFP", "2026-03-01")])


def loads(folder: Folder) -> None:
    """The IMF loaded, FTS failed after a good load, UNHCR failed and never came."""
    base = {"origin": "https://example.org/", "loaded_at": "2026-03-01 06:00", "row_count": 5, "state": "good"}
    write(folder, Loads, "imts", [{**base, "loader": "imts", "table": "trade"}])
    write(folder, Loads, "fts", [
        {**base, "loader": "fts", "table": "flows", "state": "failed", "reason": "FTS, flows of 2024: refused: 406"},
    ])  # fmt: skip
    never = {"loaded_at": None, "row_count": 0, "state": "failed", "reason": "UNHCR: the answer has no record"}
    write(folder, Loads, "unhcr", [{**base, **never, "loader": "unhcr", "table": "refugees"}])
    change: Row = {"loader": "imts", "table": "trade", "kind": "changed", "column_name": "value_usd", "before": "10 US$", "after": "11 US$",
              "loaded_at": "2026-03-01 06:00"}  # fmt: skip
    rows: list[Row] = [{**change, "row": f"Kazakhstan, export, {it}, total"} for it in ("Jan 2024", "Feb 2024")]
    rows += [
        {
            **change,
            "kind": "added",
            "row": "Kazakhstan, export, Apr 2025, total",
            "column_name": None,
            "before": None,
            "after": "Value: 11 US$",
        }
    ]
    rows += [{**change, "kind": "more", "row": "7 more; in all 8 changed, 2 added", "column_name": None, "before": None,
              "after": None}]  # fmt: skip
    write(folder, Changes, "imts", rows)


ALL = (imts, comtrade, baci, faostat, siat, fts, world_bank, unhcr, wfp, loads)


def write_all(folder: Folder) -> None:
    """Every part."""
    for it in ALL:
        it(folder)
