"""How far exporter and importer are apart over time: their ratio, with the band that freight would make.

On a logarithmic scale twice and half are equally far from the line of equal figures. A mark is hollow where a lower
bound is among the two figures: how far they are apart is then not known.
"""

import math
from collections.abc import Sequence
from typing import Any, Final, Unpack

import numpy as np
import pandas as pd

from analysis.mirror.pairs import FREIGHT
from charts.base import evidence, frame, legend, traces
from charts.base import hover as hover_text
from charts.base.frame import Caption, Spec
from charts.mirror import both_sides
from data.rows import Row, grouped, in_order, records
from data.vocabulary.codes import goods
from data.vocabulary.formats import significant
from data.vocabulary.places import name

_TICKS: Final = (2, 5, 10, 100, 1000, 10_000)
_SLOT: Final = 55  # days between the marks of two states in one year
HEIGHT: Final = 450


def divided(pairs: pd.DataFrame) -> pd.Series:
    """The ratio that is drawn: importer over exporter; of a turnover the state's figure over the Afghan one.

    Args:
        pairs: rows of `analysis.mirror.pairs.pairs`.

    Returns:
        A number above zero, or not known where a side tells zero.
    """
    two_way = (pairs["flow"] == "turnover").to_numpy(dtype=bool)
    ratio = np.where(two_way, pairs["ratio"], pairs["cif_over_fob"])
    return pd.Series(np.where(ratio > 0, ratio, np.nan), index=pairs.index)


def gap(pairs: pd.DataFrame, first: object, last: object, **caption: Unpack[Caption]) -> Spec:
    """Draw a mark for each pair at the middle of its period; a hair joins the pairs of the same state and goods.

    Args:
        pairs: rows of `analysis.mirror.pairs.pairs` of one flow, with `publisher_own` and `publisher_afghan`.
        first: first day of the axis.
        last: last day of the axis.
        caption: the words around it.
    """
    rows = pairs.assign(drawn=divided(pairs)).dropna(subset="drawn")
    if rows.empty:
        return frame.empty("No two figures here can be divided by each other.", caption["title"])
    codes = hover_text.order(rows["country"])
    rows = rows.assign(at=_places(rows, codes, first, last).dt.strftime("%Y-%m-%d"))
    two_way = rows["flow"].iloc[0] == "turnover"
    parts = {it[0]["country"]: it for it in grouped(records(rows), ["country"])}
    several = len(set(rows["commodity"])) > 1
    drawn = [it for code in codes for it in _of_state(parts[code], several=several)]
    equal = traces.across(1, colour=frame.SOFT, width=1.4)
    return frame.figure(
        [*drawn, *_legend(rows)],
        height=HEIGHT,
        xaxis=frame.time_axis(first, last),
        yaxis=_scale(rows["drawn"]),
        annotations=_directions(two_way=two_way),
        shapes=[frame.kabul_line(), equal, *([] if two_way else [_freight()])],
        **caption,
    )


def _places(rows: pd.DataFrame, codes: list[str], first: object, last: object) -> pd.Series:
    """The middle of each period, the states of one year side by side, within the axis."""
    slot = min(_SLOT, 300 / len(codes))
    shift = rows["country"].map({code: (at - (len(codes) - 1) / 2) * slot for at, code in enumerate(codes)})
    middle = rows["start"] + (rows["end"] - rows["start"]) / 2 + pd.to_timedelta(shift, unit="D")
    return middle.clip(pd.Timestamp(str(first)), pd.Timestamp(str(last)))


def _of_state(part: Sequence[Row], *, several: bool) -> list[Row]:
    return [*_hairs(part), _marks(part), _furthest(part, several=several)]


def _hairs(part: Sequence[Row]) -> list[Row]:
    series = [it for it in grouped(in_order(part, "commodity"), ["commodity"]) if len(it) > 1]
    if not series:
        return []
    days = traces.apart([one["at"] for one in it] for it in series)
    values = traces.apart([one["drawn"] for one in it] for it in series)
    return [traces.lines(days, values, frame.faded(frame.colour(part[0]["country"]), 0.4), 1, dash="dot")]


def _marks(part: Sequence[Row]) -> Row:
    code = part[0]["country"]
    shape = frame.SYMBOL.get(code, "circle")
    symbols = [evidence.hollow(shape, is_hollow=it["lower_bound"]) for it in part]
    look, hovers = traces.mark(symbols, 9, frame.colour(code)), [hover(it) for it in part]
    return traces.points(
        [it["at"] for it in part],
        [it["drawn"] for it in part],
        look,
        hovers,
        called=hover_text.together(code),
        cliponaxis=False,
    )


def _furthest(part: Sequence[Row], *, several: bool) -> Row:
    """The name of the pair of a state that is furthest from equal: its goods where there are several, else the state."""
    it = max(part, key=lambda it: abs(math.log10(it["drawn"])))
    said = frame.plain(goods(it) if several else hover_text.together(it["country"]))
    far = "" if it["lower_bound"] else f" {_times(it['drawn'])}"  # of a lower bound the distance is not known
    text, side = [f"&nbsp;&nbsp;&nbsp;&nbsp;{said}{far}"], "middle right"
    return traces.texts([it["at"]], [it["drawn"]], text, side, color=frame.GREY, cliponaxis=False)


