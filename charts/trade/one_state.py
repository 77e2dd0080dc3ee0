"""The yearly figures of one state: a bar for the figure that we prefer, a mark for every report behind it.

Fill tells what kind of figure it is, the shape of a mark who reports it. The value of a bar stands below its foot, where
neither mark nor whisker can cross it; a cross stands where nothing is known, because an empty place would read as none.
"""

from typing import Any, Final

import pandas as pd

from charts.base import frame
from charts.base import hover as hover_text
from charts.base.frame import Spec
from charts.trade.by_country import hover, middle
from data.rows import Row, records
from data.vocabulary import codes, formats

# What a fill stands for, in the order of the legend; in words so short that a phone shows two beside each other.
KINDS: Final = {
    "firm": "own or IMF",
    "pale": "partner, press,<br>preliminary",
    "claim": "claim",
    "part": "part of a year",
    "solar": "Afghan solar<br>year",
    "sum": "sum of both<br>flows, ours",
}
SHAPES: Final = {it: shape for it, shape in hover_text.SHAPES.items() if it != "other"}
SIDES: Final = {
    "own": "own report", "AFG": "Afghan report", "IMF": "IMF report", "CEPII": "CEPII report", "FAO": "FAO estimate",
    "NEWS": "press report",
}  # fmt: skip
AIMS: Final = {"contract": "triangle-up", "target": "triangle-right", "potential": "star-diamond"}
_PATTERN: Final = {"part": "/", "solar": "-", "sum": "."}
_DAY: Final = 86_400_000  # milliseconds, in which Plotly measures the width of a bar on a time axis
_BAR: Final = 0.72  # of its period
_STRIP: Final = 0.045  # half of the strip below zero that holds the values, as a part of the axis
_PALE: Final = 0.45
_FIRM: Final = 1  # the highest rank that is a country's own or the IMF's figure
_ENTRY: Final = 80  # pixels of the words in an entry of the legend
_FULL: Final = 364  # days from the first to the last of a year
_MARK: Final = "#74828A"
_HALO: Final = "rgba(255,255,255,0.9)"
_KEY: Final[dict[str, Any]] = {
    "type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": "hollow: claim", "legendrank": 50,
    "marker": {"symbol": "circle-open", "size": 8, "color": _MARK, "line": {"width": 1.8}}, "hoverinfo": "skip",
}  # fmt: skip


def by_year(
    chosen: pd.DataFrame, reported: pd.DataFrame, first: object, last: object, *, title: str, subtitle: str = "",
    foot: str = "", measure: str = "value_usd",
) -> Spec:  # fmt: skip
    """One state's yearly figures of one flow and commodity.

    Args:
        chosen: rows of `analysis.trade.preferred.headline` or `turnover`, of one country, flow and commodity.
        reported: the rows of `Trade` behind them; targets, potentials and contracts among them are told apart.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: unit, price basis and period.
        foot: who says so.
        measure: which column of `reported` is drawn.
    """
    dated = reported[reported["start"].notna() & reported[measure].notna()]
    dated = dated.assign(value=dated[measure])
    actual = dated["status"].isin(codes.TRADED)
    bars = _records(drawn(chosen), measure)
    aims = _records(dated[~actual], measure)
    if not bars and not aims:
        return frame.empty("No figure is reported for these years.", title)
    # the flows of a sum are no reports of it
    reports = _records(dated[actual & dated["flow"].isin({it["flow"] for it in bars})], measure)
    high = max(it.get("high", it["value"]) for it in (*bars, *reports, *aims))
    traces = [
        *_bars(bars),
        _whiskers(bars),
        _gaps(bars, first, last),
        *_reports(reports),
        *_aims(aims),
        _labels(bars, measure, high),
    ]
    axis = {**frame.value_axis(high, measure), "range": [-2 * _STRIP * high, 1.12 * high], "zeroline": True}
    return frame.figure(
        traces, title, subtitle, foot=foot, height=430, shapes=[frame.kabul_line()], barmode="overlay",
        legend={"entrywidth": _ENTRY, "font": {"size": 11}},
        xaxis=frame.time_axis(first, last), yaxis={**axis, "zerolinecolor": frame.SOFT, "zerolinewidth": 1},
    )  # fmt: skip


