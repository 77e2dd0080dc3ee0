"""Trade by month: a panel for each side of the border, in it a line for each country.

A line is broken where a month is missing. What is estimated is lighter, its marks hollow.
"""

from typing import Final, Unpack

import pandas as pd

from analysis.trade.mirrored import AFGHAN, OWN
from analysis.trade.monthly import NEITHER, Monthly
from charts.base import evidence, frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.panels import Panel, stacked
from charts.base.traces import Trace
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
    months: pd.DataFrame,
    *,
    first: object,
    last: object,
    measure: str = "value_usd",
    scale: str = "common",
    **caption: Unpack[Caption],
) -> Spec:
    """Draw lines by month, the sides below each other.

    Args:
        months: rows of `Monthly`.
        first: first day of the axis.
        last: last day of the axis.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
        scale: one for all sides (common), one for each (own), or one that is logarithmic (log).
        caption: the words around it.
    """
    if months.empty:
        return frame.empty("There is no monthly figure for these countries and years.", caption["title"])
    panels = [
        Panel(name, _lines(part, measure), _scale(part if scale == "own" else months, measure, log=scale == "log"))
        for side, name in SIDES.items()
        if len(part := months[months[Monthly.side] == side])
    ]
    height, axis = _PANEL[len(panels)], frame.time_axis(first, last)
    return stacked(panels, _legend(months), caption, height=height, gap=_GAP, xaxis=axis)


def _scale(months: pd.DataFrame, measure: str, *, log: bool) -> Trace:
    """Make the axis of a panel, with every second tick: it is low."""
    return frame.value_axis(float(months[Monthly.value].max()), measure, log=log, every=1 if log else 2)


def _lines(months: pd.DataFrame, measure: str) -> list[Trace]:
    """Draw the lines of one side: of each country what is reported, and what is estimated, each by itself."""
    return [
        _line(part.sort_values(Monthly.start), code, measure, estimated=estimated)
        for code in hover.order(months[Monthly.country])
        for estimated in (False, True)
        if len(part := months[(months[Monthly.country] == code) & (months[Monthly.estimated] == estimated)])
    ]


def _line(months: pd.DataFrame, code: str, measure: str, *, estimated: bool) -> Trace:
    """Draw one line, broken where months are missing."""
    days, values, hovers = [], [], []
    before = None
    for row in records(months):
        month = row[Monthly.start].to_period("M")
        if before is not None and month != before + 1:
            days, values, hovers = [*days, None], [*values, None], [*hovers, ""]
        before = month
        days.append(f"{row[Monthly.start]:%Y-%m}-15")
        values.append(float(row[Monthly.value]))
        hovers.append(hover.figure(row, measure))
    look = _look(code, 4.5, estimated=estimated)
    return traces.points(days, values, hover=hovers, called=hover.who(code), connectgaps=False, **look)


def _look(code: str, size: float, *, estimated: bool) -> Trace:
    """Choose dash, symbol and strength of a line."""
    hue = frame.colour(code)
    symbol = evidence.hollow(frame.SYMBOL.get(code, "cross"), is_hollow=estimated)
    return {
        "mode": "lines+markers",
        "opacity": _PALE if estimated else 1,
        "line": {"color": hue, "width": 1.6, "dash": frame.DASH.get(code, "solid")},
        "marker": {"symbol": symbol, "size": size, "color": hue},
    }


def _legend(months: pd.DataFrame) -> list[Trace]:
    """Explain hue and dash of the countries, and what is estimated."""
    codes = hover.order(months[Monthly.country])
    looks = {hover.together(code): _look(code, 6, estimated=False) for code in codes}
    if months[Monthly.estimated].any():
        looks["lighter, hollow: estimate"] = _look("", 6, estimated=True) | {
            "marker": traces.mark("circle-open", 6, frame.GREY)
        }
    return [traces.points([None], [None], name=name, **look) for name, look in looks.items()]
