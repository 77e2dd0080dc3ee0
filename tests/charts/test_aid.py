"""Consignments on a time axis and funding by year: marks and labels true of their rows, which stay as they were."""

from collections.abc import Mapping

import pandas as pd
import pytest

from analysis.aid.consignments import consignments
from charts.aid import consignments as chart
from charts.aid import funding
from charts.base import frame
from tests.support import frames
from tests.support.specs import valid

AXIS = ("2021-01-01", "2025-12-31")


def aid(*rows: Mapping[str, object]) -> pd.DataFrame:
    """Consignments of one report each."""
    return consignments(frames.aid(*({"shipment": f"KAZ-{at}", **row} for at, row in enumerate(rows))))


def drawn(*rows: Mapping[str, object]):
    return valid(chart.timeline_of(aid(*rows), "KAZ", *AXIS))


def funds(*rows: tuple[int, str, float]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["year", "country", "counted_usd"])
    return found.assign(flows=(found["counted_usd"] > 0).astype(int), pledged_usd=0.0, unvalued=0, shared=0)


def world(**given: float) -> pd.Series:
    return pd.Series({int(year[1:]): usd for year, usd in given.items()}, dtype="float64")


def test_shape_tells_the_kind_fill_the_stage_and_size_the_weight():
    fig = drawn(
        {}, {"weight_t": 6000.0, "status": "dispatched", "category": "fuel", "items": "diesel"}, {"status": "pledged"}
    )
    (marks,) = fig.data
    found = dict(
        zip(marks.y, zip(marks.marker.symbol, marks.marker.size, marks.marker.color, strict=True), strict=True)
    )
    assert found[6000.0][0] == "diamond"
    assert found[6000.0][1] > found[10.0][1]
    assert found[6000.0][2] == frame.faded(frame.COLOUR["KAZ"], 0.3)
    assert {frame.COLOUR["KAZ"], frame.CLEAR} <= set(marks.marker.color)
    assert "filled: delivered" in fig.layout.meta["subtitle"]


def test_what_nobody_weighed_is_a_cross_in_a_strip_of_its_own():
    fig = drawn({}, {"weight_t": None})
    weighed, unweighed = fig.data
    assert list(weighed.y) == [10.0]
    assert (unweighed.marker.symbol, list(unweighed.y)) == ("x-thin", [chart._STRIP])
    assert fig.layout.yaxis.ticktext[0] == "no weight"
    assert unweighed.hovertext[0].startswith("<b>not weighed</b>")


def test_the_heaviest_is_labelled_where_two_stand_close_and_light_ones_are_not():
    (close,) = drawn({"weight_t": 900.0}, {"weight_t": 1000.0, **frames.day("2023-04-20")}).data
    assert list(close.text) == ["1,000 t", ""]
    (apart,) = drawn({"weight_t": 900.0}, {"weight_t": 1000.0, **frames.day("2024-04-20")}).data
    assert list(apart.text) == ["1,000 t", "900 t"]
    assert list(drawn({}).data[0].text) == [""]


def test_whiskers_reach_over_the_period_and_to_the_highest_report():
    (marks,) = drawn(
        {"shipment": "a", **frames.year(2023)}, {"shipment": "a", **frames.year(2023), "weight_t": 30.0}
    ).data
    assert (list(marks.y), list(marks.error_y.array), list(marks.error_y.arrayminus)) == ([10.0], [20.0], [0])
    assert marks.error_x.array[0] == pytest.approx(182 * 86_400_000)


def test_other_donors_and_what_sums_up_others_are_left_out():
    fig = drawn({}, {"donor": "UZB"}, {"caveat": "cumulative"})
    assert sum(len(it.y) for it in fig.data) == 1


def test_the_hover_names_goods_stage_and_how_many_say_so():
    assert (
        drawn({}).data[0].hovertext[0]
        == "<b>10 t</b> · food · Kazakhstan<br>flour<br>delivered 15 Apr 2023<br>1 report, 1 source"
    )


def test_bars_of_states_stand_on_each_other_and_all_donors_below_on_their_own_scale():
    rows = funds((2022, "KAZ", 2e6), (2022, "UZB", 1e6), (2023, "KAZ", 0.0))
    fig = valid(funding.by_year(rows, world(y2022=502e6, y2023=3e6), title="t"))
    bars = {it.name: dict(zip(it.x, it.y, strict=True)) for it in fig.data if it.type == "bar"}
    assert bars == {
        "Kazakhstan": {2022: 2e6, 2023: 0.0},
        "Uzbekistan": {2022: 1e6},
        "all donors": {2022: 502e6, 2023: 3e6},
    }
    (ends,) = [it for it in fig.data if it.type == "scatter"]
    assert list(ends.text) == ["$3 m", "none counted"]
    assert (fig.layout.barmode, fig.layout.yaxis.domain[0] > fig.layout.yaxis2.domain[1]) == ("stack", True)
    assert list(fig.layout.xaxis.ticktext) == ["2022", "2023"]


def test_one_year_is_no_wider_than_one_of_six_and_the_hover_says_what_is_not_counted():
    rows = funds((2022, "KAZ", 2e6)).assign(pledged_usd=5e5, unvalued=2)
    fig = valid(funding.by_year(rows, world(), title="t"))
    low, high = fig.layout.xaxis.range
    assert high - low == pytest.approx(6.2)
    hover = fig.data[0].hovertext[0]
    assert "pledged and not counted: $500 k" in hover
    assert "2 of goods without a value" in hover
    assert "all donors" not in hover


@pytest.mark.parametrize(
    ("draw", "rows"),
    [
        (lambda rows: chart.timeline_of(rows, "KAZ", *AXIS), aid({}, {"weight_t": None})),
        (lambda rows: funding.by_year(rows, world(y2022=5e8), title="t"), funds((2022, "KAZ", 2e6))),
    ],
)
def test_rows_stay_as_they_were_and_none_says_so(draw, rows):
    before = rows.copy(deep=True)
    assert valid(draw(rows)).data
    pd.testing.assert_frame_equal(rows, before)
    empty = valid(draw(rows.iloc[:0]))
    assert not empty.data
    assert empty.layout.annotations[1].text.startswith("No ")
