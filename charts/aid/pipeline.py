"""Consignments on their way: a line each, from pledge to dispatch to delivery, on the time axis.

Size and fill show the stage, so that stages of one day still show: a ring round what was dispatched round what was
delivered. Dots run on from what nobody reports to have arrived, to the end of the data.
"""

import datetime as dt
from typing import Final, Unpack

import pandas as pd

from analysis.aid.consignments import STAGES
from analysis.aid.pipeline import OPEN, STEPS, Way
from charts.aid.consignments import consignment_hover
from charts.base import frame, legend, traces
from charts.base.dates import day
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import name
from data.vocabulary.text import counted

_ROW: Final = 26  # pixels of one consignment
_SIZE: Final = {"pledged": 14, "dispatched": 10, "delivered": 6}
_FILL: Final = {"pledged": 0.0, "dispatched": 0.35, "delivered": 1.0}
_GAP: Final = "\u00a0" * 5  # an ordinary space at the end of a label is not drawn
_SIDE: Final = 0.45  # a label stands left of what lies further right on the axis
_NAMED: Final = 4  # publishers in a hover
_FURTHEST_FIRST: Final = (STEPS[1], STEPS[2], STEPS[0])  # of the steps to a stage, the one that is named


def ways(rows: pd.DataFrame, *, first: dt.date, last: dt.date, known_to: dt.date, **caption: Unpack[Caption]) -> Spec:
    """Draw each consignment as a dumbbell, top to bottom in the order of the rows.

    Args:
        rows: rows of `Way`.
        first: first day of the axis; it begins later where nothing is drawn before.
        last: last day of the axis.
        known_to: the day to which the data reach.
        caption: the words around it.
    """
    drawn = [{**row, "at": at, "days": _days(row)} for at, row in enumerate(records(rows))]
    first = _begin(drawn, first, last)
    return frame.figure(
        [
            *_lines(drawn, min(last, known_to)),
            *_spans(drawn),
            *_marks(drawn),
            *_labels(drawn, first, last),
            *_legend(drawn),
        ],
        inner=_ROW * len(drawn) + 20,
        shapes=[frame.kabul_line(label=False)],
        xaxis={**frame.time_axis(first, last), "side": "bottom"},
        yaxis=traces.rows_axis([_name(row) for row in drawn], range=[len(drawn) - 0.4, -0.6]),
        **caption,
    )


def _days(row: Row) -> dict[str, pd.Timestamp]:
    """Find the middle of the first period of each stage that is known."""
    return {
        stage: start + (row[f"{stage}_to"] - start) / 2
        for stage in STAGES
        if pd.notna(start := row[f"{stage}_on"]) and pd.notna(row[f"{stage}_to"])
    }


def _begin(rows: list[Row], first: dt.date, last: dt.date) -> dt.date:
    """Find the day on which the axis begins: days are short, so it holds no years in which nothing is drawn."""
    days = [row[f"{stage}_on"].date() for row in rows for stage in row["days"]]
    if not days or min(days) >= last:
        return first
    earliest = min(days)
    return max(first, earliest - max((last - earliest) / 30, dt.timedelta(days=20)))


def _name(row: Row) -> str:
    """Name donor, kind and weight: enough to tell one line from the next, short enough for a phone."""
    weight = "" if pd.isna(row[Way.weight_low_t]) else f" {formats.tonnes(row[Way.weight_low_t])}"
    return f"{name(row[Way.donor])}, {codes.AID_KINDS[row[Way.kind]]}{weight}"


def _lines(rows: list[Row], end: dt.date) -> list[Trace]:
    """Draw a line from the first to the last stage of each, and dots on from what has not arrived."""
    drawn = []
    for row in rows:
        days, hue, at = sorted(row["days"].values()), frame.colour(row[Way.donor]), [row["at"]] * 2
        if len(days) > 1:
            drawn.append(traces.lines([day(days[0]), day(days[-1])], at, hue, 2.5))
        arrived = row[Way.state] == "delivered" or row[Way.caveat] == "partly"
        if not arrived and days and days[-1] < pd.Timestamp(end):
            faint = frame.faded(hue, 0.55)
            drawn.append(traces.lines([day(days[-1]), end.isoformat()], at, faint, 1.2, dash="dot"))
    return drawn


