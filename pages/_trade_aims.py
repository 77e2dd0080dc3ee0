"""Targets, potentials and contracts, for the Trade page: what is hoped for, which is no trade.

They are those of the Claims page, chosen alike, and the same is said of each.
"""

from typing import Any

import pandas as pd
import streamlit as st

from analysis.aims import KINDS, aims
from charts._said import speaker
from data.words import start_upper
from pages import View
from pages import _claims_words as said
from pages._cite import cited, text
from pages._claims_rows import every, of_view
from pages._listing import csv
from pages._once import once, replayed
from pages._show import link_to


def hopes(view: View) -> None:
    """Who aims at what by when: of the chosen states, said in or about the chosen years or at a time not known."""
    _list(view)
    shown = _aims(view)
    if len(shown):
        st.download_button(
            "List as CSV", lambda: csv(shown), "amu-ledger-trade-aims.csv", "text/csv", key="trade-aims-csv",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
        link_to("claims", "What officials said of trade, beside the statistics")


@once
def _aims(view: View) -> pd.DataFrame:
    """The aims of a view."""
    return aims(of_view(view))


@once
def _of_all_years(view: View) -> int:
    """How many are on record of the chosen states."""
    return len(aims(every()[view.of_countries(every()["country"])]))


@replayed
def _list(view: View) -> None:
    st.subheader("Targets, potentials and contracts: not trade", anchor="aims")
    shown = _aims(view)
    if shown.empty:
        st.info(text(_none(view)), icon=":material/flag:")
        return
    st.caption(
        f"{len(shown)} of {_of_all_years(view.of_all_years())} on record, {text(view.in_words())}, those without a day included. What was "
        "hoped for or signed, by whom and by when, and how the statistics stand to it; none of it is counted as trade anywhere."
    )
    cells = pd.DataFrame([_row(it) for it in shown.to_dict("records")])
    with st.container(height=560 if len(cells) > 6 else "content", border=False, key="trade-aims"):
        st.table(cells, hide_index=True)


def _none(view: View) -> str:
    told = f"No {', '.join(KINDS[:-1])} or {KINDS[-1]} is on record for {view.in_words()}."
    others = _of_all_years(view.of_all_years())
    return f"{told} There {f'are {others}' if others else 'is none'} for other years{'' if others else ' either'}."


def _row(it: dict[str, Any]) -> dict[str, str]:
    """An aim in words."""
    return {
        "What": text(f"{start_upper(it['kind'])}: {said.amount(it)}; {said.about(it)}"),
        "Said by": text(start_upper(speaker(it))),
        "Statistics": text(it["words"]),
        "Note": text(it["note"]),
        "Sources": " · ".join(cited(source) for source in it["source_ids"].split(";")),
    }
