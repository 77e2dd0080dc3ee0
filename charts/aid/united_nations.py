"""United Nations context: what its appeals for Afghanistan asked for and received, and goods that it moved in transit.

Neither is a gift of a Central Asian state, and neither is ever added to one.
"""

from typing import Any, Final

import pandas as pd

from charts.base import frame, hover, traces
from charts.base.frame import Spec
from data.rows import records
from data.vocabulary import formats, periods

_HALF: Final = 0.36  # of a year, half the width of a bar
_ROW: Final = 52  # pixels of one line of transit
_HUE: Final = frame.GREY
_PALE: Final = "rgba(127,127,127,0.35)"


def appeals(rows: pd.DataFrame, *, title: str = "", subtitle: str = "", foot: str = "") -> Spec:
    """What the yearly plan asked for and had received at its last reading; every reading of every plan as a mark.

    Args:
        rows: rows of `Appeals`.
        title: what the figure shows.
        subtitle: unit and method.
        foot: who says so.
    """
    title = title or "What the United Nations asked for Afghanistan, and what it received"
    if rows.empty:
        return frame.empty("No reading of a UN appeal is on record for these years.", title)
    main = rows[rows["plan_kind"] == "yearly_plan"]
    other = rows.drop(main.index)
    asked, received = _last(main, "required_usd"), _last(main, "funded_usd")
    years = sorted(set(rows["year"].astype(int)))
    ring = {"color": frame.CLEAR, "line": {"color": _HUE, "width": 1.4}}
    drawn = [
        _bar(asked, "required_usd", 2 * _HALF, ring, "asked for"),
        _bar(received, "funded_usd", 1.3 * _HALF, {"color": _PALE}, "received"),
        *_readings(main, other=False),
        *_readings(other, other=True),
    ]
    high, names = float(rows[["required_usd", "funded_usd"]].max().max()), [str(it) for it in years]
    return frame.figure(
        [it for it in drawn if it["x"]],
        title,
        subtitle,
        foot=foot,
        height=420,
        barmode="overlay",
        xaxis=traces.rows_axis(names, tickvals=years, range=[years[0] - 0.6, years[-1] + 0.6]),
        yaxis=frame.value_axis(high, "value_usd"),
    )


def _last(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    """The last reading of each year that gives the figure; an undated one only where no other does."""
    known = rows[rows[column].notna()].sort_values(["end", "start"], kind="stable", na_position="first")
    return known.drop_duplicates("year", keep="last").sort_values("year")


def _bar(rows: pd.DataFrame, column: str, width: float, look: dict[str, Any], name: str) -> dict[str, Any]:
    hovers = [_reading(it, column) for it in records(rows)]
    return traces.bars(rows["year"].astype(int), rows[column], look, hovers, width=width, name=name)


def _readings(rows: pd.DataFrame, *, other: bool) -> list[dict[str, Any]]:
    """Every reading of some plans: diamonds asked for, rings received; of other plans to the right of the bars."""
    drawn = []
    for column, shape in {"required_usd": "diamond-open", "funded_usd": "circle-open"}.items():
        known = rows[rows[column].notna()]
        if len(known):
            look = {"symbol": f"{shape}-dot" if other else shape, "size": 7, "color": _HUE, "line": {"width": 1.4}}
            at, hovers = known["year"] + (0.45 if other else 0), [_reading(it, column) for it in records(known)]
            drawn.append(traces.points(at, known[column], look, hovers))
    return drawn


def _reading(row: dict[str, Any], column: str) -> str:
    said = "asked for" if column == "required_usd" else "received"
    date = periods.label(row["start"], row["end"], row["precision"])
    return hover.lines(f"<b>{formats.usd(row[column])}</b> {said}, {row['year']}", row["plan"], f"read on: {date}")


def transit(rows: pd.DataFrame, *, title: str = "", subtitle: str = "", foot: str = "") -> Spec:
    """UN goods through a Central Asian hub: one line a report, a scale of its own for each unit; nothing is added.

    Args:
        rows: rows of `Transit`.
        title: what the figure shows.
        subtitle: what must be known to read it.
        foot: who says so.
    """
    title = title or "UN goods moved through Central Asian hubs, report by report"
    if rows.empty:
        return frame.empty("No UN transit is on record for these years.", title)
    units = list(rows["unit"].value_counts().index)
    parts = [rows[rows["unit"] == unit].sort_values("quantity", ascending=False) for unit in units]
    # each unit's block is as high as its lines and one for its heading
    slots = [len(it) + 0.7 for it in parts]
    whole, drawn, notes, axes, top = sum(slots), [], [], {}, 1.0
    for at, (unit, part, slot) in enumerate(zip(units, parts, slots, strict=True), start=1):
        number, bottom = "" if at == 1 else str(at), top - slot / whole
        drawn.append(_lines(part, number))
        notes += [_label(f"<b>By {_UNIT_WORDS.get(unit, unit)}</b>", -0.8, number), *_said(part, number)]
        axes[f"xaxis{number}"] = {"anchor": f"y{number}", "visible": False, "range": [0, part["quantity"].max() * 1.02]}
        domain = {"anchor": f"x{number}", "domain": [max(bottom, 0), top], "visible": False, "type": "linear"}
        axes[f"yaxis{number}"] = domain | {"range": [len(part) - 0.5, -1.2]}
        top = bottom
    height = int(130 + _ROW * whole)
    return frame.figure(
        drawn, title, subtitle, foot=foot, height=height, annotations=notes, showlegend=False, axes=axes
    )


_UNIT_WORDS: Final = {"tonnes": "weight", "tonnes per day": "weight a day", "trucks": "trucks", "wagons": "wagons"}


def _lines(rows: pd.DataFrame, number: str) -> dict[str, Any]:
    look, hovers = {"color": _PALE, "line": {"color": _HUE, "width": 1}}, [_moved(it) for it in records(rows)]
    at, axes = [it + 0.33 for it in range(len(rows))], {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    return traces.bars(rows["quantity"], at, look, hovers, lying=True, width=0.15, **axes)


def _said(rows: pd.DataFrame, number: str) -> list[dict[str, Any]]:
    return [_label(_moved(it, short=True), at - 0.12, number) for at, it in enumerate(records(rows))]


def _label(text: str, y: float, number: str) -> dict[str, Any]:
    return traces.at_left(text, y, yref=f"y{number}", yanchor="middle", align="left", size=12)


def _moved(row: dict[str, Any], *, short: bool = False) -> str:
    """What was moved, by whom, through where and when."""
    count = f"<b>{row['quantity']:,.0f} {'t a day' if row['unit'] == 'tonnes per day' else row['unit']}</b>"
    date = periods.label(row["start"], row["end"], row["precision"])
    note = row["note"] if isinstance(row["note"], str) and not short else ""
    head = f"{count} · {frame.plain(row['agency'])}, {frame.plain(row['measure'])}"
    return hover.lines(f"{head}<br>{frame.plain(row['hub'])}, {date}", note)
