"""Consignments on a time axis and funding by year: marks and labels true of their rows, which stay as they were."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

import data
from analysis.aid.consignments import Consignment, consignments
from analysis.aid.funding import Funding, StateFunding
from analysis.base.derived import rows_of
from charts.aid import consignments as chart
from charts.aid import funding
from charts.base import frame
from charts.base.traces import SCREENS
from data.vocabulary.places import CODES
from pages._app.view import View
from pages._parts.figure import Drawing
from pages.aid.funding import FLOWS
from pages.country.aid import AID
from tests.support import frames
from tests.support.specs import valid

AXIS = {"first": "2021-01-01", "last": "2025-12-31"}


def view(first: int, last: int) -> View:
    """All states in some years."""
    return View(tuple(CODES), dt.date(first, 1, 1), dt.date(last, 12, 31), 2, known_to=data.known_to())


def aid(*rows: Mapping[str, object]) -> pd.DataFrame:
    """Consignments of one report each."""
    return consignments(frames.aid(*({"shipment": f"KAZ-{at}", **row} for at, row in enumerate(rows))))


def drawn(*rows: Mapping[str, object]):
    return valid(chart.timeline_of(aid(*rows), **AXIS, title="t"))


def funds(*rows: tuple[int, str, float]) -> pd.DataFrame:
    """What states gave, one flow each where anything counts."""
    more = {"pledged_usd": 0.0, "unvalued": 0, "shared": 0, "behind": ()}
    return rows_of(
        StateFunding,
        [
            {"year": year, "country": code, "counted_usd": usd, "flows": int(usd > 0), **more}
            for year, code, usd in rows
        ],
    )


def world(**given: float) -> pd.DataFrame:
    """What all donors gave, by year."""
    return rows_of(
        Funding,
        [{"year": int(year[1:]), "counted_usd": usd, "flows": 1, "behind": ()} for year, usd in given.items()],
    )


def marks_of(fig):
    """The marks that have a hover."""
    return [it for it in fig.data if it.hovertext]


def test_fill_tells_the_stage_with_an_entry_for_each_and_size_the_weight():
    fig = drawn({}, {"weight_t": 6000.0, "status": "dispatched"}, {"status": "pledged"})
    (marks,) = marks_of(fig)
    found = dict(zip(marks.y, zip(marks.marker.size, marks.marker.color, strict=True), strict=True))
    assert found[6000.0][0] > found[10.0][0]
    assert found[6000.0][1] == frame.faded(frame.COLOUR["KAZ"], 0.3)
    assert {frame.COLOUR["KAZ"], frame.CLEAR} <= set(marks.marker.color)
    entries = {it.name: it.marker.color[0] for it in fig.data if it.name and it.marker.color}
    assert entries == {
        "delivered": frame.COLOUR["KAZ"],
        "sent, arrival not reported": frame.faded(frame.COLOUR["KAZ"], 0.3),
        "pledged only": frame.CLEAR,
    }


def test_what_has_no_weight_stands_in_a_row_of_its_own():
    fig = drawn({}, {"weight_t": None})
    weighed, unweighed = marks_of(fig)
    assert list(weighed.y) == [10.0]
    assert list(unweighed.y) == [chart._STRIP]
    assert fig.layout.yaxis.ticktext[0] == "no weight"
    assert unweighed.hovertext[0].startswith("<b>not weighed</b>")


def labels(fig, only):
    """The weights beside the circles, on one kind of screen."""
    return next(list(it.text) for it in fig.data if it.textfont.weight == SCREENS[only])


def test_the_heaviest_is_labelled_where_two_stand_close_and_light_ones_are_not():
    close = drawn({"weight_t": 900.0}, {"weight_t": 1000.0, **frames.day("2023-04-20")})
    assert labels(close, "wide") == ["1,000 t", ""]
    apart = drawn({"weight_t": 900.0}, {"weight_t": 1000.0, **frames.day("2024-04-20")})
    assert labels(apart, "wide") == labels(apart, "narrow") == ["1,000 t", "900 t"]
    nearer = drawn({"weight_t": 900.0}, {"weight_t": 1000.0, **frames.day("2023-09-20")})
    assert (labels(nearer, "wide"), labels(nearer, "narrow")) == (["1,000 t", "900 t"], ["1,000 t", ""])
    assert labels(drawn({}), "wide") == [""]


def test_whiskers_reach_over_the_period_and_to_the_highest_report():
    fig = drawn(
        {"shipment": "a", **frames.year(2023)},
        {"shipment": "a", **frames.year(2023), "weight_t": 30.0},
        {"shipment": "b", "weight_t": 50.0},
    )
    (marks,) = marks_of(fig)
    (ends,) = (it for it in fig.data if it.name == "spread of reports")
    assert sorted(marks.y) == [10.0, 50.0]
    assert (list(ends.y), list(ends.error_y.array), list(ends.error_y.arrayminus)) == ([10.0], [20.0], [0])
    assert max(marks.error_x.array) == pytest.approx(182 * 86_400_000)


def test_other_donors_and_what_sums_up_others_are_left_out():
    (rows,) = AID.rows(view(2016, 2026), "KAZ")
    assert set(rows[Consignment.donor]) == {"KAZ"}
    assert "cumulative" not in set(rows[Consignment.caveat])
    drawing = AID.drawn(view(2016, 2026), "KAZ")
    assert isinstance(drawing, Drawing)
    assert sum(len(it.y) for it in valid(drawing.spec).data if it.hovertext) == len(rows)
    delivered = int((rows[Consignment.stage] == "delivered").sum())
    assert drawing.words.title == f"{delivered} of Kazakhstan's {len(rows)} consignments were delivered"


def test_the_hover_names_goods_stage_and_how_many_say_so():
    assert (
        drawn({}).data[0].hovertext[0]
        == "<b>10 t</b> · food · Kazakhstan<br>flour<br>delivered 15 Apr 2023<br>1 report, 1 source"
    )


def years(first: int, last: int) -> dict[str, Any]:
    return {"first": dt.date(first, 1, 1), "last": dt.date(last, 12, 31)}


def test_bars_of_states_stand_on_each_other_and_all_donors_below_on_their_own_scale():
    rows = funds((2022, "KAZ", 2e6), (2022, "UZB", 1e6), (2023, "KAZ", 0.0))
    fig = valid(funding.by_year(rows, world(y2022=502e6), **years(2020, 2024), title="t"))
    bars = {it.name: dict(zip(it.x, it.y, strict=True)) for it in fig.data if it.type == "bar"}
    assert bars == {
        "Kazakhstan": {2022: 2e6, 2023: 0.0},
        "Uzbekistan": {2022: 1e6},
        "all donors": {2022: 502e6},
    }
    ends, amounts = (it for it in fig.data if it.type == "scatter" and it.mode == "text")
    crosses = [it for it in fig.data if it.type == "scatter" and it.mode == "markers"]
    assert (amounts.yaxis, amounts.text) == ("y2", ("$502 m",))
    # a year without rows is unknown and no empty place
    assert [list(it.x) for it in crosses] == [[2020, 2021, 2024], [2020, 2021, 2023, 2024]]
    assert crosses[0].hovertext[0] == "2020: no flow in the data: unknown, not zero"
    assert list(ends.text) == ["$3 m", "none counted"]
    assert (fig.layout.barmode, fig.layout.yaxis.domain[0] > fig.layout.yaxis2.domain[1]) == ("stack", True)
    assert list(fig.layout.xaxis.ticktext) == ["2020", "2021", "2022", "2023", "2024"]


def test_one_year_is_no_wider_than_one_of_six_and_the_hover_says_what_is_not_counted():
    rows = funds((2022, "KAZ", 2e6)).assign(pledged_usd=5e5, unvalued=2)
    fig = valid(funding.by_year(rows, world(), **years(2022, 2022), title="t"))
    assert list(fig.layout.xaxis.ticktext) == ["2022"]  # no years that the data do not have
    assert fig.layout.xaxis.domain[1] == pytest.approx(1.2 / 6.2)
    hover = fig.data[0].hovertext[0]
    assert "pledged and not counted: $500 k" in hover
    assert "2 of goods without a value" in hover
    assert "all donors" not in hover


@pytest.mark.parametrize(
    ("draw", "rows"),
    [
        (lambda rows: chart.timeline_of(rows, **AXIS, title="t"), aid({}, {"weight_t": None})),
        (
            lambda rows: funding.by_year(rows, world(y2022=5e8), **years(2021, 2025), title="t"),
            funds((2022, "KAZ", 2e6)),
        ),
    ],
)
def test_rows_stay_as_they_were(draw, rows):
    before = rows.copy(deep=True)
    assert valid(draw(rows)).data
    pd.testing.assert_frame_equal(rows, before)


@pytest.mark.parametrize(
    ("figure", "choice", "words"),
    [(AID, "KAZ", "No consignment from Kazakhstan"), (FLOWS, None, "No flow of the five states is reported")],
)
def test_no_rows_say_so(figure, choice, words):
    said = figure.drawn(view(1991, 1992), choice)
    assert isinstance(said, str)
    assert said.startswith(words)
