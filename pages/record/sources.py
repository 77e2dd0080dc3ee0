"""Every source of the record, to search and to open: who published what, when, and how many rows rest on it."""

from typing import Final

import pandas as pd
import streamlit as st

from data.rows import records
from data.schema.tables import BY_NAME, Sources
from data.vocabulary import periods
from data.vocabulary.codes import LANGUAGES, SOURCE_KINDS, say, start_upper
from pages._app.cache import once, replayed
from pages._app.record import citations
from pages._app.rows import rows
from pages._parts.citation import link, text
from pages._parts.listing import csv
from pages._parts.pager import Page, paginate
from pages._parts.search import search_table

ORDERS: Final = ("Most cited first", "Newest first")


def kinds() -> pd.DataFrame:
    """The kinds of sources: how many there are, how many rows cite them, in how many languages."""
    known = _known()
    said = []
    for kind, heading in SOURCE_KINDS.items():
        mine = known[known["kind"] == kind]
        if len(mine):
            said.append({
                "Kind": text(start_upper(heading)), "Sources": f"{len(mine):,}", "Publishers": f"{mine['publisher'].nunique():,}",
                "Rows that cite them": f"{mine['all'].sum():,}",
                "Languages": text(_languages(mine["language"])),
            })  # fmt: skip
    return pd.DataFrame(said)


def _languages(codes: pd.Series) -> str:
    """The commonest languages of some sources, and how many others there are."""
    counts = codes.value_counts()
    named = [f"{LANGUAGES.get(code, code)} {count:,}" for code, count in counts.head(4).items()]
    more = len(counts) - len(named)
    return f"{', '.join(named)}, {more} more" if more else ", ".join(named)


@once
def _known() -> pd.DataFrame:
    """The sources with how many rows cite each, in all and by table."""
    cited = citations()
    found = rows(Sources).join(cited, on="source_id")
    return found.fillna(dict.fromkeys(cited.columns, 0)).astype(dict.fromkeys(cited.columns, int))


def every_source() -> None:
    """The list, by words, kinds and order, a page at a time, and as a file."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        wanted = st.text_input(
            "Find sources with all of these words", key="source_find", bind="query-params", persist_state="session",
            max_chars=100, type="search", icon=":material/search:", placeholder="Publisher, address, what it tells",
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
        found = _found(*asked)
        shown = paginate(len(found), "source-page")
        if shown.count:
            st.caption(f"Sources {shown.words}", width="content")
    if found.empty:
        st.info("No source of these kinds has these words.", icon=":material/search_off:")
        return
    _listed(asked, shown)
    st.download_button(
        f"These {len(found):,} sources, CSV", lambda: csv(found[list(Sources.columns)]), "amu-ledger-sources-found.csv",
        "text/csv", key="source-csv", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


@once
def _found(wanted: str, kinds: tuple[str, ...], order: str) -> pd.DataFrame:
    """The sources that words and kinds choose, in order."""
    found = _known()[search_table(Sources, wanted)]
    found = found[found["kind"].isin(kinds)] if kinds else found
    by = ["all", "start"] if order == ORDERS[0] else ["start", "all"]
    return found.sort_values(by, ascending=False, kind="stable", na_position="last")


@replayed
def _listed(asked: tuple[str, tuple[str, ...], str], page: Page) -> None:
    shown = _found(*asked).iloc[page.first : page.end]
    st.table(entries(shown), hide_index=True, height=560 if len(shown) > 6 else "content")


def entries(found: pd.DataFrame) -> pd.DataFrame:
    """Sources in words, each with a link to where it stands."""
    return pd.DataFrame([
        {
            "Publisher": link(it["publisher"], it["url"]),
            "Published": text(periods.label(it["start"], it["end"], it["precision"], unknown="undated")),
            "Kind": text(say(it["kind"])), "Language": text(LANGUAGES.get(it["language"], it["language"])),
            "What it tells": text(it["describes"]), "Rows that cite it": _citing(it),
        }
        for it in records(found)
    ])  # fmt: skip


def _citing(it: dict) -> str:
    """Of which tables how many rows cite a source."""
    counts = {table.heading: it[name] for name, table in BY_NAME.items() if it.get(name)}
    return text(", ".join(f"{heading} {count:,}" for heading, count in counts.items())) or "none"
