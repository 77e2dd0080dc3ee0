"""What is known of each state, of which year, by whom, and how fresh it is; and what is not known, in words."""

import datetime as dt
from typing import Final

import pandas as pd
import streamlit as st

from analysis.record import freshness as measures
from analysis.record.freshness import Availability, Freshness, states_of
from analysis.record.gaps import Gap, gaps
from charts.record.freshness import SIGNS, matrix, strips
from data.rows import Row, records
from data.schema.tables import BY_NAME, Aid, Recognition, Sources, Trade
from data.vocabulary import codes, periods
from data.vocabulary.places import PLACES, name
from pages._app.cache import once, replayed
from pages._app.record import facts
from pages._app.rows import in_use, known_to, rows
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.figure import Figure, Frames
from pages._parts.show import say_why_empty, show
from pages.record import wording

FIRST_ASKED: Final = 2010  # the first year of which years without a statistic are named; data sets begin there


def known(view: View) -> None:
    """Show one kind of figure at a time: the matrix, the same in words, and what is not known."""
    offered = on_record()
    if not offered:
        say_why_empty("No row names a state and a year.")
        return
    table = st.pills(
        "Kind of figure", offered, default=offered[0], format_func=lambda it: BY_NAME[it].heading, key="known_kind",
        bind="query-params", persist_state="session", required=True, label_visibility="collapsed",
    )  # fmt: skip
    show(KNOWN, view, table)
    _in_words(table)
    _not_known(table)


@once
def _availability() -> pd.DataFrame:
    """Count all rows on record, whether a figure counts them or not."""
    return measures.availability(facts(), rows(Sources))


@once
def _freshness() -> pd.DataFrame:
    return measures.freshness(facts(), rows(Sources), known_to() or dt.date.max)


@once
def on_record() -> list[str]:
    """Name the tables of which anything is known, in our order."""
    there = set(_availability()[Availability.table]) if known_to() else set()
    return [it for it in BY_NAME if it in there]


def _of(view: View, table: str) -> Frames:  # noqa: ARG001
    known, fresh = _availability(), _freshness()
    return known[known[Availability.table] == table], fresh[fresh[Freshness.table] == table]


KNOWN = Figure(
    key="data-known",
    name="What is known of each state and year",
    measure=measures.availability,
    tables=(Availability, Freshness),
    rows=_of,
    chart=matrix,
    words=wording.known,
    empty=lambda view, table: f"Nothing of this is in the data: {BY_NAME[table].heading}.",  # noqa: ARG005
    options=lambda view, table: {"states": states_of(BY_NAME[table])},  # noqa: ARG005
    choices=lambda: ("trade", "aid", "food_prices"),
    part=lambda view, table: table,  # noqa: ARG005
    method="freshness",
)


def _fresh(table: str) -> pd.DataFrame:
    return _freshness()[_freshness()[Freshness.table] == table]


@replayed
def _in_words(table: str) -> None:
    with st.expander("The same in words", icon=":material/table_rows:"):
        st.table(in_words(_fresh(table), table), hide_index=True)


def in_words(fresh: pd.DataFrame, table: str) -> pd.DataFrame:
    """Say how fresh each strip is, as a table.

    Args:
        fresh: rows of `Freshness`, of one table.
        table: the name of the table.
    """
    return pd.DataFrame([_line(strip) for strip in strips(fresh, states_of(BY_NAME[table]))])


def _line(strip: Row) -> dict[str, str]:
    if not strip[Freshness.kind]:
        empty = dict.fromkeys(("Kind of source", "Data to", "Reported by", "Age on the last day of the data"), "")
        return {"State": text(name(strip[Freshness.country])), **empty, "How fresh": "No data"}
    by = "; ".join(PLACES[it].name if it in PLACES else it for it in strip[Freshness.by].split(";"))
    state = strip[Freshness.state]
    return {
        "State": text(name(strip[Freshness.country])),
        "Kind of source": text(codes.say(strip[Freshness.kind])),
        "Data to": text(periods.label(strip[Freshness.last], strip[Freshness.last], "day")),
        "Reported by": text(by),
        "Age on the last day of the data": f"{strip[Freshness.age_days]:,} days",
        "How fresh": text(f"{SIGNS.get(state, '')} {codes.start_upper(codes.FRESHNESS[state])}"),
    }


@replayed
def _not_known(table: str) -> None:
    sentences = [
        *map(wording.gap, records(_gaps(table))),
        *wording.nothing(table, set(_fresh(table)[Freshness.country])),
    ]
    if sentences:
        st.markdown("**What is not known**\n\n" + "\n".join(f"- {text(it)}" for it in sentences))


def _gaps(table: str) -> pd.DataFrame:
    """What rows of one table leave open."""
    day = known_to()
    years = range(FIRST_ASKED, day.year if day else FIRST_ASKED)
    every = gaps(in_use(Trade), in_use(Aid), in_use(Recognition), rows(Sources), years)
    return every[every[Gap.table] == table]
