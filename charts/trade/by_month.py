"""Trade by month: a panel for each side of the border, in it a line for each country.

A line is broken where a month is missing. What is estimated is lighter, its marks hollow.
"""

from typing import Any, Final, Unpack

import pandas as pd

from analysis.trade.mirrored import AFGHAN, OWN
from analysis.trade.monthly import NEITHER
from charts.base import evidence, frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.panels import Panel, stacked
from data.rows import records

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
    figures: pd.DataFrame, first: object, last: object, *, measure: str = "value_usd", log: bool = False,
    **caption: Unpack[Caption],
) -> Spec:  # fmt: skip
    """Draw lines by month on one scale, the sides below each other.

    Args:
        figures: rows of `analysis.trade.monthly.by_month`; `publisher` names the source.
        first: first day of the axis.
        last: last day of the axis.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
        log: whether the scale is logarithmic.
        caption: the words around it.
    """
    if figures.empty:
        return frame.empty("No monthly figure is on record for these countries and years.", caption["title"])
    # one axis for all panels, with every second tick: a panel is low
    scale = frame.value_axis(float(figures["value"].max()), measure, log=log, every=1 if log else 2)
    panels = [
        Panel(SIDES[whose], [it for code in hover.order(part["country"]) for it in _lines(part, code, measure)], scale)
        for whose in SIDES
        if len(part := figures[figures["side"] == whose])
    ]
    height, axis = _PANEL[len(panels)], frame.time_axis(first, last)
    return stacked(panels, _legend(figures), caption, height=height, gap=_GAP, xaxis=axis)


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
    days, values, hovers = [], [], []
    before = None
    for it in records(rows):
        month = it["start"].to_period("M")
        if before is not None and month != before + 1:
            days, values, hovers = [*days, None], [*values, None], [*hovers, ""]
        before = month
        days.append(f"{it['start']:%Y-%m}-15")
        values.append(float(it["value"]))
        hovers.append(hover.figure(it, measure))
    look = _look(code, 4.5, estimated=estimated)
    return traces.points(days, values, hover=hovers, called=hover.who(code), connectgaps=False, **look)


def _look(code: str, size: float, *, estimated: bool) -> Any:  # noqa: ANN401  keys of a trace
    """Dash, symbol and strength of a line."""
    hue = frame.colour(code)
    symbol = evidence.hollow(frame.SYMBOL.get(code, "cross"), is_hollow=estimated)
    return {
        "mode": "lines+markers",
        "opacity": _PALE if estimated else 1,
        "line": {"color": hue, "width": 1.6, "dash": frame.DASH.get(code, "solid")},
        "marker": {"symbol": symbol, "size": size, "color": hue},
    }


def _legend(figures: pd.DataFrame) -> list[dict[str, Any]]:
    """The countries by hue and dash, and what is estimated."""
    looks = {hover.together(it): _look(it, 6, estimated=False) for it in hover.order(figures["country"])}
    if figures["estimated"].any():
        looks["lighter, hollow: estimate"] = _look("", 6, estimated=True) | {
            "marker": traces.mark("circle-open", 6, frame.GREY)
        }
    return [traces.points([None], [None], name=name, **look) for name, look in looks.items()]
