"""The latest positions as a grid: a cell is the position in words, since when, shaded by its rung.

A cell is narrow enough for five of them to stand beside each other on a phone: a heading lies above each row and not
before it, and words break into short lines.
"""

from collections.abc import Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.recognition.positions import RUNGS, Spell, Standing
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.labels import broken
from charts.base.traces import Trace
from data.rows import Row, records
from data.vocabulary import periods
from data.vocabulary.codes import DIMENSIONS as ALL_DIMENSIONS
from data.vocabulary.codes import OFFICE_STATUS, say
from data.vocabulary.places import name

DIMENSIONS: Final = tuple(it for it in ALL_DIMENSIONS if it != "official_position")  # too long for a cell
WORLD: Final = ("RUS", "CHN", "ARE", "PAK", "IRN", "IND", "TUR")
WORLD_COLUMNS: Final = {
    "Recognition": ("de_jure_recognition",),
    "Afghan missions": ("afghan_mission", "consulates"),
    "Embassy in Kabul": ("mission_in_kabul",),
}
WORLD_DIMENSIONS: Final = tuple(it for of in WORLD_COLUMNS.values() for it in of)
NO_LADDER: Final = 0.3  # the strength of a fill where a dimension has no ladder
NOT_KNOWN: Final = "not known"
DIFFERS: Final = "≠"
SHORT: Final = {
    "republic_appointee": "republic's envoy",
    "taliban_diplomats_accredited": "diplomats",
    "taliban_charge": "chargé",
    "taliban_ambassador": "ambassador",
    "open_ambassador": "ambassador",
    "open_charge": "chargé",
    "open_unclear": "open, rank not known",
    "delisted": "delisted",
}
_LINE: Final = 15  # pixels of a line of words in a cell
_HEAD: Final = 24  # pixels of the heading above a row
_SIZE: Final = 12  # pixels of the words in a cell
_NARROW, _WIDE = 66, 104  # pixels of a line: five cells stand beside each other on a phone, or three
Cell = list[Row]  # rows of `Standing` that stand together


def short(value: str) -> str:
    """Name a position in two or three words."""
    return SHORT.get(value, say(value))


def brief(row: Row) -> str:
    """Name a reading in two or three words; an office by its place, and by how far it came if it is not open."""
    if not isinstance(row[Spell.place], str):
        return short(row[Spell.value])
    status = row[Spell.place_status]
    return row[Spell.place] if status == "open" else f"{row[Spell.place]} ({OFFICE_STATUS[status]})"


def lasting(row: Row, begin: str = Spell.start) -> str:
    """Say from when to when a position is reported; `begin` is the column of its beginning."""
    since = _day(row[begin], row[f"{begin}_precision"])
    until = _day(row[Spell.confirmed_until], row[Spell.confirmed_precision])
    if row[Spell.basis] == "ended":
        return f"{since} to {until}"
    if since == until:
        return f"from {since}, no later reading found"
    return f"since {since}, last confirmed {until}"


def _day(day: pd.Timestamp, precision: str) -> str:
    return periods.label(day, day, precision)


def shade(code: str, dimension: str, rung: int, *, stripes: bool = False) -> str:
    """Choose the fill of a position: the country's hue, stronger on a further rung; grey where it is no rung.

    Args:
        code: the country.
        dimension: with or without rungs.
        rung: 1 the lowest; missing for none.
        stripes: whether it fills stripes: they cover a third of their cell and are stronger in turn, yet faint enough
            for words upon them.
    """
    if pd.isna(rung) and dimension in RUNGS:
        return frame.SOFT if stripes else frame.FAINT
    strength = NO_LADDER if pd.isna(rung) else 0.13 + 0.45 * (rung - 1) / (len(RUNGS[dimension]) - 1)
    return frame.faded(frame.colour(code), round(min(strength + 0.12, 0.5) if stripes else strength, 3))


def matrix(
    standing: pd.DataFrame, *, countries: Sequence[str], dimensions: Sequence[str] = DIMENSIONS, **caption: Unpack[Caption]
) -> Spec:  # fmt: skip
    """Draw the latest position of each state on each dimension, states side by side.

    Args:
        standing: rows of `analysis.recognition.positions.Standing`.
        countries: codes, left to right.
        dimensions: top to bottom.
        caption: the words around it.
    """
    cells = cells_of(standing)
    grid = [(say(dimension), [cells.get((code, dimension), []) for code in countries]) for dimension in dimensions]
    return _grid(grid, list(countries), [name(code) for code in countries], caption)


