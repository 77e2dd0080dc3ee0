"""What makes figures quick leaves them the same: they are not checked at view time, and lanes are joined as plain dicts."""

import datetime as dt
import inspect
import json

import plotly.graph_objects as go
import pytest

import data
from charts.base import frame
from charts.base.margins import width
from charts.events import packing, timeline
from data.schema.tables import Events
from data.vocabulary.places import CODES
from pages._app.view import View
from pages.overview import page

VIEW = View(tuple(CODES), dt.date(2016, 1, 1), dt.date(2026, 5, 1), 2, known_to=data.known_to())
DRAWN = {
    "trade": lambda: inspect.unwrap(page.trade)(VIEW, False),
    "positions": lambda: inspect.unwrap(page.positions)(VIEW),
    "map": lambda: inspect.unwrap(page.where)(VIEW),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_figure_is_the_same_checked_and_unchecked(name, monkeypatch):
    monkeypatch.setattr(frame, "checks", True)
    checked = json.loads(DRAWN[name]().fig.to_json())
    monkeypatch.setattr(frame, "checks", False)
    assert json.loads(DRAWN[name]().fig.to_json()) == checked


def test_the_tests_check_each_property():
    assert frame.checks
    with pytest.raises(ValueError, match="colour"):
        frame.figure([{"type": "bar", "marker": {"colour": "red"}}], "A title")


def test_lanes_under_a_figure_are_those_that_plotly_itself_would_put_there():
    axis = frame.time_axis(VIEW.first, VIEW.last)
    figure = frame.figure([{"type": "bar", "x": ["2020-01-01"], "y": [3]}], "A title", "below", xaxis=axis)
    before = figure.to_json()
    events, codes = VIEW.events(data.read(Events)), list(VIEW.countries)
    both = timeline.beside(figure, events, codes, VIEW.first, VIEW.last)
    assert figure.to_json() == before
    packed = packing.pack(events, codes, VIEW.first, VIEW.last, timeline._UNDER)
    room = packed[-1].bottom + timeline._GAP
    whole = figure.layout.height - figure.layout.margin.t - figure.layout.margin.b + room
    slow = go.Figure(figure)
    for trace in timeline._traces(packed):
        slow.add_trace({**trace, "yaxis": "y9"})
    slow.update_layout(
        height=figure.layout.height + room, legend=frame.legend(figure.layout.meta["under"], whole),
        yaxis={"domain": [room / whole, 1]}, xaxis={**axis, "anchor": "y9"},
        yaxis9={**timeline._lane_axis(packed), "domain": [0, packed[-1].bottom / whole], "anchor": "x"},
        shapes=[frame.kabul_line(), *timeline._rules(packed, "y9")],
    )  # fmt: skip
    assert both.to_plotly_json() == frame.made(slow.to_dict()).to_plotly_json()


def test_a_margin_is_as_wide_as_the_longest_label_and_a_label_of_plotly_s_own_is_left_to_it():
    def drawn(**axis):
        return frame.figure([{"type": "bar", "x": ["2020-01-01"], "y": [3]}], "A title", yaxis=axis).layout

    short, long = (drawn(tickvals=[1, 2], ticktext=["0", it]) for it in ("$1 bn", "Turkmenistan, mixed goods"))
    assert short.margin.l < long.margin.l == width("Turkmenistan, mixed goods") + 10
    assert drawn(tickvals=[1], ticktext=["Flour and<br>bread"]).margin.l == width("Flour and") + 10
    assert drawn(tickvals=[1], ticktext=["<b>Aid</b> &amp; bread"]).margin.l == width("Aid & bread") + 10
    right = drawn(tickvals=[1], ticktext=["40 days"], side="right")
    assert (right.margin.l, right.margin.r) == (8, width("40 days") + 10)
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
