"""Who deals with the Afghan authorities, on what footing, and since when?

The latest position of each state, then the positions over time with the events, in words with their sources, votes, and
other states as context.
"""

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from analysis.positions import RUNGS, standing
from charts import recognition, theme, timeline
from charts.standing import DIFFERS, DIMENSIONS, WORLD, WORLD_DIMENSIONS, lasting
from data import periods, words
from data.places import CODES, name
from data.tables import Events, Recognition, Votes
from pages import Page, View, listed
from pages._positions import READ_BARS, reported
from pages._positions import readings as all_readings
from pages._rows import rows
from pages._show import cited, figure, foot, text
from pages._state import COUNTS, answer

PAGE = Page("Recognition", ":material/account_balance:", 40)
KINDS = ("recognition", "diplomacy")


def render(view: View) -> None:
    """Positions, votes and context."""
    readings = all_readings(view.known_to)
    at = min(view.last, view.known_to or view.last)
    _latest(view, readings, at)
    _over_time(view, readings)
    _in_words(view, readings)
    _votes(view)
    _world(view, readings, at)


def _latest(view: View, readings: pd.DataFrame, at: dt.date) -> None:
    """Where each state stands at the end of the chosen years."""
    latest = standing(readings[readings["country"].isin(view.countries)], at)
    dimensions = list(DIMENSIONS)
    if at < dt.date.fromisoformat(theme.KABUL):
        st.info(
            "This record of positions begins on 15 August 2021, when the authorities in Kabul changed; only terrorist "
            "listings, special envoys and one consulate reach further back. Choose later years for the rest.",
            icon=":material/date_range:",
        )
        dimensions = [it for it in DIMENSIONS if latest["dimension"].eq(it).any()]
    subtitle = (
        f"Latest position on record at {at:%-d %b %Y}, and since when. Stronger fill: a further rung within its row, no score. "
        f"Striped: not confirmed in the year before. {DIFFERS}: readings differ"
    )
    behind = _behind(latest, readings)
    fig = recognition.matrix(
        latest, view.countries, dimensions, title=answer(latest, view.countries), subtitle=subtitle, foot=foot(behind)
    )
    figure(
        fig, f"Positions of {_who(view)} at {at:%-d %B %Y}.", reported(behind), Recognition, key="recognition-latest"
    )
    if len(latest):
        with st.expander("The same in words", icon=":material/table_rows:"):
            st.table(recognition.matrix_table(latest, view.countries, dimensions), hide_index=True)


def _who(view: View) -> str:
    return "all five states" if set(view.countries) == set(CODES) else listed([name(it) for it in view.countries])


def _behind(chosen: pd.DataFrame, readings: pd.DataFrame) -> pd.DataFrame:
    """The reported rows behind positions, with those that contradict them."""
    others = [it for found in chosen["conflicts"] for it in found]
    return readings.loc[sorted({*chosen.index, *others})]


def _inside(view: View, readings: pd.DataFrame) -> pd.DataFrame:
    """Readings of the chosen years, of all countries."""
    return readings[
        (readings["start"] <= pd.Timestamp(view.last)) & (readings["shown_until"] >= pd.Timestamp(view.first))
    ]


def _over_time(view: View, readings: pd.DataFrame) -> None:
    """Positions as bars with the events under them, on one dimension or all."""
    st.subheader("Since when", anchor="since-when")
    every = "All"
    chosen = st.pills(
        "Dimension", [*DIMENSIONS, every], default="afghan_mission", required=True, key="recognition_dimension",
        format_func=words.say, bind="query-params", persist_state="session", label_visibility="collapsed",
    )  # fmt: skip
    dimensions = list(DIMENSIONS) if chosen == every else [chosen]
    shown = _inside(view, readings)
    mine = shown[shown["country"].isin(view.countries) & shown["dimension"].isin(dimensions)]
    if mine.empty:
        why = _nearest(view, readings, dimensions)
        figure(theme.empty(why, _title(view, chosen, every)), why, reported(mine), Recognition, key="recognition-bars")
        return
    first = max(view.first, dt.date(int(mine["start"].min().year), 1, 1))  # before that the axis would stay empty
    fig = recognition.bars(
        readings, view.countries, dimensions, first, view.last, title=_title(view, chosen, every),
        subtitle=READ_BARS, foot=foot(mine),
    )  # fmt: skip
    events = view.events(rows(Events), world=True)
    events = events[events["category"].isin(KINDS) & (events["end"] >= pd.Timestamp(first))]
    fig = timeline.beside(fig, events, timeline.default_lanes(view.countries), first, view.last)
    silent = [name(it) for it in view.countries if it not in set(mine["country"])]
    says = f"{'All dimensions' if chosen == every else words.say(chosen)}: {view.in_words()}."
    if first > view.first:
        says += f" The record of it begins in {first.year}."
    if steps := [words.say(it) for it in RUNGS.get(chosen, ())]:
        says += f" Fill from light to strong: {'; '.join(steps)}."
    if silent:
        says += f" Of {listed(silent)} no source was found."
    figure(fig, says, reported(mine), Recognition, key="recognition-bars", events=events)


