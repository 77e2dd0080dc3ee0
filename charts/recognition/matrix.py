"""The latest positions as a grid: a cell is the position in words, since when, shaded by its rung.

A cell is narrow enough for five of them to stand beside each other on a phone: a heading lies above each row and not
before it, and words break into short lines.
"""

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, Final

import pandas as pd

from analysis.recognition.positions import RUNGS
from charts.base import frame
from charts.base.frame import Spec
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


def ink(text: str) -> str:
    """Text in the page's own colour, dark or light: that of a chart's small text is too faint upon a fill."""
    return f"<span style='color:currentColor'>{text}</span>"


def told(day: pd.Timestamp, precision: str) -> str:
    """A day as exactly as its source tells it."""
    return periods.label(day, day, precision)


def lasting(row: dict[str, Any], begin: str = "start") -> str:
    """From when to when a position is told, in words."""
    since = told(row[begin], row[f"{begin}_precision"])
    until = told(row["confirmed_until"], row["confirmed_precision"])
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
    standing: pd.DataFrame, countries: Sequence[str], dimensions: Sequence[str] = DIMENSIONS, *, title: str,
    subtitle: str = "", foot: str = "",
) -> Spec:  # fmt: skip
    """The latest position of each state on each dimension, states side by side.

    Args:
        standing: rows of `analysis.recognition.positions.standing`.
        countries: codes, left to right.
        dimensions: top to bottom.
        title: what the figure shows.
        subtitle: what must be known to read it.
        foot: who says so.
    """
    cells = _cells(standing)
    grid = [(say(it), [cells.get((code, it), []) for code in countries]) for it in dimensions]
    return _grid(grid, list(countries), [name(code) for code in countries], title=title, subtitle=subtitle, foot=foot)


def world(standing: pd.DataFrame, *, title: str, subtitle: str = "", foot: str = "") -> Spec:
    """Other states: whether they recognise the Afghan authorities, who runs Afghan missions, their embassy in Kabul."""
    cells = _cells(standing)
    rows = [
        (name(code), [[row for it in of for row in cells.get((code, it), [])] for of in WORLD_COLUMNS.values()])
        for code in WORLD
    ]
    grid = [row for row in rows if any(row[1])]
    return _grid(grid, ["CA5"] * len(WORLD_COLUMNS), list(WORLD_COLUMNS), title=title, subtitle=subtitle, foot=foot)


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
    told_ = [f"{say(row['value'])}: {lasting(row, 'since')}" for row in cell]
    return "; ".join(told_) or NOT_KNOWN


def _grid(
    grid: list[tuple[str, list[Cell]]], codes: list[str], heads: list[str], *, title: str, subtitle: str, foot: str
) -> Spec:  # fmt: skip
    """Rows of cells under their headings; y runs down in pixels."""
    if not any(cell for _, cells in grid for cell in cells):
        return frame.empty("No position of these states is on record for these years.", title)
    boxes: list[dict[str, Any]] = []
    notes = [_note(head, at, 4) for at, head in enumerate(heads)]
    top = 26.0
    for heading, cells in grid:
        notes.append(_row_heading(heading, top))
        lines = [_lines(cell, 13 if len(heads) > len(WORLD_COLUMNS) else 20) for cell in cells]
        height = _LINE * max(len(it) for it in lines) + 12
        for at, (cell, code) in enumerate(zip(cells, codes, strict=True)):
            place = {"x": [at], "base": [top + _HEAD], "y": [height], "width": 1 - 0.01 * len(heads)}
            boxes.append({"type": "bar", "hoverinfo": "text", "showlegend": False, **place, **_box(cell, code)})
            notes.append(_note("<br>".join(lines[at]), at, top + _HEAD + 5))
        top += _HEAD + height + 6
    hidden = {"visible": False, "automargin": False}
    return frame.figure(
        boxes, title, subtitle, foot=foot, inner=top, annotations=notes, barmode="overlay", xaxis={**hidden, "range": [-0.5, len(heads) - 0.5]},
        yaxis={**hidden, "range": [top, 0]},
    )  # fmt: skip


def _lines(cell: Cell, width: int) -> list[str]:
    """The words of a cell in short lines: each position, then its date where there is only one."""
    if not cell:
        return [NOT_KNOWN]
    lines: list[str] = []
    for row in cell:
        lines += textwrap.wrap(frame.plain(brief(row)), width)
        if len(cell) == 1 and row["value"] != "unclear":
            lines.append(_dated(row))
        lines[-1] += f" {DIFFERS}" if row["conflicts"] else ""
    return lines


def _dated(row: dict[str, Any]) -> str:
    """The month since which a position holds, or to which it did."""
    if row["over"]:
        return f"to {told(row['until'], 'month')}"
    return told(row["since"], "month" if row["since_precision"] == "day" else row["since_precision"])


def _box(cell: Cell, code: str) -> dict[str, Any]:
    """Fill, edge, stripes and hover of a cell."""
    if not cell:
        return {
            "marker": {"color": frame.CLEAR, "line": {"color": frame.FAINT, "width": 1}},
            "hovertext": "No source found.",
        }
    first = cell[0]
    offices = first["dimension"] in OFFICES
    sure = all(row["confirmed"] for row in cell)
    fill = shade(code, first["dimension"], float("nan") if offices else first["rung"], stripes=not sure)
    striped = {"color": frame.CLEAR, "pattern": {"shape": "/", "fgcolor": fill, "size": 10, "solidity": 0.16}}
    return {
        "marker": {**({"color": fill} if sure else striped), "line": {"color": frame.colour(code), "width": 0.8}},
        "hovertext": "<br>".join(_hover(row) for row in cell),
    }


def _hover(row: dict[str, Any]) -> str:
    lines = [
        f"<b>{frame.wrapped(frame.plain(say(row['value'])), 56)}</b>",
        f"{name(row['country'])} · {say(row['dimension'])}",
        lasting(row, "since"),
    ]
    if isinstance(row.get("who"), str):
        lines.append(f"reported by: {frame.plain(row['who'])}")
    if isinstance(row["note"], str):
        lines.append(frame.wrapped(frame.plain(row["note"]), 60))
    if row["conflicts"]:
        lines.append(f"{DIFFERS} another reading differs: see the bars over time")
    return "<br>".join(lines)


def _note(text: str, at: float, top: float) -> dict[str, Any]:
    return {
        "text": ink(text), "x": at, "y": top, "xref": "x", "yref": "y", "yanchor": "top", "showarrow": False,
        "font": {"size": 11.5}, "borderpad": 0,
    }  # fmt: skip


def _row_heading(text: str, top: float) -> dict[str, Any]:
    return {
        "text": text, "x": 0, "xref": "paper", "xanchor": "left", "y": top + _HEAD - 3, "yref": "y", "yanchor": "bottom",
        "showarrow": False, "font": {"size": 12.5, "color": frame.GREY},
    }  # fmt: skip
