"""What the sections of a state's page share: their headings, and the sentence where the years hold nothing."""

from typing import Final

import pandas as pd
import streamlit as st

from analysis.compare import runs
from data.places import name
from pages import View

SECTIONS: Final = {
    "trade": "Trade",
    "goods": "Main commodities",
    "electricity": "Electricity",
    "aid": "Aid",
    "positions": "Positions",
    "events": "Events",
    "refugees": "Refugees",
    "projects": "Projects",
    "crossings": "Crossings",
    "brief": "Brief",
    "rows": "All rows",
}


def contents() -> str:
    """A link to each section, as a line of Markdown."""
    return "On this page: " + " · ".join(f"[{heading}](#{anchor})" for anchor, heading in SECTIONS.items())


def section(anchor: str) -> None:
    """The heading of a section, where its link in the contents leads."""
    st.header(SECTIONS[anchor], anchor=anchor)


def whose(flow: str, code: str) -> str:
    """A flow of a state in words: Uzbekistan's exports to Afghanistan."""
    way = {"turnover": "trade with", "export": "exports to", "import": "imports from"}[flow]
    return f"{name(code)}'s {way} Afghanistan"


def nothing(view: View, on_record: pd.DataFrame, what: str) -> str:
    """The sentence that the chosen years hold nothing, and which years do.

    Args:
        view: of one country.
        on_record: the rows of that country, of all years.
        what: what is not there, after "No": "consignment from Uzbekistan".
    """
    years = {int(it) for column in ("start", "end") for it in on_record[column].dropna().dt.year}
    if not years:
        return f"No {what} is on record."
    return f"No {what} is on record for {view.years_in_words()}. The record has some of {runs(years)}: move the years above."


def of(rows: pd.DataFrame, code: str, column: str = "countries") -> pd.DataFrame:
    """The rows that name a country, alone or among others."""
    return rows[rows[column].fillna("").str.split(";").map(lambda codes: code in codes).astype(bool)]


def who(view: View) -> str:
    """The name of the one country of a view."""
    return name(view.countries[0])
