"""The frame of every page: navigation, filters, error boundary; then it runs the page."""

import datetime as dt
import logging
from pathlib import Path
from typing import Final

import streamlit as st

from charts.base import frame
from pages._app import filters
from pages._app.cache import replayed
from pages._app.navigation import PageModule, discover, entries, question, sections, tab_title
from pages._app.record import nothing_later, today
from pages._app.rows import known_to, unreadable
from pages._parts.citation import letters, text

APP: Final = Path(__file__).parent / "_app"
STYLE: Final = f"<style>{(APP / 'style.css').read_text(encoding='utf-8')}</style>"
log = logging.getLogger("amu_ledger")


def main() -> None:
    """Draw the page that the address asks for."""
    st.set_page_config(page_title=frame.NAME, page_icon=str(APP / "mark.svg"), layout="wide")
    st.html(STYLE)
    st.logo(str(APP / "logo.svg"), icon_image=str(APP / "mark.svg"), size="large")
    asked = st.query_params.get_all("country")
    modules = discover()
    st.session_state["entries"] = entries()
    chosen = st.navigation(sections(), position="top")
    slug = next((slug for slug, entry in entries().items() if entry is chosen), next(iter(modules)))
    st.set_page_config(page_title=tab_title(modules[slug]))
    filters.carry(slug, modules[slug].PAGE)
    _draw(modules[slug], asked)


def _draw(module: PageModule, asked: list[str]) -> None:
    """The question, the filters and the page; a failure becomes a sentence and leaves the frame standing."""
    reach, heading = known_to(), module.PAGE.heading
    note = nothing_later(reach, today())
    if heading is None:
        _head(question(module), "", reach, note)
        view = filters.view(module.PAGE, reach)
    else:
        place = st.container()  # above the filters, which say what the page is about
        view = filters.view(module.PAGE, reach)
        name = heading(view)
        st.set_page_config(page_title=tab_title(module, name))
        with place:
            _head(name, question(module), reach, note)
    _warn(asked)
    try:
        module.render(view)
    except Exception:  # the boundary: whatever a page raises, the reader gets a sentence and the log the traceback
        log.exception("page %s failed for %s", module.__name__, view)
        st.error("This page could not be drawn. The other pages still work; the failure has been logged.")
    _closing(reach)


@replayed
def _head(title: str, below: str, reach: dt.date | None, note: str) -> None:
    """The title and the last day of the data, one element, since each costs every run; a note where they are old.

    Args:
        title: the question of the page, or the name of what it shows.
        below: the question where the title is a name.
        reach: the last day of the data.
        note: that they are old.
    """
    until = f" :small[:gray[Data to {reach:%-d %b %Y}]]" if reach else ""
    st.title(f"{title}{until}\n\n{below}".strip(), anchor=False)
    if note:
        st.caption(note)


def _warn(asked: list[str]) -> None:
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
    until = f"{reach:%-d %B %Y}" if reach else "no date"
    st.caption(
        f"---\n\n**{frame.NAME}** · Data to {until}; nothing is shown as present beyond that day. "
        "Every figure names who reported it; conflicting figures stay side by side. We describe positions and take none."
    )


main()
