"""What every page and figure says of the data as they stand, and `docs/findings.md`, which lists it."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from data.vocabulary.places import CODES, PLACES
from pages._app.behind import ids_behind
from pages._app.navigation import PageModule, discover, question
from pages._app.server.first_text import first_text
from pages._parts.figure import Drawing
from pages._parts.service.figures import Shown, every
from pages._parts.service.objects import as_bytes, of_rows
from pages.country.brief import of_state

_HEAD = """# What the dashboard says

Made by `python -m tests.findings`; `tests/pages/parts/test_findings.py` holds it fresh: whoever changes a row, a rule or a
measure sees here what changes for readers. Each line ends with the fingerprint of all that stands behind it: of a figure its words, its rows
and the reported rows behind them, of a page and a brief the whole text. The figures are those of all years.
"""
_FRACTION = re.compile(r"\d+\.\d{9,}")  # of which the last digits differ between processors


def as_markdown() -> str:
    """Write what every page, figure and brief says."""
    pages = (f"| {slug} | {question(module)} | {_fingerprint([said])} |" for slug, module, said in _pages())
    figures = (f"| `{it.name}` | {_finding(it)} | {_fingerprint(_figure(it))} |" for it in every())
    briefs = (f"| {PLACES[code].name} | {_fingerprint([_brief(code)])} |" for code in CODES)
    return "\n".join([
        _HEAD,
        "| page | its question | fingerprint |\n|---|---|---|", *pages,
        "\n| figure | what it says | fingerprint |\n|---|---|---|", *figures,
        "\n| brief | fingerprint |\n|---|---|", *briefs, "",
    ])  # fmt: skip


def _pages() -> Iterator[tuple[str, PageModule, str]]:
    for slug, module in discover().items():
        states = [PLACES[code].name for code in CODES] if "state" in module.PAGE.filters else [""]
        for state in states:
            query = {"state": [state]} if state else {}
            yield f"{slug} {state}".strip(), module, _paragraphs(first_text(module, query))


def _paragraphs(page: str) -> str:
    """The first text without the way to other pages, and without what depends on the day on which it is read."""
    return re.sub(r'<nav.*|<p class="note">.*?</p>', "", page, flags=re.DOTALL)


def _finding(shown: Shown) -> str:
    drawn = shown.figure.drawn(shown.view, shown.choice)
    return (drawn.words.title if isinstance(drawn, Drawing) else drawn).replace("|", "\\|").replace("\n", " ")


def _figure(shown: Shown) -> Iterator[str]:
    drawn = shown.figure.drawn(shown.view, shown.choice)
    if isinstance(drawn, str):
        yield drawn
        return
    yield repr(drawn.words)
    for table, frame in drawn.rows:
        yield as_bytes(of_rows(frame, table)).decode()
        yield repr([(of.name, sorted(ids)) for of, ids in ids_behind(frame, table).items()])


def _brief(code: str) -> str:
    brief = of_state(code)
    return repr((brief.bars, brief.sections, brief.numbers, brief.references))


def _fingerprint(texts: Iterable[str]) -> str:
    rounded = _FRACTION.sub(lambda it: f"{float(it[0]):.10g}", "\n".join(texts))
    return hashlib.sha256(rounded.encode()).hexdigest()[:12]


if __name__ == "__main__":
    (Path(__file__).parents[1] / "docs" / "findings.md").write_text(as_markdown(), encoding="utf-8")
