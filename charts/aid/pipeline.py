"""Consignments on their way: a line each, from pledge to dispatch to delivery, on the time axis.

Size and fill tell the stage, so that stages of one day still show: a ring round what was dispatched round what was
delivered. Dots run on from what nobody reports to have arrived, to the end of the record.
"""

import datetime as dt
from typing import Final, Unpack

import pandas as pd

from analysis.aid.consignments import STAGES
from charts.aid import consignments
from charts.base import frame, hover, traces
from charts.base.dates import day
from charts.base.frame import Caption, Spec
from data.rows import Row, records
from data.vocabulary import codes, formats
from data.vocabulary.places import PLACES

READ: Final = (
    "Ring: pledged; pale: dispatched; full: delivered. Wide bar: told by the month or year. Dots: no later report to the end "
    "of the record"
)
_ROW: Final = 26  # pixels of one consignment
_SIZE: Final = {"pledged": 14, "dispatched": 10, "delivered": 6}
_FILL: Final = {"pledged": 0.0, "dispatched": 0.35, "delivered": 1.0}
_GAP: Final = "\u00a0" * 5  # an ordinary space at the end of a label is not drawn
_SIDE: Final = 0.45  # a label stands left of what lies further right on the axis


def ways(rows: pd.DataFrame, first: dt.date, last: dt.date, known_to: dt.date, **caption: Unpack[Caption]) -> Spec:
    """Draw each consignment as a dumbbell, top to bottom in the order of the rows.

    Args:
        rows: rows of `analysis.aid.pipeline.pipeline`, with `publishers`, the names of who reports each.
        first: first day of the axis; it begins later where nothing is drawn before.
        last: last day of the axis.
        known_to: the day to which the record reaches.
        caption: the words around it.
    """
    if rows.empty:
        why = "No consignment with more than a delivery on record is in these years."
        return frame.empty(why, caption["title"])
    ways = [{**it, "days": _days(it)} for it in records(rows)]
    end, first = min(last, known_to), _begin(ways, first, last)
    labels = [_named(it) for it in ways]
    return frame.figure(
        [*_lines(ways, end), *_spans(ways), *_marks(ways), *_labels(ways, first, last)],
        inner=_ROW * len(ways) + 20,
        showlegend=False,
        shapes=[frame.kabul_line(label=False)],
        xaxis={**frame.time_axis(first, last), "side": "bottom"},
        yaxis=traces.rows_axis(labels, range=[len(ways) - 0.4, -0.6]),
        **caption,
    )


def _begin(ways: list[Row], first: dt.date, last: dt.date) -> dt.date:
    """The day on which the axis begins: days are short, so it holds no years in which nothing is drawn."""
    days = [row[f"{stage}_on"].date() for row in ways for stage in row["days"]]
    if not days or min(days) >= last:
        return first
    earliest = min(days)
    return max(first, earliest - max((last - earliest) / 30, dt.timedelta(days=20)))


def _named(row: Row) -> str:
    """Donor, kind and weight: enough to tell one line from the next, short enough for a phone."""
    weight = "" if pd.isna(row["weight_low_t"]) else f" {formats.tonnes(row['weight_low_t'])}"
    return f"{PLACES[row['donor']].name}, {codes.AID_KINDS[row['kind']]}{weight}"


def _days(row: Row) -> dict[str, pd.Timestamp]:
    """The middle of the first period of each stage that is known."""
    return {
        stage: start + (row[f"{stage}_to"] - start) / 2
        for stage in STAGES
        if pd.notna(start := row[f"{stage}_on"]) and pd.notna(row[f"{stage}_to"])
    }


def _lines(ways: list[Row], end: dt.date) -> list[Row]:
    """From the first to the last stage of each, and on from what has not arrived as dots."""
    drawn = []
    for at, row in enumerate(ways):
        days, hue = sorted(row["days"].values()), frame.colour(row["donor"])
        if len(days) > 1:
            drawn.append(traces.lines([day(days[0]), day(days[-1])], [at, at], hue, 2.5))
        if row["state"] != "delivered" and row["caveat"] != "partly" and days and days[-1] < pd.Timestamp(end):
            faint = frame.faded(hue, 0.55)
            drawn.append(traces.lines([day(days[-1]), end.isoformat()], [at, at], faint, 1.2, dash="dot"))
    return drawn


def _spans(ways: list[Row]) -> list[Row]:
    """The months and years within which a stage was, as wide pale bars behind its mark."""
    spans = [
        (at, row["donor"], row[f"{stage}_on"], row[f"{stage}_to"])
        for at, row in enumerate(ways)
        for stage in row["days"]
    ]
    return [
        traces.lines([day(since), day(until)], [at, at], frame.faded(frame.colour(donor), 0.22), 9)
        for at, donor, since, until in spans
        if since < until
    ]


def _marks(ways: list[Row]) -> list[Row]:
    """The stages of all consignments, a trace for each: hollow, pale and full."""
    drawn = []
    for stage in STAGES:
        there = [(at, row) for at, row in enumerate(ways) if stage in row["days"]]
        if there:
            hues = [frame.colour(row["donor"]) for _, row in there]
            fills = [frame.faded(hue, _FILL[stage]) if _FILL[stage] else frame.CLEAR for hue in hues]
            look = {"symbol": "circle", "size": _SIZE[stage], "color": fills, "opacity": 1}
            look["line"] = {"color": hues, "width": 1.4}
            days, hovers = [day(row["days"][stage]) for _, row in there], [_hover(row) for _, row in there]
            drawn.append(traces.points(days, [at for at, _ in there], look, hovers, name=stage, cliponaxis=False))
    return drawn


def _labels(ways: list[Row], first: dt.date, last: dt.date) -> list[Row]:
    """How many days it took, beside what arrived; a phone hides them."""
    arrived = [(at, row) for at, row in enumerate(ways) if row["state"] == "delivered" and row["days"]]
    if not arrived:
        return []
    turn = pd.Timestamp(first) + (pd.Timestamp(last) - pd.Timestamp(first)) * _SIDE
    begun, ended = (
        [pick(row[f"{stage}_{end}"] for stage in row["days"]) for _, row in arrived]
        for pick, end in ((min, "on"), (max, "to"))
    )
    left = [it > turn for it in ended]
    beside = [day(one if before else two) for one, two, before in zip(begun, ended, left, strict=True)]
    ways_said = [row["words"] for _, row in arrived]
    said = [f"{it}{_GAP}" if before else f"{_GAP}{it}" for it, before in zip(ways_said, left, strict=True)]
    sides = ["middle left" if it else "middle right" for it in left]
    return [traces.texts(beside, [at for at, _ in arrived], said, sides, color=frame.GREY, cliponaxis=False)]


def _hover(row: Row) -> str:
    """The consignment as on other pages, its way in words, and who says so."""
    wrong = [it.replace("_to_", " and ") for it in row["out_of_order"].split(";") if it]
    order = f"reports of {', '.join(wrong)} stand in the wrong order: no days are counted" if wrong else ""
    way = codes.start_upper(row["words"])
    return hover.lines(consignments.consignment_hover(row), way, order, f"Reported by {row['publishers']}")