def world(standing: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw other states: whether they recognise the Afghan authorities, who runs Afghan missions, their embassy in Kabul."""
    cells = cells_of(standing)
    rows = [
        (name(code), [[row for it in of for row in cells.get((code, it), [])] for of in WORLD_COLUMNS.values()])
        for code in WORLD
    ]
    grid = [row for row in rows if any(row[1])]
    return _grid(grid, ["CA5"] * len(WORLD_COLUMNS), list(WORLD_COLUMNS), caption)


def cells_of(standing: pd.DataFrame) -> dict[tuple[str, str], Cell]:
    """Group positions by country and dimension, in the order of their rows."""
    cells: dict[tuple[str, str], Cell] = {}
    for row in records(standing):
        cells.setdefault((row[Standing.country], row[Standing.dimension]), []).append(row)
    return cells


def _grid(grid: list[tuple[str, list[Cell]]], codes: list[str], heads: list[str], caption: Caption) -> Spec:
    """Rows of cells under their headings; y runs down in pixels."""
    if not any(cell for _, cells in grid for cell in cells):
        return frame.empty("No position of these states is on record for these years.", caption["title"])
    boxes: list[Trace] = []
    notes = [_note(head, at, 4) for at, head in enumerate(heads)]
    room = _NARROW if len(heads) > len(WORLD_COLUMNS) else _WIDE
    top = 26.0
    for heading, cells in grid:
        at_foot = {"yanchor": "bottom", "size": 12.5, "color": frame.GREY}
        notes.append(traces.at_left(heading, top + _HEAD - 3, yref="y", **at_foot))
        lines = [_lines(cell, room) for cell in cells]
        height = _LINE * max(len(it) for it in lines) + 12
        for at, (cell, code) in enumerate(zip(cells, codes, strict=True)):
            marker, hovered = _box(cell, code)
            base, width = [top + _HEAD], 1 - 0.01 * len(heads)
            boxes.append(traces.bars([at], [height], marker, [hovered], base=base, width=width))
            notes.append(_note("<br>".join(lines[at]), at, top + _HEAD + 5))
        top += _HEAD + height + 6
    hidden = {"visible": False, "automargin": False}
    axes = {"xaxis": hidden | {"range": [-0.5, len(heads) - 0.5]}, "yaxis": hidden | {"range": [top, 0]}}
    return frame.figure(boxes, inner=top, annotations=notes, barmode="overlay", axes=axes, **caption)


def _lines(cell: Cell, room: float) -> list[str]:
    """The words of a cell in short lines: each position, then its date where there is only one."""
    if not cell:
        return [NOT_KNOWN]
    lines: list[str] = []
    for row in cell:
        lines += [frame.plain(it) for it in broken(brief(row), room, _SIZE)]
        if len(cell) == 1 and row[Standing.value] != "unclear":
            lines.append(_dated(row))
        lines[-1] += f" {DIFFERS}" if row[Standing.conflicts] else ""
    return lines


def _dated(row: Row) -> str:
    """The month since which a position holds, or to which it did."""
    if row[Standing.over]:
        return f"to {_day(row[Standing.until], 'month')}"
    precision = row[Standing.since_precision]
    return _day(row[Standing.since], "month" if precision == "day" else precision)


def _box(cell: Cell, code: str) -> tuple[Trace, str]:
    """Fill, edge and stripes of a cell, and its hover."""
    if not cell:
        return {"color": frame.CLEAR, "line": {"color": frame.FAINT, "width": 1}}, "No source found."
    dimension = cell[0][Standing.dimension]
    sure = all(row[Standing.confirmed] for row in cell)
    fill = shade(code, dimension, cell[0][Standing.rung], stripes=not sure)
    striped = {"color": frame.CLEAR, "pattern": {"shape": "/", "fgcolor": fill, "size": 10, "solidity": 0.16}}
    edge = {"line": {"color": frame.colour(code), "width": 0.8}}
    differs = f"{DIFFERS} another reading differs: see the bars over time"
    hovers = [position_hover(it, lasting(it, Standing.since), differs if it[Standing.conflicts] else "") for it in cell]
    return ({"color": fill} if sure else striped) | edge, "<br>".join(hovers)


def position_hover(row: Row, dates: str, *more: str) -> str:
    """Lay out the hover of a position: its dates, who reports it, and what else must be known."""
    return hover.lines(
        hover.bold(say(row[Spell.value])),
        f"{name(row[Spell.country])} · {say(row[Spell.dimension])}",
        dates,
        _reported_by(row),
        row[Spell.note] if isinstance(row[Spell.note], str) else "",
        *more,
    )


def _reported_by(row: Row) -> str:
    """Publisher and year of the source of a reading."""
    publisher, day = row[Spell.publisher], row[Spell.published]
    return f"reported by: {publisher}, {'undated' if pd.isna(day) else day.year}" if isinstance(publisher, str) else ""


def _note(text: str, at: float, top: float) -> Trace:
    return traces.note(frame.ink(text), at, top, xref="x", yref="y", yanchor="top", size=_SIZE, borderpad=0)
