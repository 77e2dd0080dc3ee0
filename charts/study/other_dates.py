"""The change over a chosen date among the same changes over all other dates of its series.

A description of how usual a change is for the series, and no test: neighbouring dates share values.
"""

import math
from typing import Final, Unpack

import numpy as np
import pandas as pd

from analysis.study.event_study import Change, OtherDate
from charts.base import frame, traces
from charts.base.frame import Caption, Spec
from charts.study.windows import DATE, upright
from data.rows import Row
from data.vocabulary.text import share

_BINS: Final = 24


def others(rows: pd.DataFrame, change: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw the changes at all other dates as a histogram with a stroke for each, the chosen one as a line.

    Args:
        rows: rows of `OtherDate`.
        change: the row of `Change`, or none.
        caption: the words around it.
    """
    if rows.empty or change.empty:
        why = "No change can be shown at this date, or there is no other date to compare with."
        return frame.empty(why, caption["title"])
    changes, chosen = rows[OtherDate.change_percent], float(change[Change.change_percent].iloc[0])
    edges = _edges(min(changes.min(), chosen), max(changes.max(), chosen))
    apart, shared = (changes[rows[OtherDate.shares] == shares] for shares in (False, True))
    heights = np.histogram(apart, edges)[0]
    high = int((heights + np.histogram(shared, edges)[0]).max())
    drawn = [
        _bins(apart, edges, {"color": frame.NEUTRAL}, "other dates"),
        _bins(shared, edges, {"color": frame.faded(frame.NEUTRAL, 0.4)}, "sharing months with the chosen one"),
        _strokes(rows, -0.06 * high),
    ]
    changed = {"ticksuffix": " %", "range": [edges[0], edges[-1]], "zeroline": True, "zerolinecolor": frame.SOFT}
    counted = {"range": [-0.12 * high, high * 1.25], "tickformat": "d", "tickmode": "array", "tickvals": _counts(high)}
    return frame.figure(
        [trace for trace in drawn if trace],
        height=430,
        barmode="stack",
        bargap=0.06,
        shapes=[_chosen(chosen)],
        xaxis=changed,
        yaxis=counted,
        **caption,
    )


def _edges(low: float, high: float) -> np.ndarray:
    """Return the edges of a limited number of bins of a round width, one of them at zero."""
    step = _round(max(high - low, 1e-9) / _BINS)
    return np.arange(math.floor(low / step), math.floor(high / step) + 2) * step


def _round(rough: float) -> float:
    """The next round number that is not below a rough one."""
    unit = 10 ** math.floor(math.log10(rough))
    return unit * next(it for it in (1, 2, 5, 10) if it * unit >= rough)


def _counts(high: int) -> list[int]:
    step = _round(max(high / 4, 1))
    return list(range(0, high + 1, math.ceil(step)))


def _bins(changes: pd.Series, edges: np.ndarray, marker: Row, name: str) -> Row:
    """One bar for each bin; no trace for no changes."""
    if changes.empty:
        return {}
    heights = np.histogram(changes, edges)[0]
    hovers = [
        f"<b>{count} {name}</b><br>change from {low:.3g} to {high:.3g} %"
        for count, low, high in zip(heights, edges[:-1], edges[1:], strict=True)
    ]
    return traces.bars((edges[:-1] + edges[1:]) / 2, [int(it) for it in heights], marker, hovers, name=name)


def _strokes(rows: pd.DataFrame, y: float) -> Row:
    """A stroke for each other date below the bars."""
    look = {"symbol": "line-ns", "size": 9, "line": {"width": 1, "color": frame.GREY}}
    changes = rows[OtherDate.change_percent]
    hovers = [f"{day:%b %Y}: {signed(change)}" for day, change in zip(rows[OtherDate.start], changes, strict=True)]
    return traces.points(changes, [y] * len(rows), look, hovers, cliponaxis=False)


def _chosen(change: float) -> Row:
    side = "right" if change > 0 else "left"
    label = {"text": f"chosen date: {signed(change)}", "xanchor": side, "padding": 5, "font": {"size": 12}}
    return upright(change, {**DATE, "width": 2.4}, label)


def signed(change: float) -> str:
    """Write a change in per cent with its sign before it."""
    return share(change) if change == 0 else f"{'+' if change > 0 else '−'}{share(change)}"  # noqa: RUF001  a minus
