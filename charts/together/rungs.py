"""The strips of one state's positions: one strip for each dimension that has rungs, on a time axis.

A fill is stronger on a further rung; stripes mean that no later reading was found. No strip is added to another.
"""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.recognition.ladder import Rung
from analysis.recognition.positions import RUNGS
from charts.base import frame, hover, traces
from charts.base.labels import WIDE
from charts.base.traces import Trace
from charts.recognition.matrix import shade, short
from charts.recognition.spans import spans, words
from data.rows import Row, in_order
from data.vocabulary import codes, periods
from data.vocabulary.places import name

_LANE: Final = 34  # pixels of a strip with its heading
_STRIP: Final = 15
_SIZE: Final = 12  # pixels of the words in a strip
HEIGHT: Final = len(RUNGS) * _LANE
_LANES: Final = {dimension: lane for lane, dimension in enumerate(RUNGS)}


def heading(text: str, y: float, **more: object) -> Trace:
    """Words at the left edge of the plot, as one of `layout.annotations`."""
    return traces.at_left(frame.ink(text), y, rim=True, **more)


def heads(rungs: Sequence[Row], axis: str) -> list[Trace]:
    """Name each dimension above its strip with its last position: a strip may be too short for words."""
    last = {row[Rung.dimension]: row[Rung.value] for row in in_order(rungs, Rung.start)}
    names = [f"{codes.say(it)}: {frame.plain(short(last[it])) if it in last else 'not known'}" for it in RUNGS]
    return [
        heading(text, at * _LANE + _LANE - _STRIP, yref=axis, yanchor="bottom", yshift=-1)
        for at, text in enumerate(names)
    ]


def strips(rungs: Sequence[Row], first: object, last: object, axis: str) -> list[Trace]:
    """Draw the strips: filled as far as a source confirms them, striped as far as no later reading was found.

    Args:
        rungs: rows of `analysis.recognition.ladder.Rung`.
        first: first day of the axis.
        last: last day of the axis.
        axis: the vertical one.
    """
    rows: list[Row] = [
        {
            **row,
            "at": float(_LANES[row[Rung.dimension]] * _LANE + _LANE - _STRIP / 2),
            "hover": _hover(row),
            "sure_until": min(row[Rung.confirmed_until], row[Rung.until]),
            "wordings": [short(row[Rung.value])],
        }
        for row in rungs
    ]
    sure = [row for row in rows if row["sure_until"] > row[Rung.start]]
    unsure = [row for row in rows if row[Rung.until] > row["sure_until"]]
    fills = [shade(row[Rung.dimension], row[Rung.rung]) for row in sure]
    filled = {"color": fills, "line": {"color": frame.NEUTRAL, "width": 1}}
    on = {"width": _STRIP, "name": "position", "yaxis": axis}
    return [
        spans(sure, Rung.start, "sure_until", filled, **on),
        spans(unsure, "sure_until", Rung.until, frame.unconfirmed(frame.NEUTRAL), **on),
        *words(rows, Rung.until, first, last, wide=WIDE, size=_SIZE, yaxis=axis),
    ]


def _hover(row: Row) -> str:
    """A position, its place in our order, since when and how far confirmed, and how many reports differ."""
    rung, start, differs = row[Rung.rung], row[Rung.start], row[Rung.differs]
    placed = "no step" if pd.isna(rung) else f"step {rung} of {row[Rung.rungs]} in our order, not a score"
    confirmed = f"{row[Rung.confirmed_until]:%-d %b %Y}"
    until = f"until {row[Rung.until]:%-d %b %Y}" if row[Rung.ended] else f"last confirmed {confirmed}"
    one = differs == 1
    return hover.lines(
        hover.bold(codes.say(row[Rung.value]), 50),
        f"{name(row[Rung.country])} · {codes.say(row[Rung.dimension])}",
        placed,
        f"since {periods.label(start, start, row[Rung.start_precision])}; {until}",
        f"{differs} other report{'s' * (not one)} differ{'s' * one}" if differs else "",
    )
