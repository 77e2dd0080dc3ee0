"""Shares both ways: of each state in Afghanistan's imports of a good, and of Afghanistan in a state's exports of it.

A bar is one source, side and year, and the whole that its shares are of stands beside it: shares by different wholes
never share a bar.
"""

import math
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from analysis.mirror.dependence import BASES
from charts.base import frame
from charts.base.frame import Spec
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
_WHOLES: Final = {"world": "of all imports", "told": "of all imports, as told", "five": "of the states named"}
_BY: Final = {"own": "exporters", "AFG": "Afghan side", "NEWS": "press", "IMF": "IMF", "CEPII": "CEPII", "FAO": "FAO"}
Segment = tuple[float, float]  # where it begins and how long it is, in per cent


def imports(shares: pd.DataFrame, chosen: Sequence[str], *, title: str, subtitle: str = "", foot: str = "") -> Spec:
    """Stacked bars, the latest year on top: each state's share in what one source tells of one year.

    Args:
        shares: rows of `analysis.mirror.dependence.of_imports` with a share, whole bars of one good; with `publisher`.
        chosen: codes of the states in colour; the others of a bar stay grey, for they are in its whole.
        title: what the figure shows.
        subtitle: what the wholes are.
        foot: who says so.
    """
    if shares.empty:
        return frame.empty("No share of these states is known of these years.", title)
    each = sorted(records(shares), key=lambda it: (it["commodity"], -it["start"].toordinal(), it["reported_by"]))
    tops, heads, inner = _rows(each)
    rows = list(zip(each, _segments(each), [tops[_bar(it)] for it in each], strict=True))
    notes = [_label(*it) for it in rows if it[0]["country"] in chosen and it[1][1] >= _LABELLED]
    groups = [[it for it in rows if it[0]["country"] == code] for code in CODES]
    traces = [_trace(group, coloured=group[0][0]["country"] in chosen) for group in groups if group]
    inner = max(inner, _LEAST)
    return frame.figure(
        [*traces, *_legend(shares, chosen)], title, subtitle, foot=foot, inner=inner, barmode="overlay",
        annotations=[*(_heading(*it) for it in heads), *notes],
        xaxis={"type": "linear", "range": [0, 101], "tickvals": [0, 25, 50, 75, 100], "ticktext": ["0", "25", "50", "75", "100 %"]},
        yaxis={"type": "linear", "range": [inner, 0], "showgrid": False, "tickmode": "array",
               "tickvals": [top + _BAR / 2 for top in tops.values()], "ticktext": [_tick(key) for key in tops]},
    )  # fmt: skip


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
    return {
        "type": "bar", "orientation": "h", "name": name(code), "showlegend": False, "width": _BAR,
        "x": [length for _, (_, length), _ in rows], "base": [begin for _, (begin, _), _ in rows],
        "y": [top + _BAR / 2 for *_, top in rows], "hoverinfo": "text", "hovertext": [hover(it) for it, *_ in rows],
        "marker": {"color": frame.faded(frame.colour(code), _FILL) if coloured else frame.FAINT,
                   "line": {"width": 1, "color": frame.colour(code) if coloured else frame.SOFT}},
    }  # fmt: skip


def _label(it: dict[str, Any], segment: Segment, top: int) -> dict[str, Any]:
    """The share upon its segment, where a phone shows it too."""
    said = percent(it["share_percent"])
    whose = f"{name(it['country'])} {said}" if segment[1] >= _NAMED else said
    return {
        "text": frame.ink(whose), "xref": "x", "x": segment[0] + segment[1] / 2, "yref": "y", "y": top + _BAR / 2,
        "yanchor": "middle", "showarrow": False, "font": {"size": 11},
    }  # fmt: skip


def percent(value: float) -> str:
    """A share in per cent; one that is not the whole never reads as the whole."""
    return "over 99.5 %" if 99.5 <= value < 100 else share(value)


def _heading(commodity: str, top: int) -> dict[str, Any]:
    said = codes.start_upper(codes.say(commodity))
    return {
        "text": f"<b>{frame.plain(said)}</b>", "xref": "paper", "x": 0, "xanchor": "left", "yref": "y",
        "y": top + _HEAD / 2, "yanchor": "middle", "showarrow": False, "font": {"size": 12},
    }  # fmt: skip


def _tick(key: tuple) -> str:
    """Year and side, and below it what the shares are of."""
    it = dict(zip(ONE_BAR, key, strict=True))
    by = _BY.get(it["reported_by"], name(it["reported_by"]))
    return f"{it['start'].year}, {frame.plain(by)}<br><span style='font-size:10px'>{_WHOLES[it['basis']]}</span>"


