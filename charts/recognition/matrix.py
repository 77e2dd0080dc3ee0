"""The latest positions as a grid: a cell is the position in words, since when, shaded by its rung in one hue.

On an ordinary screen a cell is one line. On a phone the same words break into short lines, so that five cells stand beside
each other; with more than three columns the name of a row stands above it and not before it.
"""

from collections.abc import Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.recognition.positions import RUNGS, Spell, Standing
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.labels import broken, width
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
NO_LADDER: Final = 0.16  # the strength of a fill where a dimension has no ladder
NOT_KNOWN: Final = "not known"
DIFFERS: Final = "≠"
OLD: Final = "°"
SIGNS: Final = f"{DIFFERS} sources differ. {OLD} not confirmed for a year"
SHORT: Final = {
    "republic_appointee": "republic's envoy",
    "taliban_diplomats_accredited": "Taliban diplomats",
    "taliban_charge": "Taliban chargé",
    "taliban_ambassador": "Taliban ambassador",
    "open_ambassador": "ambassador",
    "open_charge": "chargé",
    "open_unclear": "open, rank not known",
    "delisted": "taken off",
}
_LINE: Final = 15  # pixels of a line of words in a cell
_HEAD: Final = 36  # pixels of the names of columns
_ABOVE: Final = 22  # pixels of the name above a row
_MOST: Final = 3  # columns that leave room for the names of the rows before them
_SIZES: Final = {"wide": 13, "narrow": 12}  # pixels of the words in a cell
_PLOTS: Final = {"wide": 1140, "narrow": 340}  # pixels of all columns, on an ordinary screen and on a phone
_BESIDE: Final = {"wide": 12, "narrow": 4}  # pixels that words leave free in their cell
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
        return f"from {since}, no later report found"
    return f"since {since}, last confirmed {until}"


def _day(day: pd.Timestamp, precision: str) -> str:
    return periods.label(day, day, precision)


def shade(dimension: str, rung: int) -> str:
    """Choose the fill of a position: one hue for all states, darker on a further rung; grey where it is no rung.

    Args:
        dimension: with or without rungs.
        rung: 1 the lowest; missing for none.
    """
    if dimension not in RUNGS:
        return frame.faded(frame.NEUTRAL, NO_LADDER)
    if pd.isna(rung):
        return frame.FAINT
    return frame.faded(frame.NEUTRAL, round(0.06 + 0.44 * (rung - 1) / (len(RUNGS[dimension]) - 1), 3))


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
    return _grid(grid, {name(code): frame.colour(code) for code in countries}, caption)


