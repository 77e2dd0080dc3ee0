"""What stands out in events: how often each state is named, and the last milestone."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from analysis.insights.insight import Insight
from data.schema.tables import Events
from data.vocabulary.places import CODES, concerns

MILESTONE: Final = 3


def of_events(rows: pd.DataFrame) -> list[Insight]:
    """Find up to two insights on events; how many there are shows what was written down, not how much happened.

    Method: `named`: an event counts for each of the five that its row names, so the counts may add up to more than the
    events; none where every event names the same state alone. `milestone`: the last event of the greatest weight; where
    others may have come later (those of a day within its month, if it is dated by the month), it does not stand `alone`.

    Args:
        rows: rows of `Events`, filtered in any way.

    Returns:
        `named` with `events` (how many) and `counts` (state and number, the most named first); `milestone` with
        `event_id`, `title`, `start`, `end`, `precision` and `alone`.
    """
    return [*_named(rows), *_milestone(rows)]


def _named(rows: pd.DataFrame) -> Iterator[Insight]:
    """Count the events that name each of the five."""
    numbers = {code: sum(concerns(codes, (code,)) for codes in rows[Events.countries]) for code in CODES}
    counts = tuple(sorted(((code, n) for code, n in numbers.items() if n), key=lambda it: -it[1]))
    if not counts or (len(counts) == 1 and counts[0][1] == len(rows)):  # then the filters say it already
        return
    behind = rows[rows[Events.countries].map(lambda codes: concerns(codes, CODES)).astype(bool)]
    yield Insight("named", {"events": len(rows), "counts": counts}, Events, tuple(behind[Events.row_id]))


def _milestone(rows: pd.DataFrame) -> Iterator[Insight]:
    """Find the last event of the greatest weight."""
    milestones = rows[(rows[Events.significance] == MILESTONE) & rows[Events.start].notna()]
    if milestones.empty:
        return
    milestones = milestones.sort_values([Events.end, Events.event_id])
    last = milestones.iloc[-1]
    facts = last[[Events.event_id, Events.title, Events.start, Events.end, Events.precision]].to_dict()
    alone = bool((milestones[Events.end][:-1] < last[Events.start]).all())
    yield Insight("milestone", {**facts, "alone": alone}, Events, (last[Events.row_id],))
