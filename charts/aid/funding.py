"""Humanitarian funding by usage year: the five states in bars, all donors of the world below on a scale of their own."""

from typing import Final, Unpack

import pandas as pd

from analysis.aid.funding import Funding, StateFunding
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.vocabulary import formats
from data.vocabulary.text import counted

_UPPER: Final = (0.46, 1.0)
_LOWER: Final = (0.0, 0.3)
_FEWEST: Final = 6  # years that the axis has room for: of one or two the bars would be as wide as the page
_NOT_ADDED: Final = {
    StateFunding.unvalued: "of goods without a value, not added",
    StateFunding.shared: "shared with other countries or years, not added",
}


def by_year(given: pd.DataFrame, world: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw bars of each state by usage year, and what all donors together gave.

    Args:
        given: rows of `StateFunding`.
        world: rows of `Funding`.
        caption: the words around it.
    """
    years = sorted({*given[StateFunding.year], *world[Funding.year]})
    sums = given.groupby(StateFunding.year)[StateFunding.counted_usd].sum()
    of_all = dict(zip(world[Funding.year], world[Funding.counted_usd], strict=True))
    countries = given[StateFunding.country]
    bars = [_bars(records(given[countries == code]), of_all) for code in hover.order(countries)]
    beside = max(0, _FEWEST - (years[-1] - years[0] + 1)) / 2 if years else 0
    reach = {"range": [years[0] - 0.6 - beside, years[-1] + 0.6 + beside]} if years else {}
    upper, lower = max([1.0, *sums]), max([0.0, *of_all.values()])
    return frame.figure(
        [*bars, _ends(sums), _world(world)],
        height=520,
        barmode="stack",
        annotations=[frame.heading("All donors of the world, by the same count", _LOWER[1], yshift=6)],
        xaxis=traces.rows_axis([str(year) for year in years], tickvals=years, anchor="y2") | reach,
        yaxis={**frame.value_axis(upper, "value_usd"), "domain": list(_UPPER), "anchor": "x"},
        yaxis2={**frame.value_axis(lower, "value_usd", every=2), "domain": list(_LOWER), "anchor": "x"},
        **caption,
    )


def _bars(rows: list[Row], of_all: dict[int, float]) -> Trace:
    code = rows[0][StateFunding.country]
    years, sums = [row[StateFunding.year] for row in rows], [row[StateFunding.counted_usd] for row in rows]
    look, hovers = {"color": frame.colour(code)}, [_hover(row, of_all) for row in rows]
    return traces.bars(years, sums, look, hovers, width=0.7, name=hover.together(code), yaxis="y")


def _hover(row: Row, of_all: dict[int, float]) -> str:
    """Describe what counts, what does not, and how much all donors gave."""
    year, pledged = row[StateFunding.year], row[StateFunding.pledged_usd]
    return hover.lines(
        f"<b>{formats.usd(row[StateFunding.counted_usd])}</b> · {hover.who(row[StateFunding.country])}, usage year {year}",
        f"{counted(row[StateFunding.flows], 'flow')} counted",
        f"pledged and not counted: {formats.usd(pledged)}" if pledged > 0 else "",
        *(f"{row[column]} {words}" for column, words in _NOT_ADDED.items() if row[column]),
        f"all donors: {formats.usd(of_all[year])}" if year in of_all else "",
    )


def _ends(sums: pd.Series) -> Trace:
    """Write the sum of the states above each year; none that counts says so."""
    texts = [formats.usd(total) if total > 0 else "none counted" for total in sums]
    return traces.texts(sums.index, sums, texts, "top center", cliponaxis=False, yaxis="y")


def _world(world: pd.DataFrame) -> Trace:
    sums, years = world[Funding.counted_usd], world[Funding.year]
    hovers = [f"<b>{formats.usd(it)}</b> · all donors, usage year {year}" for year, it in zip(years, sums, strict=True)]
    return traces.bars(years, sums, {"color": frame.SOFT}, hovers, width=0.7, called="all donors", yaxis="y2")
