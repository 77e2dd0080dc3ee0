"""Sums of aid by year, donor and kind: the first figure of the Aid page, and the same as a table."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from analysis.aid.consignments import STAGES, AidTotal, Consignment, totals
from analysis.aid.sums import stacked
from charts.aid import totals as chart
from charts.base.frame import Spec
from data.vocabulary import codes, formats
from pages._app.cache import once, replayed
from pages._app.view import View
from pages._parts.citation import text
from pages._parts.figure import Figure, Words, events_with_the_world
from pages._parts.states.consignments import every
from pages.aid import period, wording


class Choice(NamedTuple):
    """What is added up, of which stages (of all, where none is chosen), and whether also what is before the period."""

    measure: str = "quantity_t"
    stages: tuple[str, ...] = ()
    earlier: bool = False


def of_donors(view: View) -> pd.DataFrame:
    """Pick the consignments of the chosen donors, of all years."""
    return every()[view.of_countries(every()[Consignment.donor])]


@once
def of_stages(view: View, stages: tuple[str, ...]) -> pd.DataFrame:
    """Pick the consignments of the filters."""
    shown = view.keep(of_donors(view), None)
    return shown[shown[Consignment.stage].isin(stages)] if stages else shown


def _added(view: View, choice: Choice) -> pd.DataFrame:
    """Pick the consignments that are added up."""
    shown = of_stages(view, choice.stages)
    return shown if choice.earlier else _inside(view, choice.stages)


@once
def _inside(view: View, stages: tuple[str, ...]) -> pd.DataFrame:
    """Pick the consignments of the filters in the period of the page."""
    return period.inside(view, of_stages(view, stages))


def has_earlier(view: View) -> bool:
    """Whether the chosen years have consignments before the period of the page."""
    return bool(of_stages(view, ()).drop(period.counted(view).index)[Consignment.counts].any())


def has_any(view: View, choice: Choice) -> bool:
    """Whether any consignment of the filters counts."""
    return bool(of_stages(view, choice.stages)[Consignment.counts].any())


@once
def _stacked(view: View, choice: Choice, group: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Add up the consignments of the filters for bars and their parts."""
    return stacked(_added(view, choice), group, choice.measure)


def _words(view: View, choice: Choice, group: str, bars: pd.DataFrame, parts: pd.DataFrame) -> Words:
    when = f"for {view.years_in_words()}" if choice.earlier else period.in_words(view)
    return wording.sums(view, choice[:2], group, when, bars, parts, _added(view, choice))


def _empty(view: View, choice: Choice) -> str:
    shown = _added(view, choice)
    if shown.empty and len(of_stages(view, choice.stages)):
        return f"No consignment of these filters is dated since 15 August 2021: choose “{wording.EARLIER}”."
    return wording.no_sums(view, choice.measure, choice.stages, shown, of_donors(view))


def _options(view: View, choice: Choice) -> dict[str, Any]:
    return {"measure": choice.measure, "last": view.last}


def _by(group: str, draw: Callable[..., Spec], events: Callable[[View], pd.DataFrame] | None = None) -> Figure[Choice]:
    """Declare the figure of one grouping; only that by year has a time axis, with milestones on it."""
    return Figure(
        key=f"aid-by-{group}",
        name=f"Aid by {group}",
        measure=stacked,
        tables=(AidTotal, AidTotal),
        rows=lambda view, choice: _stacked(view, choice, group),
        chart=draw,
        words=lambda view, choice, bars, parts: _words(view, choice, group, bars, parts),
        empty=_empty,
        options=_options if events else lambda view, choice: {"measure": choice.measure},  # noqa: ARG005
        choices=lambda: (Choice(), Choice("value_usd"), Choice(stages=("pledged",), earlier=True)),
        events=events,
    )


BY_YEAR = _by("year", chart.by_year, events_with_the_world)
BY_DONOR = _by("donor", chart.by_donor)
BY_KIND = _by("kind", chart.by_kind)


@replayed
def table(view: View, choice: Choice, group: str) -> None:
    """Write what each bar counts, their sum in the period of the page, and what is earlier."""
    with st.container(key="narrow-aid-sums"):
        st.table(in_cells(view, choice, group), hide_index=True)
        st.caption(text(wording.rule(choice.stages)))


def in_cells(view: View, choice: Choice, group: str) -> pd.DataFrame:
    """Write the sums in words: a line for each bar, one for the period of the page, and one for what is earlier."""
    shown, inside = of_stages(view, choice.stages), _inside(view, choice.stages)
    earlier = shown.drop(inside.index)
    added, begin = (shown, view.first) if choice.earlier else (inside, period.begin(view))
    drawn, _ = _stacked(view, choice, group)
    bars = (drawn if len(drawn) else totals(added, [group]))[group]
    sums = totals(added, [group, AidTotal.stage], choice.measure)
    lines = [(text(wording.bar(group, it, begin)), sums[sums[group] == it]) for it in bars]
    if len(lines) > 1:
        whole = totals(inside, [AidTotal.stage], choice.measure) if choice.earlier else sums
        lines.append((f"**{text(codes.start_upper(period.in_words(view)))}**", whole))
    if earlier[Consignment.counts].any():
        lines.append(("Earlier", totals(earlier, [AidTotal.stage], choice.measure)))
    return pd.DataFrame([{codes.start_upper(group): name, **_cells(rows, choice)} for name, rows in lines])


def _cells(sums: pd.DataFrame, choice: Choice) -> dict[str, str]:
    """Write sums by stage as the bars do; what is only pledged stands apart, unless nothing else is chosen."""
    apart = (sums[AidTotal.stage] == "pledged") & (choice.stages != ("pledged",))
    sent = sums[~apart]
    low = sent[AidTotal.low].sum(min_count=1)
    cells = {
        "Consignments": f"{sent[AidTotal.consignments].sum():,}",
        "At least": text(formats.floor(low, choice.measure)).replace(" ", "\u00a0") if pd.notna(low) else "–",
        wording.WITHOUT[choice.measure]: f"{sent[AidTotal.without].sum():,}",
    }
    if {"pledged"} < set(choice.stages or STAGES):
        cells["Only pledged"] = f"{sums.loc[apart, AidTotal.consignments].sum():,}"
    return cells
