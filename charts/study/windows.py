"""A series before and after a date: its two windows from near, and its whole run. Other dates: `charts.study.other_dates`.

Nothing here shows a cause: the date is a line, and what stands before and after it is described.
"""

import datetime as dt
from typing import Final, Unpack

import pandas as pd

from analysis.study.event_study import Change, Window
from analysis.study.series import Observation
from charts.base import frame, traces
from charts.base.dates import day
from charts.base.frame import Caption, Spec
from data.rows import Row
from data.vocabulary import formats

SIDES: Final = {"before": "circle-open", "date": "x-thin", "after": "circle"}
_NAMES: Final = {"before": "months before", "date": "the month of the date", "after": "months after"}
_MONTH: Final = "%b %Y"
_MIDDLE: Final = pd.Timedelta(days=14)  # of a month
DATE: Final = {"color": frame.GREY, "width": 1.6, "dash": "dash"}


def windows(
    rows: pd.DataFrame, change: pd.DataFrame, *, date: dt.date, window: int, mark: str = "", **caption: Unpack[Caption]
) -> Spec:
    """Draw the months on both sides of a date, with the same months of the years before it as a band.

    Args:
        rows: rows of `Window`, by month.
        change: the row of `Change`, or none.
        date: the chosen day.
        window: months on each side.
        mark: what happened on the date, in two or three words.
        caption: the words around it.
    """
    if rows[Window.value].isna().all():
        return frame.empty("The series has no value in these months.", caption["title"])
    sides = _sides(date, window)
    first, last = sides["before"][0], sides["after"][1]
    return frame.figure(
        [*_band(rows), _run(rows, first, last), *_points(rows), *_middles(change, sides)],
        height=430,
        shapes=[_date_line(date, mark)],
        xaxis=frame.time_axis(first.date(), last.date()),
        yaxis=_value_axis(rows),
        **caption,
    )


def _sides(date: dt.date, window: int) -> dict[str, tuple[pd.Timestamp, pd.Timestamp]]:
    """The first and last day of the months before and after a date."""
    last = pd.Timestamp(date).replace(day=1) + pd.DateOffset(months=window)
    months = pd.date_range(end=last, periods=2 * window + 1, freq="MS", normalize=True)
    ends = months + pd.offsets.MonthEnd(0)
    return {"before": (months[0], ends[window - 1]), "after": (months[window + 1], ends[-1])}


def _value_axis(rows: pd.DataFrame) -> Row:
    """From a little below the lowest to a little above the highest: prices are compared, not measured from zero."""
    values = rows[[Window.value, Window.season_low, Window.season_high]]
    low, high = values.min().min(), values.max().max()
    pad = (high - low or high or 1) * 0.12
    return {"range": [max(0, low - pad), high + 2 * pad], "nticks": 6}


def _band(rows: pd.DataFrame) -> list[Row]:
    """From the lowest to the highest value of the same month in the years before the date."""
    known = rows[rows[Window.season_years] > 0]
    if known.empty:
        return []
    columns = (known[it] for it in (Window.start, Window.season_low, Window.season_high, Window.season_years))
    hovers = [
        f"{month:{_MONTH}}: {_amount(low)} to {_amount(high)}<br>in the same month of {years} earlier year{'s' * (years != 1)}"
        for month, low, high, years in zip(*columns, strict=True)
    ]
    fill = {"fill": "tonexty", "fillcolor": frame.FAINT, "hovertext": hovers, "hoverinfo": "text"}
    low, high = (
        traces.lines(_middles_of(known), known[column], frame.CLEAR, 0, **more)
        for column, more in (
            (Window.season_low, {}),
            (Window.season_high, {"name": "same months of the years before", **fill}),
        )
    )
    return [low, high]


