"""Who deals with the Afghan authorities, on what footing, and since when?

The latest position of each state, then the positions over time with the events, in words with their sources, votes, and
other states as context.
"""

import datetime as dt
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.recognition.positions import RUNGS, standing
from charts.base import frame
from charts.events import timeline
from charts.recognition import over_time
from charts.recognition.matrix import DIFFERS, DIMENSIONS, WORLD, WORLD_DIMENSIONS
from data.schema.tables import Events, Recognition, Votes
from data.vocabulary import codes
from data.vocabulary.places import CODES, name
from data.vocabulary.text import listed
from pages._app.cache import fold, once, replayed
from pages._app.navigation import Page
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import foot
from pages._parts.show import Drawn, show
from pages._parts.states.insights import on_recognition
from pages._parts.states.positions import READ_BARS, reported
from pages._parts.states.positions import readings as all_readings
from pages._parts.states.summary import COUNTS, answer
from pages.recognition.in_words import in_words, inside

PAGE = Page("Recognition", ":material/account_balance:", 40)
KINDS = ("recognition", "diplomacy")
EVERY = "All"
KABUL = dt.date.fromisoformat(frame.KABUL)


def render(view: View) -> None:
    """Positions, votes and context."""
    _before(view)
    on_recognition(view)
    show(_latest(view.countries, _at(view), view.known_to))
    _same_in_words(view.countries, _at(view), view.known_to)
    _over_time(view)
    in_words(view)
    _votes(view)
    _world(view)


def _at(view: View) -> dt.date:
    """The day at whose end the latest positions are told."""
    return min(view.last, view.known_to or view.last)


@replayed
def _before(view: View) -> None:
    if _at(view) < KABUL:
        st.info(
            "This record of positions begins on 15 August 2021, when the authorities in Kabul changed; only terrorist "
            "listings, special envoys and one consulate reach further back. Choose later years for the rest.",
            icon=":material/date_range:",
        )


@once
def _standing(countries: tuple[str, ...], at: dt.date, known_to: dt.date | None) -> tuple[pd.DataFrame, list[str]]:
    """The latest positions of the chosen states at the end of a day, and the dimensions of which there are any."""
    readings = all_readings(known_to)
    latest = standing(readings[readings["country"].isin(countries)], at)
    some = [it for it in DIMENSIONS if latest["dimension"].eq(it).any()]
    return latest, some if at < KABUL else list(DIMENSIONS)


@once
def _latest(countries: tuple[str, ...], at: dt.date, known_to: dt.date | None) -> Drawn:
    """Where each state stands at the end of a day."""
    latest, dimensions = _standing(countries, at, known_to)
    subtitle = (
        f"Latest position on record at {at:%-d %b %Y}, and since when. Stronger fill: a further rung within its row, no score. "
        f"Striped: not confirmed in the year before. {DIFFERS}: readings differ"
    )
    behind = _behind(latest, all_readings(known_to))
    fig = over_time.matrix(
        latest, countries, dimensions, title=answer(latest, countries), subtitle=subtitle, foot=foot(behind)
    )
    says = f"Positions of {_who(countries)} at {at:%-d %B %Y}."
    return Drawn(fig, says, reported(behind), Recognition, "recognition-latest")


def _same_in_words(countries: tuple[str, ...], at: dt.date, known_to: dt.date | None) -> None:
    if len(_standing(countries, at, known_to)[0]):
        fold("The same in words", "recognition-matrix", _matrix, countries, at, known_to)


@replayed
def _matrix(countries: tuple[str, ...], at: dt.date, known_to: dt.date | None) -> None:
    latest, dimensions = _standing(countries, at, known_to)
    st.table(over_time.matrix_table(latest, countries, dimensions), hide_index=True)


def _who(countries: Sequence[str]) -> str:
    return "all five states" if set(countries) == set(CODES) else listed([name(it) for it in countries])


def _behind(chosen: pd.DataFrame, readings: pd.DataFrame) -> pd.DataFrame:
    """The reported rows behind positions, with those that contradict them."""
    others = [it for found in chosen["conflicts"] for it in found]
    return readings.loc[sorted({*chosen.index, *others})]


def _over_time(view: View) -> None:
    """Positions as bars with the events under them, on one dimension or all."""
    st.subheader("Since when", anchor="since-when")
    chosen = st.pills(
        "Dimension", [*DIMENSIONS, EVERY], default="afghan_mission", required=True, key="recognition_dimension",
        format_func=codes.say, bind="query-params", persist_state="session", label_visibility="collapsed",
    )  # fmt: skip
    show(_bars(view, chosen))


