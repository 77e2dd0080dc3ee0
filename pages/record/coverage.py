"""How many rows there are for each year, by table and by state: as figures and in numbers."""

from typing import Any, Final

import pandas as pd
import streamlit as st

from analysis.record import coverage
from analysis.record.coverage import Coverage
from charts.record.coverage import strips
from data.schema.tables import TABLES, Sources
from data.vocabulary.places import CODES, name
from pages._app.cache import lazy_expander, once, replayed
from pages._app.record import facts
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.figure import Figure
from pages._parts.show import show
from pages.record import wording


@once
def by_table() -> pd.DataFrame:
    """Count all rows on record, whether a figure counts them or not, by table and year."""
    return coverage.by_table([*facts(), (Sources, rows(Sources))], rows(Sources))


@once
def by_state() -> pd.DataFrame:
    """Count all rows on record that name a state, by state, table and year."""
    return coverage.by_state(facts(), rows(Sources))


BY_TABLE = Figure(
    key="data-by-table",
    name="Rows of data by table and year",
    measure=coverage.by_table,
    tables=(Coverage,),
    rows=lambda view, choice: (by_table(),),  # noqa: ARG005
    chart=strips,
    words=wording.by_table,
    empty=lambda view, choice: wording.NO_DATE,  # noqa: ARG005
    options=lambda view, choice: {"by": Coverage.table},  # noqa: ARG005
)
BY_STATE = Figure(
    key="data-by-country",
    name="Rows of data by state and year",
    measure=coverage.by_state,
    tables=(Coverage,),
    rows=lambda view, choice: (by_state(),),  # noqa: ARG005
    chart=strips,
    words=wording.by_state,
    empty=lambda view, choice: wording.NO_DATE,  # noqa: ARG005
    options=lambda view, choice: {"by": Coverage.country},  # noqa: ARG005
)
_FIGURES: Final[dict[str, Figure[Any]]] = {"Table": BY_TABLE, "State": BY_STATE}


def extent(view: View) -> None:
    """Show how many rows there are for each year."""
    by = st.segmented_control(
        "Rows by", list(_FIGURES), default="Table", key="data_by", bind="query-params", persist_state="session",
        required=True,
    )  # fmt: skip
    show(_FIGURES[by], view)
    lazy_expander("Rows and years in numbers", "data-numbers", _in_numbers, by)


@replayed
def _in_numbers(by: str) -> None:
    if by == "State":
        st.table(by_year(by_state(), Coverage.country, {code: name(code) for code in CODES}), height=420)
    else:
        present = set(by_table()[Coverage.table])
        headings = {table.name: table.heading for table in TABLES if table.name in present}
        st.table(by_year(by_table(), Coverage.table, headings), height=420)


def by_year(counts: pd.DataFrame, by: str, names: dict[str, str]) -> pd.DataFrame:
    """Lay out counts with a line for each year and a column for each table or state.

    Args:
        counts: rows of `Coverage`.
        by: the column of `Coverage` whose values are the columns.
        names: what each is called, in order.
    """
    wide = counts.pivot_table(index=Coverage.year, columns=by, values=Coverage.rows, aggfunc="sum", fill_value=0)
    wide = wide.reindex(columns=list(names), fill_value=0).rename(columns=names)
    return wide.map("{:,}".format).set_axis(wide.index.astype(str)).rename_axis(index=None, columns=None)
