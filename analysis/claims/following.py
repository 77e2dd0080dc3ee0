"""What the statistics say of the two years after the one that a statement speaks of."""

from typing import Final

import pandas as pd

from analysis.base.behind import united
from analysis.base.derived import rows_of
from analysis.claims.statement import Statement
from analysis.claims.statistics import Statistic, Statistics, series_of
from data.rows import Row, records
from data.schema.columns import column

STEPS: Final = (1, 2)  # years after the one spoken of


class Followed(Statement):
    """A statement with the statistics of the two years after the one that it speaks of."""

    name, heading = "followed", "Statements and the years after"
    next1_year = column("count", "Next year", "The year after the one spoken of, where it has a statistic.")
    next1_value = column("number", "Statistic, next year", "The statistic of that year, in the unit of `measure`.")
    next1_source_id = column("text", "Source, next year", "The source of that statistic.", internal=True)
    next1_note = column("text", "Note, next year", "The note on that statistic.", internal=True)
    next2_year = column("count", "Second year", "The second year after the one spoken of, where it has a statistic.")
    next2_value = column("number", "Statistic, second year", "The statistic of that year, in the unit of `measure`.")
    next2_source_id = column("text", "Source, second year", "The source of that statistic.", internal=True)
    next2_note = column("text", "Note, second year", "The note on that statistic.", internal=True)


def followed(statements: pd.DataFrame, statistics: Statistics) -> pd.DataFrame:
    """Look up the statistics of the two years after the one that each statement speaks of.

    Method: of one that names no year the years after the last full one before it was stated.

    Args:
        statements: rows of `Statement`.
        statistics: those of the same series, as `statistics_beside` chooses them.

    Returns:
        Rows of `Followed` under the same labels, with their `row_id`.
    """
    rows = rows_of(Followed, [row | _after(row, statistics) for row in records(statements)])
    return rows.assign(row_id=statements[Statement.row_id].to_numpy()).set_axis(statements.index)


def _after(row: Row, statistics: Statistics) -> Row:
    """The columns of the years after."""
    first, after, behind = _year(row), {}, [row[Statement.behind]]
    for of_year in statistics.years.get(series_of(row, row[Statement.measure]), []):
        step = of_year[Statistic.year] - first if first else 0
        if step in STEPS:
            columns = (Statistic.value, Statistic.source_id, Statistic.note)
            after |= {f"next{step}_{column}": of_year[column] for column in columns}
            after[f"next{step}_year"] = of_year[Statistic.year]
            behind.append(of_year[Statistic.behind])
    return after | {Statement.behind: united(behind)}


def _year(row: Row) -> int | None:
    """The year that a statement speaks of, or that of the statistic before it."""
    if pd.notna(row[Statement.year]):
        return row[Statement.year]
    return row[Statement.beside_start].year if row[Statement.against] == "before" else None