@once
def _bars(view: View, chosen: str) -> Drawn:
    """The bars of one dimension, or of all."""
    readings = all_readings(view.known_to)
    dimensions = list(DIMENSIONS) if chosen == EVERY else [chosen]
    shown = inside(view, readings)
    mine = shown[shown["country"].isin(view.countries) & shown["dimension"].isin(dimensions)]
    if mine.empty:
        why = _nearest(view, readings, dimensions)
        return Drawn(frame.empty(why, _title(view, chosen)), why, reported(mine), Recognition, "recognition-bars")
    first = max(view.first, dt.date(int(mine["start"].min().year), 1, 1))  # before that the axis would stay empty
    fig = over_time.bars(
        readings, view.countries, dimensions, first, view.last, title=_title(view, chosen),
        subtitle=READ_BARS, foot=foot(mine),
    )  # fmt: skip
    events = view.events(rows(Events), world=True)
    events = events[events["category"].isin(KINDS) & (events["end"] >= pd.Timestamp(first))]
    fig = timeline.beside(fig, events, timeline.default_lanes(view.countries), first, view.last)
    silent = [name(it) for it in view.countries if it not in set(mine["country"])]
    says = f"{'All dimensions' if chosen == EVERY else codes.say(chosen)}: {view.in_words()}."
    if first > view.first:
        says += f" The record of it begins in {first.year}."
    if steps := [codes.say(it) for it in RUNGS.get(chosen, ())]:
        says += f" Fill from light to strong: {'; '.join(steps)}."
    if silent:
        says += f" Of {listed(silent)} no source was found."
    return Drawn(fig, says, reported(mine), Recognition, "recognition-bars", events)


def _title(view: View, chosen: str) -> str:
    what = {
        EVERY: "Dealings with the Afghan authorities over time",
        "de_jure_recognition": "Recognition of the Taliban authorities",
        "afghan_mission": "Who runs the Afghan embassy",
        "mission_in_kabul": "Embassies in Kabul, and who heads them",
        "terrorist_listing": "Whether the Taliban are on the list of terrorist organisations",
        "special_envoy": "Special envoys for Afghanistan",
        "consulates": "Consulates, Afghan and Central Asian",
        "trade_office": "Trade offices and trading houses, opened and planned",
    }[chosen]
    return f"{name(view.countries[0])}: {what[0].lower()}{what[1:]}" if len(view.countries) == 1 else what


def _nearest(view: View, readings: pd.DataFrame, dimensions: list[str]) -> str:
    """Why nothing is shown, and the years that have something."""
    of = readings[readings["country"].isin(view.countries) & readings["dimension"].isin(dimensions)]
    if of.empty:
        return (
            f"No source was found on this for {_who(view.countries)}. That does not mean that there is nothing to find."
        )
    first, last = of["start"].min(), of["shown_until"].max()
    return f"On this the record of {_who(view.countries)} reaches from {first.year} to {last.year}: choose years within these."


def _votes(view: View) -> None:
    """Votes in the United Nations, other states' as context."""
    st.subheader("Votes in the United Nations", anchor="votes")
    show(_ballots(view))


@once
def _ballots(view: View) -> Drawn | str:
    """Who voted how."""
    ballots = view.keep(rows(Votes), None)
    ballots = ballots[ballots["country"].isin(view.countries) | ~ballots["country"].isin(CODES)]
    if ballots.empty:
        return "No vote is on record for these years: choose years that include 2021 or 2025."
    fig = over_time.votes(
        ballots, title="How states voted on Afghanistan",
        subtitle="An empty place: no vote of this state on record", foot=foot(ballots),
    )  # fmt: skip
    says = f"Votes of {view.in_words()}, and of other states."
    return Drawn(fig, says, ballots, Votes, "recognition-votes")


def _world(view: View) -> None:
    """Other states as context: they do not follow the choice of countries, only the years."""
    st.subheader("Other states", anchor="other-states")
    show(_others(_at(view), view.known_to))


@once
def _others(at: dt.date, known_to: dt.date | None) -> Drawn | str:
    """Where other states stand on the same questions at the end of a day."""
    readings = all_readings(known_to)
    others = readings[readings["country"].isin(WORLD)]
    latest = standing(others[others["dimension"].isin(WORLD_DIMENSIONS)], at)
    if latest.empty:
        return "No position of other states is on record for these years: choose years from 2021 on."
    recognisers = latest[(latest["dimension"] == "de_jure_recognition") & (latest["value"] == "recognised")]
    title = "Other states on the same questions"
    if len(recognisers):
        names = listed([name(it) for it in recognisers["country"]])
        rest = len(set(latest["country"])) - len(recognisers)
        title = f"{names} recognised the Taliban authorities; of {COUNTS[rest]} other states no such step is on record"
    behind = _behind(latest, readings)
    subtitle = f"Latest position on record at {at:%-d %b %Y}, and since when. Striped: not confirmed in the year before. {DIFFERS}: readings differ"
    fig = over_time.world(latest, title=title, subtitle=subtitle, foot=foot(behind))
    return Drawn(fig, f"Seven other states at {at:%-d %B %Y}.", reported(behind), Recognition, "recognition-world")
