"""The yearly figures of one state: a bar for the figure that we prefer, a mark for every report.

The fill says what kind of figure it is, the shape of a mark who reports it. The value of a bar stands below its foot, where
neither mark nor whisker can cross it; a cross stands where nothing is known, because an empty place would read as none.
"""

from typing import Final, Unpack

import pandas as pd

from analysis.trade.preferred import EVIDENCE, Preferred
from charts.base import evidence, frame, traces
from charts.base import hover as hovers
from charts.base.dates import DAY, middles
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.schema.tables import Trade
from data.vocabulary import codes, formats

SIDES: Final = {
    "own": "own report", "AFG": "Afghan report", "IMF": "IMF report", "CEPII": "CEPII report", "FAO": "FAO estimate",
    "NEWS": "press report", "other": "other report",
}  # fmt: skip
AIMS: Final = {"contract": "triangle-up", "target": "triangle-right", "potential": "star-diamond"}
# What a fill stands for, in lines so short that a phone shows two entries beside each other.
KINDS: Final = {kind: frame.wrapped(name, 15) for kind, name in evidence.NAMES.items()}
_BAR: Final = 0.72  # of its period
_STRIP: Final = 0.045  # half of the strip below zero that holds the values, as a part of the axis
_ENTRY: Final = 80  # pixels of the words in an entry of the legend
_FULL: Final = 364  # days from the first to the last of a year
_MARK: Final = "#74828A"
_HALO: Final = "rgba(255,255,255,0.9)"


def by_year(
    figures: pd.DataFrame,
    reports: pd.DataFrame,
    *,
    first: object,
    last: object,
    measure: str = Trade.value_usd,
    **caption: Unpack[Caption],
) -> Spec:
    """Draw one state's yearly figures of one flow and commodity.

    Args:
        figures: rows of `Preferred`, each a bar.
        reports: rows of `Trade` of the same flow and commodity, each a mark; targets, potentials and contracts are flags.
        first: first day of the axis.
        last: last day of the axis.
        measure: which column of `reports` is drawn.
        caption: the words around it.
    """
    if figures.empty and reports.empty:
        return frame.empty("No figure is reported for these years.", caption["title"])
    bars = _records(figures, measure)
    marks = _records(reports.assign(value=reports[measure], derived=False, reports=1), measure)
    high = max(row.get(Preferred.high, row["value"]) for row in (*bars, *marks))
    actual = [row for row in marks if row[Trade.status] in codes.TRADED]
    shown = [*_bars(bars), traces.spread(bars), _gaps(bars, first, last), *_reports(actual), *_aims(marks)]
    axis = frame.value_axis(high, measure) | {"range": [-2 * _STRIP * high, 1.12 * high]}
    return frame.figure(
        [*shown, _labels(bars, measure, high)],
        height=430,
        shapes=[frame.kabul_line()],
        barmode="overlay",
        legend={"entrywidth": _ENTRY, "font": {"size": 12}},
        xaxis=frame.time_axis(first, last),
        yaxis=axis | {"zeroline": True, "zerolinecolor": frame.SOFT, "zerolinewidth": 1},
        **caption,
    )


def _records(rows: pd.DataFrame, measure: str) -> list[Row]:
    """Convert rows to dicts with `at`, the middle of their period, `days`, its length, and the text of their hover."""
    placed = rows.assign(at=middles(rows), days=(rows[Trade.end] - rows[Trade.start]).dt.days)
    return [{**row, "hover": hovers.figure(row, measure)} for row in records(placed)]


def _bars(bars: list[Row]) -> list[Trace]:
    """Draw a trace for each look; the first of each class stands in the legend."""
    looks = evidence.looks(bars, frame.colour(bars[0][Trade.country])) if bars else []
    first = {kind: at for at, (kind, *_) in reversed(list(enumerate(looks)))}
    return [
        traces.bars(
            [row["at"] for row in rows],
            [row[Preferred.value] for row in rows],
            marker,
            [row["hover"] for row in rows],
            width=[min(row["days"], 365) * DAY * _BAR for row in rows],
            name=KINDS[kind],
            legendrank=1 + EVIDENCE.index(kind),
            showlegend=first[kind] == at,
        )
        for at, (kind, marker, rows) in enumerate(looks)
    ]


