"""Both sides of mirrored figures apart: what the Central Asian side reports and what the Afghan side reports.

A line joins the two figures of the same flow, goods and period. On a logarithmic scale its length is their ratio: equal
lengths are equal ratios, whatever the sums.
"""

import math
from typing import Any, Final, Unpack

import pandas as pd

from charts.base import evidence, frame, hover, legend, traces
from charts.base.frame import Caption, Spec
from data.rows import Row, records
from data.vocabulary import codes, formats
from data.vocabulary.places import adjective

_ROW: Final = 44  # pixels of a pair
_TALL: Final = 54  # where its goods are named too
_MOST_TICKS: Final = 5
_NEAR: Final = 1.05  # ratios up to this are told as close
_STEPS: Final = (1, 2, 5)


def both_sides(pairs: pd.DataFrame, *, measure: str = "value_usd", **caption: Unpack[Caption]) -> Spec:
    """Draw pairs of figures, top to bottom as they come, each with its ratio in words.

    Args:
        pairs: rows of `analysis.trade.mirrored.mirrored`; `lower` marks pairs of lower bounds.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
        caption: the words around it.
    """
    if pairs.empty:
        return frame.empty("No figure here is reported by both sides for the same period.", caption["title"])
    rows, several = records(pairs), len(set(pairs["commodity"])) > 1
    names_valuation = valued(pairs) is None
    labels = [_label(it, several=several) for it in rows]
    return frame.figure(
        [*_lines(rows), _marks(rows, "afghan", measure), _marks(rows, "own", measure), *_legend()],
        height=150 + (_TALL if several else _ROW) * len(rows),
        annotations=[_ratio(it, at, names_valuation=names_valuation) for at, it in enumerate(rows)],
        xaxis=_scale(pairs, measure),
        yaxis=traces.rows_axis(labels, range=[len(rows) - 0.4, -0.75]),
        **caption,
    )


def in_words(row: dict[str, Any]) -> str:
    """How far the two sides are apart: "within 5 %", "Uzbek figure 3.3 times the Afghan"."""
    ratio, own = row["ratio"], adjective(row["country"])
    if math.isnan(ratio):
        return "the Afghan figure is zero"
    if ratio == 0:
        return f"the {own} figure is zero"
    if 1 / _NEAR <= ratio <= _NEAR:
        return "equal" if ratio == 1 else "within 5 %"
    return f"{own} figure {times(ratio)} the Afghan" if ratio > 1 else f"Afghan figure {times(ratio)} the {own}"


def times(ratio: float) -> str:
    """A ratio as a reader says it, whichever side is the larger: "3.3 times"."""
    return f"{formats.significant(max(ratio, 1 / ratio), 2)} times"


def _label(row: dict[str, Any], *, several: bool) -> str:
    said = f"{hover.who(row['country'])}, {hover.period(_of(row, 'own'))}"
    return f"{said}<br>{frame.wrapped(codes.goods(row), 24)}" if several else said


def _ratio(row: dict[str, Any], at: int, *, names_valuation: bool) -> Row:
    """The ratio in words above the line, where a phone shows it too."""
    said = f"{in_words(row)}{_valued(row) if names_valuation else ''}"
    return traces.at_left(said, at - 0.36, x=0.004, yref="y", yanchor="middle", color=frame.GREY)


def valued(pairs: pd.DataFrame) -> tuple[str, str] | None:
    """How both sides value the goods, the state first, where that is told and the same of all pairs."""
    own, afghan = set(pairs["valuation_own"].fillna("")), set(pairs["valuation_afghan"].fillna(""))
    return (own.pop(), afghan.pop()) if len(own) == len(afghan) == 1 and "" not in own | afghan else None


def _valued(row: dict[str, Any]) -> str:
    """How each side values the goods, where both tell it."""
    own, afghan = row["valuation_own"], row["valuation_afghan"]
    return f" · {own} / {afghan}" if isinstance(own, str) and isinstance(afghan, str) else ""


def _of(row: dict[str, Any], side: str) -> dict[str, Any]:
    """One side of a pair as a row of `Trade`."""
    mine = {key.removesuffix(f"_{side}"): value for key, value in row.items() if key.endswith(f"_{side}")}
    return {**row, **mine}


def _lines(rows: list[Row]) -> list[Row]:
    hues = [frame.faded(frame.colour(it["country"]), 0.45) for it in rows]
    both = [(it["value_own"], it["value_afghan"]) for it in rows]
    return [traces.lines(ends, [at, at], hue, 3) for at, (ends, hue) in enumerate(zip(both, hues, strict=True))]


def _marks(rows: list[Row], side: str, measure: str) -> Row:
    """The figures of one side; each is written on its outer side, away from the other's."""
    own = side == "own"
    mine, other = [_of(it, side) for it in rows], [it["value_afghan" if own else "value_own"] for it in rows]
    hues = [frame.colour(it["country"]) if own else frame.GREY for it in mine]
    outer = [it["value"] > far or (it["value"] == far and own) for it, far in zip(mine, other, strict=True)]
    shape = hover.SHAPES["own" if own else "AFG"]
    symbols = [evidence.hollow(shape, is_hollow=it["status"] in evidence.HOLLOW) for it in mine]
    return traces.points(
        [it["value"] for it in mine],
        range(len(mine)),
        traces.mark(symbols, 9 if own else 13, hues),
        [hover.figure(it, measure, of=" of this side") for it in mine],
        mode="markers+text",
        text=[f"  {formats.amount(it['value'], measure)}  " for it in mine],
        textfont={"size": 11},
        textposition=[f"middle {'right' if it else 'left'}" for it in outer],
        cliponaxis=False,
        called=side,
    )


def _scale(rows: pd.DataFrame, measure: str) -> Row:
    """A logarithmic axis with room for the figures that are written beside the marks."""
    values = pd.concat([rows["value_own"], rows["value_afghan"]])
    values = values[values > 0]
    low, high = math.log10(values.min()), math.log10(values.max())
    room = max(0.35 * (high - low), 0.2)
    steps = _STEPS if high - low < 2 else (1,)
    ticks = [step * 10.0**decade for decade in range(math.floor(low) - 1, math.ceil(high) + 2) for step in steps]
    shown = [it for it in ticks if low - room <= math.log10(it) <= high + room]
    shown = shown[:: math.ceil(len(shown) / _MOST_TICKS)]
    axis = {"type": "log", "range": [low - room, high + room], "tickmode": "array", "tickangle": 0}
    return {**axis, "tickvals": shown, "ticktext": [formats.amount(it, measure) for it in shown]}


def _legend() -> list[Row]:
    entries = [("Central Asian side (in its colour)", "own"), ("Afghan side", "AFG")]
    return legend.symbols((said, {"symbol": hover.SHAPES[it], "size": 10, "color": frame.GREY}) for said, it in entries)
