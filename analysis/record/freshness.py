"""What is known of each state, of which year, by whom, and how fresh it is.

Ages are counted to the last day of the data, never to today: the data do not grow older while nobody adds to them.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final, NamedTuple

import pandas as pd

from analysis.base.behind import in_column, of_each, united
from analysis.base.derived import like
from analysis.record.coverage import Tables, cited_column, country_column
from analysis.trade.statistics import STATED
from data.schema.columns import Derived, Table, column
from data.schema.tables import BY_NAME, Appeals, FoodPrices, Sources, Trade
from data.vocabulary.codes import FRESHNESS, SOURCE_KINDS
from data.vocabulary.periods import PRECISIONS
from data.vocabulary.places import AFG, CODES, ORDER


class Cadence(NamedTuple):
    """How often a table is expected to grow, and how many days after the end of its last period it is due and overdue."""

    word: str
    due_after: int
    overdue_after: int


# The next year ends a year later and takes half a year to be published; a year later still it is overdue.
_YEARLY: Final = Cadence("yearly", 365 + 183, 2 * 365 + 183)
_MONTHLY: Final = Cadence("monthly", 92, 183)
CADENCES: Final = {
    "trade": _YEARLY, "refugees": _YEARLY, "appeals": _YEARLY, "indicators": _YEARLY, "flows": _YEARLY,
    "food_prices": _MONTHLY,
}  # fmt: skip
_OF_AFGHANISTAN: Final = (FoodPrices, Appeals)  # tables about Afghanistan that name no state
# The last day of a row by its own source; that a position ended or was seen later, another source says.
_LAST: Final = ("end", "start")


class Availability(Derived):
    """What one kind of source says of one state in one table and year; behind it are these sources."""

    name, heading, of = "availability", "What is known", Sources
    country = column("text", "State", "One of the five, or Afghanistan.", required=True, values=(*CODES, AFG.code))
    table = column("text", "Table", "The name of the table.", required=True, values=tuple(BY_NAME))
    kind = column("text", "Kind of source", "The kind of the sources.", required=True, values=tuple(SOURCE_KINDS))
    year = column("count", "Year", "The year.", required=True)
    rows = column("count", "Rows", "How many rows have a period that touches the year.", required=True, low=1)
    sources = column("count", "Sources", "How many sources they cite.", required=True, low=1)
    by = column(
        "text", "Reported by", "Codes of reporters for trade, publishers for all else.", required=True, many=True
    )
    published = column("date", "Last published", "The last day on which any of the sources was published.")


class Freshness(Derived):
    """How fresh one kind of source is on one state and table; behind it are the sources of the last period."""

    name, heading, of = "freshness", "How fresh it is", Sources
    country, table, kind = like(Availability.country), like(Availability.table), like(Availability.kind)
    last = column("date", "Known to", "The last day that any row covers.", required=True)
    by = like(Availability.by)
    published = column("date", "Published", "When the last source of that period was published.")
    precision = column(
        "text", "Date of publication", "How exactly that day is known.", required=True, values=PRECISIONS
    )
    age_days = column(
        "count", "Age", "From the last day covered to the last day of the data.", unit="days", required=True
    )
    state = column("text", "How fresh", "Whether a newer period is due.", required=True, values=tuple(FRESHNESS))


_CELL: Final = [Availability.country, Availability.table, Availability.kind]


def availability(tables: Tables, sources: pd.DataFrame) -> pd.DataFrame:
    """Count what is on record of each state, table, kind of source and year.

    Method: a row counts for every year that its period touches, for every state that it names and every kind of source
    that it cites, once each. Of trade only statistics and preliminary figures count; tables about Afghanistan that name no
    state count for it; others without a state are left out.

    Args:
        tables: each table with its rows.
        sources: rows of `Sources`.

    Returns:
        Rows of `Availability`, by country, table, kind and year.
    """
    lines = _lines(tables, sources)
    years = (range(first, last + 1) for first, last in zip(lines["first"], lines["last"], strict=True))
    lines = lines.assign(year=in_column(years, lines)).explode("year").dropna(subset="year")
    cells = lines.astype({"year": "int64"}).groupby([*_CELL, Availability.year]).agg(
        rows=("row", "nunique"), sources=("source_id", "nunique"), by=("by", _joined), published=("published", "max"),
        behind=("behind", united),
    )  # fmt: skip
    return _ordered(cells.reset_index(), [*_CELL, Availability.year])


def freshness(tables: Tables, sources: pd.DataFrame, known_to: dt.date) -> pd.DataFrame:
    """Find how fresh each state, table and kind of source is at the end of the data.

    Method: the age runs from the last day of the last period to `known_to`. `CADENCES` says after how many days a newer
    period is due and overdue; tables that follow what happens are never due.

    Args:
        tables: each table with its rows.
        sources: rows of `Sources`.
        known_to: the last day of the data.

    Returns:
        Rows of `Freshness`, by country, table and kind; a state of which nothing is on record has none.
    """
    lines = _lines(tables, sources)
    lines = lines.assign(end=lines["end"].clip(upper=pd.Timestamp(known_to)))
    newest = lines[lines["end"] == lines.groupby(_CELL)["end"].transform("max")]
    newest = newest.sort_values("published", kind="stable", na_position="first")
    cells = newest.groupby(_CELL).agg(
        last=("end", "max"), by=("by", _joined), published=("published", "last"), precision=("precision", "last"),
        behind=("behind", united),
    ).reset_index()  # fmt: skip
    age = (pd.Timestamp(known_to) - cells[Freshness.last]).dt.days.astype("int64")
    states = [_how_fresh(table, days) for table, days in zip(cells[Freshness.table], age, strict=True)]
    return _ordered(cells.assign(age_days=age, state=pd.Series(states, dtype="str")), _CELL)


def states_of(table: type[Table]) -> tuple[str, ...]:
    """Return the states that rows of a table are about, where there are any: the five, or Afghanistan."""
    if table in _OF_AFGHANISTAN:
        return (AFG.code,)
    return CODES if country_column(table) else ()


def _lines(tables: Tables, sources: pd.DataFrame) -> pd.DataFrame:
    """One line for each row, state and source: who reports what of which years."""
    columns = ["row", "table", "country", "by", "source_id", "first", "last", "end"]
    frames = [_of_table(table, rows) for table, rows in tables if _speaks_of_states(table)]
    lines = pd.concat([*frames, pd.DataFrame(columns=columns)], ignore_index=True)
    about = sources.set_index(Sources.source_id)
    lines = lines[
        lines["country"].isin([*CODES, AFG.code]) & lines["source_id"].isin(about.index) & lines["end"].notna()
    ]
    cited = about.loc[lines["source_id"]].set_axis(lines.index)
    return lines.astype({"first": "int64", "last": "int64", "end": "datetime64[ms]"}).assign(
        kind=cited[Sources.kind],
        published=cited[Sources.start],
        precision=cited[Sources.precision],
        by=lines["by"].fillna(cited[Sources.publisher]),
        behind=of_each(cited),
    )


def _speaks_of_states(table: type[Table]) -> bool:
    """Return whether rows of a table have a state, a date and a source."""
    return bool(states_of(table) and cited_column(table) and set(_LAST) & set(table.columns))


def _of_table(table: type[Table], rows: pd.DataFrame) -> pd.DataFrame:
    """The lines of one table."""
    whose, cites = country_column(table), cited_column(table)
    rows = rows[rows[Trade.status].isin(STATED)] if table is Trade else rows
    rows = rows[rows["start"].notna()]
    end = rows[[it for it in _LAST if it in table.columns]].max(axis=1)
    lines = pd.DataFrame({
        "row": rows.index, "table": table.name, "source_id": rows[cites].str.split(";"), "end": end,
        "country": rows[whose].str.split(";") if whose else AFG.code,
        "by": rows[Trade.reported_by] if table is Trade else None,
        "first": rows["start"].dt.year, "last": end.dt.year,
    })  # fmt: skip
    return lines.explode("source_id").explode("country")


def _how_fresh(table: str, age_days: int) -> str:
    """Return a key of `FRESHNESS`."""
    cadence = CADENCES.get(table)
    if cadence is None:
        return "irregular"
    return ("fresh", "due", "overdue")[(age_days > cadence.due_after) + (age_days > cadence.overdue_after)]


def _joined(values: pd.Series) -> str:
    return ";".join(sorted(set(values.dropna())))


def _ordered(frame: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    return frame.sort_values(list(by), key=lambda it: it.map(ORDER) if it.name == "country" else it, ignore_index=True)
