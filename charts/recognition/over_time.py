"""Positions over time as bars.

A fill is darker on a further rung where one dimension is drawn, in one hue for all states; it is no score. Of several
dimensions, whose rungs do not compare, the words in the bars alone say what is what. What no later source confirms is
striped, and a reading that contradicts the one drawn is a thin outlined bar below it.
"""

from collections.abc import Mapping, Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.recognition.positions import RUNGS, Spell
from charts.base import frame, legend, traces
from charts.base.dates import day
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from charts.recognition.matrix import DIFFERS, brief, lasting, position_hover, shade, short
from charts.recognition.spans import spans, words
from data.rows import Row, grouped, in_order, records
from data.vocabulary import codes
from data.vocabulary.places import name

_ROW: Final = 30  # pixels of one row of bars
_BAR: Final = 0.64  # of a row
_THIN: Final = 0.2
_PITCH: Final = 0.29
_WIDE: Final = 960  # pixels of the axis for which words are placed in bars
_SIZE: Final = 12  # pixels of the words in a bar
_FEW: Final = (
    2  # countries whose bars are few enough to be read without a key, for which a phone has no room below them
)
_EDGE: Final = frame.faded(frame.NEUTRAL, 0.9)
_PLAIN: Final = frame.faded(frame.NEUTRAL, 0.25)
_SEEN: Final = pd.Timedelta(days=30)  # the shortest thin bar that can be seen


def bars(
    spells: pd.DataFrame, others: pd.DataFrame, *, countries: Sequence[str], dimensions: Sequence[str],
    first: object, last: object, **caption: Unpack[Caption],
) -> Spec:  # fmt: skip
    """Draw positions as bars from their beginning to their end, one lane for each country and dimension.

    Args:
        spells: rows of `analysis.recognition.positions.Spell`.
        others: the readings that contradict them, of whatever time: a hover names them.
        countries: codes, top to bottom.
        dimensions: top to bottom; with several countries each gets a heading, with one country they name the lanes.
        first: first day of the axis.
        last: last day of the axis.
        caption: the words around it.
    """
    if spells.empty:
        return frame.empty("No position of these states is known for these years.", caption["title"])
    rows, named = records(spells), {row[Spell.row_id]: row for row in records(others)}
    heights, lanes, headings, depth = _placed(rows, countries, dimensions)
    rows = [{**row, "at": heights[row[Spell.row_id]], "hover": _hover(row, named)} for row in rows]
    preferred = [row for row in rows if row[Spell.preferred]]
    differing = [row for row in rows if not row[Spell.preferred]]
    shown = [
        *_thick_bars(preferred, are_shaded=len(dimensions) == 1),
        *([_thin_bars(differing)] if differing else []),
        *words([{**row, "wordings": _wordings(row)} for row in preferred], Spell.shown_until, first, last, wide=_WIDE,
              size=_SIZE),
        *(_key(dimensions[0]) if len(dimensions) == 1 and len(countries) > _FEW else []),
    ]  # fmt: skip
    axis = {
        "type": "linear", "range": [depth, -0.15], "showgrid": False, "tickmode": "array",
        "tickvals": [at for at, _ in lanes], "ticktext": [frame.wrapped(label, 18) for _, label in lanes],
    }  # fmt: skip
    return frame.figure(
        shown,
        inner=depth * _ROW,
        barmode="overlay",
        annotations=headings,
        shapes=[frame.kabul_line(label=False)],
        xaxis=frame.time_axis(first, last),
        yaxis=axis,
        **caption,
    )


def _placed(
    rows: Sequence[Row], countries: Sequence[str], dimensions: Sequence[str]
) -> tuple[dict[int, float], list[tuple[float, str]], list[Trace], float]:
    """The height of each bar by its row id; lanes by height; headings; the depth of all."""
    heights: dict[int, float] = {}
    lanes: list[tuple[float, str]] = []
    headings: list[Trace] = []
    of = {(lane[0][Spell.dimension], lane[0][Spell.country]): lane
          for lane in grouped(rows, [Spell.dimension, Spell.country])}  # fmt: skip
    top = 0.0
    for dimension in dimensions:
        some = any(of.get((dimension, code)) for code in countries)
        if len(countries) > 1 and len(dimensions) > 1 and some:
            headings.append(_heading(codes.say(dimension), top + 0.45))
            top += 0.9
        for code in countries:
            lane = of.get((dimension, code), [])
            if not lane and (len(dimensions) > 1 or not some):
                continue  # among many lanes an empty one is only length; the page says what is not known
            lanes.append((top + _BAR / 2, name(code) if len(countries) > 1 else codes.say(dimension)))
            if not lane:
                headings.append(_heading("not known", top + _BAR / 2, bold=False))
            of_lane, top = _tracks(lane, top)
            heights |= of_lane
    return heights, lanes, headings, top


