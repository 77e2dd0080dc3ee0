"""What data are here, and how do I get them?

All tables in one, and one archive of them; one table with its dictionary, rows, parts and files; every source; what is known;
every load; files for programs; how to cite.
"""

import datetime as dt
from collections.abc import Iterable
from typing import Final

import streamlit as st

from analysis.record.coverage import Coverage
from data.schema.tables import Changes, Sources
from data.vocabulary.places import CODES
from pages._app.cache import once, replayed
from pages._app.navigation import Page
from pages._app.record import cited, edition, facts, loaded_on
from pages._app.rows import known_to, rows, sources
from pages._app.view import Query, View
from pages._parts.citation import text
from pages._parts.layout import link_to
from pages.record import loads
from pages.record.coverage import by_table, extent
from pages.record.freshness import known
from pages.record.how_to_cite import citing
from pages.record.one_table import one_table
from pages.record.programs import for_programs
from pages.record.sources import every_source, kinds
from pages.record.tables import tables

PAGE = Page(
    "Data",
    ":material/database:",
    90,
    "Every table behind the dashboard with its sources, as CSV and Parquet, with its changes and how to cite it.",
    filters=(),
    slug="data",
)
WHOLE: Final = View(CODES, dt.date.min, dt.date.max)
SECTION: Final = "section"  # the control that opens a section, in the address too
UNREAD: Final = "The sources cannot be read: which pages say what is missing here."
MOVED: Final = "Reading"  # a section that links from before there was a page About name
# the section of a control, for addresses that name the control alone: links from before there were tabs
ASKED_BY: Final = {
    "source_find": "Sources", "source_kind": "Sources", "source_order": "Sources", "known_kind": "Coverage", "data_by": "Coverage",
}  # fmt: skip


def first_text(view: View, query: Query) -> Iterable[str]:  # noqa: ARG001  the data are shown whole
    """How much there is."""
    return (answer(),)


def render(view: View) -> None:  # noqa: ARG001  the data are shown whole, whatever other pages show
    """How much there is, all tables in one, and by tabs one table, the sources, what is known, the loads, files and how to cite."""
    st.markdown(answer())
    loads.failures()
    tables()
    sections = {
        "One table": one_table,
        "Sources": _sources,
        "Coverage": _coverage,
        "Loads": _loads,
        "For programs": for_programs,
        "Citing": citing,
    }
    _open_what_is_asked_for()
    tabs = st.tabs(list(sections), key=SECTION, on_change="rerun", bind="query-params")
    for tab, draw in zip(tabs, sections.values(), strict=True):
        if tab.open:  # only what is looked at is worked out and sent
            with tab:
                draw()


def _coverage() -> None:
    """How many rows there are of each year, and what is known of each state."""
    extent(WHOLE)
    known(WHOLE)


def _open_what_is_asked_for() -> None:
    """Open the section whose control the address names, where it names no section; say where one is that has moved."""
    if st.query_params.get(SECTION) == MOVED:
        st.info("How figures are chosen and read now stands under About.", icon=":material/info:")
        link_to("about", "To the page About")
    if SECTION in st.session_state or SECTION in st.query_params:
        return
    asked = [section for control, section in ASKED_BY.items() if control in st.query_params]
    if asked:
        st.session_state[SECTION] = st.query_params[SECTION] = asked[0]


@once
def answer() -> str:
    """Say how much data there are, from whom and how new, as a list."""
    filled = [of for _, of in facts() if len(of)]
    last, day = known_to(), loaded_on()
    years = by_table().loc[by_table()[Coverage.table] != Sources.name, Coverage.year]
    since = f", from {years.min()} to {last:%-d %B %Y}" if last else ""
    findings = [
        f"{sum(map(len, filled)):,} rows in {len(filled)} tables{since}.",
        f"{len(sources()):,} sources of {sources()[Sources.publisher].nunique():,} publishers; {_undated()}."
        if len(sources())
        else UNREAD,
        f"Data version {edition()}{f', last changed on {day:%-d %B %Y}' if day else ''}.",
    ]
    return "\n".join(f"- {text(it)}" for it in findings)


def _undated() -> str:
    """How many of the sources have no date."""
    return f"{sources()[Sources.start].isna().sum():,} have no date"


def _sources() -> None:
    if sources().empty:
        st.info(UNREAD, icon=":material/database_off:")
        return
    _kinds()
    every_source()


@replayed
def _kinds() -> None:
    every, used = len(sources()), len(cited())
    st.markdown(f"{every:,} pages and data sets; {used:,} of them are cited in the tables; {_undated()}.")
    st.table(kinds(), hide_index=True)


def _loads() -> None:
    """What was loaded when, and what the last loads changed."""
    loads.loads()
    _last_changes()


@replayed
def _last_changes() -> None:
    loads.changes(rows(Changes))
