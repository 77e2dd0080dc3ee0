"""Shares both ways: of each state in Afghanistan's imports of a good, and of Afghanistan in a state's exports of it.

A bar is one source, side and year, and the whole that its shares are of stands beside it: shares by different wholes
never share a bar.
"""

import math
from collections.abc import Sequence
from typing import Any, Final, Unpack

import pandas as pd

from analysis.mirror.dependence import BASES
from charts.base import evidence, frame, hover, legend, traces
from charts.base.dates import day, middle
from charts.base.frame import Caption, Spec
from charts.base.hover import alike, note, order, period
from data.rows import Row, grouped, records
from data.vocabulary import codes, formats
from data.vocabulary.places import CODES, name
from data.vocabulary.text import share

ONE_BAR: Final = ["commodity", "start", "end", "source_id", "reported_by", "measure", "basis"]
_BAR, _ROW, _HEAD = 26, 38, 26  # pixels of a bar, of its place, and of a heading
_LEAST: Final = 150  # of a plot: under a lower one the legend of a phone would run into the ticks
_NAMED, _LABELLED = 45, 8  # from this share on a segment bears the state's name, and its share
_FILL: Final = 0.62
_TICKS: Final = [0, 25, 50, 75, 100]
_WHOLES: Final = {"world": "of all imports", "told": "of all imports, as told", "five": "of the states named"}
_BY: Final = {"own": "exporters", "AFG": "Afghan side", "NEWS": "press", "IMF": "IMF", "CEPII": "CEPII", "FAO": "FAO"}
Segment = tuple[float, float]  # where it begins and how long it is, in per cent


def imports(shares: pd.DataFrame, chosen: Sequence[str], **caption: Unpack[Caption]) -> Spec:
    """Draw stacked bars, the latest year on top: each state's share in what one source tells of one year.

    Args:
        shares: rows of `analysis.mirror.dependence.of_imports` with a share, whole bars of one good; with `publisher`.
        chosen: codes of the states in colour; the others of a bar stay grey, for they are in its whole.
        caption: the words around it.
    """
    if shares.empty:
        return frame.empty("No share of these states is known of these years.", caption["title"])
    each = sorted(records(shares), key=lambda it: (it["commodity"], -it["start"].toordinal(), it["reported_by"]))
    tops, heads, inner = _rows(each)
    rows = list(zip(each, _segments(each), [tops[_bar(it)] for it in each], strict=True))
    notes = [_label(*it) for it in rows if it[0]["country"] in chosen and it[1][1] >= _LABELLED]
    groups = [[it for it in rows if it[0]["country"] == code] for code in CODES]
    drawn = [_trace(group, coloured=group[0][0]["country"] in chosen) for group in groups if group]
    inner = max(inner, _LEAST)
    return frame.figure(
        [*drawn, *_legend(shares, chosen)],
        inner=inner,
        barmode="overlay",
        annotations=[*(_heading(*it) for it in heads), *notes],
        xaxis={"type": "linear", "range": [0, 101], "tickvals": _TICKS, "ticktext": ["0", "25", "50", "75", "100 %"]},
        yaxis=traces.rows_axis(
            [_tick(key) for key in tops], range=[inner, 0], tickvals=[top + _BAR / 2 for top in tops.values()]
        ),
        **caption,
    )


def _bar(it: Row) -> tuple:
    return tuple(it[column] for column in ONE_BAR)


def _rows(shares: Sequence[Row]) -> tuple[dict[tuple, int], list[tuple[str, int]], int]:
    """The upper edge of each bar in pixels, the headings of the goods with theirs, and the height of all."""
    tops: dict[tuple, int] = {}
    heads, top = [], 4
    for part in grouped(shares, ["commodity"]):
        heads.append((part[0]["commodity"], top))
        top += _HEAD
        for key in dict.fromkeys(map(_bar, part)):
            tops[key] = top
            top += _ROW
    return tops, heads, top


def _segments(shares: Sequence[Row]) -> list[Segment]:
    """Where each share begins in its bar: after those of the states before it."""
    found, bars = [], dict[tuple, list[float]]()
    for it in shares:
        bar = bars.setdefault(_bar(it), [])
        bar.append(it["share_percent"])
        found.append((math.fsum(bar) - bar[-1], bar[-1]))
    return found


def _trace(rows: list[tuple[dict[str, Any], Segment, int]], *, coloured: bool) -> dict[str, Any]:
    code = rows[0][0]["country"]
    hue = frame.colour(code)
    fill, edge = (frame.faded(hue, _FILL), hue) if coloured else (frame.FAINT, frame.SOFT)
    return traces.bars(
        [length for _, (_, length), _ in rows],
        [top + _BAR / 2 for *_, top in rows],
        {"color": fill, "line": {"width": 1, "color": edge}},
        [share_hover(it) for it, *_ in rows],
        lying=True,
        base=[begin for _, (begin, _), _ in rows],
        width=_BAR,
        called=name(code),
    )


