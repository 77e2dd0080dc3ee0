"""Afghans whom one state hosts, at the end of each year, by the group in which UNHCR counts them."""

from typing import Final, Unpack

import pandas as pd

from charts.base import evidence, frame, hover, traces
from charts.base.dates import DAY, year_ticks
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.schema.columns import Column
from data.schema.tables import Refugees
from data.vocabulary import periods
from data.vocabulary.places import name

GROUPS: Final[dict[Column, str]] = {
    Refugees.refugees: "refugees",
    Refugees.asylum_seekers: "asylum seekers",
    Refugees.other_in_need: "others in need of protection",
}


def by_year(rows: pd.DataFrame, *, first: object, last: object, **caption: Unpack[Caption]) -> Spec:
    """Draw bars by year, the groups on top of each other, each bar a count at the end of its year.

    Args:
        rows: rows of `Refugees` of one country, one for each year, in their order.
        first: first day of the axis.
        last: last day of the axis.
        caption: the words around it.
    """
    if rows.empty:
        return frame.empty("No count is reported for these years.", caption["title"])
    high = float(rows[list(GROUPS)].sum(axis=1).max())
    return frame.figure(
        [_bars(rows, group) for group in GROUPS if rows[group].fillna(0).any()],
        height=330,
        barmode="stack",
        shapes=[frame.kabul_line()],
        xaxis=frame.time_axis(first, last) | year_ticks(first, last),
        yaxis={"range": [0, 1.15 * high], "tickformat": ",d"},
        **caption,
    )


def _bars(rows: pd.DataFrame, group: Column) -> Trace:
    hue = frame.colour(str(rows[Refugees.country].iloc[0]))
    crossed = {"shape": "x", "fgcolor": hue, "size": 7, "solidity": 0.25, "fillmode": "overlay"}
    plain = {"color": frame.faded(hue, 1 if group == Refugees.refugees else evidence.PALE)}
    fill = {"pattern": crossed, "color": frame.CLEAR} if group == Refugees.other_in_need else plain
    return traces.bars(
        [f"{year}-07-02" for year in rows[Refugees.start].dt.year],
        rows[group].fillna(0),
        {**fill, "line": {"color": hue, "width": 1}},
        map(_hover, records(rows)),
        width=365 * DAY * 0.72,
        name=GROUPS[group],
        showlegend=True,
    )


def _hover(row: Row) -> str:
    """All groups of a year; what is not reported says so."""
    year = periods.label(row[Refugees.start], row[Refugees.end], row[Refugees.precision])
    counts = [
        f"{words}: {'not reported' if pd.isna(row[group]) else f'{row[group]:,.0f}'}" for group, words in GROUPS.items()
    ]
    return hover.lines(f"<b>{name(row[Refugees.country])}, end of {year}</b>", *counts)
