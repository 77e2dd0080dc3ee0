"""Which border crossings have a place on a map."""

import pandas as pd

from data.schema.tables import Crossings


def placed(crossings: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows of `Crossings` whose coordinates are known."""
    return crossings[crossings[Crossings.lat].notna() & crossings[Crossings.lon].notna()]
