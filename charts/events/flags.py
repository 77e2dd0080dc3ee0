"""Milestones as numbered flags: a thin line on the time axis of a figure, and its number above the plot.

The numbers are those of the list that a page writes below the figure. Flags that a narrow screen would bring together stand
above each other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from operator import itemgetter
from typing import Final

import pandas as pd

from charts.base import frame
from charts.base.dates import day, pixels_a_day
from charts.base.frame import Spec
from charts.base.traces import Trace
from charts.events.timeline import WORLD, with_kabul
from data.rows import Row, records
from data.schema.tables import Events
from data.vocabulary import codes, periods

MOST: Final = 12  # flags of a figure
ROWS: Final = 3  # of flags
_NARROW: Final = 300  # pixels of a time axis on a phone, where the flags must not cover each other either
_WIDE: Final = 21  # pixels of a flag with the space beside it
_HIGH: Final = 19  # pixels from one row of flags to the next
_SIZE: Final = 12  # pixels of a number
LINE: Final = {"color": "rgba(127,127,127,0.3)", "width": 1}


def chosen(events: pd.DataFrame, countries: Sequence[str], first: object, last: object) -> pd.DataFrame:
    """Choose the milestones that stand on a time axis, by date.

    The takeover of Kabul always stands where its day is shown. Then the world has one in turn and each of the countries two,
    until all places are taken: those that concern the fewest of the countries first, then by category as our list
    has them, then the latest. What would need a further row of flags is left out.

    Args:
        events: rows of `Events`.
        countries: codes of the countries shown.
        first: first day of the axis.
        last: last day of the axis.

    Returns:
        At most `MOST` of the rows.
    """
    days = events[Events.start].between(pd.Timestamp(str(first)), pd.Timestamp(str(last)))
    milestones = events[days & (events[Events.significance] == 3) & events[Events.label].notna()]
    rows = records(milestones)
    place = dict(zip((row[Events.event_id] for row in rows), _places(rows, first, last), strict=True))
    takeover = [row for row in rows if day(row[Events.start]) == frame.KABUL]
    in_turn = [(_queue(rows, WORLD, countries), 1)] + [(_queue(rows, code, countries), 2) for code in countries]
    taken: dict[str, Row] = {row[Events.event_id]: row for row in takeover}
    before = -1
    while before < len(taken):
        before = len(taken)
        for queue, at_once in in_turn:
            for _ in range(at_once):
                row = next((row for row in queue if _has_room(row[Events.event_id], taken, place)), None)
                if row is not None:
                    taken[row[Events.event_id]] = row
    numbered = {row[Events.event_id]: number for number, row in enumerate(rows)}
    return milestones.iloc[[numbered[key] for key in sorted(taken, key=lambda key: (taken[key][Events.start], key))]]


def _has_room(event_id: str, taken: Iterable[str], place: Mapping[str, float]) -> bool:
    """Whether a milestone is new and can stand beside those that are taken."""
    more = {*taken, event_id}
    return event_id not in taken and len(more) <= MOST and max(_levels(sorted(place[it] for it in more))) < ROWS


def _queue(rows: Sequence[Row], whose: str, countries: Sequence[str]) -> Iterator[Row]:
    """The milestones of a country or of the world, in the order in which they are chosen.

    Args:
        rows: rows of `Events`.
        whose: its code.
        countries: codes of the countries shown.
    """
    order = list(codes.EVENT_CATEGORIES)
    ranked = []
    for row in rows:
        named = set(row[Events.countries].split(";"))
        if whose in named:
            rank = (
                len(named.intersection(countries)),
                order.index(row[Events.category]),
                -row[Events.start].toordinal(),
            )
            ranked.append(((*rank, row[Events.event_id]), row))
    return iter([row for _, row in sorted(ranked, key=itemgetter(0))])


def _places(rows: Iterable[Row], first: object, last: object) -> list[float]:
    """Where flags stand on an axis of a phone, in pixels."""
    scale, begin = pixels_a_day(first, last, _NARROW), pd.Timestamp(str(first))
    return [(row[Events.start] - begin).days * scale for row in rows]


def flagged(spec: Spec, milestones: pd.DataFrame, first: object, last: object) -> Spec:
    """Put milestones on a time chart as numbered flags.

    Args:
        spec: a figure whose x axis is a time axis; it stays as it was.
        milestones: rows of `Events`, in the order of their numbers.
        first: first day of the axis.
        last: last day of the axis.

    Returns:
        The figure with a taller head that holds the flags; the figure as it was where there is none.
    """
    if milestones.empty:
        return spec
    layout, rows = spec["layout"], records(milestones)
    dates = [day(row[Events.start]) for row in rows]
    levels = _levels(_places(rows, first, last))
    room = _HIGH * (max(levels) + 1) + 2
    margin, over = layout["margin"], layout["meta"]["head"]
    inner = layout["height"] - margin["t"] - margin["b"]
    flags = [
        _flag(number, row, date, over + _HIGH * level)
        for number, (row, date, level) in enumerate(zip(rows, dates, levels, strict=True), 1)
    ]
    foot = _foot(layout)
    lines = [_line(date, foot, 1 + (over + _HIGH * level) / inner) for date, level in zip(dates, levels, strict=True)]
    shapes = with_kabul(layout.get("shapes", []))
    if frame.KABUL in dates:  # its flag names the day
        shapes = [_unnamed(it, foot) if str(it.get("x0")) == frame.KABUL else it for it in shapes]
    changed = {
        "height": layout["height"] + room,
        "margin": {**margin, "t": margin["t"] + room},
        "annotations": [*layout["annotations"], *flags],
        "shapes": [*shapes, *lines],
    }
    return {**spec, "layout": {**layout, **changed}}


def _unnamed(shape: Trace, foot: float) -> Trace:
    """The line of the takeover, from where all lines begin, without its date."""
    return {key: value for key, value in shape.items() if key != "label"} | {"y0": foot}


def _levels(places: Sequence[float]) -> list[int]:
    """The row of each flag, 0 the lowest: the first in which it covers no other; places ascend."""
    ends: list[float] = []
    levels = []
    for at in places:
        level = next((it for it, end in enumerate(ends) if at - end >= _WIDE), len(ends))
        ends[level : level + 1] = [at]
        levels.append(level)
    return levels


def _flag(number: int, row: Row, date: str, up: float) -> Trace:
    """A number in a frame above the plot, as one of `layout.annotations`."""
    when = periods.label(row[Events.start], row[Events.end], row[Events.precision])
    return {
        "text": frame.ink(str(number)), "x": date, "xref": "x", "y": 1, "yref": "paper", "yanchor": "bottom", "yshift": up,
        "showarrow": False, "width": 13, "borderwidth": 1, "borderpad": 1.5, "bordercolor": frame.SOFT,
        "font": {"size": _SIZE}, "hovertext": f"<b>{frame.plain(row[Events.label])}</b><br>{when}",
    }  # fmt: skip


def _foot(layout: Spec) -> float:
    """Where zero is, as a part of the height of the plot: values that stand below it are not crossed by a line."""
    low, high = layout["yaxis"].get("range", (0, 1))
    is_single = layout["yaxis"].get("type", "linear") == "linear" and "yaxis2" not in layout
    return -low / (high - low) if is_single and low < 0 < high else 0


def _line(date: str, foot: float, top: float) -> Trace:
    """The line of a flag from zero, or the foot of the plot, up to its number, as one of `layout.shapes`."""
    return {
        "type": "line", "xref": "x", "yref": "paper", "x0": date, "x1": date, "y0": foot, "y1": top, "layer": "below",
        "line": LINE,
    }  # fmt: skip