def _tracks(lane: Sequence[Row], top: float) -> tuple[dict[int, float], float]:
    """The height of each bar of one lane, places under each other, and where the next lane begins."""
    heights: dict[int, float] = {}
    for place in grouped(lane, [Spell.place]) or [[]]:
        thick = _side_by_side([row for row in place if row[Spell.preferred]])
        heights |= {row_id: top + _BAR / 2 + track * 0.8 for row_id, track in thick.items()}
        top += 0.8 * max(max(thick.values(), default=0) + 1, 1)
        thin = _side_by_side([row for row in place if not row[Spell.preferred]])
        heights |= {row_id: top - 0.04 + track * _PITCH for row_id, track in thin.items()}
        top += _PITCH * (max(thin.values()) + 1) if thin else 0
    return heights, top + 0.28


def _side_by_side(rows: Sequence[Row]) -> dict[int, int]:
    """The track of each row, the first that is free: those that overlap in time stand under each other."""
    free: list[pd.Timestamp] = []
    tracks = {}
    for row in in_order(rows, Spell.start):
        track = next((at for at, until in enumerate(free) if until <= row[Spell.start]), len(free))
        free[track : track + 1] = [row[Spell.shown_until]]
        tracks[row[Spell.row_id]] = track
    return tracks


def _heading(text: str, at: float, *, bold: bool = True) -> Trace:
    """Words at the left edge of the plot."""
    return traces.at_left(frame.ink(f"<b>{text}</b>" if bold else text), at, yref="y", yanchor="middle", size=12)


def _key(dimension: str) -> list[Trace]:
    """Name the rungs of one dimension in a legend: a phone has no room for them in the bars."""
    edge = {"line": {"color": _EDGE, "width": 1}}
    rungs = enumerate(RUNGS.get(dimension, ()), 1)
    return legend.fills((short(value), {"color": shade(dimension, rung)} | edge) for rung, value in rungs)


def _thick_bars(rows: Sequence[Row], *, are_shaded: bool) -> list[Trace]:
    """The preferred positions: confirmed, then without a later reading, and a mark at each beginning.

    Args:
        rows: rows of `Spell`.
        are_shaded: whether a fill says the rung.
    """
    sure = [row for row in rows if row[Spell.confirmed_until] > row[Spell.start]]
    unsure = [row for row in rows if row[Spell.shown_until] > row[Spell.confirmed_until]]
    filled = {
        "color": [shade(row[Spell.dimension], row[Spell.rung]) for row in sure] if are_shaded else _PLAIN,
        "line": {"color": _EDGE, "width": 1},
    }
    begun = {"symbol": "line-ns", "size": _BAR * _ROW / 2 - 1, "line": {"color": _EDGE, "width": 3}}
    days, heights, hovers = (
        [day(row[Spell.start]) for row in rows],
        [row["at"] for row in rows],
        [row["hover"] for row in rows],
    )
    return [
        spans(sure, Spell.start, Spell.confirmed_until, filled, width=_BAR),
        spans(unsure, Spell.confirmed_until, Spell.shown_until, frame.unconfirmed(frame.NEUTRAL), width=_BAR),
        traces.points(days, heights, begun, hovers),
    ]


def _thin_bars(rows: Sequence[Row]) -> Trace:
    """Readings that contradict those drawn: outlined, as long as a source confirms them, at least a month to be seen."""
    outline = {"color": frame.CLEAR, "line": {"color": _EDGE, "width": 1.4}}
    seen = [{**row, "end": max(row[Spell.confirmed_until], row[Spell.start] + _SEEN)} for row in rows]
    return spans(seen, Spell.start, "end", outline, width=_THIN)


def _wordings(row: Row) -> list[str]:
    """The words in a bar, the longest first: those of its rung on every page; without whose envoy, as the heading says."""
    place, words = row[Spell.place], brief(row)
    return [words, place if isinstance(place, str) else words.removeprefix("Taliban ")]


def _hover(row: Row, others: Mapping[int, Row]) -> str:
    """A position, since when, how far confirmed, who reports it, and which readings contradict it."""
    if not row[Spell.preferred]:
        return position_hover(row, lasting(row), "another source, which differs from the bar above")
    differ = [others[row_id] for row_id in row[Spell.conflicts] if row_id in others]
    return position_hover(
        row, lasting(row), *(f"{DIFFERS} {codes.say(it[Spell.value])}, {lasting(it)}" for it in differ)
    )
