"""The one way a figure reaches the screen: the finding, what is measured, the chart, who reported it, and what is opened.

A page draws no chart by itself: every figure names its sources. All text from data is shown as text.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages._app.cache import name_of, put
from pages._app.view import View
from pages._parts.empty import say_why_empty
from pages._parts.figure import Drawing, Figure, Plotted
from pages._parts.layout import in_section
from pages._parts.lists.event_list import event
from pages._parts.show.chart import chart, clicked_event
from pages._parts.show.parts import control
from pages._parts.show.words import foot, head, source

TALLEST: Final = 390  # pixels of a chart in the frame of another page, which is 600 high


def show(
    figure: Figure[Any],
    view: View,
    choice: Any = None,  # noqa: ANN401  the choice of this figure
    *,
    opens: Callable[[str], bool] = lambda _: True,
) -> None:
    """Put a figure on the page, with all that belongs to it; or the sentence that says why there is none.

    Args:
        figure: the figure.
        view: countries, years and events.
        choice: what is chosen in its controls; without it the figure draws them.
        opens: whether an event that is clicked opens below the figure: not one that the page shows already.
    """
    alone = _ALONE.get()
    if alone is not None:
        _show_alone(alone, figure, view, choice)
        return
    _show(figure.drawn(view, figure.controls(view) if choice is None else choice), opens)


def _show(drawn: Drawing | str, opens: Callable[[str], bool] = lambda _: True) -> None:
    if isinstance(drawn, str):
        say_why_empty(drawn)
        return
    if drawn.is_clickable:
        still(head, drawn)
        clicked = clicked_event(chart(drawn.plotted, drawn.name, drawn.words.alt, is_clickable=True))
        if clicked and opens(clicked):
            event(clicked, drawn.name)
        still(foot, drawn)
    else:
        still(_whole, drawn)
    control(drawn)


@dataclass
class Alone:
    """The one figure of a page that is asked for.

    Attributes:
        name: its key, with the part where a page draws it several times.
        place: where it is put.
        address: where it stands with all that belongs to it, if it is to stand in the page of somebody else; else empty.
        is_found: whether the page has drawn it.
    """

    name: str
    place: DeltaGenerator
    address: str = ""
    is_found: bool = False


_ALONE: Final[ContextVar[Alone | None]] = ContextVar("alone", default=None)


@contextmanager
def only(alone: Alone) -> Generator[None]:
    """Let a page draw one figure and no other, just as it stands there: with what the page has chosen for it."""
    before = _ALONE.set(alone)
    try:
        yield
    finally:
        _ALONE.reset(before)


def _show_alone(alone: Alone, figure: Figure[Any], view: View, choice: Any) -> None:  # noqa: ANN401
    if alone.is_found or not alone.name.startswith(figure.key):
        return
    if choice is None:
        with nullcontext() if alone.address else alone.place:  # in the page of somebody else no control is seen
            choice = figure.controls(view)
    if figure.name_of(view, choice) != alone.name:
        return
    alone.is_found = True
    st.session_state["in_section"] = False  # it stands under no heading of its page
    with alone.place:
        drawn = figure.drawn(view, choice)
        if alone.address:
            _embed(drawn, alone.address)
        else:
            _show(drawn)


def _embed(drawn: Drawing | str, address: str) -> None:
    """Put a figure into the page of somebody else: finding, chart and credit line, with a link to the whole."""
    if isinstance(drawn, str):
        say_why_empty(drawn)
        return
    layout = drawn.spec["layout"]
    spec = {**drawn.spec, "layout": {**layout, "height": min(layout["height"], TALLEST)}}
    head(drawn)
    chart(Plotted(spec), drawn.name, drawn.words.alt)
    source(drawn, address)


def still(write: Callable[[Drawing], object], drawn: Drawing) -> None:
    """Write a part of a drawing that holds no control: once, and from then on it is replayed."""
    put(identity=f"{name_of(write)} {drawn.name} {drawn.number} {in_section()}", _write=lambda: write(drawn))


def _whole(drawn: Drawing) -> None:
    head(drawn)
    chart(drawn.plotted, drawn.name, drawn.words.alt)
    foot(drawn)
