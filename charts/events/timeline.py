"""The timeline: one thin lane for each country, a small marker for each event.

Its shape shows the category, its size the weight. Events that would cover each other stand one above the other. It
stands alone (`lanes`) or under a figure on the same axis (`beside`). Where each marker and label stands is worked out
in `charts.events.packing`.
"""

import functools
from collections.abc import Sequence
from typing import Final, Unpack

import pandas as pd

from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.margins import TICK, with_room
from charts.base.traces import Trace
from charts.events import packing
from charts.events.packing import Lane
from data.schema.tables import Events
from data.vocabulary import codes, periods
from data.vocabulary.places import CODES, PLACES, name

# The kinds of events that have a mark of their own, with the categories of each: more than five no reader keeps apart.
KINDS: Final = {
    "recognition": ("recognition",),
    "diplomacy": ("diplomacy", "multilateral"),
    "trade and aid": ("trade", "aid"),
    "transport, energy, water": ("connectivity", "energy", "water"),
    "security, migration": ("security", "migration"),
}
_MARKS: Final = dict(
    zip(KINDS, (("star", "★"), ("circle", "●"), ("square", "■"), ("diamond", "◆"), ("x", "✕")), strict=True)
)
_KIND_OF: Final = {category: kind for kind, categories in KINDS.items() for category in categories}
SHAPES: Final = {category: _MARKS[kind][0] for category, kind in _KIND_OF.items()}
SIGNS: Final = {category: _MARKS[kind][1] for category, kind in _KIND_OF.items()}  # the same in a line of text
WORLD: Final = "GLOBAL"
# By weight. On a phone, where marks lie over each other, the page lets the lighter ones fade behind the milestones.
OPACITY: Final = {1: 0.6, 2: 0.92, 3: 1.0}
_ALONE: Final = packing.Room(levels=5, label_rows=2)
_FEW: Final = packing.Room(levels=7, label_rows=4)  # one or two lanes that stand alone have the space
_UNDER: Final = packing.Room(levels=3, label_rows=1)
STEM: Final = 0.8  # pixels of the width of a stem, by which the style sheet of the pages knows it
_DAY: Final = 18  # pixels above the lanes
_GAP: Final = 22  # pixels between a figure and the lanes under it


def lanes(
    events: pd.DataFrame, *, countries: Sequence[str], first: object, last: object, **caption: Unpack[Caption]
) -> Spec:
    """Draw all events of some countries in lanes.

    Args:
        events: rows of `Events`; one marker is one event in the lane of one country.
        countries: codes, top to bottom; `GLOBAL` gives a lane of the world's events.
        first: first day of the axis.
        last: last day of the axis.
        caption: the words around it.
    """
    packed = packing.pack(events, countries, first, last, _ALONE if len(countries) > 2 else _FEW)
    if not any(lane.marks for lane in packed):
        why = "No event of these kinds in these countries and years. Widen the filters above."
        return frame.empty(why, caption["title"])
    return frame.figure(
        _traces(packed),
        inner=packed[-1].bottom,
        head=_DAY,
        shapes=[_kabul_line(), *_rules(packed, "y")],
        xaxis=frame.time_axis(first, last),
        yaxis=_lane_axis(packed),
        **caption,
    )


def _kabul_line() -> Trace:
    """The line of 15 August 2021 with its day above the lanes, where no label of an event stands."""
    line = frame.kabul_line()
    return {**line, "label": {**line["label"], "xanchor": "center", "yanchor": "bottom"}}


def beside(spec: Spec, events: pd.DataFrame, countries: Sequence[str], first: object, last: object) -> Spec:
    """Put the lanes of some countries under a time chart, on the same axis.

    Args:
        spec: a figure whose x axis is a time axis; it stays as it was.
        events: rows of `Events`.
        countries: codes of the lanes, top to bottom.
        first: first day of the axis.
        last: last day of the axis.

    Returns:
        The figure with the lanes on `yaxis9`; the figure as it was where no event has a lane.
    """
    packed = packing.pack(events, countries, first, last, _UNDER)
    if not any(lane.marks for lane in packed):
        return spec
    layout = spec["layout"]
    room = packed[-1].bottom + _GAP
    inner = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    whole = inner + room
    axes = {key: _raised(axis, room, inner) for key, axis in layout.items() if key.startswith("yaxis")}
    changed = {
        **axes,
        "height": layout["height"] + room,
        "legend": {**layout["legend"], "y": frame.below(layout["meta"]["under"], whole)},
        "xaxis": {**layout["xaxis"], **frame.time_axis(first, last), "anchor": "y9"},
        "yaxis9": {**_lane_axis(packed), "domain": [0, packed[-1].bottom / whole], "anchor": "x"},
        "shapes": [*with_kabul(layout.get("shapes", [])), *_rules(packed, "y9")],
    }
    traces = [*spec["data"], *({**trace, "yaxis": "y9"} for trace in _traces(packed))]
    return {"data": traces, "layout": with_room({**layout, **changed})}


