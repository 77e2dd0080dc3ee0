"""Where do officials' words part from the statistics?

What was said of trade beside the statistic of the same period: claims with their distance, targets as a way still to
go, potentials and contracts as what they are. Nothing is judged; who spoke, when and where we read it stands with it.
"""

import streamlit as st

from analysis.trade.series import Choice
from charts.claims import against_statistics
from charts.claims.marks import inside
from charts.events import timeline
from data.schema.tables import Events, Trade
from data.vocabulary.codes import start_upper
from data.vocabulary.formats import MEASURES
from pages._app.cache import once, replayed
from pages._app.navigation import Page
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import cited, foot, text
from pages._parts.commodities import in_words, what
from pages._parts.show import Drawn, show
from pages.claims import wording as said
from pages.claims.rows import every, of_choice, of_view, on_offer, reported, statistics
from pages.claims.table import table
from pages.claims.targets import aims

PAGE = Page("Claims", ":material/record_voice_over:", 45, section="Compare")


def render(view: View) -> None:
    """The answer, what was said against the statistics, the targets, and every line."""
    if of_view(view).empty:
        st.info(text(said.nothing(view, every())), icon=":material/date_range:")
        return
    _answer(view)
    choice = st.selectbox(
        "About", on_offer(), format_func=_option, key="claims_about", bind="query-params",
        persist_state="session", width=460,
    )  # fmt: skip
    show(_against(view, choice))
    _left_out(view, choice)
    aims(view)
    table(view)


def _option(choice: Choice) -> str:
    return start_upper(in_words(choice))


@replayed
def _answer(view: View) -> None:
    """What was said first, how far it is from the statistic, and what is on record beside it."""
    found = of_view(view)
    it = found.iloc[0].to_dict()
    st.markdown(text(said.lead(it)))
    st.caption(f"{text(' '.join(said.notes(it)))} Sources: {'; '.join(map(cited, said.sources_of(it)))}.")
    st.markdown(text(said.counts(found)))


@once
def _against(view: View, choice: Choice) -> Drawn | str:
    """The main figure, with the events on the same axis."""
    drawn = inside(of_choice(of_view(view), choice), view.first, view.last)
    if drawn.empty:
        return said.none_of(choice, view, of_view(view))
    figures = statistics(choice)
    figures = view.keep(figures[figures["country"].isin(drawn["country"])])
    shown = reported(drawn, figures)
    fig = against_statistics.against(
        drawn, figures, view.first, view.last, title=f"{start_upper(what(choice))}: what was said, and the statistics",
        subtitle=f"{'Current US dollars' if choice.measure == 'value_usd' else start_upper(MEASURES[choice.measure])}, "
        f"{view.years_in_words()}, each state on a scale of its own. Bars are statistics, marks what was said; a line joins a claim "
        "or target to the statistic it is laid against, dotted to that of another year",
        foot=foot(shown), measure=choice.measure,
    )  # fmt: skip
    events = view.events(rows(Events), world=True)
    fig = timeline.beside(fig, events, timeline.default_lanes(view.countries), view.first, view.last)
    return Drawn(fig, said.says(drawn, choice, view), shown, Trade, "claims-against", events)


@replayed
def _left_out(view: View, choice: Choice) -> None:
    """How the marks stand, and what is on record of it without a place on the axis."""
    found = of_choice(of_view(view), choice)
    drawn = inside(found, view.first, view.last)
    if len(drawn):
        st.caption(text(said.left_out(found.drop(drawn.index))))
