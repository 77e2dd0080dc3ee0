"""Yearly figures of several countries, a small panel each on a scale of its own or on one for all, with the spread of what others report.

One country alone, with a mark for every report, is drawn by `charts.trade.one_state`.
"""

import datetime as dt
import math
from typing import Final, Unpack

import pandas as pd

from analysis.trade.preferred import Preferred, unbroken
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.vocabulary import formats
from data.vocabulary.places import CODES, name

_ACROSS: Final = 2  # panels beside each other: a phone has room for no more
_HIGH: Final = {1: 300, 2: 200}  # pixels of a panel, by how many there are
_LOW: Final = 100  # of one among more
_HEAD: Final = 40  # pixels of the name and figure above a panel
_BETWEEN: Final = _HEAD + 30  # pixels between two rows, for the years below the one and the names above the other
_GAP: Final = 0.07  # between two panels, as a part of the width
_GAP_OF_OWN: Final = 0.18  # where the values of the right one stand between them
_LABELLED: Final = 5  # years from one label to the next


def by_country(
    years: pd.DataFrame, *, first: dt.date, last: dt.date, scale: str = "own", **caption: Unpack[Caption]
) -> Spec:
    """Draw a panel for each country: a line through its own and IMF figures, other reports as hollow marks.

    A line is broken where a year is missing, and where own figures follow those of the IMF. A figure stands on the tick of
    its year; a thin line marks the takeover.

    Args:
        years: rows of `Preferred` of full years.
        first: first day of the axis.
        last: last day of the axis.
        scale: own for each country, common for all, or log for a common logarithmic one.
        caption: the words around it.
    """
    if years.empty:
        return frame.empty("No yearly figure is reported for these countries and years.", caption["title"])
    parts = {code: records(years[years[Preferred.country] == code].sort_values(Preferred.end)) for code in CODES}
    parts = {code: rows for code, rows in parts.items() if rows}
    across, high = min(len(parts), _ACROSS), _HIGH.get(len(parts), _LOW)
    down = math.ceil(len(parts) / across)
    inner = down * high + (down - 1) * _BETWEEN
    span = (_year(first), _year(last))
    of_all = [row for rows in parts.values() for row in rows]
    gap = _GAP_OF_OWN if scale == "own" else _GAP
    drawn: list[Trace] = []
    axes: dict[str, Trace] = {}
    named: list[Trace] = []
    shapes: list[Trace] = []
    for number, (code, rows) in enumerate(parts.items()):
        key = str(number + 1) if number else ""
        row, column = divmod(number, across)
        left = column * (1 + gap) / across
        top = 1 - row * (high + _BETWEEN) / inner
        x = [left, min(left + (1 + gap) / across - gap, 1)]
        y = [max(top - high / inner, 0), top]
        axes[f"xaxis{key}"] = _years_axis(*span) | {"domain": x, "anchor": f"y{key}"}
        highest = max(row[Preferred.high] for row in (rows if scale == "own" else of_all))
        values = frame.value_axis(highest, "value_usd", log=scale == "log")
        is_labelled = {} if column == 0 or scale == "own" else {"showticklabels": False, "matches": "y"}
        axes[f"yaxis{key}"] = values | {"domain": y, "anchor": f"x{key}", **is_labelled}
        drawn += [it | {"xaxis": f"x{key}", "yaxis": f"y{key}"} for it in _line(rows, code)]
        named.append(frame.heading(_latest(rows, code), top, x=left, align="left", font={"size": 13}))
        shapes.append(_takeover(key))
        if not number:
            named.append(_takeover_label(span))
    return frame.figure(
        drawn, inner=inner, head=_HEAD, axes=axes, annotations=named, shapes=shapes, showlegend=False, **caption
    )  # fmt: skip


def _year(day: dt.date) -> float:
    """A day on an axis where the figure of a year stands on its tick."""
    return day.year + (day.timetuple().tm_yday - 183) / 366


def _years_axis(first: float, last: float) -> Trace:
    """An axis of years that labels a few."""
    every = _LABELLED if last - first > _LABELLED * 1.5 else 2 if last - first > 3 else 1
    ticks = [year for year in range(math.ceil(first), math.floor(last + 0.5) + 1) if year % every == 0]
    return {"range": [first - 0.2, last + 0.4], "tickmode": "array", "tickvals": ticks, "ticktext": list(map(str, ticks)),
            "showgrid": False}  # fmt: skip


def _takeover(key: str) -> Trace:
    """The thin line of 15 August 2021 in one panel."""
    at = _year(dt.date.fromisoformat(frame.KABUL))
    return frame.kabul_line(label=False) | {"x0": at, "x1": at, "xref": f"x{key}", "yref": f"y{key} domain"}


def _takeover_label(span: tuple[float, float]) -> Trace:
    """What the thin line is, beside that of the first panel."""
    at = _year(dt.date.fromisoformat(frame.KABUL))
    inside = span[0] <= at <= span[1]
    return {**traces.note("Aug 2021 " if inside else "", at, 1, xref="x", yref="y domain"), "xanchor": "right",
            "yanchor": "top", "font": {"size": 12, "color": frame.GREY}}  # fmt: skip


def _line(rows: list[Row], code: str) -> list[Trace]:
    """Draw a line through own and IMF figures, and hollow marks for the years that only others report."""
    firm, other = [row for row in rows if row[Preferred.firm]], [row for row in rows if not row[Preferred.firm]]
    hue = frame.colour(code)
    line = {"mode": "lines+markers", "line": {"color": hue, "width": 2}}
    ends = traces.spread([{**row, "at": _place(row)} for row in rows], color=hue, thickness=1.2)
    shown = [_marks(part, code, {"symbol": "circle", "size": 5, "color": hue}, **line) for part in unbroken(firm)]
    if other:
        look = {"symbol": "circle-open", "size": 7, "color": hue, "line": {"width": 1.5}}
        shown.append(_marks(other, code, look))
    return [ends, *shown]


def _latest(rows: list[Row], code: str) -> str:
    """Name a country, and below it its last figure: an own or IMF one where there is any."""
    last = next((row for row in reversed(rows) if row[Preferred.firm]), rows[-1])
    return f"{name(code)}</b><br>{formats.usd(last[Preferred.value])} in {hover.short_period(last)}<b>"


def _place(row: Row) -> float:
    return round(_year(row[Preferred.start] + (row[Preferred.end] - row[Preferred.start]) / 2), 2)


def _marks(rows: list[Row], code: str, look: Trace, **more: object) -> Trace:
    """Draw the figures of one country; those near zero are not cut by the edge of the panel."""
    values, hovers = [row[Preferred.value] for row in rows], [hover.figure(row, "value_usd") for row in rows]
    return traces.points(map(_place, rows), values, look, hovers, called=name(code), cliponaxis=False, **more)
