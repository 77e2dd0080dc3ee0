"""Trade by year and country: bars in groups, or marks on a logarithmic scale.

Fill tells what kind of figure it is, as `charts.base.evidence` draws it. A whisker spans all reports of the same period,
and each of them is a dash on it. A cross stands where no figure is known: an empty place would read as none.
"""

from typing import Final, Unpack

import pandas as pd

from analysis.trade.preferred import SAME
from charts.base import evidence, frame, hover, legend, traces
from charts.base.dates import DAY
from charts.base.frame import Caption, Spec
from charts.trade import bar_slots
from data.rows import Row, grouped, records
from data.vocabulary import formats
from data.vocabulary.places import CODES

Reports = dict[tuple, list[Row]]  # by country, flow, commodity and period
_HEIGHT: Final = 450
_FAR: Final = 1.1  # from this ratio on the highest report is written beside the value


def by_year(
    figures: pd.DataFrame, reported: pd.DataFrame, first: object, last: object, *, measure: str = "value_usd",
    **caption: Unpack[Caption],
) -> Spec:  # fmt: skip
    """Draw bars by year, in each year one for each country; a part-year stands beside the year that it is a report of.

    Args:
        figures: rows of `analysis.trade.comparison.yearly`; `lower` marks lower bounds, `publisher` names the source.
        reported: the rows of `Trade` behind them, with the same two.
        first: first day of the axis.
        last: last day of the axis.
        measure: `value_usd`, `quantity_t`, `quantity_gwh`, or one of `analysis.trade.per_head_and_gdp`, which both frames then bear.
        caption: the words around it.
    """
    if figures.empty:
        return frame.empty("No figure is on record for these countries and years.", caption["title"])
    rows = bar_slots.placed(figures, first, last)
    reports = _reports(reported, measure)
    drawn = [bar for part in _parts(rows) for bar in _bars(part, reports, measure)]
    drawn += [_gaps(rows, first, last, measure), *_spread(rows, reports, measure), _labels(rows, first, last, measure)]
    axis = frame.value_axis(float(rows["high"].max()) * 1.06, measure)
    return _framed([*drawn, *_legend(rows)], first, last, axis, caption)


def by_year_log(
    figures: pd.DataFrame, reported: pd.DataFrame, first: object, last: object, *, measure: str = "value_usd",
    **caption: Unpack[Caption],
) -> Spec:  # fmt: skip
    """Draw the same as marks on a logarithmic scale, on which a bar would have no foot; arguments as of `by_year`."""
    above = figures[figures["value"] > 0]
    if above.empty:
        return frame.empty("No figure above zero is on record for these countries and years.", caption["title"])
    rows = bar_slots.placed(above, first, last)
    reports = _reports(reported[reported[measure] > 0], measure)
    drawn = [_marks(part, reports, measure) for part in _parts(rows)]
    axis = frame.value_axis(float(rows["high"].max()), measure, log=True)
    return _framed([*drawn, *_spread(rows, reports, measure), *_log_legend(rows)], first, last, axis, caption)


def _framed(drawn: list[Row], first: object, last: object, axis: Row, caption: Caption) -> Spec:
    time = frame.time_axis(first, last)
    return frame.figure(
        drawn, height=_HEIGHT, barmode="overlay", shapes=[frame.kabul_line()], xaxis=time, yaxis=axis, **caption
    )


def _parts(rows: pd.DataFrame) -> list[list[Row]]:
    """The rows of each country, in our order."""
    place = {code: at for at, code in enumerate(hover.order(rows["country"]))}
    return sorted(grouped(records(rows), ["country"]), key=lambda part: place[part[0]["country"]])


def _reports(reported: pd.DataFrame, measure: str) -> Reports:
    return hover.alike(reported[reported[measure].notna()], SAME)


def _bars(rows: list[Row], reports: Reports, measure: str) -> list[Row]:
    """The bars of one country, a trace for each look."""
    code = rows[0]["country"]
    return [
        traces.bars(
            [_time(it) for it in alike],
            [it["value"] for it in alike],
            marker,
            [_hover(it, reports, measure) for it in alike],
            width=[it["days"] * DAY for it in alike],
            called=hover.who(code),
        )
        for _, marker, alike in evidence.looks(rows, frame.colour(code))
    ]


