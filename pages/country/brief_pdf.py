"""A brief as a PDF: text to select, links to click, letters of its own. Imported only when a reader asks for one.

ReportLab draws it, and Source Sans Pro, which a package ships, has the Latin and Cyrillic letters of all five states. A
character that the letters lack is written as its code point, [U+0639], never left out; addresses are percent-encoded.
"""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import font_source_sans_pro
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import getFont, registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BalancedColumns, CondPageBreak, Flowable, Paragraph, SimpleDocTemplate

from analysis.brief import Brief, Reference, Said
from analysis.brief import Line as BriefLine
from analysis.brief.citations import marks
from charts.base import frame
from charts.base.frame import NAME
from pages.country.brief_html import FOOT, HEAD, HIGH, KEY, NOTE, address, columns, in_lines, tight, value_of

PLAIN, BOLD = "AmuPlain", "AmuBold"
MARGIN: Final = 15 * mm
_WIDE: Final = A4[0] - 2 * MARGIN
_GREY: Final = "#555555"
_ROOM: Final = 72  # points below which the list of sources begins on the next page, and its heading with it


def pdf(brief: Brief) -> bytes:
    """The brief as a file; the same brief gives the same bytes."""
    _letters()
    file = io.BytesIO()
    document = SimpleDocTemplate(
        file, pagesize=A4, leftMargin=MARGIN, rightMargin=MARGIN, topMargin=12 * mm, bottomMargin=14 * mm,
        title=brief.title, author=NAME, subject=brief.stand, lang="en", invariant=1, initialFontName=PLAIN,
    )  # fmt: skip
    document.build(_story(brief), onFirstPage=_foot(brief), onLaterPages=_foot(brief))
    return file.getvalue()


@cache
def _letters() -> None:
    folder = Path(font_source_sans_pro.__file__).parent / "files"
    for name, file in ((PLAIN, "SourceSansPro-Regular.ttf"), (BOLD, "SourceSansPro-Semibold.ttf")):
        registerFont(TTFont(name, folder / file))
    registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)


def unmapped(text: str) -> set[str]:
    """The characters of a text that the letters lack."""
    _letters()
    return {it for it in text if any(ord(it) not in getFont(name).face.charToGlyph for name in (PLAIN, BOLD))}


def printable(text: str) -> str:
    """The text with each character that the letters lack as its code point."""
    missing = unmapped(text)
    return "".join(f"[U+{ord(it):04X}]" if it in missing else it for it in text)


def _style(size: float, **more: Any) -> ParagraphStyle:  # noqa: ANN401  what ParagraphStyle takes
    return ParagraphStyle("", **{"fontName": PLAIN, "fontSize": size, "leading": size * 1.24, **more})


def _story(brief: Brief) -> list[Flowable]:
    """All that stands in the file, in order."""
    small = _style(7.6, textColor=HexColor(_GREY), spaceAfter=4)
    line = _style(8.8, leftIndent=8, bulletIndent=0, spaceAfter=1.2, splitLongWords=1)
    head = _style(10.8, fontName=BOLD, spaceBefore=5, spaceAfter=1.5, keepWithNext=1)
    story: list[Flowable] = [
        Paragraph(_text(brief.title), _style(16, fontName=BOLD, spaceAfter=2)),
        Paragraph(_text(f"{NAME}. {brief.stand} {NOTE}"), small),
    ]
    if brief.bars:
        story += [_chart(brief), Paragraph(_text(f"Turnover with Afghanistan. {KEY}"), small)]
    for section in brief.sections:
        story.append(Paragraph(_text(section.heading), head))
        story += [Paragraph(_line(it, brief.numbers), line, bulletText="\u2022") for it in section.lines]
    loose = _style(10.8, fontName=BOLD, spaceBefore=5)  # the list may begin on one page and end on the next
    return [*story, CondPageBreak(_ROOM + 30), Paragraph("Sources", loose), _references(brief)]


def _references(brief: Brief) -> Flowable:
    listed = _style(6.3, leftIndent=14, bulletFontSize=6.3, bulletFontName=PLAIN, spaceAfter=0.6, splitLongWords=1)
    entries = [Paragraph(_reference(it), listed, bulletText=f"{it.number}.") for it in brief.references]
    return BalancedColumns(entries, nCols=2, needed=_ROOM, innerPadding=9, endSlack=0.1)


def _line(line: BriefLine, numbers: dict[str, int]) -> str:
    label = f"<b>{_text(line.label)}:</b> " if line.label else ""
    return label + "; ".join(f"{_text(tight(it.text))}\N{NO-BREAK SPACE}{_mark(it, numbers)}" for it in line.parts)


def _mark(it: Said, numbers: dict[str, int]) -> str:
    pieces = marks(numbers[source_id] for source_id in it.sources)
    linked = "".join(
        f'<a href="#brief-{to}">{piece}</a>' if to else piece.replace(" ", "\N{NO-BREAK SPACE}") for piece, to in pieces
    )
    return f'<font size="7" color="{_GREY}">{linked}</font>'


def _reference(it: Reference) -> str:
    url = address(it.url)
    link = f". <a href={quoteattr(url)}>{_text(url)}</a>" if url else ""
    return f'<a name="brief-{it.number}"/>{_text(it.publisher)}, {_text(it.date)}{link}'


def _text(value: str) -> str:
    return escape(printable(value))


def _foot(brief: Brief) -> Callable[[Canvas, SimpleDocTemplate], None]:
    """What stands at the foot of each page."""

    def draw(canvas: Canvas, document: SimpleDocTemplate) -> None:
        canvas.setFont(PLAIN, 7)
        canvas.setFillColor(HexColor(_GREY))
        canvas.drawString(MARGIN, 8 * mm, printable(f"{NAME}. {brief.title}. {brief.stand}"))
        canvas.drawRightString(A4[0] - MARGIN, 8 * mm, f"Page {document.page}")

    return draw


def _chart(brief: Brief) -> Drawing:
    """Turnover by year as bars, as in the HTML."""
    high, foot, head = HIGH * 0.78, FOOT * 0.78, HEAD * 0.78
    drawing = Drawing(_WIDE, high)
    colour = HexColor(frame.colour(brief.code))
    for bar, (left, width, height) in zip(brief.bars, columns(brief.bars, _WIDE, high - foot - head), strict=True):
        middle = {"fontName": PLAIN, "fontSize": 6.8, "textAnchor": "middle"}
        look = (
            {"fillColor": colour, "strokeColor": None}
            if bar.kind == "firm"
            else {"fillColor": None, "strokeColor": colour}
        )
        dash = [3, 2] if bar.kind == "part" else None
        if bar.kind != "none":
            drawing.add(Rect(left, foot, width, height, strokeWidth=0.9, strokeDashArray=dash, **look))
        written = [(foot + height + 3, value_of(bar, brief.numbers))]
        written += [(foot - 8.5 * at, it) for at, it in enumerate(in_lines(bar.label), 1)]
        for y, text in written:
            drawing.add(String(left + width / 2, y, printable(text), **middle))
    drawing.add(Line(0, foot, _WIDE, foot, strokeWidth=0.5, strokeColor=HexColor("#888888")))
    return drawing
