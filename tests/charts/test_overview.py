"""The map of trade and the lines of yearly figures: true of their rows, which stay as they were."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

import data
from analysis.trade.preferred import latest_year, of_years, turnover
from charts.base import frame
from charts.corridors import trade_map as chart
from charts.trade import by_country
from data.schema.tables import Crossings
from data.vocabulary.places import CODES
from pages._app.view import View
from pages._parts.figure import Drawing
from pages.overview.page import MAP
from tests.support import frames
from tests.support.specs import valid

AXIS: dict[str, Any] = {"first": dt.date(2019, 1, 1), "last": dt.date(2025, 12, 31)}
PUBLISHED = pd.to_datetime(pd.Series({"a": "2025-01-01", "b": "2025-02-01"}))


def crossings(*rows: Mapping[str, object]) -> pd.DataFrame:
    base = {"crossing": "Friendship Bridge", "country": "UZB", "other_side": "Hairatan", "afghan_side": "Balkh",
            "modes": "road;rail", "lat": 37.2, "lon": 67.4, "source_id": "a"}  # fmt: skip
    return frames.table_of(Crossings, base, rows)


def latest(values: Mapping[str, float]) -> pd.DataFrame:
    """The latest turnover of some states, of 2024, by their own statistics."""
    reports = [{"country": code, "reported_by": code, "value_usd": usd} for code, usd in values.items()]
    return latest_year(turnover(frames.trade(*reports), PUBLISHED))


def shown(values: Mapping[str, float], *rows: Mapping[str, object]):
    return valid(chart.trade_map(latest(values), crossings(*rows), title="t"))


def land(fig, code: str):
    """The trace of a state, by its hover."""
    return next(
        it for it in fig.data if it.fill == "toself" and str(it.text).startswith(f"<b>{chart.PLACES[code].name}</b>")
    )


def strength(fig, code: str) -> float:
    return float(land(fig, code).fillcolor.split(",")[-1].rstrip(")"))


def lines(*rows: Mapping[str, object], **more):
    return valid(by_country.by_country(of_years(turnover(frames.trade(*rows), PUBLISHED)), **AXIS, title="t", **more))


def test_a_higher_value_is_a_stronger_fill_and_what_is_not_known_is_hatched():
    fig = shown({"KAZ": 8e8, "UZB": 1e6})
    assert strength(fig, "KAZ") > strength(fig, "UZB")
    for code in ("TJK", "KGZ", "TKM"):
        assert (land(fig, code).fillpattern.shape, land(fig, code).text) == (
            "/",
            f"<b>{chart.PLACES[code].name}</b><br>not known",
        )
    assert land(fig, "KAZ").text == "<b>Kazakhstan</b><br>$800 m (2024)"
    assert [it.name for it in fig.data if it.name and it.fill == "toself"][-1] == "not known"


def test_a_state_that_is_not_chosen_is_an_outline_and_not_said_to_be_unknown():
    fig = valid(chart.trade_map(latest({"KAZ": 8e8}), crossings(), countries=("KAZ",), title="t"))
    assert land(fig, "UZB").fillpattern.shape is None
    assert land(fig, "UZB").text == "<b>Uzbekistan</b>"
    assert "not known" not in [it.name for it in fig.data]


def test_all_states_known_need_no_hatch_in_the_legend():
    fig = shown(dict.fromkeys(CODES, 1e6))
    assert "not known" not in [it.name for it in fig.data]


@pytest.mark.parametrize(
    ("values", "bounds"),
    [([], []), ([0.0], []), ([3.0], [2, 5]), ([1.0, 40.0], [1, 2, 5, 10, 20, 50]), ([0.0, 3.0], [0, 2, 5]), ([1e3, 1e8], [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9])],
)  # fmt: skip
def test_steps_are_round_and_hold_all_values(values, bounds):
    assert chart.steps(values) == pytest.approx(bounds)


def test_names_and_values_stand_on_the_map():
    said = [it.text for it in shown({"KAZ": 1e6}).layout.annotations]
    assert any("Kazakhstan" in it and "$1 m (2024)" in it for it in said)
    assert {"Russia", "China", "Iran", "Pakistan"} <= set(said)


def test_a_crossing_is_a_point_by_its_weightiest_mode_and_one_without_a_place_is_named():
    fig = shown({}, {}, {"crossing": "<i>Torghundi", "modes": "road"})
    points = {it.name: it for it in fig.data if it.mode == "markers"}
    assert {name: it.marker.symbol for name, it in points.items()} == {
        "rail crossing": "square",
        "other road": "circle",
    }
    assert "By: road, railway" in points["rail crossing"].hovertext[0]
    assert "&lt;i&gt;Torghundi" in points["other road"].hovertext[0]
    drawing = MAP.drawn(View(("TJK",), dt.date(2016, 1, 1), dt.date(2026, 5, 1), 2, known_to=data.known_to()), None)
    assert isinstance(drawing, Drawing)
    assert drawing.words.caveat == "Not drawn, place not known: Langar (Wakhan)."
    assert "Langar (Wakhan)" not in set(drawing.behind[Crossings][Crossings.crossing])


def test_turnover_and_crossings_stay_as_they_were():
    rows = latest({"KAZ": 1e6}), crossings({}, {"crossing": "Torghundi"})
    before = [it.copy(deep=True) for it in rows]
    chart.trade_map(*rows, title="t")
    for it, kept in zip(rows, before, strict=True):
        pd.testing.assert_frame_equal(it, kept)


def test_a_line_joins_own_figures_and_those_of_others_alone_are_hollow_marks():
    fig = lines({**frames.year(2022), "value_usd": 1e8}, frames.year(2023), {**frames.year(2021), "reported_by": "AFG"})
    _, own, other = fig.data
    assert (list(own.x), list(own.y), own.mode) == ([2022, 2023], [1e8, 1e9], "lines+markers")
    assert (list(other.x), list(other.y), other.marker.symbol) == ([2021], [1e9], "circle-open")
    assert "Afghan statistics" in other.hovertext[0]
    assert heads(fig) == ["Uzbekistan $1 bn in 2023"]


def heads(fig) -> list[str]:
    """What stands above the panels."""
    texts = [re.sub("<[^>]*>", " ", it.text) for it in fig.layout.annotations[1:]]
    return [" ".join(it.split()) for it in texts if "$" in it]


def test_a_line_is_broken_at_a_missing_year_and_at_another_reporter():
    years = [(2017, "UZB"), (2018, "UZB"), (2020, "UZB"), (2021, "IMF"), (2022, "IMF")]
    fig = lines(*({**frames.year(it), "reported_by": by} for it, by in years))
    parts = [it for it in fig.data if it.mode == "lines+markers"]
    assert [list(it.x) for it in parts] == [[2017, 2018], [2020], [2021, 2022]]
    assert not fig.layout.showlegend


def test_the_figure_of_an_afghan_year_stands_between_two_years():
    solar = {"start": "2023-03-21", "end": "2024-03-19", "reported_by": "AFG"}
    _, ring = lines(solar).data
    assert list(ring.x) == pytest.approx([2023.22], abs=0.01)
    assert heads(lines(solar)) == ["Uzbekistan $1 bn in 2023/24"]


def test_a_whisker_spans_the_reports_of_a_year_and_no_mark_is_struck_through_where_they_agree():
    afghan = {**frames.year(2023), "value_usd": 7e8, "reported_by": "AFG", "source_id": "b"}
    ends, line = lines(frames.year(2023), afghan, frames.year(2022)).data
    assert list(ends.x) == [2023]
    assert (list(ends.error_y.array), list(ends.error_y.arrayminus)) == ([0.0], [3e8])
    assert (list(line.x), line.error_y.array, line.cliponaxis) == ([2022, 2023], None, False)
    assert "2 reports: $700 m–$1 bn" in line.hovertext[1]


def test_part_years_are_left_out_and_each_country_has_its_hue_panel_and_scale():
    months = {"start": "2024-01-01", "end": "2024-08-31", "precision": "month"}
    kazakh = {**frames.year(2023), "country": "KAZ", "reported_by": "KAZ", "value_usd": 5e8}
    fig = lines(frames.year(2023), kazakh, months)
    assert [(it.name, it.line.color, len(it.x), it.xaxis) for it in fig.data if it.line.color] == [
        ("Kazakhstan", frame.COLOUR["KAZ"], 1, "x"), ("Uzbekistan", frame.COLOUR["UZB"], 1, "x2"),
    ]  # fmt: skip
    assert (fig.layout.yaxis.range, fig.layout.yaxis2.range) == ((0, 5.6e8), (0, 1.12e9))
    assert fig.layout.yaxis2.showticklabels is None  # values of its own stand beside each
    one = lines(frames.year(2023), kazakh, scale="common").layout
    assert one.yaxis.range == one.yaxis2.range == (0, 1.12e9)
    assert one.yaxis2.showticklabels is False
    assert fig.layout.xaxis.range == fig.layout.xaxis2.range
    assert lines(frames.year(2023), scale="log").layout.yaxis.type == "log"


def test_the_takeover_is_a_thin_line_in_each_panel_just_after_the_tick_of_2021():
    kazakh = {**frames.year(2023), "country": "KAZ", "reported_by": "KAZ"}
    fig = lines(frames.year(2023), kazakh)
    assert [it.xref for it in fig.layout.shapes] == ["x", "x2"]
    assert all(it.x0 == it.x1 == pytest.approx(2021.12, abs=0.01) for it in fig.layout.shapes)


def test_yearly_rows_stay_as_they_were_and_none_says_so():
    rows = turnover(frames.trade({}, {"reported_by": "AFG", **frames.year(2022)}), PUBLISHED)
    before = rows.copy(deep=True)
    by_country.by_country(rows, **AXIS, title="t")
    pd.testing.assert_frame_equal(rows, before)
    empty = valid(by_country.by_country(rows.iloc[:0], **AXIS, title="t"))
    assert not empty.data
    assert "No yearly figure" in empty.layout.annotations[1].text
