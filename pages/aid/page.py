"""Who has sent what to Afghanistan, and did it arrive?

Every consignment of the five counted once, by how far it is reported to have come; UN appeals and transit beside them
as context that no total contains.
"""

import datetime as dt
from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.aid.consignments import STAGES, totals
from charts.aid import totals as chart
from charts.base import frame
from charts.base.frame import Spec
from charts.events import timeline
from data.schema.tables import Aid, Appeals, Events, Transit
from data.vocabulary import codes, formats
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import listed
from pages._app.cache import once, replayed
from pages._app.navigation import Page
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import foot, text
from pages._parts.layout import section
from pages._parts.show import Drawn, show
from pages._parts.states.consignments import every
from pages._parts.states.insights import on_aid
from pages._parts.states.summary import all_given
from pages.aid.funding import flows_of_states
from pages.aid.list import every_consignment, of_stages
from pages.aid.pipeline import on_the_way

PAGE = Page("Aid", ":material/volunteer_activism:", 30)

MEASURES: Final = {"quantity_t": "tonnes", "value_usd": "US dollars"}
GROUPS: Final = ("year", "donor", "kind")
KABUL: Final = dt.date.fromisoformat(frame.KABUL)
_HOW: Final = "Bar: sum of the lowest reports; whisker: of the highest; +3: three more without a figure. Each consignment counted once"


def render(view: View) -> None:
    """The answer, sums, every consignment, and the context."""
    st.markdown(_answered(view))
    measure, group, stages = _controls()
    if _count(view, stages):
        show(_sums(view, measure, group, stages))
        on_the_way(view)
        every_consignment(view, stages, _count(view, stages))
    else:
        _nothing(view, stages)
    flows_of_states(view)
    _context(view)


@once
def _count(view: View, stages: tuple[str, ...]) -> int:
    """How many consignments the filters leave."""
    return len(of_stages(view, stages))


@once
def _answered(view: View) -> str:
    """The answer, and what the rows bear out besides."""
    return f"{text(_answer(view.of_all_years()))}\n\n{on_aid(view)}"


@replayed
def _nothing(view: View, stages: tuple[str, ...]) -> None:
    mine = every()[view.of_countries(every()["donor"])]
    st.info(text(_nearest(mine, view, stages)), icon=":material/event_busy:")


@once
def _answer(view: View) -> str:
    """The page's question answered for the chosen donors, over all years since the takeover."""
    found = all_given().loc[[code for code in CODES if code in view.countries]]
    delivered, sent = found["delivered_low_t"].sum(), found["sent_low_t"].sum(min_count=1)
    count, unweighed = found["sent_count"].sum(), found["sent_unweighed"].sum()
    who = "the five states" if len(found) == len(CODES) else listed([PLACES[it].name for it in found.index])
    if pd.isna(sent):
        return f"Since 15 August 2021 no weighed consignment of {who} is on record."
    told = f"Since 15 August 2021 {who} are reported to have sent at least {formats.floor(sent, 'quantity_t')} of aid"
    told = told if len(found) > 1 else told.replace(" are reported", " is reported")
    on_way = round(sent - delivered, 6)
    arrived = f"; no report was found that {formats.floor(on_way, 'quantity_t')} of it arrived."
    told += arrived if on_way else ", all of it delivered."
    if not unweighed:
        return f"{told} {'The one consignment' if count == 1 else f'Each of the {count} consignments'} bears a weight."
    bear = "bears no weight and comes" if unweighed == 1 else "bear no weight and come"
    return f"{told} {unweighed} of the {count} consignments {bear} on top."


def _controls() -> tuple[str, str, tuple[str, ...]]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        measure = st.segmented_control(
            "Measure", list(MEASURES), default="quantity_t", format_func=MEASURES.__getitem__, key="aid_measure",
            bind="query-params", persist_state="session", required=True,
        )  # fmt: skip
        group = st.segmented_control(
            "By", GROUPS, default="year", key="aid_by", bind="query-params", persist_state="session", required=True
        )
        stages = st.pills(
            "Reported as", list(reversed(STAGES)), default=list(reversed(STAGES)), selection_mode="multi",
            key="aid_stage", bind="query-params", persist_state="session",
        )  # fmt: skip
    return measure, group, tuple(stages)


def _nearest(mine: pd.DataFrame, view: View, stages: tuple[str, ...]) -> str:
    """Why nothing is shown, and what would be."""
    if not stages:
        return "No stage is chosen. Choose delivered, dispatched or pledged above."
    who = listed([PLACES[code].name for code in CODES if code in view.countries])
    said = f"No consignment from {who} is on record for {view.years_in_words()}, {listed(list(stages))}."
    years = sorted(set(mine.loc[mine["stage"].isin(stages), "year"]))
    if not years:
        return f"{said} There is none for other years either."
    return f"{said} There are some of {listed([str(it) for it in years])}: move the years above."


