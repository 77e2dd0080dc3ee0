"""What may be traded, as somebody said: targets, potentials and contracts. None of it is trade, none is added."""

from typing import Final

import pandas as pd

from data import words
from data.places import ORDER

KINDS: Final = tuple(status for status in words.FIGURE_STATUS if status not in words.TRADED)
_SAME: Final = ["country", "flow", "commodity", "status", "start", "end", "precision", "value_usd", "quantity_t",
                "quantity_gwh", "reported_by"]  # fmt: skip


def aims(rows: pd.DataFrame) -> pd.DataFrame:
    """Each aim once, however many sources tell of it.

    Method: reports of the same country, flow, goods, kind, period and amounts from the same side are one aim.

    Args:
        rows: rows of `Trade`.

    Returns:
        One row an aim, by kind, country and period, undated ones last: the columns that make it one, `source_ids` and
        `note` (each note once).
    """
    spoken = rows[rows["status"].isin(KINDS)]
    once = spoken.groupby(_SAME, dropna=False, as_index=False, sort=False).agg(
        source_ids=("source_id", lambda ids: ";".join(dict.fromkeys(ids))),
        note=("note", lambda notes: "; ".join(dict.fromkeys(notes.dropna()))),
    )
    place = {"status": {kind: rank for rank, kind in enumerate(KINDS)}, "country": ORDER}
    return once.sort_values(
        ["status", "country", "start", "value_usd"], ignore_index=True, na_position="last",
        key=lambda it: it.str.split(";").str[0].map(place[it.name]) if it.name in place else it,
    )  # fmt: skip
