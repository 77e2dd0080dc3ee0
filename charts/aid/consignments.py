"""Single consignments on a time axis: a circle each, at its date and weight.

Fill shows how far it came. The axis of tonnes is logarithmic, because gifts range from a planeload to a train; a
consignment without a reported weight stands in a row of its own below it.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.aid.consignments import STAGES, Consignment
from charts.base import frame, hover, legend, traces
from charts.base.dates import middles, pixels_a_day
from charts.base.frame import Caption, Spec
from charts.base.labels import WIDE, Taken, box
from charts.base.traces import Trace
from data.rows import Row, records
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import name
from data.vocabulary.text import counted

NAMES: Final = {
    "delivered": "delivered", "dispatched": "sent, arrival not reported", "pledged": "pledged only",
}  # fmt: skip
_STRIP: Final = 0.22  # where consignments without a weight stand on the logarithmic axis
_SIZE: Final = 12  # pixels of the type of a label
_HIGH: Final = 0.6  # of a label, in powers of ten
_GAP: Final = "\u2002"  # between labels beside each other
_LABEL: Final = 58  # pixels of a label beside the line of 15 August 2021
_DATE: Final = 75  # pixels of the date at the line of 15 August 2021
_LABELLED_FROM: Final = 50  # tonnes
_FILL: Final = {"delivered": 1.0, "dispatched": 0.3, "pledged": 0.0}
_NARROW: Final = 250  # pixels of the plot on a phone
_SMALL: Final = 9  # pixels of a circle without a weight


def timeline_of(rows: pd.DataFrame, *, first: object, last: object, **caption: Unpack[Caption]) -> Spec:
    """Draw each consignment of a state as a marker.

    Args:
        rows: rows of `Consignment` with a date.
        first: first day of the axis.
        last: last day of the axis.
        caption: the words around it.
    """
    known = rows[Consignment.weight_low_t].notna()
    drawn = _weighed(rows[known], first, last) if known.any() else []
    drawn += [] if known.all() else [_unweighed(rows[~known])]
    stages = [stage for stage in NAMES if stage in set(rows[Consignment.stage])]
    hue = frame.colour(str(rows[Consignment.donor].iloc[0])) if len(rows) else frame.GREY
    entries = [(NAMES[stage], _look([hue], [stage]) | {"size": _SMALL}) for stage in stages]
    return frame.figure(
        [*drawn, *legend.symbols(entries)],
        height=360,
        shapes=[frame.kabul_line(label=not _crowded(rows, first, last))],
        xaxis=frame.time_axis(first, last),
        yaxis=_axis(rows[Consignment.weight_high_t].max()),
        **caption,
    )


def _days_from(rows: pd.DataFrame, day: object) -> pd.Series:
    """Count the days from a day to the middle of each period."""
    middle = rows[Consignment.start] + (rows[Consignment.end] - rows[Consignment.start]) / 2
    return (middle - pd.Timestamp(str(day))).dt.days


def _crowded(rows: pd.DataFrame, first: object, last: object) -> bool:
    """Tell whether heavy consignments stand where 15 August 2021 would be written, at the top and left of its line."""
    x, weights = _days_from(rows, frame.KABUL) * pixels_a_day(first, last, WIDE), rows[Consignment.weight_high_t]
    return bool(((weights > weights.max() / 10) & x.between(-_DATE - _LABEL / 2, _LABEL / 2)).any())


def _axis(high: float) -> Trace:
    """Lay out tonnes by powers of ten, and the strip of consignments without a weight."""
    strip = {"type": "log", "tickmode": "array", "tickvals": [_STRIP], "ticktext": ["no weight"]}
    if pd.isna(high):
        return strip | {"range": [math.log10(_STRIP) - 0.5, math.log10(_STRIP) + 0.5]}
    decades = [10.0**power for power in range(math.ceil(math.log10(high)) + 1)]
    names = ["no weight", *map(formats.tonnes, decades)]
    reach = [math.log10(_STRIP) - 0.35, math.log10(high) + 0.8]
    return strip | {"range": reach, "tickvals": [_STRIP, *decades], "ticktext": names}


def _weighed(rows: pd.DataFrame, first: object, last: object) -> list[Trace]:
    """Draw a circle at each weight, and write the weights for which a wide screen, and a phone, has room."""
    rows = rows.sort_values(Consignment.weight_low_t, ascending=False)  # the small in front of the large
    hues, weights = [frame.colour(donor) for donor in rows[Consignment.donor]], rows[Consignment.weight_low_t]
    half = ((rows[Consignment.end] - rows[Consignment.start]) / 2).dt.total_seconds() * 1000
    faint: Trace = {"color": frame.faded(hues[0], 0.6), "thickness": 1}
    look = _look(hues, rows[Consignment.stage]) | {"size": [6 + 16 * min(1, math.sqrt(it / 6000)) for it in weights]}
    days, heights = middles(rows), weights.clip(lower=2 * _STRIP)
    tops = rows[Consignment.weight_high_t].clip(lower=2 * _STRIP)  # a label stands clear of its whisker
    circles = traces.points(
        days,
        heights,
        look,
        [consignment_hover(row) for row in records(rows)],
        error_x=traces.whisker(half, half, width=0, **faint),
        cliponaxis=False,
    )
    ends = zip(days, heights, rows[Consignment.weight_high_t], strict=True)
    reports = [{"at": at, "value": low, "low": low, "high": high} for at, low, high in ends]
    size = {"size": look["size"], "opacity": 0}
    texts = [
        traces.texts(
            days, tops, _labels(rows, first, last, pixels), "top center", size=_SIZE, only=only, cliponaxis=False
        )
        | {"mode": "markers+text", "marker": size}
        for only, pixels in (("wide", WIDE), ("narrow", _NARROW))
    ]
    return [circles, traces.spread(reports, width=3, **faint), *texts]


def _look(hues: Sequence[str], stages: Iterable[str]) -> Trace:
    """Circles filled by how far each consignment came."""
    fills = [_filled(hue, _FILL[stage]) for hue, stage in zip(hues, stages, strict=True)]
    return {"symbol": "circle", "color": fills, "opacity": 1, "line": {"color": hues[0], "width": 1.4}}


def _filled(hue: str, opacity: float) -> str:
    return hue if opacity == 1 else frame.faded(hue, opacity) if opacity else frame.CLEAR


def _unweighed(rows: pd.DataFrame) -> Trace:
    hues = [frame.colour(donor) for donor in rows[Consignment.donor]]
    look = _look(hues, rows[Consignment.stage]) | {"size": _SMALL}
    return traces.points(middles(rows), [_STRIP] * len(rows), look, [consignment_hover(row) for row in records(rows)])


def _labels(rows: pd.DataFrame, first: object, last: object, wide: float) -> list[str]:
    """Write the weights of the heaviest, none where it would cover a heavier one's or run off the axis; `rows` by weight."""
    places, taken, labels = _days_from(rows, first) * pixels_a_day(first, last, wide), Taken(), []
    ends = zip(places, rows[Consignment.weight_low_t], rows[Consignment.weight_high_t], strict=True)
    for x, weight, top in ends:
        label = formats.tonnes(weight)
        place = box(f"{label}{_GAP}", x, math.log10(top) if top else 0, _SIZE, _HIGH)
        fits = weight >= _LABELLED_FROM and place.left >= 0 and place.right <= wide
        labels.append(label if fits and not taken.meets(place) else "")
        taken.add(place)
    return labels


