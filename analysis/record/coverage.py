"""How many rows there are, by table, state, year and source. Counts of rows say nothing about the world."""

from collections.abc import Iterable

import pandas as pd

from analysis.base.behind import united
from data.schema.columns import Derived, Table, column
from data.schema.tables import BY_NAME, Sources
from data.vocabulary.places import CODES, PLACES

Tables = Iterable[tuple[type[Table], pd.DataFrame]]


class Coverage(Derived):
    """The rows of one table that begin in one year; behind them are the sources that they cite."""

    name, heading, of = "coverage", "Coverage", Sources
    table = column("text", "Table", "The name of the table.", required=True, values=tuple(BY_NAME))
    country = column("text", "State", "The state that the rows name; empty where they are counted whatever they name.",
                     values=CODES)  # fmt: skip
    year = column("count", "Year", "The year in which the rows begin.", required=True)
    rows = column("count", "Rows", "How many there are.", required=True, low=1)


def country_column(table: type[Table]) -> str | None:
    """Name the column that says whose row it is: the first one that holds codes of places; None where there is none."""
    return next((str(it) for it in table.columns if it.spec.values and set(it.spec.values) <= set(PLACES)), None)


def cited_column(table: type[Table]) -> str | None:
    """Name the column of the sources of a row; None where rows cite none."""
    return next((str(it) for it in table.columns if it.spec.cites), None)


def by_table(tables: Tables, sources: pd.DataFrame) -> pd.DataFrame:
    """Count the rows of each table by the year in which they begin.

    Args:
        tables: each table with its rows; rows of `Sources` count in the year of their publication.
        sources: rows of `Sources`.

    Returns:
        Rows of `Coverage` without a state; rows without a date are left out.
    """
    return _counted([_dated(table, rows, sources).assign(country=None) for table, rows in tables if "start" in rows])


def by_state(tables: Tables, sources: pd.DataFrame) -> pd.DataFrame:
    """Count the rows that name each of the five states, by table and year; a row that names several counts for each.

    Args:
        tables: each table with its rows.
        sources: rows of `Sources`.

    Returns:
        Rows of `Coverage`; tables without a country are left out, and so are rows about the five together.
    """
    lines = []
    for table, rows in tables:
        of = country_column(table)
        if of and "start" in rows:
            named = _dated(table, rows, sources).assign(country=rows[of].str.split(";")).explode(Coverage.country)
            lines.append(named[named[Coverage.country].isin(CODES)])
    return _counted(lines)


def _dated(table: type[Table], rows: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The table, the year and the sources of each row that has a date, under its label."""
    ids = dict(zip(sources[Sources.source_id], sources[Sources.row_id].tolist(), strict=True))
    cites = Sources.source_id if table is Sources else cited_column(table)
    cells = rows[cites] if cites else pd.Series("", index=rows.index)
    behind = [tuple(ids[it] for it in cell.split(";") if it in ids) for cell in cells]
    lines = pd.DataFrame({Coverage.table: table.name, Coverage.year: rows["start"].dt.year, Coverage.behind: behind},
                         index=rows.index)  # fmt: skip
    return lines.dropna(subset=Coverage.year)


def _counted(lines: list[pd.DataFrame]) -> pd.DataFrame:
    """Rows of `Coverage` from a line for each row and state."""
    keys = [Coverage.country, Coverage.table, Coverage.year]
    every = pd.concat(lines) if lines else pd.DataFrame(columns=[*keys, Coverage.behind])
    groups = every.groupby(keys, dropna=False)[Coverage.behind]
    counts = groups.agg(rows="size", behind=united).reset_index()
    return counts.astype({"country": "str", "table": "str", "year": "int64", "rows": "int64"})


def citations(tables: Tables) -> pd.DataFrame:
    """Count the rows of each table that cite each source.

    Returns:
        By `source_id`, one column for each table that cites any; a row with several sources counts for each.
    """
    counts = {}
    for table, rows in tables:
        cites = cited_column(table)
        if cites is not None and len(rows):
            counts[table.name] = rows[cites].str.split(";").explode().value_counts()
    by_source = pd.DataFrame(counts).fillna(0).astype(int)
    return by_source.set_axis(by_source.index.astype("str")).rename_axis(
        "source_id"
    )  # no source at all has no kind of name
