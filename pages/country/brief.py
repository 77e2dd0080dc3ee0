"""The brief of a state on its page: to read, to print from the browser, and to download as HTML and PDF."""

from importlib.util import find_spec
from typing import Final

import streamlit as st

from analysis.brief import Brief, Tables, brief
from analysis.brief.dealings import SINCE
from data.schema.tables import Aid, ConsignmentGoods, Events, FoodPrices, Recognition, Sources, Trade
from data.vocabulary.places import name
from pages._app.cache import lazy_expander, once, replayed
from pages._app.record import edition
from pages._app.rows import in_use, known_to, rows
from pages._app.view import View
from pages.country.brief_html import document, preview

PRINTS_PDF: Final = find_spec("plutoprint") is not None  # it has no build for Linux on other processors than x86-64
INTRODUCTION: Final = (
    "The state on two pages of A4, of all years whatever is chosen above: each figure with its source, and what is not "
    f"known. Print the HTML from the browser{', or take the PDF' if PRINTS_PDF else ''}."
)


def show_brief(view: View, code: str) -> None:  # noqa: ARG001  of all years
    """Show the brief, and the buttons that make its files on a click."""
    st.markdown(INTRODUCTION)
    file = f"amu-ledger-brief-{name(code).lower()}"
    with st.container(horizontal=True):
        if PRINTS_PDF:
            st.download_button(
                "Brief as PDF",
                lambda: pdf_of(code),
                f"{file}.pdf",
                "application/pdf",
                key="brief_pdf",
                on_click="ignore",
                icon=":material/picture_as_pdf:",
            )
        st.download_button(
            "Brief as HTML",
            lambda: html_of(code),
            f"{file}.html",
            "text/html",
            key="brief_html",
            on_click="ignore",
            icon=":material/html:",
        )
    lazy_expander("Read the brief here", "brief-preview", _preview, code)


@replayed
def _preview(code: str) -> None:
    st.html(preview(of_state(code)))


@once
def of_state(code: str) -> Brief:
    """Write the brief of a state from the rows that all pages read."""
    return brief(_tables(), code)


def _tables() -> Tables:
    reported = map(in_use, (Trade, Aid, ConsignmentGoods, FoodPrices, Recognition, Events))
    return Tables(*reported, rows(Sources), known_to() or SINCE, edition())


def html_of(code: str) -> bytes:
    """Lay out the brief as one HTML file."""
    return document(of_state(code)).encode()


@once
def pdf_of(code: str) -> bytes:
    """Print the brief as a PDF; what prints it is loaded only now."""
    from pages.country.brief_pdf import pdf  # noqa: PLC0415  no page needs it before a reader asks

    return pdf(document(of_state(code)))
