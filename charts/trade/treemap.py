"""The goods of one year as a treemap: areas are dollars; states hold chapters, chapters hold products."""

from typing import Final, Unpack

import pandas as pd

from charts.base import frame, hover
from charts.base.frame import Caption, Spec
from data.rows import Row, records
from data.vocabulary import formats
from data.vocabulary.codes import start_upper

_HEIGHT: Final = 560
_SHADES: Final = (0.5, 0.4, 0.3)  # of neighbouring chapters, so that one is told from the next
_INK: Final = "#16242C"  # on every tint, in light and dark
_LONG: Final = 70  # characters of a name on a tile


def treemap(products: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw tiles as large as their dollars; a touch opens one.

    Args:
        products: rows of `analysis.trade.products.products`.
        caption: the words around it.
    """
    if products.empty:
        return frame.empty("No products are on record for these countries and this year.", caption["title"])
    whole = float(products.loc[products["level"] == "state", "value"].sum())
    tiles = [_tile(it, whole) for it in records(products)]
    single = len(set(products["country"])) == 1
    trace = {
        "type": "treemap", "branchvalues": "total", "ids": [it["id"] for it in tiles],
        "labels": [it["label"] for it in tiles], "parents": [it["parent"] for it in tiles],
        "values": [it["value"] for it in tiles], "text": [it["text"] for it in tiles],
        "hovertext": [it["hover"] for it in tiles], "hoverinfo": "text", "texttemplate": "%{label}<br>%{text}",
        "marker": {"colors": [it["colour"] for it in tiles], "line": {"width": 0.6, "color": "rgba(255,255,255,0.7)"}},
        "tiling": {"pad": 1}, "pathbar": {"visible": True, "thickness": 22}, "sort": True,
        "maxdepth": 2 if single else 3, "textfont": {"size": 13, "color": _INK}, "root": {"color": frame.FAINT},
    }  # fmt: skip
    hidden = {"visible": False}
    return frame.figure(
        [trace],
        height=_HEIGHT,
        margin={"l": 2, "r": 2, "b": 52},
        showlegend=False,
        uniformtext={"minsize": 10, "mode": "hide"},
        axes={"xaxis": hidden, "yaxis": hidden},
        **caption,
    )


def _tile(it: Row, whole: float) -> Row:
    """One tile: what it holds, in which, and how it is told."""
    name = hover.who(it["country"]) if it["level"] == "state" else start_upper(str(it["name"]))
    code = f"{it['hs']} " if it["hs"] else ""
    value = formats.usd(it["value"])
    derived = _SMALL if it["id"].endswith("small") else _DERIVED[it["level"]]
    short = name if len(name) <= _LONG else f"{name[: _LONG - 1]}…"
    return {
        "id": it["id"],
        "parent": it["parent"],
        "value": float(it["value"]),
        "text": value,
        "colour": _colour(it),
        "label": frame.wrapped(frame.plain(f"{code}{short}"), 26),
        "hover": hover.lines(
            f"<b>{value}</b> · {hover.who(it['country'])}, {it['year']}",
            f"{f'HS {code}' if code else ''}{name}" if it["level"] != "state" else "",
            f"{formats.significant(100 * it['value'] / whole, 2)} % of what is shown",
            formats.tonnes(it["quantity_t"]) if it["quantity_t"] > 0 else "",
            derived if it["derived"] else "",
        ),
    }


_SMALL: Final = "sum of the smallest products of the chapter, ours"
_DERIVED: Final = {
    "state": "sum of its chapters, ours",
    "chapter": "sum of its products, ours",
    "product": "what is left of the chapter, by our subtraction",
}


def _colour(it: Row) -> str:
    hue = frame.colour(it["country"])
    if it["level"] == "state":
        return _tint(hue, 0.2)
    chapter = str(it["chapter"])
    return _tint(hue, _SHADES[(int(chapter) if chapter.isdecimal() else 0) % len(_SHADES)])


def _tint(hue: str, share: float) -> str:
    """A hue mixed with white, opaque: the ink on it is as plain in the dark theme."""
    parts = (int(hue[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - it) * share):02x}" for it in parts)