def _by_month(rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> pd.Series:
    """The values with a place for every month: a line breaks where one is missing."""
    return rows.set_index(Observation.start)[Observation.value].reindex(pd.date_range(first, last, freq="MS"))


def _run(rows: pd.DataFrame, first: pd.Timestamp, last: pd.Timestamp) -> Row:
    months = _by_month(rows, first, last)
    days = _days(months.index.to_series() + _MIDDLE)
    return traces.lines(days, months, frame.NEUTRAL, 1.4, connectgaps=False)


def _points(rows: pd.DataFrame) -> list[Row]:
    """The months before, hollow, of the date itself, a cross, and after, filled."""
    drawn = []
    for side, symbol in SIDES.items():
        part = rows[(rows[Window.side] == side) & rows[Window.value].notna()]
        if len(part):
            months = zip(part[Window.start], part[Window.value], strict=True)
            hovers = [f"<b>{_amount(value)}</b> · {month:{_MONTH}}" for month, value in months]
            look = traces.mark(symbol, 9, frame.NEUTRAL, 1.8)
            drawn.append(traces.points(_middles_of(part), part[Window.value], look, hovers, name=_NAMES[side]))
    return drawn


def _middles(change: pd.DataFrame, sides: dict[str, tuple[pd.Timestamp, pd.Timestamp]]) -> list[Row]:
    """The middle value of each side as a level across its months; none where there is no change."""
    drawn = []
    for side, column in {"before": Change.before, "after": Change.after}.items():
        for level in change[column]:
            named = {
                "name": "middle value of each side",
                "showlegend": not drawn,
                "hovertext": f"middle value {side}: {_amount(level)}",
                "hoverinfo": "text",
            }
            days = [day(it) for it in sides[side]]
            drawn.append(traces.lines(days, [level, level], frame.GREY, 2.4, dash="dot", **named))
    return drawn


def _date_line(date: dt.date, mark: str = "") -> Row:
    """The chosen date as a line, with its name."""
    label = {"text": frame.plain(mark), "xanchor": "left", "padding": 6, "font": {"size": 12, "color": frame.GREY}}
    return upright(day(date), DATE, label if mark else None)


def upright(x: object, line: Row, label: Row | None) -> Row:
    """Draw a line from the foot to the top of a plot, with a label at its upper end, as one of `layout.shapes`.

    Args:
        x: where it stands.
        line: its look.
        label: its label, or none.
    """
    place = {"type": "line", "xref": "x", "yref": "y domain", "x0": x, "x1": x, "y0": 0, "y1": 1, "line": line}
    return place | ({"label": {"textposition": "end", "textangle": 0, "yanchor": "top", **label}} if label else {})


def whole(
    series: pd.DataFrame, *, date: dt.date, window: int, first: dt.date, last: dt.date, **caption: Unpack[Caption]
) -> Spec:
    """Draw a series on a time axis, the two windows shaded; `charts.events.timeline.beside` can lay events under it.

    Args:
        series: rows of `Observation` on the axis, one for each month.
        date: the chosen day.
        window: months on each side.
        first: first day of the axis.
        last: last day of the axis.
        caption: the words around it.
    """
    if series.empty:
        return frame.empty("The series has no value in these years.", caption["title"])
    months = _by_month(series, series[Observation.start].min(), series[Observation.start].max())
    hovers = [f"<b>{_amount(value)}</b> · {month:{_MONTH}}" for month, value in months.items()]
    days = _days(months.index.to_series())
    run = traces.lines(days, months, frame.NEUTRAL, 2, hovertext=hovers, hoverinfo="text")
    return frame.figure(
        [run],
        height=300,
        shapes=[*_shades(date, window), _date_line(date)],
        xaxis=frame.time_axis(first, last),
        yaxis={"range": [0, float(months.max()) * 1.12], "nticks": 5},
        **caption,
    )


def _shades(date: dt.date, window: int) -> list[Row]:
    """The two windows as shaded strips."""
    strip = {"type": "rect", "xref": "x", "yref": "y domain", "y0": 0, "y1": 1, "layer": "below"}
    look = {"line": {"width": 0}, "fillcolor": frame.FAINT}
    return [{**strip, **look, "x0": day(first), "x1": day(last)} for first, last in _sides(date, window).values()]


def _middles_of(rows: pd.DataFrame) -> list[str]:
    """The middle of each month: a monthly value stands for all of its days."""
    return _days(rows[Window.start] + _MIDDLE)


def _days(days: pd.Series) -> list[str]:
    return list(days.dt.strftime("%Y-%m-%d"))


def _amount(value: float) -> str:
    return "not reported" if pd.isna(value) else formats.significant(value, 4)
