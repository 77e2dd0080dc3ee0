"""The words around a chart: its finding above it; below it what its flags stand for, who reported it, and until when."""

import html
from typing import Final

import streamlit as st

from charts.base import frame
from charts.events import timeline
from data.rows import Row, records
from data.schema.tables import Events
from data.vocabulary import periods
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import listed
from pages._parts.citation import cited_in_html, text
from pages._parts.figure import Drawing
from pages._parts.layout import in_section

NAMED: Final = 2  # publishers of a credit line


def head(drawn: Drawing) -> None:
    """Write the finding as a heading with an address, and below it what is measured and in which unit."""
    heading = st.subheader if in_section() else st.header
    heading(f"{text(drawn.words.title)}\n\n:small[:gray[{text(drawn.words.subtitle)}]]", anchor=drawn.anchor)


def foot(drawn: Drawing) -> None:
    """Write what stands below a chart in one element: its milestones, its caveat and the credit line."""
    caveat = drawn.words.caveat
    signs = timeline.key(drawn.events) if drawn.is_clickable and drawn.events is not None else ""
    lines = [
        # the chart holds its title too, for a picture that is taken of it: the page cuts that off
        f"<style>.st-key-{drawn.name}{{--over:{drawn.spec['layout']['meta']['over']:.0f}px}}</style>",
        milestones(drawn),
        *(f'<p class="figure-line">{html.escape(it)}</p>' for it in (signs, caveat) if it),
        f'<p class="figure-line credit">{html.escape(credit(drawn))}</p>',
    ]
    st.html("".join(lines))


def source(drawn: Drawing, address: str) -> None:
    """Write the credit line with a link to the whole figure.

    Args:
        drawn: the figure.
        address: where it stands with all that belongs to it.
    """
    over = f"<style>.st-key-{drawn.name}{{--over:{drawn.spec['layout']['meta']['over']:.0f}px}}</style>"
    link = f'<a href="{html.escape(address)}" target="_blank">{html.escape(frame.NAME)}</a>'
    st.html(f'{over}<p class="figure-line credit">{html.escape(credit(drawn))} · {link}</p>')


def credit(drawn: Drawing) -> str:
    """Name the publishers that the rows behind cite most, how many more there are, and until when the rows reach."""
    names = drawn.publishers
    more = f"; {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    until = f"Data to {drawn.latest}" if drawn.latest else ""
    return " · ".join(filter(None, (f"{', '.join(names[:NAMED])}{more}", until)))


def milestones(drawn: Drawing) -> str:
    """List the milestones of a chart by the numbers of their flags, each with its event in a section to open."""
    if drawn.milestones is None or drawn.milestones.empty:
        return ""
    entries = (
        f"<li><details name='{drawn.name}-milestones'><summary><b>{number}</b> {_named(row, drawn.lanes)}</summary>"
        f"<p>{html.escape(row[Events.title])}. {html.escape(row[Events.summary])} {_sources(row)}</p></details></li>"
        for number, row in enumerate(records(drawn.milestones), 1)
    )
    return f'<ol class="milestones">{"".join(entries)}</ol>'


def milestone_labels(drawn: Drawing) -> list[str]:
    """Return what the flags of a chart stand for, in the order of their numbers."""
    rows = [] if drawn.milestones is None else records(drawn.milestones)
    return [html.unescape(_named(row, drawn.lanes)) for row in rows]


def _named(row: Row, shown: tuple[str, ...]) -> str:
    """Label and date of an event; where several countries are shown, also whose it is, if its label does not say so."""
    states = [code for code in CODES if code in row[Events.countries].split(";")]
    names = [PLACES[code].name for code in states]
    is_named = len(shown) < 2 or len(states) not in {1, 2} or any(it in row[Events.label] for it in names)
    whose = "" if is_named else f"{listed(names)}: "
    when = periods.label(row[Events.start], row[Events.end], row[Events.precision])
    return html.escape(f"{whose}{row[Events.label]}, {when}")


def _sources(row: Row) -> str:
    return f"Sources: {'; '.join(map(cited_in_html, row[Events.source_ids].split(';')))}."
