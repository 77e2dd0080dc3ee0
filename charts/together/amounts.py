"""The bars of one state's turnover and aid in thin panels, with their whiskers, labels and crosses."""

from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.aid.consignments import AidTotal
from analysis.trade.preferred import Preferred
from charts.base import evidence, frame, hover, legend, traces
from charts.base.dates import DAY, middle, middle_of_year
from charts.base.traces import Trace
from data.rows import Row
from data.vocabulary import formats
from data.vocabulary.places import name
from data.vocabulary.text import counted

HEADINGS: Final = {"yaxis": "Exports plus imports", "yaxis2": "Aid sent, at least"}
_BAR: Final = 0.7  # of its period
_LONG: Final = 1.1  # times the value: a longer whisker is named in the label


def turnover(rows: Sequence[Row], code: str, first: object, last: object) -> list[Trace]:
    """Draw a bar for each figure, its whisker, and a cross for each whole year without a report.

    Args:
        rows: rows of `analysis.trade.preferred.Preferred`.
        code: the state.
        first: first day of the axis.
        last: last day of the axis.
    """
    hue, at = frame.colour(code), [middle(row) for row in rows]
    looks = [evidence.bar(evidence.coarse(row), hue) for row in rows]
    marker = {
        "color": [look["color"] for look in looks],
        "line": {"color": hue, "width": 1},
        "pattern": {
            "shape": [look["pattern"]["shape"] for look in looks],
            "fgcolor": hue,
            "size": 6,
            "solidity": 0.35,
            "fillmode": "overlay",
        },
    }
    high, low, value = ([row[it] for row in rows] for it in (Preferred.high, Preferred.low, Preferred.value))
    labels = ["" if row[Preferred.evidence] == "part" else _amount(row) for row in rows]
    missing = silent(rows, first, last)
    return [
        traces.bars(
            at,
            value,
            marker,
            [hover.figure(row, "value_usd") for row in rows],
            width=[min((row[Preferred.end] - row[Preferred.start]).days, 365) * DAY * _BAR for row in rows],
            called="trade",
            error_y=_whisker(above=_apart(high, value), below=_apart(value, low)),
        ),
        *_labels(at, _tallest(rows), labels),
        _crosses([f"{year}-07-02" for year in missing], [f"{year}: no figure" for year in missing]),
    ]


def silent(rows: Sequence[Row], first: object, last: object) -> list[int]:
    """The whole years of the axis without a figure."""
    years = {row[day].year for row in rows for day in (Preferred.start, Preferred.end)}
    whole = range(int(str(first)[:4]), int(str(last)[:4]) + 1)
    return [it for it in whole if it not in years and f"{it}-12-31" <= str(last)[:10]]


def _tallest(rows: Sequence[Row]) -> list[float]:
    """How high the bars of each one's year are: a label stands above both bars of a year."""
    tallest: dict[int, float] = {}
    for row in rows:
        year, high = row[Preferred.start].year, row[Preferred.high]
        tallest[year] = max(high, tallest.get(year, high))
    return [tallest[row[Preferred.start].year] for row in rows]


def _apart(high: Sequence[float], low: Sequence[float]) -> list[float]:
    return [above - below for above, below in zip(high, low, strict=True)]


def _whisker(above: Sequence[float], below: Sequence[float]) -> Trace:
    return traces.whisker(above, below, thickness=1.2, width=3)


def _amount(row: Row) -> str:
    """The label of a bar; where its whisker is long it stands at the upper end of it, and names that too."""
    value, high = row[Preferred.value], row[Preferred.high]
    return formats.spread(value, high, "value_usd") if high > _LONG * value else formats.amount(value, "value_usd")


def _at_least(low: float, high: float) -> str:
    """The same of tonnes, which are a lower bound."""
    return formats.bounds(low, high, "quantity_t") if high > _LONG * low else formats.floor(low, "quantity_t")