def _title(view: View, chosen: str, every: str) -> str:
    what = {
        every: "Dealings with the Afghan authorities over time",
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
        return f"No source was found on this for {_who(view)}. That does not mean that there is nothing to find."
    first, last = of["start"].min(), of["shown_until"].max()
    return f"On this the record of {_who(view)} reaches from {first.year} to {last.year}: choose years within these."


def _in_words(view: View, readings: pd.DataFrame) -> None:
    """Positions that are words, state by state, each with its source; and events of recognition."""
    st.subheader("In words, with sources", anchor="in-words")
    shown = _inside(view, readings)
    shown = shown[shown["country"].isin(view.countries)]
    tabs = {
        "Official positions": ("official_position",),
        "Offices, consulates, envoys": ("trade_office", "consulates", "special_envoy"),
        "Missions, listings, recognition": tuple(RUNGS),
        "Events of recognition": (),
    }
    for tab, dimensions in zip(st.tabs(list(tabs)), tabs.values(), strict=True):
        with tab:
            if dimensions:
                _lists(view, shown, dimensions)
            else:
                _events(view)


def _lists(view: View, shown: pd.DataFrame, dimensions: tuple[str, ...]) -> None:
    """A dated list for each state, two beside each other where there is room."""
    columns = st.columns(min(2, len(view.countries)), gap="large")
    for at, code in enumerate(view.countries):
        of = shown[(shown["country"] == code) & shown["dimension"].isin(dimensions)]
        lines = [f"**{text(name(code))}**"]
        for dimension in dimensions:
            told = of[of["dimension"] == dimension]
            if len(dimensions) > 1:
                lines.append(f"\n{text(words.say(dimension))}")
            lines += [""] + ([_item(row) for row in told.to_dict("records")] or ["- no source found for these years"])
        columns[at % len(columns)].markdown("\n".join(lines))


def _item(row: dict[str, Any]) -> str:
    """One position with its dates, its note and its source."""
    differs = "" if row["preferred"] else f"{DIFFERS} another reading: "
    note = f" {text(row['note'])}." if isinstance(row["note"], str) else ""
    said = f"{differs}{words.say(row['value'])}"
    return f"- **{text(lasting(row))}** {text(said)}.{note} {cited(row['source_id'])}"


def _events(view: View) -> None:
    """What happened on the way, with sources."""
    events = view.keep(rows(Events), "countries")
    events = events[(events["category"] == "recognition") & (events["significance"] > 1)].sort_values("start")
    if events.empty:
        st.markdown("No event of recognition on record for these states and years.")
    for row in events.to_dict("records"):
        date = periods.label(row["start"], row["end"], row["precision"])
        said = "; ".join(cited(it) for it in str(row["source_ids"]).split(";"))
        st.markdown(f"**{text(date)}** {text(row['title'])}. {text(row['summary'])} {said}")


def _votes(view: View) -> None:
    """Votes in the United Nations, other states' as context."""
    st.subheader("Votes in the United Nations", anchor="votes")
    ballots = view.keep(rows(Votes), None)
    ballots = ballots[ballots["country"].isin(view.countries) | ~ballots["country"].isin(CODES)]
    if ballots.empty:
        st.markdown("No vote is on record for these years: choose years that include 2021 or 2025.")
        return
    fig = recognition.votes(
        ballots, title="How states voted on Afghanistan",
        subtitle="An empty place: no vote of this state on record", foot=foot(ballots),
    )  # fmt: skip
    figure(fig, f"Votes of {view.in_words()}, and of other states.", ballots, Votes, key="recognition-votes")


def _world(view: View, readings: pd.DataFrame, at: dt.date) -> None:
    """Other states as context: they do not follow the choice of countries, only the years."""
    st.subheader("Other states", anchor="other-states")
    others = readings[readings["country"].isin(WORLD)]
    latest = standing(others[others["dimension"].isin(WORLD_DIMENSIONS)], at)
    if latest.empty:
        st.markdown("No position of other states is on record for these years: choose years from 2021 on.")
        return
    recognisers = latest[(latest["dimension"] == "de_jure_recognition") & (latest["value"] == "recognised")]
    title = "Other states on the same questions"
    if len(recognisers):
        names = listed([name(it) for it in recognisers["country"]])
        rest = len(set(latest["country"])) - len(recognisers)
        title = f"{names} recognised the Taliban authorities; of {COUNTS[rest]} other states no such step is on record"
    shown = _inside(view, others)
    subtitle = f"Latest position on record at {at:%-d %b %Y}, and since when. Striped: not confirmed in the year before. {DIFFERS}: readings differ"
    fig = recognition.world(latest, title=title, subtitle=subtitle, foot=foot(shown))
    figure(fig, f"Seven other states at {at:%-d %B %Y}.", reported(shown), Recognition, key="recognition-world")
