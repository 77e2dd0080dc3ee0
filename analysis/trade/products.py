"""The products of one year as a tree: state, chapter of the Harmonised System, product.

Two data sets have chapters: BACI has products of six digits, each flow one figure made of both sides' reports;
UN Comtrade has chapters as a side reports them, and some headings in them. Never both in one tree.
"""

from typing import Final

import pandas as pd

from analysis.base.behind import united
from analysis.base.derived import like, rows_of
from analysis.trade.mirrored import OWN
from data.rows import Row, records
from data.schema.columns import Derived, column
from data.schema.tables import Trade
from data.vocabulary import codes, periods
from data.vocabulary.hs_chapters import CHAPTERS
from data.vocabulary.places import CEPII, CODES

BACI: Final = CEPII.code
MOST: Final = 40  # products of a chapter that stand by themselves; the others are one sum
LEVELS: Final = ("state", "chapter", "product", "smaller", "rest")
_EXCESS: Final = 1e-9  # the part of a chapter by which rounding lets its products exceed it
_REST: Final = 1e-6  # the part of a chapter below which nothing is left of it


class Product(Derived):
    """One node of the tree of products: a state, a chapter, a product, or what is left of a chapter."""

    name, heading = "products", "Products of a year"
    of = Trade
    id = column("text", "Node", "Names the node.", required=True)
    parent = column("text", "Parent", "The node that holds it; empty at the top.", required=True)
    level = column(
        "text",
        "Level",
        "What the node is; `smaller`: the smallest products of a chapter; `rest`: what its "
        "headings leave of a reported chapter.",
        required=True,
        values=LEVELS,
    )
    country = like(Trade.country)
    year = column("count", "Year", "The calendar year.", required=True, low=1990, high=2100)
    chapter = column("text", "Chapter", "Two digits of the Harmonised System; none of a state.", pattern=r"\d{2}")
    hs, commodity_name = like(Trade.hs), like(Trade.commodity_name)
    commodity = column("text", "Commodity", "The code of a reported product.")
    value = column("number", "Value", "Value in current US dollars.", unit="US$", required=True, low=0)
    share = column("number", "Share", "Its part of the whole tree.", unit="%", required=True, low=0)
    quantity_t = like(Trade.quantity_t)
    derived = column("flag", "Derived", "Whether it is a sum or difference that we worked out.", required=True)


def reports(rows: pd.DataFrame, *, flow: str, by: str) -> pd.DataFrame:
    """Pick the reported rows that trees are made of, of all years: dollars, calendar years, one flow, one reporter.

    Args:
        rows: rows of `Trade` in use.
        flow: export or import.
        by: `own` for each state's own statistics, AFG for the Afghan ones, `BACI` for both sides reconciled.
    """
    digits = rows[Trade.hs].str.len()
    reporter = rows[Trade.country] if by == OWN else by
    chosen = (rows[Trade.flow] == flow) & (rows[Trade.reported_by] == reporter) & rows[Trade.country].isin(CODES)
    chosen &= rows[Trade.status].isin(codes.TRADED) & rows[Trade.value_usd].notna() & rows[Trade.start].notna()
    rows = rows[chosen & ((digits == 6) if by == BACI else digits.isin([2, 4]))]
    rows = rows[periods.is_calendar_year(rows)]
    if by == BACI:
        return rows
    chapters = rows[rows[Trade.hs].str.len() == 2]
    # headings belong to the tree only where the same source reports chapters for that state and year
    keys = [Trade.country, Trade.start, Trade.source_id]
    return rows[pd.MultiIndex.from_frame(rows[keys]).isin(pd.MultiIndex.from_frame(chapters[keys]))]


