"""Where the data are thick and where they are thin: a strip for each table or state, a cell for each year."""

import math
from collections.abc import Sequence
from typing import Final, Literal, Unpack

import pandas as pd

from analysis.record.coverage import Coverage
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, grouped, records
from data.schema.tables import BY_NAME
from data.vocabulary.places import CODES, PLACES
from data.vocabulary.text import counted

STRIP: Final = 28  # pixels of one strip: less would shrink the words in its cells
_FAINTEST, _STRONGEST = 0.2, 0.75


def strips(rows: pd.DataFrame, *, by: Literal["table", "country"], **caption: Unpack[Caption]) -> Spec:
    """Draw rows by year as shaded cells, stronger where there are more: each tenfold is one step of the same size.

    Args:
        rows: rows of `analysis.record.coverage.Coverage`.
        by: whether a strip is a table or one of the five states; a state's strip takes its hue.
        caption: the words around it.
    """
    if rows.empty:
        return frame.empty("No row of the data has a date.", caption["title"])
    present = set(rows[by])
    names = (
        {code: PLACES[code].name for code in CODES}
        if by == Coverage.country
        else {name: table.heading for name, table in BY_NAME.items() if name in present}
    )
    order = {key: at for at, key in enumerate(names)}
    of_cells = grouped(records(rows.sort_values([by, Coverage.year], kind="stable")), [by, Coverage.year])
    cells: list[Row] = [
        {**of[0], "at": order[of[0][by]], Coverage.rows: sum(row[Coverage.rows] for row in of)} for of in of_cells
    ]
    hues = [frame.COLOUR.get(cell[by], frame.NEUTRAL) for cell in cells]
    hovers = [
        _hover(names[cell[by]], cell, of if by == Coverage.country else ())
        for cell, of in zip(cells, of_cells, strict=True)
    ]
    first, last = int(rows[Coverage.year].min()), int(rows[Coverage.year].max())
    return frame.figure(
        [bars(cells, hues, hovers)],
        inner=STRIP * len(names),
        showlegend=False,
        barmode="overlay",
        xaxis=years_axis(first, last, 5),
        yaxis=traces.rows_axis([frame.plain(name) for name in names.values()], showgrid=True),
        **caption,
    )


def years_axis(first: int, last: int, step: int) -> Trace:
    """An axis of years with a tick at each year that `step` divides."""
    ticks = [year for year in range(first, last + 1) if year % step == 0]
    return {
        "type": "linear",
        "range": [first - 0.6, last + 0.6],
        "tickmode": "array",
        "showgrid": False,
        "tickvals": ticks,
    }


def bars(cells: Sequence[Row], hues: Sequence[str], hovers: Sequence[str]) -> Trace:
    """Draw shaded cells as bars: unlike a heat map these may have words, which a phone hides.

    Args:
        cells: `year`, `at` (in which strip, from the top) and `rows` of each cell.
        hues: the colour of each.
        hovers: the text of each.
    """
    counts = [cell["rows"] for cell in cells]
    high = max(math.log10(max(counts)), 1)
    fills = [frame.faded(hue, round(_strength(count, high), 3)) for hue, count in zip(hues, counts, strict=True)]
    words = traces.inside(frame.ink(f"{count:,}") for count in counts)
    words["textfont"]["weight"] = traces.SCREENS["wide"]  # a cell of a phone would shrink them to a speck
    base, years = [cell["at"] - 0.43 for cell in cells], [cell["year"] for cell in cells]
    look = {"color": fills, "line": {"width": 0}}
    return traces.bars(years, [0.86] * len(cells), look, hovers, base=base, width=0.94, **words)


def _strength(rows: int, high: float) -> float:
    return _FAINTEST + (_STRONGEST - _FAINTEST) * math.log10(rows) / high


def _hover(name: str, cell: Row, parts: Sequence[Row]) -> str:
    """The count of a cell, and its parts by table."""
    largest = sorted(parts, key=lambda row: -row[Coverage.rows])
    by_table = [f"{row[Coverage.rows]:,} {BY_NAME[row[Coverage.table]].heading}" for row in largest]
    return hover.lines(hover.bold(f"{name}, {cell[Coverage.year]}"), counted(cell[Coverage.rows], "row"), *by_table)
