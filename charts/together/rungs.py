"""The strips of one state's positions: one strip for each dimension that has rungs, on a time axis.

A fill is stronger on a further rung; stripes mean that no later reading was found. No strip is added to another.
"""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.recognition.positions import RUNGS
from charts.base import frame
from charts.recognition.matrix import ink, shade, short
from data.rows import Row, records
from data.vocabulary import codes, periods
from data.vocabulary.places import name

_LANE: Final = 34  # pixels of a strip with its heading
_STRIP: Final = 15
_DAY: Final = 86_400_000  # milliseconds, in which Plotly measures a bar on a time axis
_WIDE: Final = 1000  # pixels of the axis for which words are placed in strips; narrow screens hide them
_CHARACTER: Final = 6.3
HEIGHT: Final = len(RUNGS) * _LANE
_LANES: Final = {dimension: at for at, dimension in enumerate(RUNGS)}


def heading(said: str) -> Row:
    """Words at the left edge of the plot, as one of `layout.annotations`; the caller says how high."""
    return {"text": ink(said), "xref": "paper", "x": 0, "xanchor": "left", "showarrow": False, "font": {"size": 11.5}}


def heads(rungs: Sequence[Row], axis: str) -> list[Row]:
    """The name of each dimension above its strip, and that nothing is known of it where this is so."""
    known = {it["dimension"] for it in rungs}
    return [
        {**heading(codes.say(it) if it in known else f"{codes.say(it)}: not known"), "yref": axis,
         "y": at * _LANE + _LANE - _STRIP, "yanchor": "bottom", "yshift": -1}
        for at, it in enumerate(RUNGS)
    ]  # fmt: skip


def placed(rungs: pd.DataFrame, code: str) -> list[Row]:
    """Positions with the height of their strip, their fill, the day up to which they are told, and what is told of them."""
    return [
        {
            **it, "y": float(_LANES[it["dimension"]] * _LANE + _LANE - _STRIP / 2), "hover": _rung_hover(it),
            "told": min(it["confirmed_until"], it["until"]), "fill": shade(code, it["dimension"], _part(it)),
            "texts": [(len(said), ink(frame.plain(said))) for said in (it["words"], short(it["value"]))],
        }
        for it in records(rungs)
    ]  # fmt: skip


def strips(rungs: Sequence[Row], code: str, first: object, last: object, axis: str) -> list[Row]:
    """The strips: filled as far as a source confirms them, striped as far as no later reading was found.

    Args:
        rungs: as `placed`.
        code: the state.
        first: first day of the axis.
        last: last day of the axis.
        axis: the vertical one.
    """
    begin, end = pd.to_datetime([str(first), str(last)])
    shown = [it for it in rungs if it["start"] <= end and it["until"] >= begin]
    sure = [it for it in shown if it["told"] > it["start"]]
    open_ = [it for it in shown if it["until"] > it["told"]]
    hue = frame.colour(code)
    fills = [it["fill"] for it in sure]
    traces = [
        {**_bars(sure, "start", "told"), "marker": {"color": fills, "line": {"color": hue, "width": 1}}},
        {**_bars(open_, "told", "until"), "marker": _striped(hue)},
        _in_words(shown, begin, end),
    ]
    return [{**it, "yaxis": axis} for it in traces]


def _striped(hue: str) -> Row:
    return {"color": frame.CLEAR, "line": {"color": frame.faded(hue, 0.35), "width": 1},
            "pattern": {"shape": "/", "fgcolor": frame.faded(hue, 0.45), "size": 7, "solidity": 0.14}}  # fmt: skip


def _part(row: Row) -> float:
    """The place of a rung on its own ladder, from 0 to 1; none where a position has no rung."""
    return float("nan") if pd.isna(row["rung"]) else (row["rung"] - 1) / (row["rungs"] - 1)


def _bars(rows: list[Row], begin: str, end: str) -> Row:
    """A bar for each position from one of its days to another."""
    return {
        "type": "bar", "orientation": "h", "base": [f"{it[begin]:%Y-%m-%d}" for it in rows], "y": [it["y"] for it in rows],
        "x": [(it[end] - it[begin]).days * _DAY for it in rows], "width": _STRIP,
        "hovertext": [it["hover"] for it in rows], "hoverinfo": "text", "name": "position",
    }  # fmt: skip


def _in_words(rows: list[Row], first: pd.Timestamp, last: pd.Timestamp) -> Row:
    """The position in words where its strip has room for them."""
    scale = _WIDE / max((last - first).days, 1)
    gap = pd.Timedelta(days=4 / scale)
    begin = [max(it["start"], first) for it in rows]
    room = [(min(it["until"], last) - day).days * scale / _CHARACTER - 2 for it, day in zip(rows, begin, strict=True)]
    texts = [
        next((said for length, said in it["texts"] if length <= width), "")
        for it, width in zip(rows, room, strict=True)
    ]
    return {
        "type": "scatter", "mode": "text", "x": [f"{day + gap:%Y-%m-%d}" for day in begin], "y": [it["y"] for it in rows],
        "text": texts, "textposition": "middle right", "textfont": {"size": 11}, "hoverinfo": "skip",
    }  # fmt: skip


def _rung_hover(row: Row) -> str:
    """A position, its place in our order, since when and how far confirmed, and how many readings differ."""
    placed = "no rung" if pd.isna(row["rung"]) else f"rung {row['rung']} of {row['rungs']} in our order, no score"
    since = periods.label(row["start"], row["start"], row["start_precision"])
    until = f"{row['until']:%-d %b %Y}" if row["ended"] else f"last confirmed {row['confirmed_until']:%-d %b %Y}"
    lines = [
        f"<b>{frame.wrapped(frame.plain(row['words']), 50)}</b>",
        f"{name(row['country'])} · {codes.say(row['dimension'])}", placed, f"since {since}; {'until ' * bool(row['ended'])}{until}",
    ]  # fmt: skip
    if row["differs"]:
        lines.append(
            f"{row['differs']} reading{'s' * (row['differs'] != 1)} on record differ{'s' * (row['differs'] == 1)}"
        )
    return "<br>".join(lines)
