"""Trade, aid and rungs of one state in thin panels above each other, on one time axis.

A strip is a position on one dimension, its fill stronger on a further rung; it is no score, and no strip is added to
another. What no source reports is a cross or an empty stretch, never a zero.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple, Unpack

import pandas as pd

from analysis.aid.consignments import AidTotal
from analysis.recognition.ladder import Rung
from analysis.trade.preferred import Preferred
from charts.base import frame
from charts.base.frame import Caption, Spec
from charts.base.traces import Trace
from charts.together import amounts
from charts.together import rungs as rung_strips
from charts.together.amounts import HEADINGS
from data.rows import Row, records

# From the top: the pixels of each panel, and the room above it for its heading.
_PANELS: Final = {"yaxis": (104, 20), "yaxis2": (64, 26), "yaxis3": (rung_strips.HEIGHT, 14)}
_ROOM: Final = 1.25  # of the highest value: a label stands above it
_LEFT: Final = 68  # pixels of the tick labels: the same in all figures, so that their axes stand below each other


class Tops(NamedTuple):
    """The highest values that the axes of dollars and tonnes must hold."""

    usd: float
    tonnes: float


def tops(states: Iterable[Sequence[pd.DataFrame]]) -> Tops:
    """Find the highest values of states that share a scale; zero without any.

    Args:
        states: of each the frames that `panels` draws.
    """
    ends = [(turnover[Preferred.high].max(), sent[AidTotal.high].max()) for turnover, sent, *_ in states]
    return Tops(*(max((float(end) for end in of if pd.notna(end)), default=0.0) for of in zip(*ends, strict=True)))


def panels(
    turnover: pd.DataFrame, sent: pd.DataFrame, rungs: pd.DataFrame, *, code: str, first: object, last: object,
    scale: Tops, **caption: Unpack[Caption],
) -> Spec:  # fmt: skip
    """Draw the panels of one state.

    Args:
        turnover: rows of `analysis.trade.preferred.Preferred`.
        sent: rows of `analysis.aid.consignments.AidTotal` by year, of what was dispatched or delivered, in tonnes.
        rungs: rows of `analysis.recognition.ladder.Rung`.
        code: the state.
        first: first day of the axis.
        last: last day of the axis.
        scale: up to where the axes of dollars and tonnes reach, as `tops`.
        caption: the words around it.
    """
    traded, given, steps = records(turnover), records(sent), records(rungs)
    traces = [
        *amounts.turnover(traded, code, first, last, _unit("yaxis", scale.usd)),
        *amounts.sent(given, code, first, last, _unit("yaxis2", scale.tonnes)),
        *rung_strips.strips(steps, first, last, "y3"),
    ]
    lanes = {"type": "linear", "range": [_PANELS["yaxis3"][0], 0], "showgrid": False, "showticklabels": False}
    key = amounts.key(
        traded,
        given,
        is_unconfirmed=any(row[Rung.until] > row[Rung.confirmed_until] for row in steps),
        has_gaps=bool(amounts.silent(traded, first, last)),
    )
    return frame.figure(
        [*({**trace, "showlegend": False} for trace in traces), *key],
        inner=sum(map(sum, _PANELS.values())),
        margin={"l": _LEFT},
        barmode="overlay",
        shapes=[frame.kabul_line(label=False)],
        annotations=[*_headings(traded, given), *rung_strips.heads(steps, "y3")],
        xaxis={**frame.time_axis(first, last), "anchor": "y3"},
        yaxis={**_scale(scale.usd, "value_usd"), **_frame("yaxis")},
        yaxis2={**_scale(scale.tonnes, "quantity_t"), **_frame("yaxis2")},
        yaxis3=lanes | _frame("yaxis3"),
        **caption,
    )


def _domain(axis: str) -> tuple[float, float]:
    """Where a panel stands, as parts of the whole height."""
    whole = sum(sum(it) for it in _PANELS.values())
    above = 0
    for panel, (high, room) in _PANELS.items():
        above += room
        if panel == axis:
            return 1 - (above + high) / whole, 1 - above / whole
        above += high
    raise KeyError(axis)


def _frame(axis: str) -> dict[str, Any]:
    return {"domain": list(_domain(axis)), "anchor": "x", "automargin": False}


def _scale(high: float, measure: str) -> dict[str, Any]:
    """A value axis with two or three ticks: a panel is thin. Without any value it has none."""
    if not high > 0:
        return {"range": [0, 1], "showticklabels": False, "showgrid": False}
    axis = frame.value_axis(high, measure)
    step = max(1, len(axis["tickvals"]) // 2)
    kept = {key: axis[key][::step] for key in ("tickvals", "ticktext")}
    return {**axis, **kept, "range": [0, high * _ROOM], "tickfont": {"size": 12}}


def _unit(axis: str, high: float) -> float:
    """The pixels of one unit of a value axis."""
    return _PANELS[axis][0] / (high * _ROOM) if high > 0 else 0


def _headings(turnover: Sequence[Row], sent: Sequence[Row]) -> list[Trace]:
    """What each panel of amounts shows; of an empty one that there is nothing."""
    weightless = "no weight reported" if all(pd.isna(row[AidTotal.low]) for row in sent) else ""
    empty = {
        "yaxis": "" if turnover else "no figure",
        "yaxis2": weightless if sent else "no consignment",
    }
    texts = {axis: f"<b>{shows}</b>{f': {empty[axis]}' if empty[axis] else ''}" for axis, shows in HEADINGS.items()}
    return [
        rung_strips.heading(text, 1, yref=f"{axis.replace('axis', '')} domain", yanchor="bottom")
        for axis, text in texts.items()
    ]
