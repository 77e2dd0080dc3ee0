"""Do officials' figures match the statistics?

What was said of trade beside the statistic of the same period: claims with their distance, targets as a way still to
go, potentials and contracts as what they are. Nothing is judged; who spoke, when and where we read it stands with it.
"""

import streamlit as st

from analysis.claims.comparison import inside, statements
from analysis.claims.statement import Statement
from analysis.claims.statistics import Statistic
from analysis.trade.series import DEFAULT, Choice
from charts.claims.against_statistics import against
from data.rows import records
from data.vocabulary.codes import start_upper
from pages._app.cache import replayed
from pages._app.navigation import Page
from pages._app.view import View
from pages._parts.citation import cited, text
from pages._parts.commodities import in_words
from pages._parts.figure import Figure, events_with_the_world
from pages._parts.show import show
from pages._parts.statements import every, of_view
from pages.claims import wording
from pages.claims.rows import of_choice, on_offer, with_statistics
from pages.claims.table import table
from pages.claims.targets import targets

PAGE = Page(
    "Claims",
    ":material/record_voice_over:",
    45,
    "What officials of Central Asia and Afghanistan said about trade, beside the published statistics of the same period.",
    section="Compare",
)


def render(view: View) -> None:
    """The answer, what was said against the statistics, the targets, and every line."""
    if of_view(view).empty:
        st.info(text(wording.nothing(view, every())), icon=":material/date_range:")
        return
    _answer(view)
    choice = st.selectbox(
        "About", on_offer(), format_func=_option, key="claims_about", bind="query-params",
        persist_state="session", width=460,
    )  # fmt: skip
    show(AGAINST, view, choice)
    _left_out(view, choice)
    targets(view)
    table(view)


def _option(choice: Choice) -> str:
    return start_upper(in_words(choice))


@replayed
def _answer(view: View) -> None:
    """What was said first, how far it is from the statistic, and what is on record beside it."""
    stated = of_view(view)
    first = records(stated.head(1))[0]
    st.markdown(text(wording.lead(first)))
    sources = "; ".join(map(cited, wording.sources_of(first)))
    st.caption(f"{text(' '.join(wording.notes(first)))} Sources: {sources}.")
    st.markdown(text(wording.counts(stated)))


@replayed
def _left_out(view: View, choice: Choice) -> None:
    """How the marks stand, and what is on record of it without a place on the axis."""
    stated = of_choice(of_view(view), choice)
    drawn = inside(stated, view.first, view.last)
    if len(drawn):
        st.caption(text(wording.left_out(len(stated) - len(drawn))))


AGAINST = Figure(
    key="claims-against",
    measure=statements,
    tables=(Statement, Statistic),
    rows=with_statistics,
    chart=against,
    words=wording.against,
    empty=lambda view, choice: wording.none_of(choice, view, of_view(view)),
    options=lambda view, choice: {"first": view.first, "last": view.last, "measure": choice.measure},
    choices=lambda: (DEFAULT, Choice("export", "quantity_gwh", "electricity")),
    events=events_with_the_world,
    method="claims",
)
