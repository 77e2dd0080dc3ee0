"""How far each project has come: one line of dated reports a project, grouped by kind, with the dates announced for it.

A mark is one report: its symbol shows how far the project was, its hover the words of the source. Below it a dotted line runs from the
day on which a date was announced to that date, a flag; where a report says that it was reached, a solid line runs on.
Heights are pixels, so that a name stands above its line at every width.
"""

import datetime as dt
import textwrap
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, Unpack

import pandas as pd

from analysis.corridors.deadlines import Deadline
from analysis.corridors.projects import ProjectStatus
from charts.base import frame, hover, traces
from charts.base.dates import day
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, grouped, records
from data.vocabulary import codes, periods

# A symbol for stages that are alike, so that a legend of four explains all; the words of a report stand in its hover.
SYMBOLS: Final = {
    "planned, studied or agreed": ("circle-open", ("planned", "studied", "agreed")),
    "contract or works": ("square", ("contracted", "works")),
    "in use": ("circle", ("operating",)),
    "suspended or another status": ("x", ("halted", "other")),
}
FLAG: Final = "triangle-right-open"
_TEXT: Final = 38  # characters of a line of a name: no wider than the plot on a phone
_LINE, _MARK, _TRACK, _GAP, _HEAD = 15, 18, 10, 6, 24  # pixels: of a name, marks, an announced date, between, a kind
_TOP: Final = 18  # for the label of the line of August 2021
_MOST_YEARS: Final = 7
_HOVER: Final = 46  # characters of a line of a hover
_OVER: Final = 22  # pixels above the plot, where the years stand too


class _Place(NamedTuple):
    """Where a project stands: its name, its marks, and each thing announced for it, in pixels from the top."""

    name: float
    marks: float
    tracks: Mapping[str, float]


def statuses(
    reports: pd.DataFrame, announced: pd.DataFrame, *, first: dt.date, last: dt.date, known_to: dt.date | None = None,
    **caption: Unpack[Caption],
) -> Spec:  # fmt: skip
    """Draw every report of some projects, and what was announced for them.

    Args:
        reports: rows of `analysis.corridors.projects.ProjectStatus`, all with a date.
        announced: rows of `analysis.corridors.deadlines.Deadline` of these projects.
        first: first day of the axis.
        last: last day of the axis.
        known_to: the last day of the data; what lies behind it is only announced.
        caption: the words around it.
    """
    if reports.empty:
        return frame.empty("No dated report of a project here. Widen the filters above.", caption["title"])
    rows = records(reports)
    projects = set(reports[ProjectStatus.project])
    dues = [row for row in records(announced) if row[Deadline.project] in projects]
    places, kinds, bottom = _places(rows, dues)
    heads = [_label(f"<b>{codes.start_upper(codes.say(kind))}</b>", y, 12.5) for kind, y in kinds.items()]
    return frame.figure(
        [*_spans(rows, places, first), *_dues(dues, places), *_marks(rows, places), _upper(first, last)],
        inner=bottom,
        head=_OVER,
        legend={"itemclick": False, "itemdoubleclick": False},
        annotations=[*heads, *(_label(_name(project), place.name, 12) for project, place in places.items())],
        shapes=[frame.kabul_line(), *_announced_only(known_to, last)],
        xaxis=_years(first, last),
        xaxis2={**_years(first, last), "overlaying": "x", "side": "top", "showgrid": False},
        yaxis={"range": [bottom, 0], "visible": False},
        **caption,
    )


