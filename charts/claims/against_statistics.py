"""What was said against what the statistics say, on a time axis: a panel for each state.

Bars are statistics and nothing else is. A claim is a hollow circle, a target a flag, a potential a hollow diamond,
contracts signed a hollow square. A line joins a claim and a target to the statistic that they are laid against;
potentials and contracts are no trade and are laid against none. What is far above all statistics would press them to the
floor: it stands above a dotted line, off the scale, and its amount at the left.
"""

from typing import Final

import pandas as pd

from charts.base import frame
from charts.base import hover as hover_text
from charts.base.frame import Spec
from charts.claims.marks import KINDS, hover, mark, placed
from data.rows import Row, records
from data.vocabulary import formats

_PANEL: Final = 140  # pixels of a panel where there are several
_TALL: Final = 260  # where there is one
_GAP: Final = 30  # between panels: the name of the next stands there
_DAY: Final = 86_400_000  # milliseconds, in which Plotly measures the width of a bar on a time axis
_POLE: Final = 0.14  # of the highest mark, which the pole of a flag takes
_FAR: Final = 2  # times as high as statistics and claims: from there on a mark stands above the scale
_RULE, _LEVEL, _TOP = 1.14, 1.3, 1.42  # of the scale: where it ends, where marks stand above it, and the panel's top
_BAR: Final = 0.66  # of its period, which a bar takes
_FIRM: Final = 0.4  # the opacity of a bar
_PALE: Final = 0.14
_WIDE: Final = 52  # characters of a line in a hover


def against(
    said: pd.DataFrame, figures: pd.DataFrame, first: object, last: object, *, title: str, subtitle: str = "",
    foot: str = "", measure: str = "value_usd",
) -> Spec:  # fmt: skip
    """What was said of one flow and kind of goods, beside the statistics of each state, each on a scale of its own.

    Args:
        said: rows of `analysis.claims.claims.claims` of one series; `publisher` names the source.
        figures: the statistics by year, rows of `analysis.trade.comparison.yearly`, with the same.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: unit, price basis and period, and how to read it.
        foot: who says so.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
    """
    marks = placed(said, first, last)
    if marks.empty:
        return frame.empty("Nothing that was said of it falls into these years.", title)
    codes = hover_text.order(marks["country"])
    bars = _inside(figures[figures["country"].isin(codes)], first, last)
    panel = _PANEL if len(codes) > 1 else _TALL
    whole = len(codes) * panel + (len(codes) - 1) * _GAP
    traces, axes, names, rules = [], {}, [], []
    for at, code in enumerate(codes):
        axis = "y" if at == 0 else f"y{at + 1}"
        mine, stand = marks[marks["country"] == code], bars[bars["country"] == code]
        high = _high(mine, stand)
        mine = mine.assign(y=mine["value"].where(mine["value"] <= high, high * _LEVEL))
        beyond = mine.loc[mine["value"] > high, "value"]
        rules += [_rule(axis, high)] if len(beyond) else []
        spoken = records(mine)
        traces += [*_bars(stand, axis, measure), *_lines(spoken, axis), *_spans(spoken, axis)]
        traces += _marks(spoken, axis, measure, high)
        top = 1 - at * (panel + _GAP) / whole
        domain = [max(0.0, top - panel / whole), top]
        axes[f"yaxis{axis[1:]}"] = {**_scale(high, beyond, measure), "domain": domain, "anchor": "x"}
        names += [_name(code, axis)] if len(codes) > 1 else []
    return frame.figure(
        [*traces, *_legend(marks, bars, far=bool(rules))], title, subtitle, foot=foot, inner=whole, head=20 if names else 0,
        annotations=names,
        shapes=[frame.kabul_line(label=len(codes) == 1), *rules], barmode="overlay",
        xaxis={**frame.time_axis(first, last), "anchor": axis}, **axes,
    )  # fmt: skip


def _inside(figures: pd.DataFrame, first: object, last: object) -> pd.DataFrame:
    """Statistics of the years that the axis shows, with the middle of their period and the width of their bar in days."""
    begin, end = pd.Timestamp(str(first)), pd.Timestamp(str(last))
    kept = figures[(figures["start"] <= end) & (figures["end"] >= begin)]
    since, until = kept["start"].clip(lower=begin), kept["end"].clip(upper=end)
    return kept.assign(at=since + (until - since) / 2, days=((until - since).dt.days + 1) * _BAR)


