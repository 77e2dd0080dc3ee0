"""Trade by year and country: bars in groups, or marks on a logarithmic scale.

Fill tells what kind of figure it is, as `charts.base.evidence` draws it. A whisker spans all reports of the same period,
and each of them is a dash on it. A cross stands where no figure is known: an empty place would read as none.
"""

from typing import Final, Unpack

import pandas as pd

from analysis.trade.comparison import Yearly
from analysis.trade.preferred import SAME
from charts.base import evidence, frame, hover, legend, traces
from charts.base.dates import DAY
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from charts.trade import bar_slots
from data.rows import Row, grouped, records
from data.vocabulary import formats
from data.vocabulary.places import CODES

Reports = dict[tuple, list[Row]]  # by country, flow, commodity and period
_HEIGHT: Final = 450
_FAR: Final = 1.1  # from this ratio on the highest report is written beside the value


def by_year(
    years: pd.DataFrame,
    reports: pd.DataFrame,
    *,
    first: object,
    last: object,
    measure: str = "value_usd",
    log: bool = False,
    **caption: Unpack[Caption],
) -> Spec:
    """Draw bars by year, in each year one for each country; a part of a year stands beside the year that it belongs to.

    On a logarithmic scale a bar would have no foot: there the figures are marks.

    Args:
        years: rows of `YearOfSeries`, or derived from these; above zero for a logarithmic scale.
        reports: rows of `Report`, or derived from these: all reports of the figures that several report.
        first: first day of the axis.
        last: last day of the axis.
        measure: `value_usd`, `quantity_t`, `quantity_gwh`, or a key of `formats.RELATIVE`.
        log: whether the scale is logarithmic.
        caption: the words around it.
    """
    if years.empty:
        return frame.empty("No figure is on record for these countries and years.", caption["title"])
    rows = bar_slots.placed(years, first, last)
    alike = hover.alike(reports, SAME)
    spread, high = _spread(rows, alike, measure), float(rows[Yearly.high].max())
    if log:
        marks = [_marks(part, alike, measure) for part in _parts(rows)]
        drawn, axis = [*marks, *spread, *_log_legend(rows)], frame.value_axis(high, measure, log=True)
    else:
        bars = [bar for part in _parts(rows) for bar in _bars(part, alike, measure)]
        others = [_gaps(rows, first, last, measure), *spread, _labels(rows, first, last, measure)]
        drawn, axis = [*bars, *others, *_legend(rows)], frame.value_axis(high * 1.06, measure)
    time = frame.time_axis(first, last)
    return frame.figure(
        drawn, height=_HEIGHT, barmode="overlay", shapes=[frame.kabul_line()], xaxis=time, yaxis=axis, **caption
    )


def _parts(rows: pd.DataFrame) -> list[list[Row]]:
    """Part the rows by country, in our order."""
    place = {code: rank for rank, code in enumerate(hover.order(rows[Yearly.country]))}
    return sorted(grouped(records(rows), [Yearly.country]), key=lambda part: place[part[0][Yearly.country]])


def _bars(rows: list[Row], reports: Reports, measure: str) -> list[Trace]:
    """Draw the bars of one country, a trace for each look."""
    code = rows[0][Yearly.country]
    return [
        traces.bars(
            [_time(row) for row in alike],
            [row[Yearly.value] for row in alike],
            marker,
            [_hover(row, reports, measure) for row in alike],
            width=[row["days"] * DAY for row in alike],
            called=hover.who(code),
        )
        for _, marker, alike in evidence.looks(rows, frame.colour(code))
    ]


def _marks(rows: list[Row], reports: Reports, measure: str) -> Trace:
    """Draw the marks of one country on a logarithmic scale."""
    code = rows[0][Yearly.country]
    symbols = [evidence.symbol(_shape(code), row[Yearly.evidence]) for row in rows]
    days, values = [_time(row) for row in rows], [row[Yearly.value] for row in rows]
    mark, hovers = traces.mark(symbols, 10, frame.colour(code)), [_hover(row, reports, measure) for row in rows]
    return traces.points(days, values, mark, hovers, called=hover.who(code), cliponaxis=False)


def _shape(code: str) -> str:
    return frame.SYMBOL.get(code, "cross")


def _time(row: Row) -> str:
    return f"{row['at']:%Y-%m-%d %H:%M}"


def _same(row: Row, reports: Reports) -> list[Row]:
    """Look up all reports of the country, flow, goods and period of a figure."""
    return reports.get(tuple(row[column] for column in SAME), [])


