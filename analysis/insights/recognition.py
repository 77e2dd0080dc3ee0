"""What stands out in positions: who has recognised the Taliban authorities and who has not, and the last change."""

import datetime as dt
from collections.abc import Iterator
from typing import Final

import pandas as pd

from analysis.insights.insight import MOST, Insight
from analysis.recognition.ladder import ladder
from analysis.recognition.positions import RUNGS, spells, standing
from data.rows import Row
from data.schema.tables import Recognition
from data.vocabulary.places import CODES, ORDER

# So many days after its start a change dated by the month or year may have come.
_LATER: Final = {"day": 0, "month": 30, "year": 365, "unknown": 365}
_NOT_KNOWN: Final = "open_unclear"


def of_recognition(rows: pd.DataFrame, published: pd.Series, known_to: dt.date) -> list[Insight]:
    """Find up to three insights on recognition.

    Method: `recognised`: the latest preferred readings of formal recognition that have not ended, those of one position
    together. `change_of_position`: the last change from one rung to another; where another may have come later (a month
    and a day in it have no order), it does not stand `alone`. From or to a rung that is not known is no change.

    Args:
        rows: rows of `Recognition` in use, filtered in any way.
        published: day of publication of each source, by `source_id`.
        known_to: the day to which the data reach.

    Returns:
        `recognised` with `countries`, `value`, `seen` (first and last day to which a source confirms it), `known_to` and
        `differs` (whether another reading contradicts it); `change_of_position` with `country`, `dimension`, `before`,
        `value`, `start`, `precision`, `alone` and `differs`. Behind them are all readings of the same question.
    """
    rows = rows[rows[Recognition.country].isin(CODES)]
    if rows.empty:
        return []
    return [*_recognised(rows, published, known_to), *_last_change(rows, published, known_to)][:MOST]


def _recognised(rows: pd.DataFrame, published: pd.Series, known_to: dt.date) -> Iterator[Insight]:
    """Find who has recognised the Taliban authorities and who has not, as last confirmed."""
    rows = rows[rows[Recognition.dimension] == "de_jure_recognition"]
    latest = standing(spells(rows, published, known_to), known_to)
    latest = latest[~latest["over"]].sort_values("country", key=lambda codes: codes.map(ORDER))
    for value in ("recognised", "none"):
        these = latest[latest["value"] == value]
        if len(these):
            seen = these["confirmed_until"]
            facts = {
                "countries": tuple(these["country"]),
                "value": value,
                "seen": (seen.min(), seen.max()),
                "known_to": known_to,
                "differs": bool(these["conflicts"].map(len).any()),
            }
            yield _insight("recognised", facts, rows[rows[Recognition.country].isin(these["country"])])


def _last_change(rows: pd.DataFrame, published: pd.Series, known_to: dt.date) -> Iterator[Insight]:
    """Find the last change from one rung to another."""
    steps = ladder(rows[rows[Recognition.dimension].isin(RUNGS)], published, known_to)
    steps = steps[(steps["before"] != "") & steps["rung"].notna()]
    steps = steps[(steps["value"] != _NOT_KNOWN) & (steps["before"] != _NOT_KNOWN)]
    if steps.empty:
        return
    steps = steps.sort_values(["start", "country", "dimension"])
    last = steps.iloc[-1]
    latest = steps["start"] + pd.to_timedelta(steps["start_precision"].map(_LATER), unit="D")
    facts = {
        **last[["country", "dimension", "before", "value", "start"]].to_dict(),
        "precision": last["start_precision"],
        "alone": bool((latest[:-1] < last["start"]).all()),
        "differs": bool(last["differs"]),
    }
    same = (rows[Recognition.country] == last["country"]) & (rows[Recognition.dimension] == last["dimension"])
    yield _insight("change_of_position", facts, rows[same])


def _insight(kind: str, facts: Row, behind: pd.DataFrame) -> Insight:
    return Insight(kind, facts, Recognition, tuple(behind[Recognition.row_id]))
