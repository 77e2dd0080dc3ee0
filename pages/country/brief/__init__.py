"""The brief of a state on its page: to read, to print from the browser, and to download as HTML and PDF."""

from importlib.util import find_spec
from typing import Final

import streamlit as st

from analysis.brief import Brief, Tables, brief
from analysis.brief.dealings import SINCE
from data.schema.tables import Aid, ConsignmentGoods, Events, FoodPrices, Recognition, Sources, Trade
from data.vocabulary.places import name
from pages._app.cache import lazy_expander, once, replayed
from pages._app.record import edition, file_name
from pages._app.rows import in_use, known_to, rows
from pages._app.view import View
from pages.country.brief.document import document, preview

PRINTS_PDF: Final = find_spec("plutoprint") is not None  # it has no build for Linux on other processors than x86-64
INTRODUCTION: Final = (
    "The state on two pages of A4: each figure with its source, and what is not known. It covers all years, whatever is "
    "chosen above. The HTML can be printed from the browser."
)


def brief_button(code: str) -> None:
    """Offer the brief at the top of the page: as PDF, or where nothing prints one as HTML."""
    _download("PDF", "pdf", code) if PRINTS_PDF else _download("HTML", "top", code)


def show_brief(view: View, code: str) -> None:  # noqa: ARG001  of all years
    """Show the brief, and the button that makes its HTML on a click."""
    st.markdown(INTRODUCTION)
    if PRINTS_PDF:
        _download("HTML", "html", code)
    lazy_expander("Read the brief here", "brief-preview", _preview, code)


def _download(kind: str, key: str, code: str) -> None:
    """A button that makes a file of the brief when it is pressed."""
    make, mime = (pdf_of, "application/pdf") if kind == "PDF" else (html_of, "text/html")
    st.download_button(
        f"Two-page brief ({kind})",
        lambda: make(code),
        file_name(f"brief-{name(code).lower()}.{kind.lower()}"),
        mime,
        key=f"brief_{key}",
        on_click="ignore",
        icon=":material/download:",
    )


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
    from pages.country.brief.pdf import pdf  # noqa: PLC0415  no page needs it before a reader asks

    return pdf(document(of_state(code)))
