"""The frame of every page: navigation, filters, error boundary; then it runs the page."""

import datetime as dt
import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

import streamlit as st

from charts.base import frame
from pages._app import address, filters
from pages._app.cache import replayed
from pages._app.navigation import PageModule, discover, entries, question, sections, tab_title
from pages._app.record import nothing_later, today
from pages._app.rows import known_to, unreadable
from pages._app.server import first_text
from pages._app.view import WEIGHTS, Query, View
from pages._parts import figure_list
from pages._parts.citation import letters, text
from pages._parts.figure import Figure
from pages._parts.show import Alone, only, show
from pages._parts.site_search.box import search_box

APP: Final = Path(__file__).parent / "_app"
log = logging.getLogger("amu_ledger")


def main() -> None:
    """Draw the page that the address asks for."""
    st.set_page_config(page_title=frame.NAME, page_icon=str(APP / "mark.svg"), layout="wide")
    st.html(f"<style>{first_text.STYLE}</style>")
    if not st.context.is_embedded:
        st.logo(str(APP / "logo.svg"), icon_image=str(APP / "mark.svg"), size="large")
        search_box()
    asked, key = {key: st.query_params.get_all(key) for key in st.query_params}, st.query_params.get("figure", "")
    modules = discover()
    st.session_state.update(entries=entries(), in_section=False)
    chosen = st.navigation(sections(), position="hidden" if st.context.is_embedded else "top")
    slug = next((slug for slug, entry in entries().items() if entry is chosen), next(iter(modules)))
    figure = figure_list.named(key)
    st.set_page_config(page_title=tab_title(modules[slug], figure.called(key) if figure else ""))
    filters.carry(slug, modules[slug].PAGE)
    _draw(modules[slug], asked, figure, key)
    _judge(slug, asked, [key] if key and figure is None else [])


def _draw(module: PageModule, asked: Query, figure: Figure[Any] | None, name: str) -> None:
    """The question, the filters and the page, or one figure; a failure becomes a sentence and leaves the frame standing."""
    if figure is not None and st.context.is_embedded:
        _say_what_is_left_out()
        _bounded(module, lambda: _embed(figure, name, module, known_to()))
        return
    reach, heading = known_to(), module.PAGE.heading
    note = nothing_later(reach, today())
    if heading is None:
        _head(question(module), "", reach, note)
        view = filters.view(module.PAGE, reach)
    else:
        place = st.container()  # above the filters, which say what the page is about
        view = filters.view(module.PAGE, reach)
        about = heading(view)
        st.set_page_config(page_title=tab_title(module, figure.called(name, about) if figure else about))
        with place:
            _head(about, question(module), reach, note)
    _warn(asked.get("country", ()))
    _say_what_is_left_out()
    _bounded(module, lambda: module.render(view) if figure is None else _alone(figure, name, module, view))
    _closing(reach)


def _alone(figure: Figure[Any], name: str, module: PageModule, view: View) -> None:
    """One figure with all that belongs to it, as its page draws it under this address, and the way to that page."""
    _only(figure, module, view, Alone(name, st.container()))
    query = {key: st.query_params.get_all(key) for key in st.query_params if key != "figure"}
    st.markdown(f"[All figures of this page](?{urlencode(query, doseq=True)})")


def _embed(figure: Figure[Any], name: str, module: PageModule, reach: dt.date | None) -> None:
    """One figure in the page of somebody else: what is chosen stands in the address, and no control is seen."""
    place = st.container()
    with st.container(key="filters-unseen"):
        view = replace(filters.view(module.PAGE, reach), weight=WEIGHTS["None"])  # there is no room to explain flags
    query = {key: st.query_params.get_all(key) for key in st.query_params}
    _only(figure, module, view, Alone(name, place, f"{st.context.url}?{urlencode(query, doseq=True)}"))


def _only(figure: Figure[Any], module: PageModule, view: View, alone: Alone) -> None:
    """Draw the page out of sight but for one figure; one that it does not draw now, with its usual choice."""
    with st.container(key="unseen"), only(alone):
        module.render(view)
        if not alone.is_found:
            choice = figure.usual(view)
            alone.name = figure.name_of(view, choice)
            show(figure, view, choice)


def _bounded(module: PageModule, draw: Callable[[], object]) -> None:
    """Draw; whatever is raised, the reader gets a sentence and the log the traceback."""
    try:
        draw()
    except Exception:  # the boundary
        log.exception("page %s failed at %s", module.__name__, st.query_params.to_dict())
        st.error("This page could not be drawn. The other pages still work; the failure has been logged.")


@replayed
def _head(title: str, below: str, reach: dt.date | None, note: str) -> None:
    """The title and the last day of the data, one element, since each costs every run; a note where they are old.

    Args:
        title: the question of the page, or the name of what it shows.
        below: the question where the title is a name.
        reach: the last day of the data.
        note: that they are old.
    """
    st.title(first_text.head(title, below, reach), anchor=False)
    if note:
        st.caption(note)


def _judge(slug: str, asked: Query, unknown: list[str]) -> None:
    """Draw the page once more where its address asks for choices that its controls do not offer, to say so above it.

    Args:
        slug: the page; only the first run of a visit has the address of a link.
        asked: what the address asked for before the controls took it.
        unknown: what else it asked for and is not there.
    """
    before, st.session_state["judged"] = st.session_state.get("judged"), slug
    others = {key: values for key, values in asked.items() if key != "country"}  # of which the page says more
    if before != slug and (left_out := [*unknown, *address.not_offered(others)]):
        st.session_state["left_out"] = left_out
        st.rerun()


def _say_what_is_left_out() -> None:
    """Say once which choices of a link there are no more."""
    if left_out := st.session_state.pop("left_out", None):
        named = ", ".join(f"“{letters(it) if re.search('[a-z]', it) else filters.repeated(it)}”" for it in left_out)
        st.warning(
            f"The link asks for {named}. There is no such choice now, so the page leaves it out.",
            icon=":material/travel_explore:",
        )


def _warn(asked: Sequence[str]) -> None:
    """What the address asked for and we do not have, and parts on disk that cannot be read."""
    unknown = [it for it in asked if it and it not in filters.NAMES.values()]
    if unknown:
        st.warning(
            f"The address asks for {letters(' '.join(unknown))}, which is none of the five states: "
            f"{', '.join(filters.NAMES.values())}.",
            icon=":material/travel_explore:",
        )
    for sentence in unreadable():
        st.warning(text(sentence), icon=":material/database_off:")


@replayed
def _closing(reach: dt.date | None) -> None:
    """How far the data reach, and the way to the rules of reading."""
    st.caption(f"---\n\n{first_text.credit(reach)}")


if __name__ == "__main__":  # Streamlit runs this file for each reader
    main()
