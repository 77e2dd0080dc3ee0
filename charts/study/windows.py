"""A series before and after a date: its two windows from near, and its whole run. Other dates: `charts.study.other_dates`.

Nothing here tells of a cause: the date is a line, and what stands before and after it is described.
"""

from typing import Final

import pandas as pd

from analysis.study.event_study import Study
from charts.base import frame
from charts.base.frame import Spec
from data.rows import Row
from data.vocabulary import formats

SIDES: Final = {"before": "circle-open", "date": "x-thin", "after": "circle"}
_NAMES: Final = {"before": "months before", "date": "the month of the date", "after": "months after"}
_MONTH: Final = "%b %Y"
_LINE: Final = {"color": frame.NEUTRAL, "width": 2}
DATE: Final = {"color": frame.GREY, "width": 1.6, "dash": "dash"}


def windows(found: Study, date: object, *, title: str, subtitle: str = "", foot: str = "", mark: str = "") -> Spec:
    """The months on both sides of a date, with the same months of the years before it as a band.

    Args:
        found: of `analysis.study.event_study.study`, by month.
        date: the chosen day.
        title: what the figure shows.
        subtitle: the unit.
        foot: who says so.
        mark: what happened on the date, in two or three words.
    """
    points = found.points
    if points["value"].isna().all():
        return frame.empty("The series has no value in these months.", title)
    traces = [*_band(points), _run(points), *_sides(points), *_middles(found)]
    first, last = points["start"].iloc[0], points["start"].iloc[-1] + pd.offsets.MonthEnd(0)
    return frame.figure(
        traces, title, subtitle, foot=foot, height=430, shapes=[_date_line(date, mark)],
        xaxis=frame.time_axis(first.date(), last.date()), yaxis=_value_axis(points),
    )  # fmt: skip


def _value_axis(points: pd.DataFrame) -> Row:
    """From a little below the lowest to a little above the highest: prices are compared, not measured from zero."""
    told = points[["value", "season_low", "season_high"]]
    low, high = told.min().min(), told.max().max()
    pad = (high - low or high or 1) * 0.12
    return {"range": [max(0, low - pad), high + 2 * pad], "nticks": 6}


def _band(points: pd.DataFrame) -> list[Row]:
    """From the lowest to the highest value of the same month in the years before the date."""
    known = points[points["season_years"] > 0]
    if known.empty:
        return []
    edge = {"type": "scatter", "mode": "lines", "x": _middles_of(known), "line": {"width": 0}}
    said = [
        f"{it.start:{_MONTH}}: {_amount(it.season_low)} to {_amount(it.season_high)}<br>in the same month of "
        f"{it.season_years} earlier year{'s' * (it.season_years != 1)}"
        for it in known.itertuples()
    ]
    return [
        {**edge, "y": list(known["season_low"]), "showlegend": False, "hoverinfo": "skip"},
        {**edge, "y": list(known["season_high"]), "fill": "tonexty", "fillcolor": frame.FAINT, "hovertext": said,
         "hoverinfo": "text", "name": "same months of the years before"},
    ]  # fmt: skip


def _run(points: pd.DataFrame) -> Row:
    return {
        "type": "scatter", "mode": "lines", "x": _middles_of(points), "y": list(points["value"]), "hoverinfo": "skip",
        "line": {**_LINE, "width": 1.4}, "showlegend": False, "connectgaps": False,
    }  # fmt: skip


def _sides(points: pd.DataFrame) -> list[Row]:
    """The months before, hollow, of the date itself, a cross, and after, filled."""
    return [
        {"type": "scatter", "mode": "markers", "x": _middles_of(part), "y": list(part["value"]), "name": _NAMES[side],
         "marker": {"symbol": symbol, "size": 9, "color": frame.NEUTRAL, "line": {"width": 1.8, "color": frame.NEUTRAL}},
         "hovertext": [f"<b>{_amount(it.value)}</b> · {it.start:{_MONTH}}" for it in part.itertuples()],
         "hoverinfo": "text"}
        for side, symbol in SIDES.items()
        if len(part := points[(points["side"] == side) & points["value"].notna()])
    ]  # fmt: skip


