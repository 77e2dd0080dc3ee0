"""Sources as links, as pages name them."""

import functools
import re
from collections import Counter
from typing import Final

import pandas as pd

from charts.base import frame
from data.schema.tables import Sources
from data.vocabulary import periods
from data.vocabulary.text import markdown
from pages._app.cache import version
from pages._app.rows import sources

LONGEST: Final = 60  # letters of an address that a warning repeats
NAMED: Final = 3  # sources that a figure names before it says how many more there are
# What Streamlit makes a link of by itself, although its marks are escaped; a directive without a style parts it.
_ADDRESS: Final = re.compile(r"(?i)((?<=http)|(?<=https))\\:(?=//)|(?<=www)\\\.|@")
CITING: Final = ("source_id", "source_ids", "met_source_ids", "indicator_source_id")  # the columns that cite


def text(value: object) -> str:
    """Escape untrusted text for Markdown, on one line: no mark, link or formula is made of it."""
    return _ADDRESS.sub(lambda found: f":color[{found[0]}]", markdown(value))


def letters(asked: str) -> str:
    """Repeat what an address asks for, for a warning: letters and blanks alone, so that it is no sentence of its maker."""
    kept = "".join(it if it.isalpha() else " " for it in asked)
    return " ".join(kept.split())[:LONGEST] or "something"


def link(label: str, url: str) -> str:
    """Make a Markdown link; anything but an http address stays text."""
    if not re.fullmatch(r"https?://[^\s<>]+", url):
        return text(label)
    return f"[{markdown(label)}](<{url}>)"


def cited(source_id: str) -> str:
    """Name a source as a link: publisher and date."""
    return _cited(version(), source_id)


@functools.lru_cache(maxsize=8192)  # more sources than there are: a page names hundreds, and each again in every view
def _cited(version: str, source_id: str) -> str:  # noqa: ARG001  new data are a new key
    known = sources()
    if source_id not in known.index:
        return text(source_id)
    source = known.loc[source_id]
    date = periods.label(source[Sources.start], source[Sources.end], source[Sources.precision], unknown="undated")
    return link(f"{source[Sources.publisher]}, {date}", str(source[Sources.url]))


def publisher(source_id: str) -> str:
    """Name the publisher of a source as a link."""
    known = sources()
    if source_id not in known.index:
        return text(source_id)
    return link(str(known.loc[source_id, Sources.publisher]), str(known.loc[source_id, Sources.url]))


def source_ids(*tables: pd.DataFrame) -> list[str]:
    """Collect the sources that rows cite, the most cited first."""
    columns = (rows[column] for rows in tables for column in CITING if column in rows)
    cells = (cell for column in columns for cell in column.to_list() if isinstance(cell, str))
    return [it for it, _ in Counter(one for cell in cells for one in cell.split(";")).most_common()]


def foot(*tables: pd.DataFrame) -> str:
    """Name some publishers of rows, for a picture that leaves the page."""
    publishers = sources()[Sources.publisher].reindex(source_ids(*tables)).dropna().unique().tolist()
    if not publishers:
        return frame.NAME
    return f"{frame.NAME}. Sources: {', '.join(publishers[:NAMED])}{_more(publishers)}"


def named(ids: list[str]) -> str:
    """Name the first sources as a sentence of links; nothing where there is none."""
    return f"Sources: {first_cited(ids)}." if ids else ""


def first_cited(ids: list[str]) -> str:
    """Name the first sources as links, and how many more there are."""
    return "; ".join(cited(it) for it in ids[:NAMED]) + _more(ids)


def _more(named: list[str]) -> str:
    return f" and {len(named) - NAMED:,} more" if len(named) > NAMED else ""
