"""Readings of positions as the pages show them, and the events beside them."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.recognition.positions import Spell, contradicting, spells
from data.schema.tables import Events, Recognition, Sources
from pages._app.cache import once
from pages._app.rows import in_use, published, sources
from pages._app.view import View
from pages._parts.figure import Frames

_KINDS: Final = ("recognition", "diplomacy")  # the events that stand beside positions


@once
def readings(known_to: dt.date | None) -> pd.DataFrame:
    """Find all readings, as rows of `Spell`."""
    return spells(in_use(Recognition), published(), known_to, sources()[Sources.publisher])


def of_years(view: View, dimensions: Sequence[str]) -> Frames:
    """Pick the readings of the chosen states and years, and those that contradict them."""
    every = readings(view.known_to)
    chosen = view.keep(every[every[Spell.dimension].isin(dimensions)], end=Spell.shown_until)
    return chosen, contradicting(chosen, every)


def events(view: View, *, world: bool = False) -> pd.DataFrame:
    """Pick the events of recognition and diplomacy that the reader wants on charts."""
    seen = view.events(in_use(Events), world=world)
    return seen[seen[Events.category].isin(_KINDS)]
