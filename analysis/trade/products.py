"""The products of one year as a tree: state, chapter of the Harmonised System, product.

Two data sets have chapters: BACI tells products of six digits, each flow one figure made of both sides' reports;
UN Comtrade tells chapters as a side reports them, and some headings in them. Never both in one tree.
"""

from typing import Any, Final

import pandas as pd

from analysis.trade.mirrored import OWN
from data.rows import records
from data.vocabulary import codes, periods
from data.vocabulary.hs_chapters import CHAPTERS
from data.vocabulary.places import CEPII, CODES

BACI: Final = CEPII.code
MOST: Final = 40  # products of a chapter that are told one by one; the rest is one sum
_COLUMNS: Final = {
    "id": "str", "parent": "str", "level": "str", "country": "str", "chapter": "str", "hs": "str", "name": "str",
    "value": "float64", "quantity_t": "float64", "derived": "bool", "year": "int64",
}  # fmt: skip


def told(rows: pd.DataFrame, *, flow: str, by: str) -> pd.DataFrame:
    """The rows of `Trade` that a tree is made of, of all years: dollars, calendar years, one flow, one reporter.

    Args:
        rows: rows of `Trade`.
        flow: export or import.
        by: `own` for each state's own statistics, AFG for the Afghan ones, `BACI` for both sides reconciled.
    """
    length = rows["hs"].astype("str").str.len().where(rows["hs"].notna(), 0)
    who = rows["country"] if by == OWN else by
    found = (rows["flow"] == flow) & (rows["reported_by"] == who) & rows["value_usd"].notna() & rows["start"].notna()
    found &= rows["country"].isin(CODES) & rows["status"].isin(codes.TRADED)
    mine = rows[found & ((length == 6) if by == BACI else length.isin([2, 4]))]
    mine = mine[periods.is_calendar_year(mine)]
    if by == BACI:
        return mine
    chapters = mine[mine["hs"].str.len() == 2]
    # headings belong to the tree only where the same source tells chapters for that state and year
    keys = ["country", "start", "source_id"]
    within = pd.MultiIndex.from_frame(mine[keys]).isin(pd.MultiIndex.from_frame(chapters[keys]))
    return mine[within]


def products(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """States, chapters and products of one year, each node after the one that holds it.

    Method: a chapter that is reported keeps its figure, and what its headings leave of it is one more product, by our
    subtraction; headings that exceed their chapter are left out. A chapter that is not reported is the sum of its
    products, a state the sum of its chapters, both ours. Of a chapter with many products
    the smallest are one sum.

    Args:
        rows: rows of `told`.
        year: the calendar year.

    Returns:
        `id`, `parent` (empty at the top), `level` (state, chapter, product), `country`, `chapter`, `hs`, `name`,
        `value` in dollars, `quantity_t` (0 where none is told), `derived`, `year`.
    """
    mine = rows[rows["start"].dt.year == year]
    found: list[dict[str, Any]] = []
    for code in CODES:
        part = mine[mine["country"] == code].drop_duplicates("hs")
        chapters = [node for _, it in part.groupby(part["hs"].str[:2]) for node in _chapter(it, code)]
        total = sum(it["value"] for it in chapters if it["level"] == "chapter")
        if total > 0:
            found += [_node(code, "", "state", value=total, derived=True), *chapters]
    columns = list(_COLUMNS)
    return pd.DataFrame([{**it, "year": year} for it in found], columns=columns).astype(_COLUMNS)


def _node(country: str, hs: str, level: str, *, value: float, name: str = "", tonnes: float = 0.0,
          derived: bool = False) -> dict[str, Any]:  # fmt: skip
    chapter = hs[:2]
    ids = {"state": (country, ""), "chapter": (f"{country} {chapter}", country)}
    id_, parent = ids.get(level, (f"{country} {hs}", f"{country} {chapter}"))
    return {
        "id": id_, "parent": parent, "level": level, "country": country, "chapter": chapter, "hs": hs, "name": name,
        "value": float(value), "quantity_t": float(tonnes), "derived": derived,
    }  # fmt: skip


def _chapter(rows: pd.DataFrame, code: str) -> list[dict[str, Any]]:
    """A chapter and what it holds."""
    chapter = str(rows["hs"].iloc[0])[:2]
    reported, parts = rows[rows["hs"].str.len() == 2], rows[(rows["hs"].str.len() > 2) & (rows["value_usd"] > 0)]
    summed, known = float(parts["value_usd"].sum()), len(reported) > 0
    value = float(reported["value_usd"].iloc[0]) if known else summed
    if not value > 0:
        return []
    name = CHAPTERS.get(chapter, "chapter not known")
    # where a product of it bears no weight a sum would be less than the chapter
    tonnes = float(reported["quantity_t"].fillna(0).iloc[0]) if known else 0.0
    node = _node(code, chapter, "chapter", value=value, name=name, tonnes=tonnes, derived=not known)
    if parts.empty or summed > value * (1 + 1e-9):
        return [node]
    below = [
        _node(code, it["hs"], "product", value=it["value_usd"], name=_name(it), tonnes=0 if pd.isna(it["quantity_t"]) else it["quantity_t"])
        for it in records(parts.nlargest(MOST, "value_usd"))
    ]  # fmt: skip
    if len(parts) > MOST:
        small = parts.nsmallest(len(parts) - MOST, "value_usd")
        name_of_them = f"{len(small):,} smaller products"
        sum_of_them = _node(code, chapter, "product", value=small["value_usd"].sum(), name=name_of_them, derived=True)
        below.append({**sum_of_them, "id": f"{node['id']} small", "parent": node["id"], "hs": ""})
    rest = value - summed
    if known and rest > 1e-6 * value:
        left = _node(code, chapter, "product", value=rest, name=f"other {name}", derived=True)
        below.append({**left, "id": f"{node['id']} rest", "parent": node["id"], "hs": ""})
    return [node, *below]


def _name(row: dict[str, Any]) -> str:
    """A product's name without its number, which stands before it."""
    return row["commodity_name"] if isinstance(row["commodity_name"], str) else codes.say(row["commodity"])
