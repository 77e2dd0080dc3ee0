"""How far targets are from the last statistic: a bar to the statistic, a line from there to the flag of the target."""

from typing import Final, Unpack

import pandas as pd

from analysis.claims.aims import Target, lines
from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.claims.marks import MARKS, speakers
from data.rows import Row
from data.vocabulary import codes, formats
from data.vocabulary.statements import standing
from data.vocabulary.text import share

_ROW: Final = 60  # pixels of one target, its two lines of words included
_FLOWS: Final = {"turnover": "turnover", "export": "exports", "import": "imports"}


def gaps(targets: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw targets above the last statistic, in per cent of themselves, so that dollars and GWh share an axis.

    Args:
        targets: rows of `Target`; those that agree share a line of the figure.
        caption: the words around it.
    """
    if targets.empty:
        why = "No target of these states and years is above the last statistic."
        return frame.empty(why, caption["title"])
    alike = lines(targets)
    rows, hovers = [group[0] for group in alike], [_hover(group) for group in alike]
    names = ["0", "25 %", "50 %", "75 %", "target"]
    axis = {"type": "linear", "range": [len(rows) - 0.34, -0.66], "showgrid": False}
    return frame.figure(
        [*_ways(rows), _bars(rows, hovers), _flags(rows, hovers)],
        inner=_ROW * len(rows),
        annotations=[note for at, row in enumerate(rows) for note in _words(row, at)],
        xaxis={"range": [0, 104], "tickmode": "array", "tickvals": [0, 25, 50, 75, 100], "ticktext": names},
        yaxis=axis | {"showticklabels": False, "automargin": False},
        **caption,
    )


def _bars(rows: list[Row], hovers: list[str]) -> Row:
    """How much of each target the last statistic is."""
    fills = [frame.faded(frame.colour(row[Target.country]), 0.75) for row in rows]
    shares, marker = [row[Target.reached_percent] for row in rows], {"color": fills, "line": {"width": 0}}
    return traces.bars(shares, range(len(rows)), marker, hovers, lying=True, width=0.2, called="last statistic")


def _ways(rows: list[Row]) -> list[Row]:
    """The way from the statistic to the target; dotted where no year was named, or its year is over."""
    return [
        traces.lines(
            [row[Target.reached_percent], 100],
            [at, at],
            frame.colour(row[Target.country]),
            1.4,
            dash="solid" if row[Target.target_state] == "open" else "dot",
            called="gap",
        )
        for at, row in enumerate(rows)
    ]


def _flags(rows: list[Row], hovers: list[str]) -> Row:
    hues = [frame.colour(row[Target.country]) for row in rows]
    marker = traces.mark(MARKS["target"], 10, hues, 1.8) | {"angle": -90, "standoff": 5}  # the pennant of a flag
    return traces.points([100] * len(rows), range(len(rows)), marker, hovers, cliponaxis=False, called="target")


def _words(row: Row, at: int) -> list[Row]:
    """What the target is, above its bar, and where it stands, below it."""
    head = f"<b>{hover.who(row[Target.country])}</b>, {what(row)}"
    return [
        traces.at_left(head, at, align="left", yanchor="bottom", yshift=7, size=12),
        traces.at_left(stands(row), at, align="left", yanchor="top", yshift=-6, color=frame.GREY),
    ]


def what(row: Row) -> str:
    """Name a target in few words: "exports of electricity: 6,000 GWh, no year"."""
    goods = "" if row[Target.commodity] == "total" else f" of {frame.plain(codes.goods(row))}"
    year = "no year" if pd.isna(row[Target.target_year]) else f"for {row[Target.target_year]}"
    return f"{_FLOWS[row[Target.flow]]}{goods}: {formats.amount(row[Target.value], row[Target.measure], 4)}, {year}"


def stands(row: Row) -> str:
    """Say the last statistic, its share of the target, and the yearly growth needed or what became of the year."""
    amount, year = formats.amount(row[Target.last_value], row[Target.measure], 4), row[Target.target_year]
    last = f"{amount} in {row[Target.last_year]}, {row[Target.reached_percent]:.0f} % of it"
    if pd.notna(row[Target.growth_percent]):
        return f"{last}; needs {share(row[Target.growth_percent])} a year to {year}"
    ends = {"not met": f"{year} ended below it", "not reported": f"no statistic of {year}"}
    end = ends.get(row[Target.target_state])
    return f"{last}; {end}" if end else last


def _hover(alike: list[Row]) -> str:
    row = alike[0]
    head = f"<b>{hover.who(row[Target.country])}</b>, {what(row)}"
    return hover.lines(head, *speakers(alike), f"{codes.start_upper(standing(row))}.")
