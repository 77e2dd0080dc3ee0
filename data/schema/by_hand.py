"""What an editor, a spreadsheet or a paste may do to a text: patterns of texts without it, and names that differ by a letter."""

from collections.abc import Iterator
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
TEXTS: Final = {
    "has only letters of Latin script, digits and signs": rf"^[ -~{_LETTERS}{_SIGNS}°]*\Z",
    "has no blank at its ends, and no two together": r"^(?!.*  )\S(?:.*\S)?\Z",
    "was not read in another encoding": rf"^(?!.*[\u00c2-\u00f4][{_SIGNS}°\u0152\u0153\u0160\u0161\u0178\u017d\u017e])",
    "is no error or formula of a spreadsheet, no mark of a merge and no markup": (
        r"^(?![=+@#-])"
        r"(?!.*(?:</?[a-zA-Z!]|&#?[a-zA-Z0-9]+;|#(?:REF|N/A|VALUE|NAME|DIV|NUM)|<{4}|={4}|>{4})|https?://\S*$)"
    ),
    "has no mark of Markdown, no footnote, no note of an editor and no doubled quote or comma": (
        r'^(?!.*(?:\*\*|\]\(|\[(?:[0-9]{1,2}|[a-z][a-z !?]*)\]|""|,,|\\|`))'
    ),
    "is not cut at 255 characters, as old spreadsheets do": r"^(?!.{254}[^.!?)]\Z)",
    "says something": (
        rf"^(?!(?:N/A|n/a|NA|None|NULL|null|NaN|nan|nil|TBD|tbd|TODO|todo|undefined)$)(?=.*[A-Za-z{_LETTERS}])"
    ),
}


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
