"""Readings of positions as the pages show them: worked out once, each with the publisher and date of its source."""

import datetime as dt
import re
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
_KEY: Final = re.compile(r"[a-z0-9]+(?:-[A-Za-z0-9.]+)+")


@once
def readings(known_to: dt.date | None) -> pd.DataFrame:
    """All readings, shared: nobody may change them.

    Returns:
        The rows of `analysis.recognition.positions.spells` with `who` (publisher and date), notes that name sources as a reader
        would, and `reported_note`, the note as the table has it.
    """
    known = sources()
    who = known["publisher"] + known["start"].dt.strftime(", %Y").fillna(", undated")
    found = spells(rows(Recognition), published(), known_to)
    notes = found["note"].map(lambda note: _named(note, who), na_action="ignore")
    return found.assign(who=found["source_id"].map(who), reported_note=found["note"], note=notes)


def _named(note: str, who: pd.Series) -> str:
    """A note with the sources that it cites by key named instead."""
    return _KEY.sub(lambda it: str(who.get(it[0], it[0])), note)


def reported(found: pd.DataFrame) -> pd.DataFrame:
    """The rows as the table has them, without what we derive."""
    return found.assign(note=found["reported_note"])[list(Recognition.columns)]
