"""Summarise the changes of the last loads as Markdown, for their review.

All text from data is untrusted: anything that Markdown or the hosting site would act on is escaped.
"""

import re
from collections.abc import Iterator
from typing import Final

import pandas as pd

import data
from data.schema.tables import Changes, Loads
from data.vocabulary import text

_LINES: Final = (30, 10, 3, 0)  # rows listed for one table: as many as let every load of the report be named
_LONGEST: Final = 60_000  # characters: the limit of a pull request's text


def summary(since: str = "") -> str:
    """List the loads at or after a time (`2026-11-24 06:00`, universal) that changed something, and all that failed."""
    return markdown(data.read(Loads), data.read(Changes), since)


def markdown(loads: pd.DataFrame, changes: pd.DataFrame, since: str = "") -> str:
    """List loads that changed something, and all that failed, as Markdown.

    Args:
        loads: rows of `Loads`.
        changes: rows of `Changes`.
        since: leave out good loads before this time (`2026-11-24 06:00`, universal).
    """
    fresh = loads[(loads[Loads.state] == "good") & (loads[Loads.loaded_at].fillna("") >= since)]
    fresh = fresh.sort_values([Loads.loader, Loads.table])
    failures = [*_failures(loads[loads[Loads.state] == "failed"])]
    if not failures and fresh.empty:
        return "No figure has changed.\n"
    for lines in _LINES:
        report = "\n\n".join([*failures, *_sections(fresh, changes, lines)])
        if len(report) <= _LONGEST:
            return f"{report}\n"
    return report[:_LONGEST].rpartition("\n")[0] + "\n\nThe rest is on the Data page.\n"


def _sections(loads: pd.DataFrame, changes: pd.DataFrame, lines: int) -> Iterator[str]:
    for load in loads.to_dict("records"):
        of_load = (changes[Changes.loader] == load["loader"]) & (changes[Changes.table] == load["table"])
        yield "\n".join(_load_section(load, changes[of_load], lines))


def _failures(failed: pd.DataFrame) -> Iterator[str]:
    for load in failed.drop_duplicates([Loads.loader, Loads.reason]).to_dict("records"):
        yield f"**{_plain(load['loader'])} failed**: {_plain(load['reason'])}. Its rows are those of the previous load."


def _load_section(load: dict, changes: pd.DataFrame, lines: int) -> Iterator[str]:
    yield f"### {_plain(load['loader'])}: {_plain(load['table'])}"
    yield ""
    if changes.empty:
        yield f"{load['row_count']:,} rows; no previous load to compare with."
        return
    yield f"{load['row_count']:,} rows; {_counts(changes)}."
    listed = changes[changes[Changes.kind] != "more"].head(lines)
    if listed.empty:
        return
    yield ""
    yield "| | row | column | before | after |"
    yield "|---|---|---|---|---|"
    for change in listed.to_dict("records"):
        cells = (change["kind"], change["row"], change["column_name"], change["before"], change["after"])
        yield "| " + " | ".join("" if pd.isna(cell) else _plain(str(cell)) for cell in cells) + " |"


def _counts(changes: pd.DataFrame) -> str:
    """Count the changes of each kind; if not all were kept, quote the row that counts them all."""
    more = changes.loc[changes[Changes.kind] == "more", Changes.row]
    if not more.empty:
        return _plain(str(more.iloc[0]).partition("in all ")[2])
    kinds = changes[Changes.kind].value_counts()
    return ", ".join(f"{kinds[kind]:,} {kind}" for kind in ("lost", "changed", "added") if kind in kinds)


def _plain(value: str) -> str:
    """Escape untrusted text for a host's Markdown, where names and addresses are links without a mark."""
    return text.markdown(re.sub(r"@|:(?=//)|\bwww(?=\.)", "\\g<0>\u200b", value))
