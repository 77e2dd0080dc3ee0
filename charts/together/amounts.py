"""The bars of one state's turnover and aid in thin panels, with their whiskers, labels and crosses.

What does not depend on the years that are chosen is worked out once for each figure, by `figures`.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import pandas as pd

from charts.base import frame
from charts.trade.by_country import hover, middle
from data.rows import Row, records
from data.vocabulary import formats
from data.vocabulary.places import name

HEADINGS: Final = {"yaxis": "Turnover", "yaxis2": "Aid sent, at least"}
_DAY: Final = 86_400_000  # milliseconds, in which Plotly measures a bar on a time axis
_BAR: Final = 0.7  # of its period
_FIRM: Final = 1  # the highest rank that is a country's own or the IMF's figure
_LONG: Final = 1.1  # times the value: from there on a whisker is told
_PALE: Final = 0.45


def figures(rows: pd.DataFrame, code: str) -> list[Row]:
    """Rows of `charts.trade.one_state.drawn`, each with where its bar stands, how wide and filled it is, and what is told of it."""
    return [_placed(it, at, code) for it, at in zip(records(rows), middle(rows), strict=True)]


def _placed(row: Row, at: str, code: str) -> Row:
    fill, pattern = _fill(row, code)
    return {
        **row, "at": at, "width": min((row["end"] - row["start"]).days, 365) * _DAY * _BAR, "fill": fill,
        "pattern": pattern, "hover": hover(row, "value_usd"),
        "label": "" if row["kind"] == "part" else _amount(row["value"], row["high"], "value_usd"),
    }  # fmt: skip


def turnover(rows: Sequence[Row], code: str, first: object, last: object) -> list[Row]:
    """A bar for each of `figures`, its whisker, and a cross for each whole year that nobody tells."""
    at, hue = [it["at"] for it in rows], frame.colour(code)
    bars = {
        "type": "bar", "x": at, "y": [it["value"] for it in rows], "width": [it["width"] for it in rows],
        "marker": {
            "color": [it["fill"] for it in rows], "line": {"color": hue, "width": 1},
            "pattern": {"shape": [it["pattern"] for it in rows], "fgcolor": hue, "size": 6, "solidity": 0.35,
                        "fillmode": "overlay"},
        },
        "name": HEADINGS["yaxis"], "hovertext": [it["hover"] for it in rows], "hoverinfo": "text",
        "error_y": _whisker([it["high"] - it["value"] for it in rows], [it["value"] - it["low"] for it in rows]),
    }  # fmt: skip
    labels = _labels(at, _tallest(rows), [it["label"] for it in rows])
    silent = _silent(rows, first, last)
    return [bars, labels, _crosses([f"{it}-07-02" for it in silent], [f"{it}: no figure on record" for it in silent])]


def _silent(rows: Sequence[Row], first: object, last: object) -> list[int]:
    """The whole years of the axis that no figure tells of."""
    years = {it[column].year for it in rows for column in ("start", "end")}
    return [it for it in range(year(first), year(last) + 1) if it not in years and f"{it}-12-31" <= str(last)[:10]]


def _tallest(rows: Sequence[Row]) -> list[float]:
    """How high the bars of each one's year are: a label stands above both bars of a year."""
    tallest: dict[int, float] = {}
    for it in rows:
        tallest[it["start"].year] = max(it["high"], tallest.get(it["start"].year, it["high"]))
    return [tallest[it["start"].year] for it in rows]


def year(day: object) -> int:
    """The year of a day."""
    return int(str(day)[:4])


def _fill(row: Row, code: str) -> tuple[str, str]:
    """Colour and pattern of a bar: a part-year is hatched, a claim hollow, others' figures are pale."""
    if row["kind"] == "part":
        return frame.CLEAR, "/"
    if row["kind"] == "claim":
        return frame.CLEAR, ""
    return (frame.colour(code) if row["rank"] <= _FIRM else frame.faded(frame.colour(code), _PALE)), ""


