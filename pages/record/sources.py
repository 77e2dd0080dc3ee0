"""Every source, to search and to open: who published what, when, and how many rows cite it."""

from typing import Final

import pandas as pd
import streamlit as st

from data.rows import Row, records
from data.schema.tables import BY_NAME, Sources
from data.vocabulary import periods
from data.vocabulary.codes import LANGUAGES, SOURCE_KINDS, say, start_upper
from pages._app.cache import once, replayed
from pages._app.record import citations, file_name
from pages._app.rows import rows
from pages._parts.citation import link, text
from pages._parts.lists.listing import csv
from pages._parts.lists.pager import Page, paginate
from pages._parts.lists.search import search_table

ORDERS: Final = ("Most cited first", "Newest first")


def kinds() -> pd.DataFrame:
    """Count the sources of each kind, the rows that cite them and their languages."""
    sources, lines = _with_citations(), []
    for kind, heading in SOURCE_KINDS.items():
        of = sources[sources[Sources.kind] == kind]
        if len(of):
            lines.append({
                "Kind": text(start_upper(heading)), "Sources": f"{len(of):,}",
                "Publishers": f"{of[Sources.publisher].nunique():,}", "Rows that cite them": f"{of['all'].sum():,}",
                "Languages": text(_languages(of[Sources.language])),
            })  # fmt: skip
    return pd.DataFrame(lines)


def _languages(codes: pd.Series) -> str:
    """The commonest languages of some sources, and how many others there are."""
    counts = codes.value_counts()
    named = [f"{LANGUAGES.get(code, code)} {count:,}" for code, count in counts.head(4).items()]
    more = len(counts) - len(named)
    return f"{', '.join(named)}, {more} more" if more else ", ".join(named)


@once
def _with_citations() -> pd.DataFrame:
    """The sources with how many rows cite each, in all and by table."""
    counts = citations()
    sources = rows(Sources).join(counts, on=Sources.source_id)
    return sources.fillna(dict.fromkeys(counts.columns, 0)).astype(dict.fromkeys(counts.columns, int))


def every_source() -> None:
    """List the sources by words, kinds and order, a page at a time, and offer them as a file."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        wanted = st.text_input(
            "Find sources with all of these words", key="source_find", bind="query-params", persist_state="session",
            max_chars=100, type="search", icon=":material/search:", placeholder="Publisher, address, what it says",
            width=380,
        )  # fmt: skip
        kind = st.multiselect(
            "Kinds", list(SOURCE_KINDS), format_func=SOURCE_KINDS.__getitem__, key="source_kind",
            bind="query-params", persist_state="session", placeholder="All", width=300,
        )  # fmt: skip
        order = st.segmented_control(
            "Order", ORDERS, default=ORDERS[0], key="source_order", bind="query-params", persist_state="session",
            required=True, label_visibility="collapsed",
        )  # fmt: skip
        asked = ((wanted or "").strip(), tuple(kind), order)
        sources = _found(*asked)
        page = paginate(len(sources), "source-page")
        if page.count:
            st.caption(f"Sources {page.words}", width="content")
    if sources.empty:
        st.info("No source of these kinds has these words.", icon=":material/search_off:")
        return
    _listed(asked, page)
    st.download_button(
        f"These {len(sources):,} sources, CSV", lambda: csv(sources[list(Sources.columns)]), file_name("sources-found.csv"),
        "text/csv", key="source-csv", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


@once
def _found(wanted: str, kinds: tuple[str, ...], order: str) -> pd.DataFrame:
    """The sources that words and kinds choose, in order."""
    sources = _with_citations()[search_table(Sources, wanted)]
    sources = sources[sources[Sources.kind].isin(kinds)] if kinds else sources
    by = ["all", Sources.start] if order == ORDERS[0] else [Sources.start, "all"]
    return sources.sort_values(by, ascending=False, kind="stable", na_position="last")


@replayed
def _listed(asked: tuple[str, tuple[str, ...], str], page: Page) -> None:
    shown = _found(*asked).iloc[page.first : page.end]
    st.table(entries(shown), hide_index=True, height=560 if len(shown) > 6 else "content")


def entries(sources: pd.DataFrame) -> pd.DataFrame:
    """Put sources into words, each with a link to where it stands.

    Args:
        sources: rows of `Sources`, with a column of counts for each table that cites them.
    """
    return pd.DataFrame([
        {
            "Publisher": link(row[Sources.publisher], row[Sources.url]),
            "Published": text(periods.label(row[Sources.start], row[Sources.end], row[Sources.precision], unknown="undated")),
            "Kind": text(say(row[Sources.kind])), "Language": text(LANGUAGES.get(row[Sources.language], row[Sources.language])),
            "What it says": text(row[Sources.describes]), "Rows that cite it": _citing(row),
        }
        for row in records(sources)
    ])  # fmt: skip


def _citing(row: Row) -> str:
    """How many rows of which tables cite a source."""
    counts = {table.heading: row[name] for name, table in BY_NAME.items() if row.get(name)}
    return text(", ".join(f"{heading} {count:,}" for heading, count in counts.items())) or "none"
