"""The goods of one year as a treemap: areas are dollars; states hold chapters, chapters hold products."""

from typing import Final, Unpack

import pandas as pd

from analysis.trade.products import Product
from charts.base import frame, hover
from charts.base.frame import Caption, Spec
from data.rows import Row, records
from data.vocabulary import codes, formats

_HEIGHT: Final = 560
_SHADES: Final = (0.5, 0.4, 0.3)  # of neighbouring chapters, so that each stands out from the next
_INK: Final = "#16242C"  # on every tint, in light and dark
_LONG: Final = 70  # characters of a name on a tile
_LINE: Final = 26  # characters of a line on a tile
_DERIVED: Final = {
    "state": "sum of its chapters, ours",
    "chapter": "sum of its products, ours",
    "smaller": "sum of the smallest products of the chapter, ours",
    "rest": "what is left of the chapter, by our subtraction",
}


def treemap(products: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw tiles as large as their dollars; a touch opens one.

    Args:
        products: rows of `Product`.
        caption: the words around it.
    """
    if products.empty:
        return frame.empty("There are no products of these countries and this year.", caption["title"])
    nodes, one_state = records(products), len(set(products[Product.country])) == 1
    trace = {
        "type": "treemap", "branchvalues": "total", "ids": products[Product.id].tolist(),
        "labels": [_label(node) for node in nodes], "parents": products[Product.parent].tolist(),
        "values": products[Product.value].tolist(), "text": [formats.usd(node[Product.value]) for node in nodes],
        "hovertext": [_hover(node) for node in nodes], "hoverinfo": "text", "texttemplate": "%{label}<br>%{text}",
        "marker": {"colors": [_colour(node) for node in nodes], "line": {"width": 0.6, "color": "rgba(255,255,255,0.7)"}},
        "tiling": {"pad": 1}, "pathbar": {"visible": True, "thickness": 22}, "sort": True,
        "maxdepth": 2 if one_state else 3, "textfont": {"size": 13, "color": _INK}, "root": {"color": frame.FAINT},
    }  # fmt: skip
    hidden = {"visible": False}
    return frame.figure(
        [trace],
        height=_HEIGHT,
        margin={"l": 2, "r": 2, "b": 52},
        showlegend=False,
        uniformtext={"minsize": 12, "mode": "hide"},
        axes={"xaxis": hidden, "yaxis": hidden},
        **caption,
    )


def _name(node: Row) -> str:
    """Name a node without its number, which stands before it."""
    if node[Product.level] == "state":
        return hover.who(node[Product.country])
    if node[Product.level] == "smaller":
        return f"{len(node[Product.behind]):,} smaller products"
    name = node[Product.commodity_name]
    if not isinstance(name, str):
        name = codes.say(node[Product.commodity]) if node[Product.level] == "product" else "chapter not known"
    return codes.start_upper(f"other {name}" if node[Product.level] == "rest" else name)


def _number(node: Row) -> str:
    """Give the number of a chapter or product, with a space after it; empty for what has none."""
    return f"{node[Product.hs]} " if isinstance(node[Product.hs], str) else ""


def _label(node: Row) -> str:
    name = _name(node)
    short = name if len(name) <= _LONG else f"{name[: _LONG - 1]}…"
    return frame.wrapped(frame.plain(f"{_number(node)}{short}"), _LINE)


def _hover(node: Row) -> str:
    number, tonnes = _number(node), node[Product.quantity_t]
    return hover.lines(
        f"<b>{formats.usd(node[Product.value])}</b> · {hover.who(node[Product.country])}, {node[Product.year]}",
        f"{f'HS {number}' if number else ''}{_name(node)}" if node[Product.level] != "state" else "",
        f"{formats.significant(node[Product.share], 2)} % of what is shown",
        formats.tonnes(tonnes) if tonnes > 0 else "",
        _DERIVED[node[Product.level]] if node[Product.derived] else "",
    )


def _colour(node: Row) -> str:
    hue, chapter = frame.colour(node[Product.country]), node[Product.chapter]
    if node[Product.level] == "state":
        return _tint(hue, 0.2)
    return _tint(hue, _SHADES[(int(chapter) if chapter.isdecimal() else 0) % len(_SHADES)])


def _tint(hue: str, share: float) -> str:
    """A hue mixed with white, opaque: the ink on it is as plain in the dark theme."""
    parts = (int(hue[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - it) * share):02x}" for it in parts)
