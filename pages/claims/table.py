"""Every figure that was said, a line each: who, when, about what, the statistic, how far apart, the sources."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.claims.following import Followed
from analysis.claims.statement import KINDS
from data.rows import records
from data.vocabulary.codes import start_upper
from data.vocabulary.statements import standing
from pages._app.cache import replayed
from pages._app.record import file_name
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.layout import section
from pages._parts.lists.listing import csv
from pages._parts.lists.pager import Page, paginate
from pages.claims.rows import ORDERS, in_order
from pages.claims.wording import NO_TRADE, cells, heading, no_line

PAGE_SIZE: Final = 10


def table(view: View) -> None:
    """The lines that the filters and the words choose, in the order that the reader chooses."""
    section(heading(in_order(view, "kind", "")), "table", NO_TRADE)
    kind, order, wanted = _controls()
    rows = in_order(view, order, wanted, kind)
    if rows.empty:
        st.info(text(no_line(view, len(in_order(view, order, "", kind)), wanted)), icon=":material/search_off:")
        return
    _lines(view, order, wanted, kind, paginate(len(rows), "claims_page", PAGE_SIZE))
    st.download_button(
        "These lines as CSV", lambda: csv(as_file(rows)), file_name("claims.csv"), "text/csv", key="claims-csv",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _controls() -> tuple[str, str, str]:
    """Kind, order and words."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        kind = st.segmented_control(
            "Show only", list(KINDS), format_func=lambda kind: f"{start_upper(kind)}s", key="claims_kind", bind="query-params",
            persist_state="session",
        )  # fmt: skip
        order = st.segmented_control(
            "Order by", list(ORDERS), default="kind", format_func=ORDERS.__getitem__, key="claims_order", bind="query-params",
            persist_state="session", required=True,
        )  # fmt: skip
        wanted = st.text_input(
            "Words", key="claims_words", bind="query-params", persist_state="session", max_chars=100, type="search",
            placeholder="In any column: Almaty forum 2024", width=340, icon=":material/search:",
        )  # fmt: skip
    return kind or "", order, " ".join((wanted or "").split())


def as_file(rows: pd.DataFrame) -> pd.DataFrame:
    """Prepare the lines for a file: how each stands to the statistics in words too, and no row ids."""
    in_words = [standing(row) for row in records(rows)]
    return rows.drop(columns=[column for column in Followed.columns if column.spec.dtype == "rows"]).assign(
        words=in_words
    )


@replayed
def _lines(view: View, order: str, wanted: str, kind: str, page: Page) -> None:
    rows = in_order(view, order, wanted, kind).iloc[page.first : page.end]
    st.caption(f"{page.words}, {text(view.in_words())}, and those without a date")
    with st.container(key="claims-list"):
        st.table(pd.DataFrame([cells(row) for row in records(rows)]), hide_index=True)