def _whisker(above: Sequence[float], below: Sequence[float]) -> Row:
    return {
        "type": "data", "symmetric": False, "array": list(above), "arrayminus": list(below), "color": frame.GREY,
        "thickness": 1.2, "width": 3,
    }  # fmt: skip


def _amount(value: float, high: float, measure: str) -> str:
    """What stands above a bar; where its whisker is long the label is at the upper end of it, and tells that too."""
    return formats.spread(value, high, measure) if high > _LONG * value else formats.amount(value, measure)


def _at_least(low: float, high: float) -> str:
    """The same of tonnes, which are a lower bound."""
    return formats.bounds(low, high, "quantity_t") if high > _LONG * low else formats.floor(low, "quantity_t")


def _labels(x: list[str], y: list[float], text: list[str], axis: str = "y") -> Row:
    return {
        "type": "scatter", "mode": "text", "x": x, "y": y, "yaxis": axis, "text": text, "textposition": "top center",
        "textfont": {"size": 10.5}, "hoverinfo": "skip", "cliponaxis": False,
    }  # fmt: skip


def _crosses(x: list[str], said: list[str], axis: str = "y") -> Row:
    """Small crosses at the foot of a panel: known to be there, or asked for, and not told."""
    return {
        "type": "scatter", "mode": "markers", "x": x, "y": [0] * len(x), "yaxis": axis, "hovertext": said,
        "hoverinfo": "text", "cliponaxis": False, "name": "not reported",
        "marker": {"symbol": "x-thin", "size": 6, "line": {"color": frame.SOFT, "width": 1.4}},
    }  # fmt: skip


def sent(sums: Sequence[Row], code: str, last: object) -> list[Row]:
    """A bar for the sum of the lowest reports of each year; a cross where consignments bear no weight."""
    weighed = [it for it in sums if pd.notna(it["low"])]
    unweighed = [it for it in sums if pd.isna(it["low"])]
    at, hue = [_middle(it["year"], last) for it in weighed], frame.colour(code)
    bars = {
        "type": "bar", "x": at, "y": [it["low"] for it in weighed], "yaxis": "y2", "width": int(365 * _BAR) * _DAY,
        "marker": {"color": hue, "line": {"color": hue, "width": 1}}, "name": HEADINGS["yaxis2"],
        "hovertext": [_sent_hover(it, code) for it in weighed], "hoverinfo": "text",
        "error_y": _whisker([it["high"] - it["low"] for it in weighed], [0.0] * len(weighed)),
    }  # fmt: skip
    labels = _labels(at, [it["high"] for it in weighed], [_at_least(it["low"], it["high"]) for it in weighed], "y2")
    places, said = [_middle(it["year"], last) for it in unweighed], [_sent_hover(it, code) for it in unweighed]
    return [bars, labels, _crosses(places, said, "y2")]


def _middle(of: int, last: object) -> str:
    """The middle of a year, or of what the axis shows of it."""
    begin = dt.datetime(of, 1, 1)  # noqa: DTZ001  a day on the axis
    end = min(dt.datetime(of, 12, 31), dt.datetime.fromisoformat(str(last)))  # noqa: DTZ001
    return f"{begin + (end - begin) / 2:%Y-%m-%d}"


def _sent_hover(row: Row, code: str) -> str:
    count = f"{row['consignments']} consignment{'s' * (row['consignments'] != 1)}"
    if pd.isna(row["low"]):
        return f"<b>no weight reported</b> · {name(code)}, {row['year']:.0f}<br>{count} sent"
    lines = [f"<b>at least {formats.floor(row['low'], 'quantity_t')}</b> · {name(code)}, {row['year']:.0f}"]
    if row["high"] > row["low"]:
        lines.append(f"lowest and highest reports: {formats.bounds(row['low'], row['high'], 'quantity_t')}")
    lines.append(f"{count} dispatched or delivered, {row['without']} of them without a weight")
    return "<br>".join(lines)
