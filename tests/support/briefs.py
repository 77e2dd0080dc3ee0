"""Briefs for the tests: of the record that is kept by hand, and their words as a reader sees them."""

import re
from functools import cache

import data
from analysis.brief import SINCE, Brief, Record
from analysis.brief.citations import marks
from data.schema.tables import Aid, Events, Recognition, Sources, Trade
from tests.support.frames import curated

FRAMES = {"trade": Trade, "aid": Aid, "recognition": Recognition, "events": Events, "sources": Sources}
MARK = r"\[\d[\d, -]*\]"


@cache
def by_hand() -> Record:
    """The part of the record that is kept by hand, whose figures are worked out by hand, too."""
    frames = {key: curated(table) for key, table in FRAMES.items()}
    return Record(**frames, known_to=data.known_to() or SINCE, edition="0123456789")


def mark(found: Brief, sources: tuple[str, ...]) -> str:
    """The citation of some sources in a brief."""
    return "".join(piece for piece, _ in marks(found.numbers[it] for it in sources))


def plain(text: str) -> str:
    """HTML as words."""
    return re.sub(r"<[^>]+>", "", text).replace("&nbsp;", " ").replace("\N{NO-BREAK SPACE}", " ")


def pages(file: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type /Page\b(?!s)", file))
