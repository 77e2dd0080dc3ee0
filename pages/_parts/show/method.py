"""The page of `docs/methods` that says how a figure is measured, as a reader opens it."""

import functools
import re
from typing import Final

import data

FOLDER: Final = data.FOLDER.parent / "docs" / "methods"
_FOR_ENGINEERS: Final = "\n## In the code\n"  # what stands from here on names modules and functions
_ASIDE: Final = re.compile(r"\s\(`[^()]*`\)")  # the name of a column behind its meaning
_CODE: Final = re.compile(r"`([^`]+)`")


@functools.lru_cache
def method(name: str) -> tuple[str, str]:
    """Read a method: its title with the lines below it, and the rest without what is for engineers; both as Markdown."""
    written = (FOLDER / f"{name}.md").read_text(encoding="utf-8").partition(_FOR_ENGINEERS)[0]
    plain = _CODE.sub(lambda found: found[1].replace("_", " ").strip(), _ASIDE.sub("", written))
    title, short, rest = plain.strip().split("\n\n", 2)
    return f"**{title.removeprefix('# ')}.** {short}", re.sub(r"^#+ (.*)$", r"**\1**", rest, flags=re.MULTILINE)
