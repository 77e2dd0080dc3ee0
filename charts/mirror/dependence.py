"""Shares both ways: of each state in Afghanistan's imports of a good, and of Afghanistan in a state's exports of it.

A bar is one source, side and year, and the whole that its shares are of stands beside it: shares by different wholes
never share a bar.
"""

import datetime as dt
import math
from collections.abc import Sequence
from typing import Final, NamedTuple, Unpack

import pandas as pd

from analysis.mirror.dependence import ONE_WHOLE, Share
from charts.base import evidence, frame, hover, labels, legend, traces
from charts.base.dates import day, middle, pixels_a_day
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, grouped, records
from data.vocabulary import codes, formats
from data.vocabulary.mirror import percent, share_of_whole
from data.vocabulary.places import CODES, name

_BAR, _ROW, _HEAD = 26, 38, 26  # pixels of a bar, of its place, and of a heading
_LEAST: Final = 150  # of a plot: under a lower one the legend of a phone would run into the ticks
_NAMED, _LABELLED = 45, 8  # from this share on a segment has the state's name, and its share
_FILL: Final = 0.62
_NARROW: Final = 250  # pixels of a time axis on a phone
_LABEL: Final = 9  # per cent of the axis that a share takes
_TICKS: Final = [0, 25, 50, 75, 100]
_WHOLES: Final = {"world": "of all imports", "given": "of imports, as given", "five": "of the states named"}
_BY: Final = {"own": "exporters", "AFG": "Afghan side", "NEWS": "press", "IMF": "IMF", "CEPII": "CEPII", "FAO": "FAO"}


class _Segment(NamedTuple):
    """A share in its bar: where it begins in per cent, and the upper edge of the bar in pixels."""

    row: Row
    begin: float
    top: int

    @property
    def share(self) -> float:
        return self.row[Share.share_percent]


def imports(shares: pd.DataFrame, chosen: Sequence[str], **caption: Unpack[Caption]) -> Spec:
    """Draw stacked bars, the latest year on top: each state's share in what one source reports of one year.

    Args:
        shares: rows of `analysis.mirror.dependence.Share` of imports, whole bars of one good.
        chosen: codes of the states in colour; the others of a bar stay grey, for they are in its whole.
        caption: the words around it.
    """
    if shares.empty:
        return frame.empty("No share of these states is known of these years.", caption["title"])
    segments, heads, inner = _layout(records(shares))
    of_states = [[it for it in segments if it.row[Share.country] == code] for code in CODES]
    drawn = [_trace(part, coloured=part[0].row[Share.country] in chosen) for part in of_states if part]
    notes = [_label(it) for it in segments if it.row[Share.country] in chosen and it.share >= _LABELLED]
    ticks = {it.top: _tick(it.row) for it in segments}
    inner = max(inner, _LEAST)
    return frame.figure(
        [*drawn, *_legend(shares, chosen)],
        inner=inner,
        barmode="overlay",
        annotations=[*(_heading(commodity, top) for commodity, top in heads), *notes],
        xaxis={"type": "linear", "range": [0, 101], "tickvals": _TICKS, "ticktext": ["0", "25", "50", "75", "100 %"]},
        yaxis=traces.rows_axis(list(ticks.values()), range=[inner, 0], tickvals=[top + _BAR / 2 for top in ticks]),
        **caption,
    )


def _layout(shares: Sequence[Row]) -> tuple[list[_Segment], list[tuple[str, int]], int]:
    """The segments of all bars, the headings of the goods with their upper edge, and the height of all."""
    segments, heads, top = [], [], 4
    for goods in grouped(shares, [Share.commodity]):
        heads.append((goods[0][Share.commodity], top))
        top += _HEAD
        for bar in grouped(goods, ONE_WHOLE):
            sizes = [row[Share.share_percent] for row in bar]
            segments += [_Segment(row, math.fsum(sizes[:place]), top) for place, row in enumerate(bar)]
            top += _ROW
    return segments, heads, top


def _trace(segments: Sequence[_Segment], *, coloured: bool) -> Trace:
    code = segments[0].row[Share.country]
    hue = frame.colour(code)
    fill, edge = (frame.faded(hue, _FILL), hue) if coloured else (frame.FAINT, frame.SOFT)
    return traces.bars(
        [it.share for it in segments],
        [it.top + _BAR / 2 for it in segments],
        {"color": fill, "line": {"width": 1, "color": edge}},
        [_hover(it.row) for it in segments],
        lying=True,
        base=[it.begin for it in segments],
        width=_BAR,
        called=name(code),
    )


def _label(segment: _Segment) -> Trace:
    """The share upon its segment, where a phone shows it too."""
    text = percent(segment.share)
    text = f"{name(segment.row[Share.country])} {text}" if segment.share >= _NAMED else text
    middle = segment.begin + segment.share / 2
    return traces.note(frame.ink(text), middle, segment.top + _BAR / 2, xref="x", yref="y", yanchor="middle")


def _heading(commodity: str, top: int) -> Trace:
    text = f"<b>{frame.plain(codes.start_upper(codes.say(commodity)))}</b>"
    return traces.at_left(text, top + _HEAD / 2, yref="y", yanchor="middle", size=12)


