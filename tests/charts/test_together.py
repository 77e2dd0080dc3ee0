"""The panels of one state: amounts, crosses and strips worked out by hand on small tables; rows stay unchanged."""

import datetime as dt

import pandas as pd
import pytest

from analysis.aid.consignments import consignments, totals
from analysis.recognition.ladder import ladder
from analysis.recognition.positions import RUNGS
from analysis.trade.preferred import turnover
from analysis.trade.years_of_state import years_and_parts
from charts.base import frame
from charts.events import timeline
from charts.together import panels as chart
from data.schema.tables import Events
from tests.support import frames
from tests.support.specs import valid

AXIS = ("2020-01-01", "2025-05-01")
PUBLISHED = pd.to_datetime(pd.Series({"a": "2025-01-01", "b": "2025-02-01"}))
KNOWN_TO = dt.date(2025, 3, 1)


def state(trade=(), aid=(), positions=()) -> tuple[pd.DataFrame, ...]:
    """The rows of one state from a few rows of each table."""
    figures = years_and_parts(turnover(frames.trade(*trade), PUBLISHED))
    sent = totals(consignments(frames.aid(*aid)), ["year"])
    return figures, sent, ladder(frames.recognition(*positions), PUBLISHED, KNOWN_TO)


def spec(of, scale: chart.Tops | None = None, code="UZB"):
    return chart.panels(*of, code=code, first=AXIS[0], last=AXIS[1], scale=scale or chart.tops([of]), title="t")


def drawn(of, scale: chart.Tops | None = None, code="UZB"):
    return valid(spec(of, scale, code))


def on(fig, axis: str, kind: str = "bar"):
    return [it for it in fig.data if (it.yaxis or "y") == axis and it.type == kind]


def crosses(fig, axis: str):
    return next(it for it in on(fig, axis, "scatter") if it.name == "not reported")


MISSION = {"dimension": "afghan_mission"}


def test_a_part_of_a_year_is_hatched_a_claim_hollow_and_another_s_figure_pale():
    fig = drawn(state([
        frames.year(2020), {**frames.year(2021), "reported_by": "AFG"}, {**frames.year(2022), "status": "claim"},
        {"start": "2023-01-01", "end": "2023-08-31", "precision": "month"},
    ]))  # fmt: skip
    bars = on(fig, "y")[0]
    hue = frame.colour("UZB")
    assert list(bars.marker.color) == [frame.faded(hue, 1), frame.faded(hue, 0.45), frame.CLEAR, frame.CLEAR]
    assert list(bars.marker.pattern.shape) == ["", "", "", "/"]


def test_a_whisker_runs_from_the_lowest_to_the_highest_report():
    fig = drawn(state([frames.year(2023), {**frames.year(2023), "value_usd": 1.4e9, "status": "claim", "source_id": "b"},
                       {**frames.year(2023), "value_usd": 7e8, "reported_by": "AFG"}]))  # fmt: skip
    bars = on(fig, "y")[0]
    assert (bars.y[0], bars.error_y.array[0], bars.error_y.arrayminus[0]) == (1e9, 4e8, 3e8)
    (inside,) = (it for it in on(fig, "y", "scatter") if it.name == "spread of reports")
    assert (list(inside.error_y.arrayminus), inside.error_y.color) == ([3e8], frame.ink_on("UZB"))


def test_a_label_far_above_another_has_room_on_a_phone():
    values = dict.fromkeys(range(2010, 2027), 1e8) | {2025: 2e9}
    of = state([{**frames.year(year), "value_usd": value} for year, value in values.items()])
    fig = valid(chart.panels(*of, code="UZB", first="2010-01-01", last="2026-12-31", scale=chart.tops([of]), title="t"))
    _, narrow = (it for it in on(fig, "y", "scatter") if it.mode == "text")
    assert [text for text in narrow.text if text] == ["$100 m", "$2 bn", "$100 m"]


def test_where_reports_agree_no_whisker_is_a_stroke_on_the_bar():
    bars = on(drawn(state([frames.year(2023)])), "y")[0]
    assert (list(bars.error_y.array), list(bars.error_y.arrayminus)) == ([None], [None])