def world(standing: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw other states: whether they recognise the Afghan authorities, who runs Afghan missions, their embassy in Kabul."""
    cells = cells_of(standing)
    rows = [
        (name(code), [[row for it in of for row in cells.get((code, it), [])] for of in WORLD_COLUMNS.values()])
        for code in WORLD
    ]
    grid = [row for row in rows if any(row[1])]
    return _grid(grid, dict.fromkeys(WORLD_COLUMNS, frame.SOFT), caption)


def cells_of(standing: pd.DataFrame) -> dict[tuple[str, str], Cell]:
    """Group positions by country and dimension, in the order of their rows."""
    cells: dict[tuple[str, str], Cell] = {}
    for row in records(standing):
        cells.setdefault((row[Standing.country], row[Standing.dimension]), []).append(row)
    return cells


def _grid(grid: list[tuple[str, list[Cell]]], heads: dict[str, str], caption: Caption) -> Spec:
    """Rows of cells under their headings; y runs down in pixels.

    Args:
        grid: the name of each row and its cells.
        heads: the name of each column and the hue of the line below it.
        caption: the words around it.
    """
    if not any(cell for _, cells in grid for cell in cells):
        return frame.empty("No position of these states is known for these years.", caption["title"])
    is_beside = len(heads) <= _MOST
    columns = len(heads) + is_beside
    notes: list[Trace] = []
    rules = [_under_head(at, hue) for at, hue in enumerate(heads.values())]
    named = [{"at": at, "middle": _HEAD / 2, "named": head} for at, head in enumerate(heads)]
    boxes: list[Row] = []
    top = _HEAD + 4.0
    for heading, cells in grid:
        begin = top if is_beside else top + _ABOVE
        height = _LINE * max(len(_lines(it, "narrow", columns)) for it in cells) + 10
        if is_beside:
            named.append({"at": -1.47, "middle": begin + height / 2, "named": heading})
        else:
            notes.append(traces.at_left(frame.ink(heading), begin - 9, yref="y", yanchor="middle", size=13))
        boxes += [
            {"at": at, "top": begin, "middle": begin + height / 2, "height": height, "cell": cell}
            for at, cell in enumerate(cells)
        ]
        top = begin + height + 2
        rules.append(traces.across(top - 1))
    hidden = {"visible": False, "automargin": False}
    reach = [-0.5 - is_beside, len(heads) - 0.5]
    axes = {"xaxis": hidden | {"range": reach}, "yaxis": hidden | {"range": [top, 0]}}
    shown = [_boxes(boxes), *(_texts([*boxes, *named], only, columns) for only in _SIZES)]
    return frame.figure(shown, inner=top, annotations=notes, shapes=rules, axes=axes, **caption)


def _under_head(at: int, hue: str) -> Trace:
    """The line below the name of a column, as one of `layout.shapes`."""
    reach = {"x0": at - 0.47, "x1": at + 0.47, "y0": _HEAD, "y1": _HEAD}
    return {"type": "line", **reach, "line": {"color": hue, "width": 2}}


def _boxes(boxes: Sequence[Row]) -> Trace:
    """The fills of cells, each with its hover; what has no rung stands on plain ground."""
    x, heights, tops = ([it[key] for it in boxes] for key in ("at", "height", "top"))
    look = {"color": [_fill(it["cell"]) for it in boxes], "line": {"width": 0}}
    return traces.bars(x, heights, look, [_hover(it["cell"]) for it in boxes], width=0.94, base=tops)


def _texts(places: Sequence[Row], only: str, columns: int) -> Trace:
    """The words of cells, and the names of columns and of rows beside them, for one kind of screen."""
    x, y = ([it[key] for it in places] for key in ("at", "middle"))
    lines = [
        _lines(it["cell"], only, columns) if "cell" in it else broken(it["named"], _room(only, columns), _SIZES[only])
        for it in places
    ]
    texts = ["<br>".join(map(frame.ink, it)) for it in lines]
    sides = ["middle center" if it["at"] >= 0 else "middle right" for it in places]
    return traces.texts(x, y, texts, sides, only=only, size=_SIZES[only])


def _room(only: str, columns: int) -> float:
    """How many pixels a line of words has in a column."""
    return _PLOTS[only] / columns - _BESIDE[only]


def _lines(cell: Cell, only: str, columns: int) -> list[str]:
    """The words of a cell in lines for one kind of screen: each position, its date where there is only one, its signs."""
    room, size = _room(only, columns), _SIZES[only]
    lines: list[str] = []
    for row in cell:
        words, date, signs = brief(row), _dated(row) if len(cell) == 1 else "", _signs(row)
        whole = f"{words}, {date}{signs}" if date else f"{words}{signs}"
        if width(whole, size) <= room:
            lines.append(whole)
        else:
            lines += [*broken(words, room, size), f"{date}{signs}".strip()]
    return [frame.plain(it) for it in lines if it] or [NOT_KNOWN]


def _signs(row: Row) -> str:
    """The signs of a position on which sources differ, and of one that is not confirmed of late."""
    is_old = not (row[Standing.confirmed] or row[Standing.over] or row[Standing.value] == "unclear")
    return f" {DIFFERS}" * bool(row[Standing.conflicts]) + f" {OLD}" * is_old


def _dated(row: Row) -> str:
    """The month since which a position holds, or to which it did; nothing where it only says that there is none."""
    if row[Standing.value] in {"unclear", "none"}:
        return ""
    if row[Standing.over]:
        return f"to {_day(row[Standing.until], 'month')}"
    precision = row[Standing.since_precision]
    return _day(row[Standing.since], "month" if precision == "day" else precision)


def _fill(cell: Cell) -> str:
    has_rung = cell and not pd.isna(cell[0][Standing.rung])
    return shade(cell[0][Standing.dimension], cell[0][Standing.rung]) if has_rung else frame.CLEAR


def _hover(cell: Cell) -> str:
    differs = f"{DIFFERS} sources differ: see the bars over time"
    hovers = [position_hover(it, lasting(it, Standing.since), differs if it[Standing.conflicts] else "") for it in cell]
    return "<br>".join(hovers) or "No source found."


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
