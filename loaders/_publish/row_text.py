"""Rows in words, for the record of changes: which row it is, and what it says."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.schema.columns import Column, Table
from data.vocabulary import periods, places

_LONGEST = 200
_COUNTRIES = tuple(places.PLACES)


def row(cells: Mapping[Any, Any], table: type[Table]) -> str:
    """Which row it is: the words of its identity, the period as a reader writes it."""
    words = []
    for it in table.columns:
        if it not in table.identity or it not in cells:
            continue
        if it == "start" and "end" in table.identity:
            words.append(_period(cells))
        elif it != "end" or "start" not in table.identity:
            words.append(cell(cells[it], it))
    return ", ".join(it for it in words if it) or "a row without words"


def values(cells: Mapping[Any, Any], table: type[Table]) -> str:
    """What a row says besides who it is; notes and how exactly a period is told are left out."""
    words = [
        f"{it.spec.heading}: {text}"
        for it in table.columns
        if it in cells and it not in table.identity and not it.endswith(("precision", "note"))
        if (text := cell(cells[it], it))
    ]
    return _cut("; ".join(words)) or "no values"


def cell(value: object, column: Column) -> str | None:
    """A value in words, with its unit; None for an empty one."""
    if value is None or value != value:  # noqa: PLR0124  what is not a number or not a time is not itself
        return None
    if column.spec.dtype in {"number", "count"}:
        return f"{number(float(str(value)))} {column.spec.unit}".strip()
    if column.spec.dtype == "flag":
        return "yes" if value else "no"
    if column.spec.dtype == "date":
        return pd.Timestamp(str(value)).date().isoformat()
    return _cut(places.name(str(value)) if column.spec.values == _COUNTRIES else str(value))


def number(value: float) -> str:
    """All digits of a number, in groups of three."""
    return f"{value:,.0f}" if value % 1 == 0 else f"{value:,}"


def _period(cells: Mapping[Any, Any]) -> str:
    return periods.label(cells["start"], cells["end"], str(cells.get("precision", "day")))


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
