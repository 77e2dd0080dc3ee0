"""The yearly figures of one state: a bar for the figure that we prefer, a mark for every other report.

A full bar is the state's own figure or the IMF's, a pale one another side's or a preliminary one, a striped one a part of a year. A ring is what an
official or the press said, a diamond another statistic, joined to its bar where the two are far apart. The value of a bar
stands below its foot, where no mark can cross it; a dash stands there for a year of which nothing is known.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final, Unpack

import pandas as pd

from analysis.trade.preferred import Preferred
from charts.base import evidence, frame, labels, traces
from charts.base import hover as hovers
from charts.base.dates import DAY, day, middles, pixels_a_day, year_ticks
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from data.rows import Row, records
from data.schema.tables import Trade
from data.vocabulary import codes, formats

OWN, OTHER, PART = "own or IMF figure", "partner, press or preliminary", "part of a year"
SAID, REPORT, AIMS = "said, no statistic", "another statistic", "contract or target, no trade"
GAP: Final = "\N{EN DASH}"  # of a year without a figure
FAR: Final = 0.1  # of the larger of a bar and another report, from which on a line joins the two
_BAR: Final = 0.72  # of its period
_STRIP: Final = 0.045  # half of the strip below zero that holds the values, as a part of the axis
_NARROW: Final = 290  # pixels of the plot on a phone
_SIZE: Final = 12  # pixels of the values
_INK, _HALO = "#1B262C", "#FFFFFF"  # of marks: each of the two is seen on bars and on one of the themes
_RING: Final = {
    "symbol": "circle",
    "size": 10,
    "color": "rgba(255,255,255,0.55)",
    "line": {"color": _INK, "width": 1.8},
}
_DIAMOND: Final = {"symbol": "diamond", "size": 10, "color": _INK, "line": {"color": _HALO, "width": 1.4}}
_DOT: Final = 3  # pixels of a report at the top of its bar, in the hue of the bar


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
        figures: rows of `Preferred`, each a bar; a claim is a ring.
        reports: rows of `Trade` of the same flow and commodity, each a mark; targets, potentials and contracts are flags.
        first: first day of the axis.
        last: last day of the axis.
        measure: which column of `reports` is drawn.
        caption: the words around it.
    """
    if figures.empty and reports.empty:
        return frame.empty("No figure is reported for these years.", caption["title"])
    known = _records(figures, measure)
    bars, rings = _parted(known, "claim")
    others = _records(reports.assign(value=reports[measure], derived=False, reports=1), measure)
    actual, said = _parted([row for row in others if row[Trade.status] in codes.TRADED], "claim")
    high = max(row.get(Preferred.high, row["value"]) for row in (*known, *others))
    axis = frame.value_axis(high, measure) | {"range": [-2 * _STRIP * high, 1.12 * high]}
    return frame.figure(
        [
            *_bars(bars),
            *_reports(bars, actual),
            *_marks([*rings, *said], _RING, SAID),
            *_aims(others),
            *_values(known, first, last, measure, -_STRIP * high),
        ],
        height=400,
        shapes=[frame.kabul_line()],
        barmode="overlay",
        xaxis=frame.time_axis(first, last) | year_ticks(first, last),
        yaxis=axis | {"zeroline": True, "zerolinecolor": frame.SOFT, "zerolinewidth": 1},
        **caption,
    )


def _records(rows: pd.DataFrame, measure: str) -> list[Row]:
    """Convert rows to dicts with `at`, the middle of their period, `days`, its length, and the text of their hover."""
    placed = rows.assign(at=middles(rows), days=(rows[Trade.end] - rows[Trade.start]).dt.days)
    return [{**row, "hover": hovers.figure(row, measure, _no_trade(row))} for row in records(placed)]


def _no_trade(row: Row) -> str:
    """Name what is no trade; of trade nothing."""
    return "" if row[Trade.status] in codes.TRADED else codes.start_upper(codes.say(row[Trade.status]))


def _parted(rows: Sequence[Row], status: str) -> tuple[list[Row], list[Row]]:
    """Part rows into those of other statuses and those of one."""
    return [row for row in rows if row[Trade.status] != status], [row for row in rows if row[Trade.status] == status]


def kind(row: Row) -> str:
    """Which kind of bar a figure is: firm, another, or of a part of a year."""
    if row[Preferred.evidence] == "part":
        return PART
    return OWN if row[Preferred.firm] else OTHER


