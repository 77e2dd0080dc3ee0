"""Yearly figures: the preferred one drawn, every other reported one visible behind it.

A bar or a point is the figure that `analysis.headline` prefers; the whisker is the spread of all reports; each report
is a small mark of its own. Part-years are hatched, partners' and preliminary figures lighter, claims hollow.
"""

from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from analysis.headline import RANKS
from charts import theme
from charts.timeline import plain
from data import numbers, periods, words
from data.places import CODES, name

REPORTER_SHAPE: Final = {
    "own": "circle", "AFG": "diamond", "IMF": "square", "CEPII": "hexagon", "FAO": "triangle-up", "NEWS": "x",
}  # fmt: skip
_REPORTER: Final = {
    "own": "own side", "AFG": "Afghan side", "IMF": "IMF", "CEPII": "CEPII", "FAO": "estimate of the FAO", "NEWS": "press",
}  # fmt: skip
_DAY: Final = 86_400_000  # milliseconds, in which Plotly measures the width of a bar on a time axis
_LIGHTER: Final = 0.45


def middle(rows: pd.DataFrame) -> pd.Series:
    """The middle day of each period, where its mark stands."""
    return (rows["start"] + (rows["end"] - rows["start"]) / 2).dt.strftime("%Y-%m-%d")


def one_country(
    chosen: pd.DataFrame, reported: pd.DataFrame, first: object, last: object, *, title: str, subtitle: str, foot: str,
    measure: str = "value_usd",
) -> go.Figure:  # fmt: skip
    """One country's yearly figures of one flow as bars, with every report as a mark.

    Args:
        chosen: rows of `analysis.headline.headline` or `turnover`, of one country and flow.
        reported: the rows of `Trade` behind them.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: unit, price basis and period.
        foot: who says so.
        measure: which column of `reported` is drawn.
    """
    if chosen.empty:
        return theme.empty("No figure is reported for these years.", title)
    bars = pd.concat([chosen[chosen["span"] != "part"], _lone_parts(chosen)]).sort_values("start")
    traces = [_bars(bars, measure), *_reports(reported, measure)]
    return theme.figure(
        traces, title, subtitle, foot=foot, height=430, shapes=[theme.kabul_line()], barmode="overlay",
        xaxis=theme.time_axis(first, last), yaxis=theme.value_axis(_highest(bars, reported, measure), measure),
    )  # fmt: skip


def by_country(
    chosen: pd.DataFrame, first: object, last: object, *, title: str, subtitle: str, foot: str, log: bool = False
) -> go.Figure:
    """Yearly figures of several countries: a line through own and IMF figures, other reports as marks apart.

    Args:
        chosen: yearly rows of `analysis.headline.turnover`; part-years are left out.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: unit, price basis and period.
        foot: who says so.
        log: whether the value axis is logarithmic.
    """
    years = chosen[chosen["span"] != "part"]
    if years.empty:
        return theme.empty("No yearly figure is reported for these countries and years.", title)
    traces = [
        trace
        for code in CODES
        if len(rows := years[years["country"] == code].sort_values("end"))
        for trace in _line(rows, code)
    ]
    axis = theme.value_axis(years["high"].max(), "value_usd", log=log)
    return theme.figure(
        traces, title, subtitle, foot=foot, height=430, shapes=[theme.kabul_line()],
        xaxis=theme.time_axis(first, last), yaxis=axis,
    )  # fmt: skip


def _highest(bars: pd.DataFrame, reported: pd.DataFrame, measure: str) -> float:
    """The highest mark of the figure, so that the axis holds it."""
    told = reported.loc[reported["status"].isin(words.TRADED), measure].max()
    return float(max(bars["high"].max(), 0 if pd.isna(told) else told))


def _lone_parts(chosen: pd.DataFrame) -> pd.DataFrame:
    """The longest part-year of each year that has no full year: better than nothing, and hatched."""
    full = set(chosen.loc[chosen["span"] == "year", "start"].dt.year)
    parts = chosen[(chosen["span"] == "part") & ~chosen["start"].dt.year.isin(full)]
    parts = parts[parts["start"].dt.year == parts["end"].dt.year]
    longest = parts.assign(days=parts["end"] - parts["start"], year=parts["start"].dt.year)
    return longest.sort_values("days").drop_duplicates("year", keep="last").drop(columns=["days", "year"])


