"""Humanitarian funding by usage year: the five states in bars, all donors of the world below on a scale of their own."""

from typing import Final, Unpack

import pandas as pd

from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from data.rows import Row, records
from data.vocabulary import formats

_UPPER: Final = (0.46, 1.0)
_LOWER: Final = (0.0, 0.3)
_FEWEST: Final = 6  # years that the axis has room for: of one or two the bars would be as wide as the page


def by_year(given: pd.DataFrame, world: pd.Series, **caption: Unpack[Caption]) -> Spec:
    """Draw bars of each state by usage year, and what all donors together gave.

    Args:
        given: rows of `analysis.aid.funding.by_donor`.
        world: dollars of all donors by year, of `analysis.aid.funding.all_donors`.
        caption: the words around it.
    """
    if given.empty:
        return frame.empty("No flow from these states is on record for these years.", caption["title"])
    years = sorted({*given["year"].astype(int), *world.index.astype(int)})
    sums = given.groupby("year")["counted_usd"].sum()
    bars = [_bars(records(given[given["country"] == code]), world) for code in hover.order(given["country"])]
    beside = max(0, _FEWEST - (years[-1] - years[0] + 1)) / 2
    low, high = float(world.max()) if len(world) else 0, max(float(sums.max()), 1.0)
    axis = traces.rows_axis([str(it) for it in years], tickvals=years, anchor="y2")
    return frame.figure(
        [*bars, _ends(sums), _world(world)],
        height=520,
        barmode="stack",
        annotations=[frame.heading("All donors of the world, by the same count", _LOWER[1], yshift=6)],
        xaxis=axis | {"range": [years[0] - 0.6 - beside, years[-1] + 0.6 + beside]},
        yaxis={**frame.value_axis(high, "value_usd"), "domain": list(_UPPER), "anchor": "x"},
        yaxis2={**frame.value_axis(low, "value_usd", every=2), "domain": list(_LOWER), "anchor": "x"},
        **caption,
    )


def _bars(rows: list[Row], world: pd.Series) -> Row:
    code = rows[0]["country"]
    years, sums = [int(it["year"]) for it in rows], [it["counted_usd"] for it in rows]
    look, hovers = {"color": frame.colour(code)}, [_hover(it, world) for it in rows]
    return traces.bars(years, sums, look, hovers, width=0.7, name=hover.together(code), yaxis="y")


def _hover(it: Row, world: pd.Series) -> str:
    """What counts, what does not, and how much all donors gave."""
    flows = int(it["flows"])
    return hover.lines(
        f"<b>{formats.usd(it['counted_usd'])}</b> · {hover.who(it['country'])}, usage year {it['year']}",
        f"{flows} flow{'s' * (flows != 1)} counted",
        f"pledged and not counted: {formats.usd(it['pledged_usd'])}" if it["pledged_usd"] > 0 else "",
        *(f"{int(it[key])} {said}" for key, said in _NOT.items() if it[key]),
        f"all donors: {formats.usd(world[it['year']])}" if it["year"] in world.index else "",
    )


_NOT: Final = {
    "unvalued": "of goods without a value, not added",
    "shared": "shared with other countries or years, not added",
}


def _ends(sums: pd.Series) -> Row:
    """The sum of the states above each year; none that counts says so."""
    said = [formats.usd(it) if it > 0 else "none counted" for it in sums]
    return traces.texts(map(int, sums.index), sums, said, "top center", cliponaxis=False, yaxis="y")


def _world(world: pd.Series) -> Row:
    said = [f"<b>{formats.usd(it)}</b> · all donors, usage year {year}" for year, it in world.items()]
    return traces.bars(
        map(int, world.index), world, {"color": frame.SOFT}, said, width=0.7, called="all donors", yaxis="y2"
    )
