"""What the last loads added, changed or took out, as feeds: one entry a row, in Atom and as a JSON Feed."""

import uuid
from collections.abc import Sequence
from typing import Final, NamedTuple
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pandas as pd

from charts.base.frame import NAME
from data.rows import Row, records
from data.schema.tables import BY_NAME, Changes
from pages._app.cache import once
from pages._app.record import free, loaded_on
from pages._app.rows import rows
from pages._parts.cite import AUTHOR
from pages._parts.service.objects import as_bytes

ATOM: Final = "feed.atom"
JSON: Final = "feed.json"
MOST: Final = 500  # entries: what readers of feeds take
_TITLE: Final = f"{NAME}: new and changed rows"
_KINDS: Final = {"added": "New", "changed": "Changed", "lost": "Taken out", "more": "More"}
_SPACE: Final = "http://www.w3.org/2005/Atom"
_NAMESPACE: Final = uuid.UUID("0f2c9a7e-5f0b-5d7c-9b51-6c2f0a5f4b1e")  # ours: ids are made within it


class Entry(NamedTuple):
    """A row that is new, changed or gone.

    Attributes:
        id: the same in every feed that has it.
        title: which row, and what became of it.
        text: its values, or those that changed.
        table: the table that it is a row of.
        moment: when it was loaded, in universal time.
    """

    id: str
    title: str
    text: str
    table: str
    moment: str


@once
def entries() -> tuple[Entry, ...]:
    """List what changed, the latest first; rows that may not be passed on are left out."""
    by = [Changes.loaded_at, Changes.table, Changes.kind, Changes.row]
    found = [_entry(records(part)) for _, part in rows(Changes)[free(Changes)].groupby(by)]
    return tuple(sorted(found, key=lambda it: it.moment, reverse=True)[:MOST])


def _entry(differences: Sequence[Row]) -> Entry:
    """Put the differences of one row into an entry."""
    first = differences[0]
    heading = BY_NAME[first[Changes.table]].heading if first[Changes.table] in BY_NAME else first[Changes.table]
    key = "\n".join(
        str(first[it]) for it in (Changes.loaded_at, Changes.loader, Changes.table, Changes.kind, Changes.row)
    )
    moment = f"{pd.Timestamp(first[Changes.loaded_at]):%Y-%m-%dT%H:%M:%SZ}"
    return Entry(
        f"urn:uuid:{uuid.uuid5(_NAMESPACE, key)}",
        f"{_KINDS[first[Changes.kind]]}: {heading}, {first[Changes.row]}",
        "\n".join(filter(None, map(_line, differences))) or first[Changes.row],
        heading,
        moment,
    )


def _line(difference: Row) -> str:
    """Say what changed: the column with both values, or the values of a whole row."""
    before, after = (
        it if isinstance(it, str) else "" for it in (difference[Changes.before], difference[Changes.after])
    )
    if difference[Changes.kind] != "changed":
        return after or before
    return f"{difference[Changes.column_name]}: {before or 'empty'} → {after or 'empty'}"


def _link(site: str, entry: Entry) -> str:
    return f"{site}/data?{urlencode({'data_table': entry.table})}"


def _updated() -> str:
    """The moment of the last entry, or the day of the last load."""
    latest, day = entries(), loaded_on()
    return latest[0].moment if latest else f"{day:%Y-%m-%dT00:00:00Z}" if day else "1970-01-01T00:00:00Z"


def atom(site: str) -> bytes:
    """Write the feed as Atom (RFC 4287).

    Args:
        site: the address of the dashboard.
    """
    feed = ET.Element("feed", xmlns=_SPACE)
    _add(feed, "id", f"urn:uuid:{uuid.uuid5(_NAMESPACE, 'feed')}")
    _add(feed, "title", _TITLE)
    _add(feed, "updated", _updated())
    _add(_add(feed, "author"), "name", AUTHOR)
    _add(feed, "link", rel="self", href=f"{site}/data/{ATOM}", type="application/atom+xml")
    _add(feed, "link", rel="alternate", href=f"{site}/data?section=Loads", type="text/html")
    _add(feed, "rights", "CC BY 4.0")
    for it in entries():
        entry = _add(feed, "entry")
        _add(entry, "id", it.id)
        _add(entry, "title", it.title)
        _add(entry, "updated", it.moment)
        _add(entry, "category", term=it.table)
        _add(entry, "link", rel="alternate", href=_link(site, it), type="text/html")
        _add(entry, "content", it.text, type="text")
    ET.indent(feed, " ")
    return ET.tostring(feed, encoding="utf-8", xml_declaration=True)


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, name, attributes)
    element.text = text or None
    return element


def as_json(site: str) -> bytes:
    """Write the feed as a JSON Feed 1.1.

    Args:
        site: the address of the dashboard.
    """
    items = [
        {"id": it.id, "url": _link(site, it), "title": it.title, "content_text": it.text, "date_published": it.moment, "tags": [it.table]}
        for it in entries()
    ]  # fmt: skip
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _TITLE,
        "authors": [{"name": AUTHOR}],
        "language": "en",
    }
    return as_bytes(
        {**head, "home_page_url": f"{site}/data?section=Loads", "feed_url": f"{site}/data/{JSON}", "items": items}
    )
