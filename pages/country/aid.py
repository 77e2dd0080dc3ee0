"""Aid of one state."""

import pandas as pd
import streamlit as st

from analysis.aid.consignments import STAGES
from charts.aid import consignments
from data.rows import records
from data.schema.tables import Aid
from data.vocabulary.places import PLACES, name
from data.vocabulary.text import counted
from pages._app.cache import fold, once, replayed
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.citation import foot, text
from pages._parts.empty import none_on_record
from pages._parts.layout import link_to
from pages._parts.show import Drawn, show
from pages._parts.states.consignments import every, in_words
from pages.country.sections import section


def aid(view: View, code: str) -> None:
    """Every consignment on the time axis, and as a list."""
    section("aid")
    show(_aid(view, code))
    _aid_list(view, code)
    link_to("aid", "Sums by year and kind, and the United Nations context", country=name(code))


@once
def _aid(view: View, code: str) -> Drawn | str:
    mine = every()[every()["donor"] == code]
    shown = view.keep(mine, None)
    if shown.empty:
        return none_on_record(view, mine, f"consignment from {name(code)}")
    told = rows(Aid)
    behind = told[told["shipment"].isin(shown["shipment"])]
    title = f"{PLACES[code].adjective} aid to Afghanistan, by consignment"
    fig = consignments.timeline_of(shown, code, view.first, view.last, title=title, foot=foot(behind))
    stages = [f"{count} {stage}" for stage in reversed(STAGES) if (count := int((shown["stage"] == stage).sum()))]
    says = f"Consignments from {view.in_words()}, by how far they are reported to have come: {', '.join(stages)}."
    return Drawn(fig, says, behind, Aid, "country-aid")


@once
def _given(view: View, code: str) -> pd.DataFrame:
    """The consignments of the chosen years, the newest first."""
    shown = view.keep(every()[every()["donor"] == code], None)
    return shown.sort_values(["start", "shipment"], ascending=[False, True])


def _aid_list(view: View, code: str) -> None:
    count = len(_given(view, code))
    if not count:
        return
    said = f"The list: {counted(count, 'consignment')}, the newest first"
    fold(said, "country-aid-list", _listed, view, code)


@replayed
def _listed(view: View, code: str) -> None:
    cells = pd.DataFrame([in_words(it) for it in records(_given(view, code))])
    dates = cells.pop("Donor and date").str.removeprefix(text(f"{name(code)}, "))
    cells.insert(0, "Date", dates)
    st.table(cells, hide_index=True)
