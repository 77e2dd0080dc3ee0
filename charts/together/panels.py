"""Trade, aid and rungs of one state in thin panels above each other, on one time axis.

A strip is a position on one dimension, its fill stronger on a further rung; it is no score, and no strip is added to
another. What nobody tells is a cross or an empty stretch, never a zero.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple, Unpack

import pandas as pd

from charts.base import frame
from charts.base.frame import Caption, Spec
from charts.events import timeline
from charts.together import amounts
from charts.together import rungs as rung_strips
from charts.together.amounts import HEADINGS
from data.rows import Row, records

# From the top: the pixels of each panel, and the room above it for its heading.
_PANELS: Final = {"yaxis": (104, 20), "yaxis2": (64, 26), "yaxis3": (rung_strips.HEIGHT, 14)}
_LEFT: Final = 68  # pixels of the tick labels: the same in all figures, so that their axes stand below each other


class State(NamedTuple):
    """What is drawn of one state, as plain rows: a page makes them once and takes those of the chosen years.

    Attributes:
        code: the state.
        turnover: `charts.together.amounts.figures` of rows of `analysis.trade.years_of_state.years_and_parts`.
        sent: by `year` the columns of `analysis.aid.consignments.totals`, of what was dispatched or delivered.
        rungs: `charts.together.rungs.placed` of rows of `analysis.recognition.ladder.ladder`.
    """

    code: str
    turnover: Sequence[Row]
    sent: Sequence[Row]
    rungs: Sequence[Row]


def state(code: str, turnover: pd.DataFrame, sent: pd.DataFrame, rungs: pd.DataFrame) -> State:
    """A state of the tables that `State` names."""
    return State(code, amounts.figures(turnover, code), records(sent), rung_strips.placed(rungs, code))


class Tops(NamedTuple):
    """The highest values that the axes of dollars and tonnes must hold."""

    usd: float
    tonnes: float


def tops(states: Iterable[State]) -> Tops:
    """The highest values of one state, or of several that shall share a scale; zero where none has any."""
    every = list(states)
    return Tops(_top(row for it in every for row in it.turnover), _top(row for it in every for row in it.sent))


def _top(rows: Iterable[Row]) -> float:
    return max((float(it["high"]) for it in rows if pd.notna(it["high"])), default=0.0)


def panels(
    state: State, first: object, last: object, scale: Tops, *, events: pd.DataFrame | None = None,
    **caption: Unpack[Caption],
) -> Spec:  # fmt: skip
    """Draw the panels of one state, and below them its events.

    Args:
        state: its rows.
        first: first day of the axis.
        last: last day of the axis.
        scale: up to where the axes of dollars and tonnes reach, as `tops`.
        events: rows of `Events`, where they shall stand below on the same axis.
        caption: the words around it.
    """
    sent = [it for it in state.sent if amounts.year(first) <= it["year"] <= amounts.year(last)]
    traces = [
        *amounts.turnover(state.turnover, state.code, first, last),
        *amounts.sent(sent, state.code, last),
        *rung_strips.strips(state.rungs, state.code, first, last, "y3"),
    ]
    lanes = {"type": "linear", "range": [_PANELS["yaxis3"][0], 0], "showgrid": False, "showticklabels": False}
    spec = frame.figure(
        traces,
        inner=sum(map(sum, _PANELS.values())),
        margin={"l": _LEFT},
        barmode="overlay",
        showlegend=False,
        shapes=[frame.kabul_line(label=False)],
        annotations=[*_headings(state, sent), *rung_strips.heads(state.rungs, "y3")],
        xaxis={**frame.time_axis(first, last), "anchor": "y3"},
        yaxis={**_scale(scale.usd, "value_usd"), **_frame("yaxis")},
        yaxis2={**_scale(scale.tonnes, "quantity_t"), **_frame("yaxis2")},
        yaxis3=lanes | _frame("yaxis3"),
        **caption,
    )
    # "Events" has room beside them: the axes of all figures stand below each other
    return spec if events is None else timeline.beside(spec, events, [state.code], first, last, heading="Events")


def _domain(axis: str) -> tuple[float, float]:
    """Where a panel stands, as parts of the whole height."""
    whole = sum(sum(it) for it in _PANELS.values())
    above = 0
    for at, (high, room) in _PANELS.items():
        above += room
        if at == axis:
            return 1 - (above + high) / whole, 1 - above / whole
        above += high
    raise KeyError(axis)


def _frame(axis: str) -> dict[str, Any]:
    return {"domain": list(_domain(axis)), "anchor": "x", "automargin": False}


def _scale(high: float, measure: str) -> dict[str, Any]:
    """A value axis with two or three ticks: a panel is thin. Without any value it bears none."""
    if not high > 0:
        return {"range": [0, 1], "showticklabels": False, "showgrid": False}
    axis = frame.value_axis(high, measure)
    step = max(1, len(axis["tickvals"]) // 2)
    kept = {key: axis[key][::step] for key in ("tickvals", "ticktext")}
    return {**axis, **kept, "range": [0, high * 1.25], "tickfont": {"size": 11}}


def _headings(state: State, sent: Sequence[Row]) -> list[Row]:
    """What each panel of amounts shows; of an empty one that nothing is on record."""
    weightless = "no weight reported" if all(pd.isna(it["low"]) for it in sent) else ""
    empty = {
        "yaxis": "" if state.turnover else "no figure on record",
        "yaxis2": weightless if sent else "no consignment on record",
    }
    texts = {axis: f"<b>{said}</b>{f': {empty[axis]}' if empty[axis] else ''}" for axis, said in HEADINGS.items()}
    return [
        rung_strips.heading(text, 1, yref=f"{axis.replace('axis', '')} domain", yanchor="bottom")
        for axis, text in texts.items()
    ]
