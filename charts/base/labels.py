"""Where words have room: how wide they are in our type, and which of them would cover others.

Widths are in pixels of a figure of ordinary width; a narrower screen brings points closer and hides the words.
"""

import functools
import html
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import font_source_sans_pro
from PIL import ImageFont

WIDE: Final = 1000  # pixels of a plot of ordinary width
_DRAWN_AT: Final = 100  # pixels: the size at which a text is measured
_BOLD: Final = 1.08  # how much wider bold type is
_FONT: Final = ImageFont.truetype(
    Path(font_source_sans_pro.__file__).parent / "files" / "SourceSansPro-Regular.ttf",
    _DRAWN_AT,
    layout_engine=ImageFont.Layout.BASIC,
)


@functools.lru_cache(maxsize=16_384)  # the labels of all events, and those of a few thousand figures
def width(text: str, size: float) -> float:
    """How many pixels a text takes in type of a size; of several lines the longest. Mark-up takes none."""
    return max(map(_drawn, text.split("<br>"))) * size / _DRAWN_AT


def _drawn(line: str) -> float:
    return _FONT.getlength(html.unescape(re.sub(r"<[^>]*>", "", line))) * (_BOLD if "<b>" in line else 1)


def fitting(wordings: Iterable[str], room: float, size: float) -> str:
    """Return the first wording that fits into a number of pixels; empty where none does."""
    return next((it for it in wordings if width(it, size) <= room), "")


def broken(text: str, room: float, size: float) -> list[str]:
    """Break a text into lines of a number of pixels; a longer word has a line of its own."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class Box(NamedTuple):
    """What something takes on a figure; upwards and to the right."""

    left: float
    right: float
    lower: float
    upper: float


def box(text: str, x: float, y: float, size: float, line: float) -> Box:
    """What a text takes that stands centred above a point, `line` a line of it."""
    half = width(text, size) / 2
    return Box(x - half, x + half, y, y + line * (text.count("<br>") + 1))


class Taken:
    """The boxes that are taken already."""

    def __init__(self, boxes: Sequence[Box] = ()) -> None:
        self._boxes = list(boxes)

    def add(self, one: Box) -> None:
        """Take a box."""
        self._boxes.append(one)

    def meets(self, one: Box) -> bool:
        """Whether a box would cover a part of one that is taken."""
        return any(
            one.left < it.right and it.left < one.right and one.lower < it.upper and it.lower < one.upper
            for it in self._boxes
        )
