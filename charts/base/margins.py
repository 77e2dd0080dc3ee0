"""Room for tick labels: how wide they are, and margins as wide as that."""

import html
import math
import re
from typing import Any, Final

_TICK: Final = 11.25  # pixels: the type of tick labels, as Streamlit sets it
_GAP: Final = 10  # between a label and its axis, and before it
# How wide characters of our type are, in parts of its size; all others are about half as wide as high.
_WIDE: Final = (
    dict.fromkeys("ijl.,:;'|!", 0.25) | dict.fromkeys(" ()[]frtI/-·", 0.34) | dict.fromkeys("mwMW%@", 0.83)
    | dict.fromkeys("ABCDGHKNOPQRUVXYZ&+<>=", 0.63)
)  # fmt: skip


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
            room[side] = max(room[side], _GAP + max(map(width, axis["ticktext"]), default=0))
        elif key.startswith("yaxis") or axis.get("type") != "date" or axis.get("side") == "top":
            continue
        axes[key] = {**axis, "automargin": False}
    return {**layout, **axes, "margin": room}


def width(label: str) -> int:
    """How many pixels a tick label takes at most, in our type; of several lines the longest."""
    lines = re.sub(r"<(?!br>)[^>]*>", "", label).split("<br>")
    return math.ceil(_TICK * max(sum(_WIDE.get(it, 0.5) for it in html.unescape(line)) for line in lines))
