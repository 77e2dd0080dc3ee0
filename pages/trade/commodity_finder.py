"""The goods that the Trade page offers: ours and chapters in a list, thousands of others by a search.

The list is sent with each run, so it has an end however many goods there are.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

import pandas as pd
import streamlit as st

from analysis.trade.commodities import Offer, offered
from data.schema.tables import Trade
from data.vocabulary.codes import COMMODITIES, named_by
from pages._app.cache import once
from pages._app.record import HAND, parts
from pages._app.rows import rows
from pages._parts.commodities import known, label
from pages._parts.lists.search import search

LISTED: Final = 300  # goods in the list at most
FOUND: Final = 60  # goods that a search adds to it


class Shelves(NamedTuple):
    """The goods in the data: those in the list in its order, and those that only a search finds."""

    listed: tuple[str, ...]
    hidden: tuple[str, ...]


def shelved(
    figures: Mapping[str, int], by_hand: AbstractSet[str], labels: Mapping[str, str], chapters: AbstractSet[str]
) -> Shelves:
    """Sort goods by where they are offered.

    Ours come first, then what people name, of which the list takes those with most figures where it has no room for all,
    then chapters.

    Args:
        figures: the goods in the data, with the number of their figures.
        by_hand: those of the part that is kept by hand.
        labels: what the list calls each of the goods.
        chapters: those that are chapters of the Harmonised System.

    Returns:
        The listed goods in the order of the list, and the hidden ones.
    """
    codes, place = set(figures), {code: rank for rank, code in enumerate(COMMODITIES)}
    ours = sorted(codes & set(place), key=place.__getitem__)
    last = sorted(codes & chapters, key=labels.__getitem__)[: LISTED - len(ours)]
    others = sorted((codes & by_hand) - chapters - set(ours), key=lambda code: (-figures[code], labels[code]))
    listed = [*ours, *sorted(others[: LISTED - len(ours) - len(last)], key=labels.__getitem__), *last]
    return Shelves(tuple(listed), tuple(sorted(codes - set(listed), key=labels.__getitem__)))


@once
def on_record() -> pd.DataFrame:
    """How many figures there are of each flow, unit and kind of goods, in our order: rows of `Offer`."""
    return offered(rows(Trade))


@once
def labels() -> dict[str, str]:
    """What the list calls each of the goods."""
    return {code: label(code) for code in on_record()[Offer.commodity].unique()}


@once
def by_label() -> dict[str, str]:
    """The goods by what the list calls them."""
    return {label: code for code, label in labels().items()}


@once
def shelves() -> Shelves:
    """The goods in the data, by where they are offered."""
    counts, every, by_hand, at = parts(Trade).counts, rows(Trade)[Trade.commodity], set(), 0
    for part, count in counts.items():
        if part == HAND:  # what people name stays in the list
            by_hand = set(every.iloc[at : at + count])
        at += count
    chapters = {code for code, row in known().items() if len(named_by(row)) == 2}
    figures = on_record().groupby(Offer.commodity)[Offer.figures].sum().to_dict()
    return shelved(figures, by_hand, labels(), chapters)


@once
def matching(wanted: str) -> tuple[str, ...]:
    """The hidden goods whose label has all of some words."""
    matches = search(_texts(), wanted)
    return tuple(matches.index[matches])


@once
def _texts() -> pd.Series:
    """What is searched of the hidden goods: the label of each."""
    hidden = list(shelves().hidden)
    return pd.Series([labels()[code].casefold() for code in hidden], index=hidden, dtype="str")


@once
def options(wanted: str, kept: str | None) -> tuple[str, ...]:
    """What the list offers: all goods, what a search has found, what is chosen, and the listed."""
    listed = shelves().listed
    first, others = [code for code in listed if code == "total"], [code for code in listed if code != "total"]
    matches = matching(wanted)[:FOUND] if wanted else ()
    chosen = [kept] if kept and kept not in listed and kept not in matches else []
    return (*first, *matches, *chosen, *others)


def search_box() -> str:
    """The search box, where there are goods that only a search finds."""
    hidden = len(shelves().hidden)
    if not hidden:
        return ""
    wanted = st.text_input(
        f"Find among {hidden:,} more goods",
        key="trade_find",
        bind="query-params",
        persist_state="session",
        max_chars=80,
        type="search",
        icon=":material/search:",
        placeholder="rice 1006, tyres",
        width=200,
    )
    return (wanted or "").strip()


def matches_in_words(wanted: str) -> str:
    """Say how many goods the search has found."""
    count = len(matching(wanted))
    if not count:
        return f"No goods have the words “{wanted}” in their name or number."
    shown = f", the first {FOUND} of them in the list" if count > FOUND else ""
    what = "1 kind of goods" if count == 1 else f"{count:,} kinds of goods"
    return f"{what} with the words “{wanted}” now stand{'s' * (count == 1)} at the head of the list Goods{shown}."
