"""Who reported what: a panel for each country, every reported figure a mark on a line as long as its period.

Shape tells who reports it, fill as what: filled a statistic, hollow a preliminary figure or a claim.
"""

from typing import Final, Unpack

import pandas as pd

from analysis.trade.series import Report
from charts.base import evidence, frame, hover, legend, traces
from charts.base.dates import day
from charts.base.frame import Caption, Spec
from charts.base.panels import Panel, stacked
from charts.base.traces import Trace
from data.rows import Row, grouped, records
from data.vocabulary import formats

_PANEL: Final = 92  # pixels of a panel where there are several
_TALL: Final = 240  # where there is one
_GAP: Final = 26  # between panels: the name of the next stands there
# Where on its line a mark stands, so that equal figures of two sides do not cover each other.
_PLACE: Final = {
    "own": 0.5, "AFG": 0.62, "IMF": 0.38, "NEWS": 0.74, "other": 0.26, "CEPII": 0.44, "FAO": 0.56,
}  # fmt: skip


def reporters(
    reports: pd.DataFrame, *, first: object, last: object, measure: str = "value_usd", **caption: Unpack[Caption]
) -> Spec:
    """Draw every reported figure of one flow and commodity, in a panel for each country with a scale of its own.

    Args:
        reports: rows of `Report` that have the measure.
        first: first day of the axis.
        last: last day of the axis.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
        caption: the words around it.
    """
    if reports.empty:
        return frame.empty("Nobody reports a figure for these countries and years.", caption["title"])
    rows = [{**row, "side": hover.reporter(row)} for row in records(reports)]
    place = {code: rank for rank, code in enumerate(hover.order(reports[Report.country]))}
    parts = sorted(grouped(rows, [Report.country]), key=lambda part: place[part[0][Report.country]])
    several = len(parts) > 1
    panels = [
        Panel(hover.who(part[0][Report.country]) if several else "", _panel(part, measure), _scale(part, measure))
        for part in parts
    ]
    height, axis = _PANEL if several else _TALL, frame.time_axis(first, last)
    return stacked(panels, _legend(rows), caption, height=height, gap=_GAP, xaxis=axis)


def _scale(rows: list[Row], measure: str) -> Trace:
    """Make an axis from zero with two ticks: a panel is low."""
    high = float(max(row[measure] for row in rows))
    axis = frame.value_axis(high, measure)
    ticks = axis.get("tickvals", [])
    if len(ticks) < 2:
        return axis
    kept = [ticks[0], ticks[-1]]
    names = [formats.amount(tick, measure) for tick in kept]
    return {**axis, "range": [-0.1 * high, high * 1.18], "tickvals": kept, "ticktext": names}


def _panel(rows: list[Row], measure: str) -> list[Trace]:
    """Draw the lines of the periods and, on them, a mark for each figure of each side; equal ones of a side are one."""
    code = rows[0][Report.country]
    hue = frame.colour(code)
    alike = grouped(rows, [Report.start, Report.end, measure, "side", Report.status])
    marks = [_mark(reports, measure) for reports in alike]
    spans = {(mark["start"], mark["end"], mark["value"]): None for mark in marks}
    days, values = traces.apart((start, end) for start, end, _ in spans), traces.apart((it, it) for *_, it in spans)
    look = traces.mark([mark["symbol"] for mark in marks], 9, hue, 1.5)
    at, tops, hovers = ([mark[name] for mark in marks] for name in ("at", "value", "hover"))
    return [
        traces.lines(days, values, frame.faded(hue, 0.45), 2),
        traces.points(at, tops, look, hovers, called=hover.who(code), cliponaxis=False),
    ]


def _mark(alike: list[Row], measure: str) -> Row:
    """Make one mark of the reports of one value for one period by one side with one status."""
    row = alike[0]
    start, end, value = row[Report.start], row[Report.end], float(row[measure])
    return {
        "start": day(start),
        "end": day(end),
        "at": day(start + (end - start) * _PLACE[row["side"]]),
        "value": value,
        "symbol": evidence.hollow(hover.SHAPES[row["side"]], is_hollow=row[Report.status] in evidence.HOLLOW),
        "hover": hover.figure({**row, "value": value, "derived": False}, measure, alike=alike),
    }


def _legend(rows: list[Row]) -> list[Trace]:
    """Explain shapes and fills, as far as they occur."""
    sides, statuses = {row["side"] for row in rows}, {row[Report.status] for row in rows}
    entries = [(name, hover.SHAPES[side]) for side, name in hover.REPORTERS.items() if side in sides]
    if not statuses.isdisjoint(evidence.HOLLOW):
        estimate = ", estimate" if "estimate" in statuses else ""
        entries.append((f"hollow: preliminary{estimate} or claim", "circle-open"))
    return legend.symbols((name, traces.mark(symbol, 9, frame.GREY, 1.5)) for name, symbol in entries)
