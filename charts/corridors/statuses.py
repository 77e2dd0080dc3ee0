"""How far each project has come: one line of dated reports a project, grouped by kind, with the dates announced for it.

A mark is one report: its symbol tells the stage, its hover the words of the source. Below it a dotted line runs from the
day on which a date was announced to that date, a flag; where a report says that it was reached, a solid line runs on.
Heights are pixels, so that a name stands above its line at every width.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd

from analysis.corridors.projects import STAGES, stage
from charts.base import frame
from charts.base.frame import Spec
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
_OVER: Final = 22  # pixels above the plot, where the years stand too


class _Place(NamedTuple):
    """Where a project stands: its name, its marks, and each thing announced for it, in pixels from the top."""

    name: float
    marks: float
    tracks: Mapping[str, float]


def statuses(
    reports: pd.DataFrame, announced: pd.DataFrame, first: object, last: object, *, title: str, subtitle: str = "",
    foot: str = "", reach: object = None,
) -> Spec:  # fmt: skip
    """Every dated report of some projects, and what was announced for them.

    Args:
        reports: rows of `Projects`; those without a date are not drawn.
        announced: rows of `analysis.corridors.projects.announced`.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: what must be known to read it.
        foot: who says so.
        reach: the day to which the record reaches; what lies behind it is only announced.
    """
    dated = reports[reports["start"].notna()]
    if dated.empty:
        return frame.empty("No dated report of a project here. Widen the filters above.", title)
    there = set(dated["project"])
    dues = [it for it in records(announced) if it["project"] in there]
    told = records(dated)
    places, kinds, bottom = _places(told, dues)
    return frame.figure(
        [*_spans(told, places, first), *_dues(dues, places), *_marks(told, places), _upper(first, last)],
        title, subtitle, foot=foot, inner=bottom, head=_OVER,
        legend={"itemclick": False, "itemdoubleclick": False},
        annotations=[*(_said(f"<b>{codes.start_upper(codes.say(it))}</b>", y, 12.5) for it, y in kinds.items()),
                     *(_said(_name(it), places[it].name, 11.5) for it in places)],
        shapes=[frame.kabul_line(), *_reach(reach, last)],
        xaxis=_years(first, last),
        xaxis2={**_years(first, last), "overlaying": "x", "side": "top", "showgrid": False},
        yaxis={"range": [bottom, 0], "visible": False},
    )  # fmt: skip


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
    """Where each project and each kind stands; within a kind, what was told last comes first."""
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
    return {
        "text": frame.ink(text), "xref": "paper", "x": 0, "xanchor": "left", "yref": "y", "y": y, "yanchor": "top",
        "align": "left", "showarrow": False, "font": {"size": size}, "borderpad": 0,
    }  # fmt: skip


def _upper(first: object, last: object) -> Row:
    """A trace without a point: it makes the years stand at the top as well."""
    return {
        "type": "scatter", "mode": "markers", "xaxis": "x2", "x": [str(first), str(last)], "y": [None, None],
        "showlegend": False, "hoverinfo": "skip",
    }  # fmt: skip


def _reach(reach: object, last: object) -> list[Row]:
    """Where the record ends, if the axis runs on."""
    if reach is None or pd.Timestamp(str(reach)) >= pd.Timestamp(str(last)):
        return []
    return [{
        "type": "rect", "xref": "x", "yref": "paper", "x0": str(reach), "x1": str(last), "y0": 0, "y1": 1,
        "layer": "below", "line": {"width": 0}, "fillcolor": frame.FAINT, "opacity": 0.5,
        "label": {"text": "announced only", "textposition": "top right", "font": {"size": 11, "color": frame.GREY}},
    }]  # fmt: skip


def _day(it: Any) -> str:  # noqa: ANN401  a timestamp
    return f"{it:%Y-%m-%d}"


def _spans(dated: Sequence[Row], places: Mapping[str, _Place], first: object) -> list[Row]:
    """A thin line from the first to the last report of each project, and a hair from its name to there."""
    hairs: tuple[list[Any], list[Any]] = ([], [])
    spans: tuple[list[Any], list[Any]] = ([], [])
    for mine in grouped(dated, ["project"]):
        days = [it["start"] for it in mine]
        begin, y = max(_day(min(days)), str(first)), places[mine[0]["project"]].marks
        for (xs, ys), ends in ((hairs, (str(first), begin)), (spans, (begin, _day(max(days))))):
            xs += [*ends, None]
            ys += [y, y, None]
    return [_drawn(*hairs, {"color": frame.FAINT, "width": 1}), _drawn(*spans, {"color": frame.SOFT, "width": 1.2})]


def _drawn(x: Sequence[Any], y: Sequence[Any], line: Row) -> Row:
    return {
        "type": "scatter", "mode": "lines", "x": list(x), "y": list(y), "line": line, "hoverinfo": "skip",
        "showlegend": False,
    }  # fmt: skip


def _marks(dated: Sequence[Row], places: Mapping[str, _Place]) -> list[Row]:
    """One trace for each stage, so that the legend tells the symbols; reports of one day and stage share a mark."""
    staged: dict[str, list[Row]] = {it: [] for it in STAGES}
    for it in dated:
        staged[stage(it["status"])].append(it)
    return [_trace(it, mine, places) for it, mine in staged.items() if mine]


def _trace(which: str, rows: Sequence[Row], places: Mapping[str, _Place]) -> Row:
    groups = grouped(rows, ["project", "start"])
    return {
        "type": "scatter", "mode": "markers", "name": STAGES[which], "cliponaxis": False,
        "x": [_day(it[0]["start"]) for it in groups], "y": [places[it[0]["project"]].marks for it in groups],
        "hovertext": [_hover(it) for it in groups], "hoverinfo": "text",
        "marker": {"symbol": SYMBOLS[which], "size": 10, "color": frame.NEUTRAL, "line": {"width": 1.6}},
    }  # fmt: skip


def _hover(rows: Sequence[Row]) -> str:
    """The project, and each report with its words."""
    said = []
    for it in rows:
        when = periods.label(it["start"], it["end"], it["precision"])
        said += [f"{when} · {frame.plain(codes.say(it['status']))}", _wrapped(it["summary"])]
    return "<br>".join([f"<b>{frame.wrapped(frame.plain(rows[0]['project']), 44)}</b>", *said])


def _wrapped(text: str) -> str:
    return frame.wrapped(frame.plain(text), 46)


def _dues(dues: Sequence[Row], places: Mapping[str, _Place]) -> list[Row]:
    """A dotted line to each announced date, a flag there, and a solid one on to the day on which it was reached."""
    rows = [it | {"y": places[it["project"]].tracks[it["goal"]]} for it in dues]
    if not rows:
        return []
    met = [it for it in rows if pd.notna(it["met_start"])]
    dotted = {"color": frame.GREY, "width": 1.4, "dash": "dot"}
    on = [_drawn(*_runs(met, "due_end", "met_start"), {"color": frame.GREY, "width": 2.2})] if met else []
    return [
        _drawn(*_runs(rows, "start", "due_end"), dotted), *on,
        _ends(rows, "due_end", "date announced", FLAG), *([_ends(met, "met_start", "reached", "star")] if met else []),
    ]  # fmt: skip


def _runs(rows: Sequence[Row], start: str, end: str) -> tuple[list[str | None], list[float | None]]:
    x = [day for it in rows for day in (_day(it[start]), _day(it[end]), None)]
    return x, [y for it in rows for y in (it["y"], it["y"], None)]


def _ends(rows: Sequence[Row], at: str, name: str, symbol: str) -> Row:
    return {
        "type": "scatter", "mode": "markers", "name": name, "cliponaxis": False, "legendrank": 1001, "x": [_day(it[at]) for it in rows],
        "y": [it["y"] for it in rows], "hovertext": [_due_hover(it) for it in rows], "hoverinfo": "text",
        "marker": {"symbol": symbol, "size": 9, "color": frame.GREY, "line": {"width": 1.6}},
    }  # fmt: skip


def _due_hover(it: Row) -> str:
    said = periods.label(it["start"], it["end"], it["precision"])
    due = periods.label(it["due_start"], it["due_end"], it["due_precision"])
    lines = [f"<b>{_wrapped(it['project'])}</b>", _wrapped(f"{it['what']}, announced {said} for {due}")]
    lines.append(_wrapped(f"“{it['quote']}”{', counted by us' if it['counted'] else ''}"))
    if pd.notna(it["met_start"]):
        met = periods.label(it["met_start"], it["met_end"], it["met_precision"])
        lines.append(_wrapped(f"reported {met}, {it['days_low']} to {it['days_high']} days after"))
    return "<br>".join(lines)
