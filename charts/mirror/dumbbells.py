"""Both sides of the same trade as dumbbells: a row a year, the exporter's and the importer's figure on one line.

Each state has a scale of its own, from zero to its largest figure. A thin bar under each line, clear of
the values beside it, shows where freight would put the importer's figure.
"""

from collections.abc import Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.mirror.pairs import FREIGHT, Pair, order, side_of
from analysis.trade.preferred import Preferred
from charts.base import evidence, frame, hover, legend, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, grouped, records
from data.vocabulary import formats
from data.vocabulary.codes import goods, start_upper
from data.vocabulary.mirror import distance, role, times, valuation

_ROW: Final = 25  # pixels of a row
_RANGE: Final = (-0.3, 1.36)  # of the axis, as a part of the largest figure: values stand at both ends of a line
_SYMBOLS: Final = ("circle", "diamond")  # of the exporter and the importer; of a turnover of the state and Afghanistan


def dumbbells(pairs: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw a row for each pair under the name of its state.

    Args:
        pairs: rows of `analysis.mirror.pairs.NamedPair` of one flow, none of them with a minimum.
        caption: the words around it.
    """
    if pairs.empty:
        return frame.empty("No figure here is reported by both sides for the same period.", caption["title"])
    several = len(set(pairs[Pair.commodity])) > 1
    place = {code: at for at, code in enumerate(hover.order(pairs[Pair.country]))}
    groups = grouped(records(pairs), [Pair.country, Pair.commodity])
    labels: list[str] = []
    rows: list[Row] = []
    for group in sorted(groups, key=lambda it: (place[it[0][Pair.country]], it[0][Pair.commodity])):
        of_goods = f"<br>{frame.wrapped(start_upper(goods(group[0])), 20)}" if several else ""
        labels.append(f"<b>{frame.plain(hover.together(group[0][Pair.country]))}</b>{of_goods}")
        high = max(row[it] for row in group for it in (Pair.value_own, Pair.value_afghan)) or 1
        for row in group:
            rows.append({**row, "at": len(labels), "whole": high})
            labels.append(hover.period(row))
    return frame.figure(
        [_lines(rows), *(_marks(rows, which) for which in (0, 1)), _apart(rows), *_legend(rows)],
        inner=_ROW * len(labels),
        shapes=[band for row in rows for band in _freight(row)],
        xaxis={"range": list(_RANGE), "visible": False, "fixedrange": True},
        yaxis=traces.rows_axis(labels),
        **caption,
    )


def _part(pair: Row, side: str) -> float:
    """The figure of one side as a part of the largest of its state."""
    return side_of(pair, side)[Preferred.value] / pair["whole"]


def _lines(rows: Sequence[Row]) -> Trace:
    """Draw the distance between both figures of each pair."""
    ends = traces.apart([_part(row, side) for side in order(row)] for row in rows)
    return traces.lines(ends, traces.apart([row["at"]] * 2 for row in rows), frame.SOFT, 2.5)


def _marks(rows: Sequence[Row], which: int) -> Trace:
    """Draw one figure of each pair, its value on the side away from the other.

    Args:
        rows: pairs with their place.
        which: 0 the exporter's figure, 1 the importer's; of a turnover the state's and the Afghan one.
    """
    sides = [(order(row)[which], order(row)[1 - which]) for row in rows]
    figures = [side_of(row, side) for row, (side, _) in zip(rows, sides, strict=True)]
    parts = [(_part(row, side), _part(row, other)) for row, (side, other) in zip(rows, sides, strict=True)]
    right = [mine > others or (mine == others and which == 1) for mine, others in parts]
    symbols = [evidence.hollow(_SYMBOLS[which], is_hollow=row[Preferred.status] in evidence.HOLLOW) for row in figures]
    hues = [
        frame.colour(row[Pair.country]) if side == "own" else frame.GREY
        for row, (side, _) in zip(rows, sides, strict=True)
    ]
    return traces.points(
        [part for part, _ in parts],
        [row["at"] for row in rows],
        traces.mark(symbols, 10, hues),
        [_hover(row) for row in rows],
        mode="markers+text",
        text=[f"&nbsp;&nbsp;{hover.amount(row, row[Preferred.value], 'value_usd', 3)}&nbsp;&nbsp;" for row in figures],
        textposition=[f"middle {'right' if it else 'left'}" for it in right],
        textfont={"size": 12},
        cliponaxis=False,
        called=("exporter", "importer")[which],
    )


def _apart(rows: Sequence[Row]) -> Trace:
    """Write at the right how far both figures are apart, where the screen has room."""
    return traces.texts(
        [_RANGE[1]] * len(rows), [row["at"] for row in rows], map(in_words, rows), "middle left", only="wide"
    )


def in_words(pair: Row) -> str:
    """Say how far the second figure is from the first: "importer 15 % more", "importer 97 times less"."""
    first, second = (side_of(pair, side)[Preferred.value] for side in order(pair))
    whose = "Afghan figure" if pair[Pair.flow] == "turnover" else "importer"
    if first == second:
        return "equal"
    if not first or not second:
        return "one figure is zero"
    more = "more" if second > first else "less"
    if max(first, second) / min(first, second) >= 2:
        return f"{times(first / second)} apart"
    return f"{whose} {formats.significant(abs(second / first - 1) * 100, 2)} % {more}"


def _freight(pair: Row) -> list[Trace]:
    """The band in which freight would put the importer's figure; a turnover has none, nor what is valued otherwise."""
    if pair[Pair.band] == "none":
        return []
    exporter = _part(pair, order(pair)[0])
    ends = {"x0": exporter * FREIGHT[0], "x1": exporter * FREIGHT[1], "y0": pair["at"] + 0.28, "y1": pair["at"] + 0.48}
    return [
        {
            "type": "rect",
            "xref": "x",
            "yref": "y",
            **ends,
            "layer": "below",
            "fillcolor": frame.NEUTRAL,
            "line": {"width": 0},
        }
    ]


def _hover(pair: Row) -> str:
    """Both figures of a pair, who reports each and how it is valued, and how far they are apart."""
    who = f"{hover.who(pair[Pair.country])}, {hover.period(pair)}"
    lines = [line for side in order(pair) for line in _side(pair, side)]
    return hover.lines(f"<b>{frame.plain(who)}</b> · {frame.plain(goods(pair))}", *lines, distance(pair))


def _side(pair: Row, side: str) -> list[str]:
    row = side_of(pair, side)
    amount = hover.amount(row, row[Preferred.value], "value_usd")
    return [f"{role(pair, side)}: {amount}, {valuation(row[Preferred.valuation])}", hover.source(row)]


def _legend(rows: Sequence[Row]) -> list[Trace]:
    """Explain shapes and band, as far as they occur."""
    names = {"export": ("exporter: the state", "importer: Afghanistan"), "import": ("exporter: Afghanistan", "importer: the state"),
             "turnover": ("the state's figure", "the Afghan figure")}[rows[0][Pair.flow]]  # fmt: skip
    entries = [(name, traces.mark(symbol, 10, frame.GREY)) for name, symbol in zip(names, _SYMBOLS, strict=True)]
    if any(row[Pair.band] != "none" for row in rows):
        entries.append(("freight: 6 to 12 % above the exporter", traces.mark("square", 11, frame.NEUTRAL, 0)))
    if any(row[f"status_{side}"] in evidence.HOLLOW for row in rows for side in ("own", "afghan")):
        entries.append(("hollow: preliminary or claim", traces.mark("circle-open", 10, frame.GREY)))
    return legend.symbols(entries)
