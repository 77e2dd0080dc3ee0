"""How far targets are from the last statistic: a bar to the statistic, a line from there to the flag of the target."""

from typing import Final

import pandas as pd

from charts.base import frame, hover
from charts.base.frame import Spec
from charts.claims.marks import mark, speakers
from data.rows import Row, grouped, records
from data.vocabulary import codes, formats
from data.vocabulary.text import share

_ROW: Final = 60  # pixels of one target, its two lines of words included
_FLOWS: Final = {"turnover": "turnover", "export": "exports", "import": "imports"}
_WIDE: Final = 52  # characters of a line in a hover


def gaps(targets: pd.DataFrame, *, title: str, subtitle: str = "", foot: str = "") -> Spec:
    """Targets above the last statistic, each measured in per cent of itself, so that dollars and GWh share an axis.

    Args:
        targets: targets of `analysis.claims.claims.claims` with a `gap` above zero; those that agree are one row of the figure.
        title: what the figure shows.
        subtitle: how to read it.
        foot: who says so.
    """
    if targets.empty:
        return frame.empty("No target above the last statistic is on record for these states and years.", title)
    found = alike(targets)
    return frame.figure(
        [*_ways(found), _bars(found), _flags(found)], title, subtitle, foot=foot, inner=_ROW * len(found),
        annotations=[it for at, row in enumerate(found) for it in _words(row, at)],
        xaxis={"range": [0, 104], "tickmode": "array", "tickvals": [0, 25, 50, 75, 100],
               "ticktext": ["0", "25 %", "50 %", "75 %", "target"]},
        yaxis={"type": "linear", "range": [len(found) - 0.34, -0.66], "showgrid": False, "showticklabels": False, "automargin": False},
    )  # fmt: skip


def alike(targets: pd.DataFrame) -> list[Row]:
    """One row for targets of the same amount, goods and year, with who set them (`told`) and the `share` reached; in our order, the nearest first."""
    same = ["country", "flow", "commodity", "measure", "value", "target_year"]
    found = [
        {**group[0], "told": speakers(group), "share": group[0]["last_value"] / group[0]["value"] * 100}
        for group in grouped(records(targets), same)
    ]
    place = {code: at for at, code in enumerate(hover.order(targets["country"]))}
    return sorted(found, key=lambda it: (place[it["country"]], -it["share"]))


def _bars(found: list[Row]) -> Row:
    """How much of each target the last statistic is."""
    hues = [frame.colour(it["country"]) for it in found]
    return {
        "type": "bar", "orientation": "h", "name": "last statistic", "x": [it["share"] for it in found],
        "y": list(range(len(found))), "width": 0.2, "showlegend": False,
        "marker": {"color": [frame.faded(hue, 0.75) for hue in hues], "line": {"width": 0}},
        "hovertext": [_hover(it) for it in found], "hoverinfo": "text",
    }  # fmt: skip


def _ways(found: list[Row]) -> list[Row]:
    """The way from the statistic to the target; dotted where no year was named, or its year is over."""
    return [
        {
            "type": "scatter", "mode": "lines", "name": "gap", "x": [it["share"], 100], "y": [at, at],
            "line": {"color": frame.colour(it["country"]), "width": 1.4, "dash": "solid" if is_open(it) else "dot"},
            "hoverinfo": "skip", "showlegend": False,
        }
        for at, it in enumerate(found)
    ]  # fmt: skip


def _flags(found: list[Row]) -> Row:
    hues = [frame.colour(it["country"]) for it in found]
    return {
        "type": "scatter", "mode": "markers", "name": "target", "x": [100] * len(found), "y": list(range(len(found))),
        "marker": mark("target", "") | {"color": hues, "line": {"color": hues, "width": 1.8}}, "showlegend": False,
        "hovertext": [_hover(it) for it in found], "hoverinfo": "text", "cliponaxis": False,
    }  # fmt: skip


def _words(it: Row, at: int) -> list[Row]:
    """What the target is, above its bar, and where it stands, below it."""
    common: Row = {"xref": "paper", "x": 0, "xanchor": "left", "y": at, "showarrow": False, "align": "left"}
    return [
        {**common, "text": f"<b>{hover.who(it['country'])}</b>, {what(it)}", "yanchor": "bottom", "yshift": 7, "font": {"size": 12}},
        {**common, "text": stands(it), "yanchor": "top", "yshift": -6, "font": {"size": 11, "color": frame.GREY}},
    ]  # fmt: skip


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
    lines = [*it["told"], f"{codes.start_upper(it['words'])}."]
    return "<br>".join(
        [f"<b>{hover.who(it['country'])}</b>, {what(it)}", *(frame.wrapped(line, _WIDE) for line in lines)]
    )
