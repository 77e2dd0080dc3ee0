"""What the sections of a state's page share: their headings, and which rows name the state."""

from collections.abc import Iterable
from typing import Final

import pandas as pd
import streamlit as st

from data.vocabulary.places import concerns, name
from data.vocabulary.text import listed
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


def of(rows: pd.DataFrame, code: str, column: str = "countries") -> pd.DataFrame:
    """The rows that name a country, alone or among others."""
    return rows[rows[column].fillna("").map(lambda codes: concerns(codes, (code,))).astype(bool)]


def who(view: View) -> str:
    """The name of the one country of a view."""
    return name(view.countries[0])