@pytest.mark.parametrize(("highest", "label"), [(1.4e9, "$1–1.4 bn"), (1.05e9, "$1 bn")])
def test_a_label_at_the_end_of_a_long_whisker_tells_that_end(highest, label):
    more = {**frames.year(2023), "value_usd": highest, "status": "claim", "source_id": "b"}
    fig = drawn(state([frames.year(2023), more], [{}, {"weight_t": 25.0, "source_id": "b"}]))
    for axis, words, at in (
        ("y", label, highest),
        ("y2", "10–25 t", 25),
    ):  # on an ordinary screen, and in two lines on a phone
        shown = [(it.text, it.y) for it in on(fig, axis, "scatter") if it.mode == "text"]
        assert shown == [((words,), (at,)), ((words.replace("–", "–<br>"),), (at,))]


def test_on_a_phone_the_first_the_last_and_the_highest_bar_have_a_label():
    values = {2020: 2e8, 2021: 1e8, 2022: 5e8, 2023: 3e8, 2024: 4e8}
    fig = drawn(state([{**frames.year(year), "value_usd": value} for year, value in values.items()]))
    wide, narrow = (it.text for it in on(fig, "y", "scatter") if it.mode == "text")
    assert wide == ("$200 m", "$100 m", "$500 m", "$300 m", "$400 m")
    assert narrow == ("$200 m", "", "$500 m", "", "$400 m")


def test_on_a_phone_no_label_covers_another_and_none_leaves_the_axis():
    values = dict.fromkeys(range(2010, 2027), 1e8) | {2025: 2e9, 2026: 1.95e9}
    of = state([{**frames.year(year), "value_usd": value} for year, value in values.items()])
    fig = valid(chart.panels(*of, code="UZB", first="2010-01-01", last="2026-12-31", scale=chart.tops([of]), title="t"))
    _, narrow = (it for it in on(fig, "y", "scatter") if it.mode == "text")
    shown = [(x[:4], side) for x, text, side in zip(narrow.x, narrow.text, narrow.textposition, strict=True) if text]
    assert shown == [("2010", "top right"), ("2026", "top left")]  # the highest stands too close to the last


def test_the_legend_names_what_occurs_once_and_no_more_than_five_things():
    every = state(
        [{**frames.year(2021), "reported_by": "AFG"}, {**frames.year(2022), "status": "claim"}, frames.year(2023),
         {"start": "2024-01-01", "end": "2024-08-31", "precision": "month"}],
        positions=[{**MISSION, "value": "taliban_charge", "start": "2021-08-15", "last_seen": "2024-06-01"}],
    )  # fmt: skip
    shown = [it.name for it in drawn(every).data if it.showlegend is not False]
    assert shown == [
        "partner, press, preliminary", "claim", "part of a year", "position: no later report", "no figure",
    ]  # fmt: skip
    full = state([frames.year(year) for year in range(2020, 2025)])
    assert not [it.name for it in drawn(full).data if it.showlegend is not False]


def test_the_last_position_of_each_dimension_is_named_above_its_strip():
    fig = drawn(state(positions=[
        {**MISSION, "value": "republic_appointee", "start": "2021-08-15", "until": "2024-02-02"},
        {**MISSION, "value": "taliban_ambassador", "start": "2024-02-02", "last_seen": "2024-06-01"},
    ]))  # fmt: skip
    assert sum("Afghan embassy, run by: " in it.text and "ambassador" in it.text for it in fig.layout.annotations) == 1


def test_a_year_that_nobody_tells_is_a_cross_and_no_bar():
    fig = drawn(state([frames.year(2021), frames.year(2023)]))
    assert len(on(fig, "y")[0].y) == 2
    assert [it[:4] for it in crosses(fig, "y").x] == ["2020", "2022", "2024"]  # 2025 has not ended on the axis


def test_aid_is_the_sum_of_the_lowest_reports_and_unweighed_aid_is_a_cross():
    fig = drawn(state(aid=[
        {"donor": "UZB"}, {"donor": "UZB", "weight_t": 14.0, "source_id": "b"},
        {"donor": "UZB", "shipment": "UZB-2023-b", "weight_t": 5.0},
        {"donor": "UZB", "shipment": "UZB-2024-c", "weight_t": None, **frames.day("2024-02-01")},
    ]))  # fmt: skip
    bars = on(fig, "y2")[0]
    assert (list(bars.y), list(bars.error_y.array)) == ([15.0], [4.0])
    assert "no weight reported" in crosses(fig, "y2").hovertext[0]
    assert crosses(fig, "y2").x[0].startswith("2024")


