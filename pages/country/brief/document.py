"""Lay out the brief of a state as HTML: nothing is loaded from elsewhere, no script, made for the screen and for A4."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from analysis.brief import Brief
from charts.base import frame
from charts.base.frame import NAME
from data.vocabulary.text import ranges
from pages.country.brief import wording as brief_wording

_BEFORE_UNIT: Final = re.compile(r"(?<=\d) (?=(?:m|bn|k|t|GWh|%)(?!\w))")
_SAFE: Final = "%/:?#[]@!$&'()*+,;=~-._"


def document(brief: Brief) -> str:
    """Lay out a brief as a whole file."""
    return _html(brief, whole=True)


def preview(brief: Brief) -> str:
    """Lay out a brief for a place within a page, whose headings it leaves alone."""
    return _html(brief, whole=False)


def _html(brief: Brief, *, whole: bool) -> str:
    highest = max((bar.value for bar in brief.bars), default=0) or 1
    return _template().render(
        brief=brief, say=brief_wording, whole=whole, highest=highest, colour=frame.colour(brief.code), name=NAME
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters |= {"address": address, "marks": _marks, "with_units": with_units}
    return environment.get_template("brief.html.j2")


def _marks(sources: Iterable[str], numbers: dict[str, int]) -> list[tuple[str, int | None]]:
    return list(marks(numbers[source_id] for source_id in sources))


def marks(numbers: Iterable[int]) -> Iterator[tuple[str, int | None]]:
    """Split a citation mark into pieces: the text of each, and the number that it leads to, if any.

    Runs of three and more are drawn together: 1, 2, 3, 5 becomes [1-3, 5].
    """
    yield "[", None
    for place, (first, last) in enumerate(ranges(numbers)):
        if place:
            yield ", ", None
        yield str(first), first
        if last > first:
            yield "-" if last > first + 1 else ", ", None
            yield str(last), last
    yield "]", None


def with_units(text: str) -> str:
    """Keep each number and its unit on one line."""
    return _BEFORE_UNIT.sub("\N{NO-BREAK SPACE}", text)


def address(url: str) -> str:
    """Percent-encode an http address for every reader and printer; of any other nothing is left."""
    return quote(url, safe=_SAFE) if re.fullmatch(r"https?://[^\s<>]+", url) else ""
