"""Targets as a way still to go, and what became of those that are met, passed or measured by nothing."""

import pandas as pd
import streamlit as st

from analysis.claims.aims import Target, targets_above
from charts.claims.targets import gaps
from data.rows import records
from data.vocabulary.codes import start_upper
from data.vocabulary.statements import standing
from data.vocabulary.text import counted
from pages._app.cache import replayed
from pages._app.view import View
from pages._parts.citation import cited, text
from pages._parts.figure import Figure
from pages._parts.show import show
from pages._parts.statements import of_view
from pages.claims import wording


def targets(view: View) -> None:
    """The targets of the view; nothing where there is none."""
    if not (of_view(view)[Target.status] == "target").any():
        return
    show(GAPS, view)
    _others(view)


@replayed
def _others(view: View) -> None:
    """Targets that are met or passed, or that no statistic measures."""
    stated = of_view(view)
    others = stated[(stated[Target.status] == "target") & ~stated[Target.gap].gt(0).fillna(value=False)]
    cited_for: dict[tuple[str, str], list[str]] = {}
    for row in records(others):
        cited_for.setdefault((wording.target(row), standing(row)), []).extend(wording.sources_of(row))
    if not cited_for:
        return
    lines = [
        {
            "Target": text(what),
            "Outcome": text(start_upper(outcome)),
            "Sources": " · ".join(map(cited, dict.fromkeys(ids))),
        }
        for (what, outcome), ids in cited_for.items()
    ]
    with st.expander(f"{counted(len(lines), 'more target')}: met, passed, or measured by no statistic"):
        st.table(pd.DataFrame(lines), hide_index=True)


GAPS = Figure(
    key="claims-targets",
    name="Trade targets above the last statistic",
    measure=targets_above,
    tables=(Target,),
    rows=lambda view, _: (targets_above(of_view(view)),),
    chart=gaps,
    anchor="targets",
    words=wording.gaps,
    empty=lambda view, _: wording.no_gap(view, of_view(view)),
    method="claims",
)
