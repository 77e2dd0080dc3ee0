"""Sentences on events that the rows bear out: how often each state is named, and the last milestone."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from analysis.insights.trade import Insight, listed
from data.vocabulary import periods
from data.vocabulary.places import CODES, concerns, name

MILESTONE: Final = 3


def of_events(rows: pd.DataFrame) -> list[Insight]:
    """Up to two sentences on events; how many are on record tells of what was written down, not of how much happened.

    Method: `named`: an event counts for each of the five that its row names, so the counts may add up to more than the
    events. `milestone`: the last event of the greatest weight; where others may have come later (those of a day within
    its month, if it is told by the month alone), it is one among the last.

    Args:
        rows: rows of `Events`, filtered in any way.
    """
    return [*_named(rows), *_milestone(rows)]


def _named(rows: pd.DataFrame) -> Iterator[Insight]:
    """How many of the events name each of the five, the most named first."""
    counts = {code: sum(concerns(codes, (code,)) for codes in rows["countries"]) for code in CODES}
    told = sorted(
        ((count, code) for code, count in counts.items() if count), key=lambda it: (-it[0], CODES.index(it[1]))
    )
    if not told or (len(told) == 1 and told[0][0] == len(rows)):  # then the filters say it already
        return
    first, *others = told
    lead = f"{first[0]} name{'s' * (first[0] == 1)} {name(first[1])}"
    said = listed([lead, *(f"{count} {name(code)}" for count, code in others)])
    behind = rows[rows["countries"].map(lambda codes: concerns(codes, CODES)).astype(bool)]
    yield Insight(f"Of the {len(rows)} events shown here {said}.", behind, "named", {"events": len(rows), **counts})


def _milestone(rows: pd.DataFrame) -> Iterator[Insight]:
    """The last event of the greatest weight."""
    found = rows[(rows["significance"] == MILESTONE) & rows["start"].notna()].sort_values(["end", "event_id"])
    if found.empty:
        return
    it = found.iloc[-1]
    alone = (found["end"][:-1] < it["start"]).all()
    lead = "The last milestone shown here" if alone else "Among the last milestones shown here"
    when = periods.label(it["start"], it["end"], it["precision"])
    yield Insight(
        f"{lead}: {it['title']}, {when}.",
        found.iloc[[-1]],
        "milestone",
        {"event_id": it["event_id"], "alone": bool(alone)},
    )
