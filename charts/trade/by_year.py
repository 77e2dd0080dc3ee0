"""Trade by year and country: bars in groups, or marks on a logarithmic scale.

Fill tells what kind of figure it is: solid the state's own or the IMF's, pale the partner's, the press's or a preliminary
one, hollow a claim, striped a part of a year. A whisker spans all reports of the same period, and each of them is a dash
on it. A cross stands where no figure is known: an empty place would read as none.
"""

from typing import Final

import pandas as pd

from analysis.trade.preferred import SAME
from charts.base import frame, hover
from charts.base.frame import Spec
from charts.trade import bar_slots
from data.rows import Row, grouped, records
from data.vocabulary import formats
from data.vocabulary.places import CODES

Reports = dict[tuple, list[Row]]  # by country, flow, commodity and period
_DAY: Final = 86_400_000  # milliseconds, in which Plotly measures the width of a bar on a time axis
_HEIGHT: Final = 450
_PALE: Final = 0.45
_FAR: Final = 1.1  # from this ratio on the highest report is written beside the value
_DOTS: Final = "rgba(255,255,255,0.85)"
# What a fill stands for, in the order of the legend; its pattern in a bar, and what it adds to the name of a symbol.
KINDS: Final = {
    "firm": ("own or IMF", "", ""),
    "pale": ("partner, press, preliminary", "", "-open-dot"),
    "claim": ("claim", "", "-open"),
    "part": ("part of a year, season", "/", "-open"),
    "solar": ("Afghan solar year", "-", "-open-dot"),
    "sum": ("our sum of both flows", ".", ""),
}


def by_year(
    figures: pd.DataFrame, reported: pd.DataFrame, first: object, last: object, *, title: str, subtitle: str = "",
    foot: str = "", measure: str = "value_usd",
) -> Spec:  # fmt: skip
    """Bars by year, in each year one for each country; a part-year stands beside the year that it is an own report of.

    Args:
        figures: rows of `analysis.trade.comparison.yearly`; `lower` marks lower bounds, `publisher` names the source.
        reported: the rows of `Trade` behind them, with the same two.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: unit, price basis and period.
        foot: who says so.
        measure: `value_usd`, `quantity_t`, `quantity_gwh`, or one of `analysis.trade.per_head_and_gdp`, which both frames then bear.
    """
    if figures.empty:
        return frame.empty("No figure is on record for these countries and years.", title)
    rows = bar_slots.placed(figures, first, last)
    reports = _reports(reported, measure)
    traces = [bar for part in _parts(rows) for bar in _bars(part, reports, measure)]
    traces += [_gaps(rows, first, last, measure), *_spread(rows, reports, measure), _labels(rows, first, last, measure)]
    return frame.figure(
        [*traces, *_legend(rows)], title, subtitle, foot=foot, height=_HEIGHT, barmode="overlay",
        shapes=[frame.kabul_line()], xaxis=frame.time_axis(first, last),
        yaxis=frame.value_axis(float(rows["high"].max()) * 1.06, measure),
    )  # fmt: skip


def by_year_log(
    figures: pd.DataFrame, reported: pd.DataFrame, first: object, last: object, *, title: str, subtitle: str = "",
    foot: str = "", measure: str = "value_usd",
) -> Spec:  # fmt: skip
    """The same as marks on a logarithmic scale, on which a bar would have no foot; arguments as of `by_year`."""
    above = figures[figures["value"] > 0]
    if above.empty:
        return frame.empty("No figure above zero is on record for these countries and years.", title)
    rows = bar_slots.placed(above, first, last)
    reports = _reports(reported[reported[measure] > 0], measure)
    traces = [_marks(part, reports, measure) for part in _parts(rows)]
    return frame.figure(
        [*traces, *_spread(rows, reports, measure), *_log_legend(rows)], title, subtitle, foot=foot, height=_HEIGHT,
        shapes=[frame.kabul_line()], xaxis=frame.time_axis(first, last),
        yaxis=frame.value_axis(float(rows["high"].max()), measure, log=True),
    )  # fmt: skip


def _parts(rows: pd.DataFrame) -> list[list[Row]]:
    """The rows of each country, in our order."""
    place = {code: at for at, code in enumerate(hover.order(rows["country"]))}
    return sorted(grouped(records(rows), ["country"]), key=lambda part: place[part[0]["country"]])


def _reports(reported: pd.DataFrame, measure: str) -> Reports:
    return hover.alike(reported[reported[measure].notna()], SAME)


