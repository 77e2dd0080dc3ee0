"""Aid in sums: by year, donor and kind.

Fill tells how far the goods came: solid delivered, pale dispatched, striped or hollow only pledged. A bar adds the
lowest reported figures ("at least"); its whisker reaches to the sum of the highest. What nobody weighed is counted in
words and never drawn as zero. Single consignments stand in `charts.aid.consignments`, UN appeals and transit in `charts.aid.united_nations`.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, Unpack

import pandas as pd

from analysis.aid.consignments import STAGES, totals
from charts.aid.consignments import timeline_of
from charts.aid.united_nations import appeals, transit
from charts.base import frame, hover, legend, traces
from charts.base.dates import DAY, middle_of_year
from charts.base.frame import Caption, Spec
from data.rows import Row, records
from data.vocabulary import formats
from data.vocabulary.codes import AID_KINDS, start_upper
from data.vocabulary.places import CODES, name

__all__ = ["appeals", "by_donor", "by_kind", "by_year", "timeline_of", "transit"]

_STACKED: Final = tuple(reversed(STAGES))  # delivered at the foot of a bar
_SAID: Final = {"delivered": "delivered", "dispatched": "dispatched", "pledged": "only pledged"}
_ROW: Final = 54  # pixels of one horizontal bar


def by_year(
    rows: pd.DataFrame, first: object, last: object, *, measure: str = "quantity_t", **caption: Unpack[Caption]
) -> Spec:
    """Draw sums by year, stacked by stage and donor, on a time axis that `charts.events.timeline.beside` can share.

    Args:
        rows: rows of `analysis.aid.consignments.consignments`.
        first: first day of the axis.
        last: last day of the axis.
        measure: quantity_t or value_usd.
        caption: the words around it.
    """
    sums = _sums(rows, "year", measure)
    if sums["low"].isna().all():
        return frame.empty(_nothing(rows, measure), caption["title"])
    middles = {year: middle_of_year(year, last) for year in sums["year"]}
    drawn = _bars(rows, "year", middles, measure, width=int(365 * 0.66) * DAY)
    drawn += [_ends(sums, "year", middles, measure), *_legend(rows, donors=True)]
    high = float(sums["high"].max()) * 1.18
    axes = {"xaxis": frame.time_axis(first, last), "yaxis": frame.value_axis(high, measure)}
    return _stacked(drawn, 440, axes, caption, [frame.kabul_line()])


def by_donor(
    rows: pd.DataFrame, donors: Sequence[str], *, measure: str = "quantity_t", **caption: Unpack[Caption]
) -> Spec:
    """Draw sums by donor as lying bars, stacked by stage; arguments as of `by_year`, `donors` top to bottom."""
    sums = _sums(rows, "donor", measure)
    if sums["low"].isna().all():
        return frame.empty(_nothing(rows, measure), caption["title"])
    there = [code for code in donors if code in set(sums["donor"])]
    return _lying(rows, sums, "donor", {code: name(code) for code in there}, measure, caption)


def by_kind(rows: pd.DataFrame, *, measure: str = "quantity_t", **caption: Unpack[Caption]) -> Spec:
    """Draw sums by kind as lying bars, stacked by stage and donor, the largest on top; arguments as of `by_year`."""
    sums = _sums(rows, "kind", measure)
    if sums["low"].isna().all():
        return frame.empty(_nothing(rows, measure), caption["title"])
    order = sums.sort_values(["low", "consignments"], ascending=False, na_position="last")["kind"]
    said = {kind: start_upper(AID_KINDS[kind]) for kind in order}
    return _lying(rows, sums, "kind", said, measure, caption)


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
    rows: pd.DataFrame, sums: pd.DataFrame, group: str, said: Mapping[str, str], measure: str, caption: Caption
) -> Spec:
    """Lying bars, the first of `said` on top."""
    rank = {value: at for at, value in enumerate(said)}
    drawn = _bars(rows, group, rank, measure, width=0.56, lying=True)
    drawn += [_ends(sums, group, rank, measure, lying=True), *_legend(rows, donors=group != "donor")]
    high = float(sums["high"].max())
    values = frame.value_axis(high, measure) | {"range": [0, high * 1.4]}
    axes = {"xaxis": values, "yaxis": traces.rows_axis(list(said.values()))}
    return _stacked(drawn, 200 + _ROW * len(rank), axes, caption)


def _stacked(drawn: list[Row], height: int, axes: Row, caption: Caption, shapes: Sequence[Row] = ()) -> Spec:
    """A figure of stacked bars, whose words go where they have no room."""
    small = {"minsize": 9, "mode": "hide"}
    return frame.figure(
        drawn, height=height, barmode="stack", uniformtext=small, shapes=list(shapes), axes=axes, **caption
    )


def _bars(
    rows: pd.DataFrame, group: str, at: Mapping[Any, object], measure: str, *, width: float, lying: bool = False
) -> list[Row]:
    """One trace for each stage and donor, delivered first so that it stands at the foot."""
    parts = totals(rows, list(dict.fromkeys([group, "stage", "donor"])), measure)
    parts = parts[parts["low"].notna() & parts[group].isin(list(at))]
    many = group != "donor" and len(set(parts["donor"])) > 1
    drawn = []
    for stage in _STACKED:
        for code in CODES:
            part = records(parts[(parts["stage"] == stage) & (parts["donor"] == code)])
            if part:
                ends, places = [it["low"] for it in part], [at[it[group]] for it in part]
                x, y = (ends, places) if lying else (places, ends)
                names = [name(code) if many and stage == "delivered" else ""] * len(part)
                more = {"width": width, "lying": lying, "called": f"{name(code)}, {stage}"}
                hovers = [_sum_hover(it, measure) for it in part]
                drawn.append(traces.bars(x, y, _fill(code, stage), hovers, **traces.inside(names, 13), **more))
    return drawn


def _fill(code: str, stage: str) -> Row:
    hue = frame.colour(code)
    if stage == "pledged":
        return frame.hatched(code)
    return {"color": hue if stage == "delivered" else frame.faded(hue, 0.4), "line": {"color": hue, "width": 1}}


def _ends(sums: pd.DataFrame, group: str, at: Mapping[Any, object], measure: str, *, lying: bool = False) -> Row:
    """Beyond each bar its sum in words, and a whisker up to the sum of the highest; a cross where nothing is known."""
    rows = records(sums[sums[group].isin(list(at))])
    known = [pd.notna(it["low"]) for it in rows]
    places, tops = [at[it[group]] for it in rows], [it["high"] if pd.notna(it["high"]) else 0 for it in rows]
    down = [it["high"] - it["low"] if there else 0 for it, there in zip(rows, known, strict=True)]
    edges = {"color": frame.GREY, "width": [0 if it else 1.4 for it in known]}
    return traces.points(
        *((tops, places) if lying else (places, tops)),
        {"symbol": "x-thin", "size": [1 if it else 8 for it in known], "color": frame.GREY, "line": edges},
        [_sum_hover(it, measure) for it in rows],
        mode="markers+text",
        text=[_end(it, measure, ", " if lying else "<br>") for it in rows],
        textposition="middle right" if lying else "top center",
        textfont={"size": 11},
        cliponaxis=False,
        **{"error_x" if lying else "error_y": traces.whisker([0] * len(rows), down, thickness=1.2)},
    )


def _end(row: dict[str, Any], measure: str, gap: str) -> str:
    """The sum of what was sent, of what is only pledged, and how many consignments more bear no figure."""
    sent = row["low"] - row["pledged"]
    parts = [formats.floor(sent, measure)] if sent > 0 else []
    parts += [f"{formats.floor(row['pledged'], measure)} pledged"] if row["pledged"] else []
    parts += [f"+{row['without']}"] if row["without"] else []
    return f"  {gap.join(parts)}  "


def _sum_hover(row: dict[str, Any], measure: str) -> str:
    """A sum, what it is of, and how many consignments stand behind it."""
    of = [
        AID_KINDS.get(row.get("kind", ""), ""),
        name(row["donor"]) if "donor" in row else "",
        str(row.get("year", "")),
        _SAID.get(row.get("stage", ""), ""),
    ]
    head = [start_upper(", ".join(it for it in of if it))]
    if pd.notna(row["low"]):
        head.insert(0, f"<b>at least {formats.floor(row['low'], measure)}</b>")
        if row["high"] > row["low"]:
            head.append(f"lowest and highest reports: {formats.bounds(row['low'], row['high'], measure)}")
    unknown = "weight" if measure == "quantity_t" else "value"
    return hover.lines(
        *head,
        f"{row['consignments']} consignment{'s' * (row['consignments'] != 1)}, each counted once",
        f"{row['without']} of them without a reported {unknown}" if row["without"] else "",
    )


def _legend(rows: pd.DataFrame, *, donors: bool) -> list[Row]:
    """What the hues and fills stand for, as far as they occur; a single donor needs no hue explained."""
    codes = [code for code in CODES if code in set(rows["donor"])] if donors else []
    entries = [(name(code), _fill(code, "delivered")) for code in codes if len(codes) > 1]
    return legend.fills([*entries, *((_SAID[it], _fill("", it)) for it in _STACKED if it in set(rows["stage"]))])
