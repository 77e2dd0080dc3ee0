"""Who deals with the Afghan authorities, and how formally?

The latest position of each state, then the positions over time with the events, in words with their sources, votes, and
other states as context.
"""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from analysis.base.in_use import in_use as measured
from analysis.recognition.positions import Spell, Standing, spells, standing
from charts.recognition import matrix
from charts.recognition.matrix import DIMENSIONS, WORLD, WORLD_DIMENSIONS
from charts.recognition.over_time import bars
from charts.recognition.votes import votes
from data.schema.tables import Votes
from data.vocabulary import codes
from data.vocabulary.codes import OFFICES
from data.vocabulary.places import CODES
from pages._app.cache import lazy_expander, once, replayed
from pages._app.navigation import Page
from pages._app.rows import in_use
from pages._app.view import Query, View
from pages._parts.figure import Figure, Frames
from pages._parts.show import show
from pages._parts.states.insights import on_recognition
from pages._parts.states.positions import events, of_years, readings
from pages._parts.states.summary import KABUL
from pages.recognition import wording
from pages.recognition.in_words import in_words, table_in_words
from pages.recognition.wording import EVERY, at

PAGE = Page(
    "Recognition",
    ":material/account_balance:",
    40,
    "Recognition, embassies, consulates, envoys, terrorist lists and votes: the position of each Central Asian state, with dates and sources.",
)


def first_text(view: View, query: Query) -> Iterable[str]:  # noqa: ARG001  no control of its own changes it
    """Who has recognised whom, and the last change; before August 2021, that there was nothing to recognise."""
    return _before(view), on_recognition(view)


def render(view: View) -> None:
    """Positions, votes and context."""
    if before := _before(view):
        st.info(before, icon=":material/date_range:")
    if words := on_recognition(view):
        st.markdown(words)
    show(LATEST, view)
    if len(latest(view)):
        lazy_expander("The same in full words", "recognition-matrix", _matrix, view)
    show(BARS, view)
    in_words(view)
    show(VOTES, view)
    show(OTHERS, view)


def _before(view: View) -> str:
    return wording.BEFORE if at(view) < KABUL else ""


SHOWN: Final = tuple(it for it in DIMENSIONS if it not in OFFICES)  # offices are lists, and stand in words below


@once
def latest(view: View) -> pd.DataFrame:
    """Find the latest positions of the chosen states, without those that are words."""
    every = readings(view.known_to)
    return standing(every[every[Spell.country].isin(view.countries) & every[Spell.dimension].isin(SHOWN)], at(view))


def _dimensions(view: View) -> Sequence[str]:
    """The dimensions of which there are positions; all of them from 15 August 2021 on."""
    some = set(latest(view)[Standing.dimension])
    return [it for it in SHOWN if it in some] if at(view) < KABUL else SHOWN


@replayed
def _matrix(view: View) -> None:
    st.table(table_in_words(latest(view), view.countries, _dimensions(view)), hide_index=True)


LATEST = Figure(
    key="recognition-latest",
    name="Latest positions of the five states",
    measure=standing,
    tables=(Standing,),
    rows=lambda view, choice: (latest(view),),  # noqa: ARG005
    chart=matrix.matrix,
    words=wording.latest,
    empty=wording.no_latest,
    options=lambda view, choice: {"countries": view.countries, "dimensions": _dimensions(view)},  # noqa: ARG005
    method="ladder",
)


def _dimension(view: View) -> str:  # noqa: ARG001
    return st.pills(
        "Over time", [*DIMENSIONS, EVERY], default="afghan_mission", required=True, key="recognition_dimension",
        format_func=codes.say, bind="query-params", persist_state="session",
    )  # fmt: skip


def _of(dimension: str) -> Sequence[str]:
    return DIMENSIONS if dimension == EVERY else (dimension,)


def _over_time(view: View, dimension: str) -> Frames:
    return of_years(wording.since(view, dimension), _of(dimension))


def _none_over_time(view: View, dimension: str) -> str:
    every = readings(view.known_to)
    chosen = every[every[Spell.country].isin(view.countries) & every[Spell.dimension].isin(_of(dimension))]
    return wording.none_over_time(view, chosen)


BARS = Figure(
    key="recognition-bars",
    name="Positions over time: recognition, embassies, envoys, terrorist lists",
    measure=spells,
    tables=(Spell, Spell),
    rows=_over_time,
    chart=bars,
    words=wording.over_time,
    empty=_none_over_time,
    options=lambda view, dimension: {
        "countries": view.countries, "dimensions": _of(dimension), "last": view.last,
        "first": wording.begins(wording.since(view, dimension), _over_time(view, dimension)[0]),
    },
    controls=_dimension,
    choices=lambda: ("afghan_mission", "consulates", EVERY),
    events=partial(events, world=True),
    method="ladder",
)  # fmt: skip


def _votes(view: View, choice: None) -> Frames:  # noqa: ARG001
    """The votes of the chosen states, and those of all others."""
    every = view.keep(in_use(Votes), None)
    return (every[every[Votes.country].isin(view.countries) | ~every[Votes.country].isin(CODES)],)


VOTES = Figure(
    key="recognition-votes",
    name="Votes at the United Nations on Afghanistan",
    measure=measured,
    tables=(Votes,),
    rows=_votes,
    chart=votes,
    words=wording.votes,
    anchor="votes",
    empty=lambda view, choice: wording.NO_VOTES,  # noqa: ARG005
)


def _others(view: View, choice: None) -> Frames:  # noqa: ARG001
    """Other states as context: they do not follow the choice of countries, only the years."""
    every = readings(view.known_to)
    every = every[every[Spell.country].isin(WORLD) & every[Spell.dimension].isin(WORLD_DIMENSIONS)]
    return (standing(every, at(view)),)


OTHERS = Figure(
    key="recognition-world",
    name="Positions of other states",
    measure=standing,
    tables=(Standing,),
    rows=_others,
    chart=matrix.world,
    words=wording.world,
    anchor="other-states",
    empty=lambda view, choice: wording.NO_OTHERS,  # noqa: ARG005
)