def consignment_hover(row: Row, *more: str) -> str:
    """Describe a consignment: weight, goods, how far it came and when, what must be known, how many reports there are.

    Args:
        row: a row of `Consignment`.
        more: further lines.
    """
    sources = len(row[Consignment.source_ids].split(";"))
    return hover.lines(
        f"<b>{weight(row)}</b> · {codes.AID_KINDS[row[Consignment.kind]]} · {name(row[Consignment.donor])}",
        row[Consignment.goods],
        occasion(row),
        row[Consignment.area],
        stages(row),
        codes.AID_CAVEATS.get(row[Consignment.caveat]),
        f"{counted(row[Consignment.reports], 'report')}, {counted(sources, 'source')}",
        *more,
    )


def occasion(row: Row) -> str:
    """Name what it was given for, with its date where there is one: "Herat earthquake, Oct 2023"."""
    day = row[Consignment.occasion_on]
    if pd.isna(day):
        return row[Consignment.occasion]
    date = periods.label(day, day, row[Consignment.occasion_on_precision])
    return f"{codes.start_upper(row[Consignment.occasion])}, {date}"


def weight(row: Row) -> str:
    """Write the weight, and what reports of other stages say of it."""
    low, high = row[Consignment.weight_low_t], row[Consignment.weight_high_t]
    if pd.isna(low):
        return "not weighed"
    words = formats.spread(low, high, "quantity_t")
    if row[Consignment.weight_from] != row[Consignment.stage]:
        words += f", as reported when {row[Consignment.weight_from]}"
    of_all = row[Consignment.weight_all_low_t], row[Consignment.weight_all_high_t]
    return words if of_all == (low, high) else f"{words} (at any stage: {formats.spread(*of_all, 'quantity_t')})"


def stages(row: Row) -> str:
    """Write how far a consignment came, with the first date of each stage; the furthest first."""
    reached = [stage for stage in reversed(STAGES) if pd.notna(row[f"{stage}_on"])]
    parts = [
        f"{stage} {periods.label(row[f'{stage}_on'], row[f'{stage}_to'], row[f'{stage}_precision'])}"
        for stage in reached
    ]
    missing = {"pledged": "no later report", "dispatched": "arrival not reported", "delivered": ""}
    if missing[row[Consignment.stage]] and row[Consignment.caveat] not in {"partly", "discount"}:
        parts.insert(1, missing[row[Consignment.stage]])
    return "; ".join(parts)