def _kind(row: Row) -> str:
    """The fill of a figure, as a key of `KINDS`."""
    spans = {"part": "part", "solar year": "solar"}
    if row["span"] in spans:
        return spans[row["span"]]
    if row["rank"] > 1:
        return "claim" if row["status"] == "claim" else "pale"
    return "sum" if row["derived"] else "firm"


def _fill(kind: str, hue: str) -> str:
    if kind in {"claim", "part"}:
        return frame.CLEAR
    return frame.faded(hue, {"pale": _PALE, "solar": 0.2}.get(kind, 1))


def _stripes(row: Row, hue: str) -> str:
    """The colour of a pattern: paler where the figure is not the state's own nor the IMF's."""
    if _kind(row) == "sum":
        return _DOTS
    return frame.faded(hue, 1 if row["rank"] <= 1 else 0.3 if row["status"] == "claim" else 0.55)


def _bars(rows: list[Row], reports: Reports, measure: str) -> list[Row]:
    """The bars of one country, a trace for each fill: of many in one, Plotly would choose the colour of a pattern itself."""
    code = rows[0]["country"]
    hue = frame.colour(code)
    fills: dict[tuple[str, str], list[Row]] = {}
    for it in rows:
        fills.setdefault((_kind(it), _stripes(it, hue)), []).append(it)
    return [
        {
            "type": "bar", "x": [_time(it) for it in found], "y": [it["value"] for it in found],
            "width": [it["days"] * _DAY for it in found], "name": hover.who(code), "showlegend": False,
            "marker": {"color": _fill(kind, hue), "line": {"color": hue, "width": 1.1}, "pattern": _pattern(kind, stripes)},
            "hoverinfo": "text", "hovertext": [_hover(it, reports, measure) for it in found],
        }
        for (kind, stripes), found in fills.items()
    ]  # fmt: skip


def _pattern(kind: str, colour: str) -> Row:
    return {
        "shape": KINDS[kind][1], "size": 6, "solidity": 0.34, "fgcolor": colour, "fgopacity": 1, "fillmode": "overlay"
    }  # fmt: skip


def _marks(found: list[Row], reports: Reports, measure: str) -> Row:
    """The marks of one country on a logarithmic scale."""
    code = found[0]["country"]
    hue = frame.colour(code)
    return {
        "type": "scatter", "mode": "markers", "x": [_time(it) for it in found], "y": [it["value"] for it in found],
        "marker": {"symbol": [f"{_shape(code)}{KINDS[_kind(it)][2]}" for it in found], "size": 10, "color": hue,
                   "line": {"color": hue, "width": 1.5}},
        "hovertext": [_hover(it, reports, measure) for it in found], "hoverinfo": "text",
        "name": hover.who(code), "showlegend": False, "cliponaxis": False,
    }  # fmt: skip


def _shape(code: str) -> str:
    return frame.SYMBOL.get(code, "cross")


def _time(row: Row) -> str:
    return f"{row['at']:%Y-%m-%d %H:%M}"


def _same(row: Row, reports: Reports) -> list[Row]:
    """All reports of the country, flow, goods and period of a figure."""
    return reports.get(tuple(row[column] for column in SAME), [])


def _hover(row: Row, reports: Reports, measure: str) -> str:
    """A figure and who says so; where several tell of the same period, who says what."""
    lines = [hover.head(row, row["value"], measure), *hover.divided(row, measure)]
    alike = _same(row, reports)
    if row["derived"]:
        lines += ["sum of exports and imports, ours, from", frame.wrapped(hover.source(row), 58)]
    elif len(alike) > 1:
        lines += [f"{frame.wrapped(hover.says(row), 58)}; {len(alike)} reports:", *hover.reports(alike, measure)]
    else:
        lines += [frame.wrapped(hover.source(row), 58), *hover.note(row)]
    return "<br>".join(lines)


