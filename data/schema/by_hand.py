"""What an editor, a spreadsheet or a paste may do to a text: patterns of texts without it, and names that differ by a letter."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from typing import Final

import pandas as pd

from data.schema.columns import Table
from data.schema.reading import Fault
from data.vocabulary import text


def each_once(cell: str) -> bool:
    """Decide whether a cell has each of its parts once, without blanks around them."""
    parts = cell.split(";")
    return len(set(parts)) == len(parts) and all(it and it == it.strip() for it in parts)


_SIGNS: Final = "\u2018\u2019\u201c\u201d\u2013\u2014\u2026"  # quotes, dashes and dots that a text may have
_LETTERS: Final = "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u017e\u018f\u0259"  # of Latin script, as names have them

# What a text must match, by the rule
_TEXTS: Final = {
    "has only letters of Latin script, digits and signs": rf"^[ -~{_LETTERS}{_SIGNS}°]*\Z",
    "has no blank at its ends, and no two together": r"^(?!.*  )\S(?:.*\S)?\Z",
    "was not read in another encoding": rf"^(?!.*[\u00c2-\u00f4][{_SIGNS}°\u0152\u0153\u0160\u0161\u0178\u017d\u017e])",
    "is no error or formula of a spreadsheet, no mark of a merge and no markup": (
        r"^(?![=+@#-])"
        r"(?!.*(?:</?[a-zA-Z!]|&#?[a-zA-Z0-9]+;|#(?:REF|N/A|VALUE|NAME|DIV|NUM|NULL|SPILL|CALC|#)|Err:[0-9]|<{4}|={4}|>{4})|https?://\S*$)"
    ),
    "has no mark of Markdown, no footnote, no note of an editor and no doubled quote or comma": (
        r'^(?!.*(?:\*\*|\]\(|\[(?:[0-9]{1,2}|[a-z][a-z !?]*)\]|""|,,|\\|`))'
    ),
    "is not cut at 255 characters, as old spreadsheets do": r"^(?!.{254}[^.!?)]\Z)",
    "says something": (
        rf"^(?!(?:N/A|n/a|NA|None|NULL|null|NaN|nan|NaT|nil|TBD|tbd|TODO|todo|undefined|[Uu]nknown|[Ss]ee above|[Aa]s above|[Dd]itto|"
        rf"[Ii]dem|[Ss]ame|[Nn]o data|[Nn]ot (?:available|known|given)|[Mm]issing|[Tt]est|[Yy]es|[Nn]o|[Xx]+|(?:asdf|qwerty|lorem ipsum).*)$)"
        rf"(?!\(?(?:blank|empty|null|none)\)$)(?=.*[A-Za-z{_LETTERS}])"
    ),
    "has no trace of a program: no escaped sign, path, script or address of a mail": (
        r"^(?!.*(?:_x[0-9A-F]{4}_|%[0-9A-F]{2}|=[0-9A-F]{2}=|(?:^|\s)/(?:home|Users|tmp)/|[A-Z]:/|[Jj]ava[Ss]cript:|"
        r"[A-Za-z0-9]@[A-Za-z0-9-]+\.[a-z]|\[object|![A-Z]+[0-9]|Unnamed: ))"
    ),
}
# and where the words are our own, not those of a service
_OWN: Final = {
    "was not typed with the capitals locked": (
        r"^(?!(?=.*[A-Z]{7})(?=(?:[^A-Za-z]*[A-Z]){12})[^a-z]*$)(?!.*\b[a-z][A-Z]{2,}\b)"
    ),
    "says nothing twice, and has its blanks after its commas and none before": (
        r"^(?!(.{8,}?)[ ;,.]*\1$)(?!.*\b([A-Za-z]+) \2\b)(?!.* [,;.!?](?: |$))(?!.*[a-z][,;][A-Za-z])"
    ),
}
_CLOSED: Final = {")": "(", "]": "[", "\u201d": "\u201c"}


def _is_whole(cell: str) -> bool:
    """Decide whether a text closes its brackets and quotes, and does not break off."""
    open_ones: list[str] = []
    for sign in cell:
        if sign in _CLOSED.values():
            open_ones.append(sign)
        elif sign in _CLOSED and (not open_ones or open_ones.pop() != _CLOSED[sign]):
            return False
    return (
        not open_ones and cell.count('"') % 2 == 0 and not re.search(r"(?:\.\.\.|[\u2026,;:(/&\u2013\u2014-])$", cell)
    )


@lru_cache(maxsize=50_000)  # each load has the same texts again
def slips(cell: str, *, is_own: bool) -> tuple[str, ...]:
    """List the rules that a text breaks.

    Args:
        cell: the text.
        is_own: whether the words are our own, not those of a service, nor several joined.
    """
    patterns = _TEXTS | _OWN if is_own else _TEXTS
    found = [rule for rule, pattern in patterns.items() if not re.match(pattern, cell)]
    if is_own and not _is_whole(cell):
        found.append("closes its brackets and quotes, and does not break off")
    return tuple(found)


def misspelt(typed: pd.DataFrame, table: type[Table]) -> Iterator[Fault]:
    """List the rarer of two names that differ by a letter, in columns whose names recur."""
    for column in table.columns:
        if not column.spec.recurs:
            continue
        counts = typed[column].value_counts()
        for name, other in combinations(counts.index, 2):  # the rarer one stands second
            if text.nearly_alike(name, other):
                for row in typed.index[typed[column] == other]:
                    yield row, column, f"differs from {name} by a letter", other
