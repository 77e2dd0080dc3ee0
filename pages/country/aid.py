"""Aid of one state."""

import datetime as dt
from typing import Final

import pandas as pd
import streamlit as st

from analysis.aid.consignments import STAGES, Consignment, consignments, single
from charts.aid.consignments import timeline_of
from data.rows import records
from data.schema.tables import Events
from data.vocabulary.places import name
from data.vocabulary.text import counted
from pages._app.cache import lazy_expander, once, replayed
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.empty import none_on_record
from pages._parts.figure import Figure, Frames, Words, events_with_the_world
from pages._parts.layout import link_to
from pages._parts.show import show
from pages._parts.states import in_words as phrases
from pages._parts.states.consignments import every, in_words
from pages._parts.states.food_value import sum_of
from pages.country.sections import section

_KINDS: Final = ("aid", "migration", "security")  # the milestones beside aid: what it was given for, and aid itself


def aid(view: View, code: str) -> None:
    """Show every consignment on the time axis, and as a list."""
    section("aid")
    show(AID, view, code)
    if count := len(_given(view, code)):
        lazy_expander(_all(len(_rows(view, code)[0]), count), "country-aid-list", _listed, view, code)
    link_to("aid", "Aid by year and kind, and the United Nations", country=name(code))


def _all(single: int, count: int) -> str:
    """Name the list, which has the cumulative claims too that the figure leaves out."""
    more = f" and {counted(count - single, 'cumulative claim')}" if single < count else ""
    return f"All {counted(single, 'consignment')}{more}"


def _of(code: str) -> pd.DataFrame:
    return every()[every()[Consignment.donor] == code]


def _rows(view: View, code: str) -> Frames:
    return (single(view.keep(_of(code), None)),)


def _words(view: View, code: str, rows: pd.DataFrame) -> Words:
    counts = rows[Consignment.stage].value_counts()
    stages = ", ".join(f"{counts[stage]} {stage}" for stage in reversed(STAGES) if stage in counts)
    value = sum_of(code)
    return Words(
        _title(code, rows),
        "Each consignment by its weight, on a scale on which each step is ten times the one before",
        f"Consignments from {name(code)}, {view.years_in_words()}, by how far they are reported to have come: {stages}.",
        ""
        if value is None
        else f"Derived value of the food delivered since August 2021: {phrases.food_value(value).whole}.",
    )


def _title(code: str, rows: pd.DataFrame) -> str:
    """Say how many of the consignments were delivered; what was only pledged is no delivery."""
    delivered = int((rows[Consignment.stage] == "delivered").sum())
    if len(rows) == 1:
        return f"{name(code)}'s one consignment was {rows[Consignment.stage].iloc[0]}"
    if delivered == len(rows):
        return f"All {delivered} of {name(code)}'s consignments were delivered"
    return f"{delivered or 'None'} of {name(code)}'s {len(rows)} consignments {'was' if delivered == 1 else 'were'} delivered"


def _events(view: View) -> pd.DataFrame:
    """The events beside aid that the reader wants on charts, those of the world too."""
    events = events_with_the_world(view)
    return events[events[Events.category].isin(_KINDS)]


AID = Figure(
    key="country-aid",
    name="Consignments of aid of one state",
    measure=consignments,
    tables=(Consignment,),
    rows=_rows,
    chart=timeline_of,
    words=_words,
    empty=lambda view, code: none_on_record(view, _of(code), f"consignment from {name(code)}"),
    options=lambda view, code: {"first": _begin(view, code), "last": view.last},
    choices=lambda: ("KAZ", "UZB"),
    events=_events,
)


def _begin(view: View, code: str) -> dt.date:
    """The year of the first consignment that is drawn: years before it would be an empty plot."""
    first = _rows(view, code)[0][Consignment.start].min()
    return max(view.first, dt.date(first.year, 1, 1)) if pd.notna(first) else view.first


@once
def _given(view: View, code: str) -> pd.DataFrame:
    """Pick the consignments of the chosen years, the newest first."""
    by = [Consignment.start, Consignment.shipment]
    return view.keep(_of(code), None).sort_values(by, ascending=[False, True])


@replayed
def _listed(view: View, code: str) -> None:
    cells = pd.DataFrame([in_words(row) for row in records(_given(view, code))])
    dates = cells.pop("Donor and date").str.removeprefix(text(f"{name(code)}, "))
    cells.insert(0, "Date", dates)
    st.table(cells, hide_index=True)
