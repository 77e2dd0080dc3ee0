"""What the sections of a state's page share: their headings, and the sentence where the years hold nothing."""

from collections.abc import Iterable
from typing import Final

import pandas as pd
import streamlit as st

from data.vocabulary.places import concerns, name
from data.vocabulary.text import listed, runs
from pages._app.view import View

SECTIONS: Final = {"trade": "Trade", "aid": "Aid", "positions": "Positions"}
MORE: Final = "more"  # where what is opened on demand stands


def contents(opened: Iterable[str]) -> str:
    """A link to each section, and what can be opened below them, as a line of Markdown."""
    links = [f"[{heading}](#{anchor})" for anchor, heading in SECTIONS.items()]
    below = listed([it.lower() for it in opened])
    return f"On this page: {' · '.join(links)} · below them: [{below}](#{MORE})"


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
    return rows[rows[column].fillna("").map(lambda codes: concerns(codes, (code,))).astype(bool)]


def who(view: View) -> str:
    """The name of the one country of a view."""
    return name(view.countries[0])
