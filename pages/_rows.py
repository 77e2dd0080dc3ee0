"""The rows that pages read: loaded once for all readers and shared; nobody may change them."""

import datetime as dt

import pandas as pd

import data
from data.columns import Table
from data.tables import TABLES, Sources
from pages._once import once


@once
def rows(table: type[Table]) -> pd.DataFrame:
    """Every row of a table, as it is on disk now."""
    return data.read(table)


@once
def sources() -> pd.DataFrame:
    """The sources by their id."""
    return rows(Sources).set_index("source_id")


@once
def published() -> pd.Series:
    """The day of publication of each source."""
    return sources()["start"]


@once
def known_to() -> dt.date | None:
    """The day up to which the record reaches."""
    return data.known_to()


@once
def unreadable() -> list[str]:
    """A sentence for each part on disk that cannot be read."""
    return [sentence for table in TABLES for sentence in data.unreadable(table)]
