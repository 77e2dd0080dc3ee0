"""What the last loads changed, as Markdown for who reviews them.

All text from data is untrusted here too: what Markdown or the reader's host would act on is made plain.
"""

import re
from collections.abc import Iterator
from typing import Final

import pandas as pd

import data
from data.schema.tables import Changes, Loads
from data.vocabulary import text

_LINES: Final = 30  # rows of one table
_LONGEST: Final = 60_000  # characters: what a pull request takes


def summary(since: str = "") -> str:
    """The loads at or after a time (`2026-11-24 06:00`, universal) that changed something, and all that failed."""
    return markdown(data.read(Loads), data.read(Changes), since)


def markdown(loads: pd.DataFrame, changes: pd.DataFrame, since: str = "") -> str:
    """The same from rows of `Loads` and `Changes`."""
    fresh = loads[(loads[Loads.state] == "good") & (loads[Loads.loaded_at].fillna("") >= since)]
    blocks = [*_failures(loads[loads[Loads.state] == "failed"])]
    for load in fresh.sort_values([Loads.loader, Loads.table]).to_dict("records"):
        of_it = (changes[Changes.loader] == load["loader"]) & (changes[Changes.table] == load["table"])
        blocks.append("\n".join(_of_a_load(load, changes[of_it])))
    report = "\n\n".join(blocks) if blocks else "No figure has changed."
    if len(report) > _LONGEST:
        report = report[:_LONGEST].rpartition("\n")[0] + "\n\nThe rest is on the Data page."
    return f"{report}\n"


def _failures(failed: pd.DataFrame) -> Iterator[str]:
    for it in failed.drop_duplicates([Loads.loader, Loads.reason]).to_dict("records"):
        yield f"**{_plain(it['loader'])} failed**: {_plain(it['reason'])}. Its rows are those of the load before."


def _of_a_load(load: dict, changes: pd.DataFrame) -> Iterator[str]:
    yield f"### {_plain(load['loader'])}: {_plain(load['table'])}"
    yield ""
    if changes.empty:
        yield f"{load['row_count']:,} rows; nothing before to compare with."
        return
    yield f"{load['row_count']:,} rows; {_counts(changes)}."
    yield ""
    yield "| | row | column | before | after |"
    yield "|---|---|---|---|---|"
    for it in changes[changes[Changes.kind] != "more"].head(_LINES).to_dict("records"):
        cells = (it["kind"], it["row"], it["column_name"], it["before"], it["after"])
        yield "| " + " | ".join("" if pd.isna(cell) else _plain(str(cell)) for cell in cells) + " |"


def _counts(changes: pd.DataFrame) -> str:
    """How many of each kind; where not all were kept, the row that counts them says so."""
    more = changes.loc[changes[Changes.kind] == "more", Changes.row]
    if not more.empty:
        return _plain(str(more.iloc[0]).partition("in all ")[2])
    kinds = changes[Changes.kind].value_counts()
    return ", ".join(f"{kinds[kind]:,} {kind}" for kind in ("lost", "changed", "added") if kind in kinds)


def _plain(value: str) -> str:
    """Escape untrusted text for a host's Markdown, where names and addresses are links without a mark."""
    return text.markdown(re.sub(r"@|:(?=//)|\bwww(?=\.)", "\\g<0>\u200b", value))
