"""Do trade, aid and recognition move together?

One figure for each state: turnover, aid and positions in thin panels on one time axis, its events below them. What
stands beside each other in time is shown, and nothing is said of why.
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd
import streamlit as st

from analysis.aid.consignments import STAGES, AidTotal, totals
from analysis.recognition.ladder import Rung, ladder
from analysis.trade.preferred import Preferred
from analysis.trade.years_of_state import years_and_parts
from charts.together import panels as chart
from data.schema.tables import Aid, Recognition
from data.vocabulary.places import CODES, name
from pages._app.cache import once, replayed
from pages._app.navigation import Page
from pages._app.rows import in_use, published
from pages._app.view import Query, View
from pages._parts.citation import text
from pages._parts.figure import Figure, Frames, Words, events_of_states
from pages._parts.layout import link_to
from pages._parts.show import show
from pages._parts.states.consignments import every
from pages._parts.states.summary import all_turnover
from pages.together import wording

PAGE = Page(
    "Side by side",
    ":material/stacked_line_chart:",
    46,
    "Trade, aid and diplomatic positions of each state in panels on one time axis.",
    section="Compare",
)


class State(NamedTuple):
    """One state, and the states whose values its scale holds too; none where it has a scale of its own."""

    code: str
    scale: tuple[str, ...]


def first_text(view: View, query: Query) -> Iterable[str]:  # noqa: ARG001  no control of its own changes it
    """What stands on the page, and of each state its last trade and the aid that it has sent."""
    titles = (text(_title(view.of(code))) for code in CODES if code in view.countries)
    return wording.ABOUT, "\n".join(f"- {it}" for it in titles)


def render(view: View) -> None:
    """A figure for each state, and the order of the positions."""
    codes = [code for code in CODES if code in view.countries]
    st.markdown(wording.ABOUT)
    same = len(codes) > 1 and st.toggle(
        "Same scale for all", key="together_scale", bind="query-params", persist_state="session"
    )
    for code in codes:
        show(STATE, view.of(code), State(code, tuple(codes) if same else ()))
    _order()
    link_to("study", "What the figures did before and after one event")


@once
def _title(view: View) -> str:
    """Name the figure of the one state of a view."""
    turnover, sent, _ = of_state(view)
    return wording.title(name(view.countries[0]), wording.yearly(turnover), sent)


@once
def of_state(view: View) -> Frames:
    """Pick turnover, aid by year and positions of the one state of a view."""
    (code,) = view.countries
    rungs = view.keep(_rungs(view.known_to, code), None, Rung.until)
    return view.keep(_turnover(code), None), _sent_by_year(view, code), rungs


@once
def _turnover(code: str) -> pd.DataFrame:
    """The bars of a state of all years: which bars a year gets does not depend on the chosen ones."""
    turnover = all_turnover()
    return years_and_parts(turnover[turnover[Preferred.country] == code])


def _sent_by_year(view: View, code: str) -> pd.DataFrame:
    """What a state has sent in the chosen years; of a year that is chosen in part, what it has sent in this part."""
    first, last = pd.Timestamp(view.first), pd.Timestamp(view.last)
    chosen = [year for year, start, end in _days(code) if start <= last and end >= first]
    years = {year for year in chosen if view.first.year <= year <= view.last.year}
    if sum(year in years for year, *_ in _days(code)) == len(chosen):
        sums = _sums(code)
        return sums[sums[AidTotal.year].isin(years)]
    inside = view.keep(_sent(code), None)
    return totals(inside[inside["year"].isin(years)], [AidTotal.year])


@once
def _days(code: str) -> list[tuple[int, pd.Timestamp, pd.Timestamp]]:
    """Year, first and last day of each consignment that a state has sent; an undated one has none in any years."""
    dated = _sent(code).dropna(subset=[Aid.start])
    return list(zip(dated["year"], dated[Aid.start], dated[Aid.end].fillna(dated[Aid.start]), strict=True))


@once
def _sums(code: str) -> pd.DataFrame:
    return totals(_sent(code), [AidTotal.year])


@once
def _sent(code: str) -> pd.DataFrame:
    """The consignments that a state has sent."""
    return every()[(every()["donor"] == code) & every()["stage"].isin(STAGES[1:])]


@once
def _rungs(known_to: dt.date | None, code: str) -> pd.DataFrame:
    """The positions of a state of all years."""
    readings = in_use(Recognition)
    return ladder(readings[readings[Recognition.country] == code], published(), known_to)


def _words(view: View, state: State, turnover: pd.DataFrame, sent: pd.DataFrame, rungs: pd.DataFrame) -> Words:
    years = wording.yearly(turnover)
    scale, said = wording.whose_scale(same=bool(state.scale)), wording.in_sentences(years, sent, rungs)
    return Words(
        wording.title(name(state.code), years, sent),
        f"Trade in current US dollars, aid in tonnes, and positions, {view.years_in_words()}; {scale}",
        f"Trade, aid sent and positions of {view.of(state.code).in_words()}; {scale}. {said}",
        note=wording.READ,
        caveat=wording.SIGNS,
    )


STATE = Figure(
    key="together",
    name="Trade, aid, events and positions of one state",
    measure=ladder,
    tables=(Preferred, AidTotal, Rung),
    rows=lambda view, state: of_state(view.of(state.code)),
    chart=chart.panels,
    words=_words,
    empty=lambda view, state: (
        f"The data have no trade, aid or position of {name(state.code)} for {view.years_in_words()}."
    ),
    is_empty=lambda frames: all(frame.empty for frame in frames),
    options=lambda view, state: {
        "code": state.code, "first": view.first, "last": view.last,
        "scale": chart.tops(of_state(view.of(code)) for code in state.scale or (state.code,)),
    },
    choices=lambda: (*(State(code, ()) for code in CODES), State("KGZ", tuple(CODES))),
    events=events_of_states,
    part=lambda view, state: state.code.lower(),  # noqa: ARG005
    method="ladder",
)  # fmt: skip


@replayed
def _order() -> None:
    """The order of the positions, and what it is not."""
    with st.expander(wording.RUNGS_HEADING):
        st.markdown(wording.ORDER)
        st.table(wording.order_of_rungs(), hide_index=True)
