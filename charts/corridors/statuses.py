"""How far each project has come: one line of dated reports a project, grouped by kind, with the dates announced for it.

A mark is one report: its symbol tells the stage, its hover the words of the source. Below it a dotted line runs from the
day on which a date was announced to that date, a flag; where a report says that it was reached, a solid line runs on.
Heights are pixels, so that a name stands above its line at every width.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, Unpack

import pandas as pd

from analysis.corridors.projects import STAGES, stage
from charts.base import frame, hover, traces
from charts.base.dates import day
from charts.base.frame import Caption, Spec
from data.rows import Row, grouped, records
from data.vocabulary import codes, periods

SYMBOLS: Final = {
    "planned": "circle-open",
    "studied": "diamond-open",
    "agreed": "diamond",
    "contracted": "square-open",
    "works": "square",
    "operating": "circle",
    "halted": "x",
    "other": "hexagon-open",
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
    reports: pd.DataFrame, announced: pd.DataFrame, first: object, last: object, *, reach: object = None,
    **caption: Unpack[Caption],
) -> Spec:  # fmt: skip
    """Draw every dated report of some projects, and what was announced for them.

    Args:
        reports: rows of `Projects`; those without a date are not drawn.
        announced: rows of `analysis.corridors.projects.announced`.
        first: first day of the axis.
        last: last day of the axis.
        reach: the day to which the record reaches; what lies behind it is only announced.
        caption: the words around it.
    """
    dated = reports[reports["start"].notna()]
    if dated.empty:
        return frame.empty("No dated report of a project here. Widen the filters above.", caption["title"])
    there = set(dated["project"])
    dues = [it for it in records(announced) if it["project"] in there]
    rows = records(dated)
    places, kinds, bottom = _places(rows, dues)
    heads = [_said(f"<b>{codes.start_upper(codes.say(it))}</b>", y, 12.5) for it, y in kinds.items()]
    return frame.figure(
        [*_spans(rows, places, first), *_dues(dues, places), *_marks(rows, places), _upper(first, last)],
        inner=bottom,
        head=_OVER,
        legend={"itemclick": False, "itemdoubleclick": False},
        annotations=[*heads, *(_said(_name(it), place.name, 11.5) for it, place in places.items())],
        shapes=[frame.kabul_line(), *_reach(reach, last)],
        xaxis=_years(first, last),
        xaxis2={**_years(first, last), "overlaying": "x", "side": "top", "showgrid": False},
        yaxis={"range": [bottom, 0], "visible": False},
        **caption,
    )


def _years(first: object, last: object) -> Row:
    """A time axis with few years on it, the same at the top and at the foot of a figure of this height."""
    begin, end = dt.date.fromisoformat(str(first)), dt.date.fromisoformat(str(last))
    years = [it for it in range(begin.year, end.year + 1) if begin <= dt.date(it, 1, 1) <= end]
    shown = years[:: -(-len(years) // _MOST_YEARS)] if years else []
    ticks = {"tickmode": "array", "tickvals": [f"{it}-01-01" for it in shown], "ticktext": [str(it) for it in shown]}
    return frame.time_axis(first, last) | ticks


def _name(project: str) -> str:
    return frame.wrapped(frame.plain(project), _TEXT)


def _places(dated: Sequence[Row], dues: Sequence[Row]) -> tuple[dict[str, _Place], dict[str, float], float]:
    """Where each project and each kind stands; within a kind, the project reported last comes first."""
    order = [it[0] for it in grouped(sorted(dated, key=lambda it: it["start"], reverse=True), ["project"])]
    there = {it["kind"] for it in order}
    places: dict[str, _Place] = {}
    kinds: dict[str, float] = {}
    y = float(_TOP)
    for kind in [it for it in codes.PROJECT_KINDS if it in there]:
        kinds[kind], y = y, y + _HEAD
        for project in [it["project"] for it in order if it["kind"] == kind]:
            things = list(dict.fromkeys(it["goal"] for it in dues if it["project"] == project))
            marks = y + _LINE * (_name(project).count("<br>") + 1) + _MARK / 2
            places[project] = _Place(y, marks, {it: marks + _TRACK * (at + 1) for at, it in enumerate(things)})
            y = marks + _MARK / 2 + _TRACK * len(things) + _GAP
    return places, kinds, y


def _said(text: str, y: float, size: float) -> Row:
    """A name at the left edge, its upper side at a height."""
    return traces.at_left(frame.ink(text), y, yref="y", yanchor="top", align="left", size=size, borderpad=0)


def _upper(first: object, last: object) -> Row:
    """A trace without a point: it makes the years stand at the top as well."""
    return traces.points([str(first), str(last)], [None, None], {}, xaxis="x2")


def _reach(reach: object, last: object) -> list[Row]:
    """Where the record ends, if the axis runs on."""
    if reach is None or pd.Timestamp(str(reach)) >= pd.Timestamp(str(last)):
        return []
    return [{
        "type": "rect", "xref": "x", "yref": "paper", "x0": str(reach), "x1": str(last), "y0": 0, "y1": 1,
        "layer": "below", "line": {"width": 0}, "fillcolor": frame.FAINT, "opacity": 0.5,
        "label": {"text": "announced only", "textposition": "top right", "font": {"size": 11, "color": frame.GREY}},
    }]  # fmt: skip


def _spans(dated: Sequence[Row], places: Mapping[str, _Place], first: object) -> list[Row]:
    """A thin line from the first to the last report of each project, and a hair from its name to there."""
    hairs, spans, heights = [], [], []
    for mine in grouped(dated, ["project"]):
        days = [it["start"] for it in mine]
        begin = max(day(min(days)), str(first))
        hairs.append((str(first), begin))
        spans.append((begin, day(max(days))))
        heights.append([places[mine[0]["project"]].marks] * 2)
    y = traces.apart(heights)
    return [traces.lines(traces.apart(hairs), y, frame.FAINT, 1), traces.lines(traces.apart(spans), y, frame.SOFT, 1.2)]


def _marks(dated: Sequence[Row], places: Mapping[str, _Place]) -> list[Row]:
    """One trace for each stage, so that the legend tells the symbols; reports of one day and stage share a mark."""
    staged: dict[str, list[Row]] = {it: [] for it in STAGES}
    for it in dated:
        staged[stage(it["status"])].append(it)
    return [_trace(it, mine, places) for it, mine in staged.items() if mine]


def _trace(which: str, rows: Sequence[Row], places: Mapping[str, _Place]) -> Row:
    groups = grouped(rows, ["project", "start"])
    look = {"symbol": SYMBOLS[which], "size": 10, "color": frame.NEUTRAL, "line": {"width": 1.6}}
    days, heights = [day(it[0]["start"]) for it in groups], [places[it[0]["project"]].marks for it in groups]
    return traces.points(days, heights, look, [_hover(it) for it in groups], name=STAGES[which], cliponaxis=False)


def _hover(rows: Sequence[Row]) -> str:
    """The project, and each report with its words."""
    said = []
    for it in rows:
        when = periods.label(it["start"], it["end"], it["precision"])
        said += [f"{when} · {codes.say(it['status'])}", it["summary"]]
    return hover.lines(hover.bold(rows[0]["project"], _HOVER), *said, wide=_HOVER)


def _dues(dues: Sequence[Row], places: Mapping[str, _Place]) -> list[Row]:
    """A dotted line to each announced date, a flag there, and a solid one on to the day on which it was reached."""
    rows = [it | {"y": places[it["project"]].tracks[it["goal"]]} for it in dues]
    if not rows:
        return []
    met = [it for it in rows if pd.notna(it["met_start"])]
    on = [_run(met, "due_end", "met_start", width=2.2)] if met else []
    reached = [_ends(met, "met_start", "reached", "star")] if met else []
    flags = _ends(rows, "due_end", "date announced", FLAG)
    return [_run(rows, "start", "due_end", width=1.4, dash="dot"), *on, flags, *reached]


def _run(rows: Sequence[Row], start: str, end: str, *, width: float, dash: str = "solid") -> Row:
    days = traces.apart((day(it[start]), day(it[end])) for it in rows)
    return traces.lines(days, traces.apart((it["y"], it["y"]) for it in rows), frame.GREY, width, dash=dash)


def _ends(rows: Sequence[Row], at: str, name: str, symbol: str) -> Row:
    look = {"symbol": symbol, "size": 9, "color": frame.GREY, "line": {"width": 1.6}}
    days, heights, hovers = [day(it[at]) for it in rows], [it["y"] for it in rows], [_due_hover(it) for it in rows]
    return traces.points(days, heights, look, hovers, name=name, cliponaxis=False, legendrank=1001)


def _due_hover(it: Row) -> str:
    said = periods.label(it["start"], it["end"], it["precision"])
    due = periods.label(it["due_start"], it["due_end"], it["due_precision"])
    lines = [
        f"{it['what']}, announced {said} for {due}",
        f"“{it['quote']}”{', counted by us' if it['counted'] else ''}",
    ]
    if pd.notna(it["met_start"]):
        met = periods.label(it["met_start"], it["met_end"], it["met_precision"])
        lines.append(f"reported {met}, {it['days_low']} to {it['days_high']} days after")
    return hover.lines(hover.bold(it["project"], _HOVER), *lines, wide=_HOVER)
