"""Humanitarian funding by usage year: the five states in bars, all donors of the world below on a scale of their own."""

from typing import Any, Final

import pandas as pd

from charts.base import frame, hover
from charts.base.frame import Spec
from data.rows import records
from data.vocabulary import formats

_UPPER: Final = (0.46, 1.0)
_LOWER: Final = (0.0, 0.3)
_FEWEST: Final = 6  # years that the axis has room for: of one or two the bars would be as wide as the page


def by_year(given: pd.DataFrame, world: pd.Series, *, title: str, subtitle: str = "", foot: str = "") -> Spec:
    """Bars of each state by usage year, and what all donors together gave.

    Args:
        given: rows of `analysis.aid.funding.by_donor`.
        world: dollars of all donors by year, of `analysis.aid.funding.all_donors`.
        title: what the figure shows.
        subtitle: unit and count.
        foot: who says so.
    """
    if given.empty:
        return frame.empty("No flow from these states is on record for these years.", title)
    years = sorted({*given["year"].astype(int), *world.index.astype(int)})
    sums = given.groupby("year")["counted_usd"].sum()
    traces = [_bars(given[given["country"] == code], code, world) for code in hover.order(given["country"])]
    traces += [_ends(sums), _world(world)]
    beside = max(0, _FEWEST - (years[-1] - years[0] + 1)) / 2
    axis: dict[str, Any] = {
        "type": "linear", "tickmode": "array", "tickvals": years, "ticktext": [str(it) for it in years],
        "showgrid": False, "range": [years[0] - 0.6 - beside, years[-1] + 0.6 + beside],
    }  # fmt: skip
    lower = frame.value_axis(float(world.max()) if len(world) else 0, "value_usd")
    lower |= {key: lower[key][::2] for key in ("tickvals", "ticktext") if key in lower}
    return frame.figure(
        traces, title, subtitle, foot=foot, height=520, barmode="stack",
        annotations=[_name("All donors of the world, by the same count", _LOWER[1])],
        xaxis={**axis, "anchor": "y2"}, yaxis2={**lower, "domain": list(_LOWER), "anchor": "x"},
        yaxis={**frame.value_axis(max(float(sums.max()), 1.0), "value_usd"), "domain": list(_UPPER), "anchor": "x"},
    )  # fmt: skip


def _name(said: str, top: float) -> dict[str, Any]:
    return {
        "text": f"<b>{said}</b>", "xref": "paper", "yref": "paper", "x": 0, "y": top, "xanchor": "left",
        "yanchor": "bottom", "yshift": 6, "showarrow": False, "font": {"size": 12},
    }  # fmt: skip


def _bars(rows: pd.DataFrame, code: str, world: pd.Series) -> dict[str, Any]:
    return {
        "type": "bar", "x": [int(it) for it in rows["year"]], "y": list(rows["counted_usd"]), "width": 0.7,
        "name": hover.together(code), "marker": {"color": frame.colour(code)}, "hoverinfo": "text", "yaxis": "y",
        "hovertext": [_hover(it, world) for it in records(rows)],
    }  # fmt: skip


def _hover(it: dict[str, Any], world: pd.Series) -> str:
    """What counts, what does not, and how much all donors gave."""
    flows = int(it["flows"])
    lines = [
        f"<b>{formats.usd(it['counted_usd'])}</b> · {hover.who(it['country'])}, usage year {it['year']}",
        f"{flows} flow{'s' * (flows != 1)} counted",
    ]
    if it["pledged_usd"] > 0:
        lines.append(f"pledged and not counted: {formats.usd(it['pledged_usd'])}")
    lines += [f"{int(it[key])} {said}" for key, said in _NOT.items() if it[key]]
    if it["year"] in world.index:
        lines.append(f"all donors: {formats.usd(world[it['year']])}")
    return "<br>".join(lines)


_NOT: Final = {
    "unvalued": "of goods without a value, not added",
    "shared": "shared with other countries or years, not added",
}


def _ends(sums: pd.Series) -> dict[str, Any]:
    """The sum of the states above each year; none that counts says so."""
    return {
        "type": "scatter", "mode": "text", "x": [int(it) for it in sums.index], "y": list(sums),
        "text": [formats.usd(it) if it > 0 else "none counted" for it in sums], "textposition": "top center",
        "textfont": {"size": 11}, "hoverinfo": "skip", "showlegend": False, "cliponaxis": False, "yaxis": "y",
    }  # fmt: skip


def _world(world: pd.Series) -> dict[str, Any]:
    return {
        "type": "bar", "x": [int(it) for it in world.index], "y": list(world), "width": 0.7, "yaxis": "y2",
        "marker": {"color": frame.SOFT}, "name": "all donors", "showlegend": False, "hoverinfo": "text",
        "hovertext": [f"<b>{formats.usd(it)}</b> · all donors, usage year {year}" for year, it in world.items()],
    }  # fmt: skip
