"""Consignments on their way: a line each, from pledge to dispatch to delivery, on the time axis.

Size and fill tell the stage, so that stages of one day still show: a ring round what was dispatched round what was
delivered. Dots run on from what nobody reports to have arrived, to the end of the record.
"""

import datetime as dt
from typing import Any, Final

import pandas as pd

from analysis.aid.consignments import STAGES
from charts.aid import consignments
from charts.base import frame
from charts.base.frame import Spec
from data.rows import records
from data.vocabulary import codes, formats
from data.vocabulary.places import PLACES

READ: Final = (
    "Ring: pledged; pale: dispatched; full: delivered. Wide bar: told by the month or year. Dots: no later report to the end "
    "of the record"
)
_ROW: Final = 26  # pixels of one consignment
_SIZE: Final = {"pledged": 14, "dispatched": 10, "delivered": 6}
_GAP: Final = "\u00a0" * 5  # an ordinary space at the end of a label is not drawn
_SIDE: Final = 0.45  # a label stands left of what lies further right on the axis


def ways(
    rows: pd.DataFrame,
    first: dt.date,
    last: dt.date,
    known_to: dt.date,
    *,
    title: str = "",
    subtitle: str = "",
    foot: str = "",
) -> Spec:
    """Each consignment as a dumbbell, top to bottom in the order of the rows.

    Args:
        rows: rows of `analysis.aid.pipeline.pipeline`, with `publishers`, the names of who reports each.
        first: first day of the axis; it begins later where nothing is drawn before.
        last: last day of the axis.
        known_to: the day to which the record reaches.
        title: what the figure shows.
        subtitle: what must be known to read it.
        foot: who says so.
    """
    if rows.empty:
        return frame.empty("No consignment with more than a delivery on record is in these years.", title)
    ways = records(rows.reset_index(drop=True))
    end, first = min(last, known_to), _begin(ways, first, last)
    traces = [
        *_lines(ways, end), *_spans(ways), *(it for stage in STAGES if (it := _marks(ways, stage))),
        *_labels(ways, first, last),
    ]  # fmt: skip
    return frame.figure(
        traces, title, subtitle, foot=foot, inner=_ROW * len(ways) + 20, showlegend=False, shapes=[frame.kabul_line(label=False)],
        xaxis={**frame.time_axis(first, last), "side": "bottom"},
        yaxis={"type": "linear", "range": [len(ways) - 0.4, -0.6], "tickmode": "array", "showgrid": False, "zeroline": False,
               "tickvals": list(range(len(ways))), "ticktext": [_named(it) for it in ways], "automargin": True},
    )  # fmt: skip


def _begin(ways: list[dict[str, Any]], first: dt.date, last: dt.date) -> dt.date:
    """The day on which the axis begins: days are short, so it holds no years in which nothing is drawn."""
    days = [row[f"{stage}_on"].date() for row in ways for stage in _told(row)]
    if not days or min(days) >= last:
        return first
    earliest = min(days)
    return max(first, earliest - max((last - earliest) / 30, dt.timedelta(days=20)))


def _named(row: dict[str, Any]) -> str:
    """Donor, kind and weight: enough to tell one line from the next, short enough for a phone."""
    weight = "" if pd.isna(row["weight_low_t"]) else f" {formats.tonnes(row['weight_low_t'])}"
    return f"{PLACES[row['donor']].name}, {codes.AID_KINDS[row['kind']]}{weight}"


def _told(row: dict[str, Any]) -> dict[str, pd.Timestamp]:
    """The middle of the first period of each stage that is told."""
    return {
        stage: start + (row[f"{stage}_to"] - start) / 2
        for stage in STAGES
        if pd.notna(start := row[f"{stage}_on"]) and pd.notna(row[f"{stage}_to"])
    }


def _day(day: pd.Timestamp) -> str:
    return day.strftime("%Y-%m-%d")


