"""The yearly figures of one state: a bar for the figure that we prefer, a mark for every report behind it.

Fill tells what kind of figure it is, the shape of a mark who reports it. The value of a bar stands below its foot, where
neither mark nor whisker can cross it; a cross stands where nothing is known, because an empty place would read as none.
"""

from typing import Any, Final, Unpack

import pandas as pd

from analysis.trade.preferred import EVIDENCE, FIRM
from charts.base import evidence, frame, traces
from charts.base import hover as hover_text
from charts.base.dates import DAY, middles
from charts.base.frame import Caption, Spec
from data.rows import Row, records
from data.vocabulary import codes, formats

SHAPES: Final = {it: shape for it, shape in hover_text.SHAPES.items() if it != "other"}
SIDES: Final = {
    "own": "own report", "AFG": "Afghan report", "IMF": "IMF report", "CEPII": "CEPII report", "FAO": "FAO estimate",
    "NEWS": "press report",
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
    chosen: pd.DataFrame, reported: pd.DataFrame, first: object, last: object, *, measure: str = "value_usd",
    **caption: Unpack[Caption],
) -> Spec:  # fmt: skip
    """Draw one state's yearly figures of one flow and commodity.

    Args:
        chosen: rows of `analysis.trade.preferred.headline` or `turnover`, of one country, flow and commodity.
        reported: the rows of `Trade` behind them; targets, potentials and contracts among them are told apart.
        first: first day of the axis.
        last: last day of the axis.
        measure: which column of `reported` is drawn.
        caption: the words around it.
    """
    dated = reported[reported["start"].notna() & reported[measure].notna()]
    dated = dated.assign(value=dated[measure], derived=False, reports=1)
    actual = dated["status"].isin(codes.TRADED)
    bars = _records(drawn(chosen), measure)
    aims = _records(dated[~actual], measure)
    if not bars and not aims:
        return frame.empty("No figure is reported for these years.", caption["title"])
    # the flows of a sum are no reports of it
    reports = _records(dated[actual & dated["flow"].isin({it["flow"] for it in bars})], measure)
    high = max(it.get("high", it["value"]) for it in (*bars, *reports, *aims))
    shown = [*_bars(bars), _whiskers(bars), _gaps(bars, first, last), *_reports(reports), *_aims(aims)]
    axis = frame.value_axis(high, measure) | {"range": [-2 * _STRIP * high, 1.12 * high]}
    return frame.figure(
        [*shown, _labels(bars, measure, high)],
        height=430,
        shapes=[frame.kabul_line()],
        barmode="overlay",
        legend={"entrywidth": _ENTRY, "font": {"size": 11}},
        xaxis=frame.time_axis(first, last),
        yaxis=axis | {"zeroline": True, "zerolinecolor": frame.SOFT, "zerolinewidth": 1},
        **caption,
    )


def _records(rows: pd.DataFrame, measure: str) -> list[Row]:
    """Rows as records with `at`, the middle of their period, `said`, what is told on hover, and `days`."""
    placed = rows.assign(at=middles(rows), days=(rows["end"] - rows["start"]).dt.days)
    return [{**it, "said": hover_text.figure(it, measure)} for it in records(placed)]


def drawn(chosen: pd.DataFrame) -> pd.DataFrame:
    """The figures that get a bar.

    Full years, and of each year the longest part that nobody's full year makes superfluous: a part of better rank stays
    beside a full year that only the partner, the press or a claim tells.
    """
    full = chosen[chosen["span"] != "part"]
    best = full.groupby(full["start"].dt.year)["rank"].min().to_dict()
    parts = chosen[(chosen["span"] == "part") & (chosen["start"].dt.year == chosen["end"].dt.year)]
    parts = parts.assign(days=parts["end"] - parts["start"], year=parts["start"].dt.year)
    ranks = zip(parts["year"].map(lambda year: best.get(year, 99)), parts["rank"], strict=True)
    wanted = pd.Series([whole > max(FIRM, part) for whole, part in ranks], index=parts.index, dtype=bool)
    parts = parts[wanted].sort_values(["days", "rank"], ascending=[True, False]).drop_duplicates("year", keep="last")
    return pd.concat([full, parts.drop(columns=["days", "year"])]).sort_values("start", ignore_index=True)