def _label(it: dict[str, Any], segment: Segment, top: int) -> dict[str, Any]:
    """The share upon its segment, where a phone shows it too."""
    said = percent(it["share_percent"])
    whose = f"{name(it['country'])} {said}" if segment[1] >= _NAMED else said
    middle = segment[0] + segment[1] / 2
    return traces.note(frame.ink(whose), middle, top + _BAR / 2, xref="x", yref="y", yanchor="middle")


def percent(value: float) -> str:
    """A share in per cent; one that is not the whole never reads as the whole."""
    return "over 99.5 %" if 99.5 <= value < 100 else share(value)


def _heading(commodity: str, top: int) -> dict[str, Any]:
    said = f"<b>{frame.plain(codes.start_upper(codes.say(commodity)))}</b>"
    return traces.at_left(said, top + _HEAD / 2, yref="y", yanchor="middle", size=12)


def _tick(key: tuple) -> str:
    """Year and side, and below it what the shares are of."""
    it = dict(zip(ONE_BAR, key, strict=True))
    by = _BY.get(it["reported_by"], name(it["reported_by"]))
    return f"{it['start'].year}, {frame.plain(by)}<br><span style='font-size:10px'>{_WHOLES[it['basis']]}</span>"


def share_hover(it: dict[str, Any]) -> str:
    """A share, what it is of, and who says so.

    Args:
        it: a row of `analysis.mirror.dependence.of_imports` or `of_exports` with a share.
    """
    lines = [it["words"]]
    if it["measure"] and it["basis"] in {"world", "five"}:
        lines.append(" of ".join(formats.amount(it[one], it["measure"]) for one in ("value", "whole")))
    if it["basis"] in {"told", "total"}:  # "about", "more than" and single products stand in the note alone
        lines += note({"valuation": None, **it})
    publisher = it.get("publisher")
    head = f"<b>{name(it['country'])}, {period(it)}</b> · {frame.plain(codes.say(it['commodity']))}"
    return hover.lines(head, *lines, publisher if isinstance(publisher, str) else "")


def _legend(shares: pd.DataFrame, chosen: Sequence[str]) -> list[dict[str, Any]]:
    there = [code for code in CODES if code in set(shares["country"])]
    entries = [(name(it), frame.faded(frame.colour(it), _FILL), frame.colour(it)) for it in there if it in chosen]
    if any(it not in chosen for it in there):
        entries.append(("a state that is not chosen above", frame.FAINT, frame.SOFT))
    return legend.fills((said, {"color": fill, "line": {"color": edge, "width": 1}}) for said, fill, edge in entries)


def exports(shares: pd.DataFrame, first: object, last: object, **caption: Unpack[Caption]) -> Spec:
    """Draw Afghanistan's share in the states' exports of one good: a mark on a line as long as the period that it is told of.

    Args:
        shares: rows of `analysis.mirror.dependence.of_exports` with a share; with `publisher`.
        first: first day of the axis.
        last: last day of the axis.
        caption: the words around it.
    """
    if shares.empty:
        return frame.empty("No share of these states is known of these years.", caption["title"])
    drawn = [it for code in order(shares["country"]) for it in _spans(shares[shares["country"] == code], code)]
    names = ["0", "25 %", "50 %", "75 %", "100 %"]
    return frame.figure(
        [*drawn, *_meanings(shares)],
        height=340,
        shapes=[frame.kabul_line()],
        xaxis=frame.time_axis(first, last),
        yaxis={"type": "linear", "range": [0, 108], "tickvals": _TICKS, "ticktext": names},
        **caption,
    )


def _spans(part: pd.DataFrame, code: str) -> list[dict[str, Any]]:
    """The periods and marks of one state; equal shares of one period are one mark."""
    marks = list(alike(part, ["start", "end", "share_percent", "basis"]).values())
    hue, shape = frame.colour(code), frame.SYMBOL.get(code, "circle")
    every = [it[0] for it in marks]
    shares = [it["share_percent"] for it in every]
    days = traces.apart((day(it["start"]), day(it["end"])) for it in every)
    values = traces.apart((it, it) for it in shares)
    symbols = [evidence.hollow(shape, is_hollow=it["basis"] == "told") for it in every]
    return [
        traces.lines(days, values, frame.faded(hue, 0.45), 3),
        traces.points(
            [middle(it) for it in every],
            shares,
            traces.mark(symbols, 9, hue),
            ["<br>".join(map(share_hover, it)) for it in marks],
            mode="markers+text",
            text=[percent(it) for it in shares],
            textposition=[_above(at) for at in range(len(marks))],
            textfont={"size": 11},
            cliponaxis=False,
        ),
    ]


def _above(at: int) -> str:
    return "top center" if at % 2 == 0 else "bottom center"


def _meanings(shares: pd.DataFrame) -> list[dict[str, Any]]:
    """The states that occur, and what full and hollow marks say."""
    entries = [(name(it), frame.SYMBOL[it], frame.colour(it)) for it in order(shares["country"])]
    signs = {
        "total": ("full: worked out by the whole that the source tells", "circle"),
        "told": (f"hollow: {BASES['told']}", "circle-open"),
    }
    entries += [(*sign, frame.GREY) for basis, sign in signs.items() if basis in set(shares["basis"])]
    return legend.symbols((said, traces.mark(symbol, 9, hue)) for said, symbol, hue in entries)
