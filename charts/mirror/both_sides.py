"""Both sides of mirrored figures apart: what the Central Asian side reports and what the Afghan side reports.

A line joins the two figures of the same flow, goods and period. On a logarithmic scale its length is their ratio: equal
lengths are equal ratios, whatever the sums.
"""

import math
from typing import Any, Final

import pandas as pd

from charts.base import frame, hover
from charts.base.frame import Spec
from data.rows import records
from data.vocabulary import codes, formats
from data.vocabulary.places import adjective

_ROW: Final = 44  # pixels of a pair
_TALL: Final = 54  # where its goods are named too
_MOST_TICKS: Final = 5
_NEAR: Final = 1.05  # ratios up to this are told as close
_STEPS: Final = (1, 2, 5)


def both_sides(
    pairs: pd.DataFrame, *, title: str, subtitle: str = "", foot: str = "", measure: str = "value_usd"
) -> Spec:
    """Pairs of figures, top to bottom as they come, each with its ratio in words.

    Args:
        pairs: rows of `analysis.trade.comparison.mirrored`; `lower` marks pairs of lower bounds.
        title: what the figure shows.
        subtitle: unit, valuation and period.
        foot: who says so.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
    """
    if pairs.empty:
        return frame.empty("No figure here is reported by both sides for the same period.", title)
    rows = pairs.reset_index(drop=True)
    several = len(set(rows["commodity"])) > 1
    traces = [*_lines(rows), _marks(rows, "afghan", measure), _marks(rows, "own", measure), *_legend()]
    return frame.figure(
        traces, title, subtitle, foot=foot, height=150 + (_TALL if several else _ROW) * len(rows), xaxis=_scale(rows, measure),
        annotations=[_ratio(it, at, valued=valued(rows) is None) for at, it in enumerate(records(rows))],
        yaxis={"type": "linear", "range": [len(rows) - 0.4, -0.75], "tickmode": "array", "tickvals": list(rows.index),
               "ticktext": [_label(it, several=several) for it in records(rows)], "showgrid": False},
    )  # fmt: skip


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


def _ratio(row: dict[str, Any], at: int, *, valued: bool) -> dict[str, Any]:
    """The ratio in words above the line, where a phone shows it too."""
    return {
        "text": f"{in_words(row)}{_valued(row) if valued else ''}", "xref": "paper", "x": 0.004, "xanchor": "left", "yref": "y", "y": at - 0.36,
        "yanchor": "middle", "showarrow": False, "font": {"size": 11, "color": frame.GREY},
    }  # fmt: skip


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


def _lines(rows: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {
            "type": "scatter", "mode": "lines", "x": [it["value_own"], it["value_afghan"]], "y": [at, at],
            "line": {"color": frame.faded(frame.colour(it["country"]), 0.45), "width": 3}, "hoverinfo": "skip",
            "showlegend": False,
        }
        for at, it in enumerate(records(rows))
    ]  # fmt: skip


def _marks(rows: pd.DataFrame, side: str, measure: str) -> dict[str, Any]:
    """The figures of one side; each is written on its outer side, away from the other's."""
    mine = [_of(it, side) for it in records(rows)]
    other = rows["value_afghan" if side == "own" else "value_own"]
    hues = [frame.colour(it["country"]) if side == "own" else frame.GREY for it in mine]
    outer = [
        "right" if it["value"] > far or (it["value"] == far and side == "own") else "left"
        for it, far in zip(mine, other, strict=True)
    ]
    shape = hover.SHAPES["own" if side == "own" else "AFG"]
    return {
        "type": "scatter", "mode": "markers+text", "x": [it["value"] for it in mine], "y": list(rows.index),
        "marker": {"symbol": [f"{shape}-open" if it["status"] in hover.HOLLOW else shape for it in mine], "size": 9 if side == "own" else 13,
                   "color": hues, "line": {"color": hues, "width": 1.6}},
        "text": [f"  {formats.amount(it['value'], measure)}  " for it in mine], "textfont": {"size": 11},
        "textposition": [f"middle {it}" for it in outer], "cliponaxis": False, "showlegend": False,
        "hovertext": [_hover(it, measure) for it in mine], "hoverinfo": "text", "name": side,
    }  # fmt: skip


def _hover(row: dict[str, Any], measure: str) -> str:
    lines = [hover.head(row, row["value"], measure), frame.wrapped(hover.source(row), 58), *hover.note(row)]
    if row["reports"] > 1:
        lines.append(f"{row['reports']} reports of this side: {formats.spread(row['low'], row['high'], measure)}")
    return "<br>".join(lines)


def _scale(rows: pd.DataFrame, measure: str) -> dict[str, Any]:
    """A logarithmic axis with room for the figures that are written beside the marks."""
    values = pd.concat([rows["value_own"], rows["value_afghan"]])
    values = values[values > 0]
    low, high = math.log10(values.min()), math.log10(values.max())
    room = max(0.35 * (high - low), 0.2)
    steps = _STEPS if high - low < 2 else (1,)
    ticks = [step * 10.0**decade for decade in range(math.floor(low) - 1, math.ceil(high) + 2) for step in steps]
    shown = [it for it in ticks if low - room <= math.log10(it) <= high + room]
    shown = shown[:: math.ceil(len(shown) / _MOST_TICKS)]
    return {"type": "log", "range": [low - room, high + room], "tickmode": "array", "tickvals": shown, "tickangle": 0,
            "ticktext": [formats.amount(it, measure) for it in shown]}  # fmt: skip


def _legend() -> list[dict[str, Any]]:
    entries = [("Central Asian side (in its colour)", "own"), ("Afghan side", "AFG")]
    return [
        {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": said,
         "marker": {"symbol": hover.SHAPES[it], "size": 10, "color": frame.GREY}}
        for said, it in entries
    ]  # fmt: skip
