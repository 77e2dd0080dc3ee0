"""Aid in sums: by year, donor and kind.

Fill shows how far the goods came: solid delivered, pale dispatched, striped only pledged. A bar adds the lowest
reported figures ("at least"); its whisker reaches to the sum of the highest. Consignments without a figure are
counted in words and never drawn as zero.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final, Unpack

import pandas as pd

from analysis.aid.consignments import STAGES, AidTotal
from charts.base import frame, hover, legend, traces
from charts.base.dates import DAY, middle_of_year
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.vocabulary import formats
from data.vocabulary.codes import AID_KINDS, start_upper
from data.vocabulary.places import CODES, name
from data.vocabulary.text import counted

_STACKED: Final = tuple(reversed(STAGES))  # delivered at the foot of a bar
_NAMES: Final = {"delivered": "delivered", "dispatched": "arrival not reported", "pledged": "only pledged"}
_ROW: Final = 54  # pixels of one horizontal bar
_WIDTH: Final = int(365 * 0.66) * DAY  # of a bar of a year


def by_year(
    bars: pd.DataFrame, parts: pd.DataFrame, *, measure: str, last: dt.date, **caption: Unpack[Caption]
) -> Spec:
    """Draw sums by year, stacked by stage and donor, on a time axis that begins with the first of them.

    Args:
        bars: rows of `AidTotal` by year.
        parts: rows of `AidTotal` by year, stage and donor.
        measure: quantity_t or value_usd.
        last: last day of the axis.
        caption: the words around it.
    """
    places = {year: middle_of_year(year, last) for year in bars[AidTotal.year]}
    drawn = _parts(parts, "year", places, measure, width=_WIDTH)
    drawn += [_ends(bars, "year", places, measure), *_legend(parts, donors=True)]
    first = dt.date(min([last.year, *places]), 1, 1)
    years = {**frame.time_axis(first, last), "tickformat": "%Y", "ticklabelmode": "period"}
    axes = {"xaxis": years, "yaxis": frame.value_axis(_high(bars) * 1.25, measure)}
    return _stacked(drawn, 420, axes, caption, [frame.kabul_line()])


def by_donor(bars: pd.DataFrame, parts: pd.DataFrame, *, measure: str, **caption: Unpack[Caption]) -> Spec:
    """Draw sums by donor as lying bars, stacked by stage, top to bottom in the order of `bars`; arguments as of `by_year`."""
    return _lying(bars, parts, "donor", {code: name(code) for code in bars[AidTotal.donor]}, measure, caption)


def by_kind(bars: pd.DataFrame, parts: pd.DataFrame, *, measure: str, **caption: Unpack[Caption]) -> Spec:
    """Draw sums by kind as lying bars, stacked by stage and donor; arguments as of `by_donor`."""
    names = {kind: start_upper(AID_KINDS[kind]) for kind in bars[AidTotal.kind]}
    return _lying(bars, parts, "kind", names, measure, caption)


def _high(bars: pd.DataFrame) -> float:
    """Find the highest sum; where there is none, some height for an empty plot."""
    return float(bars[AidTotal.high].max()) if bars[AidTotal.high].notna().any() else 1.0


def _lying(
    bars: pd.DataFrame, parts: pd.DataFrame, group: str, names: Mapping[str, str], measure: str, caption: Caption
) -> Spec:
    """Draw lying bars, the first of `names` on top."""
    places = {value: at for at, value in enumerate(names)}
    drawn = _parts(parts, group, places, measure, width=0.56, lying=True)
    drawn += [_ends(bars, group, places, measure, lying=True), *_legend(parts, donors=group != "donor")]
    values = frame.value_axis(_high(bars), measure) | {"range": [0, _high(bars) * 1.4]}
    axes = {"xaxis": values, "yaxis": traces.rows_axis(list(names.values()))}
    return _stacked(drawn, 200 + _ROW * len(places), axes, caption)


def _stacked(drawn: list[Trace], height: int, axes: Trace, caption: Caption, shapes: Sequence[Trace] = ()) -> Spec:
    """Lay out stacked bars, whose words go where they have no room."""
    small = {"minsize": 12, "mode": "hide"}
    return frame.figure(
        drawn, height=height, barmode="stack", uniformtext=small, shapes=list(shapes), axes=axes, **caption
    )


def _parts(
    parts: pd.DataFrame, group: str, places: Mapping[Any, object], measure: str, *, width: float, lying: bool = False
) -> list[Trace]:
    """Draw a trace for each stage and donor, delivered first so that it stands at the foot."""
    rows = [row for row in records(parts) if row[group] in places]
    many = group != "donor" and len(set(parts[AidTotal.donor])) > 1
    drawn = []
    for stage in _STACKED:
        for code in CODES:
            part = [row for row in rows if (row[AidTotal.stage], row[AidTotal.donor]) == (stage, code)]
            if part:
                ends, at = [row[AidTotal.low] for row in part], [places[row[group]] for row in part]
                names = [name(code) if many and stage == "delivered" else ""] * len(part)
                more = {"width": width, "lying": lying, "called": f"{name(code)}, {stage}"}
                more["insidetextfont"] = {"color": frame.ink_on(code)}
                hovers = [_hover(row, measure) for row in part]
                x, y = (ends, at) if lying else (at, ends)
                drawn.append(traces.bars(x, y, _fill(code, stage), hovers, **traces.inside(names, 13), **more))
    return drawn


def _fill(code: str, stage: str) -> Trace:
    if stage == "pledged":
        return frame.hatched(code)
    hue = frame.colour(code)
    return {"color": hue if stage == "delivered" else frame.faded(hue, 0.4), "line": {"color": hue, "width": 1}}


def _ends(bars: pd.DataFrame, group: str, places: Mapping[Any, object], measure: str, *, lying: bool = False) -> Trace:
    """Write beyond each bar its sum, with a whisker up to the sum of the highest; a cross where nothing is known."""
    rows = records(bars)
    known = [pd.notna(row[AidTotal.low]) for row in rows]
    at, tops = [places[row[group]] for row in rows], list(bars[AidTotal.high].fillna(0))
    down = list((bars[AidTotal.high] - bars[AidTotal.low]).fillna(0))
    edges = {"color": frame.GREY, "width": [0 if there else 1.4 for there in known]}
    return traces.points(
        *((tops, at) if lying else (at, tops)),
        {"symbol": "x-thin", "size": [1 if there else 8 for there in known], "color": frame.GREY, "line": edges},
        [_hover(row, measure) for row in rows],
        mode="markers+text",
        text=[f"  {_end(row, measure, ' ')}" if lying else _end(row, measure, "<br>") for row in rows],
        textposition="middle right" if lying else "top center",
        textfont={"size": 12, "shadow": "auto"},  # the lines of milestones would strike it through
        cliponaxis=False,
        **{"error_x" if lying else "error_y": traces.whisker([0] * len(rows), down, thickness=1.2)},
    )


def _end(row: Row, measure: str, gap: str) -> str:
    """Write the sum of what was sent and of what is only pledged, or that nothing of it has a figure."""
    sent = row[AidTotal.low] - row[AidTotal.pledged]
    parts = [formats.floor(sent, measure)] if sent > 0 else []
    pledged = formats.floor(row[AidTotal.pledged], measure)
    parts += [f"{'+' * bool(parts)}{pledged}", "pledged"] if row[AidTotal.pledged] else []
    parts += [] if parts or pd.notna(row[AidTotal.low]) else ["no", "weight" if measure == "quantity_t" else "value"]
    return gap.join(parts)


def _hover(row: Row, measure: str) -> str:
    """Describe a sum: what it is of, and how many consignments stand behind it."""
    of = [(AidTotal.kind, AID_KINDS.get), (AidTotal.donor, name), (AidTotal.year, str), (AidTotal.stage, _NAMES.get)]
    head = [start_upper(", ".join(str(say(row[column])) for column, say in of if pd.notna(row[column])))]
    low, high = row[AidTotal.low], row[AidTotal.high]
    if pd.notna(low):
        head.insert(0, f"<b>at least {formats.floor(low, measure)}</b>")
        if high > low:
            head.append(f"lowest and highest reports: {formats.bounds(low, high, measure)}")
    unknown = "weight" if measure == "quantity_t" else "value"
    return hover.lines(
        *head,
        f"{counted(row[AidTotal.consignments], 'consignment')}, each counted once",
        f"{row[AidTotal.without]} of them without a reported {unknown}" if row[AidTotal.without] else "",
    )


def _legend(parts: pd.DataFrame, *, donors: bool) -> list[Trace]:
    """Explain the hues of several donors; the fills of a single one, or where rows name the donors."""
    codes = [code for code in CODES if code in set(parts[AidTotal.donor])] if donors else []
    if len(codes) > 1:
        return legend.fills((name(code), _fill(code, "delivered")) for code in codes)
    stages, hue = set(parts[AidTotal.stage]), codes[0] if codes else ""
    return legend.fills((_NAMES[it], _fill(hue, it)) for it in _STACKED if it in stages)
