"""A page drawn by itself, without the frame, and what a reader finds on it."""

import datetime as dt
import html
import json
import re
from collections.abc import Mapping
from typing import Any

from streamlit.testing.v1 import AppTest

import data
from data.vocabulary.places import CODES
from pages._app.view import View

# the five states, without events: they are the same on all figures
EVERY = View(tuple(CODES), dt.date(2016, 1, 1), dt.date(2026, 5, 1), 4, known_to=data.known_to())
SECONDS = 90  # what a page may take on a busy machine


def drawn(slug: str, view: View = EVERY, held: Mapping[str, Any] | None = None, /, **query: str) -> AppTest:
    """A page as its address opens it.

    Args:
        slug: the name of the page.
        view: what the reader has chosen in the frame.
        held: what stands in the session already.
        query: what the address says.
    """

    def script(slug, view):
        from pages._app.navigation import discover

        discover()[slug].render(view)

    app = AppTest.from_function(script, kwargs={"slug": slug, "view": view}, default_timeout=SECONDS)
    for key, value in (held or {}).items():
        app.session_state[key] = value
    for key, value in query.items():
        app.query_params[key] = value
    return run(app)


def run(app: AppTest) -> AppTest:
    """The page after a touch; an exception on it is one of the test."""
    app.run()
    assert not app.exception, app.exception
    return app


def plain(text: str) -> str:
    """Text as a reader sees it: without the marks that keep it plain in Markdown."""
    return re.sub(r"\\(.)", r"\1", text)


def said(app: AppTest) -> str:
    """All sentences of the page as a reader sees or hears them, those below its figures and their alt texts too."""
    parts = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.header, *app.subheader]
    below = [html.unescape(it.proto.body) for it in app.get("html")]
    return plain("\n".join([*(it.value for it in parts), *below, *figures(app)]))


def cells(app: AppTest) -> str:
    """All cells of all tables of the page, as they are sent."""
    return "\n".join(" | ".join(map(str, row)) for table in app.table for row in table.value.itertuples())


def figures(app: AppTest) -> dict[str, Any]:
    """The figures of the page, each under its sentence for those who cannot see it."""
    return {plain(it.proto.alt): json.loads(it.proto.spec) for it in app.get("plotly_chart")}


def figure(app: AppTest, words: str) -> Any:
    """The figure whose sentence begins with some words."""
    return next(fig for alt, fig in figures(app).items() if alt.startswith(words))


def specs(app: AppTest) -> list[Any]:
    """The figures of the page in their order."""
    return list(figures(app).values())


def keys(app: AppTest) -> set[str]:
    """The controls of the page."""
    return {it.key for it in [*app.segmented_control, *app.text_input, *app.selectbox] if it.key}
