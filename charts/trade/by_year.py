"""Trade by year: a panel for each state, all on one scale, and the sums of several states apart.

A line joins the years of one reporter; where a year is missing it is broken. What somebody else reports for the same
period is a ring, joined to the figure that it differs from.
"""

import math
from collections.abc import Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.trade.comparison import DIFFERENT, Yearly
from analysis.trade.preferred import SAME, unbroken
from analysis.trade.since_2021 import BASE
from charts.base import dates, evidence, frame, hover, legend, traces
from charts.base.frame import Caption, Spec
from charts.base.panels import Panel, stacked
from charts.base.traces import Trace
from data.rows import Row, grouped, records
from data.vocabulary import formats
from data.vocabulary.places import CODES

Reports = dict[tuple, list[Row]]  # by country, flow, commodity and period
SCALES: Final = ("common", "own", "log")
_PANEL: Final = {1: 300, 2: 200, 3: 150}  # pixels of a panel, by how many there are
_LOW: Final = 100  # of one among more
_GAP: Final = 22  # between panels: the name of the next stands there
_ABOVE, _BELOW = 12, 22  # pixels of a panel over the highest figure and under zero, where values stand
_OFF: Final = 5  # pixels between zero and the values at the foot
_CLEAR: Final = 15  # pixels between a ring and its figure without which its name has no room
_RIGHT: Final = 58  # pixels right of the plot, where the last value stands
_APART: Final = 1.25  # from this ratio on another report is named beside its ring
_SPACE: Final = "&nbsp;" * 2
_JOINT: Final = "Several states together, on a scale of their own"
_SHORT: Final = {"own": "another own report", "AFG": "Afghan side", "NEWS": "press", "other": "another side"}


def by_year(
    years: pd.DataFrame,
    reports: pd.DataFrame,
    *,
    first: object,
    last: object,
    measure: str = "value_usd",
    scale: str = "common",
    **caption: Unpack[Caption],
) -> Spec:
    """Draw the yearly figures of each state in a panel; the first, the last and the year of the takeover have their value.

    Args:
        years: rows of `YearOfSeries`, or derived from these; above zero for a logarithmic scale.
        reports: rows of `Report`, or derived from these: all reports of the figures that several report.
        first: first day of the axis.
        last: last day of the axis.
        measure: `value_usd`, `quantity_t`, `quantity_gwh`, or a key of `formats.RELATIVE`.
        scale: one of `SCALES`: one for all states, one for each, or one that is logarithmic.
        caption: the words around it.
    """
    if years.empty:
        return frame.empty("There is no figure for these countries and years.", caption["title"])
    alike = hover.alike(reports, SAME)
    parts = grouped(records(years.sort_values([Yearly.start])), [Yearly.country])
    states = {part[0][Yearly.country]: part for part in parts if part[0][Yearly.country] in CODES}
    joint = [row for part in parts if part[0][Yearly.country] not in CODES for row in part]
    height = _PANEL.get(len(states) + bool(joint), _LOW)
    every = [row for part in states.values() for row in part]
    panels = [
        _panel(states[code], alike, measure, height, states[code] if scale == "own" else every, log=scale == "log")
        for code in CODES
        if code in states
    ]
    if joint:
        panels.append(_panel(joint, alike, measure, height, joint, log=scale == "log", name=_JOINT))
    spec = stacked(panels, _legend(records(years)), caption, height=height, gap=_GAP, xaxis=_axis(first, last))
    margin = {**spec["layout"]["margin"], "r": _RIGHT}
    return {**spec, "layout": {**spec["layout"], "margin": margin}}


