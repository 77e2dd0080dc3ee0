"""What the page of recognition says of its figures."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import pandas as pd

from analysis.recognition.positions import RUNGS, TALIBAN_MISSIONS, Spell, Standing
from charts.recognition.matrix import SIGNS
from charts.recognition.votes import NOT_KNOWN
from data.schema.tables import Votes
from data.vocabulary import codes, periods
from data.vocabulary.places import CODES, name
from data.vocabulary.text import listed
from pages._app.view import View
from pages._parts.figure import Words
from pages._parts.states.summary import COUNTS, KABUL, answer

EVERY: Final = "All"
BEFORE: Final = (
    "Positions are known from 15 August 2021 on, when the authorities in Kabul changed. Only terrorist listings, special "
    "envoys and one consulate reach further back. Choose later years for the rest."
)
_READ: Final = "Darker: closer dealings, within a row. Striped: no later report. Outlined: a source that differs"
NO_VOTES: Final = "No vote is known for these years: choose years that include 2021, 2022 or 2025."
NO_OTHERS: Final = "No position of other states is known for these years: choose years from 2021 on."
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
# Which positions are counted in a title, and what they are called in it.
_COUNTED: Final = {
    "afghan_mission": (TALIBAN_MISSIONS, "Taliban envoys"),
    "mission_in_kabul": (RUNGS["mission_in_kabul"][1:], "open"),
    "terrorist_listing": (("delisted",), "taken off"),
}


def at(view: View) -> dt.date:
    """The day at whose end the latest positions are shown."""
    return min(view.last, view.known_to or view.last)


def _states(countries: Sequence[str]) -> str:
    return "all five states" if set(countries) == set(CODES) else listed([name(code) for code in countries])


def latest(view: View, choice: None, drawn: pd.DataFrame) -> Words:  # noqa: ARG001
    """Say where each state stands at the end of a day."""
    subtitle = (
        f"Latest position and since when, to {at(view):%-d %b %Y}. Darker: closer dealings, within a row. {SIGNS}"
    )
    return Words(
        answer(drawn, view.countries), subtitle, f"Positions of {_states(view.countries)} at {at(view):%-d %B %Y}."
    )


def no_latest(view: View, choice: None) -> str:  # noqa: ARG001
    """Say why there is no latest position."""
    return f"No position of {_states(view.countries)} is known on {at(view):%-d %B %Y}."


def over_time(view: View, dimension: str, drawn: pd.DataFrame, others: pd.DataFrame) -> Words:  # noqa: ARG001
    """Say what the bars of a dimension show, of whom nothing is known, and when the data begin."""
    title = _OVER_TIME[dimension]
    if len(view.countries) == 1:
        title = f"{name(view.countries[0])}: {title[0].lower()}{title[1:]}"
    elif dimension in _COUNTED:
        title += f": {_count(view, dimension, drawn)}"
    alt = f"{'All dimensions' if dimension == EVERY else codes.say(dimension)}: {view.in_words()}."
    if (begin := begins(since(view, dimension), drawn)) > view.first:
        alt += f" The axis begins in {begin.year}."
    if steps := [codes.say(value) for value in RUNGS.get(dimension, ())]:
        alt += f" Fill from light to dark: {'; '.join(steps)}."
    if silent := [name(code) for code in view.countries if code not in set(drawn[Spell.country])]:
        alt += f" Of {listed(silent)} no source was found."
    return Words(title, _READ, alt)


def _count(view: View, dimension: str, drawn: pd.DataFrame) -> str:
    """Say in how many of the states a position stood at the end of the view."""
    values, called = _COUNTED[dimension]
    last = drawn[drawn[Spell.preferred] & (drawn[Spell.start] <= pd.Timestamp(at(view)))]
    last = last.sort_values(Spell.start, kind="stable").drop_duplicates(Spell.country, keep="last")
    count = int(last[Spell.value].isin(values).sum())
    return f"{called} in {COUNTS[count]} of {COUNTS[len(view.countries)]} states"


def since(view: View, dimension: str) -> View:
    """The view from the year of the takeover on where all dimensions are shown: few reach further back."""
    begin = KABUL.replace(month=1, day=1)
    return replace(view, first=max(view.first, begin)) if dimension == EVERY and view.last >= KABUL else view


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
    return f"The data on {whose} reach from {first.year} to {last.year}: choose years within these."


def votes(view: View, choice: None, drawn: pd.DataFrame) -> Words:  # noqa: ARG001
    """Say how many of the states were in favour of the last resolution on which they voted."""
    ours = drawn[drawn[Votes.country].isin(view.countries)]
    last = ours[ours[Votes.start] == ours[Votes.start].max()]
    title = "How states voted on Afghanistan"
    if len(last):
        when = periods.label(last[Votes.start].max(), last[Votes.end].max(), "month")
        yes = COUNTS[int((last[Votes.vote] == "yes").sum())]
        title = f"{codes.start_upper(yes)} of {COUNTS[len(last)]} states in favour"
        if len(last) == 1:
            title = f"{name(last[Votes.country].iloc[0])} {codes.VOTES[last[Votes.vote].iloc[0]]}"
        title += f": the UN resolution on Afghanistan of {when}"
    return Words(
        title,
        f"Votes in the United Nations. Darker: in favour; lighter: abstained. {NOT_KNOWN}\u00a0no vote known",
        f"Votes of {view.in_words()}, and of other states.",
    )


def world(view: View, choice: None, drawn: pd.DataFrame) -> Words:  # noqa: ARG001
    """Say which other states recognised the Taliban authorities."""
    formal = drawn[drawn[Standing.dimension] == "de_jure_recognition"]
    yes = [name(code) for code in formal.loc[formal[Standing.value] == "recognised", Standing.country]]
    title = "Other states on the same questions"
    if yes:
        rest = drawn[Standing.country].nunique() - len(yes)
        title = f"{listed(yes)} recognised the Taliban authorities; {COUNTS[rest]} other states are not known to have"
    subtitle = f"Latest position and since when, to {at(view):%-d %b %Y}. Darker: closer dealings. {SIGNS}"
    return Words(title, subtitle, f"Seven other states at {at(view):%-d %B %Y}.")
