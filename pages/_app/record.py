"""What the record says of itself: counts, citations, parts, loads. Worked out once for each state of the data."""

import datetime as dt
from typing import Final, NamedTuple

import pandas as pd

import data
from analysis.record import coverage
from data.schema.columns import Table
from data.schema.tables import Loads, Sources
from data.vocabulary import periods
from data.vocabulary.text import listed
from pages._app.cache import once
from pages._app.rows import rows


def file_name(what: str) -> str:
    """Name a file that readers download by what is in it, with the version of the data before its ending."""
    of, _, ending = what.rpartition(".")
    return f"amu-ledger-{of}-{edition()}.{ending}"


def facts() -> list[tuple[type[Table], pd.DataFrame]]:
    """The tables that cite sources, with their rows."""
    return [(table, rows(table)) for table in data.FACTS]


@once
def citations() -> pd.DataFrame:
    """Rows of each table by the source that they cite, and `all` of them."""
    found = coverage.citations(facts())
    return found.assign(all=found.sum(axis="columns")).sort_values("all", ascending=False, kind="stable")


@once
def cited_first() -> pd.DataFrame:
    """Return the sources, the most cited first and those that no row cites last."""
    counts = rows(Sources)[Sources.source_id].map(citations()["all"]).fillna(0)
    return rows(Sources).loc[counts.sort_values(ascending=False, kind="stable").index]


def cited() -> pd.DataFrame:
    """Return the sources that rows cite, the most cited first."""
    return cited_first()[cited_first()[Sources.source_id].isin(citations().index)]


@once
def edition() -> str:
    """The version of the data for a citation."""
    return data.edition()


HAND: Final = "curated"  # the part that is kept by hand
_FEW: Final = 3  # publishers that name a loader
OLD: Final = dt.timedelta(days=90)  # data that end longer ago than this are said to be old


class Parts(NamedTuple):
    """The parts of a table, by the loaders that filled them."""

    counts: dict[str, int]  # how many rows each holds, in the order in which they stand in the table
    withheld: dict[str, str]  # those that may not be passed on whole, and why
    unreadable: list[str]  # a sentence for each that cannot be read


@once
def parts(table: type[Table]) -> Parts:
    """The parts of a table."""
    counts = {part: found.num_rows for part, found in data.by_part(table).items()}
    return Parts(counts, data.withheld(table), data.unreadable(table))


@once
def whose(loader: str) -> str:
    """What readers call a loader: the publishers whose data sets it brought; its own name where it never brought any."""
    if loader == HAND:
        return "our own collection"
    part = data.by_part(Sources).get(loader)
    publishers = dict.fromkeys(part["publisher"].to_pylist()) if part is not None else {}
    return listed(list(publishers)) if 0 < len(publishers) <= _FEW else loader


def free(table: type[Table]) -> pd.Series:
    """Which rows of a table may be passed on as a whole."""
    of = parts(table)
    of_part = [name not in of.withheld for name, count in of.counts.items() for _ in range(count)]
    return pd.Series(of_part, index=rows(table).index, dtype=bool)


@once
def withheld_sources() -> dict[str, str]:
    """The sources whose rows may be shown but not passed on, each with the reason: those that only withheld parts cite."""
    shut: dict[str, str] = {}
    for table in data.FACTS:
        cites = next(str(it) for it in table.columns if it.spec.cites)
        of = parts(table)
        for part, found in data.by_part(table).items():
            if part in of.withheld:
                shut |= dict.fromkeys(set(found[cites].to_pylist()), of.withheld[part])
    for table in data.FACTS:
        cites = next(str(it) for it in table.columns if it.spec.cites)
        open_rows = rows(table).loc[free(table), cites] if shut else pd.Series(dtype="str")
        for source in set(open_rows) & set(shut):
            del shut[source]
    return shut


def passed_on(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """The rows that may be taken away, and how many may not, by the reason."""
    shut = withheld_sources()
    cited_in = next((it for it in ("source_id", "source_ids") if it in rows), None)
    if not shut or cited_in is None:
        return rows, {}
    reasons = rows[cited_in].map(shut)
    return rows[reasons.isna()], {str(why): int(count) for why, count in reasons.value_counts().items()}


def reach(table: type[Table]) -> str:
    """Name the first and last day that rows of a table are about, as exactly as they are dated."""
    known = rows(table)
    if "start" not in known or known["start"].isna().all():
        return "no dates"
    first, last = known.loc[known["start"].idxmin()], known.loc[known["start"].idxmax()]
    ends = [periods.label(it["start"], it["start"], _told(it)) for it in (first, last)]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"


def _told(row: pd.Series) -> str:
    """Return the date precision of a row's start."""
    return str(row.get("precision", row.get("start_precision")))


def today() -> dt.date:
    """The day of the reader, in universal time: the only clock that a page looks at."""
    return dt.datetime.now(dt.UTC).date()


def nothing_later(reach: dt.date | None, today: dt.date) -> str:
    """Say that no later data have been loaded, where the data end more than 90 days before a day; else nothing."""
    is_old = reach is not None and today - reach > OLD
    return f"No data after {reach:%-d %B %Y} have been loaded." if is_old else ""


def failed() -> pd.DataFrame:
    """The loads that failed: the rows then are those of the load before."""
    loads = rows(Loads)
    return loads[loads["state"] == "failed"]


def loaded_on() -> dt.date | None:
    """The day on which rows last changed."""
    days = pd.to_datetime(rows(Loads)["loaded_at"].dropna(), errors="coerce").dropna()
    return None if days.empty else days.max().date()
