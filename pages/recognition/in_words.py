"""Positions in words, state by state, each with its source; and events of recognition."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.recognition.positions import RUNGS
from charts.recognition.matrix import DIFFERS, lasting
from data.rows import records
from data.schema.tables import Events
from data.vocabulary import codes, periods
from data.vocabulary.places import name
from pages._app.cache import replayed
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import cited, text
from pages._parts.states.positions import readings as all_readings

_TABS: Final = {
    "Official positions": ("official_position",),
    "Offices, consulates, envoys": ("trade_office", "consulates", "special_envoy"),
    "Missions, listings, recognition": tuple(RUNGS),
    "Events of recognition": (),
}


def inside(view: View, readings: pd.DataFrame) -> pd.DataFrame:
    """Readings of the chosen years, of all countries."""
    return readings[
        (readings["start"] <= pd.Timestamp(view.last)) & (readings["shown_until"] >= pd.Timestamp(view.first))
    ]


def in_words(view: View) -> None:
    """Positions that are words, state by state, each with its source; and events of recognition: what is opened alone."""
    st.subheader("In words, with sources", anchor="in-words")
    tabs = st.tabs(list(_TABS), key="recognition_words", on_change="rerun", bind="query-params")
    for tab, dimensions in zip(tabs, _TABS.values(), strict=True):
        if tab.open:
            with tab:
                _told(view, dimensions)


@replayed
def _told(view: View, dimensions: tuple[str, ...]) -> None:
    if not dimensions:
        _events(view)
        return
    shown = inside(view, all_readings(view.known_to))
    _lists(view, shown[shown["country"].isin(view.countries)], dimensions)


def _lists(view: View, shown: pd.DataFrame, dimensions: tuple[str, ...]) -> None:
    """A dated list for each state, two beside each other where there is room."""
    columns = st.columns(min(2, len(view.countries)), gap="large")
    for at, code in enumerate(view.countries):
        of = shown[(shown["country"] == code) & shown["dimension"].isin(dimensions)]
        lines = [f"**{text(name(code))}**"]
        for dimension in dimensions:
            told = of[of["dimension"] == dimension]
            if len(dimensions) > 1:
                lines.append(f"\n{text(codes.say(dimension))}")
            lines += [""] + ([_item(row) for row in records(told)] or ["- no source found for these years"])
        columns[at % len(columns)].markdown("\n".join(lines))


def _item(row: dict[str, Any]) -> str:
    """One position with its dates, its note and its source."""
    differs = "" if row["preferred"] else f"{DIFFERS} another reading: "
    note = f" {text(row['note'])}." if isinstance(row["note"], str) else ""
    said = f"{differs}{codes.say(row['value'])}"
    return f"- **{text(lasting(row))}** {text(said)}.{note} {cited(row['source_id'])}"


def _events(view: View) -> None:
    """What happened on the way, with sources."""
    events = view.keep(rows(Events), "countries")
    events = events[(events["category"] == "recognition") & (events["significance"] > 1)].sort_values("start")
    if events.empty:
        st.markdown("No event of recognition on record for these states and years.")
    st.markdown("\n\n".join(_event(row) for row in records(events)))


def _event(row: dict[str, Any]) -> str:
    """One event with its date and sources."""
    date = periods.label(row["start"], row["end"], row["precision"])
    said = "; ".join(cited(it) for it in row["source_ids"].split(";"))
    return f"**{text(date)}** {text(row['title'])}. {text(row['summary'])} {said}"
