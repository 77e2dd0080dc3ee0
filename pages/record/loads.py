"""Loads in words: what failed and why, how fresh each is, and what the last ones changed."""

from typing import Final

import pandas as pd
import streamlit as st

import data
from data.rows import Row, records
from data.schema.tables import BY_NAME, TABLES, Changes, Loads
from data.vocabulary import periods
from data.vocabulary.codes import start_upper
from data.vocabulary.text import counted
from pages._app.cache import once, replayed
from pages._app.record import failed, whose
from pages._app.rows import rows
from pages._parts.citation import text
from pages._parts.lists.listing import listed as listed_cells

AT_ONCE: Final = 50
_KINDS: Final = {"added": ("row added", "rows added"), "lost": ("row lost", "rows lost"),
                 "changed": ("value changed", "values changed")}  # fmt: skip
NEVER: Final = "never"


@replayed
def failures() -> None:
    """Show loads that failed, where a reader sees them first."""
    for load in records(failed()):
        st.error(text(failure(load)), icon=":material/sync_problem:")


def failure(load: Row) -> str:
    """Say which load failed and why, and which rows are shown instead.

    Args:
        load: a row of `Loads`.
    """
    reason, loaded_at, count = load[Loads.reason], load[Loads.loaded_at], load[Loads.row_count]
    why = reason.rstrip(".") if isinstance(reason, str) else "no reason is known"
    failed_load = f"The last load of {heading(load[Loads.table])} from {whose(load[Loads.loader])} failed: {why}."
    if count and isinstance(loaded_at, str):
        return f"{failed_load} Its {count:,} rows are those of the load before, of {when(loaded_at)}."
    return f"{failed_load} The data have no rows of it."


@replayed
def loads() -> None:
    """List what was loaded when, from where, with what outcome, and how far it reaches."""
    by_state = rows(Loads).sort_values([Loads.state, Loads.loaded_at], kind="stable")
    if by_state.empty:
        st.info("Nothing has been loaded yet.", icon=":material/sync_disabled:")
        return
    bad = len(failed())
    st.markdown(
        f"{len(by_state)} loads, {f'{bad} of them failed' if bad else 'none of them failed'}. Times are universal."
    )
    st.table(in_words(by_state), hide_index=True, height=460 if len(by_state) > 14 else "content")


def in_words(shown: pd.DataFrame) -> pd.DataFrame:
    """Put each load into a line; what was never loaded says so.

    Args:
        shown: rows of `Loads`.
    """
    cells = listed_cells(shown.assign(loaded_at=shown[Loads.loaded_at].map(when), **_named(shown)), Loads)
    keys = zip(shown[Loads.loader], shown[Loads.table], strict=True)
    cells.insert(min(4, cells.shape[1]), "Reaches to", [text(_last_periods().get(key, "has no dates")) for key in keys])
    return cells


@once
def _last_periods() -> dict[tuple[str, str], str]:
    """The last period of each part whose rows have dates, by loader and table."""
    last = {}
    for table in TABLES:
        if not {"start", "end", "precision"} <= set(map(str, table.columns)):
            continue
        for loader, part in data.by_part(table).items():
            dates = part.select(["start", "end", "precision"]).to_pandas(date_as_object=False).dropna()
            if len(dates):
                row = dates.loc[dates["end"].idxmax()]
                last[loader, table.name] = periods.label(row["end"], row["end"], row["precision"])
    return last


def changes(differences: pd.DataFrame) -> None:
    """Show what the last loads added, lost or changed.

    Args:
        differences: rows of `Changes`.
    """
    lines = "\n".join(f"- {text(it)}" for it in by_loader(differences))
    many = len(differences) > AT_ONCE
    first = f"The first {AT_ONCE} follow; “One table” has all under {Changes.heading}." if many else ""
    count = counted(len(differences), "difference") if len(differences) else "nothing"
    st.markdown(f"**What the last loads changed**: {count}. {first}\n\n{lines}")
    if not differences.empty:
        height = 460 if len(differences) > 14 else "content"
        st.table(in_cells(differences.head(AT_ONCE)), hide_index=True, height=height)


def by_loader(differences: pd.DataFrame) -> list[str]:
    """Sum up the differences of each loader and table, as in: IMF, Trade, 1 Mar 2026: 3 values changed, 12 rows added.

    Where a load changed more than is kept, its own count of all is given.

    Args:
        differences: rows of `Changes`.
    """
    sentences = []
    for _, part in differences.groupby([Changes.loader, Changes.table]):
        loader, table = str(part[Changes.loader].iloc[0]), str(part[Changes.table].iloc[0])
        counts = part[Changes.kind].value_counts()
        parts = [f"{counts[kind]:,} {names[int(counts[kind] > 1)]}" for kind, names in _KINDS.items() if kind in counts]
        for more in part.loc[part[Changes.kind] == "more", Changes.row]:
            parts = [f"{more.partition('; ')[2]}; {len(part) - 1:,} of them are listed"]
        day = when(part[Changes.loaded_at].max()).partition(",")[0]
        sentences.append(f"{start_upper(whose(loader))}, {heading(table)}, {day}: {', '.join(parts)}.")
    return sentences


def in_cells(differences: pd.DataFrame) -> pd.DataFrame:
    """Put each difference into a line, the column by its heading.

    Args:
        differences: rows of `Changes`.
    """
    columns = [
        _column(*names) for names in zip(differences[Changes.table], differences[Changes.column_name], strict=True)
    ]
    loaded_at = differences[Changes.loaded_at].map(when)
    return listed_cells(differences.assign(column_name=columns, loaded_at=loaded_at, **_named(differences)), Changes)


def _named(shown: pd.DataFrame) -> dict[str, pd.Series]:
    """Loader and table as readers call them."""
    return {"loader": shown[Loads.loader].map(whose), "table": shown[Loads.table].map(heading)}


def _column(table: str, name: object) -> str | None:
    headings = {str(it): it.spec.heading for it in BY_NAME[table].columns} if table in BY_NAME else {}
    return headings.get(name, name) if isinstance(name, str) else None


def when(moment: object) -> str:
    """Format the moment of a load: 1 Mar 2026, 06:00."""
    if not isinstance(moment, str):
        return NEVER
    parsed = pd.to_datetime(moment, errors="coerce")
    return moment if pd.isna(parsed) else f"{parsed:%-d %b %Y, %H:%M}"


def heading(name: str) -> str:
    """Return what readers call a table."""
    return BY_NAME[name].heading if name in BY_NAME else name
