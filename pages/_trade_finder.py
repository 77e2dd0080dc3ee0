"""The goods that the Trade page offers: ours and chapters in a list, thousands of others through words."""

import re
from typing import Final, NamedTuple

import streamlit as st

from data import words
from data.tables import Trade
from pages._once import once
from pages._record import HAND, parts
from pages._rows import rows

FOUND: Final = 60  # goods that a search adds to the list
_CODED: Final = re.compile(r"other:(.*) \(HS (\d{2,6})\)|other:HS (\d{2,6})")
_LONG: Final = 90  # characters of a label


class Shelves(NamedTuple):
    """The goods on record: those in the list in its order, and those that words find."""

    listed: tuple[str, ...]
    hidden: tuple[str, ...]


def said(code: str) -> str:
    """Goods as the control lists them: those of the Harmonised System under their number."""
    coded = _CODED.fullmatch(code)
    if not coded:
        return words.start_upper(words.say(code))
    hs = coded[2] or coded[3]
    name = words.start_upper(coded[1] or "no name is told")
    return f"{'Chapter' if len(hs) == 2 else 'HS'} {hs} · {name if len(name) <= _LONG else f'{name[: _LONG - 1]}…'}"


def named(code: str) -> str:
    """Goods as they stand within a sentence, in brackets: "cereals, HS 10"."""
    coded = _CODED.fullmatch(code)
    if not coded:
        return words.say(code)
    return f"{coded[1]}, HS {coded[2]}" if coded[1] else f"HS {coded[3]}"


def shelved(codes: set[str], by_hand: set[str]) -> Shelves:
    """Goods by where they are offered.

    Args:
        codes: the goods on record.
        by_hand: those of the part that is kept by hand.
    """
    place = {code: rank for rank, code in enumerate(words.COMMODITIES)}
    chapters = {it for it in codes if (coded := _CODED.fullmatch(it)) and len(coded[2] or coded[3]) == 2}
    ours = {it for it in codes if it in place}
    others = (by_hand & codes) - ours - chapters
    listed = [*sorted(ours, key=place.__getitem__), *sorted(others), *sorted(chapters, key=said)]
    return Shelves(tuple(listed), tuple(sorted(codes - set(listed), key=said)))


@once
def shelves(offered: tuple[str, ...]) -> Shelves:
    """The goods on offer, by where."""
    counts, every, by_hand, at = parts(Trade).counts, rows(Trade)["commodity"], set(), 0
    for part, count in counts.items():
        if part == HAND:  # what people name stays in the list
            by_hand = set(every.iloc[at : at + count])
        at += count
    return shelved(set(offered), by_hand)


@once
def matching(offered: tuple[str, ...], wanted: str) -> tuple[str, ...]:
    """The hidden goods whose label holds all of some words."""
    asked = wanted.lower().split()
    return tuple(it for it in shelves(offered).hidden if all(word in said(it).lower() for word in asked))


def options(offered: tuple[str, ...], wanted: str, kept: str | None) -> list[str]:
    """What the list offers: all goods, what words have found, what is chosen, and the listed."""
    listed, hidden = shelves(offered)
    found = matching(offered, wanted)[:FOUND] if wanted else ()
    chosen = [kept] if kept in set(hidden) - set(found) else []
    first = [it for it in listed if it == "total"]
    return [*first, *found, *chosen, *(it for it in listed if it != "total")]


def search(offered: tuple[str, ...]) -> str:
    """The box for words, where there are goods that only words find."""
    hidden = len(shelves(offered).hidden)
    if not hidden:
        return ""
    wanted = st.text_input(
        f"Find among {hidden:,} more goods", key="trade_find", bind="query-params", persist_state="session", max_chars=80,
        type="search", icon=":material/search:", placeholder="rice 1006, tyres", width=200,
    )  # fmt: skip
    return (wanted or "").strip()


def told(offered: tuple[str, ...], wanted: str) -> str:
    """How many goods the words have found."""
    count = len(matching(offered, wanted))
    if not count:
        return f"No goods have the words “{wanted}” in their name or number."
    shown = f", the first {FOUND} of them in the list" if count > FOUND else ""
    what = "1 kind of goods" if count == 1 else f"{count:,} kinds of goods"
    return f"{what} with the words “{wanted}” now stand{'s' * (count == 1)} at the head of the list Goods{shown}."
