"""All rows on one state in one file: a CSV for each table that has any, and the sources that they cite."""

from typing import Final

import pandas as pd
import streamlit as st

from data.schema.columns import Table
from data.schema.tables import TABLES, Sources
from data.vocabulary.places import name
from pages._app.cache import once
from pages._app.record import file_name, free, parts
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import source_ids, text
from pages._parts.downloads import zipped
from pages._parts.lists.listing import csv
from pages.country.sections import of

_COUNTRY: Final = ("country", "countries", "donor")  # the columns that name states


def download(view: View, code: str) -> None:  # noqa: ARG001  of all years
    """Offer the rows of every table on the state, of all years, as one file that is made on a click."""
    st.markdown(text(_contents(code)))
    st.download_button(
        "All rows on this state as CSV (zip)",
        lambda: packed(code),
        file_name(f"{name(code).lower()}.zip"),
        "application/zip",
        key="country_zip",
        on_click="ignore",
        icon=":material/folder_zip:",
    )


@once
def _contents(code: str) -> str:
    """Say what the file holds, and what may not be in it."""
    tables = every(code)
    count = sum(map(len, tables.values()))
    withheld = {part: why for table in _tables() for part, why in parts(table).withheld.items()}
    left_out = "".join(f" Left out: {part}, {why}." for part, why in withheld.items())
    return (
        f"{count:,} rows of all years in {len(tables)} tables name {name(code)}: {', '.join(tables)}.{left_out} "
        "Each row carries the publisher and the address of its source."
    )


def _tables() -> list[type[Table]]:
    """List the tables whose rows are about states."""
    return [table for table in TABLES if set(_COUNTRY) & set(map(str, table.columns))]


def every(code: str) -> dict[str, pd.DataFrame]:
    """Collect the rows on a state that may be passed on, by the name of their table."""
    tables = {}
    for table in _tables():
        column = next(it for it in _COUNTRY if it in table.columns)
        if len(about := of(rows(table)[free(table)], code, column)):
            tables[table.name] = about
    return tables


def packed(code: str) -> bytes:
    """Pack the rows on a state as a zip of CSV files, with the sources that they cite."""
    tables = every(code)
    known = rows(Sources)
    tables[Sources.name] = known[known[Sources.source_id].isin(source_ids(*tables.values()))]
    return zipped({f"{table}.csv": csv(part) for table, part in tables.items()})
