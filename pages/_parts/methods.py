"""The pages of `docs/methods` as a reader of the dashboard sees them: without what concerns the code alone."""

import re
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


def short_and_rest(name: str) -> tuple[str, str]:
    """Part the page of a method into its title with the first paragraph, and the rest with its headings in bold."""
    title, text = method(name)
    short, rest = text.split("\n\n", 1)
    return f"**{title}.** {short}", re.sub(r"^#+ (.*)$", r"**\1**", rest, flags=re.MULTILINE)