def _bars(bars: pd.DataFrame, measure: str) -> dict[str, Any]:
    code = str(bars["country"].iloc[0])
    part = bars["span"] == "part"
    firm = (bars["rank"] <= 1) & ~part
    hollow = bars["rank"] == len(RANKS) - 1
    fill = [theme.CLEAR if h or p else theme.colour(code) if f else theme.faded(theme.colour(code), _LIGHTER)
            for h, p, f in zip(hollow, part, firm, strict=True)]  # fmt: skip
    shape = ["/" if p else "." if d else "" for p, d in zip(part, bars["derived"], strict=True)]
    days = (bars["end"] - bars["start"]).dt.days.clip(upper=365)
    return {
        "type": "bar", "x": list(middle(bars)), "y": list(bars["value"]), "width": list(days * _DAY * 0.72),
        "marker": {"color": fill, "line": {"color": theme.colour(code), "width": 1.2},
                   "pattern": {"shape": shape, "size": 7, "solidity": 0.22, "fgcolor": _stripes(code, part)}},
        "error_y": _whisker(bars), "text": [numbers.amount(it, measure) for it in bars["value"]],
        "textposition": "outside", "textfont": {"size": 11}, "cliponaxis": False, "textangle": 0,
        "hovertext": [hover(row, measure) for row in bars.to_dict("records")], "hoverinfo": "text",
        "name": name(code), "showlegend": False,
    }  # fmt: skip


def _stripes(code: str, part: pd.Series) -> list[str]:
    """Stripes in the country's hue on part-years; light points on sums of ours."""
    return [theme.colour(code) if it else "rgba(255,255,255,0.85)" for it in part]


def _whisker(rows: pd.DataFrame) -> dict[str, Any]:
    return {
        "type": "data", "symmetric": False, "array": list(rows["high"] - rows["value"]),
        "arrayminus": list(rows["value"] - rows["low"]), "color": theme.GREY, "thickness": 1.2, "width": 4,
    }  # fmt: skip


def _reports(reported: pd.DataFrame, measure: str) -> list[dict[str, Any]]:
    """Every reported figure as a mark: its shape tells who reported it; claims are hollow."""
    rows = reported[reported["status"].isin(words.TRADED) & reported[measure].notna() & reported["start"].notna()]
    who = rows["reported_by"].where(rows["reported_by"].isin(REPORTER_SHAPE), "own")
    return [_report(rows[who == side], side, measure) for side in REPORTER_SHAPE if (who == side).any()]


def _report(rows: pd.DataFrame, side: str, measure: str) -> dict[str, Any]:
    hollow = rows["status"] == "claim"
    shape = REPORTER_SHAPE[side]
    return {
        "type": "scatter", "mode": "markers", "name": f"report: {_REPORTER[side]}", "x": list(middle(rows)), "y": list(rows[measure]),
        "marker": {"symbol": [f"{shape}-open" if it else shape for it in hollow], "size": 7,
                   "color": ["rgba(127,127,127,1)" if it else "#FFFFFF" for it in hollow],
                   "line": {"color": "#5F6B70", "width": 1.3}},
        "hovertext": [hover({**row, "value": row[measure]}, measure) for row in rows.to_dict("records")], "hoverinfo": "text",
    }  # fmt: skip


def _line(rows: pd.DataFrame, code: str) -> list[dict[str, Any]]:
    """A line through own and IMF figures, and marks for the years that only others report."""
    firm = rows[rows["rank"] <= 1]
    other = rows[rows["rank"] > 1]
    common = {"type": "scatter", "legendgroup": code, "hoverinfo": "text"}
    hue = theme.colour(code)
    last = len(firm) - 1
    traces = []
    if len(firm):
        traces.append({
            **common, "mode": "lines+markers+text", "name": name(code), "x": list(middle(firm)), "y": list(firm["value"]),
            "line": {"color": hue, "width": 2, "dash": theme.DASH[code]},
            "marker": {"symbol": theme.SYMBOL[code], "size": 8, "color": hue}, "error_y": {**_whisker(firm), "color": hue},
            "text": ["" if at < last else numbers.usd(it) for at, it in enumerate(firm["value"])],
            "textposition": "top left", "textfont": {"size": 11, "color": hue}, "cliponaxis": False,
            "hovertext": [hover(row, "value_usd") for row in firm.to_dict("records")],
        })  # fmt: skip
    if len(other):
        traces.append({
            **common, "mode": "markers", "name": name(code), "x": list(middle(other)), "y": list(other["value"]),
            "marker": {"symbol": f"{theme.SYMBOL[code]}-open", "size": 9, "color": hue, "line": {"width": 1.6}},
            "error_y": {**_whisker(other), "color": hue}, "showlegend": firm.empty,
            "hovertext": [hover(row, "value_usd") for row in other.to_dict("records")],
        })  # fmt: skip
    return traces


def hover(row: dict[str, Any], measure: str) -> str:
    """A figure, its period, who reported it with which status, and what else is said of it."""
    date = periods.label(row["start"], row["end"], row["precision"])
    lines = [f"<b>{numbers.amount(row['value'], measure, 4)}</b> · {name(row['country'])}, {date}"]
    if row.get("derived"):
        lines.append("sum of exports and imports as one source gives them")
    else:
        lines.append(f"reported by: {name(row['reported_by'])}; {words.say(row['status'])}")
    if row.get("reports", 1) > 1:
        lines.append(f"{row['reports']} reports, {numbers.spread(row['low'], row['high'], measure)}")
    if isinstance(row["note"], str) and not row.get("derived"):
        lines.append(theme.wrapped(plain(row["note"]), 60))
    return "<br>".join(lines)
