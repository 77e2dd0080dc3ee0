"""Every figure that was said, a line each: who, when, about what, the statistic, how far apart, the sources."""

from typing import Final

import pandas as pd
import streamlit as st

from data.rows import records
from pages._app.cache import replayed
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.listing import csv
from pages._parts.pager import Page, paginate
from pages.claims.rows import ORDERS, in_order, of_view
from pages.claims.wording import cells

PAGE_SIZE: Final = 20


def table(view: View) -> None:
    """The lines that the filters and the words choose, in the order that the reader chooses."""
    st.subheader("Every figure, line by line", anchor="table")
    order, wanted = _controls()
    found = in_order(view, order, wanted)
    if found.empty:
        words = f"None of the {len(of_view(view))} figures of {view.in_words()} holds all of the words “{wanted}”."
        st.info(text(words), icon=":material/search_off:")
        return
    _lines(view, order, wanted, paginate(len(found), "claims_page", PAGE_SIZE))
    st.download_button(
        "These lines as CSV", lambda: csv(found), "amu-ledger-claims.csv", "text/csv", key="claims-csv",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _controls() -> tuple[str, str]:
    """Order and words."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        order = st.segmented_control(
            "Order by", list(ORDERS), default="kind", format_func=ORDERS.__getitem__, key="claims_order", bind="query-params",
            persist_state="session", required=True,
        )  # fmt: skip
        wanted = st.text_input(
            "Words", key="claims_words", bind="query-params", persist_state="session", max_chars=100, type="search",
            placeholder="In any column: Almaty forum 2024", width=340, icon=":material/search:",
        )  # fmt: skip
    return order, " ".join((wanted or "").split())


@replayed
def _lines(view: View, order: str, wanted: str, page: Page) -> None:
    found = in_order(view, order, wanted)
    shown = found.iloc[page.first : page.end]
    st.caption(
        f"{page.words}, {text(view.in_words())}, those without a day included. A "
        "distance is what was said less the statistic, in per cent of the statistic; it is taken of claims alone."
    )
    lines = pd.DataFrame([cells(it) for it in records(shown)])
    st.table(lines, hide_index=True, height=640 if len(lines) > 6 else "content")
