"""Briefs for the tests: of the record that is kept by hand, and their words as a reader sees them."""

import ctypes
import re
from functools import cache

import pypdfium2
import pypdfium2.raw as pdfium

import data
from analysis.base.in_use import in_use
from analysis.brief import Brief, Tables
from analysis.brief.dealings import SINCE
from data.schema.tables import Aid, ConsignmentGoods, Events, FoodPrices, Recognition, Sources, Trade
from pages.country.brief.document import marks
from tests.support.frames import curated

FRAMES = {
    "trade": Trade,
    "aid": Aid,
    "goods": ConsignmentGoods,
    "prices": FoodPrices,
    "recognition": Recognition,
    "events": Events,
    "sources": Sources,
}
MARK = r"\[\d[\d, -]*\]"


@cache
def by_hand() -> Tables:
    """The part of the record that is kept by hand, whose figures are worked out by hand, too."""
    frames = {key: in_use(curated(table), curated(Sources), table) for key, table in FRAMES.items()}
    return Tables(**frames, known_to=data.known_to() or SINCE, edition="0123456789")


def mark(found: Brief, sources: tuple[str, ...]) -> str:
    """The citation of some sources in a brief."""
    return "".join(piece for piece, _ in marks(found.numbers[it] for it in sources))


def plain(text: str) -> str:
    """HTML as words."""
    return re.sub(r"<[^>]+>", "", text).replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ")


def pages(file: bytes) -> list[str]:
    """The text of each page of a PDF, on one line; a hyphen at the end of a line stays one."""
    texts = (page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file))
    return [" ".join(text.replace("\ufffe", "-").split()) for text in texts]


def links(file: bytes) -> tuple[set[str], int]:
    """The addresses that a PDF leads to, and how many links lead to a place within it."""
    document, addresses, within = pypdfium2.PdfDocument(file), set(), 0
    for page in document:
        place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
        while pdfium.FPDFLink_Enumerate(page, ctypes.byref(place), ctypes.byref(link)):
            within += bool(pdfium.FPDFLink_GetDest(document, link))
            action = pdfium.FPDFLink_GetAction(link)
            buffer = ctypes.create_string_buffer(pdfium.FPDFAction_GetURIPath(document, action, None, 0))
            pdfium.FPDFAction_GetURIPath(document, action, buffer, len(buffer))
            addresses |= {buffer.value.decode()} - {""}
    return addresses, within
