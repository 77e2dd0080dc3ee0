"""One table in full: what a row is, its rows to search, its dictionary, its parts, and files to download."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.record.coverage import cited_column, country_column
from data.schema.columns import Column, Spec, Table
from data.schema.tables import BY_NAME, Loads
from data.vocabulary.codes import say
from data.vocabulary.places import NO_PLACES, PLACES, concerns, name
from data.vocabulary.text import counted
from data.vocabulary.text import listed as in_a_sentence
from pages._app.cache import once, replayed
from pages._app.record import file_name, free, parts, reach, whose
from pages._app.rows import rows
from pages._parts.citation import text
from pages._parts.downloads import has_file, parquet, whole_csv
from pages._parts.lists.listing import csv, listed
from pages._parts.lists.pager import Page, paginate
from pages._parts.lists.search import elsewhere, search_table

_HEADINGS: Final = {name: table.heading for name, table in BY_NAME.items()}
_COUNTRIES: Final = [code for code in PLACES if code not in NO_PLACES]
_TYPES: Final = {
    "text": "text", "number": "a number", "count": "a whole number", "date": "a date", "flag": "`True` or `False`",
}  # fmt: skip


def one_table() -> None:
    """Draw the control that chooses a table, and all of that table; one without rows is offered where that is a fault."""
    offered = [it for it, table in BY_NAME.items() if len(rows(table)) or parts(table).unreadable]
    chosen = st.pills(
        "Table", offered, default=offered[0], format_func=_HEADINGS.__getitem__, key="data_table", required=True,
        bind="query-params", persist_state="session", label_visibility="collapsed",
    )  # fmt: skip
    table = BY_NAME[chosen]
    _about(table)
    views = {"Rows": preview, "Dictionary": _dictionary, "Parts": _parts}
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        view = st.segmented_control(
            "What to see of the table", list(views), default="Rows", key="data_tab", bind="query-params", persist_state="session",
            required=True, label_visibility="collapsed",
        )  # fmt: skip
        _files(table)
    views[view](table)


@replayed
def _about(table: type[Table]) -> None:
    withheld = [
        f"What comes from {whose(part)} is shown but stands in no file from here: {why}."
        for part, why in parts(table).withheld.items()
    ]
    size = [size_in_words(table)] if len(rows(table)) or not parts(table).unreadable else []
    sentences = map(text, [*size, *withheld])
    st.markdown("  \n".join([f"**One row:** {as_code(table.is_a_row())}", *sentences]))
    for sentence in parts(table).unreadable:
        st.warning(text(sentence), icon=":material/database_off:")


@replayed
def _dictionary(table: type[Table]) -> None:
    st.table(dictionary(table), hide_index=True)
    if country_column(table):
        st.caption(f"Codes of places: {', '.join(f'`{code}` {text(name(code))}' for code in PLACES)}.")


@replayed
def _parts(table: type[Table]) -> None:
    st.table(parts_in_words(table), hide_index=True)


def as_code(declared: str) -> str:
    """Escape the words of a declaration for Markdown; columns and files that they name in backticks stay code."""
    return declared.replace("$", r"\$")


def size_in_words(table: type[Table]) -> str:
    """Say how many rows a table has, by how many sources, on which years."""
    every, column = rows(table), cited_column(table)
    parts = [counted(len(every), "row")]
    if column and len(every):
        parts.append(counted(every[column].str.split(";").explode().nunique(), "source"))
    if "start" in every and len(every):
        parts.append(reach(table))
        undated = int(every["start"].isna().sum())
        parts += [f"{undated:,} without a date"] if undated else []
    return f"{', '.join(parts)}."


def _files(table: type[Table]) -> None:
    """Offer the whole table as files, where any of it may be passed on and nothing is missing."""
    if not has_file(table) or parts(table).unreadable:
        return
    st.download_button(
        "Whole table, CSV", lambda: whole_csv(table), file_name(f"{table.name}.csv"), "text/csv",
        key=f"data-csv-{table.name}", on_click="ignore", icon=":material/download:",
    )  # fmt: skip
    st.download_button(
        "Whole table, Parquet", lambda: parquet(table), file_name(f"{table.name}.parquet"),
        "application/vnd.apache.parquet", key=f"data-parquet-{table.name}", on_click="ignore",
        icon=":material/download:",
    )  # fmt: skip


def preview(table: type[Table]) -> None:
    """Show the rows that words and countries choose, a page at a time, and offer them as a file."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        wanted, countries = _controls(table)
        kept, given = _kept(table, wanted, tuple(countries))
        in_all = f" found, {len(rows(table)):,} in all" if len(kept) < len(rows(table)) else ""
        page = paginate(len(kept), f"data-page-{table.name}")
        if page.count:
            st.caption(f"Rows {page.words}{in_all}", width="content")
    if kept.empty:
        st.info(text(_nothing(table, wanted, countries)), icon=":material/search_off:")
        return
    _listed(table, wanted, tuple(countries), page)
    if len(given) and len(kept) < len(rows(table)):
        all_of = "These" if len(given) == len(kept) else f"{len(given):,} of these"
        st.download_button(
            f"{all_of} {len(kept):,} rows, CSV" if len(kept) > 1 else "This row, CSV", lambda: csv(given),
            file_name(f"{table.name}-found.csv"), "text/csv", key=f"data-found-{table.name}", on_click="ignore",
            icon=":material/download:",
        )  # fmt: skip