def _years(first: dt.date, last: dt.date) -> Trace:
    """A time axis with few years on it, the same at the top and at the foot of a figure of this height."""
    years = [year for year in range(first.year, last.year + 1) if first <= dt.date(year, 1, 1) <= last]
    shown = years[:: -(-len(years) // _MOST_YEARS)] if years else []
    ticks = {"tickmode": "array", "tickvals": [f"{it}-01-01" for it in shown], "ticktext": [str(it) for it in shown]}
    return frame.time_axis(first, last) | ticks


def _name(project: str) -> str:
    return "<br>".join(textwrap.wrap(frame.plain(project), _TEXT))  # a name of many towns has hyphens and no spaces


def _places(reports: Sequence[Row], dues: Sequence[Row]) -> tuple[dict[str, _Place], dict[str, float], float]:
    """Where each project and each kind stands; within a kind, the project reported last comes first."""
    newest = sorted(reports, key=lambda row: row[ProjectStatus.start], reverse=True)
    order = [of[0] for of in grouped(newest, [ProjectStatus.project])]
    present = {row[ProjectStatus.kind] for row in order}
    places: dict[str, _Place] = {}
    kinds: dict[str, float] = {}
    y = float(_TOP)
    for kind in [it for it in codes.PROJECT_KINDS if it in present]:
        kinds[kind], y = y, y + _HEAD
        for project in [row[ProjectStatus.project] for row in order if row[ProjectStatus.kind] == kind]:
            goals = list(dict.fromkeys(row[Deadline.goal] for row in dues if row[Deadline.project] == project))
            marks = y + _LINE * (_name(project).count("<br>") + 1) + _MARK / 2
            places[project] = _Place(y, marks, {goal: marks + _TRACK * at for at, goal in enumerate(goals, 1)})
            y = marks + _MARK / 2 + _TRACK * len(goals) + _GAP
    return places, kinds, y


def _label(text: str, y: float, size: float) -> Trace:
    """A name at the left edge, its upper side at a height."""
    return traces.at_left(frame.ink(text), y, yref="y", yanchor="top", align="left", size=size, borderpad=0, rim=True)


def _upper(first: dt.date, last: dt.date) -> Trace:
    """A trace without a point: it makes the years stand at the top as well."""
    return traces.points([str(first), str(last)], [None, None], {}, xaxis="x2")


def _announced_only(known_to: dt.date | None, last: dt.date) -> list[Trace]:
    """What lies behind the last day of the data, if the axis runs on."""
    if known_to is None or known_to >= last:
        return []
    return [{
        "type": "rect", "xref": "x", "yref": "paper", "x0": str(known_to), "x1": str(last), "y0": 0, "y1": 1,
        "layer": "below", "line": {"width": 0}, "fillcolor": frame.FAINT, "opacity": 0.5,
        "label": {"text": "announced only", "textposition": "top right", "font": {"size": 12, "color": frame.GREY}},
    }]  # fmt: skip


def _spans(reports: Sequence[Row], places: Mapping[str, _Place], first: dt.date) -> list[Trace]:
    """A thin line from the first to the last report of each project, and a hair from its name to there."""
    hairs, spans, heights = [], [], []
    for of in grouped(reports, [ProjectStatus.project]):
        days = [row[ProjectStatus.start] for row in of]
        begin = max(day(min(days)), str(first))
        hairs.append((str(first), begin))
        spans.append((begin, day(max(days))))
        heights.append([places[of[0][ProjectStatus.project]].marks] * 2)
    y = traces.apart(heights)
    return [traces.lines(traces.apart(hairs), y, frame.FAINT, 1), traces.lines(traces.apart(spans), y, frame.SOFT, 1.2)]


def _marks(reports: Sequence[Row], places: Mapping[str, _Place]) -> list[Trace]:
    """One trace for each symbol, so that the legend names it; reports of one day share a mark."""
    return [
        _of_stages(name, symbol, rows, places)
        for name, (symbol, stages) in SYMBOLS.items()
        if (rows := [row for row in reports if row[ProjectStatus.stage] in stages])
    ]


def _of_stages(name: str, symbol: str, rows: Sequence[Row], places: Mapping[str, _Place]) -> Trace:
    groups = grouped(rows, [ProjectStatus.project, ProjectStatus.start])
    look = {"symbol": symbol, "size": 10, "color": frame.NEUTRAL, "line": {"width": 1.6}}
    days = [day(of[0][ProjectStatus.start]) for of in groups]
    heights = [places[of[0][ProjectStatus.project]].marks for of in groups]
    return traces.points(days, heights, look, map(_hover, groups), name=name, cliponaxis=False)


def _hover(reports: Sequence[Row]) -> str:
    """The project, and each report with its words."""
    lines = []
    for row in reports:
        when = periods.label(row[ProjectStatus.start], row[ProjectStatus.end], row[ProjectStatus.precision])
        lines += [f"{when} · {codes.say(row[ProjectStatus.status])}", row[ProjectStatus.summary]]
    return hover.lines(hover.bold(reports[0][ProjectStatus.project], _HOVER), *lines, wide=_HOVER)


def _dues(dues: Sequence[Row], places: Mapping[str, _Place]) -> list[Trace]:
    """A dotted line to each announced date, a flag there, and a solid one on to the day on which it was reached."""
    rows = [row | {"y": places[row[Deadline.project]].tracks[row[Deadline.goal]]} for row in dues]
    if not rows:
        return []
    met = [row for row in rows if pd.notna(row[Deadline.met_start])]
    on = [_run(met, Deadline.due_end, Deadline.met_start, width=2.2)] if met else []
    reached = [_ends(met, Deadline.met_start, "reached", "star") | {"showlegend": False}] if met else []
    flags = _ends(rows, Deadline.due_end, "date announced", FLAG)
    return [_run(rows, Deadline.start, Deadline.due_end, width=1.4, dash="dot"), *on, flags, *reached]


def _run(rows: Sequence[Row], start: str, end: str, *, width: float, dash: str = "solid") -> Trace:
    days = traces.apart((day(row[start]), day(row[end])) for row in rows)
    return traces.lines(days, traces.apart((row["y"], row["y"]) for row in rows), frame.GREY, width, dash=dash)


def _ends(rows: Sequence[Row], at: str, name: str, symbol: str) -> Trace:
    look = {"symbol": symbol, "size": 9, "color": frame.GREY, "line": {"width": 1.6}}
    days, heights = [day(row[at]) for row in rows], [row["y"] for row in rows]
    return traces.points(days, heights, look, map(_due_hover, rows), name=name, cliponaxis=False, legendrank=1001)


def _due_hover(row: Row) -> str:
    announced, due = _period(row, ""), _period(row, "due_")
    lines = [
        f"{row[Deadline.what]}, announced {announced} for {due}",
        f"“{row[Deadline.quote]}”{', counted by us' if row[Deadline.counted] else ''}",
    ]
    if pd.notna(row[Deadline.met_start]):
        days = f"{row[Deadline.days_low]} to {row[Deadline.days_high]} days after"
        lines.append(f"reported {_period(row, 'met_')}, {days}")
    return hover.lines(hover.bold(row[Deadline.project], _HOVER), *lines, wide=_HOVER)


def _period(row: Row, prefix: str) -> str:
    return periods.label(row[f"{prefix}start"], row[f"{prefix}end"], row[f"{prefix}precision"])
