"""What UN appeals for Afghanistan asked for and received: no gift of a Central Asian state, and never added to one."""

from typing import Final, Unpack

import pandas as pd

from analysis.aid.appeals import Reading
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.schema.columns import Column
from data.vocabulary import formats, periods
from data.vocabulary.text import share

_HALF: Final = 0.36  # of a year, half the width of a bar
_HUE: Final = frame.GREY
_PALE: Final = "rgba(127,127,127,0.35)"
_NAMES: Final = {Reading.required_usd: "asked for", Reading.funded_usd: "received"}
_LAST: Final = {Reading.required_usd: Reading.last_required, Reading.funded_usd: Reading.last_funded}
_ASIDE: Final = 0.45  # of a year, to the right of the bars


def appeals(rows: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw the last reading of each yearly plan as bars, other readings as dashes, other plans as marks beside them.

    Args:
        rows: rows of `Reading`.
        caption: the words around it.
    """
    years = sorted(set(rows[Reading.year]))
    ring = {"color": frame.CLEAR, "line": {"color": _HUE, "width": 1.4}}
    asked, received = (rows[rows[last]].sort_values(Reading.year) for last in _LAST.values())
    yearly = rows[Reading.plan_kind] == "yearly_plan"
    drawn = [
        _bar(asked, Reading.required_usd, 2 * _HALF, ring),
        _bar(received, Reading.funded_usd, 1.3 * _HALF, {"color": _PALE}),
        _shares(rows),
        _readings(rows[yearly], "earlier readings", {"symbol": "line-ew", "size": 8, "color": _HUE}),
        _readings(rows[~yearly], "other plans", {"symbol": "diamond-open", "size": 8, "color": _HUE}, aside=_ASIDE),
    ]
    high = float(rows[[Reading.required_usd, Reading.funded_usd]].max().max())
    return frame.figure(
        [trace for trace in drawn if trace["x"]],
        height=420,
        barmode="overlay",
        xaxis=traces.years_axis(years[0], years[-1]) if years else {},
        yaxis=frame.value_axis(high, "value_usd"),
        **caption,
    )


def _bar(rows: pd.DataFrame, figure: Column, width: float, look: Trace) -> Trace:
    hovers = [_hover(row, figure) for row in records(rows)]
    return traces.bars(rows[Reading.year], rows[figure], look, hovers, width=width, name=_NAMES[figure])


def _readings(rows: pd.DataFrame, name: str, look: Trace, *, aside: float = 0) -> Trace:
    """Mark what some plans asked for and received by all readings that are no bar.

    Args:
        rows: rows of `Reading`.
        name: what they are called in the legend.
        look: the mark.
        aside: how far to the right of the bars they stand, in years.
    """
    marks = [
        (row[Reading.year] + aside, row[figure], _hover(row, figure))
        for row in records(rows)
        for figure, last in _LAST.items()
        if pd.notna(row[figure]) and not row[last]
    ]
    x, y, hovers = zip(*marks, strict=True) if marks else ((), (), ())
    return traces.points(x, y, {**look, "line": {"width": 1.4, "color": _HUE}}, hovers, name=name)


def _shares(rows: pd.DataFrame) -> Trace:
    """Write above the bar of each year how much of what was asked for was received."""
    asked, received = (rows[rows[last]].set_index(Reading.year)[figure] for figure, last in _LAST.items())
    known = received.index.intersection(asked.index).sort_values()
    percents = [share(100 * received[year] / asked[year]) for year in known]
    tops = [max(asked[year], received[year]) for year in known]
    return traces.texts(known, tops, percents, "top center", only="wide", cliponaxis=False)


def _hover(row: Row, figure: Column) -> str:
    date = periods.label(row[Reading.start], row[Reading.end], row[Reading.precision])
    head = f"<b>{formats.usd(row[figure])}</b> {_NAMES[figure]}, {row[Reading.year]}"
    return hover.lines(head, row[Reading.plan], f"read on: {date}")
