"""Every consignment as a list to search and to take away, for the Aid page; drawn once the reader opens it."""

import pandas as pd
import streamlit as st

from data.rows import records
from data.vocabulary.text import counted
from pages._app.cache import fold, once, replayed
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.layout import section
from pages._parts.listing import csv
from pages._parts.search import search
from pages._parts.states.consignments import every, in_words

OPENED, WORDS = "aid_list", "aid_find"  # the fold and the search, in the address too


@once
def of_stages(view: View, stages: tuple[str, ...]) -> pd.DataFrame:
    """The consignments of the filters."""
    mine = every()[view.of_countries(every()["donor"])]
    shown = view.keep(mine, None)
    return shown[shown["stage"].isin(stages)]


def every_consignment(view: View, stages: tuple[str, ...], count: int) -> None:
    """Every consignment of the filters, the newest first, each with all its sources."""
    section("Every consignment", "consignments")
    if st.query_params.get(WORDS) and OPENED not in st.session_state:  # who sends a search means what it finds
        st.session_state[OPENED] = True
    said = f"The list: {counted(count, 'consignment')}, the newest first"
    fold(said, OPENED, _searched, view, stages, linked=True)


def _searched(view: View, stages: tuple[str, ...]) -> None:
    """The search, what it finds, and the file of that."""
    wanted = st.text_input(
        "Find in the list", key=WORDS, placeholder="flour, Herat, 5,403, Ramadan", bind="query-params",
        persist_state="session", icon=":material/search:", width=340,
    )  # fmt: skip
    words = (wanted or "").strip()
    _table(view, stages, words)
    st.download_button(
        "Consignments as CSV", lambda: csv(_found(view, stages, words)[0]), "amu-ledger-consignments.csv", "text/csv",
        key="aid-list-csv", on_click="ignore", icon=":material/download:",
    )  # fmt: skip


@once
def _newest(view: View, stages: tuple[str, ...]) -> tuple[pd.DataFrame, pd.DataFrame, pd.Series]:
    """The consignments, the newest first, the same in words, and all words of each to search."""
    newest = of_stages(view, stages).sort_values(["start", "shipment"], ascending=[False, True])
    cells = pd.DataFrame([in_words(it) for it in records(newest)], index=newest.index)
    # marks that keep text plain in Markdown are no part of what is searched
    texts = [" ".join(it).replace("\\", "").casefold() for it in cells.itertuples(index=False)]
    return newest, cells, pd.Series(texts, index=newest.index, dtype="str")


@once
def _found(view: View, stages: tuple[str, ...], words: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The consignments that hold some words, and the same in words."""
    newest, cells, texts = _newest(view, stages)
    found = search(texts, words)
    return newest[found], cells[found]


@replayed
def _table(view: View, stages: tuple[str, ...], words: str) -> None:
    cells = _found(view, stages, words)[1]
    st.caption(
        f"{len(cells)} of {len(_newest(view, stages)[1])} consignments, {text(view.in_words())}. Weight: the lowest to the "
        "highest report of the furthest stage. Date: the first report of that stage."
    )
    if cells.empty:
        st.info("No consignment of these filters has these words.", icon=":material/search_off:")
        return
    st.table(cells, hide_index=True, height=620 if len(cells) > 5 else "content")
