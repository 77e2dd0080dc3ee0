"""The one way a figure reaches the screen: figure, sentence, sources, rows, download.

A page never calls `st.plotly_chart`: every figure says who says so. All text from data is shown as text.
"""

import html
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from charts.base import frame
from charts.base.frame import Spec
from charts.events import timeline
from data.schema.columns import Table
from data.schema.tables import Events
from data.vocabulary import periods
from data.vocabulary.places import name
from pages._app.cache import fold, name_of, put
from pages._app.record import passed_on
from pages._app.rows import rows as all_rows
from pages._parts.citation import cited, named, source_ids, text
from pages._parts.listing import csv, listing


class Plotted(go.Figure):
    """A spec as Streamlit takes it, with Streamlit's template: made once, where Plotly would copy it in each run.

    That Plotly knows each property and takes each value is a matter of our code and not of the rows: the tests ask for
    it by `validated`, a reader does not wait for it.
    """

    validated = False

    def __init__(self, spec: Spec) -> None:
        super().__init__(spec, skip_invalid=False, _validate=self.validated)
        self._plain = super().to_dict()

    def to_dict(self) -> Spec:
        """The figure as plain dicts, the same each time."""
        return self._plain


@dataclass(frozen=True, eq=False)
class Drawn:
    """A figure with all that belongs to it, as a page hands it to `show`.

    Attributes:
        spec: the figure, as the functions of `charts` return it; shared by all readers, so nobody may change it.
        says: one sentence: what it shows, with the filters in words.
        rows: the reported rows behind it.
        table: the table that they are rows of.
        key: names the figure in the page and in the file of its picture.
        events: the events in its lanes, where it has some: their key is told, and a click on one opens it below.
        besides: what else must be known, in a paragraph of its own below the sentence.
    """

    spec: Spec
    says: str
    rows: pd.DataFrame
    table: type[Table]
    key: str
    events: pd.DataFrame | None = None
    besides: str = ""
    mark: int = field(default_factory=itertools.count().__next__)  # no other drawing of this process has the same

    @cached_property
    def laned(self) -> bool:
        """Whether there are events to click."""
        return self.events is not None and not self.events.empty

    @cached_property
    def plotted(self) -> Plotted:
        """The figure as it goes to the page."""
        return Plotted(self.spec)

    @cached_property
    def cited(self) -> list[str]:
        """The sources of the rows, the most cited first."""
        return source_ids(self.rows)

    @cached_property
    def counted(self) -> str:
        """How many sources and rows stand behind it; empty where there is none."""
        ids, rows = len(self.cited), len(self.rows)
        return f"{ids:,} source{'s' * (ids != 1)}, {rows:,} row{'s' * (rows != 1)}" if rows else ""


def show(drawn: Drawn | str, *, opens: Callable[[str], bool] = lambda _: True) -> None:
    """Put a figure on the page, with all that belongs to it; or the sentence that says why there is none.

    A page makes `drawn` in a function under `pages._app.cache.once`: it then is the same object in each run of the same view,
    and all of it that is no control is replayed.

    Args:
        drawn: what to show.
        opens: whether an event that is clicked opens below the figure: not one that the page shows already.
    """
    if isinstance(drawn, str):
        st.info(text(drawn), icon=":material/date_range:")
        return
    clicked = None
    if drawn.laned:
        still(_head, drawn)
        clicked = _clicked(_chart(drawn, on_select="rerun", selection_mode="points"))
        still(_words, drawn)
    else:
        still(_whole, drawn)
    _backing(drawn)
    if clicked and opens(clicked):
        event(clicked, drawn.key)


def still(write: Callable[[Drawn], object], drawn: Drawn) -> None:
    """Write a part of a drawing that holds no control: once, and from then on it is replayed."""
    put(identity=f"{name_of(write)} {drawn.key} {drawn.mark}", _write=lambda: write(drawn))


def _head(drawn: Drawn) -> None:
    """Title and subtitle as a heading, which a narrow place shows instead of those in the figure."""
    layout = drawn.spec["layout"]
    title, subtitle = (html.escape(layout["meta"][it]) for it in ("title", "subtitle"))
    over = f"--over: {layout['margin']['t']:.0f}px"  # the place of the title in the figure, which is empty then
    st.html(
        f'<div class="figure-head" style="{over}"><div role="heading" aria-level="3">{title}</div><p>{subtitle}</p></div>'
    )