def _records(rows: pd.DataFrame, measure: str) -> list[Row]:
    """Rows as records with `at`, the middle of their period, `said`, what is told on hover, and `days`."""
    found = rows.assign(at=middle(rows), days=(rows["end"] - rows["start"]).dt.days)
    return [{**it, "said": hover(it, measure)} for it in records(found)]


def drawn(chosen: pd.DataFrame) -> pd.DataFrame:
    """The figures that get a bar, with `kind`, a key of `KINDS`.

    Full years, and of each year the longest part that nobody's full year makes superfluous: a part of better rank stays
    beside a full year that only the partner, the press or a claim tells.
    """
    full = chosen[chosen["span"] != "part"]
    best = full.groupby(full["start"].dt.year)["rank"].min().to_dict()
    parts = chosen[(chosen["span"] == "part") & (chosen["start"].dt.year == chosen["end"].dt.year)]
    parts = parts.assign(days=parts["end"] - parts["start"], year=parts["start"].dt.year)
    ranks = zip(parts["year"].map(lambda year: best.get(year, 99)), parts["rank"], strict=True)
    wanted = pd.Series([whole > max(_FIRM, part) for whole, part in ranks], index=parts.index, dtype=bool)
    parts = parts[wanted].sort_values(["days", "rank"], ascending=[True, False]).drop_duplicates("year", keep="last")
    bars = pd.concat([full, parts.drop(columns=["days", "year"])])
    return bars.assign(kind=[_kind(it) for it in records(bars)]).sort_values("start", ignore_index=True)


def _kind(row: Row) -> str:
    spans = {"part": "part", "solar year": "solar"}
    if row["span"] in spans:
        return spans[row["span"]]
    if row["derived"]:
        return "sum"
    if row["rank"] <= _FIRM:
        return "firm"
    return "claim" if row["status"] == "claim" else "pale"


def _style(row: Row) -> tuple[str, str, str]:
    """Fill, pattern and colour of the pattern of a bar."""
    hue = frame.colour(row["country"])
    firm = row["rank"] <= _FIRM
    solid = hue if firm else frame.faded(hue, _PALE)
    if row["kind"] in {"part", "claim"}:
        return frame.CLEAR, _PATTERN.get(row["kind"], ""), solid
    return solid, _PATTERN.get(row["kind"], ""), _HALO if firm else hue


def _bars(bars: list[Row]) -> list[dict[str, Any]]:
    """A trace for each kind and strength of fill that is there; the first of each kind stands in the legend."""
    traces, told = [], set()
    for kind in KINDS:
        for firm in (True, False):
            part = [it for it in bars if it["kind"] == kind and (it["rank"] <= _FIRM) == firm]
            if part:
                traces.append({**_bars_of(part), "showlegend": kind not in told})
                told.add(kind)
    return traces


def _bars_of(part: list[Row]) -> dict[str, Any]:
    """Bars that look the same."""
    kind = part[0]["kind"]
    fill, shape, stripes = _style(part[0])
    return {
        "type": "bar", "x": [it["at"] for it in part], "y": [it["value"] for it in part],
        "width": [min(it["days"], 365) * _DAY * _BAR for it in part],
        "marker": {"color": fill, "line": {"color": frame.colour(part[0]["country"]), "width": 1.2},
                   "pattern": {"shape": shape, "fgcolor": stripes, "size": 7, "solidity": 0.3, "fillmode": "overlay"}},
        "hovertext": [it["said"] for it in part], "hoverinfo": "text", "name": KINDS[kind],
        "legendrank": 1 + list(KINDS).index(kind),
    }  # fmt: skip


def _whiskers(bars: list[Row]) -> dict[str, Any]:
    """From the lowest to the highest report of each period that has several."""
    wide = [it for it in bars if it["low"] < it["high"]]
    spread = {
        "type": "data", "symmetric": False, "array": [it["high"] - it["value"] for it in wide],
        "arrayminus": [it["value"] - it["low"] for it in wide], "color": frame.GREY, "thickness": 1.3, "width": 4,
    }  # fmt: skip
    return {
        "type": "scatter", "mode": "markers", "x": [it["at"] for it in wide], "y": [it["value"] for it in wide],
        "error_y": spread, "marker": {"opacity": 0}, "hoverinfo": "skip", "showlegend": False, "name": "spread of reports",
    }  # fmt: skip