@once
def _sums(view: View, measure: str, group: str, stages: tuple[str, ...]) -> Drawn:
    """The main chart, and the reports behind it."""
    shown = of_stages(view, stages)
    since_kabul = group != "year" and view.last >= KABUL
    part = shown[shown["start"] >= pd.Timestamp(KABUL)] if since_kabul else shown
    reported = rows(Aid)
    behind = reported[reported["shipment"].isin(part.loc[part["counts"], "shipment"])]
    when = f"15 August 2021 to {view.last.year}" if since_kabul else view.years_in_words()
    options: dict[str, Any] = {
        "title": _title(view, part, measure, when), "foot": foot(behind), "measure": measure,
        "subtitle": f"{codes.start_upper(MEASURES[measure])} as reported, {when}. {_HOW}",
    }  # fmt: skip
    fig, events = _chart(view, part, group, options)
    return Drawn(fig, _says(view, part, measure, group, when), behind, Aid, f"aid-by-{group}", events)


def _chart(view: View, part: pd.DataFrame, group: str, options: dict[str, Any]) -> tuple[Spec, pd.DataFrame | None]:
    """The chart for a grouping; events go along where its axis is time."""
    if group == "donor":
        return chart.by_donor(part, view.countries, **options), None
    if group == "kind":
        return chart.by_kind(part, **options), None
    fig = chart.by_year(part, view.first, view.last, **options)
    if not fig["data"]:
        return fig, None
    events = view.events(rows(Events), world=True)
    return timeline.beside(fig, events, timeline.default_lanes(view.countries), view.first, view.last), events


def _title(view: View, part: pd.DataFrame, measure: str, when: str) -> str:
    chosen = [code for code in CODES if code in view.countries]
    who = {1: PLACES[chosen[0]].adjective, len(CODES): "Central Asian"}.get(len(chosen), "Reported")
    delivered = totals(part[part["stage"] == "delivered"], [], measure)
    if delivered.empty or pd.isna(delivered["low"].iloc[0]):
        return f"{who} aid to Afghanistan, {when}"
    return f"{who} aid to Afghanistan: at least {formats.floor(delivered['low'].iloc[0], measure)} delivered, {when}"


def _says(view: View, part: pd.DataFrame, measure: str, group: str, when: str) -> str:
    """What the figure shows, with what is counted, what is not, and what cannot be."""
    counted = part[part["counts"]]
    stages = listed([it for it in reversed(STAGES) if it in set(part["stage"])]) if len(part) else "none"
    who = view.in_words().removesuffix(view.years_in_words()).rstrip(", ")
    without = int(totals(part, [], measure)["without"].sum())
    figure_word = "weight" if measure == "quantity_t" else "value in US dollars"
    said = [(
        f"Aid by {group} in {MEASURES[measure]}, {who}, {when}: {len(counted)} consignment{'s' * (len(counted) != 1)} reported as {stages}, "
        f"each counted once, {without} of them without a reported {figure_word}."
    )]  # fmt: skip
    left = part[~part["counts"]]
    if len(left):
        kinds = {"cumulative": "cumulative claims", "discount": "discounts"}
        named = [f"{(left['caveat'] == it).sum()} {said_}" for it, said_ in kinds.items() if it in set(left["caveat"])]
        said.append(f"Listed below but never added: {listed(named)}.")
    return " ".join(said)


def _context(view: View) -> None:
    """UN appeals and transit: no part of any sum above."""
    section("United Nations context: part of no total above", "context")
    show(_appeals(view))
    show(_transit(view))


@once
def _appeals(view: View) -> Drawn:
    """What the UN asked for and received."""
    readings = rows(Appeals)
    readings = readings[readings["year"].between(view.first.year, view.last.year)]
    subtitle = (
        "US dollars, by year of the plan. Bars: last dated reading of the yearly plan, an undated one only where there is no "
        "other; marks: every reading (diamond asked for, ring received; with a dot: another plan)"
    )
    says = f"UN appeals for Afghanistan, {view.years_in_words()}: asked for and received, from all the world's donors."
    fig = chart.appeals(readings, subtitle=subtitle, foot=foot(readings))
    return Drawn(fig, says, readings, Appeals, "aid-appeals")


@once
def _transit(view: View) -> Drawn:
    """UN goods moved through Central Asian hubs."""
    moved = view.keep(rows(Transit), None)
    subtitle = "Each line one report, some of them of the same goods; a scale of its own for each unit"
    says = (
        f"UN goods moved through Termez and Dushanbe, {view.years_in_words()}, as each report has it: "
        "no gift of the host, and not added up."
    )
    fig = chart.transit(moved, subtitle=subtitle, foot=foot(moved))
    return Drawn(fig, says, moved, Transit, "aid-transit")
