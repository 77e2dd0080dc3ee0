"""Rows as a table in words, and as a file."""

import re
from typing import Any, Final

import pandas as pd
import streamlit as st

from data.rows import records
from data.schema.columns import Column, Table
from data.schema.tables import Sources, Trade
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import PLACES, name
from data.vocabulary.text import defused
from pages._app.rows import sources
from pages._parts.citation import CITING, cited, link, text

SHOWN_ROWS: Final = 200
_CODED: Final = (
    "flow", "status", "category", "commodity", "dimension", "kind", "caveat", "place_status", "plan_kind", "bound",
)  # fmt: skip
_WORDS: Final = {
    "value": codes.POSITIONS,
    "vote": codes.VOTES,
    "language": codes.LANGUAGES,
    "measure": formats.MEASURES | formats.RELATIVE,
}  # codes of one column alone
_GOODS: Final = (Trade.commodity, Trade.commodity_name, Trade.hs)  # in a cell together
_LONG: Final = ("note", "url")
_PERIOD: Final = ("start", "end", "precision")


def listing(rows: pd.DataFrame, table: type[Table], *, is_short: bool = False) -> None:
    """Show rows as a table: headings, units, words for codes, links for sources.

    Args:
        rows: rows of the table.
        table: what they are rows of.
        is_short: whether sources, notes, and what is for programs are left out.
    """
    if is_short:
        rows = rows[[it for it in table.columns if it in rows and not _is_left_out(it)]]
    if len(rows) > SHOWN_ROWS:
        st.caption(f"The first {SHOWN_ROWS} of {len(rows):,} rows.")
    st.table(listed(rows.head(SHOWN_ROWS), table), hide_index=True)


def _is_left_out(column: Column) -> bool:
    """Whether a table of drawn values goes without a column: "Sources" has the notes, and files have all."""
    return column.spec.cites or column.spec.internal or column in _LONG or column.startswith("note_")


def listed(rows: pd.DataFrame, table: type[Table]) -> pd.DataFrame:
    """Put rows into words: dates as exactly as they are known, empty and absent columns left out.

    Args:
        rows: rows of the table.
        table: what they are rows of.

    Returns:
        A frame of texts, a column for each of the table's by its heading.
    """
    names = set(map(str, table.columns))
    cells: dict[str, list[str]] = {}
    for column in [it for it in table.columns if it in rows and it.spec.dtype != "rows"]:
        prefix = column.removesuffix("start")
        if prefix != column and f"{prefix}precision" in names:
            period = (column, f"{prefix}end", f"{prefix}precision")
            heading = column.spec.heading.removesuffix(" from")
            cells[heading] = _periods(rows, *period, unknown="" if prefix else "not named")
        elif f"{column}_precision" in names and rows[column].notna().any():
            cells[column.label] = _periods(rows, column, column, f"{column}_precision")
        elif column == Trade.commodity and Trade.commodity_name in rows:
            cells[column.label] = [text(codes.goods(row)) for row in records(rows[[*_GOODS]])]
        elif column != Trade.commodity_name and not column.endswith(_PERIOD) and not rows[column].isna().all():
            cells[column.label] = [_cell(value, column) for value in rows[column]]
    return pd.DataFrame(cells)


def _periods(rows: pd.DataFrame, start: str, end: str, precision: str, *, unknown: str = "") -> list[str]:
    columns = (rows[start], rows[end], rows[precision])
    return [periods.label(*one, unknown=unknown) for one in zip(*columns, strict=True)]


def _plain_cell(value: Any, dtype: str) -> str:  # noqa: ANN401
    """A date, a flag or a number as a reader writes it."""
    if dtype == "date":
        return f"{value:%-d %b %Y}"
    if dtype == "flag":
        return "yes" if value else "no"
    return f"{value:,.0f}" if float(value).is_integer() else formats.significant(float(value), 4)


def _cell(value: Any, column: Column) -> str:  # noqa: ANN401
    """One value as a reader writes it."""
    if pd.isna(value):
        return ""
    spec = column.spec
    if spec.cites:
        return "; ".join(cited(it) for it in str(value).split(";"))
    if spec.dtype != "text":
        return f"{value:.0f}" if column.endswith("year") else _plain_cell(value, spec.dtype)
    if not column.startswith("publisher") and set(str(value).split(";")) <= PLACES.keys():
        return text(name(str(value)))
    if column == "url":
        return link(str(value), str(value))
    words = _WORDS.get(column, {}).get(str(value), str(value))
    words = words.replace(";", ", ") if spec.many else words
    is_code = column in _CODED or re.fullmatch(r"[a-z]+(_[a-z]+)+", words)
    return text(codes.say(words) if is_code else words)


def csv(rows: pd.DataFrame) -> bytes:
    """Return rows as a CSV file, with publisher and address of the first source that each column of sources cites.

    No text is a formula to a spreadsheet; `data.vocabulary.text.restored` reads it again.
    """
    cells = rows.drop(columns=Table.row_id, errors="ignore")
    for column in cells.select_dtypes("datetime"):
        cells[column] = cells[column].dt.strftime("%Y-%m-%d")
    numbers = list(cells.select_dtypes("number"))
    for column in numbers:
        cells[column] = cells[column].map(_exact, na_action="ignore").astype(object)
    for cited_in in [it for it in CITING if it in cells]:
        first, prefix = cells[cited_in].str.split(";").str[0], cited_in.partition("source_id")[0]
        for column in (Sources.publisher, Sources.url):
            cells[f"{prefix}{column}"] = first.map(sources()[column])
    for column in cells.columns.difference(numbers, sort=False):
        cells[column] = cells[column].map(lambda it: defused(it).replace("\r", "\n") if isinstance(it, str) else it)
    return cells.to_csv(index=False, lineterminator="\n").encode()


def _exact(value: float) -> str:
    """A number as it is, a whole one without decimals."""
    return f"{value:.0f}" if float(value).is_integer() else repr(float(value))
