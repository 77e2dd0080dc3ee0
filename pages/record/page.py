"""What does this record hold, who says so, and how do I take it away?

Every table with what a row is, its dictionary, its rows, its parts and its files; every source; every load; how to cite.
"""

from typing import Final

import pandas as pd
import streamlit as st

from charts.record.coverage import strips
from data.schema.tables import TABLES, Changes, Sources
from data.vocabulary.places import CODES, PLACES
from pages._app.cache import fold, once, replayed
from pages._app.navigation import Page
from pages._app.record import by_state, by_table, cited, edition, facts, loaded_on, reach
from pages._app.rows import known_to, rows, sources
from pages._app.view import View
from pages._parts.citation import foot, text
from pages._parts.show import Drawn, show
from pages.record import loads as told
from pages.record.freshness import known
from pages.record.how_to_cite_and_read import citing, how_to_read
from pages.record.one_table import one_table
from pages.record.sources import every_source, kinds

PAGE = Page("Data", ":material/database:", 90, filters=(), slug="data")
SECTION: Final = "section"  # the control that opens a section, in the address too
# the section of a control, for addresses that tell of the control alone: links from before there were tabs
ASKED_BY: Final = {
    "source_find": "Sources", "source_kind": "Sources", "source_order": "Sources", "known_kind": "Coverage",
}  # fmt: skip


def render(view: View) -> None:  # noqa: ARG001  the record is told whole, whatever other pages show
    """The record as a whole; one table, the sources, what is known, the loads, how to cite and how to read by tabs."""
    st.markdown(text(answer()))
    told.failures()
    extent()
    sections = {
        "One table": one_table, "Sources": _sources, "Coverage": known, "Loads": _loads, "Citing": citing, "Reading": how_to_read,
    }  # fmt: skip
    _open_what_is_asked_for()
    tabs = st.tabs(list(sections), key=SECTION, on_change="rerun", bind="query-params")
    for tab, draw in zip(tabs, sections.values(), strict=True):
        if tab.open:  # only what is looked at is worked out and sent
            with tab:
                draw()


def _open_what_is_asked_for() -> None:
    """Open the section of whose controls the address tells, where it names no section."""
    if SECTION in st.session_state or SECTION in st.query_params:
        return
    asked = [section for control, section in ASKED_BY.items() if control in st.query_params]
    if asked:
        st.session_state[SECTION] = st.query_params[SECTION] = asked[0]


@once
def answer() -> str:
    """What the record holds, in one sentence."""
    tables = [found for _, found in facts() if len(found)]
    last, day = known_to(), loaded_on()
    years = by_table().loc[lambda it: it["table"] != Sources.name, "year"]
    since = f", from {years.min()} to {last:%-d %B %Y}, the day to which it is known" if last else ""
    changed = f", last changed on {day:%-d %B %Y}" if day else ""
    return (
        f"This record holds {sum(map(len, tables)):,} rows in {len(tables)} tables, from {len(cited()):,} sources of "
        f"{cited()['publisher'].nunique():,} publishers{since}: data version {edition()}{changed}."
    )


def extent() -> None:
    """How many rows there are for each year, and the tables with their reach."""
    by = st.segmented_control(
        "Rows by", ["Table", "State"], default="Table", key="data_by", bind="query-params", persist_state="session",
        required=True,
    )  # fmt: skip
    show(_strips(by))
    fold("Tables and years in numbers", "data-numbers", _in_numbers, by)


@replayed
def _in_numbers(by: str) -> None:
    st.table(at_a_glance(), hide_index=True)
    st.table(by_year(*_counts(by)), height=420)


def _counts(by: str) -> tuple[pd.DataFrame, str, dict[str, str]]:
    """Rows by year, the column of the strips, and what to call each."""
    if by == "Table":
        counts = by_table()
        return counts, "table", {it.name: it.heading for it in TABLES if it.name in set(counts["table"])}
    return by_state(), "country", {code: PLACES[code].name for code in CODES}


@once
def _strips(by: str) -> Drawn:
    """How thick the record is, year by year."""
    (counts, key, names), known = _counts(by), cited()
    fig = strips(counts, names, by=key, title=_title(counts, key, names), subtitle=_subtitle(key), foot=foot(known))
    return Drawn(fig, _says(key, names), known, Sources, f"data-by-{key}")


def _title(counts: pd.DataFrame, key: str, names: dict[str, str]) -> str:
    """Where the record is thickest, and of the states where it is thinnest."""
    told = counts[counts[key] != Sources.name]
    if told.empty:
        return "Rows of the record by year"
    if key == "country":
        sums = told.groupby("country")["rows"].sum().reindex(list(names), fill_value=0)
        most, least = sums.idxmax(), sums.idxmin()
        return (
            f"{names[most]} has the most rows on record, {sums[most]:,}, and {names[least]} the fewest, {sums[least]:,}"
        )
    years = told.groupby("year")["rows"].sum()
    return f"The record is thickest in {years.idxmax()}: {years.max():,} of {years.sum():,} dated rows"


def _subtitle(key: str) -> str:
    counted = "A row counts in the year in which its period begins"
    if key == "country":
        return f"{counted}, and for every state that it names. Colour: more rows, on a scale of tens"
    return f"{counted}, a source in the year of its publication. Colour: more rows, on a scale of tens"


def _says(key: str, names: dict[str, str]) -> str:
    """What the figure counts and what it leaves out."""
    if key == "country":
        return "Rows by state and year, all tables that name states; rows about the five together are left out."
    left = [table.heading for table, found in facts() if table.name not in names and len(found)]
    undated = sum(int(found["start"].isna().sum()) for _, found in facts() if "start" in found)
    none = f" {', '.join(left)} bear no dates." if left else ""
    return f"Rows by table and year. {undated:,} rows without a date are left out.{none}"


def at_a_glance() -> pd.DataFrame:
    """Each table in one line."""
    return pd.DataFrame([
        {
            "Table": text(table.heading), "One row": text(table.is_a_row()), "Rows": f"{len(rows(table)):,}",
            "Reach": text(reach(table)),
        }
        for table in TABLES
    ])  # fmt: skip


def by_year(counts: pd.DataFrame, key: str, names: dict[str, str]) -> pd.DataFrame:
    """The figure as a table: a line for each year, a column for each table or state."""
    wide = counts.pivot_table(index="year", columns=key, values="rows", aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=list(names), fill_value=0).rename(columns=names)
    return wide.map("{:,}".format).set_axis(wide.index.astype(str)).rename_axis(index=None, columns=None)


def _sources() -> None:
    _kinds()
    every_source()


@replayed
def _kinds() -> None:
    st.markdown(f"{len(sources()):,} pages and data sets; {len(cited()):,} of them are cited by rows of this record.")
    st.table(kinds(), hide_index=True)


def _loads() -> None:
    """What was loaded when, and what the last loads changed."""
    told.loads()
    _last_changes()


@replayed
def _last_changes() -> None:
    told.changes(rows(Changes))
