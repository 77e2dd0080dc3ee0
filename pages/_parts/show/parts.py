"""What a reader opens of a figure: one control, and nothing of it is made or sent before.

A part is a function that writes it. A new one, or a new file, is added here and in `files` alone.
"""

import html
import json
from collections.abc import Callable
from typing import Final

import streamlit as st

from charts.base import frame
from charts.events import timeline
from data.vocabulary.text import counted
from pages._app import address
from pages._parts.citation import cited, text
from pages._parts.cite import Citation
from pages._parts.figure import Drawing, Plotted
from pages._parts.lists.event_list import event
from pages._parts.lists.listing import listing
from pages._parts.lists.pager import paginate
from pages._parts.methods import short_and_rest
from pages._parts.show.chart import chart, clicked_event
from pages._parts.show.files import files, stem, withheld
from pages._parts.show.words import credit, milestone_labels

EVENTS: Final = "All events"
EMBEDDED: Final = '<iframe src="{address}" title="{title}" style="width:100%;height:600px;border:0" loading="lazy"></iframe>'  # in its reader's theme


@st.fragment
def control(drawn: Drawing) -> None:
    """Offer the parts of a figure, and write the one that is opened; opening runs nothing else of the page."""
    offered = [name for name in PARTS if name != EVENTS or (drawn.strip and not drawn.is_clickable)]
    names = {"Sources": f"Sources ({len(drawn.cited):,})"}
    opened = st.segmented_control(
        f"More on the figure: {drawn.words.title}",
        offered,
        format_func=lambda name: names.get(name, name),
        key=f"{drawn.name}-part",
        label_visibility="collapsed",
    )
    if opened:
        PARTS[opened](drawn)


def table(drawn: Drawing) -> None:
    """Write the drawn values as a table, a page at a time."""
    for number, (of, rows) in enumerate(drawn.rows):
        above = st.container()
        page = paginate(len(rows), f"{drawn.name}-{number}-table")
        with above:
            st.markdown(f"**{text(of.heading)}** :small[:gray[{counted(len(rows), 'row')}]]")
            listing(rows.iloc[page.first : page.end], of, is_short=True)


def sources(drawn: Drawing) -> None:
    """Write all sources as links, and the reported rows behind."""
    st.markdown(" · ".join(cited(source) for source in drawn.cited))
    for of, rows in drawn.behind.items():
        st.markdown(f"**{text(of.heading)}** :small[:gray[{counted(len(rows), 'row')}]]")
        listing(rows, of)


def download(drawn: Drawing) -> None:
    """Offer each file of the figure; it is made when a reader asks for it."""
    st.html(picture_buttons(drawn, address.of_view(drawn.name, is_short=True)))
    with st.container(horizontal=True):
        for file in files(drawn, address_of(drawn)):
            st.download_button(
                file.label, file.make, file.name, file.mime, key=f"{file.name}-file", on_click="ignore",
                icon=":material/download:",
            )  # fmt: skip
    for reason, count in withheld(drawn).items():
        are = "rows are" if count != 1 else "row is"
        st.caption(text(f"{count:,} {are} shown here but not in the files: {reason}."))


def picture_buttons(drawn: Drawing, place: str) -> str:
    """Return a button for each kind of picture; the browser takes it, with these lines below the chart.

    Args:
        drawn: the figure.
        place: where it is found.
    """
    lines = [f"{number} {label}" for number, label in enumerate(milestone_labels(drawn), 1)]
    flags = [" · ".join(lines)] if lines else []
    below = [*flags, credit(drawn), f"{frame.NAME}, {Citation().version}. CC BY 4.0. {place}"]
    words = {"title": drawn.words.title, "subtitle": drawn.words.subtitle, "lines": below}
    data = {
        "figure": drawn.name,
        "name": stem(drawn),
        "words": json.dumps(words, ensure_ascii=False),
    }
    attributes = " ".join(f'data-{key}="{html.escape(value)}"' for key, value in data.items())
    return "".join(
        f'<button class="picture" data-picture="{kind}" {attributes}>Picture ({kind.upper()})</button>'
        for kind in ("png", "svg")
    )


def link_and_cite(drawn: Drawing) -> None:
    """Write the address of the figure under the present filters, how to embed it, and how to cite it."""
    place = address_of(drawn)
    _copied("Link to this figure with your filters", place)
    _copied(
        "To embed it in a page",
        EMBEDDED.format(address=html.escape(f"{place}&embed=true"), title=html.escape(drawn.words.title)),
    )
    citation = Citation(f"“{drawn.words.title}”", place)
    _copied("Citation", citation.text())
    formats(citation)


def address_of(drawn: Drawing) -> str:
    """Return the address at which the figure stands alone, with what is chosen on the page."""
    return address.of_view(drawn.name)


def formats(citation: Citation) -> None:
    """Offer a citation for reference managers."""
    for name, written in {"BibTeX": citation.bibtex(), "RIS": citation.ris(), "CSL-JSON": citation.csl()}.items():
        with st.expander(name):
            st.code(written, language=None, wrap_lines=True)


def _copied(words: str, code: str) -> None:
    st.markdown(f":small[:gray[{words}]]")
    st.code(code, language=None, wrap_lines=True)


def how_measured(drawn: Drawing) -> None:
    """Write the method in short, what else must be known of the figure, and then the whole method."""
    short, rest = short_and_rest(drawn.method) if drawn.method else ("", "")
    said = [text(it) for it in (drawn.words.alt, drawn.words.note) if it]
    st.markdown("\n\n".join(filter(None, [short, *said, rest])))


def all_events(drawn: Drawing) -> None:
    """Draw all events of the view in lanes on the axis of the figure; a click opens one."""
    if drawn.strip is None:
        return
    name = f"{drawn.name}-events"
    layout = drawn.spec["layout"]
    sides = {side: layout["margin"][side] for side in "lr"}
    margin = drawn.strip["layout"]["margin"] | {it: max(sides[it], drawn.strip["layout"]["margin"][it]) for it in "lr"}
    strip = {**drawn.strip, "layout": {**drawn.strip["layout"], "margin": margin}}
    over = strip["layout"]["meta"]["over"]
    st.html(f"<style>.st-key-{name}{{--over:{over:.0f}px}}</style>")
    events = f"All events on the time axis of: {drawn.words.title}."
    clicked = clicked_event(chart(Plotted(strip), name, events, is_clickable=True))
    if clicked:
        event(clicked, name)
    if drawn.events is not None:
        st.caption(timeline.key(drawn.events))


PARTS: Final[dict[str, Callable[[Drawing], None]]] = {
    "Table": table,
    "Sources": sources,
    "Download": download,
    "Link and cite": link_and_cite,
    "How measured": how_measured,
    EVENTS: all_events,
}