def _hover(row: Row, reports: Reports, measure: str) -> str:
    return hover.figure(row, measure, alike=_same(row, reports))


def _spread(rows: pd.DataFrame, reports: Reports, measure: str) -> list[Trace]:
    """Draw a whisker over all reports of the period, and on it a dash for each other value, which names who reports it."""
    every, marks = records(rows), []
    ends = [row for row in every if row[Yearly.low] < row[Yearly.high]]
    for row in every:
        alike = _same(row, reports)
        for value in sorted({report[measure] for report in alike} - {row[Yearly.value]}):
            equal = [report for report in alike if report[measure] == value]
            by = (*hover.divided(equal[0], measure), *hover.reports(equal, measure))
            marks.append((_time(row), value, hover.lines(hover.head(row, value, measure), *by)))
    days, values, hovers = zip(*marks, strict=True) if marks else ((), (), ())
    dash = {"symbol": "line-ew-open", "size": 9, "color": frame.GREY, "line": {"width": 2}}
    reach = traces.apart((row[Yearly.low], row[Yearly.high]) for row in ends)
    times = traces.apart((_time(row), _time(row)) for row in ends)
    return [
        traces.lines(times, reach, frame.GREY, 1.3, called="spread of reports"),
        traces.points(days, values, dash, hovers, called="other reports"),
    ]


def _gaps(rows: pd.DataFrame, first: object, last: object, measure: str) -> Trace:
    """Draw a small cross at the foot for each state and whole year without a figure."""
    gaps = bar_slots.gaps(rows, first, last)
    why = "no figure of it, or nothing to divide it by" if measure in formats.RELATIVE else "no figure on record"
    return traces.points(
        [str(day) for day, *_ in gaps],
        [0] * len(gaps),
        traces.cross(5, 1.2),
        [f"{hover.who(code)}, {year}: {why}" for _, code, year in gaps],
        name="no figure",
        showlegend=bool(gaps),
        cliponaxis=False,
        legendrank=3000,
    )


def _labels(rows: pd.DataFrame, first: object, last: object, measure: str) -> Trace:
    """Write the values above the bars, as far as there is room."""
    kept = bar_slots.labelled(rows, [_label(row, measure) for row in records(rows)], first, last)
    days, tops = [_time(row) for row in kept], [row[Yearly.high] for row in kept]
    return traces.texts(days, tops, [row["text"] for row in kept], "top center", only="wide", cliponaxis=False)


def _label(row: Row, measure: str) -> str:
    """Write a value; up to the highest report where that is far above; of a part of a year its months, of a joint figure whose."""
    lower = row[Yearly.bound] == "at_least"
    value = (formats.floor if lower else formats.amount)(row[Yearly.value], measure)
    if row[Yearly.high] > row[Yearly.value] * _FAR:
        value = formats.spread(row[Yearly.value], row[Yearly.high], measure)
    lines = [f"≥ {value}" if lower else value]
    if row[Yearly.evidence] == "part":
        within = row[Yearly.start].year == row[Yearly.end].year
        lines.append(hover.period(row).removesuffix(f" {row[Yearly.year]}") if within else hover.period(row))
    if row[Yearly.country] not in CODES:
        lines.append(hover.together(row[Yearly.country]))
    return "<br>".join(lines)


def _legend(rows: pd.DataFrame) -> list[Trace]:
    """Explain hues and fills, as far as they occur."""
    hues = [(name, {"color": hue}) for name, hue in legend.hues(hover.order(rows[Yearly.country]))]
    kinds = [(name, evidence.bar(kind, frame.GREY)) for kind, name in _kinds(rows)]
    return legend.fills([*hues, *kinds])


def _log_legend(rows: pd.DataFrame) -> list[Trace]:
    """Explain hues and shapes; classes that look alike share an entry."""
    codes = hover.order(rows[Yearly.country])
    entries = [
        (name, traces.mark(_shape(code), 9, hue)) for code, (name, hue) in zip(codes, legend.hues(codes), strict=False)
    ]
    names: dict[str, list[str]] = {}
    for kind, name in _kinds(rows):
        names.setdefault(evidence.symbol("circle", kind), []).append(name)
    kinds = [(" / ".join(alike), traces.mark(symbol, 9, frame.GREY)) for symbol, alike in names.items()]
    return legend.symbols([*entries, *kinds])


def _kinds(rows: pd.DataFrame) -> list[tuple[str, str]]:
    """List the classes of evidence that occur, each with its name."""
    there = set(rows[Yearly.evidence])
    return [(kind, name) for kind, name in evidence.NAMES.items() if kind in there]
