"""Afghans whom one state hosts, at the end of each year, by the group in which UNHCR counts them."""

from typing import Any, Final

import pandas as pd

from charts.base import frame
from charts.base.frame import Spec
from data.rows import records
from data.vocabulary import periods
from data.vocabulary.places import name

GROUPS: Final = {
    "refugees": "refugees",
    "asylum_seekers": "asylum seekers",
    "other_in_need": "others in need of protection",
}
_OPACITY: Final = {"refugees": 1.0, "asylum_seekers": 0.45, "other_in_need": 0.45}
_DAY: Final = 86_400_000  # milliseconds, in which Plotly measures the width of a bar on a time axis


def by_year(rows: pd.DataFrame, first: object, last: object, *, title: str, subtitle: str = "", foot: str = "") -> Spec:
    """Bars by year, the groups on top of each other, each bar a count at the end of its year.

    Args:
        rows: rows of `Refugees` of one country, one for each year.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: what must be known to read it.
        foot: who says so.
    """
    if rows.empty:
        return frame.empty("No count is on record for these years.", title)
    rows = rows.sort_values("start")
    high = float(rows[list(GROUPS)].sum(axis=1).max())
    traces = [_bars(rows, group) for group in GROUPS if rows[group].fillna(0).any()]
    return frame.figure(
        traces, title, subtitle, foot=foot, height=330, barmode="stack", shapes=[frame.kabul_line()],
        xaxis=frame.time_axis(first, last), yaxis={"range": [0, 1.15 * high], "tickformat": ",d"},
    )  # fmt: skip


def _bars(rows: pd.DataFrame, group: str) -> dict[str, Any]:
    hue = frame.colour(str(rows["country"].iloc[0]))
    pattern = {"shape": "x", "fgcolor": hue, "size": 7, "solidity": 0.25, "fillmode": "overlay"}
    fill = (
        {"pattern": pattern, "color": frame.CLEAR}
        if group == "other_in_need"
        else {"color": frame.faded(hue, _OPACITY[group])}
    )
    return {
        "type": "bar", "x": [f"{it}-07-02" for it in rows["start"].dt.year], "y": list(rows[group].fillna(0)),
        "width": 365 * _DAY * 0.72, "marker": {**fill, "line": {"color": hue, "width": 1}}, "name": GROUPS[group],
        "showlegend": True, "hoverinfo": "text", "hovertext": [_hover(it) for it in records(rows)],
    }  # fmt: skip


def _hover(row: dict[str, Any]) -> str:
    """All groups of a year; what is not reported says so."""
    lines = [f"<b>{name(row['country'])}, end of {periods.label(row['start'], row['end'], row['precision'])}</b>"]
    counts = [(said, row[group]) for group, said in GROUPS.items()]
    return "<br>".join([*lines, *(f"{said}: {'not reported' if pd.isna(it) else f'{it:,.0f}'}" for said, it in counts)])
