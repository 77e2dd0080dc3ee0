"""Who reported what: a panel for each country, every reported figure a mark on a line as long as its period.

Shape tells who says so, fill as what: filled a statistic, hollow a preliminary figure or a claim.
"""

from typing import Final, Unpack

import pandas as pd

from charts.base import evidence, frame, hover, legend, traces
from charts.base.dates import day
from charts.base.frame import Caption, Spec
from charts.base.panels import Panel, stacked
from data.rows import Row, grouped, records
from data.vocabulary import codes, formats

_PANEL: Final = 92  # pixels of a panel where there are several
_TALL: Final = 240  # where there is one
_GAP: Final = 26  # between panels: the name of the next stands there
# Where on its line a mark stands, so that equal figures of two sides do not cover each other.
_PLACE: Final = {
    "own": 0.5, "AFG": 0.62, "IMF": 0.38, "NEWS": 0.74, "other": 0.26, "CEPII": 0.44, "FAO": 0.56,
}  # fmt: skip


def reporters(
    reported: pd.DataFrame, first: object, last: object, *, measure: str = "value_usd", **caption: Unpack[Caption]
) -> Spec:
    """Draw every reported figure of one flow and commodity, in a panel for each country with a scale of its own.

    Args:
        reported: rows of `Trade`; `publisher` names the source, `lower` marks lower bounds.
        first: first day of the axis.
        last: last day of the axis.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
        caption: the words around it.
    """
    rows = reported[reported["status"].isin(codes.TRADED) & reported[measure].notna() & reported["start"].notna()]
    if rows.empty:
        return frame.empty("Nobody reports a figure for these countries and years.", caption["title"])
    sided = [{**it, "side": hover.reporter(it)} for it in records(rows)]
    place = {code: at for at, code in enumerate(hover.order(rows["country"]))}
    parts = sorted(grouped(sided, ["country"]), key=lambda part: place[part[0]["country"]])
    several = len(parts) > 1
    panels = [
        Panel(hover.who(part[0]["country"]) if several else "", _panel(part, measure), _scale(part, measure))
        for part in parts
    ]
    height, axis = _PANEL if several else _TALL, frame.time_axis(first, last)
    return stacked(panels, _legend(sided), caption, height=height, gap=_GAP, xaxis=axis)


def _scale(rows: list[Row], measure: str) -> Row:
    """An axis from zero with two ticks: a panel is low."""
    high = float(max(it[measure] for it in rows))
    axis = frame.value_axis(high, measure)
    ticks = axis.get("tickvals", [])
    if len(ticks) < 2:
        return axis
    kept = [ticks[0], ticks[-1]]
    names = [formats.amount(it, measure) for it in kept]
    return {**axis, "range": [-0.1 * high, high * 1.18], "tickvals": kept, "ticktext": names}


def _panel(rows: list[Row], measure: str) -> list[Row]:
    """The lines of the periods and, on them, a mark for each figure of each side; equal ones of a side are one."""
    code = rows[0]["country"]
    hue = frame.colour(code)
    marks = [_mark(it, measure) for it in grouped(rows, ["start", "end", measure, "side", "status"])]
    spans = {(it["start"], it["end"], it["value"]): None for it in marks}
    days, values = traces.apart(it[:2] for it in spans), traces.apart((it[2], it[2]) for it in spans)
    look = traces.mark([it["symbol"] for it in marks], 9, hue, 1.5)
    at, said = [it["at"] for it in marks], [it["said"] for it in marks]
    return [
        traces.lines(days, values, frame.faded(hue, 0.45), 2),
        traces.points(at, [it["value"] for it in marks], look, said, called=hover.who(code), cliponaxis=False),
    ]


def _mark(alike: list[Row], measure: str) -> Row:
    """One mark for the reports of one value for one period by one side with one status."""
    it = alike[0]
    at = it["start"] + (it["end"] - it["start"]) * _PLACE[it["side"]]
    row = {**it, "value": it[measure], "derived": False}
    return {
        "start": day(it["start"]),
        "end": day(it["end"]),
        "at": day(at),
        "value": float(it[measure]),
        "symbol": evidence.hollow(hover.SHAPES[it["side"]], is_hollow=it["status"] in evidence.HOLLOW),
        "said": hover.figure(row, measure, alike=alike),
    }


def _legend(rows: list[Row]) -> list[Row]:
    """What the shapes and fills stand for, as far as they occur."""
    sides, statuses = {it["side"] for it in rows}, {it["status"] for it in rows}
    entries = [(said, hover.SHAPES[it]) for it, said in hover.REPORTERS.items() if it in sides]
    if not statuses.isdisjoint(evidence.HOLLOW):
        estimate = ", estimate" if "estimate" in statuses else ""
        entries.append((f"hollow: preliminary{estimate} or claim", "circle-open"))
    return legend.symbols((said, traces.mark(symbol, 9, frame.GREY, 1.5)) for said, symbol in entries)
