"""A series before and after a date: its two windows from near, and its whole run. Other dates: `charts.study.other_dates`.

Nothing here tells of a cause: the date is a line, and what stands before and after it is described.
"""

from typing import Final, Unpack

import pandas as pd

from analysis.study.event_study import Study
from charts.base import frame, traces
from charts.base.dates import day
from charts.base.frame import Caption, Spec
from data.rows import Row
from data.vocabulary import formats

SIDES: Final = {"before": "circle-open", "date": "x-thin", "after": "circle"}
_NAMES: Final = {"before": "months before", "date": "the month of the date", "after": "months after"}
_MONTH: Final = "%b %Y"
DATE: Final = {"color": frame.GREY, "width": 1.6, "dash": "dash"}


def windows(found: Study, date: object, *, mark: str = "", **caption: Unpack[Caption]) -> Spec:
    """Draw the months on both sides of a date, with the same months of the years before it as a band.

    Args:
        found: of `analysis.study.event_study.study`, by month.
        date: the chosen day.
        mark: what happened on the date, in two or three words.
        caption: the words around it.
    """
    points = found.points
    if points["value"].isna().all():
        return frame.empty("The series has no value in these months.", caption["title"])
    first, last = points["start"].iloc[0], points["start"].iloc[-1] + pd.offsets.MonthEnd(0)
    return frame.figure(
        [*_band(points), _run(points), *_sides(points), *_middles(found)],
        height=430,
        shapes=[_date_line(date, mark)],
        xaxis=frame.time_axis(first.date(), last.date()),
        yaxis=_value_axis(points),
        **caption,
    )


def _value_axis(points: pd.DataFrame) -> Row:
    """From a little below the lowest to a little above the highest: prices are compared, not measured from zero."""
    values = points[["value", "season_low", "season_high"]]
    low, high = values.min().min(), values.max().max()
    pad = (high - low or high or 1) * 0.12
    return {"range": [max(0, low - pad), high + 2 * pad], "nticks": 6}


def _band(points: pd.DataFrame) -> list[Row]:
    """From the lowest to the highest value of the same month in the years before the date."""
    known = points[points["season_years"] > 0]
    if known.empty:
        return []
    said = [
        f"{it.start:{_MONTH}}: {_amount(it.season_low)} to {_amount(it.season_high)}<br>in the same month of "
        f"{it.season_years} earlier year{'s' * (it.season_years != 1)}"
        for it in known.itertuples()
    ]
    fill = {"fill": "tonexty", "fillcolor": frame.FAINT, "hovertext": said, "hoverinfo": "text"}
    low, high = (
        traces.lines(_middles_of(known), known[it], frame.CLEAR, 0, **more)
        for it, more in (("season_low", {}), ("season_high", {"name": "same months of the years before", **fill}))
    )
    return [low, high]


def _run(points: pd.DataFrame) -> Row:
    return traces.lines(_middles_of(points), points["value"], frame.NEUTRAL, 1.4, connectgaps=False)


def _sides(points: pd.DataFrame) -> list[Row]:
    """The months before, hollow, of the date itself, a cross, and after, filled."""
    drawn = []
    for side, symbol in SIDES.items():
        part = points[(points["side"] == side) & points["value"].notna()]
        if len(part):
            said = [f"<b>{_amount(it.value)}</b> · {it.start:{_MONTH}}" for it in part.itertuples()]
            look = traces.mark(symbol, 9, frame.NEUTRAL, 1.8)
            drawn.append(traces.points(_middles_of(part), part["value"], look, said, name=_NAMES[side]))
    return drawn


def _middles(found: Study) -> list[Row]:
    """The middle value of each side as a level across its months; none where no change is told."""
    drawn = []
    for side, level in {"before": found.before, "after": found.after}.items():
        if level is not None:
            said = f"middle value {side}: {_amount(level)}"
            named = {
                "name": "middle value of each side",
                "showlegend": not drawn,
                "hovertext": said,
                "hoverinfo": "text",
            }
            drawn.append(traces.lines(_ends(found.points, side), [level, level], frame.GREY, 2.4, dash="dot", **named))
    return drawn


def _ends(points: pd.DataFrame, side: str) -> tuple[str, str]:
    """The first and last day of the months before or after."""
    days = points.loc[points["side"] == side, "start"]
    return day(days.iloc[0]), day(days.iloc[-1] + pd.offsets.MonthEnd(0))


def _date_line(date: object, mark: str = "") -> Row:
    """The chosen date as a line, with its name."""
    label = {"text": frame.plain(mark), "xanchor": "left", "padding": 6, "font": {"size": 11, "color": frame.GREY}}
    return upright(str(date)[:10], DATE, label if mark else None)


def upright(x: object, line: Row, label: Row | None) -> Row:
    """A line from the foot to the top of a plot, with a label at its upper end, as one of `layout.shapes`."""
    place = {"type": "line", "xref": "x", "yref": "y domain", "x0": x, "x1": x, "y0": 0, "y1": 1, "line": line}
    return place | ({"label": {"textposition": "end", "textangle": 0, "yanchor": "top", **label}} if label else {})


def whole(
    series: pd.Series, found: Study, date: object, first: object, last: object, **caption: Unpack[Caption]
) -> Spec:
    """Draw the whole series on a time axis, the two windows shaded; `charts.events.timeline.beside` can lay events under it.

    Args:
        series: one value for each month.
        found: of `analysis.study.event_study.study` on the series.
        date: the chosen day.
        first: first day of the axis.
        last: last day of the axis.
        caption: the words around it.
    """
    inside = series[(series.index >= pd.Timestamp(str(first))) & (series.index <= pd.Timestamp(str(last)))].dropna()
    if inside.empty:
        return frame.empty("The series has no value in these years.", caption["title"])
    months = inside.reindex(pd.date_range(inside.index[0], inside.index[-1], freq="MS"))
    said = [f"<b>{_amount(value)}</b> · {month:{_MONTH}}" for month, value in months.items()]
    run = traces.lines(_days(months.index.to_series()), months, frame.NEUTRAL, 2, hovertext=said, hoverinfo="text")
    return frame.figure(
        [run],
        height=300,
        shapes=[*_shades(found.points), _date_line(date)],
        xaxis=frame.time_axis(first, last),
        yaxis={"range": [0, float(inside.max()) * 1.12], "nticks": 5},
        **caption,
    )


def _shades(points: pd.DataFrame) -> list[Row]:
    """The two windows as shaded strips."""
    strip = {"type": "rect", "xref": "x", "yref": "y domain", "y0": 0, "y1": 1, "layer": "below"}
    look = {"line": {"width": 0}, "fillcolor": frame.FAINT}
    ends = (_ends(points, side) for side in ("before", "after"))
    return [{**strip, **look, "x0": first, "x1": last} for first, last in ends]


def _middles_of(points: pd.DataFrame) -> list[str]:
    """The middle of each month: a monthly value stands for all of its days."""
    return _days(points["start"] + pd.Timedelta(days=14))


def _days(days: pd.Series) -> list[str]:
    return list(days.dt.strftime("%Y-%m-%d"))


def _amount(value: float) -> str:
    return "not reported" if pd.isna(value) else formats.significant(value, 4)
