"""Trade by month: a panel for each side of the border, in it a line for each country.

A line is broken where a month is missing. What is estimated is lighter, its marks hollow.
"""

from typing import Any, Final

import pandas as pd

from analysis.trade.comparison import AFGHAN, OWN
from analysis.trade.monthly import NEITHER
from charts.base import frame, hover
from charts.base.frame import Spec
from charts.base.panels import Panel, stacked
from data.rows import records
from data.vocabulary import formats

# The panels, from top to bottom.
SIDES: Final = {
    OWN: "The states' side: own statistics, or as the IMF has it",
    AFGHAN: "The Afghan side: its statistics, or as the IMF has it",
    NEITHER: "Neither side's: estimates of the IMF, the press",
}
_PANEL: Final = {1: 300, 2: 210, 3: 170}  # pixels of a panel, by how many there are
_GAP: Final = 30  # between panels: the name of the next stands there
_PALE: Final = 0.5


def by_month(
    figures: pd.DataFrame, first: object, last: object, *, title: str, subtitle: str = "", foot: str = "",
    measure: str = "value_usd", log: bool = False,
) -> Spec:  # fmt: skip
    """Lines by month on one scale, the sides below each other.

    Args:
        figures: rows of `analysis.trade.monthly.by_month`; `publisher` names the source.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: unit, price basis and period.
        foot: who says so.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
        log: whether the scale is logarithmic.
    """
    if figures.empty:
        return frame.empty("No monthly figure is on record for these countries and years.", title)
    scale = _scale(figures, measure, log=log)
    panels = [
        Panel(SIDES[whose], [it for code in hover.order(part["country"]) for it in _lines(part, code, measure)], scale)
        for whose in SIDES
        if len(part := figures[figures["side"] == whose])
    ]
    return stacked(
        panels, _legend(figures), title, subtitle, foot=foot, height=_PANEL[len(panels)], gap=_GAP,
        xaxis=frame.time_axis(first, last),
    )  # fmt: skip


def _scale(figures: pd.DataFrame, measure: str, *, log: bool) -> dict[str, Any]:
    """One axis for all panels, with every second tick: a panel is low."""
    axis = frame.value_axis(float(figures["value"].max()), measure, log=log)
    return axis | {key: axis[key][::2] for key in ("tickvals", "ticktext") if key in axis and not log}


def _lines(rows: pd.DataFrame, code: str, measure: str) -> list[dict[str, Any]]:
    """The line of one country in a panel: what is told, and what is estimated, each by itself."""
    mine = rows[rows["country"] == code]
    return [
        _line(part.sort_values("start"), code, measure, estimated=estimated)
        for estimated in (False, True)
        if len(part := mine[mine["estimated"] == estimated])
    ]


def _line(rows: pd.DataFrame, code: str, measure: str, *, estimated: bool) -> dict[str, Any]:
    """One line, broken where months are missing."""
    hue, days, values, hovers = frame.colour(code), [], [], []
    before = None
    for it in records(rows):
        month = it["start"].to_period("M")
        if before is not None and month != before + 1:
            days, values, hovers = [*days, None], [*values, None], [*hovers, ""]
        before = month
        days.append(f"{it['start']:%Y-%m}-15")
        values.append(float(it["value"]))
        hovers.append(_hover(it, measure))
    return {
        "type": "scatter", "mode": "lines+markers", "x": days, "y": values, "name": hover.who(code),
        "opacity": _PALE if estimated else 1, "line": {"color": hue, "width": 1.6, "dash": frame.DASH.get(code, "solid")},
        "marker": {"symbol": f"{frame.SYMBOL.get(code, 'cross')}{'-open' if estimated else ''}", "size": 4.5, "color": hue},
        "hovertext": hovers, "hoverinfo": "text", "showlegend": False, "connectgaps": False,
    }  # fmt: skip


def _hover(row: dict[str, Any], measure: str) -> str:
    lines = [hover.head(row, row["value"], measure)]
    if row["derived"]:
        lines += ["sum of exports and imports, ours, from", frame.wrapped(hover.source(row), 58)]
    else:
        lines += [frame.wrapped(hover.source(row), 58), *hover.note(row)]
    if row["reports"] > 1 and row["low"] < row["high"]:
        lines.append(f"{row['reports']} reports: {formats.spread(row['low'], row['high'], measure)}")
    return "<br>".join(lines)


def _legend(figures: pd.DataFrame) -> list[dict[str, Any]]:
    """The countries by hue and dash, and what is estimated."""
    entries: list[tuple[str, str, str, str, float]] = [
        (hover.together(code), frame.colour(code), frame.DASH.get(code, "solid"), frame.SYMBOL.get(code, "cross"), 1)
        for code in hover.order(figures["country"])
    ]
    if figures["estimated"].any():
        entries.append(("lighter, hollow: estimate", frame.GREY, "solid", "circle-open", _PALE))
    return [
        {"type": "scatter", "mode": "lines+markers", "x": [None], "y": [None], "name": said, "opacity": opacity,
         "line": {"color": hue, "width": 1.6, "dash": dash}, "marker": {"symbol": symbol, "size": 6, "color": hue}}
        for said, hue, dash, symbol, opacity in entries
    ]  # fmt: skip
