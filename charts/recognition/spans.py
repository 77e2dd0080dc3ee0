"""Positions as lying bars on a time axis, and the words in them."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from charts.base import frame, traces
from charts.base.dates import DAY, day, pixels_a_day
from charts.base.labels import fitting
from charts.base.traces import Trace
from data.rows import Row

_BESIDE: Final = {"wide": 12, "narrow": 4}  # pixels that words leave free in their bar
_NARROW: Final = 250  # pixels of the axis on a phone
_INSET: Final = 4  # pixels from the beginning of a bar to its words


def spans(rows: Sequence[Row], begin: str, end: str, marker: Trace, **more: object) -> Trace:
    """Draw bars from one day of each row to another.

    Args:
        rows: with `at` (where the bar lies) and `hover`.
        begin: the column of the first day.
        end: the column of the last day.
        marker: fill, edge and pattern.
        more: what else the trace needs, by Plotly's names.
    """
    long = [(row[end] - row[begin]).days * DAY for row in rows]
    heights, hovers, base = (
        [row["at"] for row in rows],
        [row["hover"] for row in rows],
        [day(row[begin]) for row in rows],
    )
    return traces.bars(long, heights, marker, hovers, lying=True, base=base, **more)


def words(
    rows: Sequence[Row], end: str, first: object, last: object, *, wide: float, size: float, **more: object
) -> list[Trace]:
    """Write a position in words where its bar has room for them, on an ordinary screen and on a phone.

    Args:
        rows: with `start`, `at` (where the bar lies) and `wordings`, the longest first.
        end: the column of the last day.
        first: first day of the axis.
        last: last day of the axis.
        wide: pixels of the axis for which words are placed.
        size: pixels of the words.
        more: what else the trace needs, by Plotly's names.
    """
    return [
        _words(rows, end, first, last, pixels, size, {"only": only, **more})
        for only, pixels in (("wide", wide), ("narrow", _NARROW))
    ]


def _words(rows: Sequence[Row], end: str, first: object, last: object, wide: float, size: float, more: Trace) -> Trace:
    """The words for one width of the axis; arguments as of `words`."""
    pixels = pixels_a_day(first, last, wide)
    left, right = pd.Timestamp(str(first)), pd.Timestamp(str(last))
    begin = [max(row["start"], left) for row in rows]
    room = [
        (min(row[end], right) - since).days * pixels - _BESIDE[str(more["only"])]
        for row, since in zip(rows, begin, strict=True)
    ]
    texts = [
        fitting([frame.ink(frame.plain(it)) for it in row["wordings"]], width, size)
        for row, width in zip(rows, room, strict=True)
    ]
    days = [day(since + pd.Timedelta(days=_INSET / pixels)) for since in begin]
    return traces.texts(days, [row["at"] for row in rows], texts, "middle right", size=size, **more)
