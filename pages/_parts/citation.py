"""Sources as links, as pages name them."""

import functools
import html
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

import pandas as pd

from charts.base import frame
from data.schema.tables import Sources
from data.vocabulary import periods
from data.vocabulary.text import markdown
from pages._app.cache import version
from pages._app.rows import sources

LONGEST: Final = 60  # letters of an address that a warning repeats
NAMED: Final = 3  # publishers that a picture names before it says how many more there are
LINKED: Final = 2  # links of a sentence
ADDRESS: Final = re.compile(r"https?://[^\s<>]+")
CITING: Final = (
    "source_id",
    "source_ids",
    "met_source_ids",
    "indicator_source_id",
    "price_source_id",
)  # the columns that cite
# What Streamlit makes a link of by itself, although its marks are escaped; a directive without a style parts it.
_ADDRESS: Final = re.compile(r"(?i)((?<=http)|(?<=https))\\:(?=//)|(?<=www)\\\.|@")


def text(value: object) -> str:
    """Escape untrusted text for Markdown, on one line: no mark, link or formula is made of it."""
    return _ADDRESS.sub(lambda found: f":color[{found[0]}]", markdown(value))


def letters(asked: str) -> str:
    """Repeat what an address asks for, for a warning: letters and blanks alone, so that it is no sentence of its maker."""
    kept = "".join(it if it.isalpha() else " " for it in asked)
    return " ".join(kept.split())[:LONGEST] or "something"


def link(label: str, url: str) -> str:
    """Make a Markdown link; anything but an http address stays text."""
    if not ADDRESS.fullmatch(url):
        return text(label)
    return f"[{markdown(label)}](<{url}>)"


def cited(source_id: str) -> str:
    """Name a source as a link: publisher and date."""
    return link(*_named(version(), source_id))


def cited_in_html(source_id: str) -> str:
    """Name a source as `cited`, as HTML that opens it beside the page."""
    label, url = _named(version(), source_id)
    if not ADDRESS.fullmatch(url):
        return html.escape(label)
    return f'<a href="{html.escape(url)}" target="_blank">{html.escape(label)}</a>'


@functools.lru_cache(maxsize=8192)  # more sources than there are: a page names hundreds, and each again in every view
def _named(version: str, source_id: str) -> tuple[str, str]:  # noqa: ARG001  new data are a new key
    """Publisher and date of a source, and its address; its id where it is not in the data."""
    known = sources()
    if source_id not in known.index:
        return source_id, ""
    source = known.loc[source_id]
    date = periods.label(source[Sources.start], source[Sources.end], source[Sources.precision], unknown="undated")
    return f"{source[Sources.publisher]}, {date}", str(source[Sources.url])


def publisher(source_id: str) -> str:
    """Name the publisher of a source as a link."""
    known = sources()
    if source_id not in known.index:
        return text(source_id)
    return link(str(known.loc[source_id, Sources.publisher]), str(known.loc[source_id, Sources.url]))


def source_ids(*tables: pd.DataFrame) -> list[str]:
    """Collect the sources that rows cite, the most cited first."""
    return [source_id for source_id, _ in _citations(tables).most_common()]


def _citations(tables: Iterable[pd.DataFrame]) -> Counter[str]:
    """Count the rows that cite each source."""
    citations = Counter[str]()
    for rows in tables:
        for column in (it for it in CITING if it in rows):
            for cell, times in Counter(rows[column].to_list()).items():
                if isinstance(cell, str):
                    citations.update(dict.fromkeys(cell.split(";"), times))
    return citations


def publishers(*tables: pd.DataFrame) -> list[str]:
    """Name the publishers of the sources that rows cite, the most cited first."""
    citations = _citations(tables)
    names = sources()[Sources.publisher].reindex(list(citations))
    counts = Counter[str]()
    for name, count in zip(names, citations.values(), strict=True):
        if isinstance(name, str):
            counts[name] += count
    return [name for name, _ in counts.most_common()]


def foot(names: list[str]) -> str:
    """Name some publishers, for a picture that leaves the page: as many as a line has room for."""
    if not names:
        return frame.NAME
    lines = [f"{frame.NAME}. Sources: {', '.join(names[:most])}{_more(names, most)}" for most in (NAMED, 2, 1)]
    return next((line for line in lines if len(line) <= frame.FOOT), lines[-1])


def first_published(ids: list[str]) -> str:
    """Name the publishers of the first sources as links, each once, and how many sources there are besides."""
    known = sources()[Sources.publisher]
    first = list({known.get(it, it): it for it in reversed(ids)}.values())[::-1][:LINKED]
    return "; ".join(map(publisher, first)) + _more([*first, *ids[len(first) :]], LINKED)


def first_cited(ids: list[str]) -> str:
    """Name the first sources as links, and how many more there are."""
    return "; ".join(cited(it) for it in ids[:LINKED]) + _more(ids, LINKED)


def _more(named: list[str], most: int) -> str:
    return f" and {len(named) - most:,} more" if len(named) > most else ""
