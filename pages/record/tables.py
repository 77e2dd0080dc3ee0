"""All tables in one: what a row is, how many rows there are, of which years, how fresh they are, and their file."""

from typing import Final
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from analysis.record.coverage import cited_column
from data.schema.columns import Table
from data.schema.tables import TABLES, Loads
from data.vocabulary.text import listed
from pages._app.cache import once, replayed
from pages._app.record import edition, parts, reach
from pages._app.rows import rows
from pages._parts.citation import text
from pages._parts.service.archive import everything

_ABOUT_THE_DATA: Final = ("loads", "changes")  # what is said of the others, in a section of its own


def tables() -> None:
    """Show the table of tables, and offer all of them in one archive, unless one cannot be read."""
    if not any(parts(it).unreadable for it in TABLES):
        st.download_button(
            "Everything in one archive",
            everything,
            f"amu-ledger-{edition()}.zip",
            "application/zip",
            key="data-all",
            on_click="ignore",
            icon=":material/folder_zip:",
            help="A data package: each table as CSV and Parquet, the dictionary of all columns, and how to cite.",
        )
    with st.container(key="list-tables"):
        _all()


@replayed
def _all() -> None:
    if len(at_a_glance()):
        st.table(at_a_glance(), hide_index=True)
    if without_rows():
        st.caption(text(f"No rows are loaded: {listed(without_rows())}."))


@once
def at_a_glance() -> pd.DataFrame:
    """List each table that has rows in one line."""
    return pd.DataFrame([_line(table) for table in TABLES if len(rows(table)) and table.name not in _ABOUT_THE_DATA])


def _line(table: type[Table]) -> dict[str, str]:
    every, column = rows(table), cited_column(table)
    return {
        "Table": f"**[{text(table.heading)}](?{urlencode({'data_table': table.heading})})**",
        "A row is": text(table.is_a_row().replace("`", "")),
        "Rows": f"{len(every):,}",
        "Sources": f"{every[column].str.split(';').explode().nunique():,}" if column else "",
        "Years": text(_years(table)),
        "Newest": text(reach(table).rpartition(" to ")[2]),
        "Loaded": _loaded(table),
    }


def _loaded(table: type[Table]) -> str:
    """The day on which rows of a table last changed."""
    loads = rows(Loads)
    days = pd.to_datetime(
        loads.loc[loads[Loads.table] == table.name, Loads.loaded_at].dropna(), errors="coerce"
    ).dropna()
    return "" if days.empty else f"{days.max():%-d %b %Y}"


def _years(table: type[Table]) -> str:
    """The first and the last year that rows of a table are about; empty where they have no dates."""
    starts = rows(table)["start"].dropna() if "start" in rows(table) else pd.Series(dtype="datetime64[ns]")
    return "" if starts.empty else f"{starts.min().year} to {starts.max().year}"


def without_rows() -> list[str]:
    """Name the tables of which there is no row."""
    return [it.heading for it in TABLES if rows(it).empty and it.name not in _ABOUT_THE_DATA]
