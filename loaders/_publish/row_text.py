"""Describe rows and cells as text, for the list of changes."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.schema.columns import Column, Table
from data.vocabulary import periods, places

_LONGEST = 200


def row(cells: Mapping[Any, Any], table: type[Table]) -> str:
    """Name a row by the columns of its table's identity, with the period as one phrase."""
    words = []
    for column in table.columns:
        if column not in table.identity or column not in cells:
            continue
        if column == "start" and "end" in table.identity:
            words.append(_period(cells))
        elif column != "end" or "start" not in table.identity:
            words.append(cell(cells[column], column))
    return ", ".join(it for it in words if it) or "a row without a name"


def values(cells: Mapping[Any, Any], table: type[Table]) -> str:
    """List the values of a row outside its identity, without notes and precisions."""
    words = [
        f"{it.spec.heading}: {text}"
        for it in table.columns
        if it in cells and it not in table.identity and not it.endswith(("precision", "note"))
        if (text := cell(cells[it], it))
    ]
    return _cut("; ".join(words)) or "no values"


def cell(value: object, column: Column) -> str | None:
    """Format a value with its unit; None for an empty one."""
    if value is None or value != value:  # noqa: PLR0124  NaN and NaT are not equal to themselves
        return None
    if column.spec.dtype in {"number", "count"}:
        return f"{number(float(str(value)))} {column.spec.unit}".strip()
    if column.spec.dtype == "flag":
        return "yes" if value else "no"
    if column.spec.dtype == "date":
        return pd.Timestamp(str(value)).date().isoformat()
    return _cut(places.name(str(value)) if column.spec.names_places else str(value))


def number(value: float) -> str:
    """Format all digits of a number, in groups of three."""
    return f"{value:,.0f}" if value % 1 == 0 else f"{value:,}"


def _period(cells: Mapping[Any, Any]) -> str:
    return periods.label(cells["start"], cells["end"], str(cells.get("precision", "day")))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
