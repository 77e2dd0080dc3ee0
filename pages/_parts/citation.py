"""Sources as links: who says so, in the words of a page."""

import functools
import re
from collections import Counter
from typing import Final

import pandas as pd

from charts.base import frame
from data.vocabulary import periods
from data.vocabulary.text import markdown as text
from pages._app.cache import once, version
from pages._app.rows import sources

NAMED: Final = 3  # sources that a figure names before it says how many more there are
CITING: Final = ("source_id", "source_ids", "met_source_ids", "indicator_source_id")  # the columns that cite


def link(label: str, url: str) -> str:
    """A Markdown link; anything but an http address stays text."""
    if not re.fullmatch(r"https?://[^\s<>]+", url):
        return text(label)
    return f"[{text(label)}](<{url}>)"


def cited(source_id: str) -> str:
    """A source as a link: publisher and date."""
    return _cited(version(), source_id)


@functools.lru_cache(maxsize=8192)  # more sources than there are: a page names hundreds, and each again in every view
def _cited(version: str, source_id: str) -> str:  # noqa: ARG001  new data are a new key
    known = sources()
    if source_id not in known.index:
        return text(source_id)
    it = known.loc[source_id]
    date = periods.label(it["start"], it["end"], it["precision"], unknown="undated")
    return link(f"{it['publisher']}, {date}", str(it["url"]))


def source_ids(*tables: pd.DataFrame) -> list[str]:
    """The sources that rows cite, the most cited first."""
    columns = (rows[column] for rows in tables for column in CITING if column in rows)
    cells = (cell for column in columns for cell in column.to_list() if isinstance(cell, str))
    return [it for it, _ in Counter(one for cell in cells for one in cell.split(";")).most_common()]


@once
def _publishers() -> dict[str, str]:
    return sources()["publisher"].map(str).to_dict()


def foot(*tables: pd.DataFrame) -> str:
    """Who says so, in a few names, for a picture that leaves the page."""
    known = _publishers()
    publishers = list(dict.fromkeys(known[it] for it in source_ids(*tables) if it in known))
    if not publishers:
        return frame.NAME
    more = f" and {len(publishers) - NAMED:,} more" if len(publishers) > NAMED else ""
    return f"{frame.NAME}. Sources: {', '.join(publishers[:NAMED])}{more}"


def named(ids: list[str]) -> str:
    """The first sources as links, and how many more there are; nothing where there is none."""
    if not ids:
        return ""
    more = f" and {len(ids) - NAMED:,} more" if len(ids) > NAMED else ""
    return f"Sources: {'; '.join(cited(it) for it in ids[:NAMED])}{more}."