@once
def _kept(table: type[Table], wanted: str, countries: tuple[str, ...]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows that words and countries choose, and those among them that may be passed on."""
    kept = rows(table)[search_table(table, wanted) & of_countries(table, list(countries))]
    return kept, kept[free(table)[kept.index]]


@replayed
def _listed(table: type[Table], wanted: str, countries: tuple[str, ...], page: Page) -> None:
    shown = _kept(table, wanted, countries)[0].iloc[page.first : page.end]
    st.table(listed(shown, table), hide_index=True, height=560 if len(shown) > 6 else "content")


def _controls(table: type[Table]) -> tuple[str, list[str]]:
    """Words and countries."""
    countries: list[str] = []
    wanted = st.text_input(
        "Find rows with all of these words", key="data_find", bind="query-params", persist_state="session", max_chars=100,
        type="search", icon=":material/search:", placeholder="In any column: wheat 2024 FAO", width=380,
    )  # fmt: skip
    if country_column(table):
        countries = st.multiselect(
            "Countries", _COUNTRIES, format_func=name, key="data_country", bind="query-params", persist_state="session",
            placeholder="All",
        )  # fmt: skip
    return (wanted or "").strip(), countries


def of_countries(table: type[Table], codes: list[str]) -> pd.Series:
    """Find the rows that name one of some countries; no country finds every row."""
    every, column = rows(table), country_column(table)
    if column is None or not codes:
        return pd.Series(data=True, index=every.index)
    return every[column].fillna("").map(lambda cell: concerns(cell, codes)).astype(bool)


def _nothing(table: type[Table], wanted: str, countries: list[str]) -> str:
    """Say why there are no rows, and where there are some."""
    if rows(table).empty:
        return f"The table {table.heading} has no rows in this edition."
    with_words = f" with the words “{wanted}”" if wanted else ""
    who = f" of {in_a_sentence([name(it) for it in countries])}" if countries else ""
    why = f"None of the {len(rows(table)):,} rows of {table.heading} is one{who}{with_words}."
    others = elsewhere(wanted, table) if wanted else {}
    if others:
        why += f" Other tables have the words: {', '.join(f'{it} {count:,}' for it, count in others.items())}."
    return why


def dictionary(table: type[Table]) -> pd.DataFrame:
    """Describe every column of a table: what it means and what it may hold."""
    return pd.DataFrame([
        {
            "Column": text(it.spec.heading), "In the file": f"`{it}`", "Unit": text(it.spec.unit),
            "What it means": as_code(it.spec.description), "What it may hold": may_hold(it),
            "May be empty": "no" if it.spec.required else "yes", "Part of the key": "yes" if it in table.key else "",
        }
        for it in table.columns
    ])  # fmt: skip


def may_hold(column: Column) -> str:
    """Say which values, bounds or form a column allows."""
    spec = column.spec
    several = "several joined by `;`, each " if spec.many else ""
    if spec.cites:
        return f"{several}a source of the table Sources"
    if spec.names_places:
        return f"{several}the code of a place: see below"
    if spec.values:
        return f"{several}one of {', '.join(_in_words(value) for value in spec.values)}"
    if spec.pattern:
        return f"{several}text of the form `{spec.form or spec.pattern}`"
    return f"{several}{_TYPES[spec.dtype]}{_bounds(spec)}"


def _in_words(value: str) -> str:
    """A code as it stands in the file, and its words where these are others."""
    words = name(value) if value in PLACES else say(value)
    return f"`{value}`" if words == value else f"`{value}` {text(words)}"


def _bounds(spec: Spec) -> str:
    if spec.low is not None and spec.high is not None:
        return f" from {spec.low:g} to {spec.high:g}"
    return f" of at least {spec.low:g}" if spec.low is not None else ""


def parts_in_words(table: type[Table]) -> pd.DataFrame:
    """List the parts of a table: their rows, where these come from, and whether they may be downloaded."""
    loads = rows(Loads)
    loads = loads[loads[Loads.table] == table.name].set_index(Loads.loader)
    counts, withheld, _ = parts(table)
    return pd.DataFrame([
        {
            "Part": text(part), "Rows": f"{count:,}", "Read from": _load(loads, part, Loads.origin),
            "Rows last changed": _load(loads, part, Loads.loaded_at), "Last load": _load(loads, part, Loads.state),
            "To download": f"no: {text(withheld[part])}" if part in withheld else "yes",
        }
        for part, count in counts.items()
    ])  # fmt: skip


def _load(loads: pd.DataFrame, part: str, column: str) -> str:
    value = loads[column].get(part)
    return "not known" if value is None or pd.isna(value) else text(value)
