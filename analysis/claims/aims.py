"""What may be traded, as somebody said: targets, potentials and contracts. None of it is trade, none is added."""

from typing import Any, Final

import pandas as pd

from analysis.claims.claims import KINDS as SAID
from data.rows import Row, grouped, records
from data.vocabulary.places import ORDER

KINDS: Final = tuple(kind for kind in SAID if kind != "claim")
_SAME: Final = ["country", "flow", "commodity", "kind", "start", "end", "precision", "measure", "value", "reported_by",
                "words"]  # fmt: skip
_SOURCES: Final = ("source_id", "same_source_id", "before_source_id", "last_source_id")


def aims(said: pd.DataFrame) -> pd.DataFrame:
    """Each aim once, however many sources tell of it.

    Method: reports of the same country, flow, goods, kind, period and amount from the same side, of which the statistics
    tell the same, are one aim. How it stands to the statistics is what `analysis.claims.claims` says of it.

    Args:
        said: rows of `analysis.claims.claims.claims`.

    Returns:
        One row an aim, by kind, country and period, undated ones last: the columns that make it one, `source_ids` (who
        tells of it first, then whose statistics stand beside it) and `note` (each note once).
    """
    spoken = said.loc[said["kind"].isin(KINDS), [*_SAME, *_SOURCES, "note"]]
    spoken = spoken.assign(source_ids=_sources(spoken))
    found = sorted((_one(alike) for alike in grouped(records(spoken), _SAME)), key=_place)
    columns = [*_SAME, "source_ids", "note"]
    return pd.DataFrame(found, columns=columns).astype(spoken[columns].dtypes)


def _one(alike: list[Row]) -> Row:
    """One aim of all reports of it."""
    return {it: alike[0][it] for it in _SAME} | {
        "source_ids": ";".join(dict.fromkeys(";".join(it["source_ids"] for it in alike).split(";"))),
        "note": "; ".join(dict.fromkeys(it["note"] for it in alike if isinstance(it["note"], str))),
    }


def _place(aim: Row) -> tuple[Any, ...]:
    """By kind, country and period, those without a period last, then by amount."""
    undated = pd.isna(aim["start"])
    first = aim["country"].split(";")[0]
    return KINDS.index(aim["kind"]), ORDER[first], undated, 0 if undated else aim["start"].toordinal(), aim["value"]


def _sources(spoken: pd.DataFrame) -> pd.Series:
    """The sources of each figure that was said and of the statistics beside it."""
    cited = spoken[list(_SOURCES)].itertuples(index=False)
    joined = [";".join(dict.fromkeys(it for it in row if isinstance(it, str))) for row in cited]
    return pd.Series(joined, index=spoken.index, dtype="str")
