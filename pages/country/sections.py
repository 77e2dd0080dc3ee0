"""What the sections of a state's page share: their headings, and which rows name the state."""

from typing import Final

import pandas as pd

from data.vocabulary.places import concerns, name
from pages._app.view import View
from pages._parts import layout

SECTIONS: Final = {
    "trade": "Trade",
    "aid": "Aid",
    "positions": "Positions",
    "said": "What officials and the press said",
}
MORE: Final = "more"  # where what is opened on demand stands


def section(anchor: str) -> None:
    """The heading of a section, where the lines at a glance lead."""
    layout.section(SECTIONS[anchor], anchor, over_figures=True)


def of(rows: pd.DataFrame, code: str, column: str = "countries") -> pd.DataFrame:
    """The rows that name a country, alone or among others."""
    return rows[rows[column].fillna("").map(lambda codes: concerns(codes, (code,))).astype(bool)]


def who(view: View) -> str:
    """The name of the one country of a view."""
    return name(view.countries[0])
