"""The rows that pages read: loaded once for all readers and shared; nobody may change them."""

import pandas as pd
import streamlit as st

import data
from data.columns import Table
from data.tables import BY_NAME, TABLES, Sources


def rows(table: type[Table]) -> pd.DataFrame:
    """Every row of a table, as it is on disk now."""
    return _rows(table.name, data.version())


@st.cache_resource(max_entries=2 * len(TABLES), show_spinner=False)
def _rows(name: str, version: str) -> pd.DataFrame:  # noqa: ARG001  new data on disk are a new key
    return data.read(BY_NAME[name])


def sources() -> pd.DataFrame:
    """The sources by their id."""
    return _sources(data.version())


@st.cache_resource(max_entries=2, show_spinner=False)
def _sources(version: str) -> pd.DataFrame:
    return _rows(Sources.name, version).set_index("source_id")


def published() -> pd.Series:
    """The day of publication of each source."""
    return sources()["start"]


def unreadable() -> list[str]:
    """A sentence for each part on disk that cannot be read."""
    return _unreadable(data.version())


@st.cache_resource(max_entries=2, show_spinner=False)
def _unreadable(version: str) -> list[str]:  # noqa: ARG001
    return [sentence for table in TABLES for sentence in data.unreadable(table)]
