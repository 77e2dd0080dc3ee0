"""Targets as a way still to go, and what became of those that are met, passed or measured by nothing."""

import streamlit as st

from analysis.claims.aims import Target, targets_above
from charts.claims.targets import gaps
from data.rows import records
from pages._app.cache import replayed
from pages._app.view import View
from pages._parts.citation import cited, text
from pages._parts.figure import Figure
from pages._parts.show import show
from pages._parts.statements import of_view
from pages.claims import wording


def targets(view: View) -> None:
    """The targets of the view."""
    show(GAPS, view)
    _others(view)


@replayed
def _others(view: View) -> None:
    """Targets that are met or passed, or that no statistic measures."""
    stated = of_view(view)
    others = stated[(stated[Target.status] == "target") & ~stated[Target.gap].gt(0).fillna(value=False)]
    cited_for: dict[str, list[str]] = {}
    for row in records(others):
        cited_for.setdefault(wording.passed(row), []).extend(wording.sources_of(row))
    lines = [f"- {text(line)} ({', '.join(map(cited, dict.fromkeys(ids)))})" for line, ids in cited_for.items()]
    if lines:
        st.markdown("\n".join(["**Met, passed, or measured by no statistic**", "", *lines]))


GAPS = Figure(
    key="claims-targets",
    measure=targets_above,
    tables=(Target,),
    rows=lambda view, _: (targets_above(of_view(view)),),
    chart=gaps,
    anchor="targets",
    words=wording.gaps,
    empty=lambda view, _: wording.no_gap(view, of_view(view)),
    method="claims",
)
