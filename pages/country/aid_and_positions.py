"""Aid, positions and events of one state."""

import pandas as pd
import streamlit as st

from analysis.aid.consignments import STAGES
from charts.aid import consignments
from charts.events import timeline
from charts.recognition import over_time
from charts.recognition.matrix import DIMENSIONS
from data.rows import records
from data.schema.tables import Aid, Events, Recognition
from data.vocabulary.places import PLACES, name
from data.vocabulary.text import counted
from pages._app.cache import fold, once, replayed
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import foot, text
from pages._parts.consignments import every, in_words
from pages._parts.event_list import by_year
from pages._parts.layout import link_to
from pages._parts.positions import READ_BARS, readings, reported
from pages._parts.show import Drawn, show
from pages.country.sections import nothing, section, who

PAGE_SIZE = 10
KINDS = ("recognition", "diplomacy")


def aid(view: View, code: str) -> None:
    """Every consignment on the time axis, and as a list."""
    section("aid")
    show(_aid(view, code))
    _aid_list(view, code)
    link_to("aid", "Sums by year and kind, and the United Nations context", country=name(code))


@once
def _aid(view: View, code: str) -> Drawn | str:
    mine = every()[every()["donor"] == code]
    shown = view.keep(mine, None)
    if shown.empty:
        return nothing(view, mine, f"consignment from {name(code)}")
    told = rows(Aid)
    behind = told[told["shipment"].isin(shown["shipment"])]
    title = f"{PLACES[code].adjective} aid to Afghanistan, by consignment"
    fig = consignments.timeline_of(shown, code, view.first, view.last, title=title, foot=foot(behind))
    stages = [f"{count} {stage}" for stage in reversed(STAGES) if (count := int((shown["stage"] == stage).sum()))]
    says = f"Consignments from {view.in_words()}, by how far they are reported to have come: {', '.join(stages)}."
    return Drawn(fig, says, behind, Aid, "country-aid")


@once
def _given(view: View, code: str) -> pd.DataFrame:
    """The consignments of the chosen years, the newest first."""
    shown = view.keep(every()[every()["donor"] == code], None)
    return shown.sort_values(["start", "shipment"], ascending=[False, True])


def _aid_list(view: View, code: str) -> None:
    count = len(_given(view, code))
    if not count:
        return
    said = f"The list: {counted(count, 'consignment')}, the newest first"
    fold(said, "country-aid-list", _listed, view, code)


@replayed
def _listed(view: View, code: str) -> None:
    cells = pd.DataFrame([in_words(it) for it in records(_given(view, code))])
    dates = cells.pop("Donor and date").str.removeprefix(text(f"{name(code)}, "))
    cells.insert(0, "Date", dates)
    st.table(cells, hide_index=True)


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
        return nothing(view, mine.rename(columns={"shown_until": "end"}), f"position of {name(code)}")
    title = f"{name(code)}'s dealings with the Afghan authorities over time"
    fig = over_time.bars(
        mine, [code], DIMENSIONS, view.first, view.last, title=title, subtitle=READ_BARS, foot=foot(inside)
    )
    seen = view.events(rows(Events))
    seen = seen[seen["category"].isin(KINDS)]
    fig = timeline.beside(fig, seen, [code], view.first, view.last)
    says = f"Positions of {view.in_words()}, as reported, with events of recognition and diplomacy."
    return Drawn(fig, says, reported(inside), Recognition, "country-positions", seen)


def events(view: View, code: str) -> None:
    """What happened, the newest first, each with its sources."""
    if _newest(view).empty:
        show(_no_event(view))
        return
    every_kind = _of_years(view)
    if len(every_kind) > len(_newest(view)):
        st.caption(
            f"{len(_newest(view))} of {counted(len(every_kind), 'event')} of these years, by kind and weight as chosen in "
            "“Events on charts” above."
        )
    by_year(_newest, view, key=f"country_events_{code}", size=PAGE_SIZE)


@once
def _newest(view: View) -> pd.DataFrame:
    """The events of the filters, the newest first."""
    return view.events(rows(Events)).sort_values(["start", "event_id"], ascending=False)


@once
def _of_years(view: View) -> pd.DataFrame:
    """The events of the state and years, of whatever kind and weight."""
    return view.keep(rows(Events), "countries")


@once
def _no_event(view: View) -> str:
    """Why no event is shown, and what would show some."""
    if len(_of_years(view)):
        return (
            f"No event of these kinds and weights is on record for {view.in_words()}; {counted(len(_of_years(view)), 'event')} of "
            "other kinds or less weight are. Widen “Events on charts” above."
        )
    of_state = rows(Events)[view.of_countries(rows(Events)["countries"])]
    return nothing(view, of_state, f"event that names {who(view)}")