def products(rows: pd.DataFrame, year: int) -> pd.DataFrame:
    """Build the tree of states, chapters and products of one year.

    Method: a chapter that is reported keeps its figure, and what its headings leave of it is one more product, by our
    subtraction; headings that exceed their chapter are left out. A chapter that is not reported is the sum of its
    products, a state the sum of its chapters, both ours. Of a chapter with many products the smallest are one sum.

    Args:
        rows: rows of `reports`.
        year: the calendar year.

    Returns:
        Rows of `Product`, each after the one that holds it.
    """
    rows = rows[rows[Trade.start].dt.year == year]
    nodes = [node for code in CODES for node in _state(rows[rows[Trade.country] == code], code)]
    whole = sum(node["value"] for node in nodes if node["level"] == "state")
    return rows_of(Product, [{**node, "year": year, "share": 100 * node["value"] / whole} for node in nodes])


def _state(rows: pd.DataFrame, code: str) -> list[Row]:
    """Build the nodes of a state; of a product that is reported twice the first report."""
    rows = rows.drop_duplicates(Trade.hs)
    parts = [_chapter(part, code) for _, part in rows.groupby(rows[Trade.hs].str[:2])]
    chapters = [part[0] for part in parts if part]
    total = sum(chapter["value"] for chapter in chapters)
    if not total > 0:
        return []
    state = {
        "id": code,
        "parent": "",
        "level": "state",
        "country": code,
        "derived": True,
        "value": total,
        "behind": united(chapter["behind"] for chapter in chapters),
    }
    return [state, *(node for part in parts for node in part)]


def _chapter(rows: pd.DataFrame, code: str) -> list[Row]:
    """Build the node of a chapter, and of what it holds."""
    is_chapter = rows[Trade.hs].str.len() == 2
    reported, parts = rows[is_chapter], rows[~is_chapter & (rows[Trade.value_usd] > 0)]
    known, summed = len(reported) > 0, float(parts[Trade.value_usd].sum())
    value = float(reported[Trade.value_usd].iloc[0]) if known else summed
    if not value > 0:
        return []
    number = str(rows[Trade.hs].iloc[0])[:2]
    within: Row = {"country": code, "chapter": number, "commodity_name": CHAPTERS.get(number)}
    chapter = {
        **within,
        "id": f"{code} {number}",
        "parent": code,
        "level": "chapter",
        "hs": number,
        "value": value,
        # where a product of it has no weight a sum would be less than the chapter
        "quantity_t": reported[Trade.quantity_t].iloc[0] if known else None,
        "derived": not known,
        "behind": _row_ids(reported if known else parts),
    }
    if parts.empty or summed > value * (1 + _EXCESS):
        return [chapter]
    within |= {"parent": chapter["id"], "derived": True}
    parts = parts.sort_values(Trade.value_usd, ascending=False, kind="stable")
    nodes = [chapter, *(_product(row, within) for row in records(parts.head(MOST)))]
    if len(small := parts.iloc[MOST:]):
        nodes.append(
            {
                **within,
                "id": f"{chapter['id']} small",
                "level": "smaller",
                "value": float(small[Trade.value_usd].sum()),
                "behind": _row_ids(small),
            }
        )
    if known and value - summed > _REST * value:
        nodes.append(
            {
                **within,
                "id": f"{chapter['id']} rest",
                "level": "rest",
                "value": value - summed,
                "behind": _row_ids(rows[is_chapter | rows.index.isin(parts.index)]),
            }
        )
    return nodes


def _product(row: Row, within: Row) -> Row:
    """Build the node of a reported product."""
    return {
        **within,
        "id": f"{row[Trade.country]} {row[Trade.hs]}",
        "level": "product",
        "derived": False,
        "hs": row[Trade.hs],
        "commodity": row[Trade.commodity],
        "commodity_name": row[Trade.commodity_name],
        "value": row[Trade.value_usd],
        "quantity_t": row[Trade.quantity_t],
        "behind": (row[Trade.row_id],),
    }


def _row_ids(rows: pd.DataFrame) -> tuple[int, ...]:
    """Name reported rows."""
    return tuple(rows[Trade.row_id].tolist())
