"""Shares both ways for the Mirror page: of each state in Afghan imports, and of Afghanistan in a state's exports."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.mirror.dependence import GOODS, Share, of_exports, of_imports, whole_bars
from charts.base import hover
from charts.mirror import dependence as chart
from data.rows import records
from data.schema.tables import Sources, Trade
from data.vocabulary.codes import start_upper
from data.vocabulary.mirror import share_of_whole
from data.vocabulary.places import name
from pages._app.cache import lazy_expander, once, replayed
from pages._app.rows import in_use, rows
from pages._app.view import View
from pages._parts.citation import cited, text
from pages._parts.figure import Figure
from pages._parts.layout import section
from pages._parts.show import show
from pages.mirror import wording_of_shares as wording

_LABELS: Final = {good: start_upper(good) for good in GOODS}
_ANSWERED: Final = ("flour", "wheat", "power")  # goods of which a share is one of the whole good


def both_ways(view: View) -> None:
    """The choice of a good, and its shares in both directions."""
    section(
        "Who depends on whom?", "dependence",
        "Each share is of a whole that the same source gives; otherwise it is a share among those of the five states that the source "
        "names. A share does not say what would happen without it.", over_figures=True,
    )  # fmt: skip
    good = str(st.segmented_control(
        "Good", list(_LABELS), default="flour", format_func=_LABELS.__getitem__, key="mirror_good", bind="query-params",
        persist_state="session", required=True,
    ))  # fmt: skip
    show(IMPORTS, view, good)
    _unknown(view, good, "imports")
    show(EXPORTS, view, good)
    if count := len(in_view(view, good, "exports")):
        lazy_expander(f"What the sources note ({count})", "mirror_noted", _noted, view, good, linked=True)
    _unknown(view, good, "exports")


def answer(view: View) -> str:
    """How large Afghanistan's share in the states' exports is."""
    return wording.answer(pd.concat([in_view(view, good, "exports") for good in _ANSWERED]))


@once
def known(direction: str) -> pd.DataFrame:
    """All known shares of one direction."""
    measure = of_imports if direction == "imports" else of_exports
    return measure(in_use(Trade), rows(Sources))


@once
def in_view(view: View, good: str, direction: str) -> pd.DataFrame:
    """The shares of the chosen years: of imports whole bars that hold a chosen state, of exports chosen states alone."""
    kept = view.keep(_of_good(good, direction), None)
    return (
        whole_bars(kept, view.countries) if direction == "imports" else kept[kept[Share.country].isin(view.countries)]
    )


def _of_good(good: str, direction: str) -> pd.DataFrame:
    every = known(direction)
    return every[every[Share.good] == good]


IMPORTS: Final = Figure(
    key="mirror-imports",
    name="Shares in Afghanistan's imports (dependence)",
    measure=of_imports,
    tables=(Share,),
    rows=lambda view, good: (in_view(view, good, "imports"),),
    chart=chart.imports,
    words=lambda view, good, shares: wording.imports_words(shares, view, good),
    empty=lambda view, good: wording.no_share(known("imports"), view, good, "imports"),
    options=lambda view, good: {"chosen": view.countries},  # noqa: ARG005
    choices=lambda: ("flour", "wheat", "power"),
    method="dependence",
)
EXPORTS: Final = Figure(
    key="mirror-exports",
    name="Afghanistan's share in exports (dependence)",
    measure=of_exports,
    tables=(Share,),
    rows=lambda view, good: (in_view(view, good, "exports"),),
    chart=chart.exports,
    words=lambda view, good, shares: wording.exports_words(shares, view, good),
    empty=lambda view, good: wording.no_share(known("exports"), view, good, "exports"),
    options=lambda view, good: {"first": view.first, "last": view.last},  # noqa: ARG005
    choices=lambda: ("flour", "fuel", "power"),
    method="dependence",
)


@replayed
def _unknown(view: View, good: str, direction: str) -> None:
    shown = in_view(view, good, direction)
    if len(shown) and (words := wording.unknown(_of_good(good, direction), shown, view, good)):
        st.caption(text(words))


@replayed
def _noted(view: View, good: str) -> None:
    st.table(noted_table(in_view(view, good, "exports")), hide_index=True)


def noted_table(shown: pd.DataFrame) -> pd.DataFrame:
    """Each share of exports with what its source notes, in Markdown: "about" and single products stand there alone."""
    shares = records(shown)
    return pd.DataFrame({
        "State": [name(row[Share.country]) for row in shares],
        "Period": [text(hover.period(row)) for row in shares],
        "Share": [text(share_of_whole(row)) for row in shares],
        "As noted": [text(row[Share.note]) if isinstance(row[Share.note], str) else "" for row in shares],
        "Source": [cited(row[Share.source_id]) for row in shares],
    })  # fmt: skip
