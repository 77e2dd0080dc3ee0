"""Where the record is thick and where it is thin: a strip for each table or state, a cell for each year."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final, Unpack

import pandas as pd

from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from data.rows import Row, records
from data.schema.tables import BY_NAME

_STRIP: Final = 26  # pixels of one strip
_FAINTEST, _STRONGEST = 0.2, 0.75


def strips(counts: pd.DataFrame, names: Mapping[str, str], *, by: str, **caption: Unpack[Caption]) -> Spec:
    """Draw rows by year as shaded cells, stronger where there are more: each tenfold is one step of the same size.

    Args:
        counts: rows of `analysis.record.coverage.by_table` or `by_state`.
        names: what to call each strip, top to bottom; one without rows stays empty.
        by: the column of `counts` that `names` speaks of; a country's strip takes its hue.
        caption: the words around it.
    """
    if counts.empty:
        return frame.empty("No row of the record bears a date.", caption["title"])
    cells = counts.groupby([by, "year"], as_index=False)["rows"].sum()
    cells = cells[cells[by].isin(list(names))]
    order = {key: at for at, key in enumerate(names)}
    first, last = int(cells["year"].min()), int(cells["year"].max())
    trace = _cells(cells, counts, by, order, names)
    time = {"type": "linear", "range": [first - 0.6, last + 0.6], "tickmode": "array", "showgrid": False}
    return frame.figure(
        [trace],
        inner=_STRIP * len(names),
        showlegend=False,
        barmode="overlay",
        xaxis=time | {"tickvals": [it for it in range(first, last + 1) if it % 5 == 0]},
        yaxis=traces.rows_axis([frame.plain(it) for it in names.values()], showgrid=True),
        **caption,
    )


def _cells(
    cells: pd.DataFrame, counts: pd.DataFrame, by: str, order: dict[str, int], names: Mapping[str, str]
) -> dict[str, Any]:
    """All cells, in the hue of their state."""
    rows = [{**it, "at": order[it[by]]} for it in records(cells)]
    hues = [frame.COLOUR.get(it[by], frame.NEUTRAL) for it in rows]
    return bars(rows, hues, [_hover(it, counts, by, names) for it in rows])


def bars(cells: Sequence[Row], hues: Sequence[str], hovers: Sequence[str]) -> dict[str, Any]:
    """Draw shaded cells as bars: unlike a heat map these may bear words, which a phone hides.

    Args:
        cells: `year`, `at` (in which strip, from the top) and `rows` of each cell.
        hues: the colour of each.
        hovers: what each says.
    """
    counts = [it["rows"] for it in cells]
    high = max(math.log10(max(counts)), 1)
    fills = [frame.faded(hue, round(_strength(rows, high), 3)) for hue, rows in zip(hues, counts, strict=True)]
    words = traces.inside(frame.ink(f"{it:,}") for it in counts)
    base, years = [it["at"] - 0.43 for it in cells], [it["year"] for it in cells]
    look = {"color": fills, "line": {"width": 0}}
    return traces.bars(years, [0.86] * len(cells), look, hovers, base=base, width=0.94, **words)


def _strength(rows: int, high: float) -> float:
    return _FAINTEST + (_STRONGEST - _FAINTEST) * math.log10(rows) / high


def _hover(cell: dict[str, Any], counts: pd.DataFrame, by: str, names: Mapping[str, str]) -> str:
    """The count of a cell; of a state also by table."""
    head = hover.bold(f"{names[cell[by]]}, {cell['year']}")
    count = f"{cell['rows']:,} row{'s' * (cell['rows'] != 1)}"
    if by == "table":
        return hover.lines(head, count)
    parts = counts[(counts[by] == cell[by]) & (counts["year"] == cell["year"])].sort_values("rows", ascending=False)
    return hover.lines(head, count, *(f"{it['rows']:,} {BY_NAME[it['table']].heading}" for it in records(parts)))
