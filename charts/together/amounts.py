"""The bars of one state's turnover and aid in thin panels, with their whiskers, labels and crosses.

What does not depend on the years that are chosen is worked out once for each figure, by `figures`.
"""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from charts.base import evidence, frame, hover, traces
from charts.base.dates import DAY, middle, middle_of_year
from data.rows import Row, records
from data.vocabulary import formats
from data.vocabulary.places import name

HEADINGS: Final = {"yaxis": "Turnover", "yaxis2": "Aid sent, at least"}
_BAR: Final = 0.7  # of its period
_LONG: Final = 1.1  # times the value: from there on a whisker is told


def figures(rows: pd.DataFrame, code: str) -> list[Row]:
    """Rows of `analysis.trade.years_of_state.years_and_parts`, each with where its bar stands, how wide it is, its look, and what is told of it."""
    return [
        {
            **it,
            "at": middle(it),
            "width": min((it["end"] - it["start"]).days, 365) * DAY * _BAR,
            "look": evidence.bar(evidence.coarse(it), frame.colour(code)),
            "hover": hover.figure(it, "value_usd"),
            "label": "" if it["evidence"] == "part" else _amount(it["value"], it["high"], "value_usd"),
        }
        for it in records(rows)
    ]


def turnover(rows: Sequence[Row], code: str, first: object, last: object) -> list[Row]:
    """A bar for each of `figures`, its whisker, and a cross for each whole year that nobody tells."""
    at, hue = [it["at"] for it in rows], frame.colour(code)
    marker = {
        "color": [it["look"]["color"] for it in rows],
        "line": {"color": hue, "width": 1},
        "pattern": {
            "shape": [it["look"]["pattern"]["shape"] for it in rows],
            "fgcolor": hue,
            "size": 6,
            "solidity": 0.35,
            "fillmode": "overlay",
        },
    }
    silent = _silent(rows, first, last)
    return [
        traces.bars(
            at,
            [it["value"] for it in rows],
            marker,
            [it["hover"] for it in rows],
            width=[it["width"] for it in rows],
            name=HEADINGS["yaxis"],
            error_y=_whisker([it["high"] - it["value"] for it in rows], [it["value"] - it["low"] for it in rows]),
        ),
        _labels(at, _tallest(rows), [it["label"] for it in rows]),
        _crosses([f"{it}-07-02" for it in silent], [f"{it}: no figure on record" for it in silent]),
    ]


def _silent(rows: Sequence[Row], first: object, last: object) -> list[int]:
    """The whole years of the axis that no figure tells of."""
    years = {it[column].year for it in rows for column in ("start", "end")}
    return [it for it in range(year(first), year(last) + 1) if it not in years and f"{it}-12-31" <= str(last)[:10]]


def _tallest(rows: Sequence[Row]) -> list[float]:
    """How high the bars of each one's year are: a label stands above both bars of a year."""
    tallest: dict[int, float] = {}
    for it in rows:
        tallest[it["start"].year] = max(it["high"], tallest.get(it["start"].year, it["high"]))
    return [tallest[it["start"].year] for it in rows]


def year(day: object) -> int:
    """The year of a day."""
    return int(str(day)[:4])


def _whisker(above: Sequence[float], below: Sequence[float]) -> Row:
    return traces.whisker(above, below, thickness=1.2, width=3)


def _amount(value: float, high: float, measure: str) -> str:
    """What stands above a bar; where its whisker is long the label is at the upper end of it, and tells that too."""
    return formats.spread(value, high, measure) if high > _LONG * value else formats.amount(value, measure)


def _at_least(low: float, high: float) -> str:
    """The same of tonnes, which are a lower bound."""
    return formats.bounds(low, high, "quantity_t") if high > _LONG * low else formats.floor(low, "quantity_t")


def _labels(x: list[str], y: list[float], text: list[str], axis: str = "y") -> Row:
    return traces.texts(x, y, text, "top center", size=10.5, yaxis=axis, cliponaxis=False)


def _crosses(x: list[str], said: list[str], axis: str = "y") -> Row:
    """Small crosses at the foot of a panel: known to be there, or asked for, and not told."""
    foot = [0] * len(x)
    return traces.points(x, foot, traces.cross(6, 1.4), said, yaxis=axis, cliponaxis=False, name="not reported")


def sent(sums: Sequence[Row], code: str, last: object) -> list[Row]:
    """A bar for the sum of the lowest reports of each year; a cross where consignments bear no weight."""
    weighed = [it for it in sums if pd.notna(it["low"])]
    unweighed = [it for it in sums if pd.isna(it["low"])]
    at, hue = [middle_of_year(it["year"], last) for it in weighed], frame.colour(code)
    bars = traces.bars(
        at,
        [it["low"] for it in weighed],
        {"color": hue, "line": {"color": hue, "width": 1}},
        [_sent_hover(it, code) for it in weighed],
        yaxis="y2",
        width=int(365 * _BAR) * DAY,
        name=HEADINGS["yaxis2"],
        error_y=_whisker([it["high"] - it["low"] for it in weighed], [0.0] * len(weighed)),
    )
    labels = _labels(at, [it["high"] for it in weighed], [_at_least(it["low"], it["high"]) for it in weighed], "y2")
    places = [middle_of_year(it["year"], last) for it in unweighed]
    return [bars, labels, _crosses(places, [_sent_hover(it, code) for it in unweighed], "y2")]


def _sent_hover(row: Row, code: str) -> str:
    count, who = f"{row['consignments']} consignment{'s' * (row['consignments'] != 1)}", name(code)
    if pd.isna(row["low"]):
        return hover.lines(f"<b>no weight reported</b> · {who}, {row['year']:.0f}", f"{count} sent")
    reach = formats.bounds(row["low"], row["high"], "quantity_t") if row["high"] > row["low"] else ""
    return hover.lines(
        f"<b>at least {formats.floor(row['low'], 'quantity_t')}</b> · {who}, {row['year']:.0f}",
        reach and f"lowest and highest reports: {reach}",
        f"{count} dispatched or delivered, {row['without']} of them without a weight",
    )
