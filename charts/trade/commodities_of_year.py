"""The goods of one year: a ranked list of bars, and electricity in GWh apart, which no dollar can be added to."""

from typing import Any, Final

import pandas as pd

from charts.base import frame, hover
from charts.base.frame import Spec
from data.rows import records
from data.vocabulary import formats
from data.vocabulary.codes import goods, start_upper

_ROW: Final = 30  # pixels of a bar
_HEAD: Final = 66  # between the two lists
_TICK: Final = 24  # characters of a line of a label


def ranked(goods: pd.DataFrame, power: pd.DataFrame, *, title: str, subtitle: str = "", foot: str = "") -> Spec:
    """Goods in dollars by country, the largest on top; below them electricity in GWh by country.

    Args:
        goods: rows of `analysis.trade.comparison.goods`; `lower` marks lower bounds.
        power: rows of `analysis.trade.preferred.headline` of electricity, in GWh, of the same year.
        title: what the figure shows.
        subtitle: unit, side and year.
        foot: who says so.
    """
    if goods.empty and power.empty:
        return frame.empty("No single goods are reported for these countries and this year.", title)
    lists = [("value_usd", goods, "commodity"), ("quantity_gwh", power, "country")]
    shown = [it for it in lists if len(it[1])]
    rows = [len(set(part[by])) for _, part, by in shown]
    whole = _ROW * sum(rows) + _HEAD * (len(shown) - 1)
    traces, axes, notes, top = [], {}, [], 1.0
    for at, ((measure, part, by), count) in enumerate(zip(shown, rows, strict=True)):
        number = "" if at == 0 else str(at + 1)
        order = _order(part, by)
        traces += _bars(part, order, by, measure, number)
        bottom = top - _ROW * count / whole
        axes |= _axes(part, order, by, measure, number, (max(bottom, 0), top))
        if at:  # alone, electricity needs no heading under the title
            notes.append(_heading(top))
        top = bottom - _HEAD / whole
    return frame.figure(
        [*traces, *_legend(goods)], title, subtitle, foot=foot, inner=whole, barmode="stack", annotations=notes, **axes
    )


def _order(rows: pd.DataFrame, by: str) -> list[str]:
    """The largest first."""
    return list(rows.groupby(by)["value"].sum().sort_values(ascending=False, kind="stable").index)


def _bars(rows: pd.DataFrame, order: list[str], by: str, measure: str, number: str) -> list[dict[str, Any]]:
    """One trace for each country, and the sums at the ends."""
    place = {it: at for at, it in enumerate(order)}
    axes = {"xaxis": f"x{number}", "yaxis": f"y{number}"}
    bars = [
        {
            "type": "bar", "orientation": "h", "x": list(part["value"]), "y": [place[it] for it in part[by]], "width": 0.62,
            "marker": {"color": [_fill(it, code) for it in part["status"]], "line": {"color": frame.colour(code), "width": 1}},
            "name": hover.who(code), "showlegend": False, "hoverinfo": "text",
            "hovertext": [_hover(it, measure) for it in records(part)], **axes,
        }
        for code in hover.order(rows["country"])
        if len(part := rows[rows["country"] == code])
    ]  # fmt: skip
    ends = {
        "type": "scatter", "mode": "text", "x": [rows.loc[rows[by] == it, "value"].sum() for it in order],
        "y": list(place.values()), "text": [_end(rows[rows[by] == it], measure) for it in order],
        "textposition": "middle right", "textfont": {"size": 11}, "hoverinfo": "skip", "showlegend": False,
        "cliponaxis": False, **axes,
    }  # fmt: skip
    return [*bars, ends]


def _fill(status: str, code: str) -> str:
    """Solid a statistic, pale a preliminary figure, hollow a claim."""
    return frame.faded(frame.colour(code), {"statistic": 1, "preliminary": 0.45}.get(status, 0))


def _end(rows: pd.DataFrame, measure: str) -> str:
    """What stands at the end of a bar; a sum says that it is one."""
    lower, value = rows.get("lower", pd.Series([False])).any(), rows["value"].sum()
    said = f"  at least {formats.floor(value, measure)}" if lower else f"  {formats.amount(value, measure)}"
    return f"{said}, sum of {len(rows)} states" if len(rows) > 1 else said


def _hover(row: dict[str, Any], measure: str) -> str:
    lines = [hover.head(row, row["value"], measure), start_upper(goods(row))]
    lines += [frame.wrapped(hover.source(row), 58), *hover.note(row)]
    if row["reports"] > 1:
        lines.append(f"{row['reports']} reports: {formats.spread(row['low'], row['high'], measure)}")
    return "<br>".join(lines)


def _axes(
    rows: pd.DataFrame, order: list[str], by: str, measure: str, number: str, domain: tuple[float, float]
) -> dict[str, dict[str, Any]]:
    high = float(rows.groupby(by)["value"].sum().max())
    axis = frame.value_axis(high, measure)
    # every second tick: a phone has no room for more
    axis |= {key: axis[key][::2] for key in ("tickvals", "ticktext") if key in axis}
    named = {it["commodity"]: start_upper(goods(it)) for it in records(rows)}
    said = [hover.who(it) if by == "country" else named[it] for it in order]
    return {
        f"xaxis{number}": {**axis, "range": [0, high * 1.5], "anchor": f"y{number}", "tickangle": 0},
        f"yaxis{number}": {
            "type": "linear", "range": [len(order) - 0.5, -0.5], "domain": list(domain), "anchor": f"x{number}",
            "showgrid": False, "tickmode": "array", "tickvals": list(range(len(order))),
            "ticktext": [frame.wrapped(it, _TICK) for it in said],
        },
    }  # fmt: skip


def _heading(top: float) -> dict[str, Any]:
    return {
        "text": "<b>Electricity, GWh</b>", "xref": "paper", "yref": "paper", "x": 0, "y": top, "xanchor": "left",
        "yanchor": "bottom", "showarrow": False, "font": {"size": 12},
    }  # fmt: skip


def _legend(rows: pd.DataFrame) -> list[dict[str, Any]]:
    codes = hover.order(rows["country"])
    return [
        {"type": "bar", "orientation": "h", "x": [None], "y": [None], "name": hover.who(it), "marker": {"color": frame.colour(it)}}
        for it in codes
        if len(codes) > 1
    ]  # fmt: skip