def _bars(bars: list[Row]) -> list[Row]:
    """A trace for each look that is there; the first of each class stands in the legend."""
    looks = evidence.looks(bars, frame.colour(bars[0]["country"])) if bars else []
    first = {kind: at for at, (kind, *_) in reversed(list(enumerate(looks)))}
    return [
        traces.bars(
            [it["at"] for it in part],
            [it["value"] for it in part],
            marker,
            [it["said"] for it in part],
            width=[min(it["days"], 365) * DAY * _BAR for it in part],
            name=KINDS[kind],
            legendrank=1 + EVIDENCE.index(kind),
            showlegend=first[kind] == at,
        )
        for at, (kind, marker, part) in enumerate(looks)
    ]


def _whiskers(bars: list[Row]) -> Row:
    """From the lowest to the highest report of each period that has several."""
    wide = [it for it in bars if it["low"] < it["high"]]
    spread = traces.whisker([it["high"] - it["value"] for it in wide], [it["value"] - it["low"] for it in wide])
    return traces.points(
        [it["at"] for it in wide],
        [it["value"] for it in wide],
        {"opacity": 0},
        error_y=spread,
        called="spread of reports",
    )


def _labels(bars: list[Row], measure: str, high: float) -> Row:
    """The value of each bar below its foot; of a part beside a full year the bar alone speaks."""
    full = {it["start"].year for it in bars if it["evidence"] != "part"}
    shown = [it for it in bars if it["evidence"] != "part" or it["start"].year not in full]
    said = [formats.amount(it["value"], measure).removesuffix(" GWh") for it in shown]
    return traces.texts([it["at"] for it in shown], [-_STRIP * high] * len(shown), said, "middle center")


def _gaps(bars: list[Row], first: object, last: object) -> Row:
    """A small cross at the foot of each whole year of the axis of which nothing is told."""
    begin, end = pd.Timestamp(str(first)), pd.Timestamp(str(last))
    known = {year for it in bars for year in (it["start"].year, it["end"].year)}
    whole = range(int(begin.year), int(end.year) + ((end.month, end.day) == (12, 31)))
    years = [it for it in whole if it not in known]
    return traces.points(
        [f"{it}-07-02" for it in years],
        [0] * len(years),
        traces.cross(6, 1.4),
        [f"{it}: no figure on record" for it in years],
        cliponaxis=False,
        name="not reported",
        showlegend=bool(years),
        legendrank=40,
    )


def _reports(reports: list[Row]) -> list[Row]:
    """Every reported figure: its shape tells who reports it; a hollow one is a claim, a small one of a part of a year."""
    shown = []
    for side, shape in SHAPES.items():
        mine = [it for it in reports if _side(it) == side]
        claims = [it for it in mine if it["status"] == "claim"]
        if mine:  # where all are claims the legend still tells the shape
            filled = {"color": _MARK, "line": {"color": _HALO, "width": 1}}
            rank = 20 + list(SIDES).index(side)
            others = [it for it in mine if it["status"] != "claim"]
            shown.append(_marks(others, shape, filled, name=SIDES[side], legendrank=rank))
        if claims:  # with a light halo that keeps them apart from a bar behind them
            halo, ring = {"color": _HALO, "line": {"width": 4}}, {"color": _MARK, "line": {"width": 1.8}}
            shown += [_marks(claims, f"{shape}-open", halo, hoverinfo="skip"), _marks(claims, f"{shape}-open", ring)]
    if any(it["status"] == "claim" for it in reports):
        ring = {"symbol": "circle-open", "size": 8, "color": _MARK, "line": {"width": 1.8}}
        shown.append(traces.points([None], [None], ring, name="hollow: claim", legendrank=50))
    return shown


def _side(row: Row) -> str:
    return row["reported_by"] if row["reported_by"] in SHAPES else "own"


def _marks(part: list[Row], symbol: str, look: Row, size: int | None = None, **more: Any) -> Row:  # noqa: ANN401
    """Marks of one shape; without any an entry of the legend."""
    sizes = size or [9 if it["days"] >= _FULL else 7 for it in part]
    days, values = [it["at"] for it in part] or [None], [it["value"] for it in part] or [None]
    look = {"symbol": symbol, "size": sizes, **look}
    return traces.points(days, values, look, [it["said"] for it in part], cliponaxis=False, **more)


def _aims(aims: list[Row]) -> list[Row]:
    """What may be traded: a hollow flag in grey for each contract, target and potential, no bar and no report."""
    look = {"color": _MARK, "line": {"width": 1.8}}
    return [
        _marks(part, f"{shape}-open", look, 10, name=f"{status},<br>no trade", legendrank=30)
        for status, shape in AIMS.items()
        if (part := [it for it in aims if it["status"] == status])
    ]