def _spans(rows: list[Row]) -> list[Trace]:
    """Draw the months and years within which a stage was, as wide pale bars behind its mark."""
    spans = [(row, row[f"{stage}_on"], row[f"{stage}_to"]) for row in rows for stage in row["days"]]
    return [
        traces.lines([day(since), day(until)], [row["at"]] * 2, frame.faded(frame.colour(row[Way.donor]), 0.22), 9)
        for row, since, until in spans
        if since < until
    ]


def _marks(rows: list[Row]) -> list[Trace]:
    """Draw the stages of all consignments, a trace for each: hollow, pale and full."""
    drawn, hovers = [], [_hover(row) for row in rows]
    for stage in STAGES:
        there = [row for row in rows if stage in row["days"]]
        if there:
            hues = [frame.colour(row[Way.donor]) for row in there]
            fills = [frame.faded(hue, _FILL[stage]) if _FILL[stage] else frame.CLEAR for hue in hues]
            look = {"symbol": "circle", "size": _SIZE[stage], "color": fills, "opacity": 1}
            look["line"] = {"color": hues, "width": 1.4}
            days, at = [day(row["days"][stage]) for row in there], [row["at"] for row in there]
            hidden = {"name": stage, "showlegend": False}
            drawn.append(traces.points(days, at, look, [hovers[it] for it in at], cliponaxis=False, **hidden))
    return drawn


def _legend(rows: list[Row]) -> list[Trace]:
    """Explain the marks that occur, and the dots after what is not reported to have arrived."""
    fills = {
        "pledged": frame.CLEAR,
        "dispatched": frame.faded(frame.GREY, _FILL["dispatched"]),
        "delivered": frame.GREY,
    }
    there = [stage for stage in STAGES if any(stage in row["days"] for row in rows)]
    marks = [
        (it, {"symbol": "circle", "size": _SIZE[it], "color": fills[it], "line": {"color": frame.GREY, "width": 1.4}})
        for it in there
    ]
    dots = (
        [("no later report", {"color": frame.GREY, "width": 1.2, "dash": "dot"})]
        if any(row[Way.state] in OPEN for row in rows)
        else []
    )
    return [*legend.symbols(marks), *legend.dashes(dots)]


def _labels(rows: list[Row], first: dt.date, last: dt.date) -> list[Trace]:
    """Write how many days it took beside what arrived; a phone hides them."""
    arrived = [row for row in rows if row[Way.state] == "delivered" and row["days"]]
    if not arrived:
        return []
    turn = pd.Timestamp(first) + (pd.Timestamp(last) - pd.Timestamp(first)) * _SIDE
    days, texts, sides = [], [], []
    for row in arrived:
        ended = max(row[f"{stage}_to"] for stage in row["days"])
        left = ended > turn
        days.append(day(min(row[f"{stage}_on"] for stage in row["days"]) if left else ended))
        texts.append(f"{way_in_words(row)}{_GAP}" if left else f"{_GAP}{way_in_words(row)}")
        sides.append("middle left" if left else "middle right")
    return [
        traces.texts(
            days, [row["at"] for row in arrived], texts, sides, color=frame.GREY, only="wide", cliponaxis=False
        )
    ]


def _hover(row: Row) -> str:
    """Describe the consignment as on other pages, its way, and who reports it."""
    steps = [step.replace("_to_", " and ") for step in row[Way.out_of_order].split(";") if step]
    order = f"reports of {', '.join(steps)} stand in the wrong order: no days are counted" if steps else ""
    names = row[Way.publisher].split(";")
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    reported = f"Reported by {', '.join(names[:_NAMED])}{more}"
    return consignment_hover(row, codes.start_upper(way_in_words(row)), order, reported)


def way_in_words(row: Row) -> str:
    """Write the way of one consignment as a sentence without its subject."""
    state = row[Way.state]
    if state == "undated":
        return "pledged on a day that is not known, no later report"
    if state in OPEN:
        date = periods.label(row[Way.pledged_on], row[Way.pledged_to], row[Way.pledged_precision])
        return f"pledged {date}; no later report in the {counted(row[Way.waiting_days], 'day')} to the end of the data"
    for first, last in _FURTHEST_FIRST:
        low, high = (row[f"{first}_to_{last}_{end}"] for end in ("low", "high"))
        if last == state and pd.notna(low):
            days = counted(low, "day") if low == high else f"{low} to {high} days"
            return f"{first} to {last} {f'in {days}' if high else 'on the same day'}"
    return f"{state}; the days before it are not known"
