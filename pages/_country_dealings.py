"""Aid, positions and events of one state."""

import pandas as pd
import streamlit as st

from analysis.consignments import STAGES
from charts import recognition, shipments, timeline
from charts.standing import DIMENSIONS
from data.places import PLACES, name
from data.tables import Aid, Events, Recognition
from pages import View
from pages._consignments import every, in_words
from pages._country import nothing, section, who
from pages._events import by_year, counted
from pages._positions import READ_BARS, readings, reported
from pages._rows import rows
from pages._show import figure, foot, link_to, text

AT_ONCE = 10
KINDS = ("recognition", "diplomacy")


def aid(view: View, code: str) -> None:
    """Every consignment on the time axis, and as a list."""
    section("aid")
    mine = every()[every()["donor"] == code]
    shown = view.keep(mine, None)
    if shown.empty:
        nothing(view, mine, f"consignment from {name(code)}")
        return
    told = rows(Aid)
    behind = told[told["shipment"].isin(shown["shipment"])]
    title = f"{PLACES[code].adjective} aid to Afghanistan, by consignment"
    fig = shipments.timeline_of(shown, code, view.first, view.last, title=title, foot=foot(behind))
    stages = [f"{count} {stage}" for stage in reversed(STAGES) if (count := int((shown["stage"] == stage).sum()))]
    says = f"Consignments from {view.in_words()}, by how far they are reported to have come: {', '.join(stages)}."
    figure(fig, says, behind, Aid, key="country-aid")
    newest = shown.sort_values(["start", "shipment"], ascending=[False, True])
    with st.expander(f"The list: {len(newest)} consignment{'s' * (len(newest) != 1)}, the newest first"):
        cells = pd.DataFrame([in_words(it) for it in newest.to_dict("records")])
        dates = cells.pop("Donor and date").str.removeprefix(text(f"{name(code)}, "))
        cells.insert(0, "Date", dates)
        st.table(cells, hide_index=True)
    link_to("aid", "Sums by year and kind, and the United Nations context", country=name(code))


def positions(view: View, code: str) -> None:
    """Positions on all dimensions as bars, the events of recognition and diplomacy under them."""
    section("positions")
    found = readings(view.known_to)
    mine = found[(found["country"] == code) & found["dimension"].isin(DIMENSIONS)]
    inside = mine[(mine["start"] <= pd.Timestamp(view.last)) & (mine["shown_until"] >= pd.Timestamp(view.first))]
    if inside.empty:
        nothing(view, mine.rename(columns={"shown_until": "end"}), f"position of {name(code)}")
        return
    title = f"{name(code)}'s dealings with the Afghan authorities over time"
    fig = recognition.bars(
        mine, [code], DIMENSIONS, view.first, view.last, title=title, subtitle=READ_BARS, foot=foot(inside)
    )
    seen = view.events(rows(Events))
    seen = seen[seen["category"].isin(KINDS)]
    fig = timeline.beside(fig, seen, [code], view.first, view.last)
    says = f"Positions of {view.in_words()}, as reported, with events of recognition and diplomacy."
    figure(fig, says, reported(inside), Recognition, key="country-positions", events=seen)
    link_to("recognition", "Positions in words, votes, and other states", country=name(code))


def events(view: View, code: str) -> None:
    """What happened, the newest first, each with its sources."""
    section("events")
    of_state = rows(Events)[view.of_countries(rows(Events)["countries"])]
    shown = view.events(rows(Events))
    inside = view.keep(of_state, None)
    if shown.empty:
        if len(inside):
            st.info(
                f"No event of these kinds and weights is on record for {text(view.in_words())}; {counted(len(inside))} of other "
                "kinds or less weight are. Widen “Events on charts” above.",
                icon=":material/filter_alt:",
            )
        else:
            nothing(view, of_state, f"event that names {who(view)}")
        return
    if len(inside) > len(shown):
        st.caption(
            f"{len(shown)} of {counted(len(inside))} of these years, by kind and weight as chosen in “Events on charts” above."
        )
    newest = shown.sort_values(["start", "event_id"], ascending=False)
    by_year(newest, key=f"country_events_{code}", at_once=AT_ONCE)
