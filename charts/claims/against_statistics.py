"""What was said against what the statistics say, on a time axis: a panel for each state.

Bars are statistics and nothing else is. A claim is a hollow circle, a target a flag, a potential a hollow diamond,
contracts signed a hollow square. A line joins a claim and a target to the statistic that they are laid against;
potentials and contracts are no trade and are laid against none. What is far above all statistics would press them to the
floor: it stands above a dotted line, off the scale, and its amount at the left.
"""

from typing import Final, Unpack

import pandas as pd

from charts.base import evidence, frame, legend, traces
from charts.base import hover as hover_text
from charts.base.dates import DAY, day
from charts.base.frame import Caption, Spec
from charts.base.panels import Panel, numbered, stacked
from charts.claims.marks import KINDS, hover, mark, placed
from data.rows import Row, records
from data.vocabulary import formats

_PANEL: Final = 140  # pixels of a panel where there are several
_TALL: Final = 260  # where there is one
_GAP: Final = 30  # between panels: the name of the next stands there
_POLE: Final = 0.14  # of the highest mark, which the pole of a flag takes
_FAR: Final = 2  # times as high as statistics and claims: from there on a mark stands above the scale
_RULE, _LEVEL, _TOP = 1.14, 1.3, 1.42  # of the scale: where it ends, where marks stand above it, and the panel's top
_BAR: Final = 0.66  # of its period, which a bar takes
_STRENGTH: Final = 0.4  # of a bar, upon which marks stand


def against(
    said: pd.DataFrame, figures: pd.DataFrame, first: object, last: object, *, measure: str = "value_usd",
    **caption: Unpack[Caption],
) -> Spec:  # fmt: skip
    """Draw what was said of one flow and kind of goods, beside the statistics of each state, each on its own scale.

    Args:
        said: rows of `analysis.claims.claims.claims` of one series; `publisher` names the source.
        figures: the statistics by year, rows of `analysis.trade.comparison.yearly`, with the same.
        first: first day of the axis.
        last: last day of the axis.
        measure: `value_usd`, `quantity_t` or `quantity_gwh`.
        caption: the words around it.
    """
    marks = placed(said, first, last)
    if marks.empty:
        return frame.empty("Nothing that was said of it falls into these years.", caption["title"])
    codes = hover_text.order(marks["country"])
    bars = _inside(figures[figures["country"].isin(codes)], first, last)
    panels, rules, several = [], [], len(codes) > 1
    for at, code in enumerate(codes):
        mine, stand = marks[marks["country"] == code], bars[bars["country"] == code]
        high = _high(mine, stand)
        beyond = mine.loc[mine["value"] > high, "value"]
        if len(beyond):  # the dotted line at which the scale of the panel ends
            rules.append(traces.across(high * _RULE, f"y{numbered(at)}", frame.SOFT, dash="dot"))
        spoken = records(mine.assign(y=mine["value"].where(mine["value"] <= high, high * _LEVEL)))
        drawn = [*_bars(stand, measure), *_lines(spoken), *_spans(spoken), *_marks(spoken, measure, high)]
        panels.append(Panel(hover_text.who(code) if several else "", drawn, _scale(high, beyond, measure)))
    return stacked(
        panels,
        _legend(marks, bars, far=bool(rules)),
        caption,
        height=_PANEL if several else _TALL,
        gap=_GAP,
        xaxis=frame.time_axis(first, last),
        shapes=[frame.kabul_line(label=not several), *rules],
    )


def _inside(figures: pd.DataFrame, first: object, last: object) -> pd.DataFrame:
    """Statistics of the years that the axis shows, with the middle of their period and the width of their bar in days."""
    begin, end = pd.Timestamp(str(first)), pd.Timestamp(str(last))
    kept = figures[(figures["start"] <= end) & (figures["end"] >= begin)]
    since, until = kept["start"].clip(lower=begin), kept["end"].clip(upper=end)
    return kept.assign(at=since + (until - since) / 2, days=((until - since).dt.days + 1) * _BAR)


def _bars(rows: pd.DataFrame, measure: str) -> list[Row]:
    """The statistics of one state, a trace for each kind of them."""
    kinds: dict[str, list[Row]] = {}
    for it in records(rows):
        kinds.setdefault(evidence.coarse(it), []).append(it)
    return [
        traces.bars(
            [day(it["at"]) for it in bars],
            [it["value"] for it in bars],
            evidence.bar(kind, frame.colour(bars[0]["country"]), strength=_STRENGTH),
            [_hover_bar(it, measure) for it in bars],
            called="statistic",
            width=[it["days"] * DAY for it in bars],
        )
        for kind, bars in kinds.items()
    ]


def _hover_bar(it: Row, measure: str) -> str:
    return hover_text.figure(it, measure, "statistic")


