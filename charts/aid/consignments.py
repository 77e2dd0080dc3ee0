"""Single consignments on a time axis: a marker each, at its date and weight.

Shape tells the kind, fill how far it came, size the weight. The axis of tonnes is logarithmic, because gifts range
from a planeload to a train; what nobody weighed stands as a small cross in a strip of its own below it.
"""

import math
from typing import Any, Final

import pandas as pd

from analysis.aid.consignments import STAGES
from charts.base import frame
from charts.base.frame import Spec
from data.rows import records
from data.vocabulary import codes, formats, periods
from data.vocabulary.places import PLACES

SHAPES: Final = {
    "food": "circle", "mixed": "square", "medicine": "cross", "shelter": "triangle-up", "fuel": "diamond",
    "energy": "star", "education": "hexagon", "other": "pentagon",
}  # fmt: skip
SIGNS: Final = {
    "food": "●", "mixed": "■", "medicine": "✚", "shelter": "▲", "fuel": "◆", "energy": "★", "education": "⬢",
    "other": "⬟",
}  # fmt: skip
_STRIP: Final = 0.22  # where consignments without a weight stand on the logarithmic axis
_WIDE: Final = 1000  # pixels of the axis for which labels are placed; narrow screens hide them
_LABEL: Final = 58  # pixels of a label
_DATE: Final = 75  # pixels of the date at the line of 15 August 2021
_LABELLED_FROM: Final = 50  # tonnes


def timeline_of(
    rows: pd.DataFrame, country: str, first: object, last: object, *, title: str = "", foot: str = ""
) -> Spec:
    """Each consignment of one country as a marker; `charts.events.timeline.beside` can lay events under it.

    Cumulative claims are left out: they would stand as a second gift beside what they sum up.

    Args:
        rows: rows of `analysis.aid.consignments.consignments`, of any country.
        country: the donor's code.
        first: first day of the axis.
        last: last day of the axis.
        title: what the figure shows; by default the donor's aid by consignment.
        foot: who says so.
    """
    own = rows[(rows["donor"] == country) & (rows["caveat"] != "cumulative") & rows["start"].notna()]
    own = own[(own["start"] <= pd.Timestamp(str(last))) & (own["end"] >= pd.Timestamp(str(first)))]
    title = title or f"{PLACES[country].adjective} aid to Afghanistan, by consignment"
    if own.empty:
        return frame.empty("No consignment is on record for these years.", title)
    known = own["weight_low_t"].notna()
    traces = [_weighed(own[known], first, last)] if known.any() else []
    if not known.all():
        traces.append(_unweighed(own[~known]))
    return frame.figure(
        traces, title, _subtitle(own), foot=foot, height=360, shapes=[frame.kabul_line(label=not _crowded(own, first, last))],
        xaxis=frame.time_axis(first, last), yaxis=_axis(own),
    )  # fmt: skip


def _crowded(rows: pd.DataFrame, first: object, last: object) -> bool:
    """Whether heavy consignments stand where 15 August 2021 would be written, at the top and left of its line."""
    scale = _WIDE / max((pd.Timestamp(str(last)) - pd.Timestamp(str(first))).days, 1)
    x = (_middle(rows) - pd.Timestamp(frame.KABUL)).dt.days * scale
    heavy = rows["weight_high_t"] > rows["weight_high_t"].max() / 10
    return bool((heavy & x.between(-_DATE - _LABEL / 2, _LABEL / 2)).any())


def _subtitle(rows: pd.DataFrame) -> str:
    weighed = rows[rows["weighed"]]
    there, stages = set(weighed["kind"]), set(weighed["stage"])
    kinds = "  ".join(f"{sign} {codes.AID_KINDS[kind]}" for kind, sign in SIGNS.items() if kind in there)
    fills = {"delivered": "filled: delivered", "dispatched": "pale: dispatched", "pledged": "hollow: only pledged"}
    told = ["Tonnes, logarithmic", *(said for stage, said in fills.items() if stage in stages)]
    told += ["cross: no weight reported"] if len(weighed) < len(rows) else []
    return f"{'; '.join(told)}. {kinds}".strip()


def _axis(rows: pd.DataFrame) -> dict[str, Any]:
    """Tonnes by powers of ten, and the strip of what is not weighed."""
    high = rows["weight_high_t"].max()
    if pd.isna(high):
        return {"type": "log", "range": [math.log10(_STRIP) - 0.5, math.log10(_STRIP) + 0.5], "tickmode": "array",
                "tickvals": [_STRIP], "ticktext": ["no weight"]}  # fmt: skip
    decades = [10.0**it for it in range(math.ceil(math.log10(high)) + 1)]
    return {
        "type": "log", "range": [math.log10(_STRIP) - 0.35, math.log10(high) + 0.5], "tickmode": "array",
        "tickvals": [_STRIP, *decades], "ticktext": ["no weight", *(formats.tonnes(it) for it in decades)],
    }  # fmt: skip


def _middle(rows: pd.DataFrame) -> pd.Series:
    return rows["start"] + (rows["end"] - rows["start"]) / 2


