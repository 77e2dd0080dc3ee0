"""What was stated against what the statistics say, on a time axis: a panel for each state.

Bars are statistics and nothing else is. A claim is a hollow circle, a target a flag, a potential a hollow diamond,
contracts signed a hollow square. A line joins a claim and a target to the statistic that they are laid against;
potentials and contracts are no trade and are laid against none. What is far above all statistics would press them to the
floor: it stands above a dotted line, off the scale, and its amount at the left.
"""

import datetime as dt
from typing import Final, Unpack

import pandas as pd

from analysis.claims.statement import Statement
from analysis.claims.statistics import Statistic
from charts.base import evidence, frame, legend, traces
from charts.base import hover as hover_text
from charts.base.dates import DAY, day
from charts.base.frame import Caption, Spec
from charts.base.panels import Panel, numbered, stacked
from charts.claims.marks import KINDS, hover, look, placed
from data.rows import Row, records
from data.schema.tables import Trade
from data.vocabulary import formats

_PANEL: Final = 140  # pixels of a panel where there are several
_TALL: Final = 260  # where there is one
_GAP: Final = 30  # between panels: the name of the next stands there
_POLE: Final = 0.14  # of the highest mark, which the pole of a flag takes
_FAR: Final = 2  # times as high as statistics and claims: from there on a mark stands above the scale
_RULE, _LEVEL, _TOP = 1.14, 1.3, 1.42  # of the scale: where it ends, where marks stand above it, and the panel's top
_BAR: Final = 0.66  # of its period, which a bar takes
_STRENGTH: Final = 0.4  # of a bar, upon which marks stand


def against(
    statements: pd.DataFrame,
    statistics: pd.DataFrame,
    *,
    first: dt.date,
    last: dt.date,
    measure: str = Trade.value_usd,
    **caption: Unpack[Caption],
) -> Spec:
    """Draw what was stated of one flow and kind of goods, beside the statistics of each state, each on its own scale.

    Args:
        statements: rows of `Statement` of one series that have a place on the axis.
        statistics: the statistics of these states by year, rows of `Statistic`.
        first: first day of the axis.
        last: last day of the axis.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
        caption: the words around it.
    """
    if statements.empty:
        return frame.empty("Nothing that was said of it falls into these years.", caption["title"])
    marks, bars = placed(statements, first, last), [row | _place(row, first, last) for row in records(statistics)]
    codes = hover_text.order(statements[Statement.country])
    panels, rules, several = [], [], len(codes) > 1
    for at, code in enumerate(codes):
        stated, known = (
            [row for row in rows if row[column] == code]
            for rows, column in ((marks, Statement.country), (bars, Statistic.country))
        )
        high = _high(stated, known)
        beyond = [mark[Statement.value] for mark in stated if mark[Statement.value] > high]
        if beyond:  # the dotted line at which the scale of the panel ends
            rules.append(traces.across(high * _RULE, f"y{numbered(at)}", frame.SOFT, dash="dot"))
        stated = [mark | {"y": _level(mark[Statement.value], high)} for mark in stated]
        drawn = [*_bars(known, measure), *_lines(stated), *_spans(stated), *_marks(stated, measure, high)]
        panels.append(Panel(hover_text.who(code) if several else "", drawn, _scale(high, beyond, measure)))
    return stacked(
        panels,
        _legend(marks, bars, far=bool(rules)),
        caption,
        height=_PANEL if several else _TALL,
        gap=_GAP,
        xaxis=frame.time_axis(first, last),
        shapes=[frame.kabul_line(label=not several), *rules],
    )


def _level(value: float, high: float) -> float:
    """Where a mark stands: at its value, or above the scale."""
    return value if value <= high else high * _LEVEL


def _place(statistic: Row, first: dt.date, last: dt.date) -> Row:
    """The middle of what the axis shows of the period of a statistic, and the width of its bar in days."""
    since = max(statistic[Statistic.start], pd.Timestamp(first))
    until = min(statistic[Statistic.end], pd.Timestamp(last))
    return {"at": since + (until - since) / 2, "days": ((until - since).days + 1) * _BAR}


def _bars(statistics: list[Row], measure: str) -> list[Row]:
    """The statistics of one state, a trace for each kind of them."""
    kinds: dict[str, list[Row]] = {}
    for row in statistics:
        kinds.setdefault(evidence.coarse(row), []).append(row)
    return [
        traces.bars(
            [day(row["at"]) for row in rows],
            [row[Statistic.value] for row in rows],
            evidence.bar(kind, frame.colour(rows[0][Statistic.country]), strength=_STRENGTH),
            [hover_text.figure(row, measure, "statistic") for row in rows],
            called="statistic",
            width=[row["days"] * DAY for row in rows],
        )
        for kind, rows in kinds.items()
    ]


