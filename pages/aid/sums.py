"""Sums of aid by year, donor and kind: the first figure of the Aid page."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import pandas as pd

from analysis.aid.consignments import STAGES, AidTotal, Consignment
from analysis.aid.sums import stacked
from charts.aid import totals as chart
from charts.base import frame
from charts.base.frame import Spec
from pages._app.cache import once
from pages._app.view import View
from pages._parts.figure import Figure, Words, events_with_the_world
from pages._parts.states.consignments import every
from pages.aid import wording

KABUL: Final = dt.date.fromisoformat(frame.KABUL)


class Choice(NamedTuple):
    """What is added up, and of which stages."""

    measure: str = "quantity_t"
    stages: tuple[str, ...] = tuple(reversed(STAGES))


def of_donors(view: View) -> pd.DataFrame:
    """Pick the consignments of the chosen donors, of all years."""
    return every()[view.of_countries(every()[Consignment.donor])]


@once
def of_stages(view: View, stages: tuple[str, ...]) -> pd.DataFrame:
    """Pick the consignments of the filters."""
    shown = view.keep(of_donors(view), None)
    return shown[shown[Consignment.stage].isin(stages)]


def _since_kabul(view: View, group: str) -> bool:
    """Tell whether the sums begin on 15 August 2021: all but those by year, where the years reach that far."""
    return group != "year" and view.last >= KABUL


def _added(view: View, choice: Choice, group: str) -> pd.DataFrame:
    """Pick the consignments that are added up."""
    shown = of_stages(view, choice.stages)
    return shown[shown[Consignment.start] >= pd.Timestamp(KABUL)] if _since_kabul(view, group) else shown


def _words(view: View, choice: Choice, group: str, parts: pd.DataFrame) -> Words:
    when = f"15 August 2021 to {view.last.year}" if _since_kabul(view, group) else view.years_in_words()
    return wording.sums(view, choice.measure, group, when, parts, _added(view, choice, group))


def _empty(view: View, choice: Choice, group: str) -> str:
    shown = _added(view, choice, group)
    if shown.empty and len(of_stages(view, choice.stages)):
        return "No consignment of these filters is dated since 15 August 2021: choose the sums by year."
    return wording.no_sums(view, choice.measure, choice.stages, shown, of_donors(view))


def _options(view: View, choice: Choice) -> dict[str, Any]:
    return {"measure": choice.measure, "first": view.first, "last": view.last}


def _by(group: str, draw: Callable[..., Spec], events: Callable[[View], pd.DataFrame] | None = None) -> Figure[Choice]:
    """Declare the figure of one grouping; only that by year has a time axis, with events below it."""
    return Figure(
        key=f"aid-by-{group}",
        measure=stacked,
        tables=(AidTotal, AidTotal),
        rows=lambda view, choice: stacked(_added(view, choice, group), group, choice.measure),
        chart=draw,
        words=lambda view, choice, bars, parts: _words(view, choice, group, parts),  # noqa: ARG005
        empty=lambda view, choice: _empty(view, choice, group),
        options=_options if events else lambda view, choice: {"measure": choice.measure},  # noqa: ARG005
        choices=lambda: (Choice(), Choice("value_usd"), Choice(stages=("pledged",))),
        events=events,
    )


BY_YEAR = _by("year", chart.by_year, events_with_the_world)
BY_DONOR = _by("donor", chart.by_donor)
BY_KIND = _by("kind", chart.by_kind)
