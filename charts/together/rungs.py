"""The strips of one state's positions: one strip for each dimension that has rungs, on a time axis.

A fill is stronger on a further rung; stripes mean that no later reading was found. No strip is added to another.
"""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.recognition.positions import RUNGS
from charts.base import frame, hover, traces
from charts.base.dates import DAY, day, pixels_a_day
from charts.base.labels import WIDE, fitting
from charts.recognition.matrix import shade, short
from data.rows import Row, records
from data.vocabulary import codes, periods
from data.vocabulary.places import name

_LANE: Final = 34  # pixels of a strip with its heading
_STRIP: Final = 15
_SIZE: Final = 11  # pixels of the words in a strip
_BESIDE: Final = 12  # pixels that words leave free in their strip
HEIGHT: Final = len(RUNGS) * _LANE
_LANES: Final = {dimension: at for at, dimension in enumerate(RUNGS)}


def heading(text: str, y: float, **more: object) -> Row:
    """Words at the left edge of the plot, as one of `layout.annotations`."""
    return traces.at_left(frame.ink(text), y, size=11.5, **more)


def heads(rungs: Sequence[Row], axis: str) -> list[Row]:
    """The name of each dimension above its strip, and that nothing is known of it where this is so."""
    known = {it["dimension"] for it in rungs}
    said = [codes.say(it) if it in known else f"{codes.say(it)}: not known" for it in RUNGS]
    return [
        heading(text, at * _LANE + _LANE - _STRIP, yref=axis, yanchor="bottom", yshift=-1)
        for at, text in enumerate(said)
    ]


def placed(rungs: pd.DataFrame, code: str) -> list[Row]:
    """Positions with the height of their strip, their fill, the day up to which they are told, and what is told of them."""
    return [
        {
            **it,
            "y": float(_LANES[it["dimension"]] * _LANE + _LANE - _STRIP / 2),
            "hover": _rung_hover(it),
            "told": min(it["confirmed_until"], it["until"]),
            "fill": shade(code, it["dimension"], _part(it)),
            "texts": [frame.ink(frame.plain(said)) for said in (it["words"], short(it["value"]))],
        }
        for it in records(rungs)
    ]


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
    filled = {"color": [it["fill"] for it in sure], "line": {"color": hue, "width": 1}}
    return [
        _bars(sure, "start", "told", filled, axis),
        _bars(open_, "told", "until", frame.unconfirmed(hue), axis),
        _in_words(shown, begin, end, axis),
    ]


def _part(row: Row) -> float:
    """The place of a rung on its own ladder, from 0 to 1; none where a position has no rung."""
    return float("nan") if pd.isna(row["rung"]) else (row["rung"] - 1) / (row["rungs"] - 1)


def _bars(rows: list[Row], begin: str, end: str, marker: Row, axis: str) -> Row:
    """A bar for each position from one of its days to another."""
    return traces.bars(
        [(it[end] - it[begin]).days * DAY for it in rows],
        [it["y"] for it in rows],
        marker,
        [it["hover"] for it in rows],
        lying=True,
        base=[day(it[begin]) for it in rows],
        width=_STRIP,
        name="position",
        yaxis=axis,
    )


def _in_words(rows: list[Row], first: pd.Timestamp, last: pd.Timestamp, axis: str) -> Row:
    """The position in words where its strip has room for them."""
    pixels = pixels_a_day(first, last, WIDE)
    gap = pd.Timedelta(days=4 / pixels)
    begin = [max(it["start"], first) for it in rows]
    room = [(min(it["until"], last) - since).days * pixels - _BESIDE for it, since in zip(rows, begin, strict=True)]
    said = [fitting(it["texts"], width, _SIZE) for it, width in zip(rows, room, strict=True)]
    days = [day(since + gap) for since in begin]
    return traces.texts(days, [it["y"] for it in rows], said, "middle right", size=_SIZE, yaxis=axis)


def _rung_hover(row: Row) -> str:
    """A position, its place in our order, since when and how far confirmed, and how many readings differ."""
    placed = "no rung" if pd.isna(row["rung"]) else f"rung {row['rung']} of {row['rungs']} in our order, no score"
    since = periods.label(row["start"], row["start"], row["start_precision"])
    until = f"{row['until']:%-d %b %Y}" if row["ended"] else f"last confirmed {row['confirmed_until']:%-d %b %Y}"
    one = row["differs"] == 1
    return hover.lines(
        hover.bold(row["words"], 50),
        f"{name(row['country'])} · {codes.say(row['dimension'])}",
        placed,
        f"since {since}; {'until ' * bool(row['ended'])}{until}",
        f"{row['differs']} reading{'s' * (not one)} on record differ{'s' * one}" if row["differs"] else "",
    )
