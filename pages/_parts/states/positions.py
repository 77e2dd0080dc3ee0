"""Readings of positions as the pages show them: worked out once, each with the publisher and date of its source."""

import datetime as dt
from typing import Final

import pandas as pd

from analysis.recognition.positions import spells
from data.schema.tables import Recognition
from pages._app.cache import once
from pages._app.rows import published, rows, sources

READ_BARS: Final = (
    "Stronger fill: a further rung, no score. Striped: no later reading found. Outlined below a bar: a reading that "
    "differs. Line: 15 Aug 2021"
)


@once
def readings(known_to: dt.date | None) -> pd.DataFrame:
    """All readings, shared: nobody may change them.

    Returns:
        The rows of `analysis.recognition.positions.spells` with `who` (publisher and date).
    """
    known = sources()
    who = known["publisher"] + known["start"].dt.strftime(", %Y").fillna(", undated")
    found = spells(rows(Recognition), published(), known_to)
    return found.assign(who=found["source_id"].map(who))


def reported(found: pd.DataFrame) -> pd.DataFrame:
    """The rows as the table has them, without what we derive."""
    return found[list(Recognition.columns)]
