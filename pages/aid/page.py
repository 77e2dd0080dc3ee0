"""Who has sent what to Afghanistan, and did it arrive?

Every consignment of the five counted once, by how far it is reported to have come; UN appeals and transit beside them
as context that no total contains.
"""

from collections.abc import Iterable
from typing import Final

import streamlit as st

from analysis.aid.consignments import RANGES, STAGES, AidTotal, totals
from analysis.aid.sums import GROUPS
from data.vocabulary import formats
from pages._app.cache import once
from pages._app.navigation import Page
from pages._app.view import Query, View
from pages._parts.citation import text
from pages._parts.layout import section
from pages._parts.show import show
from pages.aid import period, wording
from pages.aid.food_value import worth
from pages.aid.funding import flows_of_states
from pages.aid.list import every_consignment
from pages.aid.pipeline import on_the_way
from pages.aid.sums import BY_DONOR, BY_KIND, BY_YEAR, Choice, has_any, has_earlier, of_stages, table
from pages.aid.united_nations import appeals, hubs

PAGE = Page(
    "Aid",
    ":material/volunteer_activism:",
    30,
    "Aid from the five Central Asian states to Afghanistan: each consignment, how far it came, its weight, and who reports it.",
)

FIGURES: Final = {"year": BY_YEAR, "donor": BY_DONOR, "kind": BY_KIND}


def first_text(view: View, query: Query) -> Iterable[str]:  # noqa: ARG001  no control of its own changes it
    """What was sent, arrived and was only pledged."""
    return (_findings(view),)


def render(view: View) -> None:
    """Show the findings and the sums; each consignment and what stands beside it opens on demand."""
    if words := _findings(view):
        st.markdown(words)
    group, choice = _controls(view)
    if has_any(view, choice):
        bars, cells = st.columns([5, 3], gap="medium")
        with bars:
            show(FIGURES[group], view, choice)
        with cells:
            table(view, choice, group)
    else:
        show(FIGURES[group], view, choice)
    if len(of_stages(view, ())):
        section("One by one", "consignments", over_figures=True)
        on_the_way(view)
        every_consignment(view, choice.stages, len(of_stages(view, choice.stages)))
        worth(view)
    section("For comparison: not in the sums above", "context", over_figures=True)
    flows_of_states(view)
    appeals(view)
    hubs(view)


@once
def _findings(view: View) -> str:
    """Say what was sent, what of it arrived, and what was only pledged, in the period of all counts of the page."""
    by_stage = totals(period.counted(view), [AidTotal.stage])
    return "\n".join(f"- {text(it)}" for it in wording.findings(by_stage, view))


def _controls(view: View) -> tuple[str, Choice]:
    """Draw the controls of the first figure: what a bar is of, and the choice; no stage chosen means all of them."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        measure = st.segmented_control(
            "Measure", list(RANGES), default="quantity_t", format_func=formats.MEASURES.__getitem__, key="aid_measure",
            bind="query-params", persist_state="session", required=True,
        )  # fmt: skip
        group = st.segmented_control(
            "By", GROUPS, default="year", key="aid_by", bind="query-params", persist_state="session", required=True
        )
        stages = st.pills(
            "Only what is reported as", list(reversed(STAGES)), selection_mode="multi", key="aid_stage", bind="query-params",
            persist_state="session",
        )  # fmt: skip
        earlier = has_earlier(view) and st.toggle(
            wording.EARLIER, key="aid_earlier", bind="query-params", persist_state="session"
        )
    return group, Choice(measure, tuple(stages), earlier)