def _labels(x: Sequence[str], y: Sequence[float], text: Sequence[str], axis: str = "y") -> list[Trace]:
    """Write all labels on an ordinary screen; on a phone those of the first, the last and the highest bar."""
    written = [at for at, it in enumerate(text) if it]
    few = {written[0], written[-1], max(written, key=lambda at: y[at])} if written else set()
    on_phone = [it if at in few else "" for at, it in enumerate(text)]
    return [
        traces.texts(x, y, texts, "top center", yaxis=axis, cliponaxis=False, only=only)
        for only, texts in (("wide", text), ("narrow", on_phone))
    ]


def _crosses(x: Sequence[str], hovers: Sequence[str], axis: str = "y") -> Trace:
    """Small crosses at the foot of a panel: an amount that no source reports."""
    foot = [0] * len(x)
    return traces.points(x, foot, traces.cross(6, 1.4), hovers, yaxis=axis, cliponaxis=False, called="not reported")


def sent(rows: Sequence[Row], code: str, last: object) -> list[Trace]:
    """Draw a bar for the sum of the lowest reports of each year; a cross where no consignment has a weight.

    Args:
        rows: rows of `analysis.aid.consignments.AidTotal` by year, in tonnes.
        code: the state.
        last: last day of the axis.
    """
    weighed = [row for row in rows if pd.notna(row[AidTotal.low])]
    unweighed = [row for row in rows if pd.isna(row[AidTotal.low])]
    hue, at = frame.colour(code), [middle_of_year(row[AidTotal.year], last) for row in weighed]
    low, high = ([row[it] for row in weighed] for it in (AidTotal.low, AidTotal.high))
    bars = traces.bars(
        at,
        low,
        {"color": hue, "line": {"color": hue, "width": 1}},
        [_sent_hover(row, code) for row in weighed],
        yaxis="y2",
        width=int(365 * _BAR) * DAY,
        called="aid",
        error_y=_whisker(above=_apart(high, low), below=[0.0] * len(weighed)),
    )
    labels = _labels(at, high, [_at_least(*ends) for ends in zip(low, high, strict=True)], "y2")
    places = [middle_of_year(row[AidTotal.year], last) for row in unweighed]
    return [bars, *labels, _crosses(places, [_sent_hover(row, code) for row in unweighed], "y2")]


def _sent_hover(row: Row, code: str) -> str:
    count, low, high = counted(row[AidTotal.consignments], "consignment"), row[AidTotal.low], row[AidTotal.high]
    whose = f"{name(code)}, {row[AidTotal.year]}"
    if pd.isna(low):
        return hover.lines(f"<b>no weight reported</b> · {whose}", f"{count} sent")
    reach = formats.bounds(low, high, "quantity_t") if high > low else ""
    return hover.lines(
        f"<b>at least {formats.floor(low, 'quantity_t')}</b> · {whose}",
        reach and f"lowest and highest reports: {reach}",
        f"{count} dispatched or delivered, {row[AidTotal.without]} of them without a weight",
    )


def key(traded: Sequence[Row], sent: Sequence[Row], *, is_unconfirmed: bool, has_gaps: bool) -> list[Trace]:
    """What fills and crosses stand for, as far as they occur.

    Args:
        traded: rows of `analysis.trade.preferred.Preferred`.
        sent: rows of `analysis.aid.consignments.AidTotal`.
        is_unconfirmed: whether a position has stripes.
        has_gaps: whether a year has no figure of trade.
    """
    kinds = {evidence.coarse(row) for row in traded} - {"own"}
    fills = [(name, evidence.bar(kind, frame.GREY)) for kind, name in evidence.NAMES.items() if kind in kinds]
    stripes = [("position: no later report", frame.unconfirmed(frame.GREY))] if is_unconfirmed else []
    is_cross = has_gaps or any(pd.isna(row[AidTotal.low]) for row in sent)
    crosses = [("no figure", traces.cross(7, 1.4, frame.GREY))] if is_cross else []
    return [*legend.fills([*fills, *stripes]), *legend.symbols(crosses)]
