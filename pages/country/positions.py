"""Positions of one state."""

import pandas as pd

from charts.events import timeline
from charts.recognition import over_time
from charts.recognition.matrix import DIMENSIONS
from data.schema.tables import Events, Recognition
from data.vocabulary.places import name
from pages._app.cache import once
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import foot
from pages._parts.empty import none_on_record
from pages._parts.layout import link_to
from pages._parts.show import Drawn, show
from pages._parts.states.positions import READ_BARS, readings, reported
from pages.country.sections import section

KINDS = ("recognition", "diplomacy")


def positions(view: View, code: str) -> None:
    """Positions on all dimensions as bars, the events of recognition and diplomacy under them."""
    section("positions")
    show(_positions(view, code))
    link_to("recognition", "Positions in words, votes, and other states", country=name(code))


@once
def _positions(view: View, code: str) -> Drawn | str:
    found = readings(view.known_to)
    mine = found[(found["country"] == code) & found["dimension"].isin(DIMENSIONS)]
    inside = mine[(mine["start"] <= pd.Timestamp(view.last)) & (mine["shown_until"] >= pd.Timestamp(view.first))]
    if inside.empty:
        return none_on_record(view, mine.rename(columns={"shown_until": "end"}), f"position of {name(code)}")
    title = f"{name(code)}'s dealings with the Afghan authorities over time"
    fig = over_time.bars(
        mine, [code], DIMENSIONS, view.first, view.last, title=title, subtitle=READ_BARS, foot=foot(inside)
    )
    seen = view.events(rows(Events))
    seen = seen[seen["category"].isin(KINDS)]
    fig = timeline.beside(fig, seen, [code], view.first, view.last)
    says = f"Positions of {view.in_words()}, as reported, with events of recognition and diplomacy."
    return Drawn(fig, says, reported(inside), Recognition, "country-positions", seen)