def _times(ratio: float) -> str:
    """A ratio in few signs: 445 : 1, 1 : 5.2, or equal."""
    if ratio == 1:
        return "equal"
    far = max(ratio, 1 / ratio)
    said = significant(far, 2 if far < 100 else 3)
    return f"{said} : 1" if ratio > 1 else f"1 : {said}"


def hover(pair: dict[str, Any]) -> str:
    """Both figures of a pair, who says so and how it is valued, and how far they are apart.

    Args:
        pair: a row of `analysis.mirror.pairs.pairs` with the publishers of both sides.
    """
    head = f"<b>{frame.plain(hover_text.who(pair['country']))}, {hover_text.period(one(pair, 'own'))}</b> · {frame.plain(goods(pair))}"
    lines = [line for side in order(pair) for line in _side(pair, side)]
    return hover_text.lines(head, *lines, pair["words"])


def order(pair: dict[str, Any]) -> tuple[str, str]:
    """The sides of a pair, the exporter first; of a turnover the state first."""
    return ("afghan", "own") if pair["flow"] == "import" else ("own", "afghan")


def one(pair: dict[str, Any], side: str) -> dict[str, Any]:
    """One side (own or afghan) of a pair as a row of `Trade`."""
    mine = {key.removesuffix(f"_{side}"): value for key, value in pair.items() if key.endswith(f"_{side}")}
    return {**pair, **mine}


def role(pair: dict[str, Any], side: str) -> str:
    """Whose figure it is, and as what: "Kazakhstan (exporter)"."""
    who = name(pair["country"] if side == "own" else "AFG")
    if pair["flow"] == "turnover":
        return who
    return f"{who} ({'exporter' if order(pair)[0] == side else 'importer'})"


def valued(row: dict[str, Any]) -> str:
    """How one side values the goods, where it tells it."""
    return row["valuation"] if isinstance(row["valuation"], str) else "valuation not told"


def _side(pair: dict[str, Any], side: str) -> list[str]:
    row = one(pair, side)
    amount = hover_text.amount({**row, "lower": row["bound"] == "at_least"}, row["value"], "value_usd")
    return [f"{role(pair, side)}: {amount}, {valued(row)}", hover_text.source(row)]


def _scale(ratios: pd.Series) -> dict[str, Any]:
    """A logarithmic axis that always holds the line of equal figures and reaches at least to twice and half."""
    low, high = min(ratios.min(), 0.5), max(ratios.max(), 2.0)
    room = 0.09 * math.log10(high / low)
    ticks = [1.0, *(float(it) for it in _TICKS), *(1 / it for it in _TICKS)]
    shown = sorted(it for it in ticks if low / 10**room <= it <= high * 10**room)
    above = 2 * room  # a line of words stands there, under that of 15 August 2021
    axis = {"type": "log", "range": [math.log10(low) - room, math.log10(high) + above], "tickmode": "array"}
    return axis | {"tickvals": shown, "ticktext": [_times(it) for it in shown]}


def _directions(*, two_way: bool) -> list[dict[str, Any]]:
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


def _freight() -> dict[str, Any]:
    """The band; its edge keeps it visible where the scale makes it thin."""
    fill = frame.faded(frame.NEUTRAL, 0.35)
    place = {"xref": "paper", "x0": 0, "x1": 1, "yref": "y", "y0": FREIGHT[0], "y1": FREIGHT[1]}
    return {"type": "rect", **place, "layer": "below", "fillcolor": fill, "line": {"color": fill, "width": 1}}


def _legend(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """The states that occur, and what a hollow mark says."""
    codes = hover_text.order(rows["country"])
    entries = [
        (hover_text.together(it), traces.mark(frame.SYMBOL.get(it, "circle"), 9, frame.colour(it))) for it in codes
    ]
    if rows["lower_bound"].any():
        hollow = traces.mark("circle-open", 9, frame.GREY)
        entries.append(("hollow: only a lower bound, distance not known", hollow))
    return legend.symbols(entries)


def furthest(pairs: pd.DataFrame) -> dict[str, Any] | None:
    """Of the pairs without a lower bound the one that is furthest apart; None where there is none."""
    sure = pairs[~pairs["lower_bound"].astype("bool")]
    far = [-1.0 if math.isnan(it) else abs(math.log10(it)) for it in divided(sure).to_list()]
    if max(far, default=-1.0) < 0:  # nothing that can be divided
        return None
    return records(sure.iloc[[far.index(max(far))]])[0]


def apart(pair: dict[str, Any]) -> str:
    """How many times the larger figure of a pair is the smaller: "3.3 times"."""
    return both_sides.times(pair["value_own"] / pair["value_afghan"])