def test_a_strip_is_full_as_far_as_it_is_confirmed_and_striped_from_there():
    fig = drawn(state(positions=[
        {**MISSION, "value": "republic_appointee", "start": "2021-08-15", "until": "2024-02-02"},
        {**MISSION, "value": "taliban_ambassador", "start": "2024-02-02", "last_seen": "2024-06-01"},
    ]))  # fmt: skip
    full, striped = on(fig, "y3")
    assert list(full.base) == ["2021-08-15", "2024-02-02"]
    days = 86_400_000
    assert list(full.x) == [(dt.date(2024, 2, 2) - dt.date(2021, 8, 15)).days * days, 120 * days]
    assert (striped.base[0], striped.x[0]) == ("2024-06-01", (KNOWN_TO - dt.date(2024, 6, 1)).days * days)
    assert striped.marker.pattern.shape == "/"
    low, high = (float(it.rsplit(",", 1)[1].rstrip(")")) for it in full.marker.color)
    assert low < high  # a further rung is a stronger fill
    assert "step 1 of 4 in our order, not a score" in full.hovertext[0]
    assert "step 4 of 4" in full.hovertext[1]


def test_what_is_not_established_has_no_rung_and_a_dimension_without_rows_is_not_known():
    fig = drawn(state(positions=[{**MISSION, "value": "unclear", "last_seen": "2024-01-01"}]))
    full = on(fig, "y3")[0]
    assert full.marker.color[0] == frame.FAINT
    assert "no step" in full.hovertext[0]
    said = [it.text for it in fig.layout.annotations]
    assert sum("not known" in it for it in said) == len(RUNGS) - 1


def test_each_dimension_has_a_strip_of_its_own():
    rows = [{"dimension": it, "value": steps[0], "last_seen": "2024-01-01"} for it, steps in RUNGS.items()]
    full = on(drawn(state(positions=rows)), "y3")[0]
    assert len(set(full.y)) == len(RUNGS)
    assert not any("total" in it or "sum" in it for it in full.hovertext)


def test_an_empty_panel_says_so():
    said = " ".join(it.text for it in drawn(state()).layout.annotations)
    assert "Exports plus imports</b>: no figure" in said
    assert "Aid sent, at least</b>: no consignment" in said


def test_states_may_share_a_scale():
    small = state([{**frames.year(2023), "value_usd": 1e8}])
    large = state([frames.year(2023)], [{"donor": "UZB", "weight_t": 90.0}])
    both = chart.tops([small, large])
    assert both == (1e9, 90.0)
    assert chart.tops([small]) == (1e8, 0.0)
    assert drawn(small, both).layout.yaxis.range == drawn(large, both).layout.yaxis.range
    assert drawn(small).layout.yaxis.range != drawn(large).layout.yaxis.range


def test_events_stand_below_all_panels_on_the_same_axis():
    events = frames.curated(Events)
    uzbek = spec(state([frames.year(2023)]))
    plain, fig = valid(uzbek), valid(timeline.beside(uzbek, events, ["UZB"], *AXIS))
    lowest = min(fig.layout[it].domain[0] for it in ("yaxis", "yaxis2", "yaxis3"))
    assert fig.layout.yaxis9.domain[1] < lowest
    assert fig.layout.yaxis.domain[0] > fig.layout.yaxis2.domain[1] > fig.layout.yaxis3.domain[1]
    assert fig.layout.xaxis.range == plain.layout.xaxis.range == AXIS
    marked = [it.customdata for it in fig.data if it.customdata is not None]
    assert marked
    assert fig.layout.margin.l == plain.layout.margin.l  # the axes of all states stand below each other


def test_text_from_the_data_carries_no_mark_up():
    fig = drawn(state(positions=[{**MISSION, "value": "<b>x</b>", "last_seen": "2024-01-01"}]))
    assert "&lt;b&gt;x" in on(fig, "y3")[0].hovertext[0]
    assert any("&lt;b&gt;x" in it for trace in on(fig, "y3", "scatter") for it in trace.text)


def test_tables_stay_as_they_were():
    tables = state([frames.year(2023)], [{"donor": "UZB"}], [{**MISSION, "value": "taliban_charge"}])
    before = [it.copy() for it in tables]
    drawn(tables)
    for it, was in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(it, was)


@pytest.mark.parametrize("code", ["KAZ", "UZB", "TKM", "KGZ", "TJK"])
def test_each_state_is_drawn_in_its_own_colour(code):
    fig = drawn(state([frames.year(2023)]), code=code)
    assert on(fig, "y")[0].marker.line.color == frame.colour(code)