def _axis(first: object, last: object) -> Trace:
    """A time axis whose ticks name the years at their middle, where the figures stand."""
    begin, end = pd.Timestamp(str(first)), pd.Timestamp(str(last))
    middles = {year: pd.Timestamp(year, 7, 2) for year in range(int(begin.year), int(end.year) + 1)}
    shown = [year for year, middle in middles.items() if begin <= middle <= end]
    shown = shown[:: -(-len(shown) // traces.LABELS) or 1]
    ticks = {"tickmode": "array", "tickvals": [dates.day(middles[year]) for year in shown]}
    return {**frame.time_axis(first, last), **ticks, "ticktext": [str(year) for year in shown], "showgrid": False}


def _panel(
    rows: list[Row], reports: Reports, measure: str, height: int, together: Sequence[Row], *, log: bool, name: str = ""
) -> Panel:
    """Draw one state, or the sums of several states.

    Args:
        rows: its rows in order of time.
        reports: all reports of the same, by what they are of.
        measure: what their `value` is.
        height: of the panel in pixels.
        together: the rows that share the scale.
        log: whether this is logarithmic.
        name: what stands above it; by default the state.
    """
    code = rows[0][Yearly.country]
    high, hue = max(row[Yearly.high] for row in together), frame.colour(code)
    pixel = (
        0 if log else high / (height - _ABOVE - _BELOW)
    )  # what a pixel of the panel stands for; nothing if it is not even
    foot, ends = _ends(rows, height) if log else (-_OFF * pixel, [-_BELOW * pixel, high + _ABOVE * pixel])
    lines = [] if name else [run for run in unbroken([row for row in rows if _is_firm(row)]) if len(run) > 1]
    days = traces.apart([dates.middle(row) for row in run] for run in lines)
    values = traces.apart([row[Yearly.value] for row in run] for run in lines)
    marks = [_hover(row, _same(row, reports), measure) for row in rows]
    look = traces.mark([_symbol(row) for row in rows], [_size(row) for row in rows], hue)
    drawn = [
        traces.lines(days, values, hue, 2),
        *_others(rows, reports, measure, pixel),
        traces.points(
            [dates.middle(row) for row in rows], [row[Yearly.value] for row in rows], look, marks,
            called=name or hover.who(code), cliponaxis=False,
        ),
        *_labels(rows, measure, pixel, foot, joint=bool(name)),
    ]  # fmt: skip
    axis = frame.value_axis(high, measure, log=log, every=1 if log or height > _LOW else 2)
    axis["range"] = ends
    if pixel:
        axis |= {"zeroline": True, "zerolinecolor": frame.SOFT, "zerolinewidth": 1}
    return Panel(name or hover.who(code), drawn, axis)


def _ends(rows: list[Row], height: int) -> tuple[float, list[float]]:
    """Where values stand at the foot of a logarithmic panel, under all figures, and the ends of its axis in powers of ten."""
    values = [it for row in rows for it in (row[Yearly.low], row[Yearly.value], row[Yearly.high]) if it > 0] or [1]
    low, high = math.log10(min(values)), math.log10(max(values))
    pixel = max(high - low, 0.3) / (height - _ABOVE - _BELOW)
    return 10 ** (low - _OFF * pixel), [low - _BELOW * pixel, high + _ABOVE * pixel]


def _hover(row: Row, alike: list[Row], measure: str) -> str:
    """What a figure is and who reports it; beside a sum that we worked out all reports of the same."""
    beside = ["reported for the same period:", *hover.reports(alike, measure)] if row[Yearly.derived] and alike else []
    return hover.figure(row, measure, *beside, alike=alike)


def _is_firm(row: Row) -> bool:
    """Whether a line may join it: a calendar year by the state's own figure or the IMF's."""
    return row[Yearly.firm] and row[Yearly.span] == "year"


def _symbol(row: Row) -> str:
    """Filled is the state's own figure or the IMF's, hollow another's; a dash covers a part of a year."""
    return "line-ew-open" if row[Yearly.span] == "part" else evidence.hollow("circle", is_hollow=not row[Yearly.firm])


def _size(row: Row) -> int:
    return 12 if row[Yearly.span] == "part" else 8


def _same(row: Row, reports: Reports) -> list[Row]:
    """Look up all reports of the country, flow, goods and period of a figure."""
    return reports.get(tuple(row[column] for column in SAME), [])


def _others(rows: list[Row], reports: Reports, measure: str, pixel: float) -> list[Trace]:
    """Draw a ring for each other value of the same period, where it is no near one; a line to it; the name of the widest gap.

    Args:
        rows: the figures of a panel.
        reports: all reports of the same.
        measure: what their value is.
        pixel: what a pixel stands for; 0 on a logarithmic scale, on which none is named.
    """
    rings, widest = [], (_APART, "", 0.0, "", False)
    for row in rows:
        alike, at, value = _same(row, reports), dates.middle(row), row[Yearly.value]
        for other in sorted({report[measure] for report in alike} - {value}):
            equal = [report for report in alike if report[measure] == other]
            by = (*hover.divided(equal[0], measure), *hover.reports(equal, measure))
            apart = _ratio(other, value)
            if apart > DIFFERENT:
                rings.append((at, other, hover.lines(hover.head(row, other, measure), *by)))
            if pixel and apart >= widest[0] and abs(other - value) >= _CLEAR * pixel:
                widest = (apart, at, other, f"{formats.amount(other, measure)}, {_whose(equal[0])}", other < value)
    ends = [row for row in rows if _ratio(row[Yearly.low], row[Yearly.high]) > DIFFERENT]
    days, values, hovers = zip(*rings, strict=True) if rings else ((), (), ())
    apart = traces.apart((row[Yearly.low], row[Yearly.high]) for row in ends)
    at = traces.apart([dates.middle(row)] * 2 for row in ends)
    look = traces.mark("circle-open", 10, frame.GREY, 2)
    label = (
        [
            traces.texts(
                [widest[1]], [widest[2]], [f"{widest[3]}{_SPACE}&nbsp;"], "top left" if widest[4] else "middle left"
            )
        ]
        if widest[1]
        else []
    )
    return [
        traces.lines(at, apart, frame.GREY, 2.5, called="spread of reports"),
        traces.points(days, values, look, hovers, called="other reports", cliponaxis=False),
        *label,
    ]


def _ratio(one: float, other: float) -> float:
    """How many times the larger of two values is the smaller; endless where one is zero."""
    low, high = sorted((one, other))
    return high / low if low > 0 else math.inf if high > 0 else 1


def _whose(report: Row) -> str:
    """Name in two words who reports it, or that it is a claim."""
    return "claimed" if report["status"] == "claim" else _SHORT.get(hover.reporter(report), hover.reporter(report))


def _labels(rows: list[Row], measure: str, pixel: float, foot: float, *, joint: bool) -> list[Trace]:
    """Write the last value beside its mark, those of the first year and of the takeover at the foot; of joint figures all.

    A last value near zero stands above it. That of the takeover ends before its line where the screen is wide.
    """
    if joint:
        latest = {row[Yearly.country]: row for row in rows}
        named = [row is latest[row[Yearly.country]] for row in rows]
        sides = ["middle left" if is_last else "bottom center" for is_last in named]
        texts = [
            f"{_amount(row, measure)}{f', {_short(row[Yearly.country])}{_SPACE}' * is_last}"
            for row, is_last in zip(rows, named, strict=True)
        ]
        values, marks = (
            [row[Yearly.value] for row in rows],
            {"mode": "markers+text", "marker": {"size": 8, "opacity": 0}},
        )
        return [traces.texts(map(dates.middle, rows), values, texts, sides, cliponaxis=False) | marks]
    years = [row for row in rows if row[Yearly.span] != "part"] or rows[-1:]
    first, last = years[0], years[-1]
    side = "top right" if last[Yearly.value] < _CLEAR * pixel else "middle right"
    places = [(last, side, last[Yearly.value], f"{_SPACE}{_amount(last, measure)}<br>{_SPACE}{_when(last)}", None)]
    base = next((row for row in years[1:-1] if row[Yearly.year] == BASE), None)
    feet = ((first, "bottom right", None), (base, "bottom left", "wide"), (base, "bottom center", "narrow"))
    for row, side, only in feet:
        if row is not None and row is not last:
            places.append((row, side, foot, f"{_amount(row, measure)} ({_when(row)})", only))
    return [
        traces.texts([dates.middle(row)], [value], [text], [side], cliponaxis=False, **({"only": only} if only else {}))
        for row, side, value, text, only in places
    ]


def _amount(row: Row, measure: str) -> str:
    lower = row[Yearly.bound] == "at_least"
    return f"{'≥ ' * lower}{(formats.floor if lower else formats.amount)(row[Yearly.value], measure)}"


def _when(row: Row) -> str:
    """The period in few signs: 2024, 2024/25, or its months."""
    year = row[Yearly.year]
    return {"year": str(year), "solar year": f"{year}/{(year + 1) % 100:02d}"}.get(row[Yearly.span]) or hover.period(
        row
    )


def _short(code: str) -> str:
    """Name several states together by their number."""
    return "all five" if code == "CA5" else f"{len(code.split(';'))} states"


def _legend(rows: list[Row]) -> list[Trace]:
    """Explain the marks, as far as they occur."""
    whole, firm = [row for row in rows if row[Yearly.span] != "part"], traces.mark("circle", 8, frame.GREY)
    entries = [
        ("own statistics or IMF", firm, any(row[Yearly.firm] for row in whole)),
        ("hollow: partner, press, preliminary or claim", traces.mark("circle-open", 8, frame.GREY),
         not all(row[Yearly.firm] for row in whole)),
        ("dash: a part of a year", traces.mark("line-ew-open", 12, frame.GREY), len(whole) < len(rows)),
        ("ring: another report, over 10 % away", traces.mark("circle-open", 10, frame.GREY, 2),
         any(_ratio(row[Yearly.low], row[Yearly.high]) > DIFFERENT for row in rows)),
    ]  # fmt: skip
    return legend.symbols((name, look) for name, look, occurs in entries if occurs)