def _laid(it: Row) -> tuple[str, float, str] | None:
    """The statistic to which a line leads: when, how much, and its dash; None where there is none to be laid against."""
    if it["kind"] == "claim" and it["against"] == "before":
        return f"{it['before_year']:.0f}-07-02", it["before_value"], "dot"
    if it["kind"] in {"claim", "target"} and pd.notna(it["same_value"]):
        return f"{it['at']:%Y-%m-%d}", it["same_value"], "solid"
    if it["kind"] == "target" and it["target_state"] == "open":
        return f"{it['last_year']:.0f}-07-02", it["last_value"], "dot"
    return None


def _lines(marks: list[Row]) -> list[Row]:
    """Thin lines to the statistics, each ending in a dash at the statistic; dotted ones lead to another year."""
    pairs = [(it, end) for it in marks if (end := _laid(it))]
    return [
        traces.lines(
            traces.apart((day(it["at"]), there) for it, (there, *_) in mine),
            traces.apart((it["y"], level) for it, (_, level, _) in mine),
            frame.GREY,
            1.3,
            called="laid against",
            dash=dash,
            mode="lines+markers",
            marker={
                "symbol": "line-ew",
                "size": [size for _ in mine for size in (0, 9, 0)],
                "line": {"color": frame.GREY, "width": 2},
            },
        )
        for dash in ("solid", "dot")
        if (mine := [(it, end) for it, end in pairs if end[2] == dash])
    ]


def _spans(marks: list[Row]) -> list[Row]:
    """A line as long as the period of what speaks of a part of a year or of several years."""
    part = [it for it in marks if pd.notna(it["start"]) and pd.isna(it["year"])]
    if not part:
        return []
    days = traces.apart((day(it["start"]), day(it["end"])) for it in part)
    return [
        traces.lines(days, traces.apart((it["y"], it["y"]) for it in part), frame.SOFT, 3, called="period spoken of")
    ]


def _marks(marks: list[Row], measure: str, high: float) -> list[Row]:
    """What was said, a trace for each kind; a target is a pennant on a pole as long as in every panel."""
    hue = frame.colour(marks[0]["country"])
    shown = []
    for kind, said in KINDS.items():
        of_kind = [it for it in marks if it["kind"] == kind]
        if not of_kind:
            continue
        none, down = [0] * len(of_kind), [high * _POLE] * len(of_kind)
        pole = {"error_y": traces.whisker(none, down, color=hue, thickness=1.6, width=0)} if kind == "target" else {}
        days = [f"{it['at']:%Y-%m-%d %H:%M}" for it in of_kind]
        hovers = [hover(it, measure) for it in of_kind]
        more = {"called": said, "cliponaxis": False, **pole}
        shown.append(traces.points(days, [it["y"] for it in of_kind], mark(kind, hue), hovers, **more))
    return shown


def _high(marks: pd.DataFrame, bars: pd.DataFrame) -> float:
    """The highest value on the scale of a panel: what is far above statistics and claims stands off it."""
    values = pd.concat([marks["value"], bars["value"]])
    near = pd.concat([marks.loc[marks["kind"] == "claim", "value"], bars["value"]])
    return float(values.max() if near.empty else values[values <= _FAR * near.max()].max())


def _scale(high: float, beyond: pd.Series, measure: str) -> Row:
    """An axis from zero to above the highest mark; the amount of what stands off it is written at its height."""
    axis = frame.value_axis(high, measure)
    ticks = axis["tickvals"][:: 2 if len(axis["tickvals"]) > 3 else 1]
    names = [formats.amount(it, measure) for it in ticks]
    if beyond.empty:
        return {**axis, "tickvals": ticks, "ticktext": names}
    amount = formats.spread(beyond.min(), beyond.max(), measure)
    return {**axis, "tickvals": [*ticks, high * _LEVEL], "ticktext": [*names, amount], "range": [0, high * _TOP]}


def _legend(marks: pd.DataFrame, bars: pd.DataFrame, *, far: bool) -> list[Row]:
    """What shapes and fills stand for, as far as they occur."""
    shapes = [(said, mark(kind, frame.GREY)) for kind, said in KINDS.items() if (marks["kind"] == kind).any()]
    kinds = {evidence.coarse(it) for it in records(bars)}
    fills = [
        (f"statistic: {name}", evidence.bar(kind, frame.GREY, strength=_STRENGTH))
        for kind, name in evidence.NAMES.items()
        if kind in kinds
    ]
    beyond = ("above it: beyond the scale, amount at the left", {"color": frame.GREY, "width": 1, "dash": "dot"})
    return [*legend.symbols(shapes), *legend.fills(fills), *legend.dashes([beyond] if far else [])]