def _weighed(rows: pd.DataFrame, first: object, last: object) -> dict[str, Any]:
    rows = rows.sort_values("weight_low_t", ascending=False)  # the small in front of the large
    hue = frame.colour(str(rows["donor"].iloc[0]))
    fill = {"delivered": hue, "dispatched": frame.faded(hue, 0.3), "pledged": frame.CLEAR}
    half = ((rows["end"] - rows["start"]) / 2).dt.total_seconds() * 1000
    whisker = {"type": "data", "color": frame.faded(hue, 0.6), "thickness": 1, "width": 0}
    return {
        "type": "scatter", "mode": "markers+text", "x": list(_middle(rows).dt.strftime("%Y-%m-%d")),
        "y": list(rows["weight_low_t"].clip(lower=2 * _STRIP)), "showlegend": False, "hoverinfo": "text",
        "error_x": {**whisker, "array": list(half)},
        "error_y": {**whisker, "symmetric": False, "array": list(rows["weight_high_t"] - rows["weight_low_t"]),
                    "arrayminus": [0] * len(rows), "width": 3},
        "marker": {
            "symbol": [SHAPES[it] for it in rows["kind"]], "color": [fill[it] for it in rows["stage"]], "opacity": 1,
            "size": [6 + 16 * min(1, math.sqrt(it / 6000)) for it in rows["weight_low_t"]],
            "line": {"color": hue, "width": 1.4},
        },
        "text": _labels(rows, first, last), "textposition": "top center", "textfont": {"size": 11, "color": frame.GREY},
        "hovertext": [hover(it) for it in records(rows)], "cliponaxis": False,
    }  # fmt: skip


def _unweighed(rows: pd.DataFrame) -> dict[str, Any]:
    hue = frame.colour(str(rows["donor"].iloc[0]))
    depth = {"delivered": 1.0, "dispatched": 0.65, "pledged": 0.4}
    return {
        "type": "scatter", "mode": "markers", "x": list(_middle(rows).dt.strftime("%Y-%m-%d")),
        "y": [_STRIP] * len(rows), "showlegend": False, "hoverinfo": "text",
        "marker": {"symbol": "x-thin", "size": 7, "opacity": [depth[it] for it in rows["stage"]],
                   "line": {"color": hue, "width": 1.6}},
        "hovertext": [hover(it) for it in records(rows)],
    }  # fmt: skip


def _labels(rows: pd.DataFrame, first: object, last: object) -> list[str]:
    """The weights of the heaviest, none where it would run into a heavier one's or off the axis; `rows` by weight."""
    begin, end = pd.Timestamp(str(first)), pd.Timestamp(str(last))
    scale = _WIDE / max((end - begin).days, 1)
    placed: list[tuple[float, float]] = []
    labels = []
    for day, weight in zip(_middle(rows), rows["weight_low_t"], strict=True):
        x, y = (day - begin).days * scale, math.log10(weight) if weight else 0
        near = any(abs(x - other) < _LABEL and abs(y - height) < 0.6 for other, height in placed)
        fits = weight >= _LABELLED_FROM and _LABEL / 2 <= x <= _WIDE - _LABEL / 2
        labels.append(formats.tonnes(weight) if fits and not near else "")
        placed += [(x, y)]
    return labels


def hover(row: dict[str, Any]) -> str:
    """A consignment: weight, goods, how far it came and when, what must be known, how many say so."""
    lines = [f"<b>{weight(row)}</b> · {codes.AID_KINDS[row['kind']]} · {PLACES[row['donor']].name}"]
    lines.append(frame.wrapped(frame.plain(row["goods"]), 62))
    lines += [frame.wrapped(frame.plain(it), 62) for it in (occasion(row), row["area"]) if it]
    lines.append(frame.wrapped(stages(row), 62))
    lines += [frame.wrapped(codes.AID_CAVEATS[row["caveat"]], 62)] if row["caveat"] else []
    sources = len(row["source_ids"].split(";"))
    lines.append(f"{row['reports']} report{'s' * (row['reports'] != 1)}, {sources} source{'s' * (sources != 1)}")
    return "<br>".join(lines)


def occasion(row: dict[str, Any]) -> str:
    """What it was given for, with its date where there is one: "Herat earthquake, Oct 2023"."""
    if pd.isna(row["occasion_on"]):
        return row["occasion"]
    date = periods.label(row["occasion_on"], row["occasion_on"], row["occasion_on_precision"])
    return f"{codes.start_upper(row['occasion'])}, {date}"


def weight(row: dict[str, Any]) -> str:
    """The weight in words, with what other reports say of it."""
    if pd.isna(row["weight_low_t"]):
        return "not weighed"
    low, high = row["weight_low_t"], row["weight_high_t"]
    said = formats.spread(low, high, "quantity_t")
    if row["weight_from"] != row["stage"]:
        said += f", as told when {row['weight_from']}"
    if (row["weight_all_low_t"], row["weight_all_high_t"]) != (low, high):
        said += f" (at any stage: {formats.spread(row['weight_all_low_t'], row['weight_all_high_t'], 'quantity_t')})"
    return said


def stages(row: dict[str, Any]) -> str:
    """How far a consignment came, with the first date of each stage; the furthest first."""
    told = []
    for stage in reversed(STAGES):
        if pd.notna(row[f"{stage}_on"]):
            date = periods.label(row[f"{stage}_on"], row[f"{stage}_to"], row[f"{stage}_precision"])
            told.append(f"{stage} {date}")
    missing = {"pledged": "no later report", "dispatched": "arrival not reported", "delivered": ""}[row["stage"]]
    if missing and row["caveat"] not in {"partly", "discount"}:
        told.insert(1, missing)
    return "; ".join(told)
