"""What is known of each state, of which year, by whom, and how fresh it is; and what is not known.

Ages are counted to the last day of the record, never to today: the record does not grow older while nobody adds to it.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from analysis.aid.consignments import consignments
from analysis.mirror.pairs import strip
from analysis.recognition.positions import RUNGS
from analysis.record.coverage import cited_column, country_column
from analysis.trade.mirrored import OWN
from analysis.trade.statistics import STATED
from data.rows import records
from data.schema.columns import Table
from data.vocabulary import codes, periods
from data.vocabulary.places import AFG, CODES, ORDER, name
from data.vocabulary.text import counted, runs

Tables = Iterable[tuple[type[Table], pd.DataFrame]]


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
STATES: Final = {
    "fresh": "no newer period is due",
    "due": "a newer period is due",
    "overdue": "a newer period is overdue",
    "irregular": "follows what happens: nothing is ever due",
    "nothing": "nothing on record",
}
_CELL: Final = ["country", "table", "kind"]
_TOLD: Final = {
    "row": "int64", "table": "str", "country": "str", "by": "str", "source_id": "str", "first": "int64",
    "last": "int64", "end": "datetime64[ms]",
}  # fmt: skip
_OF_AFGHANISTAN: Final = ("food_prices", "appeals")  # tables without a country column
# What a row's own source tells of; when a position ended or was last seen, another source tells.
_LAST: Final = ("end", "start")


def known(tables: Tables, sources: pd.DataFrame) -> pd.DataFrame:
    """What is on record of each state, table, kind of source and year.

    Method: a row counts for every year that its period touches, for every state that it names and every kind of source
    that it cites, once each. Of trade only statistics and preliminary figures count; tables that name no state but tell
    of Afghanistan count for it; others without a state are left out.

    Args:
        tables: each table with its rows.
        sources: rows of `Sources`.

    Returns:
        By country, table, kind and year: `country` (the five and AFG), `table`, `kind` (of source), `year`, `rows`,
        `sources` (how many), `by` (who reports, joined by ;: codes for trade, else publishers), `published` (the last
        day on which any of the sources was published).
    """
    found = _told(tables, sources)
    found = found.assign(year=[list(range(*it)) for it in zip(found["first"], found["last"] + 1, strict=True)])
    found = found.explode("year").dropna(subset="year").astype({"year": "int64"})
    cells = found.groupby([*_CELL, "year"]).agg(
        rows=("row", "nunique"), sources=("source_id", "nunique"), by=("by", _joined), published=("published", "max")
    )
    return _ordered(cells.reset_index(), [*_CELL, "year"])


def freshness(tables: Tables, sources: pd.DataFrame, known_to: dt.date) -> pd.DataFrame:
    """How fresh each state, table and kind of source is at the end of the record; a pair without a row says so.

    Method: `age_days` runs from the last day of the last period to `known_to`. `CADENCES` tells after how many days a newer
    period is due and overdue; tables that follow what happens are never due.

    Args:
        tables: each table with its rows.
        sources: rows of `Sources`.
        known_to: the day to which the record reaches.

    Returns:
        By country, table and kind: `country`, `table`, `kind` (empty where nothing is on record), `last` (the last day
        told of), `by` and `published` (of the rows that tell of it), `age_days`, `cadence`, `state` (a key of `STATES`),
        `words`.
    """
    listed = list(tables)
    found = _told(listed, sources)
    found = found.assign(end=found["end"].clip(upper=pd.Timestamp(known_to)))
    latest = found[found["end"] == found.groupby(_CELL)["end"].transform("max")]
    latest = latest.sort_values("published", kind="stable", na_position="first")
    cells = latest.groupby(_CELL).agg(
        last=("end", "max"), by=("by", _joined), published=("published", "last"), precision=("precision", "last")
    )  # fmt: skip
    cells = cells.reset_index()
    cells = pd.concat([cells, _nothing(listed, cells)], ignore_index=True)
    age = (pd.Timestamp(known_to) - cells["last"]).dt.days.astype("Int64")
    cadence = cells["table"].map(lambda table: CADENCES[table].word if table in CADENCES else "irregular")
    cells = cells.assign(age_days=age, cadence=cadence)
    cells = cells.assign(state=[_state(it) for it in records(cells)])
    cells = cells.assign(words=pd.Series([_words(it) for it in records(cells)], index=cells.index, dtype="str"))
    return _ordered(cells.drop(columns="precision"), _CELL)


def gaps(
    trade: pd.DataFrame, aid: pd.DataFrame, recognition: pd.DataFrame, sources: pd.DataFrame, years: Sequence[int]
) -> pd.DataFrame:
    """What is not known of each of the five states: worked out from the rows, not from what we think of the world.

    Method: years in which its own side told no statistic of all goods; consignments that nobody weighed; dimensions with
    rungs on which its latest preferred position is not established, or that have none.

    Args:
        trade: rows of `Trade`.
        aid: rows of `Aid`.
        recognition: rows of `Recognition`.
        sources: rows of `Sources`.
        years: the years that are asked for.

    Returns:
        By country and table: `country`, `table`, `what` (years, weight or position), `count`, `words`.
    """
    found = [*_silent_years(trade, sources, years), *_not_weighed(aid), *_not_established(recognition)]
    frame = pd.DataFrame(found, columns=["country", "table", "what", "count", "words"]).astype({"count": "int64"})
    return _ordered(frame, ["country", "table", "what"])


def _told(tables: Tables, sources: pd.DataFrame) -> pd.DataFrame:
    """One line for each row, state and source: who told what of which years."""
    frames = [it for table, rows in tables if (it := _of_table(table, rows)) is not None]
    found = pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(columns=list(_TOLD))
    found = found.astype(_TOLD)
    about = sources.set_index("source_id")
    cited = found["source_id"].map
    by = found["by"].fillna(cited(about["publisher"]))
    found = found.assign(kind=cited(about["kind"]), published=cited(about["start"]), by=by,
                         precision=cited(about["precision"]))  # fmt: skip
    return found[found["country"].isin([*CODES, AFG.code]) & found["kind"].notna() & found["end"].notna()]


def _of_table(table: type[Table], rows: pd.DataFrame) -> pd.DataFrame | None:
    """The lines of one table; None for one without a state, a date or a source."""
    column, cites = country_column(table), cited_column(table)
    dates = [it for it in _LAST if it in table.columns]
    if cites is None or not dates or (column is None and table.name not in _OF_AFGHANISTAN):
        return None
    rows = rows[rows["status"].isin(STATED)] if table.name == "trade" else rows
    end = rows[dates].max(axis=1)
    found = pd.DataFrame({
        "row": rows.index, "table": table.name, "source_id": rows[cites].str.split(";"), "end": end,
        "country": rows[column].str.split(";") if column else AFG.code,
        "by": rows["reported_by"] if "reported_by" in rows else pd.Series(None, index=rows.index, dtype="str"),
        "first": rows["start"].dt.year.astype("Int64"), "last": end.dt.year.astype("Int64"),
    })  # fmt: skip
    found = found[found["first"].notna()].astype({"first": "int64", "last": "int64"})
    return found.explode("source_id").explode("country")


def _nothing(tables: list[tuple[type[Table], pd.DataFrame]], cells: pd.DataFrame) -> pd.DataFrame:
    """The states and tables without any row; only of tables that name states."""
    told = set(zip(cells["country"], cells["table"], strict=True))
    named = [table.name for table, rows in tables if _of_table(table, rows) is not None]
    missing = [
        {
            "country": country,
            "table": table,
            "kind": "",
            "last": pd.NaT,
            "by": "",
            "published": pd.NaT,
            "precision": "unknown",
        }
        for table in named
        for country in ([AFG.code] if table in _OF_AFGHANISTAN else CODES)
        if (country, table) not in told
    ]
    return pd.DataFrame(missing, columns=list(cells)).astype(cells.dtypes.to_dict())


def _state(it: dict[str, Any]) -> str:
    if pd.isna(it["last"]):
        return "nothing"
    cadence = CADENCES.get(it["table"])
    if cadence is None:
        return "irregular"
    late = [it["age_days"] > cadence.due_after, it["age_days"] > cadence.overdue_after]
    return ("fresh", "due", "overdue")[sum(late)]


def _words(it: dict[str, Any]) -> str:
    """One cell in words."""
    if it["state"] == "nothing":
        return STATES["nothing"]
    told = periods.label(it["last"], it["last"], "day")
    published = periods.label(it["published"], it["published"], it["precision"], unknown="on a day that is not told")
    return f"{codes.say(it['kind'])}: told to {told}, published {published}; {STATES[it['state']]}"


def _silent_years(trade: pd.DataFrame, sources: pd.DataFrame, years: Sequence[int]) -> list[dict[str, Any]]:
    strips = strip(trade, sources, years)
    silent = strips[(strips["side"] == OWN) & ~strips["told"]] if len(strips) else strips
    return [
        {"country": country, "table": "trade", "what": "years", "count": len(of),
         "words": f"no statistic of all goods by {name(str(country))}'s own side for {runs(of['year'])}"}
        for country, of in silent.groupby("country")
    ]  # fmt: skip


def _not_weighed(aid: pd.DataFrame) -> list[dict[str, Any]]:
    found = consignments(aid)
    found = found[~found["weighed"] & found["donor"].isin(CODES)]
    return [
        {"country": donor, "table": "aid", "what": "weight", "count": len(of),
         "words": f"{counted(len(of), 'consignment')} that nobody weighed"}
        for donor, of in found.groupby("donor")
    ]  # fmt: skip


def _not_established(recognition: pd.DataFrame) -> list[dict[str, Any]]:
    drawn = recognition[recognition["preferred"]].sort_values("start", kind="stable")
    last = drawn.drop_duplicates(["country", "dimension"], keep="last").set_index(["country", "dimension"])["value"]
    found = []
    for country in CODES:
        unsettled = [codes.say(it) for it in RUNGS if last.get((country, it), "unclear") == "unclear"]
        if unsettled:
            found.append({"country": country, "table": "recognition", "what": "position", "count": len(unsettled),
                          "words": f"not established: {'; '.join(unsettled)}"})  # fmt: skip
    return found


def _joined(values: pd.Series) -> str:
    return ";".join(sorted(set(values.dropna())))


def _ordered(frame: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    return frame.sort_values(by, key=lambda it: it.map(ORDER) if it.name == "country" else it, ignore_index=True)
