"""Humanitarian funding by usage year: the five states in bars, all donors of the world below on a scale of their own.

A cross stands in each year whose flows are not in the data: an empty place would read as none.
"""

import datetime as dt
from collections.abc import Container, Iterable
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
_ROOM: Final = 6  # years for which the axis takes the whole width: that of fewer is shorter, and so no bar is wider
_NOT_ADDED: Final = {
    StateFunding.unvalued: "of goods without a value, not added",
    StateFunding.shared: "shared with other countries or years, not added",
}


def by_year(
    given: pd.DataFrame, world: pd.DataFrame, *, first: dt.date, last: dt.date, **caption: Unpack[Caption]
) -> Spec:
    """Draw bars of each state by usage year, and what all donors together gave.

    Args:
        given: rows of `StateFunding`.
        world: rows of `Funding`.
        first: first day of the axis.
        last: last day of the axis.
        caption: the words around it.
    """
    years = range(first.year, last.year + 1)
    sums = given.groupby(StateFunding.year)[[StateFunding.counted_usd, StateFunding.flows]].sum()
    of_all = dict(zip(world[Funding.year], world[Funding.counted_usd], strict=True))
    countries = given[StateFunding.country]
    bars = [_bars(records(given[countries == code]), of_all) for code in hover.order(countries)]
    upper, lower = max([1.0, *sums[StateFunding.counted_usd]]), max([0.0, *of_all.values()])
    return frame.figure(
        [*bars, _ends(sums), _unknown(years, {*sums.index}, "y"), *_world(world), _unknown(years, {*of_all}, "y2")],
        height=520,
        barmode="stack",
        annotations=[frame.heading("All donors of the world, by the same count", _LOWER[1], yshift=6)],
        xaxis=traces.years_axis(
            years[0], years[-1], anchor="y2", domain=[0, min(1, (len(years) + 0.2) / (_ROOM + 0.2))]
        ),
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


def _ends(sums: pd.DataFrame) -> Trace:
    """Write the sum of the states above each year; none that counts says so, and goods without a value too."""
    totals = sums[StateFunding.counted_usd]
    none = ["no value" if flows else "none counted" for flows in sums[StateFunding.flows]]
    texts = [formats.usd(total) if total > 0 else why for total, why in zip(totals, none, strict=True)]
    return traces.texts(sums.index, totals, texts, "top center", cliponaxis=False, yaxis="y")


def _unknown(years: Iterable[int], known: Container[int], axis: str) -> Trace:
    """Draw a cross for each year of which no flow is in the data."""
    left = [year for year in years if year not in known]
    hovers = [f"{year}: no flow in the data: unknown, not zero" for year in left]
    return traces.points(
        left, [0] * len(left), traces.cross(6, 1.4), hovers, yaxis=axis, cliponaxis=False, name="not in the data",
        showlegend=axis == "y" and bool(left), legendrank=3000,
    )  # fmt: skip


def _world(world: pd.DataFrame) -> list[Trace]:
    """Draw what all donors gave, with its amount above it."""
    sums, years = world[Funding.counted_usd], world[Funding.year]
    hovers = [f"<b>{formats.usd(it)}</b> · all donors, usage year {year}" for year, it in zip(years, sums, strict=True)]
    return [
        traces.bars(years, sums, {"color": frame.SOFT}, hovers, width=0.7, called="all donors", yaxis="y2"),
        traces.texts(years, sums, map(formats.usd, sums), "top center", cliponaxis=False, yaxis="y2"),
    ]
