"""Panels below each other on one time axis, each with a scale of its own and its name above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from charts.base import frame
from charts.base.frame import Spec

_NAMED: Final = 26  # pixels above the first panel, for its name


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: its name (none where a figure has a single one), its traces without an axis, and its scale."""

    name: str
    traces: Sequence[dict[str, Any]]
    scale: dict[str, Any]


def stacked(
    panels: Sequence[Panel], legend: Sequence[dict[str, Any]], title: str, subtitle: str, *, foot: str, height: int,
    gap: int, xaxis: dict[str, Any],
) -> Spec:  # fmt: skip
    """A figure of panels, from top to bottom.

    Args:
        panels: at least one.
        legend: traces without a value, for the legend alone.
        title: what the figure shows.
        subtitle: unit, price basis and period.
        foot: who says so.
        height: of a panel, in pixels; title and foot come on top.
        gap: pixels between panels, where the name of the next stands.
        xaxis: the time axis of all.
    """
    whole = len(panels) * height + (len(panels) - 1) * gap
    traces, axes, names = [], {}, []
    for at, it in enumerate(panels):
        number, top = "" if at == 0 else str(at + 1), 1 - at * (height + gap) / whole
        traces += [{**trace, "yaxis": f"y{number}"} for trace in it.traces]
        axes[f"yaxis{number}"] = {**it.scale, "domain": [max(0, top - height / whole), top], "anchor": "x"}
        names += [_name(it.name, top)] if it.name else []
    bottom = "y" if len(panels) == 1 else f"y{len(panels)}"
    return frame.figure(
        [*traces, *legend], title, subtitle, foot=foot, inner=whole, head=_NAMED if names else 0, annotations=names,
        shapes=[frame.kabul_line(label=False)], xaxis={**xaxis, "anchor": bottom}, **axes,
    )  # fmt: skip


def _name(said: str, top: float) -> dict[str, Any]:
    return {
        "text": f"<b>{said}</b>", "xref": "paper", "yref": "paper", "x": 0, "y": top, "xanchor": "left",
        "yanchor": "bottom", "showarrow": False, "font": {"size": 12},
    }  # fmt: skip
