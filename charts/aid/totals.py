"""Aid in sums: by year, donor and kind.

Fill tells how far the goods came: solid delivered, pale dispatched, striped or hollow only pledged. A bar adds the
lowest reported figures ("at least"); its whisker reaches to the sum of the highest. What nobody weighed is counted in
words and never drawn as zero. Single consignments stand in `charts.aid.consignments`, UN appeals and transit in `charts.aid.united_nations`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from analysis.aid.consignments import STAGES, totals
from charts.aid.consignments import timeline_of
from charts.aid.united_nations import appeals, transit
from charts.base import frame
from charts.base.frame import Spec
from data.rows import records
from data.vocabulary import formats
from data.vocabulary.codes import AID_KINDS, start_upper
from data.vocabulary.places import CODES, name

__all__ = ["appeals", "by_donor", "by_kind", "by_year", "timeline_of", "transit"]

_DAY: Final = 86_400_000  # milliseconds, in which Plotly measures the width of a bar on a time axis
_STACKED: Final = tuple(reversed(STAGES))  # delivered at the foot of a bar
_SAID: Final = {"delivered": "delivered", "dispatched": "dispatched", "pledged": "only pledged"}
_ROW: Final = 54  # pixels of one horizontal bar


def by_year(
    rows: pd.DataFrame, first: object, last: object, *, title: str, subtitle: str = "", foot: str = "",
    measure: str = "quantity_t",
) -> Spec:  # fmt: skip
    """Sums by year, stacked by stage and donor, on a time axis that `charts.events.timeline.beside` can share.

    Args:
        rows: rows of `analysis.aid.consignments.consignments`.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows.
        subtitle: unit and method.
        foot: who says so.
        measure: quantity_t or value_usd.
    """
    sums = _sums(rows, "year", measure)
    if sums["low"].isna().all():
        return frame.empty(_nothing(rows, measure), title)
    middles = {year: _middle(year, last) for year in sums["year"]}
    traces = _bars(rows, "year", middles, measure, width=int(365 * 0.66) * _DAY)
    traces += [_ends(sums, "year", middles, measure), *_legend(rows, donors=True)]
    return frame.figure(
        traces, title, subtitle, foot=foot, height=440, barmode="stack", shapes=[frame.kabul_line()],
        xaxis=frame.time_axis(first, last), yaxis=frame.value_axis(float(sums["high"].max()) * 1.18, measure),
        uniformtext={"minsize": 9, "mode": "hide"},
    )  # fmt: skip


def by_donor(
    rows: pd.DataFrame, donors: Sequence[str], *, title: str, subtitle: str = "", foot: str = "",
    measure: str = "quantity_t",
) -> Spec:  # fmt: skip
    """Sums by donor as lying bars, stacked by stage; arguments as of `by_year`, `donors` top to bottom."""
    sums = _sums(rows, "donor", measure)
    if sums["low"].isna().all():
        return frame.empty(_nothing(rows, measure), title)
    there = [code for code in donors if code in set(sums["donor"])]
    traces, layout = _lying(rows, sums, "donor", {code: name(code) for code in there}, measure)
    return frame.figure(traces, title, subtitle, foot=foot, **layout)


def by_kind(rows: pd.DataFrame, *, title: str, subtitle: str = "", foot: str = "", measure: str = "quantity_t") -> Spec:
    """Sums by kind as lying bars, stacked by stage and donor, the largest on top; arguments as of `by_year`."""
    sums = _sums(rows, "kind", measure)
    if sums["low"].isna().all():
        return frame.empty(_nothing(rows, measure), title)
    order = sums.sort_values(["low", "consignments"], ascending=False, na_position="last")["kind"]
    said = {kind: start_upper(AID_KINDS[kind]) for kind in order}
    traces, layout = _lying(rows, sums, "kind", said, measure)
    return frame.figure(traces, title, subtitle, foot=foot, **layout)


def _sums(rows: pd.DataFrame, group: str, measure: str) -> pd.DataFrame:
    """Sums over all stages, with `pledged`: how much of `low` is only pledged."""
    sums = totals(rows, [group], measure)
    only = totals(rows[rows["stage"] == "pledged"], [group], measure).set_index(group)["low"]
    return sums.assign(pledged=sums[group].map(only).fillna(0.0))


def _nothing(rows: pd.DataFrame, measure: str) -> str:
    """Why there is nothing to draw."""
    if rows.empty:
        return "No consignment is on record for these donors, years and stages."
    count = f"{len(rows)} consignment{'s are' if len(rows) != 1 else ' is'} on record here, but no report names a "
    return count + ("weight." if measure == "quantity_t" else "value in US dollars.")


def _lying(
    rows: pd.DataFrame, sums: pd.DataFrame, group: str, said: Mapping[str, str], measure: str
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """Traces and layout of lying bars, the first of `said` on top."""
    rank = {value: at for at, value in enumerate(said)}
    traces = _bars(rows, group, rank, measure, width=0.56, lying=True)
    traces += [_ends(sums, group, rank, measure, lying=True), *_legend(rows, donors=group != "donor")]
    high = float(sums["high"].max())
    return traces, {
        "height": 200 + _ROW * len(rank), "barmode": "stack",
        "uniformtext": {"minsize": 9, "mode": "hide"},
        "xaxis": {**frame.value_axis(high, measure), "range": [0, high * 1.4]},
        "yaxis": {"type": "linear", "range": [len(rank) - 0.5, -0.5], "showgrid": False, "tickmode": "array",
                  "tickvals": list(rank.values()), "ticktext": list(said.values())},
    }  # fmt: skip


def _middle(year: int, last: object) -> str:
    """The middle of a year, or of what the axis shows of it."""
    begin = pd.Timestamp(year, 1, 1)
    end = max(min(pd.Timestamp(year, 12, 31), pd.Timestamp(str(last))), begin)
    return f"{begin + (end - begin) / 2:%Y-%m-%d}"


def _bars(
    rows: pd.DataFrame, group: str, at: Mapping[Any, object], measure: str, *, width: float, lying: bool = False
) -> list[dict[str, Any]]:
    """One trace for each stage and donor, delivered first so that it stands at the foot."""
    parts = totals(rows, list(dict.fromkeys([group, "stage", "donor"])), measure)
    parts = parts[parts["low"].notna() & parts[group].isin(list(at))]
    along, across = ("y", "x") if lying else ("x", "y")
    many = group != "donor" and len(set(parts["donor"])) > 1
    return [
        {
            "type": "bar", "orientation": "h" if lying else "v", "width": width, "marker": _fill(code, stage),
            along: [at[it] for it in part[group]], across: list(part["low"]), "showlegend": False,
            "text": [name(code) if many and stage == "delivered" else ""] * len(part), "textposition": "inside",
            "insidetextanchor": "middle", "textangle": 0, "hoverinfo": "text", "name": f"{name(code)}, {stage}",
            "hovertext": [_sum_hover(it, measure) for it in records(part)],
        }
        for stage in _STACKED
        for code in CODES
        if len(part := parts[(parts["stage"] == stage) & (parts["donor"] == code)])
    ]  # fmt: skip


def _fill(code: str, stage: str) -> dict[str, Any]:
    hue = frame.colour(code)
    if stage == "pledged":
        return frame.hatched(code)
    return {"color": hue if stage == "delivered" else frame.faded(hue, 0.4), "line": {"color": hue, "width": 1}}


def _ends(
    sums: pd.DataFrame, group: str, at: Mapping[Any, object], measure: str, *, lying: bool = False
) -> dict[str, Any]:
    """Beyond each bar its sum in words, and a whisker up to the sum of the highest; a cross where nothing is known."""
    sums = sums[sums[group].isin(list(at))]
    along, across = ("y", "x") if lying else ("x", "y")
    known = sums["low"].notna()
    return {
        "type": "scatter", "mode": "markers+text", "showlegend": False, "cliponaxis": False, "hoverinfo": "text",
        along: [at[it] for it in sums[group]], across: list(sums["high"].fillna(0)),
        "marker": {"symbol": "x-thin", "size": [1 if it else 8 for it in known], "color": frame.GREY,
                   "line": {"color": frame.GREY, "width": [0 if it else 1.4 for it in known]}},
        f"error_{across}": {
            "type": "data", "symmetric": False, "array": [0] * len(sums),
            "arrayminus": list((sums["high"] - sums["low"]).fillna(0)), "color": frame.GREY, "thickness": 1.2,
            "width": 4,
        },
        "text": [_end(it, measure, ", " if lying else "<br>") for it in records(sums)],
        "textposition": "middle right" if lying else "top center", "textfont": {"size": 11},
        "hovertext": [_sum_hover(it, measure) for it in records(sums)],
    }  # fmt: skip


def _end(row: dict[str, Any], measure: str, gap: str) -> str:
    """The sum of what was sent, of what is only pledged, and how many consignments more bear no figure."""
    sent = row["low"] - row["pledged"]
    told = [formats.floor(sent, measure)] if sent > 0 else []
    told += [f"{formats.floor(row['pledged'], measure)} pledged"] if row["pledged"] else []
    told += [f"+{row['without']}"] if row["without"] else []
    return f"  {gap.join(told)}  "


def _sum_hover(row: dict[str, Any], measure: str) -> str:
    """A sum, what it is of, and how many consignments stand behind it."""
    of = [AID_KINDS.get(row.get("kind", ""), ""), name(row["donor"]) if "donor" in row else "",
          str(row.get("year", "")), _SAID.get(row.get("stage", ""), "")]  # fmt: skip
    lines = [start_upper(", ".join(it for it in of if it))]
    if pd.notna(row["low"]):
        spread = formats.bounds(row["low"], row["high"], measure)
        lines.insert(0, f"<b>at least {formats.floor(row['low'], measure)}</b>")
        if row["high"] > row["low"]:
            lines.append(f"lowest and highest reports: {spread}")
    lines.append(f"{row['consignments']} consignment{'s' * (row['consignments'] != 1)}, each counted once")
    if row["without"]:
        lines.append(f"{row['without']} of them without a reported {'weight' if measure == 'quantity_t' else 'value'}")
    return "<br>".join(lines)


def _legend(rows: pd.DataFrame, *, donors: bool) -> list[dict[str, Any]]:
    """What the hues and fills stand for, as far as they occur; a single donor needs no hue explained."""
    codes = [code for code in CODES if code in set(rows["donor"])] if donors else []
    stages = [it for it in _STACKED if it in set(rows["stage"])]
    entries = [(name(code), _fill(code, "delivered")) for code in codes if len(codes) > 1]
    entries += [(_SAID[it], _fill("", it)) for it in stages]
    return [{"type": "bar", "x": [None], "y": [None], "name": said, "marker": fill} for said, fill in entries]