def _spread(rows: pd.DataFrame, reports: Reports, measure: str) -> list[Row]:
    """A whisker over all reports of the period, and on it a dash for each other value, which names who says it."""
    every, marks = records(rows), []
    ends = [it for it in every if it["low"] < it["high"]]
    for row in every:
        alike = [] if row["derived"] else _same(row, reports)
        for value in sorted({it[measure] for it in alike} - {row["value"]}):
            equal = [it for it in alike if it[measure] == value]
            said = [hover.head(row, value, measure), *hover.divided(equal[0], measure), *hover.reports(equal, measure)]
            marks.append((_time(row), value, "<br>".join(said)))
    return [
        {
            "type": "scatter", "mode": "lines", "x": [day for it in ends for day in (_time(it), _time(it), None)],
            "y": [value for it in ends for value in (it["low"], it["high"], None)], "hoverinfo": "skip",
            "line": {"color": frame.GREY, "width": 1.3}, "showlegend": False, "name": "spread of reports",
        },
        {
            "type": "scatter", "mode": "markers", "x": [it[0] for it in marks], "y": [it[1] for it in marks],
            "hovertext": [it[2] for it in marks], "hoverinfo": "text", "showlegend": False, "name": "other reports",
            "marker": {"symbol": "line-ew-open", "size": 9, "color": frame.GREY, "line": {"width": 2}},
        },
    ]  # fmt: skip


def _gaps(rows: pd.DataFrame, first: object, last: object, measure: str) -> Row:
    """A small cross at the foot for each state and whole year without a figure."""
    found = bar_slots.gaps(rows, first, last)
    why = "no figure of it, or nothing to divide it by" if measure in formats.RELATIVE else "no figure on record"
    return {
        "type": "scatter", "mode": "markers", "x": [str(day) for day, *_ in found], "y": [0] * len(found),
        "hovertext": [f"{hover.who(code)}, {year}: {why}" for _, code, year in found], "hoverinfo": "text",
        "marker": {"symbol": "x-thin", "size": 5, "color": frame.SOFT, "line": {"color": frame.SOFT, "width": 1.2}},
        "showlegend": bool(found), "name": "no figure", "cliponaxis": False, "legendrank": 3000,
    }  # fmt: skip


def _labels(rows: pd.DataFrame, first: object, last: object, measure: str) -> Row:
    """The values above the bars, as far as there is room."""
    kept = bar_slots.labelled(rows, [_label(it, measure) for it in records(rows)], first, last)
    return {
        "type": "scatter", "mode": "text", "x": [_time(it) for it in kept], "y": [it["high"] for it in kept],
        "text": [it["text"] for it in kept], "textposition": "top center", "textfont": {"size": 11},
        "hoverinfo": "skip", "showlegend": False, "cliponaxis": False,
    }  # fmt: skip


def _label(row: Row, measure: str) -> str:
    """A value; up to the highest report where that is far above; of a part-year its months, of a joint figure whose."""
    said = (formats.floor if row.get("lower") else formats.amount)(row["value"], measure)
    if row["high"] > row["value"] * _FAR:
        said = formats.spread(row["value"], row["high"], measure)
    lines = [f"≥ {said}" if row.get("lower") else said]
    if row["span"] == "part":
        within = row["start"].year == row["end"].year
        lines.append(hover.period(row).removesuffix(f" {row['year']}") if within else hover.period(row))
    if row["country"] not in CODES:
        lines.append(hover.together(row["country"]))
    return "<br>".join(lines)


def _legend(rows: pd.DataFrame) -> list[Row]:
    """What the hues and fills stand for, as far as they occur; a single country needs no hue explained."""
    codes, there = hover.order(rows["country"]), {_kind(it) for it in records(rows)}
    entries: list[tuple[str, Row]] = [
        (hover.together(code), {"color": frame.colour(code)}) for code in codes if len(codes) > 1
    ]
    for kind, (said, *_) in KINDS.items():
        if kind in there:
            pattern = _pattern(kind, _DOTS if kind == "sum" else frame.GREY)
            line = {"color": frame.GREY, "width": 1}
            entries.append((said, {"color": _fill(kind, frame.GREY), "line": line, "pattern": pattern}))
    return [{"type": "bar", "x": [None], "y": [None], "name": said, "marker": it} for said, it in entries]


def _log_legend(rows: pd.DataFrame) -> list[Row]:
    """The same of marks; kinds that look alike share an entry."""
    codes, there = hover.order(rows["country"]), {_kind(it) for it in records(rows)}
    entries = [(hover.together(code), _shape(code), frame.colour(code)) for code in codes if len(codes) > 1]
    shapes = dict.fromkeys(KINDS[kind][2] for kind in KINDS if kind in there)
    for shape in shapes:
        said = [KINDS[kind][0] for kind in KINDS if kind in there and KINDS[kind][2] == shape]
        entries.append((" / ".join(said), f"circle{shape}", frame.GREY))
    return [
        {"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": said,
         "marker": {"symbol": symbol, "size": 9, "color": hue, "line": {"color": hue, "width": 1.5}}}
        for said, symbol, hue in entries
    ]  # fmt: skip
