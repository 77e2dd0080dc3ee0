"""The latest positions as a grid: a cell is the position in words, since when, shaded by its rung.

A cell is narrow enough for five of them to stand beside each other on a phone: a heading lies above each row and not
before it, and words break into short lines.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, Unpack

import pandas as pd

from analysis.recognition.positions import RUNGS
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.labels import broken
from data.rows import records
from data.vocabulary import periods
from data.vocabulary.codes import DIMENSIONS as ALL_DIMENSIONS
from data.vocabulary.codes import OFFICE_STATUS, OFFICES, say
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
_SIZE: Final = 11.5  # pixels of the words in a cell
_NARROW, _WIDE = 66, 104  # pixels of a line: five cells stand beside each other on a phone, or three
Cell = list[dict[str, Any]]  # rows of `analysis.recognition.positions.standing` that stand together


def short(value: str) -> str:
    """A position in two or three words."""
    return SHORT.get(value, say(value))


def brief(row: dict[str, Any]) -> str:
    """A reading in two or three words; of an office its place, and whether it is more than a plan."""
    if not isinstance(row["place"], str):
        return short(row["value"])
    status = row["place_status"]
    return row["place"] if status == "open" else f"{row['place']} ({OFFICE_STATUS[status]})"


def in_words(day: pd.Timestamp, precision: str) -> str:
    """A day as exactly as its source tells it."""
    return periods.label(day, day, precision)


def lasting(row: dict[str, Any], begin: str = "start") -> str:
    """From when to when a position is told, in words."""
    since = in_words(row[begin], row[f"{begin}_precision"])
    until = in_words(row["confirmed_until"], row["confirmed_precision"])
    if row["basis"] == "ended":
        return f"{since} to {until}"
    if since == until:
        return f"from {since}, no later reading found"
    return f"since {since}, last confirmed {until}"


def shade(code: str, dimension: str, rung: float, *, stripes: bool = False) -> str:
    """The fill of a position: the country's hue, stronger on a further rung; grey where the position is no rung.

    Stripes cover a third of their cell and are stronger in turn, yet faint enough for words upon them.
    """
    if pd.isna(rung) and dimension in RUNGS:
        return frame.SOFT if stripes else frame.FAINT
    strength = NO_LADDER if pd.isna(rung) else 0.13 + 0.45 * rung
    return frame.faded(frame.colour(code), round(min(strength + 0.12, 0.5) if stripes else strength, 3))


def matrix(
    standing: pd.DataFrame, countries: Sequence[str], dimensions: Sequence[str] = DIMENSIONS, **caption: Unpack[Caption]
) -> Spec:
    """Draw the latest position of each state on each dimension, states side by side.

    Args:
        standing: rows of `analysis.recognition.positions.standing`.
        countries: codes, left to right.
        dimensions: top to bottom.
        caption: the words around it.
    """
    cells = _cells(standing)
    grid = [(say(it), [cells.get((code, it), []) for code in countries]) for it in dimensions]
    return _grid(grid, list(countries), [name(code) for code in countries], caption)


def world(standing: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw other states: whether they recognise the Afghan authorities, who runs Afghan missions, their embassy in Kabul."""
    cells = _cells(standing)
    rows = [
        (name(code), [[row for it in of for row in cells.get((code, it), [])] for of in WORLD_COLUMNS.values()])
        for code in WORLD
    ]
    grid = [row for row in rows if any(row[1])]
    return _grid(grid, ["CA5"] * len(WORLD_COLUMNS), list(WORLD_COLUMNS), caption)


def matrix_table(standing: pd.DataFrame, countries: Sequence[str], dimensions: Iterable[str] = DIMENSIONS) -> pd.DataFrame:  # fmt: skip
    """The same in words: a row for each dimension, a column for each state."""
    cells, dimensions = _cells(standing), tuple(dimensions)
    return pd.DataFrame({
        "Dimension": [say(it) for it in dimensions],
        **{name(code): [_cell_in_words(cells.get((code, it), [])) for it in dimensions] for code in countries},
    })  # fmt: skip


