"""What the page of trade, aid and recognition side by side says of each state, and of the order of the rungs."""

import math
from typing import Final

import pandas as pd

from analysis.aid.consignments import AidTotal
from analysis.recognition.ladder import Rung
from analysis.recognition.positions import RUNGS
from analysis.trade.preferred import RANKS, Preferred
from data.rows import Row, in_order, records
from data.vocabulary import codes, formats, periods
from data.vocabulary.text import counted
from pages._app.view import View
from pages._parts.citation import cited, text

READ: Final = (
    "Turnover: full bar an own or IMF figure, pale another's or a preliminary one, hollow a claim, hatched a part of a "
    "year; whisker: from the lowest to the highest report; cross: no figure on record. Aid: what is reported as dispatched or "
    "delivered, the sum of the lowest reports, whisker to the highest; cross: sent, and no weight reported. Strips: a stronger "
    "fill is a further rung, striped means that no later reading was found, an empty stretch that nothing is on record."
)
RUNGS_HEADING: Final = "What the rungs mean, and in which order they stand"
ORDER: Final = (
    "A rung is a place in an order of how formal the dealing is, within one dimension; 1 is the lowest. It is no "
    "score: it does not say that a step is right, nor how far one rung is from the next. Rungs are never added up, "
    "over dimensions or over states. “Not established” has no rung. The order is ours; others would place “open, rank "
    "of its head not known” elsewhere: it stands below the known ranks since nothing more is known of it."
)
_SHOWN: Final = [
    Preferred.start, Preferred.end, Preferred.precision, Preferred.value, Preferred.rank, Preferred.source_id,
]  # fmt: skip


def on_record(view: View, turnover: pd.DataFrame, sent: pd.DataFrame, rungs: pd.DataFrame) -> str:
    """Say of one state its turnover of the first and last year, the aid it sent, and who ran the Afghan embassy.

    Args:
        view: the chosen years.
        turnover: rows of `Preferred`.
        sent: rows of `AidTotal` by year.
        rungs: rows of `Rung`.
    """
    return f"{_traded(turnover)}; {_sent(sent, view.years_in_words())}; {_embassy(rungs)}."


def _traded(turnover: pd.DataFrame) -> str:
    rows = records(turnover[[Preferred.span, *_SHOWN]])
    years = in_order([row for row in rows if row[Preferred.span] != "part"], Preferred.end)
    if not years:
        return "no yearly turnover on record"
    ends = years if len(years) == 1 else [years[0], years[-1]]
    return f"turnover {', '.join(map(_figure, ends))}"


def _figure(row: Row) -> str:
    when = periods.label(row[Preferred.start], row[Preferred.end], row[Preferred.precision])
    source = f"{text(RANKS[row[Preferred.rank]])}, {cited(row[Preferred.source_id])}"
    return f"{text(formats.usd(row[Preferred.value]))} in {text(when)} ({source})"


def _sent(sent: pd.DataFrame, when: str) -> str:
    if sent.empty:
        return "no consignment on record"
    weights = sent[AidTotal.low].dropna()
    weight = (
        f"at least {text(formats.floor(math.fsum(weights), 'quantity_t'))}" if len(weights) else "an unknown weight"
    )
    count, unweighed = (int(sent[column].sum()) for column in (AidTotal.consignments, AidTotal.without))
    without = f", {unweighed} of them not weighed" if unweighed else ""
    return f"{weight} of aid sent, {when}, in {counted(count, 'consignment')}{without}"


def _embassy(rungs: pd.DataFrame) -> str:
    steps = [row for row in records(rungs) if row[Rung.dimension] == "afghan_mission"]
    if not steps:
        return "who runs the Afghan embassy is not on record"
    return f"Afghan embassy: {', then '.join(map(_step, steps))}"


def _step(row: Row) -> str:
    start = periods.label(row[Rung.start], row[Rung.start], row[Rung.start_precision])
    return f"{text(codes.say(row[Rung.value]))} (from {text(start)}, {cited(row[Rung.source_ids].split(';')[0])})"


def whose_scale(*, same: bool) -> str:
    """Say whether the states share a scale."""
    return "the same scale for all states" if same else "each state on a scale of its own"


def order_of_rungs() -> pd.DataFrame:
    """List the rungs of each dimension in their order."""
    rungs = [
        (codes.say(dimension), f"{place} of {len(steps)}", codes.say(value))
        for dimension, steps in RUNGS.items()
        for place, value in enumerate(steps, 1)
    ]
    return pd.DataFrame(rungs, columns=["Dimension", "Rung", "Position"])
