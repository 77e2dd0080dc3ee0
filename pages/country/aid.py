"""Aid of one state."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.aid.consignments import STAGES, Consignment, consignments, single
from charts.aid.consignments import SIGNS, timeline_of
from data.rows import records
from data.vocabulary import codes
from data.vocabulary.places import PLACES, name
from data.vocabulary.text import counted
from pages._app.cache import lazy_expander, once, replayed
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.empty import none_on_record
from pages._parts.figure import Figure, Frames, Words
from pages._parts.layout import link_to
from pages._parts.show import show
from pages._parts.states.consignments import every, in_words
from pages.country.sections import section

_FILLS: Final = {"delivered": "filled: delivered", "dispatched": "pale: dispatched", "pledged": "hollow: only pledged"}


def aid(view: View, code: str) -> None:
    """Show every consignment on the time axis, and as a list."""
    section("aid")
    show(AID, view, code)
    if count := len(_given(view, code)):
        label = f"The list: {counted(count, 'consignment')}, the newest first"
        lazy_expander(label, "country-aid-list", _listed, view, code)
    link_to("aid", "Sums by year and kind, and the United Nations context", country=name(code))


def _of(code: str) -> pd.DataFrame:
    return every()[every()[Consignment.donor] == code]


def _rows(view: View, code: str) -> Frames:
    return (single(view.keep(_of(code), None)),)


def _words(view: View, code: str, rows: pd.DataFrame) -> Words:
    counts = rows[Consignment.stage].value_counts()
    stages = ", ".join(f"{counts[stage]} {stage}" for stage in reversed(STAGES) if stage in counts)
    return Words(
        f"{PLACES[code].adjective} aid to Afghanistan, by consignment",
        _subtitle(rows),
        f"Consignments from {name(code)}, {view.years_in_words()}, by how far they are reported to have come: {stages}.",
    )


def _subtitle(rows: pd.DataFrame) -> str:
    """Explain the marks that occur."""
    weighed = rows[rows[Consignment.weighed]]
    kinds, stages = set(weighed[Consignment.kind]), set(weighed[Consignment.stage])
    parts = ["Tonnes, logarithmic", *(words for stage, words in _FILLS.items() if stage in stages)]
    parts += ["cross: no weight reported"] if len(weighed) < len(rows) else []
    signs = "  ".join(f"{sign} {codes.AID_KINDS[kind]}" for kind, sign in SIGNS.items() if kind in kinds)
    return f"{'; '.join(parts)}. {signs}".strip()


AID = Figure(
    key="country-aid",
    measure=consignments,
    tables=(Consignment,),
    rows=_rows,
    chart=timeline_of,
    words=_words,
    empty=lambda view, code: none_on_record(view, _of(code), f"consignment from {name(code)}"),
    options=lambda view, code: {"first": view.first, "last": view.last},  # noqa: ARG005
    choices=lambda: ("KAZ", "UZB"),
)


@once
def _given(view: View, code: str) -> pd.DataFrame:
    """Pick the consignments of the chosen years, the newest first."""
    by = [Consignment.start, Consignment.shipment]
    return view.keep(_of(code), None).sort_values(by, ascending=[False, True])


@replayed
def _listed(view: View, code: str) -> None:
    cells = pd.DataFrame([in_words(row) for row in records(_given(view, code))])
    dates = cells.pop("Donor and date").str.removeprefix(text(f"{name(code)}, "))
    cells.insert(0, "Date", dates)
    st.table(cells, hide_index=True)
