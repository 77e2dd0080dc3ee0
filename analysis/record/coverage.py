"""How much the record holds: rows by year, by state and by source. Counts of rows say nothing about the world."""

from collections.abc import Iterable

import pandas as pd

from data.schema.columns import Table
from data.vocabulary.places import CODES, PLACES


def country_column(table: type[Table]) -> str | None:
    """The column that says whose row it is: the first one that holds codes of places; None where there is none."""
    return next((str(it) for it in table.columns if it.spec.values and set(it.spec.values) <= set(PLACES)), None)


def cited_column(table: type[Table]) -> str | None:
    """The column that names the sources of a row; None where rows cite none."""
    return next((str(it) for it in table.columns if it.spec.cites), None)


def begun(rows: pd.DataFrame) -> pd.Series:
    """The year in which each row's period begins; missing where the row names no date."""
    if "start" not in rows:
        return pd.Series(pd.NA, index=rows.index, dtype="Int64")
    return rows["start"].dt.year.astype("Int64")


def by_table(tables: Iterable[tuple[type[Table], pd.DataFrame]]) -> pd.DataFrame:
    """Rows of each table by the year in which they begin.

    Returns:
        One row for each table and year with `table` (its name), `year` and `rows`; rows without a date are left out.
    """
    counts = [
        begun(rows).dropna().value_counts().rename_axis("year").reset_index(name="rows").assign(table=table.name)
        for table, rows in tables
    ]
    return _together(counts, ["table"])


def by_state(tables: Iterable[tuple[type[Table], pd.DataFrame]]) -> pd.DataFrame:
    """Rows that name each of the five states, by table and year; a row that names several counts for each.

    Returns:
        One row each with `country`, `table`, `year` and `rows`; tables without a country are left out, and so are rows
        that speak of the five together.
    """
    counts = []
    for table, rows in tables:
        column = country_column(table)
        if column is None:
            continue
        named = pd.DataFrame({"country": rows[column].str.split(";"), "year": begun(rows)}).dropna().explode("country")
        named = named[named["country"].isin(CODES)]
        counts.append(named.value_counts(["country", "year"]).reset_index(name="rows").assign(table=table.name))
    return _together(counts, ["country", "table"])


def _together(counts: list[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    columns = [*keys, "year", "rows"]
    filled = [it[columns] for it in counts if len(it)]
    found = pd.concat(filled) if filled else pd.DataFrame(columns=columns)
    return found.astype({"year": int, "rows": int}).sort_values([*keys, "year"], ignore_index=True)


def citations(tables: Iterable[tuple[type[Table], pd.DataFrame]]) -> pd.DataFrame:
    """How many rows of each table cite each source.

    Returns:
        By `source_id`, one column for each table that cites any; a row with several sources counts for each.
    """
    counts = {}
    for table, rows in tables:
        column = cited_column(table)
        if column is not None and len(rows):
            counts[table.name] = rows[column].str.split(";").explode().value_counts()
    found = pd.DataFrame(counts).fillna(0).astype(int)
    return found.set_axis(found.index.astype("str")).rename_axis("source_id")  # no source at all has no kind of name