def _fill(it: Row) -> str:
    """What kind of statistic a bar is: a part of a year, firm, or pale (the partner's, the press's, preliminary)."""
    if it["span"] == "part":
        return "part"
    return "firm" if it["rank"] <= 1 else "pale"


def _bar(fill: str, hue: str) -> Row:
    """How a kind of statistic is drawn."""
    inside = frame.CLEAR if fill == "part" else frame.faded(hue, _FIRM if fill == "firm" else _PALE)
    stripes = {"shape": "/" if fill == "part" else "", "fgcolor": frame.faded(hue, 0.6), "size": 6, "solidity": 0.3,
               "fillmode": "overlay"}  # fmt: skip
    return {"color": inside, "line": {"color": frame.faded(hue, 0.8), "width": 1}, "pattern": stripes}


def _bars(rows: pd.DataFrame, axis: str, measure: str) -> list[Row]:
    """The statistics of one state, a trace for each kind of them."""
    found: dict[str, list[Row]] = {}
    for it in records(rows):
        found.setdefault(_fill(it), []).append(it)
    return [
        {
            "type": "bar", "name": "statistic", "yaxis": axis, "showlegend": False,
            "x": [f"{it['at']:%Y-%m-%d}" for it in bars], "y": [it["value"] for it in bars],
            "width": [it["days"] * _DAY for it in bars], "marker": _bar(fill, frame.colour(bars[0]["country"])),
            "hovertext": [_hover_bar(it, measure) for it in bars], "hoverinfo": "text",
        }
        for fill, bars in found.items()
    ]  # fmt: skip


def _hover_bar(it: Row, measure: str) -> str:
    spread = (
        []
        if it["low"] == it["high"]
        else [f"{it['reports']} reports, {formats.spread(it['low'], it['high'], measure)}"]
    )
    summed = ["both flows added, by us"] if it["derived"] else []
    source = frame.wrapped(hover_text.source(it), _WIDE)
    return "<br>".join(
        [hover_text.head(it, it["value"], measure), "statistic", source, *summed, *spread, *hover_text.note(it)]
    )


def _laid(it: Row) -> tuple[str, float, str] | None:
    """The statistic to which a line leads: when, how much, and its dash; None where there is none to be laid against."""
    if it["kind"] == "claim" and it["against"] == "before":
        return f"{it['before_year']:.0f}-07-02", it["before_value"], "dot"
    if it["kind"] in {"claim", "target"} and pd.notna(it["same_value"]):
        return f"{it['at']:%Y-%m-%d}", it["same_value"], "solid"
    if it["kind"] == "target" and it["target_state"] == "open":
        return f"{it['last_year']:.0f}-07-02", it["last_value"], "dot"
    return None


def _lines(marks: list[Row], axis: str) -> list[Row]:
    """Thin lines to the statistics, each ending in a dash at the statistic; dotted ones lead to another year."""
    pairs = [(it, end) for it in marks if (end := _laid(it))]
    return [
        {
            "type": "scatter", "mode": "lines+markers", "name": "laid against", "yaxis": axis, "hoverinfo": "skip",
            "x": [day for it, (there, *_) in mine for day in (f"{it['at']:%Y-%m-%d}", there, None)],
            "y": [value for it, (_, level, _) in mine for value in (it["y"], level, None)],
            "line": {"color": frame.GREY, "width": 1.3, "dash": dash}, "showlegend": False,
            "marker": {"symbol": "line-ew", "size": [size for _ in mine for size in (0, 9, 0)],
                       "line": {"color": frame.GREY, "width": 2}},
        }
        for dash in ("solid", "dot")
        if (mine := [(it, end) for it, end in pairs if end[2] == dash])
    ]  # fmt: skip


def _spans(marks: list[Row], axis: str) -> list[Row]:
    """A line as long as the period of what speaks of a part of a year or of several years."""
    part = [it for it in marks if pd.notna(it["start"]) and pd.isna(it["year"])]
    return [{
        "type": "scatter", "mode": "lines", "name": "period spoken of", "yaxis": axis, "hoverinfo": "skip",
        "x": [day for it in part for day in (f"{it['start']:%Y-%m-%d}", f"{it['end']:%Y-%m-%d}", None)],
        "y": [value for it in part for value in (it["y"], it["y"], None)],
        "line": {"color": frame.SOFT, "width": 3}, "showlegend": False,
    }] if part else []  # fmt: skip


