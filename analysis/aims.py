"""What may be traded, as somebody said: targets, potentials and contracts. None of it is trade, none is added."""

from typing import Final

import pandas as pd

from analysis.claims import KINDS as SAID
from data.places import ORDER
from data.records import grouped, records

KINDS: Final = tuple(kind for kind in SAID if kind != "claim")
_SAME: Final = ["country", "flow", "commodity", "kind", "start", "end", "precision", "measure", "value", "reported_by",
                "words"]  # fmt: skip
_SOURCES: Final = ("source_id", "same_source_id", "before_source_id", "last_source_id")


def aims(said: pd.DataFrame) -> pd.DataFrame:
    """Each aim once, however many sources tell of it.

    Method: reports of the same country, flow, goods, kind, period and amount from the same side, of which the statistics
    tell the same, are one aim. How it stands to the statistics is what `analysis.claims` says of it.

    Args:
        said: rows of `analysis.claims.claims`.

    Returns:
        One row an aim, by kind, country and period, undated ones last: the columns that make it one, `source_ids` (who
        tells of it first, then whose statistics stand beside it) and `note` (each note once).
    """
    spoken = said[said["kind"].isin(KINDS)]
    spoken = spoken.assign(source_ids=_sources(spoken))
    once = pd.DataFrame(
        [
            {it: alike[0][it] for it in _SAME}
            | {
                "source_ids": ";".join(dict.fromkeys(";".join(it["source_ids"] for it in alike).split(";"))),
                "note": "; ".join(dict.fromkeys(it["note"] for it in alike if isinstance(it["note"], str))),
            }
            for alike in grouped(records(spoken), _SAME)
        ],
        columns=[*_SAME, "source_ids", "note"],
    ).astype(spoken[[*_SAME, "source_ids", "note"]].dtypes)
    place = {"kind": {kind: rank for rank, kind in enumerate(KINDS)}, "country": ORDER}
    return once.sort_values(
        ["kind", "country", "start", "value"], ignore_index=True, na_position="last",
        key=lambda it: it.str.split(";").str[0].map(place[str(it.name)]) if it.name in place else it,
    )  # fmt: skip


def _sources(spoken: pd.DataFrame) -> pd.Series:
    """The sources of each figure that was said and of the statistics beside it."""
    cited = spoken[list(_SOURCES)].itertuples(index=False)
    joined = [";".join(dict.fromkeys(it for it in row if isinstance(it, str))) for row in cited]
    return pd.Series(joined, index=spoken.index, dtype="str")
