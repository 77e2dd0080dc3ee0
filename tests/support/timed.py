"""Two figures as pages declare them: one on a time axis with events, one of positions without."""

from dataclasses import replace
from typing import Any

import pandas as pd

from analysis.recognition import positions
from analysis.recognition.positions import Standing
from analysis.trade.preferred import Preferred
from charts.base import frame, traces
from charts.base.dates import middle
from charts.base.frame import Spec
from data.rows import records
from pages._parts.figure import Figure, Words, events_with_the_world
from pages._parts.states.summary import standing
from pages.overview.page import TRADE as WITHOUT_EVENTS


def on_time(years: pd.DataFrame, *, first: object, last: object, scale: str, **caption: Any) -> Spec:  # noqa: ARG001
    """A mark for each figure on a time axis."""
    days = [middle(row) for row in records(years)]
    marks = traces.points(days, years[Preferred.value], traces.mark("circle", 6, frame.GREY))
    return frame.figure([marks], xaxis=frame.time_axis(first, last), **caption)


TRADE = replace(WITHOUT_EVENTS, chart=on_time, events=events_with_the_world)
POSITIONS = Figure(
    key="positions",
    name="Positions",
    measure=positions.standing,
    tables=(Standing,),
    rows=lambda view, choice: (standing(),),  # noqa: ARG005
    chart=lambda rows, **caption: frame.figure([], **caption),  # noqa: ARG005
    words=lambda view, choice, rows: Words("Positions", "The latest", "Positions of all."),  # noqa: ARG005
    empty=lambda view, choice: "",  # noqa: ARG005
)
