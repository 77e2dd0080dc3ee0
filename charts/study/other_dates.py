"""The change over a chosen date among the same changes over all other dates of its series.

A description of how usual a change is for the series, and no test: neighbouring dates share values.
"""

import math
from typing import Final, Unpack

import numpy as np
import pandas as pd

from analysis.study.event_study import Study
from charts.base import frame, traces
from charts.base.frame import Caption, Spec
from charts.study.windows import DATE, upright
from data.rows import Row
from data.vocabulary.text import share

_BINS: Final = 24


def others(found: Study, **caption: Unpack[Caption]) -> Spec:
    """Draw the changes at all other dates as a histogram with a stroke for each, the chosen one as a line.

    Args:
        found: of `analysis.study.event_study.study`.
        caption: the words around it.
    """
    if found.change_percent is None or found.others.empty:
        why = "No change is told at this date, or there is no other date to compare with."
        return frame.empty(why, caption["title"])
    changes = found.others["change_percent"]
    edges = _edges(float(min(changes.min(), found.change_percent)), float(max(changes.max(), found.change_percent)))
    apart, shared = (changes[found.others["shares"] == it] for it in (False, True))
    heights = np.histogram(apart, edges)[0]
    high = int((heights + np.histogram(shared, edges)[0]).max())
    drawn = [
        _bins(apart, edges, {"color": frame.NEUTRAL}, "other dates"),
        _bins(shared, edges, {"color": frame.faded(frame.NEUTRAL, 0.4)}, "sharing months with the chosen one"),
        _strokes(found.others, -0.06 * high),
    ]
    changed = {"ticksuffix": " %", "range": [edges[0], edges[-1]], "zeroline": True, "zerolinecolor": frame.SOFT}
    counted = {"range": [-0.12 * high, high * 1.25], "tickformat": "d", "tickmode": "array", "tickvals": _counts(high)}
    return frame.figure(
        [it for it in drawn if it],
        height=430,
        barmode="stack",
        bargap=0.06,
        shapes=[_chosen(found.change_percent)],
        xaxis=changed,
        yaxis=counted,
        **caption,
    )


def _edges(low: float, high: float) -> np.ndarray:
    """The edges of at most so many bins of a round width, one of them at zero."""
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
    said = [
        f"<b>{count} {name}</b><br>change from {low:.3g} to {high:.3g} %"
        for count, low, high in zip(heights, edges[:-1], edges[1:], strict=True)
    ]
    return traces.bars((edges[:-1] + edges[1:]) / 2, [int(it) for it in heights], marker, said, name=name)


def _strokes(rows: pd.DataFrame, y: float) -> Row:
    """A stroke for each other date below the bars."""
    look = {"symbol": "line-ns", "size": 9, "line": {"width": 1, "color": frame.GREY}}
    changes = rows["change_percent"]
    said = [f"{day:%b %Y}: {signed(change)}" for day, change in zip(rows["start"], changes, strict=True)]
    return traces.points(changes, [y] * len(rows), look, said, cliponaxis=False)


def _chosen(change: float) -> Row:
    side = "right" if change > 0 else "left"
    label = {"text": f"chosen date: {signed(change)}", "xanchor": side, "padding": 5, "font": {"size": 12}}
    return upright(change, {**DATE, "width": 2.4}, label)


def signed(change: float) -> str:
    """A change in per cent with its sign before it."""
    return share(change) if change == 0 else f"{'+' if change > 0 else '−'}{share(change)}"  # noqa: RUF001  a minus
