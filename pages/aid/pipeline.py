"""From pledge to delivery: how far each consignment came, how long it took, and what has no later report."""

import datetime as dt
from typing import Final, NamedTuple

import pandas as pd
import streamlit as st

from analysis.aid.consignments import RANGES, AidTotal, Consignment
from analysis.aid.pipeline import STATES, Way, days_taken, in_order, pipeline, totals, with_earlier_stage
from charts.aid.pipeline import ways
from data.vocabulary import codes
from pages._app.cache import lazy_expander, once, replayed
from pages._app.rows import sources
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.figure import Figure, Frames, Words
from pages._parts.show import show
from pages._parts.states.consignments import every
from pages.aid import period
from pages.aid import pipeline_wording as wording

AT_ONCE: Final = 20
OPENED: Final = "aid_pipeline"  # the section, in the address too
ORDERS: Final = {"newest": "Newest first", "largest": "Largest first"}


class Choice(NamedTuple):
    """Which consignments come first, and whether all are drawn."""

    order: str = "newest"
    whole: bool = False


def on_the_way(view: View) -> None:
    """Offer the consignments from pledge to delivery, whatever stages are chosen above; a link to their order opens them."""
    if {"aid_order", "aid_all"} & set(st.query_params) and OPENED not in st.session_state:
        st.session_state[OPENED] = True
    lazy_expander("From pledge to delivery, line by line", OPENED, _opened, view, linked=True)


def _opened(view: View) -> None:
    if drawable(view).empty:
        show(PIPELINE, view, Choice())
        return
    show(PIPELINE, view)
    _by_state(view)


@once
def _all_ways(known_to: dt.date) -> pd.DataFrame:
    """Work out the ways of all consignments but cumulative claims and discounts."""
    return pipeline(every()[every()[Consignment.counts]], known_to, sources()["publisher"].to_dict())


def _known_to(view: View) -> dt.date:
    return view.known_to or view.last


def ways_of(view: View) -> pd.DataFrame:
    """Pick the ways of the consignments of the filters in the period of the page: rows of `Way`."""
    known = _all_ways(_known_to(view))
    return period.inside(view, view.keep(known[view.of_countries(known[Way.donor])], None))


@once
def drawable(view: View) -> pd.DataFrame:
    """Pick those of which more than a delivery is reported."""
    return with_earlier_stage(ways_of(view))


def _controls(view: View) -> Choice:
    many = len(drawable(view)) > AT_ONCE
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        order = st.segmented_control(
            "Order", list(ORDERS), default="newest", format_func=ORDERS.__getitem__, key="aid_order",
            bind="query-params", persist_state="session", required=True,
        )  # fmt: skip
        whole = many and st.toggle(f"More than {AT_ONCE}", key="aid_all", bind="query-params", persist_state="session")
    return Choice(order, whole)


def _rows(view: View, choice: Choice) -> Frames:
    rows = in_order(drawable(view), choice.order)
    return (rows if choice.whole else rows.head(AT_ONCE),)


def _words(view: View, choice: Choice, drawn: pd.DataFrame) -> Words:
    shown = drawable(view)
    return wording.pipeline(view, choice.order, drawn, shown, len(ways_of(view)) - len(shown))


PIPELINE = Figure(
    key="aid-pipeline",
    name="Aid from pledge to delivery",
    measure=pipeline,
    tables=(Way,),
    rows=_rows,
    chart=ways,
    words=_words,
    empty=lambda view, choice: "No pledge or dispatch is reported for these years and states.",  # noqa: ARG005
    options=lambda view, choice: {"first": view.first, "last": view.last, "known_to": _known_to(view)},  # noqa: ARG005
    controls=_controls,
    choices=lambda: (Choice(), Choice("largest", whole=True)),
    anchor="pipeline",
    method="pipeline",
)


@replayed
def _by_state(view: View) -> None:
    shown = ways_of(view)
    st.markdown(f"{text(wording.days(days_taken(shown), shown))}\n\n{wording.BY_STATE}")
    with st.container(key="narrow-aid-states"):
        st.table(by_state(shown), hide_index=True)


def by_state(rows: pd.DataFrame) -> pd.DataFrame:
    """Write the totals by state: a line each, tonnes and dollars as ranges.

    Args:
        rows: rows of `Way`.
    """
    weights, values = (totals(rows, measure).set_index(AidTotal.state) for measure in RANGES)
    return pd.DataFrame([
        {
            "How far it came": text(codes.start_upper(wording.STATES[state])),
            "Consignments": f"{weights.loc[state, AidTotal.consignments]:,}",
            "Weight": text(wording.amount(weights.loc[state], "quantity_t")),
            "Value": text(wording.amount(values.loc[state], "value_usd")),
        }
        for state in STATES
        if state in weights.index
    ])  # fmt: skip