def _end(mark: Row) -> tuple[str, float, str] | None:
    """The statistic to which a line leads: when, how much, and its dash; None where it is held to none."""
    kind, against = mark[Statement.status], mark[Statement.against]
    if kind == "claim" and against == "before":
        return f"{mark[Statement.beside_start].year}-07-02", mark[Statement.beside_value], "dot"
    if kind in {"claim", "target"} and against == "same":
        return f"{mark['at']:%Y-%m-%d}", mark[Statement.beside_value], "solid"
    if kind == "target" and mark[Statement.target_state] == "open":
        return f"{mark[Statement.last_year]}-07-02", mark[Statement.last_value], "dot"
    return None


def _lines(marks: list[Row]) -> list[Row]:
    """Thin lines to the statistics, each ending in a dash at the statistic; dotted ones lead to another year."""
    ends = [(mark, end) for mark in marks if (end := _end(mark))]
    return [
        traces.lines(
            traces.apart((day(mark["at"]), there) for mark, (there, *_) in of_dash),
            traces.apart((mark["y"], level) for mark, (_, level, _) in of_dash),
            frame.GREY,
            1.3,
            called="laid against",
            dash=dash,
            mode="lines+markers",
            marker={
                "symbol": "line-ew",
                "size": [size for _ in of_dash for size in (0, 9, 0)],
                "line": {"color": frame.GREY, "width": 2},
            },
        )
        for dash in ("solid", "dot")
        if (of_dash := [(mark, end) for mark, end in ends if end[2] == dash])
    ]


def _spans(marks: list[Row]) -> list[Row]:
    """A line as long as the period of what speaks of a part of a year or of several years."""
    parts = [mark for mark in marks if pd.notna(mark[Statement.start]) and pd.isna(mark[Statement.year])]
    if not parts:
        return []
    days = traces.apart((day(mark[Statement.start]), day(mark[Statement.end])) for mark in parts)
    levels = traces.apart((mark["y"], mark["y"]) for mark in parts)
    return [traces.lines(days, levels, frame.SOFT, 3, called="period spoken of")]


def _marks(marks: list[Row], measure: str, high: float) -> list[Row]:
    """What was stated, a trace for each kind; a target is a pennant on a pole as long as in every panel."""
    hue = frame.colour(marks[0][Statement.country])
    drawn = []
    for kind, called in KINDS.items():
        of_kind = [mark for mark in marks if mark[Statement.status] == kind]
        if not of_kind:
            continue
        none, down = [0] * len(of_kind), [high * _POLE] * len(of_kind)
        pole = {"error_y": traces.whisker(none, down, color=hue, thickness=1.6, width=0)} if kind == "target" else {}
        days, levels = [f"{mark['at']:%Y-%m-%d %H:%M}" for mark in of_kind], [mark["y"] for mark in of_kind]
        hovers = [hover(mark, measure) for mark in of_kind]
        drawn.append(traces.points(days, levels, look(kind, hue), hovers, called=called, cliponaxis=False, **pole))
    return drawn


def _high(marks: list[Row], statistics: list[Row]) -> float:
    """The highest value on the scale of a panel: what is far above statistics and claims stands off it."""
    known = [row[Statistic.value] for row in statistics]
    stated = [mark[Statement.value] for mark in marks]
    near = [*known, *(mark[Statement.value] for mark in marks if mark[Statement.status] == "claim")]
    return max(value for value in (*stated, *known) if not near or value <= _FAR * max(near))


def _scale(high: float, beyond: list[float], measure: str) -> Row:
    """An axis from zero to above the highest mark; the amount of what stands off it is written at its height."""
    axis = frame.value_axis(high, measure)
    ticks = axis["tickvals"][:: 2 if len(axis["tickvals"]) > 3 else 1]
    names = [formats.amount(tick, measure) for tick in ticks]
    if not beyond:
        return {**axis, "tickvals": ticks, "ticktext": names}
    amount = formats.spread(min(beyond), max(beyond), measure)
    return {**axis, "tickvals": [*ticks, high * _LEVEL], "ticktext": [*names, amount], "range": [0, high * _TOP]}


def _legend(marks: list[Row], statistics: list[Row], *, far: bool) -> list[Row]:
    """What shapes and fills stand for, as far as they occur."""
    stated = {mark[Statement.status] for mark in marks}
    shapes = [(called, look(kind, frame.GREY)) for kind, called in KINDS.items() if kind in stated]
    kinds = {evidence.coarse(row) for row in statistics}
    fills = [
        (f"statistic: {name}", evidence.bar(kind, frame.GREY, strength=_STRENGTH))
        for kind, name in evidence.NAMES.items()
        if kind in kinds
    ]
    beyond = ("above it: beyond the scale, amount at the left", {"color": frame.GREY, "width": 1, "dash": "dot"})
    return [*legend.symbols(shapes), *legend.fills(fills), *legend.dashes([beyond] if far else [])]
