"""Print the HTML of a brief as a PDF. Imported only when a reader asks for one.

PlutoPrint lays out the pages, and Source Sans Pro, which a package ships, has the Latin and Cyrillic letters of all five
states. A character that the letters lack is written as its code point, [U+0639], never left out.
"""

import base64
import io
from functools import cache
from pathlib import Path
from typing import Final

import font_source_sans_pro
import plutoprint
from PIL import Image, ImageDraw, ImageFont

_FOLDER: Final = Path(font_source_sans_pro.__file__).parent / "files"
_FONTS: Final = {400: _FOLDER / "SourceSansPro-Regular.ttf", 600: _FOLDER / "SourceSansPro-Semibold.ttf"}
_FOOT: Final = """
@page { @bottom-left { content: element(foot) } }
.foot { display: block !important; position: running(foot); font-size: 7pt; color: #555 }
"""  # no browser prints running elements
_NO_CHARACTER: Final = "\U0010ffff"  # drawn with the shape that stands for every absent one


class _Nothing(plutoprint.ResourceFetcher):
    """Refuse every address that the HTML might name."""

    def fetch_url(self, url: str) -> plutoprint.ResourceData:
        raise PermissionError(url)


def pdf(document: str) -> bytes:
    """Print a whole HTML file on A4; the same HTML gives the same bytes."""
    book = plutoprint.Book(plutoprint.PAGE_SIZE_A4, plutoprint.PAGE_MARGINS_NONE)
    book.custom_resource_fetcher = _Nothing()
    book.load_html(printable(document), user_style=_font_faces() + _FOOT, base_url="brief:///")
    book.set_metadata(plutoprint.PDF_METADATA_CREATION_DATE, "2000-01-01T00:00:00Z")
    file = io.BytesIO()
    book.write_to_pdf_stream(file)
    return file.getvalue()


@cache
def _font_faces() -> str:
    """Embed the letters: what a fetcher hands over is let go of after Python has ended, which crashes the process."""
    return "\n".join(
        f'@font-face {{ font-family: "Source Sans 3"; font-weight: {weight}; '
        f'src: url("data:font/ttf;base64,{base64.b64encode(file.read_bytes()).decode()}") }}'
        for weight, file in _FONTS.items()
    )


def printable(text: str) -> str:
    """Write each character that the letters lack as its code point."""
    return text.translate({ord(char): f"[U+{ord(char):04X}]" for char in unmapped(text)})


def unmapped(text: str) -> set[str]:
    """Find the characters of a text that the letters lack."""
    return {char for char in set(text) - {"\n"} if not _has_shape(char)}


@cache
def _has_shape(char: str) -> bool:
    """Tell whether both weights draw a character with a shape of its own."""
    return all(_drawn(char, file) != _drawn(_NO_CHARACTER, file) for file in _FONTS.values())


def _drawn(char: str, file: Path) -> bytes:
    picture = Image.new("L", (48, 48))
    ImageDraw.Draw(picture).text((12, 4), char, 255, ImageFont.truetype(file, 24))
    return picture.tobytes()
