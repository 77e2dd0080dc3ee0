"""Colours, dashes and symbols of the countries, and the frame of every figure; readable in light and dark.

A country has one hue on every page and a dash and a symbol that say the same. Grey tones are half transparent, so
that one figure serves both themes; text takes its colour from the page.
"""

import functools
import html
import math
import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Final, NotRequired, TypedDict

from charts.base import margins
from data.vocabulary import formats

Spec = dict[str, Any]  # a figure as Plotly reads it: `data` and `layout`, plain dicts of plain dicts


class Caption(TypedDict):
    """The words around a figure, which a page gives and a chart hands on to `figure`.

    Attributes:
        title: what the figure shows, as a newspaper would print it.
        subtitle: unit, price basis and period, and what must be known to read it.
        foot: the sources in a few names, for a picture that leaves the page.
    """

    title: str
    subtitle: NotRequired[str]
    foot: NotRequired[str]


# At least 3:1 on white and on the dark background, and apart from each other for colour-blind readers.
COLOUR: Final = {
    "KAZ": "#0072B2",
    "UZB": "#D55E00",
    "TKM": "#009E73",
    "KGZ": "#CC79A7",
    "TJK": "#8C6D31",
    "AFG": "#7F7F7F",
    "CA5": "#7F7F7F",
}
DASH: Final = {
    "KAZ": "solid",
    "UZB": "dash",
    "TKM": "dot",
    "KGZ": "dashdot",
    "TJK": "longdash",
    "AFG": "solid",
    "CA5": "solid",
}
SYMBOL: Final = {
    "KAZ": "circle",
    "UZB": "square",
    "TKM": "diamond",
    "KGZ": "triangle-up",
    "TJK": "star",
    "AFG": "x",
    "CA5": "hexagon",
}
GREY: Final = "#7F7F7F"
NEUTRAL: Final = "#2A8CA0"  # the hue of amounts where no country's own may stand, by opacity
FAINT: Final = "rgba(127,127,127,0.16)"
SOFT: Final = "rgba(127,127,127,0.45)"
CLEAR: Final = "rgba(0,0,0,0)"

KABUL: Final = "2021-08-15"  # the day from which this record counts; a thin line on every time axis
HEIGHT: Final = 400
_ABOVE: Final = 10  # pixels above the plot that a page leaves of the head of a figure
NAME: Final = "Amu Ledger"
FOOT: Final = 160  # characters of the line of sources at the foot of a figure
# How a picture is taken: from the bar over each figure, twice as sharp as the screen.
CONFIG: Final[dict[str, Any]] = {
    "displaylogo": False,
    "modeBarButtonsToRemove": ["select2d", "lasso2d", "autoScale2d", "zoomIn2d", "zoomOut2d"],
    "toImageButtonOptions": {"format": "png", "scale": 2, "width": 1180},
}


def colour(code: str) -> str:
    """The hue of a country; grey for what has none of its own."""
    return COLOUR.get(code, GREY)


def ink_on(code: str) -> str:
    """The text colour on a country's full hue: of black and white the one that is at least 4.5:1; Plotly would take white."""
    return "#FFFFFF" if code in {"KAZ", "TJK"} else "#000000"


