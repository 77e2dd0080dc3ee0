"""Text as readers see it: escaped for Markdown and spreadsheets, counts with their noun, lists, runs, per cents."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from data.vocabulary import formats

# What a spreadsheet takes for the beginning of a formula, in Latin or full width, after any number of our apostrophes.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_MARKUP: Final = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$:&^=])")


def markdown(value: object) -> str:
    """Escape untrusted text for Markdown, on one line."""
    return _MARKUP.sub(r"\\\1", " ".join(str(value).split()))


def defused(cell: str) -> str:
    """Write a text of a CSV so that no spreadsheet takes it for a formula: with an apostrophe before it."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def restored(cell: str) -> str:
    """Read a text of a CSV that `defused` has written; any other text stays as it is."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def counted(count: int, noun: str) -> str:
    """Count things in words: 1 event, 1,204 events."""
    return f"{count:,} {noun}{'s' * (count != 1)}"


def listed(words: Sequence[str]) -> str:
    """List words as in a sentence: a, b and c."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def ranges(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Find the ranges of successive numbers, each by its first and its last."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def runs(years: Iterable[int]) -> str:
    """List years as in a sentence: 2019–2020 and 2024."""
    return listed([formats.joined(f"{first}", f"{last}") for first, last in ranges(years)])


def share(percent: float) -> str:
    """A size in per cent as a reader writes it: 1.2 %, 24 %, 1,040 %."""
    size = abs(percent)
    if size < 0.05:
        return "less than 0.1 %"
    return f"{formats.significant(round(size, 1 if size < 9.95 else 0), 2 if size < 9.95 else 6)} %"


def nearly_alike(one: str, other: str) -> bool:
    """Decide whether two names are the same but for a letter, the case, or the signs between words; digits tell names apart."""
    one, other = (re.sub(r"[\W_]+", "", it.casefold()) for it in (one, other))
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if any(it.isdigit() for it in one + other):
        return False
    return max(len(one), len(other)) <= 1 or (one == other[::-1] and len(one) == 2)
