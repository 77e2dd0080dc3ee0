"""Positions of one state."""

from dataclasses import replace
from typing import Final

import pandas as pd

from analysis.recognition.positions import Spell, spells
from charts.recognition.matrix import DIMENSIONS
from charts.recognition.over_time import bars
from data.vocabulary import codes, periods
from data.vocabulary.places import name
from pages._app.view import View
from pages._parts.empty import none_on_record
from pages._parts.figure import Figure, Words
from pages._parts.layout import link_to
from pages._parts.show import show
from pages._parts.states.positions import events, of_years, readings
from pages._parts.states.summary import KABUL
from pages.country.sections import section, who

# What stands before a new position in the title; offices and wordings make none.
_CHANGED: Final = {
    "de_jure_recognition": "Taliban authorities",
    "afghan_mission": "Afghan embassy run by",
    "mission_in_kabul": "embassy in Kabul",
    "terrorist_listing": "Taliban",
    "special_envoy": "special envoy",
}

_READ: Final = "Filled: reported. Striped: no later report. Thin bar below: a source that differs"


def positions(view: View, code: str) -> None:
    """Positions on all dimensions as bars, the events of recognition and diplomacy under them."""
    section("positions")
    show(POSITIONS, since_takeover(view))
    link_to("recognition", "Positions in words, votes, and other states", country=name(code))


def since_takeover(view: View) -> View:
    """The view from the year of the takeover on, so that the words have room in their bars; years before it stay."""
    begin = KABUL.replace(month=1, day=1)
    return replace(view, first=max(view.first, begin)) if view.last >= begin else view


def _words(view: View, choice: None, drawn: pd.DataFrame, others: pd.DataFrame) -> Words:  # noqa: ARG001
    alt = f"Positions of {view.in_words()}, as reported, with events of recognition and diplomacy."
    return Words(_title(view, drawn), _READ, alt)


def _title(view: View, drawn: pd.DataFrame) -> str:
    """Name the last change that is drawn: from one reading to another of the same dimension."""
    known = drawn[drawn[Spell.preferred] & drawn[Spell.dimension].isin(_CHANGED)].sort_values(
        Spell.start, kind="stable"
    )
    before = known.groupby(Spell.dimension)[Spell.value].shift()
    changes = known[before.notna() & (before != known[Spell.value]) & (known[Spell.start] >= str(view.first))]
    if changes.empty:
        return f"{who(view)}'s positions towards the Afghan authorities did not change"
    last = changes.iloc[-1]
    when = periods.label(last[Spell.start], last[Spell.start], last[Spell.start_precision])
    return f"{who(view)}'s latest change, {when}: {_CHANGED[last[Spell.dimension]]} {codes.say(last[Spell.value])}"


def _empty(view: View, choice: None) -> str:  # noqa: ARG001
    every = readings(view.known_to)
    on_record = every[every[Spell.country].isin(view.countries) & every[Spell.dimension].isin(DIMENSIONS)]
    return none_on_record(view, on_record.assign(end=on_record[Spell.shown_until]), f"position of {who(view)}")


POSITIONS = Figure(
    key="country-positions",
    name="Positions of one state over time",
    measure=spells,
    tables=(Spell, Spell),
    rows=lambda view, choice: of_years(view, DIMENSIONS),  # noqa: ARG005
    chart=bars,
    words=_words,
    empty=_empty,
    options=lambda view, choice: {  # noqa: ARG005
        "countries": view.countries, "dimensions": DIMENSIONS, "first": view.first, "last": view.last,
    },
    events=events,
)  # fmt: skip
