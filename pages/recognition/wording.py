"""What the page of recognition says of its figures."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.recognition.positions import RUNGS, Spell, Standing
from charts.recognition.matrix import DIFFERS
from data.vocabulary import codes
from data.vocabulary.places import CODES, name
from data.vocabulary.text import listed
from pages._app.view import View
from pages._parts.figure import Words
from pages._parts.states.positions import READ_BARS
from pages._parts.states.summary import COUNTS, answer

EVERY: Final = "All"
BEFORE: Final = (
    "These data on positions begin on 15 August 2021, when the authorities in Kabul changed; only terrorist listings, "
    "special envoys and one consulate reach further back. Choose later years for the rest."
)
NO_VOTES: Final = "No vote is on record for these years: choose years that include 2021, 2022 or 2025."
NO_OTHERS: Final = "No position of other states is on record for these years: choose years from 2021 on."
_OVER_TIME: Final = {
    EVERY: "Dealings with the Afghan authorities over time",
    "de_jure_recognition": "Recognition of the Taliban authorities",
    "afghan_mission": "Who runs the Afghan embassy",
    "mission_in_kabul": "Embassies in Kabul, and who heads them",
    "terrorist_listing": "Whether the Taliban are on the list of terrorist organisations",
    "special_envoy": "Special envoys for Afghanistan",
    "consulates": "Consulates, Afghan and Central Asian",
    "trade_office": "Trade offices and trading houses, opened and planned",
}


def at(view: View) -> dt.date:
    """The day at whose end the latest positions are shown."""
    return min(view.last, view.known_to or view.last)


def _states(countries: Sequence[str]) -> str:
    return "all five states" if set(countries) == set(CODES) else listed([name(code) for code in countries])


def latest(view: View, choice: None, drawn: pd.DataFrame) -> Words:  # noqa: ARG001
    """Say where each state stands at the end of a day."""
    subtitle = (
        f"Latest position on record at {at(view):%-d %b %Y}, and since when. Stronger fill: a further rung within its row, no score. "
        f"Striped: not confirmed in the year before. {DIFFERS}: readings differ"
    )
    return Words(
        answer(drawn, view.countries), subtitle, f"Positions of {_states(view.countries)} at {at(view):%-d %B %Y}."
    )


def no_latest(view: View, choice: None) -> str:  # noqa: ARG001
    """Say why there is no latest position."""
    return f"No position of {_states(view.countries)} is on record at {at(view):%-d %B %Y}."


def over_time(view: View, dimension: str, drawn: pd.DataFrame, others: pd.DataFrame) -> Words:  # noqa: ARG001
    """Say what the bars of a dimension show, of whom nothing is known, and when the data begin."""
    title = _OVER_TIME[dimension]
    if len(view.countries) == 1:
        title = f"{name(view.countries[0])}: {title[0].lower()}{title[1:]}"
    alt = f"{'All dimensions' if dimension == EVERY else codes.say(dimension)}: {view.in_words()}."
    if (begin := begins(view, drawn)) > view.first:
        alt += f" The data on it begin in {begin.year}."
    if steps := [codes.say(value) for value in RUNGS.get(dimension, ())]:
        alt += f" Fill from light to strong: {'; '.join(steps)}."
    if silent := [name(code) for code in view.countries if code not in set(drawn[Spell.country])]:
        alt += f" Of {listed(silent)} no source was found."
    return Words(title, READ_BARS, alt)


def begins(view: View, drawn: pd.DataFrame) -> dt.date:
    """The first day of an axis that leaves out years before the first reading."""
    return max(view.first, dt.date(int(drawn[Spell.start].min().year), 1, 1))


def none_over_time(view: View, readings: pd.DataFrame) -> str:
    """Say why no position is shown, and which years have one.

    Args:
        view: countries and years.
        readings: rows of `Spell` of the chosen countries and dimensions, of all years.
    """
    whose = _states(view.countries)
    if readings.empty:
        return f"No source was found on this for {whose}. That does not mean that there is nothing to find."
    first, last = readings[Spell.start].min(), readings[Spell.shown_until].max()
    return f"On this the data on {whose} reach from {first.year} to {last.year}: choose years within these."


def votes(view: View, choice: None, drawn: pd.DataFrame) -> Words:  # noqa: ARG001
    """Say who voted how."""
    return Words(
        "How states voted on Afghanistan",
        "An empty place: no vote of this state on record",
        f"Votes of {view.in_words()}, and of other states.",
    )


def world(view: View, choice: None, drawn: pd.DataFrame) -> Words:  # noqa: ARG001
    """Say which other states recognised the Taliban authorities."""
    recognised = (drawn[Standing.dimension] == "de_jure_recognition") & (drawn[Standing.value] == "recognised")
    names = [name(code) for code in drawn.loc[recognised, Standing.country]]
    title = "Other states on the same questions"
    if names:
        rest = drawn[Standing.country].nunique() - len(names)
        title = f"{listed(names)} recognised the Taliban authorities; of {COUNTS[rest]} other states no such step is on record"
    subtitle = (
        f"Latest position on record at {at(view):%-d %b %Y}, and since when. Striped: not confirmed in the year before. "
        f"{DIFFERS}: readings differ"
    )
    return Words(title, subtitle, f"Seven other states at {at(view):%-d %B %Y}.")