def _cells(standing: pd.DataFrame) -> dict[tuple[str, str], Cell]:
    """The positions by country and dimension, in the order of their rows."""
    cells: dict[tuple[str, str], Cell] = {}
    for row in records(standing):
        cells.setdefault((row["country"], row["dimension"]), []).append(row)
    return cells


def _cell_in_words(cell: Cell) -> str:
    """All positions of a cell, each with its dates."""
    said = [f"{say(row['value'])}: {lasting(row, 'since')}" for row in cell]
    return "; ".join(said) or NOT_KNOWN


def _grid(grid: list[tuple[str, list[Cell]]], codes: list[str], heads: list[str], caption: Caption) -> Spec:
    """Rows of cells under their headings; y runs down in pixels."""
    if not any(cell for _, cells in grid for cell in cells):
        return frame.empty("No position of these states is on record for these years.", caption["title"])
    boxes: list[dict[str, Any]] = []
    notes = [_note(head, at, 4) for at, head in enumerate(heads)]
    room = _NARROW if len(heads) > len(WORLD_COLUMNS) else _WIDE
    top = 26.0
    for heading, cells in grid:
        at_foot = {"yanchor": "bottom", "size": 12.5, "color": frame.GREY}
        notes.append(traces.at_left(heading, top + _HEAD - 3, yref="y", **at_foot))
        lines = [_lines(cell, room) for cell in cells]
        height = _LINE * max(len(it) for it in lines) + 12
        for at, (cell, code) in enumerate(zip(cells, codes, strict=True)):
            marker, said = _box(cell, code)
            base, width = [top + _HEAD], 1 - 0.01 * len(heads)
            boxes.append(traces.bars([at], [height], marker, [said], base=base, width=width))
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
        if len(cell) == 1 and row["value"] != "unclear":
            lines.append(_dated(row))
        lines[-1] += f" {DIFFERS}" if row["conflicts"] else ""
    return lines


def _dated(row: dict[str, Any]) -> str:
    """The month since which a position holds, or to which it did."""
    if row["over"]:
        return f"to {in_words(row['until'], 'month')}"
    return in_words(row["since"], "month" if row["since_precision"] == "day" else row["since_precision"])


def _box(cell: Cell, code: str) -> tuple[dict[str, Any], str]:
    """Fill, edge and stripes of a cell, and its hover."""
    if not cell:
        return {"color": frame.CLEAR, "line": {"color": frame.FAINT, "width": 1}}, "No source found."
    first = cell[0]
    offices = first["dimension"] in OFFICES
    sure = all(row["confirmed"] for row in cell)
    fill = shade(code, first["dimension"], float("nan") if offices else first["rung"], stripes=not sure)
    striped = {"color": frame.CLEAR, "pattern": {"shape": "/", "fgcolor": fill, "size": 10, "solidity": 0.16}}
    edge = {"line": {"color": frame.colour(code), "width": 0.8}}
    differs = f"{DIFFERS} another reading differs: see the bars over time"
    said = [position_hover(it, lasting(it, "since"), differs if it["conflicts"] else "") for it in cell]
    return ({"color": fill} if sure else striped) | edge, "<br>".join(said)


def position_hover(row: dict[str, Any], dates: str, *more: str) -> str:
    """A position, its dates, who says so, and what else must be known."""
    return hover.lines(
        hover.bold(say(row["value"])),
        f"{name(row['country'])} · {say(row['dimension'])}",
        dates,
        f"reported by: {row['who']}" if isinstance(row.get("who"), str) else "",
        row["note"] if isinstance(row["note"], str) else "",
        *more,
    )


def _note(text: str, at: float, top: float) -> dict[str, Any]:
    return traces.note(frame.ink(text), at, top, xref="x", yref="y", yanchor="top", size=_SIZE, borderpad=0)