def _tick(row: Row) -> str:
    """Year and side, and below it what the shares are of."""
    by = _BY.get(row[Share.reported_by], name(row[Share.reported_by]))
    whole = f"<span style='font-size:12px'>{_WHOLES[row[Share.basis]]}</span>"
    return f"{row[Share.start].year}, {frame.plain(by)}<br>{whole}"


def _hover(row: Row) -> str:
    """A share, what it is of, and who reports it."""
    lines = [share_of_whole(row)]
    if row[Share.basis] in {"world", "five"}:
        lines.append(" of ".join(formats.amount(row[part], row[Share.measure]) for part in (Share.value, Share.whole)))
    elif isinstance(row[Share.note], str):  # "about", "more than" and single products stand in the note alone
        lines.append(row[Share.note])
    head = f"<b>{name(row[Share.country])}, {hover.period(row)}</b> · {frame.plain(codes.say(row[Share.commodity]))}"
    return hover.lines(head, *lines, row[Share.publisher])


def _legend(shares: pd.DataFrame, chosen: Sequence[str]) -> list[Trace]:
    there = [code for code in CODES if code in set(shares[Share.country])]
    entries = [
        (name(code), frame.faded(frame.colour(code), _FILL), frame.colour(code)) for code in there if code in chosen
    ]
    if any(code not in chosen for code in there):
        entries.append(("a state that is not chosen above", frame.FAINT, frame.SOFT))
    return legend.fills((text, {"color": fill, "line": {"color": edge, "width": 1}}) for text, fill, edge in entries)


def exports(shares: pd.DataFrame, first: object, last: object, **caption: Unpack[Caption]) -> Spec:
    """Draw Afghanistan's share in the states' exports of one good: a mark on a line as long as the period that it is of.

    Args:
        shares: rows of `analysis.mirror.dependence.Share` of exports of one good.
        first: first day of the axis.
        last: last day of the axis.
        caption: the words around it.
    """
    if shares.empty:
        return frame.empty("No share of these states is known of these years.", caption["title"])
    countries = hover.order(shares[Share.country])
    drawn = [
        trace for code in countries for trace in _spans(shares[shares[Share.country] == code], code, (first, last))
    ]
    return frame.figure(
        [*drawn, *_meanings(shares, countries)],
        height=340,
        shapes=[frame.kabul_line()],
        xaxis=frame.time_axis(first, last),
        yaxis={
            "type": "linear",
            "range": [0, 108],
            "tickvals": _TICKS,
            "ticktext": ["0", "25 %", "50 %", "75 %", "100 %"],
        },
        **caption,
    )


def _spans(part: pd.DataFrame, code: str, span: tuple[object, object]) -> list[Trace]:
    """The periods and marks of one state on an axis of some days; equal shares of one period are one mark."""
    marks = list(hover.alike(part, [Share.start, Share.end, Share.share_percent, Share.basis]).values())
    hue, shape = frame.colour(code), frame.SYMBOL.get(code, "circle")
    first = [mark[0] for mark in marks]
    shares = [row[Share.share_percent] for row in first]
    days = traces.apart((day(row[Share.start]), day(row[Share.end])) for row in first)
    symbols = [evidence.hollow(shape, is_hollow=row[Share.basis] == "given") for row in first]
    return [
        traces.lines(days, traces.apart((share, share) for share in shares), frame.faded(hue, 0.45), 3),
        traces.points(
            [middle(row) for row in first],
            shares,
            traces.mark(symbols, 9, hue),
            ["<br>".join(map(_hover, mark)) for mark in marks],
            cliponaxis=False,
        ),
        *_percents(list(map(middle, first)), shares, span),
    ]


def _percents(days: list[str], shares: list[float], span: tuple[object, object]) -> list[Trace]:
    """Write the shares above and below their marks in turn; on a phone the latest, and those that cover no later one."""
    drawn = []
    for only, pixels in (("wide", labels.WIDE), ("narrow", _NARROW)):
        scale, taken, shown = pixels_a_day(*span, pixels), labels.Taken(), []
        for place, (on, share) in reversed(list(enumerate(zip(days, shares, strict=True)))):
            x, y = dt.date.fromisoformat(on).toordinal() * scale, share - _LABEL if place % 2 else share
            box = labels.box(f"{percent(share)}\N{EN SPACE}", x, y, 12, _LABEL)
            if only == "wide" or not taken.meets(box):
                taken.add(box)
                shown.append((on, share, "bottom center" if place % 2 else "top center"))
        x, y, at = zip(*shown, strict=True)
        look = {"mode": "markers+text", "marker": {"size": 9, "opacity": 0}}
        drawn.append(traces.texts(x, y, map(percent, y), list(at), only=only, cliponaxis=False) | look)
    return drawn


def _meanings(shares: pd.DataFrame, countries: Sequence[str]) -> list[Trace]:
    """The states that occur, and what full and hollow marks mean."""
    entries = [(name(code), frame.SYMBOL[code], frame.colour(code)) for code in countries]
    signs = {
        "total": ("full: worked out by the whole that the source gives", "circle"),
        "given": ("hollow: the share itself is given by the source", "circle-open"),
    }
    entries += [(*sign, frame.GREY) for basis, sign in signs.items() if basis in set(shares[Share.basis])]
    return legend.symbols((text, traces.mark(symbol, 9, hue)) for text, symbol, hue in entries)
