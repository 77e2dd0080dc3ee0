"""Who reported what: a panel for each country, every reported figure a mark on a line as long as its period.

Shape tells who says so, fill as what: filled a statistic, hollow a preliminary figure or a claim.
"""

from typing import Final

import pandas as pd

from charts.base import frame, hover
from charts.base.frame import Spec
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
    reported: pd.DataFrame, first: object, last: object, *, title: str, subtitle: str = "", foot: str = "",
    measure: str = "value_usd",
) -> Spec:  # fmt: skip
    """Every reported figure of one flow and commodity, in a panel for each country with a scale of its own.

    Args:
        reported: rows of `Trade`; `publisher` names the source, `lower` marks lower bounds.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: unit, price basis and period.
        foot: who says so.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
    """
    rows = reported[reported["status"].isin(codes.TRADED) & reported[measure].notna() & reported["start"].notna()]
    if rows.empty:
        return frame.empty("Nobody reports a figure for these countries and years.", title)
    sided = [{**it, "side": hover.reporter(it)} for it in records(rows)]
    place = {code: at for at, code in enumerate(hover.order(rows["country"]))}
    parts = sorted(grouped(sided, ["country"]), key=lambda part: place[part[0]["country"]])
    several = len(parts) > 1
    panels = [
        Panel(hover.who(part[0]["country"]) if several else "", _panel(part, measure), _scale(part, measure))
        for part in parts
    ]
    return stacked(
        panels, _legend(sided), title, subtitle, foot=foot, height=_PANEL if several else _TALL, gap=_GAP,
        xaxis=frame.time_axis(first, last),
    )  # fmt: skip


def _scale(rows: list[Row], measure: str) -> Row:
    """An axis from zero with two ticks: a panel is low."""
    high = float(max(it[measure] for it in rows))
    axis = frame.value_axis(high, measure)
    ticks = axis.get("tickvals", [])
    if len(ticks) < 2:
        return axis
    kept = [ticks[0], ticks[-1]]
    return {
        **axis,
        "range": [-0.1 * high, high * 1.18],
        "tickvals": kept,
        "ticktext": [formats.amount(it, measure) for it in kept],
    }


def _panel(rows: list[Row], measure: str) -> list[Row]:
    """The lines of the periods and, on them, a mark for each figure of each side; equal ones of a side are one."""
    code = rows[0]["country"]
    hue = frame.colour(code)
    marks = [_mark(it, measure) for it in grouped(rows, ["start", "end", measure, "side", "status"])]
    spans = {(it["start"], it["end"], it["value"]): None for it in marks}
    return [
        {
            "type": "scatter", "mode": "lines", "hoverinfo": "skip", "showlegend": False,
            "x": [day for start, end, _ in spans for day in (start, end, None)],
            "y": [it for *_, value in spans for it in (value, value, None)],
            "line": {"color": frame.faded(hue, 0.45), "width": 2},
        },
        {
            "type": "scatter", "mode": "markers", "showlegend": False, "cliponaxis": False,
            "name": hover.who(code), "x": [it["at"] for it in marks], "y": [it["value"] for it in marks],
            "marker": {"symbol": [it["symbol"] for it in marks], "size": 9, "color": hue,
                       "line": {"color": hue, "width": 1.5}},
            "hovertext": [it["said"] for it in marks], "hoverinfo": "text",
        },
    ]  # fmt: skip


def _mark(alike: list[Row], measure: str) -> Row:
    """One mark for the reports of one value for one period by one side with one status."""
    it = alike[0]
    shape = f"{hover.SHAPES[it['side']]}{'-open' if it['status'] in hover.HOLLOW else ''}"
    at = it["start"] + (it["end"] - it["start"]) * _PLACE[it["side"]]
    lines = [hover.head(it, it[measure], measure)]
    if len(alike) > 1:
        lines += [f"{len(alike)} reports:", *hover.reports(alike, measure)]
    else:
        lines += [frame.wrapped(hover.source(it), 58), *hover.note(it)]
    return {
        "start": f"{it['start']:%Y-%m-%d}", "end": f"{it['end']:%Y-%m-%d}", "at": f"{at:%Y-%m-%d}",
        "value": float(it[measure]), "symbol": shape, "said": "<br>".join(lines),
    }  # fmt: skip


def _legend(rows: list[Row]) -> list[Row]:
    """What the shapes and fills stand for, as far as they occur."""
    sides, statuses = {it["side"] for it in rows}, {it["status"] for it in rows}
    entries = [(said, hover.SHAPES[it]) for it, said in hover.REPORTERS.items() if it in sides]
    if not statuses.isdisjoint(hover.HOLLOW):
        estimate = ", estimate" if "estimate" in statuses else ""
        entries.append((f"hollow: preliminary{estimate} or claim", "circle-open"))
    return [
        {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": said,
         "marker": {"symbol": symbol, "size": 9, "color": frame.GREY, "line": {"color": frame.GREY, "width": 1.5}}}
        for said, symbol in entries
    ]  # fmt: skip
