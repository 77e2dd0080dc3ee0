"""How far targets are from the last statistic: a bar to the statistic, a line from there to the flag of the target."""

from typing import Final, Unpack

import pandas as pd

from charts.base import frame, hover, traces
from charts.base.frame import Caption, Spec
from charts.claims.marks import mark, speakers
from data.rows import Row, grouped, records
from data.vocabulary import codes, formats
from data.vocabulary.text import share

_ROW: Final = 60  # pixels of one target, its two lines of words included
_FLOWS: Final = {"turnover": "turnover", "export": "exports", "import": "imports"}


def gaps(targets: pd.DataFrame, **caption: Unpack[Caption]) -> Spec:
    """Draw targets above the last statistic, in per cent of themselves, so that dollars and GWh share an axis.

    Args:
        targets: targets of `analysis.claims.claims.claims` with a `gap` above zero; those that agree are one row of the figure.
        caption: the words around it.
    """
    if targets.empty:
        why = "No target above the last statistic is on record for these states and years."
        return frame.empty(why, caption["title"])
    rows = alike(targets)
    names = ["0", "25 %", "50 %", "75 %", "target"]
    axis = {"type": "linear", "range": [len(rows) - 0.34, -0.66], "showgrid": False}
    return frame.figure(
        [*_ways(rows), _bars(rows), _flags(rows)],
        inner=_ROW * len(rows),
        annotations=[it for at, row in enumerate(rows) for it in _words(row, at)],
        xaxis={"range": [0, 104], "tickmode": "array", "tickvals": [0, 25, 50, 75, 100], "ticktext": names},
        yaxis=axis | {"showticklabels": False, "automargin": False},
        **caption,
    )


def alike(targets: pd.DataFrame) -> list[Row]:
    """One row for targets of the same amount, goods and year, with who set them (`told`) and the `share` reached; in our order, the nearest first."""
    same = ["country", "flow", "commodity", "measure", "value", "target_year"]
    found = [
        {**group[0], "told": speakers(group), "share": group[0]["last_value"] / group[0]["value"] * 100}
        for group in grouped(records(targets), same)
    ]
    place = {code: at for at, code in enumerate(hover.order(targets["country"]))}
    return sorted(found, key=lambda it: (place[it["country"]], -it["share"]))


def _bars(rows: list[Row]) -> Row:
    """How much of each target the last statistic is."""
    fills = [frame.faded(frame.colour(it["country"]), 0.75) for it in rows]
    look = {"color": fills, "line": {"width": 0}}
    shares, hovers = [it["share"] for it in rows], [_hover(it) for it in rows]
    return traces.bars(shares, range(len(rows)), look, hovers, lying=True, width=0.2, called="last statistic")


def _ways(rows: list[Row]) -> list[Row]:
    """The way from the statistic to the target; dotted where no year was named, or its year is over."""
    return [
        traces.lines(
            [it["share"], 100],
            [at, at],
            frame.colour(it["country"]),
            1.4,
            dash="solid" if is_open(it) else "dot",
            called="gap",
        )
        for at, it in enumerate(rows)
    ]


def _flags(rows: list[Row]) -> Row:
    hues = [frame.colour(it["country"]) for it in rows]
    look = mark("target", "") | {"color": hues, "line": {"color": hues, "width": 1.8}}
    return traces.points(
        [100] * len(rows), range(len(rows)), look, [_hover(it) for it in rows], cliponaxis=False, called="target"
    )


def _words(it: Row, at: int) -> list[Row]:
    """What the target is, above its bar, and where it stands, below it."""
    head = f"<b>{hover.who(it['country'])}</b>, {what(it)}"
    return [
        traces.at_left(head, at, align="left", yanchor="bottom", yshift=7, size=12),
        traces.at_left(stands(it), at, align="left", yanchor="top", yshift=-6, color=frame.GREY),
    ]


def what(it: Row) -> str:
    """A target in few words: "exports of electricity: 6,000 GWh, no year"."""
    goods = "" if it["commodity"] == "total" else f" of {frame.plain(codes.goods(it))}"
    year = "no year" if pd.isna(it["target_year"]) else f"for {it['target_year']}"
    return f"{_FLOWS[it['flow']]}{goods}: {formats.amount(it['value'], it['measure'], 4)}, {year}"


def is_open(it: Row) -> bool:
    """Whether a year was named and is still to come."""
    return it["target_state"] == "open"


def stands(it: Row) -> str:
    """The last statistic, its share of the target, and the yearly growth needed or what became of the year."""
    last = f"{formats.amount(it['last_value'], it['measure'], 4)} in {it['last_year']}, {it['share']:.0f} % of it"
    if pd.notna(it["growth_percent"]):
        return f"{last}; needs {share(it['growth_percent'])} a year to {it['target_year']}"
    year = it["target_year"]
    ends = {"not met": f"{year} ended below it", "not reported": f"no statistic of {year} on record"}
    end = ends.get(it["target_state"], "")
    return f"{last}; {end}" if end else last


def _hover(it: Row) -> str:
    said = f"{codes.start_upper(it['words'])}."
    return hover.lines(f"<b>{hover.who(it['country'])}</b>, {what(it)}", *it["told"], said)
