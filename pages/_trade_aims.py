"""Targets, potentials and contracts, for the Trade page: what is hoped for, which is no trade."""

from typing import Any

import pandas as pd
import streamlit as st

from analysis.aims import aims
from charts import told
from data import numbers, periods, words
from data.tables import Trade
from pages import View
from pages._once import once, replayed
from pages._rows import rows
from pages._show import cited, csv, text

_FLOWS = {"export": "exports", "import": "imports", "turnover": "turnover"}


def hopes(view: View) -> None:
    """Who aims at what by when: the chosen states, the chosen years and what bears no year."""
    _list(view)
    shown = _aims(view)[1]
    if len(shown):
        st.download_button(
            "List as CSV", lambda: csv(shown), "amu-ledger-trade-aims.csv", "text/csv", key="trade-aims-csv",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip


@once
def _aims(view: View) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Every aim of the chosen states, and those of the chosen years or of none."""
    found = aims(rows(Trade))
    mine = found[view.of_countries(found["country"])]
    return mine, mine[mine["start"].isna() | mine.index.isin(view.keep(mine).index)]


@replayed
def _list(view: View) -> None:
    st.subheader("Targets, potentials and contracts: not trade", anchor="aims")
    mine, shown = _aims(view)
    if shown.empty:
        st.info(text(_none(mine, view)), icon=":material/flag:")
        return
    st.caption(
        f"{len(shown)} of {len(mine)} on record, {text(view.in_words())}, those without a year included. What was hoped for "
        "or signed, by whom and by when; none of it is counted as trade anywhere."
    )
    cells = pd.DataFrame([_row(it) for it in shown.to_dict("records")])
    with st.container(height=560 if len(cells) > 6 else "content", border=False, key="trade-aims"):
        st.table(cells, hide_index=True)


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
