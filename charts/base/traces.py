"""Traces, notes and axes as plain dicts: the few kinds of which all figures are made.

A trace has an entry in the legend by its `name`; what is `called` something, or nothing, has none. What else Plotly
knows goes along by its own name.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any, Final

from charts.base import frame

Trace = dict[str, Any]
LABELS: Final = 9  # years that an axis has room to name on a phone
# Texts for one kind of screen have a weight that no other has: by it the style sheet of the pages hides or shows them.
SCREENS: Final = {"wide": 401, "narrow": 402}
_WEIGHTS: Final = SCREENS | {"from 600": 403}  # pixels: where a map is as large as on a wide screen


def bars(
    x: Iterable[object], y: Iterable[object], marker: Trace, hover: Iterable[str] | None = None, **more: object
) -> Trace:
    """Draw bars; `lying=True` turns them.

    Args:
        x: where they stand; of lying bars how long they are.
        y: how high they are; of lying bars where they lie.
        marker: fill, edge and pattern.
        hover: a text for each bar; without it nothing is shown on hover.
        more: what else the trace needs, by Plotly's names.
    """
    lying = {"orientation": "h"} if more.pop("lying", False) else {}
    return {"type": "bar", "x": list(x), "y": list(y), "marker": marker, **lying, **_shown(hover), **_named(more)}


def points(
    x: Iterable[object], y: Iterable[object], marker: Trace, hover: Iterable[str] | None = None, **more: object
) -> Trace:
    """Draw marks; arguments as of `bars`."""
    return {
        "type": "scatter", "mode": "markers", "x": list(x), "y": list(y), "marker": marker, **_shown(hover), **_named(more)
    }  # fmt: skip


def texts(x: Iterable[object], y: Iterable[object], text: Iterable[str], at: str | list[str], **more: object) -> Trace:
    """Write texts beside points.

    Args:
        x: where they stand.
        y: where they stand.
        text: a text for each point.
        at: on which side of the points, as Plotly names it: "top center".
        more: `size` and `color` of the type; `only` where they stand on one kind of screen alone, a key of `_WEIGHTS`; `rim`
            where lines cross them; what else the trace needs, by Plotly's names.
    """
    only = more.pop("only", "")
    size = {"size": more.pop("size", 12)} | ({"weight": _WEIGHTS[str(only)]} if only else {}) | _rim(more)
    if only == "narrow":  # no picture has them
        size |= {"color": frame.CLEAR} | ({"shadow": f"0 0 {frame.CLEAR}"} if "shadow" in size else {})
    return {
        "type": "scatter", "mode": "text", "x": list(x), "y": list(y), "text": list(text), "textposition": at,
        "textfont": size | ({"color": more.pop("color")} if "color" in more else {}), **_shown(None), **_named(more),
    }  # fmt: skip


def lines(x: Iterable[object], y: Iterable[object], colour: str, width: float, **more: object) -> Trace:
    """Draw lines; `dash` as Plotly names it."""
    dash = {"dash": more.pop("dash")} if "dash" in more else {}
    line = {"color": colour, "width": width, **dash}
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(x),
        "y": list(y),
        "line": line,
        **_shown(None),
        **_named(more),
    }


def inside(text: Iterable[str], size: float = 12) -> Trace:
    """Keys of bars with words in their middle."""
    middle = {"textposition": "inside", "insidetextanchor": "middle", "textangle": 0}
    return {"text": list(text), "textfont": {"size": size}, **middle}


def _shown(hover: Iterable[str] | None) -> Trace:
    return {"hoverinfo": "skip"} if hover is None else {"hoverinfo": "text", "hovertext": list(hover)}


def _named(more: Trace) -> Trace:
    if "called" in more:
        return {"name": more.pop("called"), "showlegend": False, **more}
    return more if "name" in more else {"showlegend": False, **more}


def apart(ends: Iterable[Sequence[Any]]) -> list[Any]:
    """The ends of single lines in one trace, with a gap after each."""
    return [it for both in ends for it in (*both, None)]


def mark(symbol: str | list[str], size: float | list[float], colour: str | list[str], edge: float = 1.6) -> Trace:
    """The look of marks in one colour, edge and fill."""
    return {"symbol": symbol, "size": size, "color": colour, "line": {"color": colour, "width": edge}}


def cross(size: float, width: float, colour: str = frame.SOFT) -> Trace:
    """The look of a thin cross: nothing known here, which an empty place would not say."""
    return {"symbol": "x-thin", "size": size, "color": colour, "line": {"color": colour, "width": width}}


def whisker(above: Iterable[float], below: Iterable[float], **more: object) -> Trace:
    """The look of whiskers that reach so far above and below their points."""
    common = {"type": "data", "symmetric": False, "color": frame.GREY, "thickness": 1.3, "width": 4}
    return {**common, "array": list(above), "arrayminus": list(below), **more}


def spread(figures: Iterable[Trace], *, lying: bool = False, **more: object) -> Trace:
    """Draw whiskers from the lowest to the highest report, where they differ: one of no length would strike its mark through.

    Args:
        figures: rows of `analysis.trade.preferred` as dicts, each with its place as `at`.
        lying: whether the bars lie.
        more: the look of the whiskers, by Plotly's names.
    """
    wide = [row for row in figures if row["low"] < row["high"]]
    places, values = [row["at"] for row in wide], [row["value"] for row in wide]
    ends = whisker([row["high"] - row["value"] for row in wide], [row["value"] - row["low"] for row in wide], **more)
    x, y, axis = (values, places, "error_x") if lying else (places, values, "error_y")
    return points(x, y, {"opacity": 0}, called="spread of reports", **{axis: ends})


def _rim(more: Trace) -> Trace:
    """The key of a type by which the style sheet gives letters a rim, so that no line strikes them through."""
    return {"shadow": "auto"} if more.pop("rim", False) else {}


def note(text: str, x: object, y: object, **more: object) -> Trace:
    """Write a text on a figure, as one of `layout.annotations`; `size`, `color` and `rim` as of `texts`, else by Plotly's names."""
    font = {"size": more.pop("size", 12)} | ({"color": more.pop("color")} if "color" in more else {}) | _rim(more)
    return {"text": text, "x": x, "y": y, "showarrow": False, "font": font, **more}


def at_left(text: str, y: object, x: object = 0, **more: object) -> Trace:
    """Write a text at the left edge of the plot."""
    return note(text, x, y, **{"xref": "paper", "xanchor": "left", **more})


def across(y: float, axis: str = "y", colour: str = frame.FAINT, width: float = 1, **line: object) -> Trace:
    """Draw a line over the whole width of a plot, as one of `layout.shapes`."""
    return {
        "type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": axis, "y0": y, "y1": y, "layer": "below",
        "line": {"color": colour, "width": width, **line},
    }  # fmt: skip


def years_axis(first: float, last: float, **more: object) -> Trace:
    """An axis of plan or usage years, with half a bar of room at both ends; where there are many, not all are labelled."""
    whole = range(math.ceil(first), math.floor(last) + 1)
    shown = list(whole[:: math.ceil(len(whole) / LABELS)])
    reach = [first - 0.6, last + 0.6]
    return rows_axis([str(year) for year in shown], tickvals=shown, range=reach, **more)


def rows_axis(labels: Sequence[str], **more: object) -> Trace:
    """An axis of rows from top to bottom, each with its label."""
    return {
        "type": "linear", "range": [len(labels) - 0.5, -0.5], "showgrid": False, "tickmode": "array",
        "tickvals": list(range(len(labels))), "ticktext": list(labels), **more,
    }  # fmt: skip
