"""What the page of trade, aid and recognition side by side says of each state, and of the order of the rungs."""

import math
from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.aid.consignments import AidTotal
from analysis.recognition.ladder import Rung
from analysis.recognition.positions import RUNGS
from analysis.trade.preferred import RANKS, Preferred
from data.rows import Row, in_order, records
from data.vocabulary import codes, formats, periods
from data.vocabulary.codes import start_upper
from data.vocabulary.text import counted

ABOUT: Final = "Each chart shows what happened at the same time, and says nothing of why."
SIGNS: Final = "Thin line: lowest to highest report. A darker position is a more formal relation. This is not a score."
READ: Final = (
    "A full bar of trade is the state's own figure or the IMF's. A thin line on a bar runs from the lowest to the highest "
    "report. Aid adds the lowest reported weights of what was dispatched or delivered. An empty stretch of a position "
    "means that nothing is known of it."
)
RUNGS_HEADING: Final = "The order of the positions"
ORDER: Final = (
    "Positions are ordered by how formal the relation is; 1 is the lowest. This is not a score. It does not say that a "
    "step is right, nor how far one step is from the next. Steps are never added up. “Not established” has no place. The "
    "order is our own. Others may place “open, rank of its head not known” higher."
)
_SHOWN: Final = [
    Preferred.start, Preferred.end, Preferred.precision, Preferred.value, Preferred.rank,
]  # fmt: skip


def title(state: str, years: Sequence[Row], sent: pd.DataFrame) -> str:
    """Name the figure of a state by its last yearly trade and the aid that it has sent.

    Args:
        state: its name.
        years: its trade, as of `yearly`.
        sent: rows of `AidTotal` by year.
    """
    return f"{state}: {_figure(years[-1]) if years else 'no yearly trade figure'}; {_sent(sent)}"


def in_sentences(years: Sequence[Row], sent: pd.DataFrame, rungs: pd.DataFrame) -> str:
    """Say of one state its trade of the first and last year, the aid it sent, and who ran the Afghan embassy.

    Args:
        years: its trade, as of `yearly`.
        sent: rows of `AidTotal` by year.
        rungs: rows of `Rung`.
    """
    ends = [f"{_figure(row)} ({RANKS[row[Preferred.rank]]})" for row in years[:: max(1, len(years) - 1)]]
    traded = f"From {ends[0]} to {ends[1]}" if len(ends) > 1 else ends[0] if ends else "No yearly trade figure"
    return f"{start_upper(traded)}. {start_upper(_sent(sent))}. {_embassy(rungs)}."


def yearly(turnover: pd.DataFrame) -> list[Row]:
    """Pick the figures of whole years from rows of `Preferred`, by date."""
    rows = records(turnover[[Preferred.span, *_SHOWN]])
    return in_order([row for row in rows if row[Preferred.span] != "part"], Preferred.end)


def _figure(row: Row) -> str:
    when = periods.label(row[Preferred.start], row[Preferred.end], row[Preferred.precision])
    return f"{formats.usd(row[Preferred.value])} of trade in {when}"


def _sent(sent: pd.DataFrame) -> str:
    if sent.empty:
        return "no aid reported"
    weights = sent[AidTotal.low].dropna()
    weight = f"at least {formats.floor(math.fsum(weights), 'quantity_t')}" if len(weights) else "an unknown weight"
    return f"{weight} of aid in {counted(int(sent[AidTotal.consignments].sum()), 'consignment')}"


def _embassy(rungs: pd.DataFrame) -> str:
    named = rungs[[Rung.dimension, Rung.value, Rung.start, Rung.start_precision]]
    steps = [row for row in records(named) if row[Rung.dimension] == "afghan_mission"]
    return (
        f"Afghan embassy: {'; then '.join(map(_step, steps))}" if steps else "Who runs the Afghan embassy is not known"
    )


def _step(row: Row) -> str:
    start = periods.label(row[Rung.start], row[Rung.start], row[Rung.start_precision])
    return f"{codes.say(row[Rung.value])}, from {start}"


def whose_scale(*, same: bool) -> str:
    """Say whether the states share a scale."""
    return "the same scale for all states" if same else "each state on its own scale"


def order_of_rungs() -> pd.DataFrame:
    """List the positions of each relation in their order."""
    rungs = [
        (codes.say(dimension), f"{place} of {len(steps)}", codes.say(value))
        for dimension, steps in RUNGS.items()
        for place, value in enumerate(steps, 1)
    ]
    return pd.DataFrame(rungs, columns=["Relation", "Step", "Position"])