def _labels(bars: list[Row], measure: str, high: float) -> dict[str, Any]:
    """The value of each bar below its foot; of a part beside a full year the bar alone speaks."""
    full = {it["start"].year for it in bars if it["kind"] != "part"}
    shown = [it for it in bars if it["kind"] != "part" or it["start"].year not in full]
    said = [formats.amount(it["value"], measure) for it in shown]
    return {
        "type": "scatter", "mode": "text", "x": [it["at"] for it in shown], "y": [-_STRIP * high] * len(shown),
        "text": [it.removesuffix(" GWh") for it in said], "textposition": "middle center", "textfont": {"size": 11},
        "hoverinfo": "skip", "showlegend": False,
    }  # fmt: skip


def _gaps(bars: list[Row], first: object, last: object) -> dict[str, Any]:
    """A small cross at the foot of each whole year of the axis of which nothing is told."""
    begin, end = pd.Timestamp(str(first)), pd.Timestamp(str(last))
    told = {year for it in bars for year in (it["start"].year, it["end"].year)}
    whole = range(int(begin.year), int(end.year) + ((end.month, end.day) == (12, 31)))
    years = [it for it in whole if it not in told]
    return {
        "type": "scatter", "mode": "markers", "x": [f"{it}-07-02" for it in years], "y": [0] * len(years),
        "hovertext": [f"{it}: no figure on record" for it in years], "hoverinfo": "text", "cliponaxis": False,
        "marker": {"symbol": "x-thin", "size": 6, "line": {"color": frame.SOFT, "width": 1.4}},
        "name": "not reported", "showlegend": bool(years), "legendrank": 40,
    }  # fmt: skip


def _reports(reports: list[Row]) -> list[dict[str, Any]]:
    """Every reported figure: its shape tells who reports it; a hollow one is a claim, a small one of a part of a year."""
    traces = []
    for side in SHAPES:
        mine = [it for it in reports if _side(it) == side]
        claims = [it for it in mine if it["status"] == "claim"]
        if mine:  # where all are claims the legend still tells the shape
            traces.append(_report([it for it in mine if it["status"] != "claim"], side))
        if claims:
            traces += _claims(claims, side)
    return [*traces, *([_KEY] if any(it["status"] == "claim" for it in reports) else [])]


def _side(row: Row) -> str:
    return row["reported_by"] if row["reported_by"] in SHAPES else "own"


def _marks(part: list[Row]) -> dict[str, Any]:
    return {
        "type": "scatter", "mode": "markers", "x": [it["at"] for it in part] or [None],
        "y": [it["value"] for it in part] or [None], "hovertext": [it["said"] for it in part], "hoverinfo": "text",
        "cliponaxis": False,
    }  # fmt: skip


def _sizes(part: list[Row]) -> list[int]:
    return [9 if it["days"] >= _FULL else 7 for it in part]


def _report(part: list[Row], side: str) -> dict[str, Any]:
    return {
        **_marks(part), "name": SIDES[side], "legendrank": 20 + list(SIDES).index(side),
        "marker": {"symbol": SHAPES[side], "size": _sizes(part), "color": _MARK, "line": {"color": _HALO, "width": 1}},
    }  # fmt: skip


def _claims(part: list[Row], side: str) -> list[dict[str, Any]]:
    """Hollow marks, with a light halo that keeps them apart from a bar behind them."""
    mark = {**_marks(part), "showlegend": False}
    ring = {"symbol": f"{SHAPES[side]}-open", "size": _sizes(part), "color": _MARK, "line": {"width": 1.8}}
    halo = {**ring, "color": _HALO, "line": {"width": 4}}
    return [{**mark, "marker": halo, "hoverinfo": "skip"}, {**mark, "marker": ring}]


def _aims(aims: list[Row]) -> list[dict[str, Any]]:
    """What may be traded: a hollow flag in grey for each contract, target and potential, no bar and no report."""
    return [
        {**_marks(part), "name": f"{status},<br>no trade", "legendrank": 30,
         "marker": {"symbol": f"{shape}-open", "size": 10, "color": _MARK, "line": {"width": 1.8}}}
        for status, shape in AIMS.items()
        if (part := [it for it in aims if it["status"] == status])
    ]  # fmt: skip
