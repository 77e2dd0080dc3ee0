"""Who reported and who was silent: a strip for each state and side, a cell for each year.

A cell is strong where the side reports a figure of all goods, faint where it reports single goods alone, and an empty
frame where nothing is on record: silence is drawn, not left out.
"""

from collections.abc import Iterable, Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.mirror.reporting import SIDES
from analysis.mirror.reporting import ReportingYear as Cell
from analysis.trade.mirrored import OWN
from charts.base import frame, hover, labels, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.vocabulary.codes import say
from data.vocabulary.formats import joined
from data.vocabulary.places import name
from data.vocabulary.text import ranges

_CELL: Final = 22  # pixels of a strip
_STEP: Final = 24  # from a state's own strip to that of the Afghan side
_NEXT: Final = 60  # from one state to the next
_STRONG, _FAINT = 0.64, 0.28  # numbers on the strong one are 4.5:1 in the dark too
_NARROW: Final = 235  # pixels of all years on a phone
_RUN: Final = 2  # in so many silent years there is room for one short word
SILENT: Final = "no report known"


def strip(reports: pd.DataFrame, countries: Sequence[str], years: Sequence[int], **caption: Unpack[Caption]) -> Spec:
    """Draw reports by state, side and year; years without any as one cell where they follow each other.

    Args:
        reports: rows of `analysis.mirror.reporting.ReportingYear`.
        countries: the states, from top to bottom.
        years: the years of the axis.
        caption: the words around it.
    """
    if not countries or not years:
        return frame.empty("No state and no year is chosen.", caption["title"])
    tops = {
        (code, side): place * _NEXT + _STEP * (side != OWN) for place, code in enumerate(countries) for side in SIDES
    }
    cells = _cells(records(reports), tops, years)
    inner = len(countries) * _NEXT
    names = [name(code) if side == OWN else "Afghan side" for code, side in tops]
    time = {"type": "linear", "range": [min(years) - 0.5, max(years) + 0.5], "tickmode": "array", "showgrid": False}
    step = -(-len(years) // 7)
    middles = [top + _CELL / 2 for top in tops.values()]
    return frame.figure(
        [_bars(cells, tops), *_counts(cells, tops, len(years))],
        inner=inner,
        showlegend=False,
        barmode="overlay",
        annotations=_silences(cells, tops, len(years)),
        xaxis=time | {"tickvals": list(years)[::step], "tickangle": 0},
        yaxis=traces.rows_axis(names, range=[inner, -4], tickvals=middles),
        **caption,
    )


def _cells(reports: Sequence[Row], strips: Iterable[tuple[str, str]], years: Sequence[int]) -> list[Row]:
    """The cells of each strip in turn: rows with `year` the first and `until` the last year; of silent ones `reports` is 0."""
    cells: list[Row] = []
    for country, side in strips:
        known = [row for row in reports if (row[Cell.country], row[Cell.side]) == (country, side)]
        silent = ranges(set(years) - {row[Cell.year] for row in known})
        row_of_cells = [{**row, "until": row[Cell.year]} for row in known]
        row_of_cells += [
            {Cell.country: country, Cell.side: side, Cell.year: first, "until": last, Cell.reports: 0}
            for first, last in silent
        ]
        cells += sorted(row_of_cells, key=lambda row: row[Cell.year])
    return cells


def _bars(cells: Sequence[Row], tops: dict[tuple[str, str], int]) -> Trace:
    edges = {"width": 1, "color": [frame.CLEAR if row[Cell.reports] else frame.SOFT for row in cells]}
    return traces.bars(
        [(row[Cell.year] + row["until"]) / 2 for row in cells],
        [_CELL] * len(cells),
        {"color": [_fill(row) for row in cells], "line": edges},
        [_hover(row) for row in cells],
        base=[tops[row[Cell.country], row[Cell.side]] for row in cells],
        width=[row["until"] - row[Cell.year] + 0.94 for row in cells],
    )


def _counts(cells: Sequence[Row], tops: dict[tuple[str, str], int], years: int) -> list[Trace]:
    """Write how many figures a cell stands for; on a phone where it has room, since Plotly would write it smaller."""
    counted = [(row, f"{row[Cell.reports]:,}") for row in cells if row[Cell.reports]]
    fitting = [(row, count) for row, count in counted if labels.width(count, 12) <= _NARROW / years]
    return [
        traces.texts(
            [row[Cell.year] for row, _ in shown],
            [tops[row[Cell.country], row[Cell.side]] + _CELL / 2 for row, _ in shown],
            [ink(count) for _, count in shown],
            "middle center",
            only=only,
        )
        for only, shown, ink in (("wide", counted, frame.ink), ("narrow", fitting, str))
    ]


def _fill(row: Row) -> str:
    if not row[Cell.reports]:
        return frame.CLEAR
    hue = frame.colour(row[Cell.country]) if row[Cell.side] == OWN else frame.GREY
    return frame.faded(hue, _STRONG if row[Cell.totals] else _FAINT)


def _hover(row: Row) -> str:
    side = name(row[Cell.country]) if row[Cell.side] == OWN else f"The Afghan side on {name(row[Cell.country])}"
    if not row[Cell.reports]:
        return f"<b>{side}, {joined(str(row[Cell.year]), str(row['until']))}</b><br>{SILENT}"
    of = f"{row[Cell.totals]} of all goods, {row[Cell.reports] - row[Cell.totals]} of single goods"
    kinds = ", ".join(say(kind) for kind in row[Cell.kinds].split(";"))
    count = f"{row[Cell.reports]} figure{'s' * (row[Cell.reports] != 1)}: {of}"
    return hover.lines(f"<b>{side}, {row[Cell.year]}</b>", count, f"reported by: {kinds}")


def _silences(cells: Sequence[Row], tops: dict[tuple[str, str], int], whole: int) -> list[Trace]:
    """Words in each run of silent years, as many as a phone has room for."""
    return [
        traces.note(
            _word(row["until"] - row[Cell.year] + 1, whole),
            (row[Cell.year] + row["until"]) / 2,
            tops[row[Cell.country], row[Cell.side]] + _CELL / 2,
            xref="x",
            yref="y",
            yanchor="middle",
            size=12,
            color=frame.GREY,
        )
        for row in cells
        if not row[Cell.reports] and row["until"] > row[Cell.year]
    ]


def _word(years: int, whole: int) -> str:
    if years == whole:
        return f"{SILENT} in these years"
    return "none" if years <= _RUN else "no report"
