"""Every consignment as a list to search and to download, for the Aid page; drawn once the reader opens it."""

from typing import NamedTuple

import pandas as pd
import streamlit as st

from analysis.aid.consignments import Consignment
from data.rows import records
from data.vocabulary.text import counted
from pages._app.cache import lazy_expander, once, replayed
from pages._app.record import file_name
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.lists.listing import csv
from pages._parts.lists.search import search
from pages._parts.states.consignments import in_words
from pages.aid.sums import of_stages

OPENED, WORDS = "aid_list", "aid_find"  # the fold and the search, in the address too


class Listed(NamedTuple):
    """Consignments, the same in words, and all words of each to search."""

    rows: pd.DataFrame
    cells: pd.DataFrame
    texts: pd.Series


def every_consignment(view: View, stages: tuple[str, ...], count: int) -> None:
    """Show every consignment of the filters, the newest first, each with all its sources."""
    if st.query_params.get(WORDS) and OPENED not in st.session_state:  # who sends a search means its results
        st.session_state[OPENED] = True
    label = f"The list: {counted(count, 'consignment')} of {view.years_in_words()}, the newest first"
    lazy_expander(label, OPENED, _searched, view, stages, linked=True)


def _searched(view: View, stages: tuple[str, ...]) -> None:
    """Show the search, its results, and the file of these."""
    wanted = st.text_input(
        "Find in the list", key=WORDS, placeholder="flour, Herat, 5,403, Ramadan", bind="query-params",
        persist_state="session", icon=":material/search:", width=340,
    )  # fmt: skip
    words = (wanted or "").strip()
    _table(view, stages, words)
    st.download_button(
        "Consignments as CSV", lambda: file(view, stages, words), file_name("consignments.csv"), "text/csv",
        key="aid-list-csv", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


@once
def _newest(view: View, stages: tuple[str, ...]) -> Listed:
    """List the consignments, the newest first."""
    by = [Consignment.start, Consignment.shipment]
    newest = of_stages(view, stages).sort_values(by, ascending=[False, True])
    cells = pd.DataFrame([in_words(row) for row in records(newest)], index=newest.index)
    # marks that keep text plain in Markdown are no part of what is searched
    words = (" ".join(row).replace("\\", "") for row in cells.itertuples(index=False))
    texts = [f"{it} {key}".casefold() for it, key in zip(words, newest[Consignment.shipment], strict=True)]
    return Listed(newest, cells, pd.Series(texts, index=newest.index, dtype="str"))


def _with_words(view: View, stages: tuple[str, ...], words: str) -> pd.Series:
    """Tell which consignments hold some words."""
    return search(_newest(view, stages).texts, words)


def file(view: View, stages: tuple[str, ...], words: str) -> bytes:
    """Write the consignments that hold some words as CSV."""
    rows = _newest(view, stages).rows[_with_words(view, stages, words)]
    return csv(rows.drop(columns=Consignment.behind))


@replayed
def _table(view: View, stages: tuple[str, ...], words: str) -> None:
    every = _newest(view, stages).cells
    cells = every[_with_words(view, stages, words)]
    st.caption(
        f"{len(cells)} of {len(every)} consignments, {text(view.in_words())}, with those that no sum counts. Weight: the lowest "
        "to the highest report of the furthest stage. Date: the first report of that stage."
    )
    if cells.empty:
        st.info("No consignment of these filters has these words.", icon=":material/search_off:")
        return
    with st.container(key="list-aid-consignments"):
        st.table(cells, hide_index=True, height=620 if len(cells) > 5 else "content")
