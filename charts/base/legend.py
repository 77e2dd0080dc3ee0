"""Entries of a legend: traces without a value, for what hues, fills, shapes and dashes stand for."""

from collections.abc import Iterable, Sequence
from typing import Any

from charts.base import frame, hover

Trace = dict[str, Any]
_NOWHERE = {"x": [None], "y": [None]}


def fills(entries: Iterable[tuple[str, Trace]]) -> list[Trace]:
    """An entry for each name and marker of bars."""
    return [{"type": "bar", **_NOWHERE, "name": name, "marker": marker} for name, marker in entries]


def symbols(entries: Iterable[tuple[str, Trace]]) -> list[Trace]:
    """An entry for each name and marker of points."""
    return [
        {"type": "scatter", "mode": "markers", **_NOWHERE, "name": name, "marker": marker} for name, marker in entries
    ]


def dashes(entries: Iterable[tuple[str, Trace]]) -> list[Trace]:
    """An entry for each name and line."""
    return [{"type": "scatter", "mode": "lines", **_NOWHERE, "name": name, "line": line} for name, line in entries]


def hues(codes: Sequence[str]) -> list[tuple[str, str]]:
    """Name and hue of each country; of a single one nothing needs to be explained."""
    return [(hover.together(code), frame.colour(code)) for code in codes] if len(codes) > 1 else []
