"""The rows that pages read: loaded once and shared by all sessions."""

import datetime as dt
import logging

import pandas as pd

import data
from analysis.base import in_use as use
from analysis.mirror.pairs import pairs, with_publishers
from analysis.trade.preferred import headline
from analysis.trade.series import Choice
from analysis.trade.since_2021 import since_2021
from data.schema.columns import Table
from data.schema.tables import TABLES, Sources, Trade
from pages._app.cache import once

log = logging.getLogger("amu_ledger")


@once
def rows(table: type[Table]) -> pd.DataFrame:
    """Return every row of a table, as it is on disk now."""
    return data.read(table)


@once
def in_use(table: type[Table]) -> pd.DataFrame:
    """Return the rows of a table that figures count, as `analysis.base.in_use`; the index is that of `rows`."""
    return use.in_use(rows(table), rows(Sources), table)


@once
def in_use_by_month() -> pd.DataFrame:
    """Return the rows of trade that figures by month count, with series of months."""
    return use.in_use(rows(Trade), rows(Sources), Trade, months=True)


@once
def preferred(measure: str) -> pd.DataFrame:
    """The figures that `analysis.trade.preferred` prefers; those of a flow, a good and a state are these too."""
    return headline(in_use(Trade), published(), measure)


@once
def mirror_pairs(measure: str) -> pd.DataFrame:
    """Every pair of mirrored figures in one measure, as Mirror and Trade count them: rows of `NamedPair`."""
    return with_publishers(pairs(in_use(Trade), published(), measure), rows(Sources))


@once
def changes_since_2021(choice: Choice) -> pd.DataFrame:
    """How the trade of each state has changed since 2021, in one flow, unit and good: rows of `Since`."""
    return since_2021(in_use(Trade), rows(Sources), choice)


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
    """Return the last day of the data."""
    return data.known_to()


@once
def unreadable() -> list[str]:
    """A sentence for each table that cannot be read; the log names the file and what to do."""
    sentences = []
    for table in TABLES:
        if faults := data.unreadable(table):
            log.error("; ".join(faults))
            sentences.append(f"{table.heading} cannot be read, or not in full: what is drawn from it is missing here.")
    return sentences
