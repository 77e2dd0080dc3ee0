"""Targets, potentials and contracts, for the Trade page: what is hoped for, which is no trade."""

from typing import Any

import pandas as pd
import streamlit as st

import data
from analysis.aims import aims
from charts import told
from data import numbers, periods, words
from data.tables import Trade
from pages import View
from pages._rows import rows
from pages._show import cited, csv, text

_FLOWS = {"export": "exports", "import": "imports", "turnover": "turnover"}


@st.cache_resource(max_entries=2, show_spinner=False)
def _aims(version: str) -> tuple[pd.DataFrame, pd.DataFrame]:  # noqa: ARG001  new data on disk are a new key
    """Every aim, and every aim in words: worked out once and shared, nobody may change them."""
    found = aims(rows(Trade))
    return found, pd.DataFrame([_row(it) for it in found.to_dict("records")], index=found.index)


def hopes(view: View) -> None:
    """Who aims at what by when: the chosen states, the chosen years and what bears no year."""
    st.subheader("Targets, potentials and contracts: not trade", anchor="aims")
    found, told_all = _aims(data.version())
    mine = found[view.of_countries(found["country"])]
    inside = mine["start"].isna() | mine.index.isin(view.keep(mine).index)
    shown = mine[inside]
    if shown.empty:
        st.info(text(_none(mine, view)), icon=":material/flag:")
        return
    st.caption(
        f"{len(shown)} of {len(mine)} on record, {text(view.in_words())}, those without a year included. What was hoped for "
        "or signed, by whom and by when; none of it is counted as trade anywhere."
    )
    cells = told_all.loc[shown.index]
    with st.container(height=560 if len(cells) > 6 else "content", border=False, key="trade-aims"):
        st.table(cells, hide_index=True)
    st.download_button(
        "List as CSV", lambda: csv(shown), "amu-ledger-trade-aims.csv", "text/csv", key="trade-aims-csv",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def _none(mine: pd.DataFrame, view: View) -> str:
    said = f"No target, potential or contract is on record for {view.in_words()}."
    return (
        f"{said} There are {len(mine)} for other years."
        if len(mine)
        else f"{said} There is none for other years either."
    )


def _row(it: dict[str, Any]) -> dict[str, str]:
    """An aim in words."""
    goods = {"total": ""}.get(it["commodity"], f" ({words.say(it['commodity'])})")
    amounts = [numbers.amount(it[measure], measure) for measure in numbers.MEASURES if pd.notna(it[measure])]
    when = periods.label(it["start"], it["end"], it["precision"], unknown="no year named")
    by = "press" if it["reported_by"] == "NEWS" else told.who(it["reported_by"])
    return {
        "What": text(
            f"{words.start_upper(words.say(it['status']))}: {_FLOWS[it['flow']]}{goods}, {told.who(it['country'])}"
        ),
        "How much, by when": text(f"{'; '.join(amounts)}: {when}"),
        "Said by": text(by),
        "Note": text(it["note"]),
        "Sources": " · ".join(cited(source) for source in it["source_ids"].split(";")),
    }
