"""Positions of one state."""

import pandas as pd

from analysis.recognition.positions import Spell, spells
from charts.recognition.matrix import DIMENSIONS
from charts.recognition.over_time import bars
from data.vocabulary.places import name
from pages._app.view import View
from pages._parts.empty import none_on_record
from pages._parts.figure import Figure, Words
from pages._parts.layout import link_to
from pages._parts.show import show
from pages._parts.states.positions import READ_BARS, events, of_years, readings
from pages.country.sections import section, who


def positions(view: View, code: str) -> None:
    """Positions on all dimensions as bars, the events of recognition and diplomacy under them."""
    section("positions")
    show(POSITIONS, view)
    link_to("recognition", "Positions in words, votes, and other states", country=name(code))


def _words(view: View, choice: None, drawn: pd.DataFrame, others: pd.DataFrame) -> Words:  # noqa: ARG001
    title = f"{who(view)}'s dealings with the Afghan authorities over time"
    alt = f"Positions of {view.in_words()}, as reported, with events of recognition and diplomacy."
    return Words(title, READ_BARS, alt)


def _empty(view: View, choice: None) -> str:  # noqa: ARG001
    every = readings(view.known_to)
    on_record = every[every[Spell.country].isin(view.countries) & every[Spell.dimension].isin(DIMENSIONS)]
    return none_on_record(view, on_record.assign(end=on_record[Spell.shown_until]), f"position of {who(view)}")


POSITIONS = Figure(
    key="country-positions",
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
