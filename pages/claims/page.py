"""Do officials' figures match the statistics?

Claims beside the statistic of the same period with their difference, targets as a way still to go, and every figure in a
table: contracts and potentials are no trade and stand in it alone. Nothing is judged; who spoke, when and where stands with it.
"""

from collections.abc import Iterable

import streamlit as st

from analysis.claims.comparison import compared
from analysis.claims.following import Followed
from analysis.trade.series import DEFAULT, Choice
from charts.claims.against_statistics import against
from data.rows import records
from data.vocabulary.codes import start_upper
from pages._app.cache import once
from pages._app.navigation import Page
from pages._app.view import Query, View
from pages._parts.citation import text
from pages._parts.commodities import in_words
from pages._parts.figure import Figure
from pages._parts.show import say_why_empty, show
from pages._parts.statements import every, of_view
from pages.claims import wording
from pages.claims.rows import of_choice, on_offer
from pages.claims.table import table
from pages.claims.targets import targets

PAGE = Page(
    "Claims",
    ":material/record_voice_over:",
    45,
    "What officials of Central Asia and Afghanistan said about trade, beside the published statistics of the same period.",
    section="Compare",
)


def first_text(view: View, query: Query) -> Iterable[str]:  # noqa: ARG001  no control of its own changes it
    """How close all claims are, what was said first, and what came of it; or that nothing was said."""
    return (text(wording.nothing(view, every())) if of_view(view).empty else _answer(view),)


def render(view: View) -> None:
    """The answer, claims against the statistics, the targets, and every line."""
    if of_view(view).empty:
        say_why_empty(wording.nothing(view, every()))
        return
    st.markdown(_answer(view))
    choice = st.selectbox(
        "Claims about", on_offer(), format_func=_option, key="claims_about", bind="query-params",
        persist_state="session", width=460,
    )  # fmt: skip
    show(AGAINST, view, choice)
    targets(view)
    table(view)


def _option(choice: Choice) -> str:
    return start_upper(in_words(choice))


@once
def _answer(view: View) -> str:
    """How close all claims are, what was said first beside its statistic, and what the years after brought."""
    stated = of_view(view)
    first = records(stated.head(1))[0]
    found = [text(wording.counts(stated)), wording.lead(first), text(wording.after(first))]
    return "\n".join(f"- {it}" for it in found if it)


AGAINST = Figure(
    key="claims-against",
    name="What officials said, beside the statistics",
    measure=compared,
    tables=(Followed,),
    rows=lambda view, choice: (of_choice(compared(of_view(view)), choice),),
    chart=against,
    words=wording.against,
    empty=lambda view, choice: wording.none_of(choice, view, of_view(view)),
    options=lambda view, choice: {"measure": choice.measure},  # noqa: ARG005
    choices=lambda: (DEFAULT, Choice("export", "quantity_gwh", "electricity")),
    method="claims",
)
