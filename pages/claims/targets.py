"""Targets as a way still to go, and what became of those that are met, passed or measured by nothing."""

import pandas as pd
import streamlit as st

from charts.claims import targets
from data.rows import records
from data.schema.tables import Trade
from pages._app.cache import once, replayed
from pages._app.view import View
from pages._parts.citation import cited, foot, text
from pages._parts.show import Drawn, show
from pages.claims import wording as said
from pages.claims.rows import measured_by, of_view


def aims(view: View) -> None:
    """The targets of the view."""
    st.subheader("Targets: how far to go", anchor="targets")
    show(_gaps(view))
    _others(view)


@once
def _targets(view: View) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Those above the last statistic, and the others."""
    found = of_view(view)
    found = found[found["kind"] == "target"]
    above = found["gap"].gt(0).astype(bool)
    return found[above], found[~above]


@once
def _gaps(view: View) -> Drawn | str:
    """The targets that the last statistic is below."""
    above, others = _targets(view)
    if above.empty:
        more = f" {len(others)} stand below." if len(others) else ""
        return f"No target above the last statistic is on record for {view.in_words()}.{more}"
    shown = measured_by(above)
    count = len(targets.alike(above))
    fig = targets.gaps(
        above, title=f"{count} target{'s' * (count != 1)} above the last statistic, and how far the statistic comes", foot=foot(shown),
        subtitle=f"Per cent of the target, {view.in_words()}, those without a day included. Bar: the last statistic of a full "
        "year; flag: the target; dotted: no year named, or its year is over",
    )  # fmt: skip
    says = f"Targets above the last statistic of the same flow and goods, {view.in_words()}."
    return Drawn(fig, says, shown, Trade, "claims-targets")


@replayed
def _others(view: View) -> None:
    """Targets that are met or passed, or that no statistic measures."""
    others = _targets(view)[1]
    if others.empty:
        return
    told: dict[str, list[str]] = {}
    for it in records(others):
        told.setdefault(said.passed(it), []).extend(said.sources_of(it))
    lines = [f"- {text(line)} ({', '.join(map(cited, dict.fromkeys(ids)))})" for line, ids in told.items()]
    st.markdown("\n".join(["**Met, passed, or measured by no statistic**", "", *lines]))