def _lines(ways: list[dict[str, Any]], end: dt.date) -> list[dict[str, Any]]:
    """From the first to the last stage of each, and on from what has not arrived as dots."""
    found = []
    for at, row in enumerate(ways):
        days = sorted(_told(row).values())
        hue = frame.colour(row["donor"])
        line = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "y": [at, at]}
        if len(days) > 1:
            found.append({**line, "x": [_day(days[0]), _day(days[-1])], "line": {"color": hue, "width": 2.5}})
        if row["state"] != "delivered" and row["caveat"] != "partly" and days and days[-1] < pd.Timestamp(end):
            dots = {"color": frame.faded(hue, 0.55), "width": 1.2, "dash": "dot"}
            found.append({**line, "x": [_day(days[-1]), end.isoformat()], "line": dots})
    return found


def _spans(ways: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The months and years within which a stage was, as wide pale bars behind its mark."""
    return [
        {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "y": [at, at],
         "x": [_day(row[f"{stage}_on"]), _day(row[f"{stage}_to"])],
         "line": {"color": frame.faded(frame.colour(row["donor"]), 0.22), "width": 9}}
        for at, row in enumerate(ways)
        for stage in _told(row)
        if row[f"{stage}_on"] < row[f"{stage}_to"]
    ]  # fmt: skip


def _marks(ways: list[dict[str, Any]], stage: str) -> dict[str, Any] | None:
    """One stage of all consignments."""
    told = [(at, row, days[stage]) for at, row in enumerate(ways) if stage in (days := _told(row))]
    if not told:
        return None
    hues = [frame.colour(row["donor"]) for _, row, _ in told]
    fills = {"pledged": frame.CLEAR, "dispatched": None, "delivered": None}
    opacity = {"dispatched": 0.35, "delivered": 1.0}
    fill = [fills[stage] or frame.faded(hue, opacity[stage]) for hue in hues]
    return {
        "type": "scatter", "mode": "markers", "name": stage, "x": [_day(day) for *_, day in told],
        "y": [at for at, *_ in told], "cliponaxis": False, "hoverinfo": "text",
        "hovertext": [_hover(row) for _, row, _ in told],
        "marker": {"symbol": "circle", "size": _SIZE[stage], "color": fill, "opacity": 1,
                   "line": {"color": hues, "width": 1.4}},
    }  # fmt: skip


def _labels(ways: list[dict[str, Any]], first: dt.date, last: dt.date) -> list[dict[str, Any]]:
    """How many days it took, beside what arrived; a phone hides them."""
    arrived = [(at, row, told) for at, row in enumerate(ways) if row["state"] == "delivered" and (told := _told(row))]
    if not arrived:
        return []
    turn = pd.Timestamp(first) + (pd.Timestamp(last) - pd.Timestamp(first)) * _SIDE
    begun, ended = (
        [pick(row[f"{stage}_{end}"] for stage in told) for _, row, told in arrived]
        for pick, end in ((min, "on"), (max, "to"))
    )
    left = [day > turn for day in ended]
    said = [row["words"] for _, row, _ in arrived]
    return [{
        "type": "scatter", "mode": "text", "hoverinfo": "skip", "y": [at for at, *_ in arrived], "cliponaxis": False,
        "x": [_day(one if before else two) for one, two, before in zip(begun, ended, left, strict=True)],
        "text": [f"{it}{_GAP}" if before else f"{_GAP}{it}" for it, before in zip(said, left, strict=True)],
        "textposition": ["middle left" if it else "middle right" for it in left],
        "textfont": {"size": 11, "color": frame.GREY},
    }]  # fmt: skip


def _hover(row: dict[str, Any]) -> str:
    """The consignment as on other pages, its way in words, and who says so."""
    wrong = [it.replace("_to_", " and ") for it in row["out_of_order"].split(";") if it]
    order = [f"reports of {', '.join(wrong)} stand in the wrong order: no days are counted"] if wrong else []
    told = [codes.start_upper(row["words"]), *order, f"Reported by {row['publishers']}"]
    return "<br>".join([consignments.hover(row), *(frame.wrapped(frame.plain(it), 62) for it in told)])
