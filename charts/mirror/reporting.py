"""Who reported and who was silent: a strip for each state and side, a cell for each year.

A cell is strong where the side tells a figure of all goods, faint where it tells of single goods alone, and an empty
frame where nothing is on record: silence is drawn, not left out.
"""

from collections.abc import Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.trade.mirrored import OWN
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from data.rows import Row, grouped, in_order, records
from data.vocabulary.codes import say
from data.vocabulary.places import name

_CELL: Final = 22  # pixels of a strip
_STEP: Final = 24  # from a state's own strip to that of the Afghan side
_NEXT: Final = 60  # from one state to the next
_STRONG, _FAINT = 0.72, 0.28
_RUN: Final = 2  # in so many silent years there is room for one short word
SILENT: Final = "no report on record"


def strip(strips: pd.DataFrame, years: Sequence[int], **caption: Unpack[Caption]) -> Spec:
    """Draw reports by state, side and year.

    Args:
        strips: rows of `analysis.mirror.pairs.strip` of any goods, with `totals`: how many of the reports are of all goods.
        years: the years of the axis.
        caption: the words around it.
    """
    if strips.empty or not years:
        return frame.empty("No state and no year is chosen.", caption["title"])
    parts = grouped(records(strips), ["country", "side"])
    cells = [it for part in parts for it in runs(part)]
    codes = list(dict.fromkeys(part[0]["country"] for part in parts))
    tops = {
        (it["country"], it["side"]): codes.index(it["country"]) * _NEXT + _STEP * (it["side"] != OWN)
        for it, *_ in parts
    }
    inner = len(codes) * _NEXT
    step = -(-len(years) // 7)
    names = [name(code) if side == OWN else "Afghan side" for code, side in tops]
    time = {"type": "linear", "range": [min(years) - 0.5, max(years) + 0.5], "tickmode": "array", "showgrid": False}
    middles = [top + _CELL / 2 for top in tops.values()]
    return frame.figure(
        [_cells(cells, tops)],
        inner=inner,
        showlegend=False,
        barmode="overlay",
        annotations=_silences(cells, tops, len(years)),
        xaxis=time | {"tickvals": list(years)[::step], "tickangle": 0},
        yaxis=traces.rows_axis(names, range=[inner, -4], tickvals=middles),
        **caption,
    )


def runs(part: Sequence[Row]) -> list[Row]:
    """The cells of one strip: each year that is told by itself, silent years that follow each other as one cell.

    Args:
        part: the rows of one state and side.

    Returns:
        The rows with `year` the first and `until` the last year of a cell.
    """
    cells: list[Row] = []
    for it in in_order(part, "year"):
        if cells and not it["told"] and not cells[-1]["told"]:
            cells[-1]["until"] = it["year"]
        else:
            cells.append({**it, "until": it["year"]})
    return cells


def _cells(rows: Sequence[Row], tops: dict[tuple[str, str], int]) -> Row:
    edges = {"width": 1, "color": [frame.CLEAR if it["told"] else frame.SOFT for it in rows]}
    counts = [frame.ink(f"{it['reports']:,}") if it["told"] else "" for it in rows]
    return traces.bars(
        [(it["year"] + it["until"]) / 2 for it in rows],
        [_CELL] * len(rows),
        {"color": [_fill(it) for it in rows], "line": edges},
        [_hover(it) for it in rows],
        base=[tops[it["country"], it["side"]] for it in rows],
        width=[it["until"] - it["year"] + 0.94 for it in rows],
        **traces.inside(counts),
    )


def _fill(it: Row) -> str:
    if not it["told"]:
        return frame.CLEAR
    hue = frame.colour(it["country"]) if it["side"] == OWN else frame.GREY
    return frame.faded(hue, _STRONG if it["totals"] else _FAINT)


def _hover(it: Row) -> str:
    side = name(it["country"]) if it["side"] == OWN else f"The Afghan side on {name(it['country'])}"
    if not it["told"]:
        until = f"-{it['until']}" if it["until"] > it["year"] else ""
        return f"<b>{side}, {it['year']}{until}</b><br>{SILENT}"
    of = f"{it['totals']} of all goods, {it['reports'] - it['totals']} of single goods"
    kinds = ", ".join(say(kind) for kind in it["kinds"].split(";"))
    count = f"{it['reports']} figure{'s' * (it['reports'] != 1)}: {of}"
    return hover.lines(f"<b>{side}, {it['year']}</b>", count, f"told by: {kinds}")


def _silences(cells: Sequence[Row], tops: dict[tuple[str, str], int], whole: int) -> list[Row]:
    """Words in each run of silent years, as many as a phone has room for."""
    return [
        traces.note(
            _word(it["until"] - it["year"] + 1, whole),
            (it["year"] + it["until"]) / 2,
            tops[it["country"], it["side"]] + _CELL / 2,
            xref="x",
            yref="y",
            yanchor="middle",
            size=10.5,
            color=frame.GREY,
        )
        for it in cells
        if not it["told"] and it["until"] > it["year"]
    ]


def _word(years: int, whole: int) -> str:
    if years == whole:
        return f"{SILENT} in these years"
    return "silent" if years <= _RUN else "no report"