def _bars(bars: list[Row]) -> list[Trace]:
    """Draw a trace for each kind of figure, which stands in the legend."""
    hue = frame.colour(bars[0][Trade.country]) if bars else ""
    drawn = []
    for name, look in ((OWN, "own"), (OTHER, "other"), (PART, "part")):
        rows = [row for row in bars if kind(row) == name]
        if rows:
            days, values = [row["at"] for row in rows], [row[Preferred.value] for row in rows]
            width = [min(row["days"], 365) * DAY * _BAR for row in rows]
            marker, hover = evidence.bar(look, hue), [row["hover"] for row in rows]
            drawn.append(traces.bars(days, values, marker, hover, width=width, name=name, showlegend=True))
    return drawn


def _reports(bars: list[Row], reports: list[Row]) -> list[Trace]:
    """Draw every statistic: a diamond joined to its bar where it is far from it, else a dot."""
    same = {(row[Trade.start], row[Trade.end]): row[Preferred.value] for row in bars}
    near, far = [], []
    for row in reports:
        bar = same.get((row[Trade.start], row[Trade.end]), row["value"])
        (far if abs(row["value"] - bar) > FAR * max(row["value"], bar) else near).append({**row, "bar": bar})
    days = traces.apart((row["at"], row["at"]) for row in far)
    values = traces.apart((row["bar"], row["value"]) for row in far)
    lines = [traces.lines(days, values, _HALO, 5), traces.lines(days, values, _INK, 2.2)] if far else []
    dot = {"symbol": "circle", "size": _DOT, "color": frame.colour(reports[0][Trade.country]) if reports else ""}
    return [*_marks(near, dot), *lines, *_marks(far, _DIAMOND, REPORT)]


def _marks(rows: Sequence[Row], look: Trace, name: str = "") -> list[Trace]:
    """Draw marks of one look; named ones stand in the legend."""
    if not rows:
        return []
    entry = {"name": name, "showlegend": True} if name else {}
    days, values, hover = ([row[it] for row in rows] for it in ("at", "value", "hover"))
    return [traces.points(days, values, look, hover, cliponaxis=False, **entry)]


def _aims(reports: list[Row]) -> list[Trace]:
    """Draw what may be traded: a hollow flag for each contract, target and potential, no bar and no report."""
    aims = [row for row in reports if row[Trade.status] not in codes.TRADED]
    return _marks(aims, traces.mark("triangle-up-open", 10, frame.GREY, 1.8), AIMS)


def _values(known: list[Row], first: object, last: object, measure: str, y: float) -> list[Trace]:
    """Write the values below the bars, and a dash for a year without a figure: as many as a screen has room for."""
    bars = [row for row in known if row[Trade.status] != "claim"]
    full = [row for row in bars if kind(row) != PART]
    years = {row[Trade.start].year for row in full}
    parts = [row for row in bars if kind(row) == PART and row[Trade.start].year not in years]
    highest = sorted(full, key=lambda row: -row[Preferred.value])[:1]
    in_turn = [*full[-1:], *highest, *full[:1], *full[::-1], *parts]
    named = {row["at"]: formats.amount(row[Preferred.value], measure).removesuffix(" GWh") for row in in_turn}
    named |= dict.fromkeys(_gaps(known, first, last), GAP)
    drawn = []
    for only, pixels in (("wide", labels.WIDE), ("narrow", _NARROW)):
        shown = _with_room(named, pixels_a_day(first, last, pixels))
        texts = traces.texts(shown, [y] * len(shown), shown.values(), "middle center", size=_SIZE, only=only)
        drawn.append(texts | {"cliponaxis": False})
    return drawn


def _with_room(named: dict[str, str], scale: float) -> dict[str, str]:
    """Pick the texts, by their day, that cover none of those before them."""
    taken, shown = labels.Taken(), {}
    for at, text in named.items():
        place = labels.box(f"{text}\N{EN SPACE}", dt.date.fromisoformat(at).toordinal() * scale, 0, _SIZE, 1)
        if not taken.meets(place):
            taken.add(place)
            shown[at] = text
    return shown


def _gaps(known: list[Row], first: object, last: object) -> list[str]:
    """The middle of each whole year of the axis that has no figure."""
    begin, end = pd.Timestamp(str(first)), pd.Timestamp(str(last))
    years = {on.year for row in known for on in (row[Trade.start], row[Trade.end])}
    whole = range(int(begin.year), int(end.year) + ((end.month, end.day) == (12, 31)))
    return [day(pd.Timestamp(year, 7, 2)) for year in whole if year not in years]
