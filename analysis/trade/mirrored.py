"""Whose statistics a figure comes from: those of the Central Asian state, or those of Afghanistan."""

from typing import Final

import pandas as pd

from data.schema.tables import Trade

OWN: Final = "own"
AFGHAN: Final = "AFG"


def side(rows: pd.DataFrame) -> pd.Series:
    """Whose statistics each row comes from: `own`, `AFG`, or empty where it is neither side's, as an estimate of the IMF."""
    by = rows[Trade.made_by]
    whose = pd.Series("", index=rows.index, dtype="str")
    return whose.mask(by == rows[Trade.country], OWN).mask(by == AFGHAN, AFGHAN)
