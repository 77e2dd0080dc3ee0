"""The pages: found by their folders, and in the navigation as the same objects for all readers, made once."""

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol, cast

import streamlit as st

import pages
from charts.base import frame
from pages._app import runtime
from pages._app.view import Query, View


@dataclass(frozen=True, slots=True)
class Page:
    """What the navigation needs to know of a page."""

    title: str
    icon: str
    order: int
    description: str  # one sentence, for previews of links
    heading: Callable[[View], str] | None = None  # names what a view shows; the question then stands below it
    filters: tuple[str, ...] = ("countries", "period", "events")
    section: str = ""  # under which word of the navigation it stands; most stand there themselves
    slug: str = ""  # its address, where it is not the name of its folder


class PageModule(Protocol):
    """A module that is a page.

    Attributes:
        PAGE: what the navigation needs to know of it.
        render: draws it.
        first_text: what it says first, in Markdown or as `pages._app.server.first_text.Html`: the server sends it with the page.
    """

    __name__: str
    PAGE: Page
    render: Callable[[View], None]
    first_text: Callable[[View, Query], Iterable[str]]


@cache
def discover() -> dict[str, PageModule]:
    """Every page by its slug, in the order of the navigation."""
    folders = [it.name for it in pkgutil.iter_modules(pages.__path__) if it.ispkg and not it.name.startswith("_")]
    modules = {it: cast("PageModule", importlib.import_module(f"pages.{it}.page")) for it in folders}
    found = {module.PAGE.slug or folder: module for folder, module in modules.items()}
    return dict(sorted(found.items(), key=lambda it: it[1].PAGE.order))


def question(page: PageModule) -> str:
    """The question that a page answers: the first line of its docstring."""
    return (page.__doc__ or "").strip().splitlines()[0]


def tab_title(page: PageModule, name: str = "") -> str:
    """The title of a browser's tab: what the page shows or its own, then ours."""
    return f"{name or page.PAGE.title} · {frame.NAME}" if name or page.PAGE.order else frame.NAME


@cache
def entries() -> dict[str, Any]:
    """The page of Streamlit for each of ours, by its slug; each is drawn by the frame and not by these."""
    modules = discover()
    runtime.keep_loaded()
    return {slug: _entry(slug, module.PAGE) for slug, module in modules.items()}


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
