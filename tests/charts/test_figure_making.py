"""What makes figures quick leaves them the same: they are not checked at view time, and nobody changes a spec."""

import copy
import datetime as dt
import math

import pytest

import data
from charts.base import frame
from charts.base.labels import width
from charts.base.margins import TICK
from charts.events import packing, timeline
from data.schema.tables import Events
from data.vocabulary.places import CODES
from pages._app.view import View
from pages._parts.figure import Plotted
from pages.overview import page
from tests.support.specs import valid

VIEW = View(tuple(CODES), dt.date(2016, 1, 1), dt.date(2026, 5, 1), 2, known_to=data.known_to())


def test_the_tests_check_each_property():
    wrong = frame.figure([{"type": "bar", "marker": {"colour": "red"}}], "A title")
    for made in (Plotted, valid):
        with pytest.raises(ValueError, match="colour"):
            made(wrong)


def test_a_page_is_handed_the_same_figure_each_time():
    drawn = page.MAP._drawn(VIEW, None)
    assert not isinstance(drawn, str)
    assert drawn.plotted.to_dict() is drawn.plotted.to_dict()
    assert drawn.plotted.to_dict()["layout"]["template"]


def test_lanes_under_a_figure_leave_it_as_it_was_and_keep_its_height():
    axis = frame.time_axis(VIEW.first, VIEW.last)
    spec = frame.figure([{"type": "bar", "x": ["2020-01-01"], "y": [3]}], "A title", "below", xaxis=axis)
    before = copy.deepcopy(spec)
    both = timeline.beside(spec, VIEW.events(data.read(Events)), list(VIEW.countries), VIEW.first, VIEW.last)
    assert spec == before
    fig, with_lanes = valid(spec), valid(both)
    inner = [it.layout.height - it.layout.margin.t - it.layout.margin.b for it in (fig, with_lanes)]
    low, high = with_lanes.layout.yaxis.domain
    assert ((high - low) * inner[1], high) == (pytest.approx(inner[0]), 1)
    assert with_lanes.layout.yaxis9.domain[1] < low
    assert with_lanes.layout.yaxis9.tickfont.size == 12
    assert with_lanes.layout.legend.y == pytest.approx(-46 / inner[1])
    assert with_lanes.data[0] == fig.data[0]
    assert {it.yaxis for it in with_lanes.data[1:]} == {"y9"}
    assert [it.x0 for it in with_lanes.layout.shapes].count(frame.KABUL) == 1


def test_a_margin_is_as_wide_as_the_longest_label_and_a_label_of_plotly_s_own_is_left_to_it():
    def drawn(**axis):
        return valid(frame.figure([{"type": "bar", "x": ["2020-01-01"], "y": [3]}], "A title", yaxis=axis)).layout

    def room(text):
        return math.ceil(width(text, TICK)) + 10

    short, long = (drawn(tickvals=[1, 2], ticktext=["0", it]) for it in ("$1 bn", "Turkmenistan, mixed goods"))
    assert short.margin.l < long.margin.l == room("Turkmenistan, mixed goods")
    assert drawn(tickvals=[1], ticktext=["Flour and<br>bread"]).margin.l == room("Flour and")
    assert drawn(tickvals=[1], ticktext=["<i>Aid</i> &amp; bread"]).margin.l == room("Aid & bread")
    right = drawn(tickvals=[1], ticktext=["40 days"], side="right")
    assert (right.margin.l, right.margin.r) == (8, room("40 days"))
    assert (long.yaxis.automargin, drawn().yaxis.automargin) == (False, True)


def test_a_new_text_of_an_event_is_not_hidden_by_a_kept_one():
    events = data.read(Events).head(1)
    changed = events.assign(summary="Another summary.")
    texts = []
    for rows in (events, changed):
        (lane,) = packing.pack(rows.assign(countries="KAZ"), ["KAZ"], VIEW.first, VIEW.last, timeline._UNDER)
        texts.append(timeline._markers(lane)["hovertext"][0])
    assert texts[0] != texts[1]
    assert "Another summary." in texts[1]
