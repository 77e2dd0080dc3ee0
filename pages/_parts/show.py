"""The one way a figure reaches the screen: figure, sentence, sources, rows, download.

A page never calls `st.plotly_chart`: every figure names its sources. All text from data is shown as text.
"""

import html
from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from charts.base import frame
from charts.events import timeline
from pages._app.cache import lazy_expander, name_of, put
from pages._app.record import passed_on
from pages._app.view import View
from pages._parts.citation import cited, named, text
from pages._parts.event_list import event
from pages._parts.figure import Drawing, Figure
from pages._parts.listing import csv, listing


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
    drawn = figure.drawn(view, figure.controls(view) if choice is None else choice)
    if isinstance(drawn, str):
        say_why_empty(drawn)
        return
    clicked = None
    if drawn.has_lanes:
        still(_head, drawn)
        clicked = _clicked(_chart(drawn, on_select="rerun", selection_mode="points"))
        still(_words, drawn)
    else:
        still(_whole, drawn)
    _backing(drawn)
    if clicked and opens(clicked):
        event(clicked, drawn.name)


def say_why_empty(why: str) -> None:
    """Say why there is nothing to show, and what would be."""
    st.info(text(why), icon=":material/date_range:")


def still(write: Callable[[Drawing], object], drawn: Drawing) -> None:
    """Write a part of a drawing that holds no control: once, and from then on it is replayed."""
    put(identity=f"{name_of(write)} {drawn.name} {drawn.number}", _write=lambda: write(drawn))


def _head(drawn: Drawing) -> None:
    """Title and subtitle as a heading, which a narrow place shows instead of those in the figure."""
    layout = drawn.spec["layout"]
    title, subtitle = (html.escape(layout["meta"][it]) for it in ("title", "subtitle"))
    over = f"--over: {layout['margin']['t']:.0f}px"  # the place of the title in the figure, which is empty then
    st.html(
        f'<div class="figure-head" style="{over}"><div role="heading" aria-level="3">{title}</div><p>{subtitle}</p></div>'
    )


def _whole(drawn: Drawing) -> None:
    _head(drawn)
    _chart(drawn)
    _words(drawn)


def _chart(drawn: Drawing, **options: Any) -> object:  # noqa: ANN401  those of st.plotly_chart
    # a picture is as wide as its title, whatever the screen on which it is taken
    picture = {
        **frame.CONFIG["toImageButtonOptions"],
        "filename": f"amu-ledger-{drawn.name}",
        "height": drawn.spec["layout"]["height"],
    }
    config = {**frame.CONFIG, "toImageButtonOptions": picture}
    return st.plotly_chart(
        drawn.plotted, key=drawn.name, alt=drawn.words.alt, config=config, width="stretch", **options
    )


def _clicked(chosen: object) -> str | None:
    """The event of the last click."""
    points = getattr(getattr(chosen, "selection", None), "points", None) or []
    ids = [str(it.get("customdata")) for it in points if it.get("customdata")]
    return ids[0] if ids else None


def _words(drawn: Drawing) -> None:
    """Write what the marks of the events mean, what the figure shows, and its sources."""
    lines = [f"Events: {timeline.key(drawn.events)}"] if drawn.has_lanes and drawn.events is not None else []
    lines += [f"{text(drawn.words.alt)} {named(drawn.cited)}", text(drawn.words.note)]
    st.caption("\n\n".join(lines).strip())


def _backing(drawn: Drawing) -> None:
    """All sources as links, and the rows as a table and as a file, once the reader asks for them."""
    if drawn.counted:
        lazy_expander(f"Who says so: {drawn.counted}", f"{drawn.name}-rows", _reported, drawn)


def _reported(drawn: Drawing) -> None:
    still(_listed, drawn)
    _takeaway(drawn)


def _takeaway(drawn: Drawing) -> None:
    """The rows as a file a table, without those that their publisher does not let others pass on."""
    for table, rows in drawn.behind.items():
        of = f"-{table.name}" * (len(drawn.behind) > 1)
        given, why = passed_on(rows)
        if len(given):
            st.download_button(
                f"{table.heading} as CSV" if of else "Rows as CSV", partial(csv, given), f"amu-ledger-{drawn.name}{of}.csv",
                "text/csv", key=f"{drawn.name}{of}-csv", on_click="ignore", icon=":material/download:",
            )  # fmt: skip
        for reason, count in why.items():
            many = count != 1
            st.caption(text(
                f"{count:,} row{'s' * many} {'are' if many else 'is'} shown here but not in the file: {reason}."
            ))  # fmt: skip


def _listed(drawn: Drawing) -> None:
    st.markdown(" · ".join(cited(source) for source in drawn.cited))
    for table, rows in drawn.behind.items():
        if len(drawn.behind) > 1:
            st.markdown(f"**{text(table.heading)}**")
        listing(rows, table)
