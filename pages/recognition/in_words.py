"""Positions in words, state by state, each with its source; and events of recognition."""

import html
from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd
import streamlit as st

from analysis.recognition.positions import RUNGS, Spell, Standing
from charts.recognition.matrix import DIFFERS, NOT_KNOWN, Cell, cells_of, lasting
from data.rows import Row, records
from data.schema.tables import Events
from data.vocabulary import codes
from data.vocabulary.places import name
from data.vocabulary.text import counted
from pages._app.cache import replayed
from pages._app.rows import in_use
from pages._app.view import View
from pages._parts.citation import cited_in_html, text
from pages._parts.layout import section
from pages._parts.lists.event_list import entry
from pages._parts.states.positions import of_years

TABS: Final = {
    "Official positions": ("official_position",),
    "Offices, consulates, envoys": ("trade_office", "consulates", "special_envoy"),
    "Missions, listings, recognition": tuple(RUNGS),
    "Events of recognition": (),
}
_NOTABLE: Final = 2


def in_words(view: View) -> None:
    """Positions that are words, state by state, each with its source; and events of recognition: what is opened alone."""
    section("In words, with sources", "in-words")
    tabs = st.tabs(list(TABS), key="recognition_words", on_change="rerun", bind="query-params")
    for tab, dimensions in zip(tabs, TABS.values(), strict=True):
        if tab.open:
            with tab:
                _opened(view, dimensions)


@replayed
def _opened(view: View, dimensions: tuple[str, ...]) -> None:
    if dimensions:
        _lists(view, dimensions)
    else:
        _events(view)


def _lists(view: View, dimensions: Sequence[str]) -> None:
    """A list for each state: the latest of each dimension, and what was before it to open."""
    readings, _ = of_years(view, dimensions)
    parts = []
    for code in view.countries:
        parts.append(f"<section><h3>{html.escape(name(code))}</h3>")
        for dimension in dimensions:
            of = (readings[Spell.country] == code) & (readings[Spell.dimension] == dimension)
            if len(dimensions) > 1:
                parts.append(f"<p class='figure-line'>{html.escape(codes.say(dimension))}</p>")
            parts.append(_newest_first([_item(row) for row in reversed(records(readings[of]))]))
        parts.append("</section>")
    st.html(f'<div class="in-columns">{"".join(parts)}</div>')


def _newest_first(items: Sequence[str]) -> str:
    """A list as HTML: the first item, and the others to open."""
    if not items:
        return "<p>No source found for these years.</p>"
    earlier = f"<details><summary>{counted(len(items) - 1, 'earlier report')}</summary><ul>{''.join(items[1:])}</ul></details>"
    return f"<ul>{items[0]}</ul>{earlier if len(items) > 1 else ''}"


def _item(row: Row) -> str:
    """One position with its dates, its note and its source, as HTML."""
    differs = "" if row[Spell.preferred] else f"{DIFFERS} another source: "
    note = f" {row[Spell.note]}." if isinstance(row[Spell.note], str) else ""
    words = html.escape(f"{differs}{codes.say(row[Spell.value])}.{note}")
    return (
        f"<li><b>{html.escape(codes.start_upper(lasting(row)))}:</b> {words} {cited_in_html(row[Spell.source_id])}</li>"
    )


def _events(view: View) -> None:
    """What happened on the way, the newest first, with sources."""
    events = view.keep(in_use(Events), Events.countries)
    notable = (events[Events.category] == "recognition") & (events[Events.significance] >= _NOTABLE)
    events = events[notable].sort_values(Events.start, ascending=False)
    if events.empty:
        st.markdown("No event of recognition is known for these states and years.")
    else:
        st.html("".join(map(entry, records(events))))


def table_in_words(standing: pd.DataFrame, countries: Sequence[str], dimensions: Iterable[str]) -> pd.DataFrame:
    """Put the latest positions into words.

    Args:
        standing: rows of `Standing`.
        countries: codes, left to right.
        dimensions: top to bottom.

    Returns:
        A row for each dimension, a column for each state.
    """
    cells, dimensions = cells_of(standing), tuple(dimensions)
    return pd.DataFrame({
        "Dimension": [codes.say(it) for it in dimensions],
        **{name(code): [_positions(cells.get((code, it), [])) for it in dimensions] for code in countries},
    })  # fmt: skip


def _positions(cell: Cell) -> str:
    """All positions of a cell, each with its dates."""
    positions = [f"{codes.say(row[Standing.value])}: {lasting(row, Standing.since)}" for row in cell]
    return text("; ".join(positions)) or NOT_KNOWN
