"""Both sides of mirrored figures apart: what the Central Asian side reports and what the Afghan side reports.

A line joins the two figures of the same flow, goods and period. On a logarithmic scale its length is their ratio: equal
lengths are equal ratios, whatever the sums.
"""

import math
from collections.abc import Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.mirror.pairs import CLOSE, Pair, one_valuation, side_of
from analysis.trade.preferred import Preferred
from charts.base import evidence, frame, hover, legend, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.vocabulary import codes, formats
from data.vocabulary.mirror import times
from data.vocabulary.places import adjective

_ROW: Final = 44  # pixels of a pair
_TALL: Final = 54  # where its goods are named too
_MOST_TICKS: Final = 5
_STEPS: Final = (1, 2, 5)


def both_sides(pairs: pd.DataFrame, *, measure: str = "value_usd", **caption: Unpack[Caption]) -> Spec:
    """Draw pairs of figures, top to bottom as they come, each with its ratio in words.

    Args:
        pairs: rows of `analysis.mirror.pairs.NamedPair`.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
        caption: the words around it.
    """
    if pairs.empty:
        return frame.empty("No figure here is reported by both sides for the same period.", caption["title"])
    rows, several = records(pairs), len(set(pairs[Pair.commodity])) > 1
    with_valuation = one_valuation(pairs) is None
    return frame.figure(
        [*_lines(rows), _marks(rows, "afghan", measure), _marks(rows, "own", measure), *_legend()],
        height=150 + (_TALL if several else _ROW) * len(rows),
        annotations=[_ratio(row, place, with_valuation=with_valuation) for place, row in enumerate(rows)],
        xaxis=_scale(pairs, measure),
        yaxis=traces.rows_axis([_label(row, several=several) for row in rows], range=[len(rows) - 0.4, -0.75]),
        **caption,
    )


def in_words(pair: Row) -> str:
    """How far the two sides are apart: "within 5 %", "Uzbek figure 3.3 times the Afghan"."""
    ratio, own = pair[Pair.ratio], adjective(pair[Pair.country])
    if math.isnan(ratio):
        return "the Afghan figure is zero"
    if ratio == 0:
        return f"the {own} figure is zero"
    if 1 / CLOSE <= ratio <= CLOSE:
        return "equal" if ratio == 1 else "within 5 %"
    return f"{own} figure {times(ratio)} the Afghan" if ratio > 1 else f"Afghan figure {times(ratio)} the {own}"


def _label(pair: Row, *, several: bool) -> str:
    label = f"{hover.who(pair[Pair.country])}, {hover.period(pair)}"
    return f"{label}<br>{frame.wrapped(codes.goods(pair), 24)}" if several else label


def _ratio(pair: Row, place: int, *, with_valuation: bool) -> Trace:
    """The ratio in words above the line, where a phone shows it too."""
    words = f"{in_words(pair)}{_valued(pair) if with_valuation else ''}"
    return traces.at_left(words, place - 0.36, x=0.004, yref="y", yanchor="middle", color=frame.GREY)


def _valued(pair: Row) -> str:
    """How each side values the goods, where both state it."""
    own, afghan = pair[Pair.valuation_own], pair[Pair.valuation_afghan]
    return f" · {own} / {afghan}" if isinstance(own, str) and isinstance(afghan, str) else ""


def _lines(rows: Sequence[Row]) -> list[Trace]:
    return [
        traces.lines(
            [row[Pair.value_own], row[Pair.value_afghan]],
            [place, place],
            frame.faded(frame.colour(row[Pair.country]), 0.45),
            3,
        )
        for place, row in enumerate(rows)
    ]


def _marks(rows: Sequence[Row], side: str, measure: str) -> Trace:
    """The figures of one side; each is written on its outer side, away from the other's."""
    own = side == "own"
    figures = [side_of(row, side) for row in rows]
    others = [row[Pair.value_afghan if own else Pair.value_own] for row in rows]
    outer = [
        row[Preferred.value] > far or (row[Preferred.value] == far and own)
        for row, far in zip(figures, others, strict=True)
    ]
    shape = hover.SHAPES["own" if own else "AFG"]
    symbols = [evidence.hollow(shape, is_hollow=row[Preferred.status] in evidence.HOLLOW) for row in figures]
    hues = [frame.colour(row[Preferred.country]) if own else frame.GREY for row in figures]
    return traces.points(
        [row[Preferred.value] for row in figures],
        range(len(figures)),
        traces.mark(symbols, 9 if own else 13, hues),
        [hover.figure(row, measure, of=" of this side") for row in figures],
        mode="markers+text",
        text=[f"  {formats.amount(row[Preferred.value], measure)}  " for row in figures],
        textfont={"size": 12},
        textposition=[f"middle {'right' if right else 'left'}" for right in outer],
        cliponaxis=False,
        called=side,
    )


def _scale(pairs: pd.DataFrame, measure: str) -> Trace:
    """A logarithmic axis with room for the figures that are written beside the marks."""
    values = pd.concat([pairs[Pair.value_own], pairs[Pair.value_afghan]])
    values = values[values > 0]
    low, high = math.log10(values.min()), math.log10(values.max())
    room = max(0.35 * (high - low), 0.2)
    steps = _STEPS if high - low < 2 else (1,)
    ticks = [step * 10.0**decade for decade in range(math.floor(low) - 1, math.ceil(high) + 2) for step in steps]
    shown = [tick for tick in ticks if low - room <= math.log10(tick) <= high + room]
    shown = shown[:: math.ceil(len(shown) / _MOST_TICKS)]
    axis = {"type": "log", "range": [low - room, high + room], "tickmode": "array", "tickangle": 0}
    return {**axis, "tickvals": shown, "ticktext": [formats.amount(tick, measure) for tick in shown]}


def _legend() -> list[Trace]:
    entries = [("Central Asian side (in its colour)", "own"), ("Afghan side", "AFG")]
    return legend.symbols(
        (text, {"symbol": hover.SHAPES[key], "size": 10, "color": frame.GREY}) for text, key in entries
    )