def faded(hex_colour: str, opacity: float) -> str:
    """A hue with an opacity, for what is preliminary or no longer confirmed."""
    red, green, blue = (int(hex_colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def figure(
    traces: Sequence[dict[str, Any]],
    title: str,
    subtitle: str = "",
    *,
    foot: str = "",
    height: float = HEIGHT,
    inner: float | None = None,
    head: float = 0,
    axes: Mapping[str, dict[str, Any]] | None = None,
    **layout: Any,  # noqa: ANN401  the keys of go.Layout
) -> Spec:
    """Build a figure in our frame: a title that says what it shows, unit and period below it, sources at the foot.

    These words are those of a picture that leaves the page. The page itself has a heading and a credit line: it cuts off
    the `meta.over` pixels in which title and subtitle stand, and hides the foot, the first of the annotations.

    Args:
        traces: plain dicts, one for each trace; `type` names its kind.
        title: as of `Caption`.
        subtitle: as of `Caption`.
        foot: as of `Caption`.
        height: of the whole figure in pixels, title and foot included.
        inner: height of the plot in pixels, where the plot and not the figure has a fixed height.
        head: pixels between the title and the plot, for what stands there.
        axes: the axes by Plotly's names, where `layout` does not name them; they are merged with ours.
        layout: what else the layout needs; margins, legend and axes are merged with ours.

    Returns:
        A spec with margins as wide as its tick labels. Specs are shared by all readers: nobody may change one.
    """
    text, small = wrapped(plain(title), 104), wrapped(plain(subtitle), 140)
    drop = 9 * text.count("<br>")  # Plotly lets a title of several lines rise above its frame
    top = 30 + 21 * _lines(text) + 17 * _lines(small) + drop + head
    under = 46  # from the plot to the legend: tick labels and foot
    margin = {"l": 8, "r": 12, "t": top, "b": under + 4, **layout.pop("margin", {})}
    if inner is None:
        inner, high = height - top - under, height
    else:
        high = inner + margin["t"] + margin["b"]
    named = {key: layout.pop(key) for key in list(layout) if key.startswith(("xaxis", "yaxis"))} | dict(axes or {})
    frame: dict[str, Any] = {
        "title": {
            "text": text, "subtitle": {"text": small, "font": {"size": 13, "weight": 400, "color": GREY}},
            "x": 0, "xanchor": "left", "xref": "container", "y": 1, "yref": "container", "yanchor": "top",
            "pad": {"l": 2, "t": 10 + drop}, "font": {"size": 17, "weight": 600},
        },
        "height": high, "margin": margin,
        "plot_bgcolor": CLEAR, "dragmode": False, "hovermode": "closest",
        "hoverlabel": {"align": "left", "namelength": -1}, "font": {"size": 13},
        "legend": {**_legend(under, inner), **layout.pop("legend", {})},
        "meta": {"under": under, "over": top - head - _ABOVE, "head": head, "title": title, "subtitle": subtitle},
        "annotations": [_foot(foot), *layout.pop("annotations", [])], "xaxis": {**_AXIS}, "yaxis": {**_AXIS},
    }  # fmt: skip
    drawn = {key: {**_AXIS, **axis} for key, axis in named.items()}
    return {"data": list(traces), "layout": margins.with_room({**frame, **drawn, **layout})}


def _legend(under: float, inner: float) -> dict[str, Any]:
    """A legend below the plot and the foot: there it pushes the margin and never runs into the title."""
    return {
        "orientation": "h", "x": 0, "xanchor": "left", "y": below(under, inner), "yanchor": "top",
        "title": {"text": ""}, "font": {"size": 12}, "traceorder": "normal",
    }  # fmt: skip


def below(under: float, inner: float) -> float:
    """Where a legend begins, as a part of the height of the plot.

    Args:
        under: pixels from the plot's lower edge to the legend.
        inner: height of the plot in pixels.
    """
    return -under / max(inner, 1)


_AXIS: Final[dict[str, Any]] = {
    "gridcolor": FAINT, "zeroline": False, "showline": False, "ticks": "", "automargin": True, "fixedrange": True,
    "title": {"text": ""}, "tickfont": {"size": margins.TICK},
}  # fmt: skip


def plain(text: str) -> str:
    """Escape untrusted text for Plotly, which reads a little HTML in its labels."""
    return html.escape(text, quote=False)


@functools.lru_cache(maxsize=16_384)  # the texts of all events, and with them those of a few thousand titles
def wrapped(text: str, width: int) -> str:
    """Break a text into lines of a number of characters."""
    return "<br>".join(textwrap.wrap(text, width, break_on_hyphens=False))


def ink(text: str) -> str:
    """The text in the page's own text colour, for what stands on a fill: Streamlit's grey would be too faint there."""
    return f'<span style="color:currentColor">{text}</span>'


def _lines(wrapped: str) -> int:
    return wrapped.count("<br>") + 1 if wrapped else 0


def _foot(text: str) -> dict[str, Any]:
    return {
        "text": wrapped(plain(text), FOOT), "xref": "paper", "yref": "paper", "x": 0, "y": 0, "xanchor": "left",
        "yanchor": "top", "yshift": -26, "showarrow": False, "align": "left", "font": {"size": 12, "color": GREY},
    }  # fmt: skip


def time_axis(first: object, last: object) -> dict[str, Any]:
    """A time axis from the first to the last day."""
    return {"type": "date", "range": [str(first), str(last)], "showgrid": True, "hoverformat": "%-d %b %Y"}


def value_axis(high: float, measure: str, *, log: bool = False, every: int = 1) -> dict[str, Any]:
    """A value axis from zero to a little above `high`, its few ticks written as readers write them: $500 m, $1 bn.

    Args:
        high: the highest value.
        measure: what it is, as `formats.amount` knows it.
        log: whether the axis is logarithmic.
        every: label every nth tick alone, where there is little room.
    """
    if not high > 0:
        return {"rangemode": "tozero"}
    if log:
        decades = range(math.floor(math.log10(high)) - 3, math.ceil(math.log10(high)) + 1)
        ticks, top = [10.0**it for it in decades], {"type": "log"}
    else:
        rough = high / 4
        unit = 10 ** math.floor(math.log10(rough))
        step = unit * next(it for it in (1, 2, 2.5, 5, 10) if it * unit >= rough)
        ticks, top = [step * it for it in range(math.floor(high / step) + 1)], {"range": [0, high * 1.12]}
    shown = ticks[::every]
    return {**top, "tickmode": "array", "tickvals": shown, "ticktext": [formats.amount(it, measure) for it in shown]}


def kabul_line(*, label: bool = True) -> dict[str, Any]:
    """The thin line of 15 August 2021, as one of `layout.shapes`."""
    line: dict[str, Any] = {
        "type": "line", "xref": "x", "yref": "paper", "x0": KABUL, "x1": KABUL, "y0": 0, "y1": 1, "layer": "below",
        "line": {"color": SOFT, "width": 1.2},
    }  # fmt: skip
    if label:
        line["label"] = {
            "text": "15 Aug 2021", "textposition": "end", "textangle": 0, "xanchor": "right", "yanchor": "top",
            "font": {"size": 12, "color": GREY},
        }  # fmt: skip
    return line


def empty(why: str, title: str = "") -> Spec:
    """A figure with nothing to show, and the sentence that says why."""
    hidden = {"visible": False, "fixedrange": True}
    said = {
        "text": wrapped(why, 54), "xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "showarrow": False,
        "font": {"size": 14, "color": GREY},
    }  # fmt: skip
    return figure([], title, height=220, annotations=[said], xaxis=hidden, yaxis=hidden)


def heading(text: str, y: float, **more: Any) -> dict[str, Any]:  # noqa: ANN401  as Plotly names it
    """The name of a panel above its upper edge, as one of `layout.annotations`."""
    return {
        "text": f"<b>{text}</b>", "xref": "paper", "yref": "paper", "x": 0, "y": y, "xanchor": "left", "yanchor": "bottom",
        "showarrow": False, "font": {"size": 12}, **more,
    }  # fmt: skip


def unconfirmed(hue: str) -> dict[str, Any]:
    """The fill of a position that no later source confirms: faint stripes."""
    stripes = {"shape": "/", "fgcolor": faded(hue, 0.45), "size": 7, "solidity": 0.14}
    return {"color": CLEAR, "line": {"color": faded(hue, 0.35), "width": 1}, "pattern": stripes}


def hatched(code: str) -> dict[str, Any]:
    """The fill of a part-year: the country's hue in stripes."""
    return {"color": CLEAR, "line": {"color": colour(code), "width": 1},
            "pattern": {"shape": "/", "fgcolor": colour(code), "size": 6, "solidity": 0.35, "fillmode": "overlay"}}  # fmt: skip
