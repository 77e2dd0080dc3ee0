"""The bars of one state's turnover and aid in thin panels, with their whiskers, labels and crosses."""

import re
from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.aid.consignments import AidTotal
from analysis.trade.preferred import Preferred
from charts.base import evidence, frame, hover, legend, traces
from charts.base.dates import DAY, middle, middle_of_year, pixels_a_day
from charts.base.labels import Taken, box
from charts.base.traces import Trace
from data.rows import Row
from data.vocabulary import formats
from data.vocabulary.places import name
from data.vocabulary.text import counted

HEADINGS: Final = {"yaxis": "Exports plus imports", "yaxis2": "Aid sent, at least"}
_BAR: Final = 0.7  # of its period
_NARROW: Final = 270  # pixels of the time axis on a phone
_RIGHT: Final = 12  # pixels beyond its end that a label may take
_SIZE: Final = 12  # pixels of the type
_LINE: Final = 17  # pixels of a line of it, with what is free above
_LONG: Final = 1.1  # times the value: a longer whisker is named in the label


def turnover(rows: Sequence[Row], code: str, first: object, last: object, unit: float) -> list[Trace]:
    """Draw a bar for each figure, its whisker, and a cross for each whole year without a report.

    Args:
        rows: rows of `analysis.trade.preferred.Preferred`.
        code: the state.
        first: first day of the axis.
        last: last day of the axis.
        unit: the pixels of a dollar.
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
            error_y=_whisker(low, value, high),
        ),
        _inside(rows, at, code),
        *_labels(at, _tallest(rows), labels, first, last, unit),
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


def _whisker(low: Sequence[float], value: Sequence[float], high: Sequence[float], colour: str = frame.GREY) -> Trace:
    """Whiskers from the lowest to the highest report, where they differ: one of no length would be a stroke on its bar."""
    ends = [
        (above - drawn, drawn - below) if above > below else (None, None)
        for below, drawn, above in zip(low, value, high, strict=True)
    ]
    above, below = zip(*ends, strict=True) if ends else ((), ())
    return traces.whisker(above, below, color=colour, thickness=1.4, width=3)


def _inside(rows: Sequence[Row], at: Sequence[str], code: str) -> Trace:
    """The part of a long whisker that lies on a full bar, in a colour that is seen there."""
    full = [
        (row, day)
        for row, day in zip(rows, at, strict=True)
        if evidence.coarse(row) == "own" and row[Preferred.value] > _LONG * row[Preferred.low]
    ]
    low, value = ([row[it] for row, _ in full] for it in (Preferred.low, Preferred.value))
    look = _whisker(low, value, value, frame.ink_on(code))
    return traces.points([day for _, day in full], value, {"opacity": 0}, called="spread of reports", error_y=look)


def _amount(row: Row) -> str:
    """The label of a bar; where its whisker is long it stands at the upper end of it, and names that too."""
    value, high = row[Preferred.value], row[Preferred.high]
    return formats.spread(value, high, "value_usd") if high > _LONG * value else formats.amount(value, "value_usd")


def _at_least(low: float, high: float) -> str:
    """The same of tonnes, which are a lower bound."""
    return formats.bounds(low, high, "quantity_t") if high > _LONG * low else formats.floor(low, "quantity_t")


def _labels(
    x: Sequence[str], y: Sequence[float], text: Sequence[str], first: object, last: object, unit: float, axis: str = "y"
) -> list[Trace]:
    """Write all labels on an ordinary screen; on a phone those that `_on_phone` chooses.

    Args:
        x: the days of the bars.
        y: how high they are.
        text: of each bar; empty for none.
        first: first day of the time axis.
        last: last day of the time axis.
        unit: the pixels of one unit of `y`.
        axis: the vertical one.
    """
    short = [re.sub(r"[-\u2013]", r"\g<0><br>", it) for it in text]
    sides = _on_phone(x, y, short, first, last, unit)
    few = [it if at in sides else "" for at, it in enumerate(short)]
    places = [sides.get(at, "top center") for at in range(len(text))]
    return [
        traces.texts(x, y, texts, at, yaxis=axis, cliponaxis=False, only=only, rim=True)
        for only, texts, at in (("wide", text, "top center"), ("narrow", few, places))
    ]


def _on_phone(
    x: Sequence[str], y: Sequence[float], text: Sequence[str], first: object, last: object, unit: float
) -> dict[int, str]:
    """Choose the bars that have a label on a phone, and its side: the last, the highest and the first, where they have room.

    Arguments as of `_labels`.
    """
    written = [at for at, it in enumerate(text) if it]
    if not written:
        return {}
    scale, begin = pixels_a_day(first, last, _NARROW), pd.Timestamp(str(first))
    taken, sides = Taken(), {}
    for at in dict.fromkeys((written[-1], max(written, key=lambda at: y[at]), written[0])):
        place = (pd.Timestamp(x[at]) - begin).days * scale
        label = box(text[at], place, y[at] * unit, _SIZE, _LINE)
        half = place - label.left
        for side, left in (("top center", place - half), ("top right", place), ("top left", place - 2 * half)):
            label = label._replace(left=left, right=left + 2 * half)
            if label.left >= 0 and label.right <= _NARROW + _RIGHT and not taken.meets(label):
                taken.add(label)
                sides[at] = side
                break
    return sides


def _crosses(x: Sequence[str], hovers: Sequence[str], axis: str = "y") -> Trace:
    """Small crosses at the foot of a panel: an amount that no source reports."""
    foot = [0] * len(x)
    return traces.points(x, foot, traces.cross(6, 1.4), hovers, yaxis=axis, cliponaxis=False, called="not reported")


def sent(rows: Sequence[Row], code: str, first: object, last: object, unit: float) -> list[Trace]:
    """Draw a bar for the sum of the lowest reports of each year; a cross where no consignment has a weight.

    Args:
        rows: rows of `analysis.aid.consignments.AidTotal` by year, in tonnes.
        code: the state.
        first: first day of the axis.
        last: last day of the axis.
        unit: the pixels of a tonne.
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
        error_y=_whisker(low, low, high),
    )
    labels = _labels(at, high, [_at_least(*ends) for ends in zip(low, high, strict=True)], first, last, unit, "y2")
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
