"""Single consignments on a time axis: a marker each, at its date and weight.

Shape tells the kind, fill how far it came, size the weight. The axis of tonnes is logarithmic, because gifts range
from a planeload to a train; what nobody weighed stands as a small cross in a strip of its own below it.
"""

import math
from typing import Any, Final

import pandas as pd

from analysis.aid.consignments import STAGES
from charts.base import frame, hover, traces
from charts.base.dates import pixels_a_day
from charts.base.frame import Spec
from charts.base.labels import WIDE, Taken, box
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
_SIZE: Final = 11  # pixels of the type of a label
_HIGH: Final = 0.6  # of a label, in powers of ten
_GAP: Final = "\u2002"  # between labels beside each other
_LABEL: Final = 58  # pixels of a label beside the line of 15 August 2021
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
    drawn = [_weighed(own[known], first, last)] if known.any() else []
    if not known.all():
        drawn.append(_unweighed(own[~known]))
    return frame.figure(
        drawn,
        title,
        _subtitle(own),
        foot=foot,
        height=360,
        shapes=[frame.kabul_line(label=not _crowded(own, first, last))],
        xaxis=frame.time_axis(first, last),
        yaxis=_axis(own),
    )


def _crowded(rows: pd.DataFrame, first: object, last: object) -> bool:
    """Whether heavy consignments stand where 15 August 2021 would be written, at the top and left of its line."""
    x = (_middle(rows) - pd.Timestamp(frame.KABUL)).dt.days * pixels_a_day(first, last, WIDE)
    heavy = rows["weight_high_t"] > rows["weight_high_t"].max() / 10
    return bool((heavy & x.between(-_DATE - _LABEL / 2, _LABEL / 2)).any())


def _subtitle(rows: pd.DataFrame) -> str:
    weighed = rows[rows["weighed"]]
    there, stages = set(weighed["kind"]), set(weighed["stage"])
    kinds = "  ".join(f"{sign} {codes.AID_KINDS[kind]}" for kind, sign in SIGNS.items() if kind in there)
    fills = {"delivered": "filled: delivered", "dispatched": "pale: dispatched", "pledged": "hollow: only pledged"}
    parts = ["Tonnes, logarithmic", *(said for stage, said in fills.items() if stage in stages)]
    parts += ["cross: no weight reported"] if len(weighed) < len(rows) else []
    return f"{'; '.join(parts)}. {kinds}".strip()


def _axis(rows: pd.DataFrame) -> dict[str, Any]:
    """Tonnes by powers of ten, and the strip of what is not weighed."""
    high = rows["weight_high_t"].max()
    strip = {"type": "log", "tickmode": "array", "tickvals": [_STRIP], "ticktext": ["no weight"]}
    if pd.isna(high):
        return strip | {"range": [math.log10(_STRIP) - 0.5, math.log10(_STRIP) + 0.5]}
    decades = [10.0**it for it in range(math.ceil(math.log10(high)) + 1)]
    names = ["no weight", *(formats.tonnes(it) for it in decades)]
    reach = [math.log10(_STRIP) - 0.35, math.log10(high) + 0.5]
    return strip | {"range": reach, "tickvals": [_STRIP, *decades], "ticktext": names}


def _middle(rows: pd.DataFrame) -> pd.Series:
    return rows["start"] + (rows["end"] - rows["start"]) / 2


def _weighed(rows: pd.DataFrame, first: object, last: object) -> dict[str, Any]:
    rows = rows.sort_values("weight_low_t", ascending=False)  # the small in front of the large
    hue = frame.colour(str(rows["donor"].iloc[0]))
    fill = {"delivered": hue, "dispatched": frame.faded(hue, 0.3), "pledged": frame.CLEAR}
    half = ((rows["end"] - rows["start"]) / 2).dt.total_seconds() * 1000
    faint = {"color": frame.faded(hue, 0.6), "thickness": 1}
    look = {
        "symbol": [SHAPES[it] for it in rows["kind"]],
        "color": [fill[it] for it in rows["stage"]],
        "opacity": 1,
        "size": [6 + 16 * min(1, math.sqrt(it / 6000)) for it in rows["weight_low_t"]],
        "line": {"color": hue, "width": 1.4},
    }
    return traces.points(
        _middle(rows).dt.strftime("%Y-%m-%d"),
        rows["weight_low_t"].clip(lower=2 * _STRIP),
        look,
        [consignment_hover(it) for it in records(rows)],
        mode="markers+text",
        error_x=traces.whisker(half, half, width=0, **faint),
        error_y=traces.whisker(rows["weight_high_t"] - rows["weight_low_t"], [0] * len(rows), width=3, **faint),
        text=_labels(rows, first, last),
        textposition="top center",
        textfont={"size": _SIZE, "color": frame.GREY},
        cliponaxis=False,
    )


def _unweighed(rows: pd.DataFrame) -> dict[str, Any]:
    hue, depth = frame.colour(str(rows["donor"].iloc[0])), {"delivered": 1.0, "dispatched": 0.65, "pledged": 0.4}
    look = traces.cross(7, 1.6, hue) | {"opacity": [depth[it] for it in rows["stage"]]}
    days, hovers = _middle(rows).dt.strftime("%Y-%m-%d"), [consignment_hover(it) for it in records(rows)]
    return traces.points(days, [_STRIP] * len(rows), look, hovers)


def _labels(rows: pd.DataFrame, first: object, last: object) -> list[str]:
    """The weights of the heaviest, none where it would run into a heavier one's or off the axis; `rows` by weight."""
    days = (_middle(rows) - pd.Timestamp(str(first))).dt.days * pixels_a_day(first, last, WIDE)
    taken, labels = Taken(), []
    for x, weight in zip(days, rows["weight_low_t"], strict=True):
        said = formats.tonnes(weight)
        place = box(f"{said}{_GAP}", x, math.log10(weight) if weight else 0, _SIZE, _HIGH)
        fits = weight >= _LABELLED_FROM and place.left >= 0 and place.right <= WIDE
        labels.append(said if fits and not taken.meets(place) else "")
        taken.add(place)
    return labels


def consignment_hover(row: dict[str, Any]) -> str:
    """A consignment: weight, goods, how far it came and when, what must be known, how many say so."""
    sources = len(row["source_ids"].split(";"))
    return hover.lines(
        f"<b>{weight(row)}</b> · {codes.AID_KINDS[row['kind']]} · {PLACES[row['donor']].name}",
        row["goods"],
        occasion(row),
        row["area"],
        stages(row),
        codes.AID_CAVEATS[row["caveat"]] if row["caveat"] else "",
        f"{row['reports']} report{'s' * (row['reports'] != 1)}, {sources} source{'s' * (sources != 1)}",
    )


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
    parts = []
    for stage in reversed(STAGES):
        if pd.notna(row[f"{stage}_on"]):
            date = periods.label(row[f"{stage}_on"], row[f"{stage}_to"], row[f"{stage}_precision"])
            parts.append(f"{stage} {date}")
    missing = {"pledged": "no later report", "dispatched": "arrival not reported", "delivered": ""}[row["stage"]]
    if missing and row["caveat"] not in {"partly", "discount"}:
        parts.insert(1, missing)
    return "; ".join(parts)
