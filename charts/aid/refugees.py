"""Afghans whom one state hosts, at the end of each year, by the group in which UNHCR counts them."""

from typing import Final, Unpack

import pandas as pd

from charts.base import evidence, frame, hover, traces
from charts.base.dates import DAY
from charts.base.frame import Caption, Spec
from data.rows import Row, records
from data.vocabulary import periods
from data.vocabulary.places import name

GROUPS: Final = {
    "refugees": "refugees",
    "asylum_seekers": "asylum seekers",
    "other_in_need": "others in need of protection",
}


def by_year(rows: pd.DataFrame, first: object, last: object, **caption: Unpack[Caption]) -> Spec:
    """Draw bars by year, the groups on top of each other, each bar a count at the end of its year.

    Args:
        rows: rows of `Refugees` of one country, one for each year.
        first: first day of the axis.
        last: last day of the axis.
        caption: the words around it.
    """
    if rows.empty:
        return frame.empty("No count is on record for these years.", caption["title"])
    rows = rows.sort_values("start")
    high = float(rows[list(GROUPS)].sum(axis=1).max())
    return frame.figure(
        [_bars(rows, group) for group in GROUPS if rows[group].fillna(0).any()],
        height=330,
        barmode="stack",
        shapes=[frame.kabul_line()],
        xaxis=frame.time_axis(first, last),
        yaxis={"range": [0, 1.15 * high], "tickformat": ",d"},
        **caption,
    )


def _bars(rows: pd.DataFrame, group: str) -> Row:
    hue = frame.colour(str(rows["country"].iloc[0]))
    crossed = {"shape": "x", "fgcolor": hue, "size": 7, "solidity": 0.25, "fillmode": "overlay"}
    plain = {"color": frame.faded(hue, 1 if group == "refugees" else evidence.PALE)}
    fill = {"pattern": crossed, "color": frame.CLEAR} if group == "other_in_need" else plain
    return traces.bars(
        [f"{it}-07-02" for it in rows["start"].dt.year],
        rows[group].fillna(0),
        {**fill, "line": {"color": hue, "width": 1}},
        [_hover(it) for it in records(rows)],
        width=365 * DAY * 0.72,
        name=GROUPS[group],
        showlegend=True,
    )


def _hover(row: Row) -> str:
    """All groups of a year; what is not reported says so."""
    head = f"<b>{name(row['country'])}, end of {periods.label(row['start'], row['end'], row['precision'])}</b>"
    counts = [(said, row[group]) for group, said in GROUPS.items()]
    return hover.lines(head, *(f"{said}: {'not reported' if pd.isna(it) else f'{it:,.0f}'}" for said, it in counts))
