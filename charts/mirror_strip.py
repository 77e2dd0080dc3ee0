"""Who reported and who was silent: a strip for each state and side, a cell for each year.

A cell is strong where the side tells a figure of all goods, faint where it tells of single goods alone, and an empty
frame where nothing is on record: silence is drawn, not left out.
"""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from analysis.compare import OWN
from charts import theme
from data import words
from data.places import name

_CELL: Final = 22  # pixels of a strip
_STEP: Final = 24  # from a state's own strip to that of the Afghan side
_NEXT: Final = 60  # from one state to the next
_STRONG, _FAINT = 0.72, 0.28
_RUN: Final = 2  # from so many silent years on, words stand in them
SILENT: Final = "no report on record"


def strip(strips: pd.DataFrame, years: Sequence[int], *, title: str, subtitle: str = "", foot: str = "") -> go.Figure:
    """Reports by state, side and year.

    Args:
        strips: rows of `analysis.mirror.strip` of any goods, with `totals`: how many of the reports are of all goods.
        years: the years of the axis.
        title: what the figure shows.
        subtitle: what counts as a report.
        foot: who says so.
    """
    if strips.empty or not years:
        return theme.empty("No state and no year is chosen.", title)
    keys = list(dict.fromkeys(zip(strips["country"], strips["side"], strict=True)))
    codes = list(dict.fromkeys(strips["country"]))
    tops = {(code, side): codes.index(code) * _NEXT + _STEP * (side != OWN) for code, side in keys}
    inner = len(codes) * _NEXT
    fig = theme.figure(
        [_cells(strips, tops)], title, subtitle, foot=foot, showlegend=False, barmode="overlay",
        annotations=[note for key in keys for note in _silences(_of(strips, *key), tops[key])],
        xaxis={"type": "linear", "range": [min(years) - 0.5, max(years) + 0.5], "tickmode": "array", "showgrid": False,
               "tickvals": list(years)[:: -(-len(years) // 11)]},
        yaxis={"type": "linear", "range": [inner, -4], "tickmode": "array", "showgrid": False,
               "tickvals": [top + _CELL / 2 for top in tops.values()],
               "ticktext": [name(code) if side == OWN else "Afghan side" for code, side in tops]},
    )  # fmt: skip
    margin = fig.layout.margin
    return fig.update_layout(height=margin.t + margin.b + inner)


def _of(strips: pd.DataFrame, code: str, side: str) -> pd.DataFrame:
    return strips[(strips["country"] == code) & (strips["side"] == side)].sort_values("year")


def _cells(strips: pd.DataFrame, tops: dict[tuple[str, str], int]) -> dict[str, Any]:
    rows = strips.to_dict("records")
    return {
        "type": "bar", "x": [it["year"] for it in rows], "base": [tops[it["country"], it["side"]] for it in rows],
        "y": [_CELL] * len(rows), "width": 0.94, "hoverinfo": "text", "hovertext": [_hover(it) for it in rows],
        "text": [theme.ink(f"{it['reports']:,}") if it["told"] else "" for it in rows], "textposition": "inside",
        "insidetextanchor": "middle", "textangle": 0, "textfont": {"size": 10.5},
        "marker": {"color": [_fill(it) for it in rows],
                   "line": {"width": 1, "color": [theme.CLEAR if it["told"] else theme.SOFT for it in rows]}},
    }  # fmt: skip


def _fill(it: dict[str, Any]) -> str:
    if not it["told"]:
        return theme.CLEAR
    hue = theme.colour(it["country"]) if it["side"] == OWN else theme.GREY
    return theme.faded(hue, _STRONG if it["totals"] else _FAINT)


def _hover(it: dict[str, Any]) -> str:
    side = name(it["country"]) if it["side"] == OWN else f"The Afghan side on {name(it['country'])}"
    if not it["told"]:
        return f"<b>{side}, {it['year']}</b><br>{SILENT}"
    of = f"{it['totals']} of all goods, {it['reports'] - it['totals']} of single goods"
    kinds = theme.wrapped(f"told by: {', '.join(words.say(kind) for kind in it['kinds'].split(';'))}", 56)
    return f"<b>{side}, {it['year']}</b><br>{it['reports']} figure{'s' * (it['reports'] != 1)}: {of}<br>{kinds}"


def _silences(part: pd.DataFrame, top: int) -> list[dict[str, Any]]:
    """Words in each run of silent years, as wide as the run allows."""
    runs = (part["told"] != part["told"].shift()).cumsum()
    return [
        {"text": SILENT if len(run) > _RUN + 1 else "silent", "xref": "x", "x": float(run["year"].mean()), "yref": "y",
         "y": top + _CELL / 2, "yanchor": "middle", "showarrow": False, "bgcolor": theme.CLEAR,
         "font": {"size": 10.5, "color": theme.GREY}}
        for _, run in part.groupby(runs)
        if not run["told"].iloc[0] and len(run) >= _RUN
    ]  # fmt: skip
