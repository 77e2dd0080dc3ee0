"""Where the record is thick and where it is thin: a strip for each table or state, a cell for each year."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from charts.base import frame
from charts.base.frame import Spec
from data.rows import records
from data.schema.tables import BY_NAME

_STRIP: Final = 26  # pixels of one strip
_FAINTEST, _STRONGEST = 0.2, 0.75


def strips(
    counts: pd.DataFrame,
    names: Mapping[str, str],
    *,
    by: str,
    title: str = "",
    subtitle: str = "",
    foot: str = "",
) -> Spec:
    """Rows by year as shaded cells, stronger where there are more: each tenfold is one step of the same size.

    Args:
        counts: rows of `analysis.record.coverage.by_table` or `by_state`.
        names: what to call each strip, top to bottom; one without rows stays empty.
        by: the column of `counts` that `names` speaks of; a country's strip takes its hue.
        title: what the figure shows.
        subtitle: what is counted.
        foot: who says so.
    """
    if counts.empty:
        return frame.empty("No row of the record bears a date.", title)
    cells = counts.groupby([by, "year"], as_index=False)["rows"].sum()
    cells = cells[cells[by].isin(list(names))]
    order = {key: at for at, key in enumerate(names)}
    first, last = int(cells["year"].min()), int(cells["year"].max())
    trace = _cells(cells, counts, by, order, names)
    return frame.figure(
        [trace], title, subtitle, foot=foot, inner=_STRIP * len(names), showlegend=False, barmode="overlay",
        xaxis={"type": "linear", "range": [first - 0.6, last + 0.6], "tickmode": "array", "showgrid": False,
               "tickvals": [it for it in range(first, last + 1) if it % 5 == 0]},
        yaxis={"type": "linear", "range": [len(names) - 0.5, -0.5], "tickmode": "array", "showgrid": True,
               "tickvals": list(order.values()), "ticktext": [frame.plain(it) for it in names.values()]},
    )  # fmt: skip


def _cells(
    cells: pd.DataFrame, counts: pd.DataFrame, by: str, order: dict[str, int], names: Mapping[str, str]
) -> dict[str, Any]:
    """All cells, in the hue of their state."""
    hues = [frame.COLOUR.get(key, frame.NEUTRAL) for key in cells[by]]
    hovers = [_hover(it, counts, by, names) for it in records(cells)]
    return bars(cells.assign(at=cells[by].map(order)), hues, hovers)


def bars(cells: pd.DataFrame, hues: Sequence[str], hovers: Sequence[str]) -> dict[str, Any]:
    """Shaded cells as bars: unlike a heat map these may bear words, which a phone hides.

    Args:
        cells: `year`, `at` (in which strip, from the top) and `rows` of each cell.
        hues: the colour of each.
        hovers: what each says.
    """
    high = max(math.log10(cells["rows"].max()), 1)
    fills = [frame.faded(hue, round(_strength(rows, high), 3)) for hue, rows in zip(hues, cells["rows"], strict=True)]
    return {
        "type": "bar", "x": list(cells["year"]), "base": [it - 0.43 for it in cells["at"]], "y": [0.86] * len(cells),
        "width": 0.94, "marker": {"color": fills, "line": {"width": 0}},
        "text": [frame.ink(f"{it:,}") for it in cells["rows"]], "textposition": "inside", "insidetextanchor": "middle",
        "textangle": 0, "textfont": {"size": 10.5}, "hoverinfo": "text", "hovertext": list(hovers),
    }  # fmt: skip


def _strength(rows: int, high: float) -> float:
    return _FAINTEST + (_STRONGEST - _FAINTEST) * math.log10(rows) / high


def _hover(cell: dict[str, Any], counts: pd.DataFrame, by: str, names: Mapping[str, str]) -> str:
    """The count of a cell; of a state also by table."""
    said = f"<b>{frame.plain(names[cell[by]])}, {cell['year']}</b><br>{cell['rows']:,} row{'s' * (cell['rows'] != 1)}"
    if by == "table":
        return said
    parts = counts[(counts[by] == cell[by]) & (counts["year"] == cell["year"])].sort_values("rows", ascending=False)
    return f"{said}<br>" + "<br>".join(f"{it['rows']:,} {BY_NAME[it['table']].heading}" for it in records(parts))