def hover(it: dict[str, Any]) -> str:
    """A share, what it is of, and who says so.

    Args:
        it: a row of `analysis.mirror.dependence.of_imports` or `of_exports` with a share.
    """
    lines = [f"<b>{name(it['country'])}, {period(it)}</b> · {frame.plain(codes.say(it['commodity']))}"]
    lines.append(frame.wrapped(frame.plain(it["words"]), 58))
    if it["measure"] and it["basis"] in {"world", "five"}:
        amounts = (formats.amount(it[one], it["measure"]) for one in ("value", "whole"))
        lines.append("{} of {}".format(*amounts))
    if it["basis"] in {"told", "total"}:  # "about", "more than" and single products stand in the note alone
        lines += note({"valuation": None, **it})
    if isinstance(it.get("publisher"), str):
        lines.append(frame.wrapped(frame.plain(it["publisher"]), 58))
    return "<br>".join(lines)


def _legend(shares: pd.DataFrame, chosen: Sequence[str]) -> list[dict[str, Any]]:
    there = [code for code in CODES if code in set(shares["country"])]
    entries = [(name(it), frame.faded(frame.colour(it), _FILL), frame.colour(it)) for it in there if it in chosen]
    if any(it not in chosen for it in there):
        entries.append(("a state that is not chosen above", frame.FAINT, frame.SOFT))
    return [
        {"type": "bar", "x": [None], "y": [None], "name": said, "marker": {"color": fill, "line": {"color": edge, "width": 1}}}
        for said, fill, edge in entries
    ]  # fmt: skip


def exports(shares: pd.DataFrame, first: object, last: object, *, title: str, subtitle: str = "", foot: str = "") -> Spec:  # fmt: skip
    """Afghanistan's share in the states' exports of one good: a mark on a line as long as the period that it is told of.

    Args:
        shares: rows of `analysis.mirror.dependence.of_exports` with a share; with `publisher`.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: what the whole is.
        foot: who says so.
    """
    if shares.empty:
        return frame.empty("No share of these states is known of these years.", title)
    traces = [it for code in order(shares["country"]) for it in _spans(shares[shares["country"] == code], code)]
    return frame.figure(
        [*traces, *_meanings(shares)], title, subtitle, foot=foot, height=340, shapes=[frame.kabul_line()],
        xaxis=frame.time_axis(first, last),
        yaxis={"type": "linear", "range": [0, 108], "tickvals": [0, 25, 50, 75, 100], "ticktext": ["0", "25 %", "50 %", "75 %", "100 %"]},
    )  # fmt: skip


def _spans(part: pd.DataFrame, code: str) -> list[dict[str, Any]]:
    """The periods and marks of one state; equal shares of one period are one mark."""
    marks = list(alike(part, ["start", "end", "share_percent", "basis"]).values())
    hue, shape = frame.colour(code), frame.SYMBOL.get(code, "circle")
    ends = [(f"{it[0]['start']:%Y-%m-%d}", f"{it[0]['end']:%Y-%m-%d}", it[0]["share_percent"]) for it in marks]
    return [
        {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False,
         "x": [day for begin, end, _ in ends for day in (begin, end, None)],
         "y": [value for *_, value in ends for value in (value, value, None)],
         "line": {"color": frame.faded(hue, 0.45), "width": 3}},
        {"type": "scatter", "mode": "markers+text", "name": name(code), "showlegend": False, "cliponaxis": False,
         "x": [f"{it[0]['start'] + (it[0]['end'] - it[0]['start']) / 2:%Y-%m-%d}" for it in marks],
         "y": [it[0]["share_percent"] for it in marks], "text": [percent(it[0]["share_percent"]) for it in marks],
         "textposition": [_above(at) for at in range(len(marks))], "textfont": {"size": 11}, "hoverinfo": "text",
         "hovertext": ["<br>".join(map(hover, it)) for it in marks],
         "marker": {"symbol": [f"{shape}-open" if it[0]["basis"] == "told" else shape for it in marks], "size": 9,
                    "color": hue, "line": {"color": hue, "width": 1.6}}},
    ]  # fmt: skip


def _above(at: int) -> str:
    return "top center" if at % 2 == 0 else "bottom center"


def _meanings(shares: pd.DataFrame) -> list[dict[str, Any]]:
    """The states that occur, and what full and hollow marks say."""
    entries = [(name(it), frame.SYMBOL[it], frame.colour(it)) for it in order(shares["country"])]
    signs = {"total": ("full: worked out by the whole that the source tells", "circle"),
             "told": (f"hollow: {BASES['told']}", "circle-open")}  # fmt: skip
    entries += [(*sign, frame.GREY) for basis, sign in signs.items() if basis in set(shares["basis"])]
    return [
        {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": said,
         "marker": {"symbol": symbol, "size": 9, "color": hue, "line": {"color": hue, "width": 1.6}}}
        for said, symbol, hue in entries
    ]  # fmt: skip