def _labels(bars: list[Row], measure: str, high: float) -> Trace:
    """Write the value of each bar below its foot; not that of a part beside a full year."""
    full = {row[Trade.start].year for row in bars if row[Preferred.evidence] != "part"}
    named = [row for row in bars if row[Preferred.evidence] != "part" or row[Trade.start].year not in full]
    values = [formats.amount(row[Preferred.value], measure).removesuffix(" GWh") for row in named]
    return traces.texts([row["at"] for row in named], [-_STRIP * high] * len(named), values, "middle center")


def _gaps(bars: list[Row], first: object, last: object) -> Trace:
    """Draw a small cross at the foot of each whole year of the axis that has no figure."""
    begin, end = pd.Timestamp(str(first)), pd.Timestamp(str(last))
    known = {day.year for row in bars for day in (row[Trade.start], row[Trade.end])}
    whole = range(int(begin.year), int(end.year) + ((end.month, end.day) == (12, 31)))
    years = [year for year in whole if year not in known]
    return traces.points(
        [f"{year}-07-02" for year in years],
        [0] * len(years),
        traces.cross(6, 1.4),
        [f"{year}: no figure on record" for year in years],
        cliponaxis=False,
        name="not reported",
        showlegend=bool(years),
        legendrank=40,
    )


def _reports(reports: list[Row]) -> list[Trace]:
    """Draw every report: its shape says who reports it; a hollow one is a claim, a small one of a part of a year."""
    drawn = []
    for side, shape in hovers.SHAPES.items():
        rows = [row for row in reports if hovers.reporter(row) == side]
        claims = [row for row in rows if row[Trade.status] == "claim"]
        if rows:  # where all are claims the legend still explains the shape
            filled = {"color": _MARK, "line": {"color": _HALO, "width": 1}}
            rank = 20 + list(SIDES).index(side)
            others = [row for row in rows if row[Trade.status] != "claim"]
            drawn.append(_marks(others, shape, filled, name=SIDES[side], legendrank=rank))
        if claims:  # with a light halo that keeps them apart from a bar behind them
            halo, ring = {"color": _HALO, "line": {"width": 4}}, {"color": _MARK, "line": {"width": 1.8}}
            drawn += [_marks(claims, f"{shape}-open", halo, hoverinfo="skip"), _marks(claims, f"{shape}-open", ring)]
    if any(row[Trade.status] == "claim" for row in reports):
        ring = {"symbol": "circle-open", "size": 8, "color": _MARK, "line": {"width": 1.8}}
        drawn.append(traces.points([None], [None], ring, name="hollow: claim", legendrank=50))
    return drawn


def _marks(rows: list[Row], symbol: str, look: Trace, size: int | None = None, **more: object) -> Trace:
    """Draw marks of one shape; without any an entry of the legend."""
    sizes = size or [9 if row["days"] >= _FULL else 7 for row in rows]
    days, values = [row["at"] for row in rows] or [None], [row["value"] for row in rows] or [None]
    look = {"symbol": symbol, "size": sizes, **look}
    return traces.points(days, values, look, [row["hover"] for row in rows], cliponaxis=False, **more)


def _aims(reports: list[Row]) -> list[Trace]:
    """Draw what may be traded: a hollow flag in grey for each contract, target and potential, no bar and no report."""
    look = {"color": _MARK, "line": {"width": 1.8}}
    return [
        _marks(rows, f"{shape}-open", look, 10, name=f"{status},<br>no trade", legendrank=30)
        for status, shape in AIMS.items()
        if (rows := [row for row in reports if row[Trade.status] == status])
    ]