def _middles(found: Study) -> list[Row]:
    """The middle value of each side as a level across its months; none where no change is told."""
    levels = {"before": found.before, "after": found.after}
    traces = []
    for side, level in levels.items():
        days = found.points.loc[found.points["side"] == side, "start"]
        if level is not None:
            ends = [f"{days.iloc[0]:%Y-%m-%d}", f"{days.iloc[-1] + pd.offsets.MonthEnd(0):%Y-%m-%d}"]
            traces.append({
                "type": "scatter", "mode": "lines", "x": ends, "y": [level, level],
                "line": {"color": frame.GREY, "width": 2.4, "dash": "dot"}, "name": "middle value of each side",
                "showlegend": not traces, "hovertext": f"middle value {side}: {_amount(level)}", "hoverinfo": "text",
            })  # fmt: skip
    return traces


def _date_line(date: object, mark: str = "") -> Row:
    """The chosen date as a line, with its name."""
    line: Row = {
        "type": "line", "xref": "x", "yref": "y domain", "x0": str(date)[:10], "x1": str(date)[:10], "y0": 0, "y1": 1,
        "line": DATE,
    }  # fmt: skip
    if mark:
        line["label"] = {
            "text": frame.plain(mark), "textposition": "end", "textangle": 0, "xanchor": "left", "yanchor": "top",
            "padding": 6, "font": {"size": 11, "color": frame.GREY},
        }  # fmt: skip
    return line


def whole(
    series: pd.Series, found: Study, date: object, first: object, last: object, *, title: str, subtitle: str = "",
    foot: str = "",
) -> Spec:  # fmt: skip
    """The whole series on a time axis, the two windows shaded; `charts.events.timeline.beside` can lay events under it.

    Args:
        series: one value for each month.
        found: of `analysis.study.event_study.study` on the series.
        date: the chosen day.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: the unit.
        foot: who says so.
    """
    inside = series[(series.index >= pd.Timestamp(str(first))) & (series.index <= pd.Timestamp(str(last)))].dropna()
    if inside.empty:
        return frame.empty("The series has no value in these years.", title)
    months = inside.reindex(pd.date_range(inside.index[0], inside.index[-1], freq="MS"))
    line = {
        "type": "scatter", "mode": "lines", "x": _days(months.index.to_series()), "y": list(months), "line": _LINE,
        "showlegend": False, "hoverinfo": "text",
        "hovertext": [f"<b>{_amount(value)}</b> · {day:{_MONTH}}" for day, value in months.items()],
    }  # fmt: skip
    return frame.figure(
        [line], title, subtitle, foot=foot, height=300, shapes=[*_shades(found.points), _date_line(date)],
        xaxis=frame.time_axis(first, last), yaxis={"range": [0, float(inside.max()) * 1.12], "nticks": 5},
    )  # fmt: skip


def _shades(points: pd.DataFrame) -> list[Row]:
    """The two windows as shaded strips."""
    shapes = []
    for side in ("before", "after"):
        days = points.loc[points["side"] == side, "start"]
        shapes.append({
            "type": "rect", "xref": "x", "yref": "y domain", "x0": f"{days.iloc[0]:%Y-%m-%d}",
            "x1": f"{days.iloc[-1] + pd.offsets.MonthEnd(0):%Y-%m-%d}", "y0": 0, "y1": 1, "line": {"width": 0},
            "fillcolor": frame.FAINT, "layer": "below",
        })  # fmt: skip
    return shapes


def _middles_of(points: pd.DataFrame) -> list[str]:
    """The middle of each month: a monthly value stands for all of its days."""
    return _days(points["start"] + pd.Timedelta(days=14))


def _days(days: pd.Series) -> list[str]:
    return list(days.dt.strftime("%Y-%m-%d"))


def _amount(value: float) -> str:
    return "not reported" if pd.isna(value) else formats.significant(value, 4)
