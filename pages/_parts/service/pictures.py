"""A picture of each page and figure for previews of links: its question or name, its answer or finding, and how far the data reach."""

import html
import io
import re
from functools import cache
from pathlib import Path
from typing import Final

import font_source_sans_pro
from PIL import Image, ImageDraw, ImageFont

from charts.base import frame, labels
from data.vocabulary.places import CODES
from pages._app import filters
from pages._app.navigation import discover, question
from pages._app.rows import known_to
from pages._app.server.first_text import Html, in_html
from pages._parts.service.figures import Shown

SIZE: Final = (1200, 630)  # as those who show previews ask for it
_MARGIN: Final = 72
_ROOM: Final = SIZE[0] - 2 * _MARGIN
_PAPER: Final = "#FFFFFF"
_INK: Final = "#1B262C"
_QUIET: Final = "#5A6870"
_ACCENT: Final = "#0B6477"
_FOLDER: Final = Path(font_source_sans_pro.__file__).parent / "files"
_LETTERS: Final = 32  # pixels of a letter of the answer
_LINES: Final = 6  # of the answer


def of_page(slug: str) -> bytes:
    """Draw the picture of a page as PNG; the same data make the same bytes."""
    return _picture(question(discover()[slug]), answer(slug, _ROOM))


def of_figure(shown: Shown) -> bytes:
    """Draw the picture of a figure as PNG: its name and its words, since nothing here draws a chart without a browser."""
    drawn = shown.figure.drawn(shown.view, shown.choice)
    said = drawn if isinstance(drawn, str) else f"{drawn.words.title}\n{re.sub('<[^>]+>', ' ', drawn.words.subtitle)}"
    return _picture(shown.title, said)


def _picture(heading: str, said: str) -> bytes:
    image = Image.new("RGB", SIZE, _PAPER)
    draw = ImageDraw.Draw(image)
    for at, code in enumerate(CODES):
        width = SIZE[0] / len(CODES)
        draw.rectangle((at * width, 0, (at + 1) * width, 14), fill=frame.COLOUR[code])
    y = 60
    for line in labels.broken(heading, _ROOM / 1.06, 54):  # the bold letters are a little wider
        draw.text((_MARGIN, y), line, font=_font("Semibold", 54), fill=_INK)
        y += 64
    y += 24
    for line in [it for part in said.splitlines() for it in labels.broken(part, _ROOM, _LETTERS)][:_LINES]:
        draw.text((_MARGIN, y), line, font=_font("Regular", _LETTERS), fill=_INK)
        y += 42
    reach = known_to()
    until = f"Data to {reach:%-d %B %Y}" if reach else ""
    draw.text((_MARGIN, SIZE[1] - 84), frame.NAME, font=_font("Semibold", 34), fill=_ACCENT)
    draw.text((SIZE[0] - _MARGIN, SIZE[1] - 80), until, font=_font("Regular", 28), fill=_QUIET, anchor="ra")
    file = io.BytesIO()
    image.quantize(64).save(file, "PNG", optimize=True)
    return file.getvalue()


def answer(slug: str, room: float) -> str:
    """Return the first paragraphs that a page says in words and that fit, as plain text; what it is about where none does.

    Args:
        slug: the page.
        room: the width of a line in pixels.
    """
    page = discover()[slug]
    view = filters.of_address({}, page.PAGE, known_to())
    said = [it for it in page.first_text(view, {}) if it and not isinstance(it, Html)]
    lines = [line for part in said for line in _plain(part).splitlines() if len(line.split()) > 5]
    wordings = [" ".join(lines[:count]) for count in (3, 2, 1)]
    fitting = (it for it in wordings if it and len(labels.broken(it, room, _LETTERS)) <= _LINES)
    return next(fitting, page.PAGE.description)


def _plain(markdown: str) -> str:
    """Markdown without its marks, a paragraph or item a line."""
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"\n(?!<)", " ", in_html(markdown))))


@cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FOLDER / f"SourceSansPro-{weight}.ttf", size, layout_engine=ImageFont.Layout.BASIC)
