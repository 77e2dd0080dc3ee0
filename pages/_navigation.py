"""The pages in the navigation: the same objects for all readers, made once."""

from functools import cache
from typing import Any

import streamlit as st

from pages import Page, discover


@cache
def entries() -> dict[str, Any]:
    """The page of Streamlit for each of ours, by its slug; each is drawn by the frame and not by these."""
    return {slug: _entry(slug, module.PAGE) for slug, module in discover().items()}


def _entry(slug: str, page: Page) -> object:
    if page.order == 0:
        return st.Page(_nothing, title=page.title, icon=page.icon, default=True)
    return st.Page(_nothing, title=page.title, icon=page.icon, url_path=slug)


@cache
def sections() -> dict[str, list[Any]]:
    """The entries as they stand in the navigation."""
    modules, shown = discover(), entries()
    found: dict[str, list[Any]] = {"": []}
    for slug, entry in shown.items():
        found.setdefault(modules[slug].PAGE.section, []).append(entry)
    # the first page answers at / and, hidden, at its own name too
    first = next(iter(modules))
    alias = st.Page(_nothing, title=modules[first].PAGE.title, url_path=first, visibility="hidden")
    return {**found, "": [*found[""], alias]}


def _nothing() -> None:
    """What Streamlit would run for a page."""
