"""United Nations context: what its appeals for Afghanistan asked for and received, and goods that it moved in transit.

Neither is a gift of a Central Asian state, and neither is ever added to one.
"""

from typing import Final, Unpack

import pandas as pd

from analysis.aid.appeals import Reading
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.schema.columns import Column
from data.schema.tables import Transit
from data.vocabulary import formats, periods

_HALF: Final = 0.36  # of a year, half the width of a bar
_ROW: Final = 52  # pixels of one line of transit
_HUE: Final = frame.GREY
_PALE: Final = "rgba(127,127,127,0.35)"
_NAMES: Final = {Reading.required_usd: "asked for", Reading.funded_usd: "received"}
_SYMBOLS: Final = {Reading.required_usd: "diamond-open", Reading.funded_usd: "circle-open"}
_UNITS: Final = {"tonnes": "weight", "tonnes per day": "weight a day"}


def appeals(rows: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw what the yearly plan asked for and had received at its last reading as bars, every reading as a mark.

    Args:
        rows: rows of `Reading`.
        caption: the words around it.
    """
    years = sorted(set(rows[Reading.year]))
    ring = {"color": frame.CLEAR, "line": {"color": _HUE, "width": 1.4}}
    asked, received = (
        rows[rows[last]].sort_values(Reading.year) for last in (Reading.last_required, Reading.last_funded)
    )
    yearly = rows[Reading.plan_kind] == "yearly_plan"
    drawn = [
        _bar(asked, Reading.required_usd, 2 * _HALF, ring),
        _bar(received, Reading.funded_usd, 1.3 * _HALF, {"color": _PALE}),
        *_readings(rows[yearly], other=False),
        *_readings(rows[~yearly], other=True),
    ]
    high = float(rows[[Reading.required_usd, Reading.funded_usd]].max().max())
    return frame.figure(
        [trace for trace in drawn if trace["x"]],
        height=420,
        barmode="overlay",
        xaxis=traces.years_axis(years[0], years[-1]) if years else {},
        yaxis=frame.value_axis(high, "value_usd"),
        **caption,
    )


def _bar(rows: pd.DataFrame, figure: Column, width: float, look: Trace) -> Trace:
    hovers = [_hover(row, figure) for row in records(rows)]
    return traces.bars(rows[Reading.year], rows[figure], look, hovers, width=width, name=_NAMES[figure])


def _readings(rows: pd.DataFrame, *, other: bool) -> list[Trace]:
    """Draw every reading of some plans: diamonds asked for, rings received; of other plans to the right of the bars."""
    drawn = []
    for figure, symbol in _SYMBOLS.items():
        known = rows[rows[figure].notna()]
        if len(known):
            look = {"symbol": f"{symbol}-dot" if other else symbol, "size": 7, "color": _HUE, "line": {"width": 1.4}}
            hovers = [_hover(row, figure) for row in records(known)]
            drawn.append(traces.points(known[Reading.year] + (0.45 if other else 0), known[figure], look, hovers))
    return drawn


def _hover(row: Row, figure: Column) -> str:
    date = periods.label(row[Reading.start], row[Reading.end], row[Reading.precision])
    head = f"<b>{formats.usd(row[figure])}</b> {_NAMES[figure]}, {row[Reading.year]}"
    return hover.lines(head, row[Reading.plan], f"read on: {date}")


def transit(rows: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw UN goods through a Central Asian hub: one line a report, a scale of its own for each unit; nothing is added.

    Args:
        rows: rows of `Transit`.
        caption: the words around it.
    """
    units = list(rows[Transit.unit].value_counts().index)
    parts = [rows[rows[Transit.unit] == unit].sort_values(Transit.quantity, ascending=False) for unit in units]
    # each unit's block is as high as its lines and one for its heading
    slots = [len(part) + 0.7 for part in parts]
    whole, drawn, notes, axes, top = sum(slots), [], [], {}, 1.0
    for at, (unit, part, slot) in enumerate(zip(units, parts, slots, strict=True), start=1):
        number, bottom = "" if at == 1 else str(at), top - slot / whole
        drawn.append(_lines(part, number))
        notes += [_label(f"<b>By {_UNITS.get(unit, unit)}</b>", -0.8, number), *_labels(part, number)]
        high = part[Transit.quantity].max() * 1.02
        axes[f"xaxis{number}"] = {"anchor": f"y{number}", "visible": False, "range": [0, high]}
        domain = {"anchor": f"x{number}", "domain": [max(bottom, 0), top], "visible": False, "type": "linear"}
        axes[f"yaxis{number}"] = domain | {"range": [len(part) - 0.5, -1.2]}
        top = bottom
    height = int(130 + _ROW * whole)
    return frame.figure(drawn, height=height, annotations=notes, showlegend=False, axes=axes, **caption)


def _lines(rows: pd.DataFrame, number: str) -> Trace:
    look, hovers = {"color": _PALE, "line": {"color": _HUE, "width": 1}}, [_moved(row) for row in records(rows)]
    at, axes = [row + 0.33 for row in range(len(rows))], {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    return traces.bars(rows[Transit.quantity], at, look, hovers, lying=True, width=0.15, **axes)


def _labels(rows: pd.DataFrame, number: str) -> list[Trace]:
    return [_label(_moved(row, short=True), at - 0.12, number) for at, row in enumerate(records(rows))]


def _label(text: str, y: float, number: str) -> Trace:
    return traces.at_left(text, y, yref=f"y{number}", yanchor="middle", align="left", size=12)


def _moved(row: Row, *, short: bool = False) -> str:
    """Write what was moved, by whom, through where and when."""
    unit, note = row[Transit.unit], row[Transit.note]
    count = f"<b>{row[Transit.quantity]:,.0f} {'t a day' if unit == 'tonnes per day' else unit}</b>"
    date = periods.label(row[Transit.start], row[Transit.end], row[Transit.precision])
    head = f"{count} · {frame.plain(row[Transit.agency])}, {frame.plain(row[Transit.measure])}"
    below = f"{head}<br>{frame.plain(row[Transit.hub])}, {date}"
    return hover.lines(below, note if isinstance(note, str) and not short else "")