def _marks(marks: list[Row], axis: str, measure: str, high: float) -> list[Row]:
    """What was said, a trace for each kind; a target is a pennant on a short pole."""
    hue = frame.colour(marks[0]["country"])
    return [
        {
            "type": "scatter", "mode": "markers", "name": KINDS[kind], "yaxis": axis, "showlegend": False,
            "x": [f"{it['at']:%Y-%m-%d %H:%M}" for it in found], "y": [it["y"] for it in found],
            "marker": mark(kind, hue), "cliponaxis": False, **(_poles(found, hue, high) if kind == "target" else {}),
            "hovertext": [hover(it, measure) for it in found], "hoverinfo": "text",
        }
        for kind in KINDS
        if (found := [it for it in marks if it["kind"] == kind])
    ]  # fmt: skip


def _poles(found: list[Row], hue: str, high: float) -> Row:
    """The poles of flags: as long in every panel."""
    down = [high * _POLE] * len(found)
    return {"error_y": {"symmetric": False, "array": [0] * len(found), "arrayminus": down, "color": hue,
                        "thickness": 1.6, "width": 0}}  # fmt: skip


def _high(marks: pd.DataFrame, bars: pd.DataFrame) -> float:
    """The highest value on the scale of a panel: what is far above statistics and claims stands off it."""
    values = pd.concat([marks["value"], bars["value"]])
    near = pd.concat([marks.loc[marks["kind"] == "claim", "value"], bars["value"]])
    return float(values.max() if near.empty else values[values <= _FAR * near.max()].max())


def _scale(high: float, beyond: pd.Series, measure: str) -> Row:
    """An axis from zero to above the highest mark; the amount of what stands off it is written at its height."""
    axis = frame.value_axis(high, measure)
    ticks = axis["tickvals"][:: 2 if len(axis["tickvals"]) > 3 else 1]
    told = [formats.amount(it, measure) for it in ticks]
    if beyond.empty:
        return {**axis, "tickvals": ticks, "ticktext": told}
    amount = formats.spread(beyond.min(), beyond.max(), measure)
    return {**axis, "tickvals": [*ticks, high * _LEVEL], "ticktext": [*told, amount], "range": [0, high * _TOP]}


def _rule(axis: str, high: float) -> Row:
    """The dotted line at which the scale of a panel ends."""
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "yref": axis, "y0": high * _RULE, "y1": high * _RULE,
            "layer": "below", "line": {"color": frame.SOFT, "width": 1, "dash": "dot"}}  # fmt: skip


def _name(code: str, axis: str) -> Row:
    return {
        "text": f"<b>{hover_text.who(code)}</b>", "xref": "paper", "yref": f"{axis} domain", "x": 0, "y": 1, "xanchor": "left",
        "yanchor": "bottom", "showarrow": False, "font": {"size": 12},
    }  # fmt: skip


def _legend(marks: pd.DataFrame, bars: pd.DataFrame, *, far: bool) -> list[Row]:
    """What shapes and fills stand for, as far as they occur."""
    shapes = [(KINDS[kind], mark(kind, frame.GREY)) for kind in KINDS if (marks["kind"] == kind).any()]
    fills = {_fill(it) for it in records(bars)}
    names = {"firm": "statistic, own or IMF", "pale": "statistic of the partner or press, or preliminary",
             "part": "statistic of a part of a year"}  # fmt: skip
    return [
        *({"type": "scatter", "mode": "markers", "x": [None], "y": [None], "name": said, "marker": it} for said, it in shapes),
        *({"type": "bar", "x": [None], "y": [None], "name": said, "marker": _bar(fill, frame.GREY)}
          for fill, said in names.items() if fill in fills),
        *([{"type": "scatter", "mode": "lines", "x": [None], "y": [None], "name": "above it: beyond the scale, amount at the left",
            "line": {"color": frame.GREY, "width": 1, "dash": "dot"}}] if far else []),
    ]  # fmt: skip
