"""Where the markers and labels of a timeline stand, so that none covers another.

Markers are placed in pixels of an axis of ordinary width; labels once for that and once for a phone, where fewer have room. The
same events always stand in the same places.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

import pandas as pd

from charts.base import frame
from charts.base.dates import pixels_a_day
from charts.base.labels import WIDE, Box, Taken, width
from data.schema.tables import Events

SIZES: Final = {1: 6, 2: 8, 3: 12}  # of a marker, by weight
PITCH: Final = 9  # from one level of markers to the next
LINE: Final = 15  # the height of a row of labels
PLOTS: Final = {"wide": WIDE, "narrow": 260}  # pixels of the axis on an ordinary screen and on a phone
_EDGE: Final = 9  # from the edge of a lane to its outermost marker
SIZE: Final = 12  # of the type of a label
_BETWEEN: Final = 10  # from one label to the next in a row
_STEM: Final = 2  # on each side of a stem


class Room(NamedTuple):
    """How much a lane may take at most."""

    levels: int
    label_rows: int


class Label(NamedTuple):
    """Where a label stands: in which row, 1 the lowest, and on which side of its event: left, center or right."""

    row: int
    side: str


class Event(NamedTuple):
    """An event as a lane needs it, without pandas: a lane is packed one marker after the other."""

    event_id: str
    day: str  # of its start
    at: float  # pixels along the axis
    weight: int
    size: int
    codes: frozenset[str]
    label: str  # empty for none
    shown: Mapping[str, object]  # the columns of its hover


class Mark(NamedTuple):
    """A marker in a lane, in pixels below the top of all lanes; by kind of screen the height and the side of its label."""

    event: Event
    y: float
    labels: Mapping[str, tuple[float, str]]


class Lane(NamedTuple):
    """A lane: its markers, drawn last the weightiest, and its own extent in pixels below the top of all lanes."""

    code: str
    marks: list[Mark]
    middle: float
    bottom: float


def pack(events: pd.DataFrame, countries: Sequence[str], first: object, last: object, room: Room) -> list[Lane]:
    """Lay out the lanes of some countries, top to bottom, each as high as its events need.

    Args:
        events: rows of `Events`.
        countries: codes, top to bottom; an event of several countries stands in the lane of each.
        first: first day of the axis.
        last: last day of the axis.
        room: what a lane may take at most.
    """
    placed = _across(events, first, last)
    inside = {code: [it for it in placed if code in it.codes] for code in countries}
    takeover = (pd.Timestamp(frame.KABUL) - pd.Timestamp(str(first))).days * pixels_a_day(first, last, WIDE)
    labels = {only: _labels(inside, room.label_rows, wide, takeover) for only, wide in PLOTS.items()}
    packed, top = [], 0.0
    for code, of_lane in inside.items():
        lane = _lane(code, of_lane, {only: of[code] for only, of in labels.items()}, top, room.levels)
        packed.append(lane)
        top = lane.bottom
    return packed


SHOWN: Final = (Events.category, Events.title, Events.summary, Events.start, Events.end, Events.precision)


def _across(events: pd.DataFrame, first: object, last: object) -> list[Event]:
    """The events with their place along the axis, the weightiest first."""
    begin = pd.Timestamp(str(first))
    scale = pixels_a_day(first, last, WIDE)
    columns = [events[it].tolist() for it in (Events.event_id, Events.significance, Events.countries, Events.label)]
    days = (events[Events.start] - begin).dt.days.tolist()
    shown = zip(*(events[it].tolist() for it in SHOWN), strict=True)
    placed = [
        Event(
            event_id, (begin.date() + dt.timedelta(days=day)).isoformat(), day * scale, weight, SIZES[weight],
            frozenset(codes.split(";")), label if isinstance(label, str) else "", dict(zip(SHOWN, values, strict=True)),
        )
        for event_id, weight, codes, label, day, values in zip(*columns, days, shown, strict=True)
    ]  # fmt: skip
    return sorted(placed, key=lambda it: (-it.weight, it.day, it.event_id))


def _lane(code: str, events: list[Event], labels: Mapping[str, dict[str, Label]], top: float, most: int) -> Lane:
    """One lane: labels above, markers below; markers drawn last are the weightiest."""
    levels = _levels(events, most)
    above, below = min(levels, default=0), max(levels, default=0)
    rows = max((it.row for of in labels.values() for it in of.values()), default=0)
    foot = top + rows * LINE  # of the lowest row of labels
    middle = foot + _EDGE - above * PITCH
    marks = []
    for event, level in zip(events, levels, strict=True):
        own = {only: of[event.event_id] for only, of in labels.items() if event.event_id in of}
        placed = {only: (foot - (label.row - 0.5) * LINE, label.side) for only, label in own.items()}
        marks.append(Mark(event, middle + level * PITCH, placed))
    return Lane(code, marks[::-1], middle, middle + below * PITCH + _EDGE)


def _levels(events: list[Event], most: int) -> list[int]:
    """The level of each marker: 0 is the middle, then below and above it in turn, where it covers no other.

    Where all levels are taken, the one whose nearest marker is farthest.
    """
    order = [(it + 1) // 2 * (1 if it % 2 else -1) for it in range(most)]
    taken: dict[int, list[tuple[float, int]]] = {it: [] for it in order}
    levels = []
    for at, size in ((it.at, it.size) for it in events):
        gaps = {it: min((abs(at - x) - (size + s) / 2 for x, s in taken[it]), default=float(WIDE)) for it in order}
        free = [it for it in order if gaps[it] >= 0]
        level = free[0] if free else max(order, key=gaps.__getitem__)
        taken[level].append((at, size))
        levels.append(level)
    return levels


def _labels(inside: dict[str, list[Event]], most: int, wide: float, line: float) -> dict[str, dict[str, Label]]:
    """For each lane the labels that have room on an axis so many pixels wide, by event.

    An event of several lanes is labelled in one of them; those of one lane come first. No label stands on the line of the
    takeover, which is `line` pixels from the left of an axis of ordinary width.
    """
    strips = {code: _Strip(most, wide, line * wide / WIDE) for code in inside}
    lanes: dict[str, list[str]] = {}
    for code, events in inside.items():
        for it in events:
            lanes.setdefault(it.event_id, []).append(code)
    wanted = {it.event_id: it for events in inside.values() for it in events if it.label}
    for it in sorted(wanted.values(), key=lambda it: (len(lanes[it.event_id]), it.at, it.event_id)):
        next(
            (code for code in lanes[it.event_id] if strips[code].take(it.event_id, it.at * wide / WIDE, it.label)), None
        )
    return {code: strip.labels for code, strip in strips.items()}


class _Strip:
    """The rows of labels above one lane, filled one label after the other."""

    def __init__(self, most: int, wide: float, line: float) -> None:
        self.labels: dict[str, Label] = {}
        self._most, self._wide = most, wide
        self._labels, self._stems = Taken(), Taken([Box(line, line, 0, most + 1)])

    def take(self, event_id: str, at: float, label: str) -> bool:
        """Give the label the lowest place that is free, in the middle if it can be; whether there was one."""
        long = width(label, SIZE)
        for row in range(1, self._most + 1):
            for side, left in (("center", at - long / 2), ("right", at), ("left", at - long)):
                span = Box(left, left + long, row, row + 1)
                stem = Box(at - _STEM, at + _STEM, 0, row)
                if left >= 0 and left + long <= self._wide and self._is_free(span, stem):
                    self.labels[event_id] = Label(row, side)
                    self._labels.add(span)
                    self._stems.add(stem)
                    return True
        return False

    def _is_free(self, span: Box, stem: Box) -> bool:
        """Whether a label stands apart from the others in its row, and no stem crosses one."""
        apart = span._replace(left=span.left - _BETWEEN, right=span.right + _BETWEEN)
        return not (self._labels.meets(apart) or self._labels.meets(stem) or self._stems.meets(span))
