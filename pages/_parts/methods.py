"""The pages of `docs/methods` as a reader of the dashboard sees them: without what concerns the code alone."""

from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

FOLDER: Final = Path(__file__).parents[2] / "docs" / "methods"
CODE: Final = "\n## In the code\n"


class Method(NamedTuple):
    """How figures are measured.

    Attributes:
        title: the heading of its page.
        text: its page in Markdown, below that heading.
    """

    title: str
    text: str


@cache
def method(name: str) -> Method:
    """Read the page of a method."""
    page = (FOLDER / f"{name}.md").read_text(encoding="utf-8")
    title, _, text = page.partition("\n")
    return Method(title.removeprefix("# "), text.partition(CODE)[0].strip())


@cache
def methods() -> dict[str, Method]:
    """Return every method by the name of its page, in the order of their titles."""
    every = {path.stem: method(path.stem) for path in FOLDER.glob("*.md")}
    return dict(sorted(every.items(), key=lambda item: item[1].title))