def _marks(rows: list[Row], reports: Reports, measure: str) -> Row:
    """The marks of one country on a logarithmic scale."""
    code = rows[0]["country"]
    symbols = [evidence.symbol(_shape(code), it["evidence"]) for it in rows]
    mark = traces.mark(symbols, 10, frame.colour(code))
    hovers = [_hover(it, reports, measure) for it in rows]
    return traces.points(
        [_time(it) for it in rows], [it["value"] for it in rows], mark, hovers, called=hover.who(code), cliponaxis=False
    )


def _shape(code: str) -> str:
    return frame.SYMBOL.get(code, "cross")


def _time(row: Row) -> str:
    return f"{row['at']:%Y-%m-%d %H:%M}"


def _same(row: Row, reports: Reports) -> list[Row]:
    """All reports of the country, flow, goods and period of a figure."""
    return reports.get(tuple(row[column] for column in SAME), [])


def _hover(row: Row, reports: Reports, measure: str) -> str:
    return hover.figure(row, measure, alike=_same(row, reports))


def _spread(rows: pd.DataFrame, reports: Reports, measure: str) -> list[Row]:
    """A whisker over all reports of the period, and on it a dash for each other value, which names who says it."""
    every, marks = records(rows), []
    ends = [it for it in every if it["low"] < it["high"]]
    for row in every:
        alike = [] if row["derived"] else _same(row, reports)
        for value in sorted({it[measure] for it in alike} - {row["value"]}):
            equal = [it for it in alike if it[measure] == value]
            by = (*hover.divided(equal[0], measure), *hover.reports(equal, measure))
            marks.append((_time(row), value, hover.lines(hover.head(row, value, measure), *by)))
    days, values, hovers = zip(*marks, strict=True) if marks else ((), (), ())
    dash = {"symbol": "line-ew-open", "size": 9, "color": frame.GREY, "line": {"width": 2}}
    reach = traces.apart((it["low"], it["high"]) for it in ends)
    return [
        traces.lines(
            traces.apart((_time(it), _time(it)) for it in ends), reach, frame.GREY, 1.3, called="spread of reports"
        ),
        traces.points(days, values, dash, hovers, called="other reports"),
    ]


def _gaps(rows: pd.DataFrame, first: object, last: object, measure: str) -> Row:
    """A small cross at the foot for each state and whole year without a figure."""
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


def _labels(rows: pd.DataFrame, first: object, last: object, measure: str) -> Row:
    """The values above the bars, as far as there is room."""
    kept = bar_slots.labelled(rows, [_label(it, measure) for it in records(rows)], first, last)
    days, tops, said = [_time(it) for it in kept], [it["high"] for it in kept], [it["text"] for it in kept]
    return traces.texts(days, tops, said, "top center", cliponaxis=False)


def _label(row: Row, measure: str) -> str:
    """A value; up to the highest report where that is far above; of a part-year its months, of a joint figure whose."""
    said = (formats.floor if row.get("lower") else formats.amount)(row["value"], measure)
    if row["high"] > row["value"] * _FAR:
        said = formats.spread(row["value"], row["high"], measure)
    lines = [f"≥ {said}" if row.get("lower") else said]
    if row["evidence"] == "part":
        within = row["start"].year == row["end"].year
        lines.append(hover.period(row).removesuffix(f" {row['year']}") if within else hover.period(row))
    if row["country"] not in CODES:
        lines.append(hover.together(row["country"]))
    return "<br>".join(lines)


def _legend(rows: pd.DataFrame) -> list[Row]:
    """What the hues and fills stand for, as far as they occur."""
    hues = [(name, {"color": hue}) for name, hue in legend.hues(hover.order(rows["country"]))]
    kinds = [(name, evidence.bar(it, frame.GREY)) for it, name in evidence.NAMES.items() if it in set(rows["evidence"])]
    return legend.fills([*hues, *kinds])


def _log_legend(rows: pd.DataFrame) -> list[Row]:
    """The same of marks; classes that look alike share an entry."""
    codes = hover.order(rows["country"])
    hues = legend.hues(codes)
    entries = [(name, traces.mark(_shape(it), 9, hue)) for it, (name, hue) in zip(codes, hues, strict=False)]
    names: dict[str, list[str]] = {}
    for kind, name in evidence.NAMES.items():
        if kind in set(rows["evidence"]):
            names.setdefault(evidence.symbol("circle", kind), []).append(name)
    kinds = [(" / ".join(said), traces.mark(symbol, 9, frame.GREY)) for symbol, said in names.items()]
    return legend.symbols([*entries, *kinds])
