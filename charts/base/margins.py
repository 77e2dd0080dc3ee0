"""Room for tick labels: how wide they are, and margins as wide as that."""

import math
from typing import Any, Final

from charts.base.labels import width

TICK: Final = 12  # pixels: the type of tick labels
_GAP: Final = 10  # between a label and its axis, and before it


def with_room(layout: dict[str, Any]) -> dict[str, Any]:
    """The layout with margins as wide as the tick labels that we name.

    Plotly can find them itself, but draws every axis twice for that, half the time that a figure takes, and leaves some
    30 pixels empty beside the labels. It still does so where the labels are its own.
    """
    room, axes = dict(layout["margin"]), {}
    for key in [it for it in layout if it.startswith(("xaxis", "yaxis"))]:
        axis = layout[key]
        if key.startswith("yaxis") and "ticktext" in axis:
            side = axis.get("side", "left")[0]
            widest = max((width(it, TICK) for it in axis["ticktext"]), default=0)
            room[side] = max(room[side], _GAP + math.ceil(widest))
        elif key.startswith("yaxis") or axis.get("type") != "date" or axis.get("side") == "top":
            continue
        axes[key] = {**axis, "automargin": False}
    return {**layout, **axes, "margin": room}
