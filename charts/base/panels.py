"""Panels below each other on one time axis, each with a scale of its own and its name above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from charts.base import frame
from charts.base.frame import Caption, Spec
from data.rows import Row

_NAMED: Final = 26  # pixels above the first panel, for its name


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: its name (none where a figure has a single one), its traces without an axis, and its scale."""

    name: str
    traces: Sequence[Row]
    scale: Row


def stacked(
    panels: Sequence[Panel], legend: Sequence[Row], caption: Caption, *, height: int, gap: int, xaxis: Row,
    shapes: Sequence[Row] | None = None,
) -> Spec:  # fmt: skip
    """Draw panels from top to bottom.

    Args:
        panels: at least one.
        legend: traces without a value, for the legend alone.
        caption: the words around the figure.
        height: of a panel, in pixels; title and foot come on top.
        gap: pixels between panels, where the name of the next stands.
        xaxis: the time axis of all.
        shapes: what is drawn behind them; by default the line of 15 August 2021.
    """
    whole = len(panels) * height + (len(panels) - 1) * gap
    drawn, axes, names = [], {}, []
    for at, it in enumerate(panels):
        number, top = numbered(at), 1 - at * (height + gap) / whole
        drawn += [{**trace, "yaxis": f"y{number}"} for trace in it.traces]
        axes[f"yaxis{number}"] = {**it.scale, "domain": [max(0, top - height / whole), top], "anchor": "x"}
        names += [frame.heading(it.name, 1, yref=f"y{number} domain")] if it.name else []
    return frame.figure(
        [*drawn, *legend],
        inner=whole,
        head=_NAMED if names else 0,
        annotations=names,
        xaxis={**xaxis, "anchor": f"y{numbered(len(panels) - 1)}"},
        axes=axes,
        barmode="overlay",
        shapes=[frame.kabul_line(label=False)] if shapes is None else list(shapes),
        **caption,
    )


def numbered(at: int) -> str:
    """Return how Plotly numbers the axes of a panel: the first has no number."""
    return "" if at == 0 else str(at + 1)
