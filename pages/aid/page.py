"""Who has sent what to Afghanistan, and did it arrive?

Every consignment of the five counted once, by how far it is reported to have come; UN appeals and transit beside them
as context that no total contains.
"""

from typing import Final

import streamlit as st

from analysis.aid.consignments import RANGES, STAGES
from analysis.aid.goods_value import GoodsValueSum
from analysis.aid.sums import GROUPS
from data.vocabulary import formats
from data.vocabulary.places import CODES
from pages._app.cache import once
from pages._app.navigation import Page
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.show import show
from pages._parts.states.food_value import all_sums
from pages._parts.states.insights import on_aid
from pages._parts.states.summary import all_given
from pages.aid import wording
from pages.aid.food_value import worth
from pages.aid.funding import flows_of_states
from pages.aid.list import every_consignment
from pages.aid.pipeline import on_the_way
from pages.aid.sums import BY_DONOR, BY_KIND, BY_YEAR, Choice, of_stages
from pages.aid.united_nations import context

PAGE = Page(
    "Aid",
    ":material/volunteer_activism:",
    30,
    "Aid from the five Central Asian states to Afghanistan: each consignment, how far it came, its weight, and who reports it.",
)

FIGURES: Final = {"year": BY_YEAR, "donor": BY_DONOR, "kind": BY_KIND}


def render(view: View) -> None:
    """Show the answer, sums, every consignment, and the context."""
    st.markdown(_answered(view))
    group, choice = _controls()
    show(FIGURES[group], view, choice)
    if count := len(of_stages(view, choice.stages)):
        on_the_way(view)
        every_consignment(view, choice.stages, count)
    worth(view)
    flows_of_states(view)
    context(view)


@once
def _answered(view: View) -> str:
    """Answer the question of the page, and say what the rows show besides."""
    given = all_given().loc[[code for code in CODES if code in view.countries]]
    food = all_sums()[view.of_countries(all_sums()[GoodsValueSum.donor])]
    return f"{text(wording.answer(given))} {text(wording.food_answer(food))}\n\n{on_aid(view)}"


def _controls() -> tuple[str, Choice]:
    """Draw the controls of the first figure: what a bar is of, and the choice."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        measure = st.segmented_control(
            "Measure", list(RANGES), default="quantity_t", format_func=formats.MEASURES.__getitem__, key="aid_measure",
            bind="query-params", persist_state="session", required=True,
        )  # fmt: skip
        group = st.segmented_control(
            "By", GROUPS, default="year", key="aid_by", bind="query-params", persist_state="session", required=True
        )
        stages = st.pills(
            "Reported as", list(reversed(STAGES)), default=list(reversed(STAGES)), selection_mode="multi",
            key="aid_stage", bind="query-params", persist_state="session",
        )  # fmt: skip
    return group, Choice(measure, tuple(stages))
