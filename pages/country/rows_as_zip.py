"""All rows on one state in one file: a CSV for each table that has any, and the sources that they cite."""

from typing import Final

import pandas as pd
import streamlit as st

from data.schema.columns import Table
from data.schema.tables import TABLES, Sources
from data.vocabulary.places import name
from pages._app.cache import once
from pages._app.record import free, parts
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import source_ids, text
from pages._parts.downloads import zipped
from pages._parts.listing import csv
from pages.country.sections import of

_COUNTRY: Final = ("country", "countries", "donor")


def download(view: View, code: str) -> None:  # noqa: ARG001  of all years
    """The rows of every table on the state, of all years, as one file that is made on a click."""
    st.markdown(text(_said(code)))
    st.download_button(
        "All rows on this state as CSV (zip)", lambda: packed(code), f"amu-ledger-{name(code).lower()}.zip",
        "application/zip", key="country_zip", on_click="ignore", icon=":material/folder_zip:",
    )  # fmt: skip


@once
def _said(code: str) -> str:
    """What the file holds, and what may not be in it."""
    found = every(code)
    count = sum(len(it) for it in found.values())
    said = f"{count:,} rows of all years in {len(found)} tables name {name(code)}: {', '.join(found)}."
    withheld = {part: why for table in _tables() for part, why in parts(table).withheld.items()}
    said += "".join(f" Left out: {part}, {why}." for part, why in withheld.items())
    return f"{said} Each row carries the publisher and the address of its source."


def _tables() -> list[type[Table]]:
    """The tables whose rows are about states."""
    return [table for table in TABLES if set(_COUNTRY) & set(map(str, table.columns))]


def every(code: str) -> dict[str, pd.DataFrame]:
    """The rows on a state that may be passed on, by the name of their table."""
    found = {}
    for table in _tables():
        column = next(it for it in _COUNTRY if it in table.columns)
        if len(mine := of(rows(table)[free(table)], code, column)):
            found[table.name] = mine
    return found


def packed(code: str) -> bytes:
    """The rows on a state as a zip of CSV files, with the sources that they cite."""
    found = every(code)
    cited = {it for part in found.values() for it in source_ids(part)}
    known = rows(Sources)
    found[Sources.name] = known[known["source_id"].isin(cited)]
    return zipped({f"{table}.csv": csv(part) for table, part in found.items()})
