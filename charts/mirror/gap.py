"""How far exporter and importer are apart over time: their ratio, with the band that freight would make.

On a logarithmic scale twice and half are equally far from the line of equal figures. A mark is hollow where a lower
bound is among the two figures: how far they are apart is then not known.
"""

import math
from collections.abc import Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.mirror.pairs import FREIGHT, Pair, order, side_of
from analysis.trade.preferred import Preferred
from charts.base import evidence, frame, hover, legend, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, grouped, in_order, parted, records
from data.vocabulary.codes import goods
from data.vocabulary.formats import significant
from data.vocabulary.mirror import distance, role, valuation

_TICKS: Final = (2, 5, 10, 100, 1000, 10_000)
_SLOT: Final = 55  # days between the marks of two states in one year
_HEIGHT: Final = 450


def gap(pairs: pd.DataFrame, first: object, last: object, **caption: Unpack[Caption]) -> Spec:
    """Draw a mark for each pair at the middle of its period; a hair joins the pairs of the same state and goods.

    Args:
        pairs: rows of `analysis.mirror.pairs.NamedPair` of one flow, each with a `gap`.
        first: first day of the axis.
        last: last day of the axis.
        caption: the words around it.
    """
    if pairs.empty:
        return frame.empty("No two figures here can be divided by each other.", caption["title"])
    codes = hover.order(pairs[Pair.country])
    rows = records(pairs.assign(at=_places(pairs, codes, first, last).dt.strftime("%Y-%m-%d")))
    two_way = rows[0][Pair.flow] == "turnover"
    parts = {part[0][Pair.country]: part for part in grouped(rows, [Pair.country])}
    several = len(set(pairs[Pair.commodity])) > 1
    drawn = [trace for code in codes for trace in _of_state(parts[code], several=several)]
    equal = traces.across(1, colour=frame.SOFT, width=1.4)
    return frame.figure(
        [*drawn, *_legend(pairs)],
        height=_HEIGHT,
        xaxis=frame.time_axis(first, last),
        yaxis=_scale(pairs[Pair.gap]),
        annotations=_directions(two_way=two_way),
        shapes=[frame.kabul_line(), equal, *([] if two_way else [_freight()])],
        **caption,
    )


def _places(pairs: pd.DataFrame, codes: list[str], first: object, last: object) -> pd.Series:
    """The middle of each period, the states of one year side by side, within the axis."""
    slot = min(_SLOT, 300 / len(codes))
    shifts = {code: (place - (len(codes) - 1) / 2) * slot for place, code in enumerate(codes)}
    start, end = pairs[Pair.start], pairs[Pair.end]
    middle = start + (end - start) / 2 + pd.to_timedelta(pairs[Pair.country].map(shifts), unit="D")
    return middle.clip(pd.Timestamp(str(first)), pd.Timestamp(str(last)))


def _of_state(part: Sequence[Row], *, several: bool) -> list[Trace]:
    return [*_hairs(part), _marks(part), _furthest(part, several=several)]


def _hairs(part: Sequence[Row]) -> list[Trace]:
    every = grouped(in_order(part, Pair.commodity), [Pair.commodity])
    series = [run for rows in every for run in parted(rows, _next_year) if len(run) > 1]
    if not series:
        return []
    days = traces.apart([row["at"] for row in rows] for rows in series)
    values = traces.apart([row[Pair.gap] for row in rows] for rows in series)
    return [traces.lines(days, values, frame.faded(frame.colour(part[0][Pair.country]), 0.4), 1, dash="dot")]


def _next_year(last: Row, row: Row) -> bool:
    return row[Pair.year] - last[Pair.year] <= 1


def _marks(part: Sequence[Row]) -> Trace:
    code = part[0][Pair.country]
    shape = frame.SYMBOL.get(code, "circle")
    symbols = [evidence.hollow(shape, is_hollow=row[Pair.lower_bound]) for row in part]
    return traces.points(
        [row["at"] for row in part],
        [row[Pair.gap] for row in part],
        traces.mark(symbols, 9, frame.colour(code)),
        [_hover(row) for row in part],
        called=hover.together(code),
        cliponaxis=False,
    )