def _raised(axis: Trace, room: float, inner: float) -> Trace:
    """An axis as high as before, in a plot that has grown from `inner` pixels by `room` below it."""
    return {**axis, "domain": [(room + it * inner) / (room + inner) for it in axis.get("domain", (0, 1))]}


def with_kabul(shapes: Sequence[Trace]) -> list[Trace]:
    """Add the line of 15 August 2021 to shapes that do not have it."""
    return [*shapes, *([] if any(str(shape.get("x0")) == frame.KABUL for shape in shapes) else [frame.kabul_line()])]


def _lane_axis(packed: Sequence[Lane]) -> Trace:
    """An axis in pixels, top to bottom, with the names of the lanes as ticks."""
    names = [PLACES[lane.code].name if lane.code != WORLD else "World" for lane in packed]
    middles = [lane.middle for lane in packed]
    pixels = {"range": [packed[-1].bottom, 0], "tickvals": middles, "zeroline": False, "fixedrange": True}
    return traces.rows_axis(names, automargin=True, tickfont={"size": TICK}, **pixels)


def _rules(packed: Sequence[Lane], axis: str) -> list[Trace]:
    """The thin lines between lanes."""
    return [traces.across(lane.bottom, axis) for lane in packed[:-1]]


def _traces(packed: Sequence[Lane]) -> list[Trace]:
    """For each lane its markers, in its country's colour, and its labels."""
    return [trace for lane in packed if lane.marks for trace in (*_stems(lane), _markers(lane), *_labels(lane))]


def _markers(lane: Lane) -> Trace:
    events = [it.event for it in lane.marks]
    look = {
        "symbol": [SHAPES[str(it.shown[Events.category])] for it in events],
        "size": [it.size for it in events],
        "color": [frame.faded(frame.colour(lane.code), OPACITY[it.weight]) for it in events],
        "opacity": 1,
        "line": {"width": 0},
    }
    days, heights = [it.day for it in events], [it.y for it in lane.marks]
    hovers, ids = [_hover(*it.shown.values()) for it in events], [it.event_id for it in events]
    # Plotly lets all but the chosen mark fade, as if they were broken
    stays = {"unselected": {"marker": {"opacity": 1}}}
    more = {"customdata": ids, "cliponaxis": False, "called": name(lane.code), **stays}
    return traces.points(days, heights, look, hovers, **more)


def _labels(lane: Lane) -> list[Trace]:
    """The short labels of milestones, for an ordinary screen and for a phone."""
    found = []
    for only in packing.PLOTS:
        marks = [(it.event, *it.labels[only]) for it in lane.marks if only in it.labels]
        if marks:
            events, heights, sides = zip(*marks, strict=True)
            texts = [frame.ink(frame.plain(it.label)) for it in events]
            look = {"size": packing.SIZE, "only": only, "cliponaxis": False}
            stays = {"unselected": {"textfont": {"color": frame.CLEAR if only == "narrow" else frame.GREY}}}
            days = [it.day for it in events]
            found.append(traces.texts(days, heights, texts, [f"middle {it}" for it in sides], **look, **stays))
    return found


def _stems(lane: Lane) -> list[Trace]:
    """A hair down to its marker from each label that does not stand close above it; a phone hides it."""
    labelled = [(it.event.day, it.y, *it.labels["wide"]) for it in lane.marks if "wide" in it.labels]
    far = [(day, y, top) for day, y, top, side in labelled if side != "center" or y - top > 2 * packing.LINE]
    if not far:
        return []
    days, heights = (
        traces.apart(it) for it in zip(*(((d, d), (top + packing.LINE / 2, y)) for d, y, top in far), strict=True)
    )
    return [traces.lines(days, heights, frame.SOFT, STEM)]


@functools.lru_cache(maxsize=8192)  # an event stands in several lanes, in many figures
def _hover(category: str, title: str, summary: str, start: pd.Timestamp, end: pd.Timestamp, precision: str) -> str:
    """Title, date and summary, no wider than a phone; text from the data cannot carry mark-up."""
    date = periods.label(start, end, precision)
    bold = "<br>".join(f"<b>{it}</b>" for it in frame.wrapped(frame.plain(title), 40).split("<br>"))
    return hover.lines(bold, f"{date} · {codes.EVENT_CATEGORIES[category]}", summary, wide=46)


def default_lanes(countries: Sequence[str]) -> list[str]:
    """List the countries in our order, with the world's lane below when all five are shown."""
    chosen = [code for code in CODES if code in countries]
    return [*chosen, WORLD] if len(chosen) == len(CODES) else chosen


def key(events: pd.DataFrame) -> str:
    """Say what the marks stand for, of the kinds that are there, as a line of text."""
    there = {_KIND_OF[it] for it in events[Events.category].unique()}
    return "   ".join(f"{_MARKS[kind][1]} {kind}" for kind in KINDS if kind in there)
