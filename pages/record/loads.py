"""Loads in words, for the Data page: what failed and why, what never came, how fresh each is, what the last ones changed."""

from typing import Any, Final

import pandas as pd
import streamlit as st

import data
from data.rows import records
from data.schema.tables import BY_NAME, TABLES, Changes, Loads
from data.vocabulary import periods
from data.vocabulary.codes import start_upper
from data.vocabulary.text import counted, listed
from pages._app.cache import once, replayed
from pages._app.record import failed, whose
from pages._app.rows import rows
from pages._parts.citation import text
from pages._parts.listing import listed as cells_of

AT_ONCE: Final = 50
_KINDS: Final = {"added": ("row added", "rows added"), "lost": ("row lost", "rows lost"),
                 "changed": ("value changed", "values changed")}  # fmt: skip
NEVER: Final = "never"


@replayed
def failures() -> None:
    """Loads that failed and sources that never came, where a reader meets them first."""
    for it in records(failed()):
        st.error(text(failure(it)), icon=":material/sync_problem:")
    if missing := never():
        st.info(text(missing), icon=":material/hourglass_empty:")


def failure(load: dict[str, Any]) -> str:
    """Which load failed and why, and whose rows are shown instead."""
    why = load["reason"].rstrip(".") if isinstance(load["reason"], str) else "no reason was told"
    said = f"The last load of {heading(load['table'])} from {whose(load['loader'])} failed: {why}."
    if load["row_count"] and isinstance(load["loaded_at"], str):
        return f"{said} Its {load['row_count']:,} rows are those of the load before, of {when(load['loaded_at'])}."
    return f"{said} No rows of it are on record."


@once
def never() -> str:
    """Which tables wait for a source that was never asked here; nothing where none does."""
    asked = set(rows(Loads)["table"])
    waiting = [table.heading for table in TABLES if table.live and table.name not in asked and rows(table).empty]
    if not waiting:
        return ""
    one = len(waiting) == 1
    return (
        f"{listed(waiting)} {'is' if one else 'are'} empty: {'its source was' if one else 'their sources were'} never "
        "asked in this edition. What rests on them is left out of the pages."
    )


@replayed
def loads() -> None:
    """What was loaded when, from where, with what outcome, and how far it reaches."""
    found = rows(Loads).sort_values(["state", "loaded_at"], kind="stable")
    if found.empty:
        st.info("No load is on record.", icon=":material/sync_disabled:")
        return
    bad = len(failed())
    st.markdown(
        f"{len(found)} loads, {f'{bad} of them failed' if bad else 'none of them failed'}. Times are universal."
    )
    st.table(in_words(found), hide_index=True, height=460 if len(found) > 14 else "content")


def in_words(found: pd.DataFrame) -> pd.DataFrame:
    """Each load in a line; what never came says so."""
    cells = cells_of(found.assign(loaded_at=found["loaded_at"].map(when), **_named(found)), Loads)
    reach = [text(_reach(it["loader"], it["table"])) for it in records(found)]
    cells.insert(min(4, cells.shape[1]), "Reaches to", reach)
    return cells


def _reach(loader: str, table: str) -> str:
    """The last period that a part tells of: how fresh it is, whenever it was loaded."""
    found = _last_periods().get((loader, table))
    return found or "bears no dates"


@once
def _last_periods() -> dict[tuple[str, str], str]:
    """The last period of each part whose rows bear dates."""
    last = {}
    for table in TABLES:
        if not {"start", "end", "precision"} <= set(map(str, table.columns)):
            continue
        for loader, part in data.by_part(table).items():
            known = part.select(["start", "end", "precision"]).to_pandas(date_as_object=False).dropna()
            if len(known):
                it = known.loc[known["end"].idxmax()]
                last[loader, table.name] = periods.label(it["end"], it["end"], it["precision"])
    return last


def changes(found: pd.DataFrame) -> None:
    """What the last loads added, lost or changed."""
    lines = "\n".join(f"- {text(it)}" for it in by_loader(found))
    first = f"The first {AT_ONCE} follow; “One table” has all under {Changes.heading}." if len(found) > AT_ONCE else ""
    st.markdown(f"**What the last loads changed**: {_counted(len(found))}. {first}\n\n{lines}")
    if not found.empty:
        st.table(in_cells(found.head(AT_ONCE)), hide_index=True, height=460 if len(found) > 14 else "content")


def _counted(count: int) -> str:
    return counted(count, "difference") if count else "nothing"


def by_loader(found: pd.DataFrame) -> list[str]:
    """A sentence for each loader and table, such as: IMF, Trade, 1 Mar 2026: 3 values changed, 12 rows added.

    Where a load changed more than is kept, its own count of all is told.
    """
    said = []
    for _, part in found.groupby(["loader", "table"]):
        loader, table = part["loader"].iloc[0], part["table"].iloc[0]
        counts = part["kind"].value_counts()
        told = [f"{counts[kind]:,} {names[int(counts[kind] > 1)]}" for kind, names in _KINDS.items() if kind in counts]
        for more in part.loc[part["kind"] == "more", "row"]:
            told = [f"{more.partition('; ')[2]}; {len(part) - 1:,} of them are listed"]
        day = when(part["loaded_at"].max()).partition(",")[0]
        said.append(f"{start_upper(whose(str(loader)))}, {heading(str(table))}, {day}: {', '.join(told)}.")
    return said


def in_cells(found: pd.DataFrame) -> pd.DataFrame:
    """Each difference in a line, the column by its heading."""
    columns = [_column(*it) for it in zip(found["table"], found["column_name"], strict=True)]
    return cells_of(found.assign(column_name=columns, loaded_at=found["loaded_at"].map(when), **_named(found)), Changes)


def _named(found: pd.DataFrame) -> dict[str, pd.Series]:
    """Loader and table as readers call them."""
    return {"loader": found["loader"].map(whose), "table": found["table"].map(heading)}


def _column(table: str, name: object) -> str | None:
    known = {str(it): it.spec.heading for it in BY_NAME[table].columns} if table in BY_NAME else {}
    return known.get(name, name) if isinstance(name, str) else None


def when(told: object) -> str:
    """A moment of a load as a reader writes it: 1 Mar 2026, 06:00."""
    if not isinstance(told, str):
        return NEVER
    moment = pd.to_datetime(told, errors="coerce")
    return told if pd.isna(moment) else f"{moment:%-d %b %Y, %H:%M}"


def heading(name: str) -> str:
    """What readers call a table."""
    return BY_NAME[name].heading if name in BY_NAME else name
