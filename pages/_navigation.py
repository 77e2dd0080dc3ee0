"""The pages in the navigation: the same objects for all readers, made once."""

import gc
from functools import cache
from typing import Any

import streamlit as st

from pages import Page, discover


@cache
def entries() -> dict[str, Any]:
    """The page of Streamlit for each of ours, by its slug; each is drawn by the frame and not by these."""
    modules = discover()
    _keep()
    return {slug: _entry(slug, module.PAGE) for slug, module in modules.items()}


def _keep() -> None:
    """Take what is loaded out of Python's search for garbage, at which all readers wait: it stays as long as the process.

    With pandas and Plotly a search took some 90 milliseconds, now and then in a view that nobody had asked for.
    """
    gc.collect()
    gc.freeze()


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
