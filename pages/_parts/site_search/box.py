"""The box for words above every page, and what they find."""

import html
from typing import Final

import streamlit as st

from data.vocabulary.text import counted
from pages._parts.citation import letters
from pages._parts.site_search.hits import Group, find

LONGEST: Final = 100  # letters of a question
_SHORTEST: Final = 2
_LABEL: Final = 110  # letters of what was found


@st.fragment
def search_box() -> None:
    """Take words and list what they find; nothing else of the page runs."""
    with st.container(key="search", gap=None):
        asked = st.text_input(
            "Search all data", key="search_words", max_chars=LONGEST, type="search", icon=":material/search:",
            placeholder="Search all data", label_visibility="collapsed",
        )  # fmt: skip
        words = " ".join((asked or "").casefold().split())
        if len(words) >= _SHORTEST:
            st.html(results(words))


def results(words: str) -> str:
    """Write what some words find, kind by kind, as HTML; all text from data is escaped."""
    groups = find(words)
    if not groups:
        return f'<div class="found" role="status">Nothing has all of these words: {html.escape(letters(words))}.</div>'
    count = counted(sum(group.count for group in groups), "result")
    return f'<nav class="found" aria-label="What was found"><p role="status">{count}</p>{"".join(map(_group, groups))}</nav>'


def _group(group: Group) -> str:
    hits = "".join(
        f'<li><a href="{html.escape(it.address)}">{html.escape(_short(it.label))}</a></li>' for it in group.hits
    )
    more = f'<li><a href="{html.escape(group.all)}">All {group.count:,}</a></li>' if group.all else ""
    return f"<h2>{html.escape(group.heading)} <small>{group.count:,}</small></h2><ul>{hits}{more}</ul>"


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[:_LABEL].rpartition(' ')[0]} …"
