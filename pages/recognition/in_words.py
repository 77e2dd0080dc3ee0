"""Positions in words, state by state, each with its source; and events of recognition."""

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd
import streamlit as st

from analysis.recognition.positions import RUNGS, Spell, Standing
from charts.recognition.matrix import DIFFERS, NOT_KNOWN, Cell, cells_of, lasting
from data.rows import Row, records
from data.schema.tables import Events
from data.vocabulary import codes, periods
from data.vocabulary.places import name
from pages._app.cache import replayed
from pages._app.rows import in_use
from pages._app.view import View
from pages._parts.citation import cited, text
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
    st.subheader("In words, with sources", anchor="in-words")
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
    """A dated list for each state, two beside each other where there is room."""
    readings, _ = of_years(view, dimensions)
    columns = st.columns(min(2, len(view.countries)), gap="large")
    for at, code in enumerate(view.countries):
        lines = [f"**{text(name(code))}**"]
        for dimension in dimensions:
            of = (readings[Spell.country] == code) & (readings[Spell.dimension] == dimension)
            if len(dimensions) > 1:
                lines.append(f"\n{text(codes.say(dimension))}")
            lines += ["", *([_item(row) for row in records(readings[of])] or ["- no source found for these years"])]
        columns[at % len(columns)].markdown("\n".join(lines))


def _item(row: Row) -> str:
    """One position with its dates, its note and its source."""
    differs = "" if row[Spell.preferred] else f"{DIFFERS} another reading: "
    note = f" {text(row[Spell.note])}." if isinstance(row[Spell.note], str) else ""
    position = text(f"{differs}{codes.say(row[Spell.value])}")
    return f"- **{text(lasting(row))}** {position}.{note} {cited(row[Spell.source_id])}"


def _events(view: View) -> None:
    """What happened on the way, with sources."""
    events = view.keep(in_use(Events), Events.countries)
    notable = (events[Events.category] == "recognition") & (events[Events.significance] >= _NOTABLE)
    events = events[notable].sort_values(Events.start)
    if events.empty:
        st.markdown("No event of recognition on record for these states and years.")
    st.markdown("\n\n".join(_event(row) for row in records(events)))


def _event(row: Row) -> str:
    """One event with its date and sources."""
    date = periods.label(row[Events.start], row[Events.end], row[Events.precision])
    sources = "; ".join(cited(it) for it in row[Events.source_ids].split(";"))
    return f"**{text(date)}** {text(row[Events.title])}. {text(row[Events.summary])} {sources}"


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
