"""Sentences are for people: in a script that no program reads, the same is drawn, counted and cited in the same order."""

import re
from functools import cache
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import data
from data.schema.tables import (
    Aid,
    AnnouncedDates,
    Appeals,
    Crossings,
    Events,
    Flows,
    Projects,
    Recognition,
    Routes,
    Sources,
    Transit,
    Votes,
)
from tests.support import drawing, live_parts

# The columns of each table that hold prose, and the pages that read the table.
PROSE = {
    Aid: (("items", "area", "occasion", "note"), ("aid", "country", "overview", "together")),
    Recognition: (("value", "note"), ("recognition", "country", "overview", "together")),
    Events: (("title", "summary"), ("timeline", "overview", "study", "corridors", "recognition")),
    Votes: (("note",), ("recognition",)),
    Appeals: (("plan",), ("aid",)),
    Flows: (("donor", "recipient", "plan", "description"), ("aid",)),
    Transit: (("measure", "note"), ("aid",)),
    Projects: (("capacity", "summary"), ("corridors", "country")),
    AnnouncedDates: (("what", "quote"), ("corridors",)),
    Routes: (("left_out",), ("corridors",)),
    Crossings: (("note",), ("corridors", "country", "overview")),
    Sources: (("describes",), ("aid", "corridors", "data")),
}
IN_WORDS = (
    "special_envoy",
    "consulates",
    "trade_office",
    "official_position",
)  # dimensions whose positions are no codes
CHOSEN = {
    "recognition": {"recognition_dimension": "All"},
    "aid": {f"aid_{it}": True for it in ("pipeline", "list", "food", "flows", "appeals", "hubs")},
}  # what of a page is opened besides what is open at first
LABELS = {"hovertext", "text", "hovertemplate", "title"}
# Each letter another one, in the same order and as wide; spaces and hyphens stay, at which lines break.
SCRIPT = {code: chr(code + 0x400) for code in range(0x21, 0x7F) if chr(code) != "-"}


def unread(rows: pd.DataFrame, column: str) -> pd.Series:
    """A column in a script that nobody reads; a note, which may be empty, is left out."""
    if column == "note":
        return pd.Series(None, index=rows.index, dtype="str")
    shown = rows[column].str.translate(SCRIPT)
    return shown.where(rows["dimension"].isin(IN_WORDS), rows[column]) if column == "value" else shown


def rewrite(table, folder) -> None:
    """Write each part of a table again without prose that anybody could read."""
    columns = PROSE[table][0]
    before = data.read(table)[list(columns)]
    for path in (folder.path / table.name).glob("*.parquet"):
        rows = pd.read_parquet(path)
        rows = rows.assign(**{it: unread(rows, it) for it in columns})
        folder.write(table, path.stem, pa.Table.from_pandas(rows, schema=table.schema(), preserve_index=False))
    assert not data.read(table)[list(columns)].equals(before)


def unlabelled(spec: Any) -> Any:
    """A figure without the texts in which prose stands: what is drawn, where, how and in which order."""
    if isinstance(spec, dict):
        return {key: unlabelled(it) for key, it in spec.items() if key not in LABELS}
    return [unlabelled(it) for it in spec] if isinstance(spec, list) else spec


def seen(slug: str) -> tuple[list[Any], list[str]]:
    """The figures of a page without texts, and the addresses of all sources that it names, in their order."""
    app = drawing.drawn(slug, drawing.EVERY, CHOSEN.get(slug, {}))
    links = re.findall(r"<(https?://[^>]+)>", drawing.said(app) + drawing.cells(app))
    return [unlabelled(it) for it in drawing.specs(app)], links


@cache
def as_it_is(slug: str) -> tuple[list[Any], list[str]]:
    """What is seen of the real record."""
    return seen(slug)


@pytest.mark.parametrize(
    ("table", "slug"),
    [(table, slug) for table, (_, slugs) in PROSE.items() for slug in slugs if table is not Flows],
    ids=lambda it: it if isinstance(it, str) else it.name,
)
def test_without_prose_the_same_is_drawn_and_cited(table, slug, folder):
    before = as_it_is(slug)
    rewrite(table, folder)
    assert seen(slug) == before


@pytest.mark.parametrize("table", [Flows, Appeals], ids=lambda it: it.name)
def test_without_the_prose_of_the_tracking_service_the_same_is_drawn_and_cited(table, folder):
    live_parts.fts(folder)
    before = seen("aid")
    rewrite(table, folder)
    assert seen("aid") == before