def _whole(drawn: Drawn) -> None:
    _head(drawn)
    _chart(drawn)
    _words(drawn)


def _chart(drawn: Drawn, **options: Any) -> object:  # noqa: ANN401  those of st.plotly_chart
    # a picture is as wide as its title, whatever the screen on which it is taken
    picture = {
        **frame.CONFIG["toImageButtonOptions"],
        "filename": f"amu-ledger-{drawn.key}",
        "height": drawn.spec["layout"]["height"],
    }
    config = {**frame.CONFIG, "toImageButtonOptions": picture}
    return st.plotly_chart(
        Plotted(drawn.spec), key=drawn.key, alt=drawn.says, config=config, width="stretch", **options
    )


def _clicked(chosen: object) -> str | None:
    """The event of the last click."""
    points = getattr(getattr(chosen, "selection", None), "points", None) or []
    ids = [str(it.get("customdata")) for it in points if it.get("customdata")]
    return ids[0] if ids else None


def _words(drawn: Drawn) -> None:
    """What the marks of the events stand for, what the figure shows, and who says so."""
    lines = [f"Events: {timeline.key(drawn.events)}"] if drawn.laned and drawn.events is not None else []
    lines += [f"{text(drawn.says)} {named(drawn.cited)}", text(drawn.besides)]
    st.caption("\n\n".join(lines).strip())


def _backing(drawn: Drawn) -> None:
    """All sources as links, and the rows as a table and as a file, once the reader asks for them."""
    if drawn.counted:
        fold(f"Who says so: {drawn.counted}", f"{drawn.key}-rows", _reported, drawn)


def _reported(drawn: Drawn) -> None:
    still(_listed, drawn)
    _takeaway(drawn)


def _takeaway(drawn: Drawn) -> None:
    """The rows as a file, without those that their publisher does not let others pass on."""
    given, why = passed_on(drawn.rows)
    if len(given):
        st.download_button(
            "Rows as CSV", lambda: csv(given), f"amu-ledger-{drawn.key}.csv", "text/csv",
            key=f"{drawn.key}-csv", on_click="ignore", icon=":material/download:",
        )  # fmt: skip
    for reason, count in why.items():
        many = count != 1
        st.caption(text(
            f"{count:,} row{'s' * many} {'are' if many else 'is'} shown here but not in the file: {reason}."
        ))  # fmt: skip


def _listed(drawn: Drawn) -> None:
    st.markdown(" · ".join(cited(it) for it in drawn.cited))
    listing(drawn.rows, drawn.table)


def event(event_id: str, place: str = "alone") -> None:
    """One event with its sources; the same one may stand in several places of a page."""
    rows = all_rows(Events)
    found = rows[rows["event_id"] == event_id]
    if found.empty:
        return
    it = found.iloc[0]
    with st.container(border=True, key=f"event-{event_id}-{place}"):
        date = periods.label(it["start"], it["end"], it["precision"])
        said = "; ".join(cited(one) for one in str(it["source_ids"]).split(";"))
        st.markdown(
            f"**{text(it['title'])}**  \n{text(date)} · {text(name(it['countries']))} · {text(it['category'])}\n\n"
            f"{text(it['summary'])}\n\n:small[:gray[Sources: {said}]]"
        )


def section(heading: str, anchor: str, words: str = "", *, quiet: bool = True) -> None:
    """The heading of a section with what is said below it: one element, since each costs every run.

    Args:
        heading: its name.
        anchor: where a link leads to.
        words: Markdown; Streamlit takes the first line alone as the heading.
        quiet: whether the words look like a caption.
    """
    below = f":small[:gray[{words}]]" if words and quiet else words
    st.subheader(f"{heading}\n\n{below}".strip(), anchor=anchor)


def link_to(slug: str, label: str, **query: str) -> None:
    """A link to another page of the app, with what it shall show."""
    entry = st.session_state.get("entries", {}).get(slug)
    if entry is not None:  # a page drawn by itself, without the frame, has no neighbours
        st.page_link(entry, label=label, query_params=query)