def _furthest(part: Sequence[Row], *, several: bool) -> Trace:
    """The name of the pair of a state that is furthest from equal: its goods where there are several, else the state."""
    row = max(part, key=lambda row: abs(math.log10(row[Pair.gap])))
    label = frame.plain(goods(row) if several else hover.together(row[Pair.country]))
    far = "" if row[Pair.lower_bound] else f" {_times(row[Pair.gap])}"  # of a lower bound the distance is not known
    text, side = [f"&nbsp;&nbsp;&nbsp;&nbsp;{label}{far}"], "middle right"
    return traces.texts([row["at"]], [row[Pair.gap]], text, side, color=frame.GREY, cliponaxis=False)


def _times(ratio: float) -> str:
    """A ratio in few signs: 445 : 1, 1 : 5.2, or equal."""
    if ratio == 1:
        return "equal"
    far = max(ratio, 1 / ratio)
    text = significant(far, 2 if far < 100 else 3)
    return f"{text} : 1" if ratio > 1 else f"1 : {text}"


def _hover(pair: Row) -> str:
    """Both figures of a pair, who reports each and how it is valued, and how far they are apart."""
    who = f"{hover.who(pair[Pair.country])}, {hover.period(pair)}"
    lines = [line for side in order(pair) for line in _side(pair, side)]
    return hover.lines(f"<b>{frame.plain(who)}</b> · {frame.plain(goods(pair))}", *lines, distance(pair))


def _side(pair: Row, side: str) -> list[str]:
    row = side_of(pair, side)
    amount = hover.amount(row, row[Preferred.value], "value_usd")
    return [f"{role(pair, side)}: {amount}, {valuation(row[Preferred.valuation])}", hover.source(row)]


def _scale(ratios: pd.Series) -> Trace:
    """A logarithmic axis that always holds the line of equal figures and reaches at least to twice and half."""
    low, high = min(ratios.min(), 0.5), max(ratios.max(), 2.0)
    room = 0.09 * math.log10(high / low)
    ticks = [1.0, *(float(it) for it in _TICKS), *(1 / it for it in _TICKS)]
    shown = sorted(it for it in ticks if low / 10**room <= it <= high * 10**room)
    above = 2 * room  # a line of words stands there, under that of 15 August 2021
    axis = {"type": "log", "range": [math.log10(low) - room, math.log10(high) + above], "tickmode": "array"}
    return axis | {"tickvals": shown, "ticktext": [_times(it) for it in shown]}


def _directions(*, two_way: bool) -> list[Trace]:
    """Which side says more above and below the line of equal figures, and what the band is."""
    up, down = ("the state's", "the Afghan") if two_way else ("importer's", "exporter's")
    edges = [(f"↑ {up} figure is larger", 1, "top"), (f"↓ {down} figure is larger", 0, "bottom")]
    notes = [
        traces.at_left(said, at, x=0.004, yref="y domain", yanchor=anchor, yshift=-16 * at, color=frame.GREY)
        for said, at, anchor in edges
    ]
    place = {"xref": "paper", "xanchor": "right", "yref": "y", "yanchor": "bottom"}
    band = traces.note("freight, 6 to 12 %", 1, math.log10(FREIGHT[1]), color=frame.GREY, **place)
    return notes if two_way else [*notes, band]


def _freight() -> Trace:
    """The band; its edge keeps it visible where the scale makes it thin."""
    fill = frame.faded(frame.NEUTRAL, 0.35)
    place = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": FREIGHT[0], "y1": FREIGHT[1]}
    return {"type": "rect", **place, "layer": "below", "fillcolor": fill, "line": {"color": fill, "width": 1}}


def _legend(pairs: pd.DataFrame) -> list[Trace]:
    """The states that occur, and what a hollow mark says."""
    entries = [
        (hover.together(code), traces.mark(frame.SYMBOL.get(code, "circle"), 9, frame.colour(code)))
        for code in hover.order(pairs[Pair.country])
    ]
    if pairs[Pair.lower_bound].any():
        hollow = traces.mark("circle-open", 9, frame.GREY)
        entries.append(("hollow: only a lower bound, distance not known", hollow))
    return legend.symbols(entries)
