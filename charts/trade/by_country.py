"""Yearly figures of several countries: a line through the preferred ones, with the spread of what others report.

One country alone, with a mark for every report, is drawn by `charts.trade.one_state`.
"""

from typing import Unpack

import pandas as pd

from analysis.trade.preferred import Preferred, unbroken
from charts.base import frame, hover, traces
from charts.base.dates import middle
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.vocabulary import formats
from data.vocabulary.places import CODES, name


def by_country(
    years: pd.DataFrame, *, first: object, last: object, log: bool = False, **caption: Unpack[Caption]
) -> Spec:
    """Draw a line through each country's own and IMF figures, other reports as marks apart.

    A line is broken where a year is missing, and where own figures follow those of the IMF.

    Args:
        years: rows of `Preferred` of full years.
        first: first day of the axis.
        last: last day of the axis.
        log: whether the value axis is logarithmic.
        caption: the words around it.
    """
    if years.empty:
        return frame.empty("No yearly figure is reported for these countries and years.", caption["title"])
    parts = {code: records(years[years[Preferred.country] == code].sort_values(Preferred.end)) for code in CODES}
    return frame.figure(
        [trace for code, rows in parts.items() for trace in _line(rows, code)],
        height=430,
        shapes=[frame.kabul_line()],
        xaxis=frame.time_axis(first, last),
        yaxis=frame.value_axis(years[Preferred.high].max(), "value_usd", log=log),
        legend={"traceorder": "grouped"},
        **caption,
    )


def _line(rows: list[Row], code: str) -> list[Trace]:
    """Draw a line through own and IMF figures, and hollow marks for the years that only others report."""
    firm, other = [row for row in rows if row[Preferred.firm]], [row for row in rows if not row[Preferred.firm]]
    hue, shape = frame.colour(code), frame.SYMBOL[code]
    shown = []
    line = {
        "mode": "lines+markers+text",
        "line": {"color": hue, "width": 2, "dash": frame.DASH[code]},
        "textposition": "top left",
        "textfont": {"size": 12, "color": hue},
        "cliponaxis": False,
    }
    for part in unbroken(firm):
        text = [formats.usd(row[Preferred.value]) if row is firm[-1] else "" for row in part]
        mark = {"symbol": shape, "size": 8, "color": hue}
        shown.append(_marks(part, code, mark, text=text, showlegend=part[0] is firm[0], **line))
    if other:
        look = {"symbol": f"{shape}-open", "size": 9, "color": hue, "line": {"width": 1.6}}
        shown.append(_marks(other, code, look, showlegend=not firm))
    return shown


def _marks(rows: list[Row], code: str, look: Trace, **more: object) -> Trace:
    """Draw the figures of one country, each with a whisker over what is reported."""
    values = [row[Preferred.value] for row in rows]
    above = [row[Preferred.high] - row[Preferred.value] for row in rows]
    below = [row[Preferred.value] - row[Preferred.low] for row in rows]
    spread = traces.whisker(above, below, color=frame.colour(code), thickness=1.2)
    days, hovers = [middle(row) for row in rows], [hover.figure(row, "value_usd") for row in rows]
    return traces.points(days, values, look, hovers, name=name(code), legendgroup=code, error_y=spread, **more)
