"""Targets, potentials and contracts, for the Trade page: what is hoped for, which is no trade.

They are those of the Claims page, chosen alike, and the same is said of each.
"""

from typing import Any

import pandas as pd
import streamlit as st

from analysis.claims.aims import KINDS, Aim, aims, numbered
from charts.claims.marks import speaker
from data.rows import records
from data.vocabulary.codes import start_upper
from data.vocabulary.statements import standing
from pages._app.cache import lazy_expander, once, replayed
from pages._app.record import file_name
from pages._app.view import View
from pages._parts import statements
from pages._parts.citation import cited, text
from pages._parts.layout import link_to, section
from pages._parts.lists.listing import csv
from pages._parts.statements import every, of_view


def hopes(view: View) -> None:
    """Who aims at what by when: of the chosen states, said in or about the chosen years or at a time not known."""
    section("Targets, potentials and contracts: not trade", "aims", _what(view) if _count(view) else "")
    if not _count(view):
        st.info(_none(view), icon=":material/flag:")
        return
    lines = f"{_count(view)} line{'s' * (_count(view) != 1)}"
    lazy_expander(f"The list: {lines}, with the statistics and the sources", "trade_aims", _opened, view, linked=True)
    link_to("claims", "What officials said of trade, beside the statistics")


@once
def _aims(view: View) -> pd.DataFrame:
    """The aims of a view."""
    return aims(of_view(view))


@once
def _numbers() -> pd.Series:
    """Which statements are reports of one aim."""
    return numbered(every())


@once
def _count(view: View) -> int:
    """How many there are."""
    return _numbers()[of_view(view).index].nunique()


@once
def _of_all_years(view: View) -> int:
    """How many are on record of the chosen states."""
    return _numbers()[view.of_countries(every()["country"])].nunique()


@once
def _what(view: View) -> str:
    """How many there are, and what they are."""
    return text(
        f"{_count(view)} of {_of_all_years(view.of_all_years())}, {view.in_words()}, those without a day included. What was hoped for "
        "or signed, by whom and by when, beside the statistics; none of it is counted as trade anywhere."
    )


def _opened(view: View) -> None:
    """The list, and its file."""
    _list(view)
    st.download_button(
        "List as CSV", lambda: csv(_aims(view).drop(columns=[Aim.behind, Aim.measured_by])), file_name("trade-aims.csv"), "text/csv", key="trade-aims-csv",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


@replayed
def _list(view: View) -> None:
    cells = pd.DataFrame([_row(it) for it in records(_aims(view))])
    st.table(cells, hide_index=True, height=560 if len(cells) > 6 else "content")


@once
def _none(view: View) -> str:
    """That there is none, and how many there are of other years."""
    none = f"No {', '.join(KINDS[:-1])} or {KINDS[-1]} is known for {view.in_words()}."
    others = _of_all_years(view.of_all_years())
    return text(
        f"{none} There {f'are {others}' if others else 'is none'} for other years{'' if others else ' either'}."
    )


def _row(it: dict[str, Any]) -> dict[str, str]:
    """An aim in words."""
    return {
        "What": text(f"{start_upper(it['status'])}: {statements.amount(it)}; {statements.about(it)}"),
        "Said by": text(start_upper(speaker(it))),
        "Statistics": text(standing(it)),
        "Note": text(it["note"]),
        "Sources": " · ".join(cited(source) for source in it["source_ids"].split(";")),
    }
