"""The timeline: what its controls choose, how an event of the list reads, and which events are named on a phone."""

import re
from dataclasses import replace
from html import unescape

import pandas as pd
import pytest

from charts.base import frame
from charts.base.traces import SCREENS
from charts.events import packing, timeline
from data.rows import records
from data.schema.tables import Events
from data.vocabulary.codes import EVENT_CATEGORIES
from data.vocabulary.places import CODES
from pages._app.rows import in_use
from pages._parts.lists.event_list import entry
from pages.timeline.page import TIMELINE
from pages.timeline.rows import Choice, chosen
from tests.support.drawing import EVERY, drawn, run, specs

ALL = replace(EVERY, weight=1)


def bodies(app) -> str:
    return unescape("\n".join(it.proto.body for it in app.get("html")))


def ids(spec) -> set[str]:
    return {it for trace in spec["data"] for it in trace.get("customdata", ())}


def test_every_category_has_one_of_five_marks():
    assert len(timeline.KINDS) == len(set(timeline.SIGNS.values())) == len(set(timeline.SHAPES.values())) == 5
    assert sorted(it for categories in timeline.KINDS.values() for it in categories) == sorted(EVENT_CATEGORIES)
    assert set(timeline.SIGNS) == set(timeline.SHAPES) == set(EVENT_CATEGORIES)


def test_kinds_choose_by_category_and_none_pressed_shows_all():
    both = chosen(ALL, Choice(kinds=("trade and aid", "recognition")))
    assert set(both[Events.category]) == {"trade", "aid", "recognition"}
    every = chosen(ALL, Choice())
    assert both.equals(every[every[Events.category].isin(["trade", "aid", "recognition"])])


def test_the_chart_begins_in_2021_until_all_years_are_asked_for_and_the_list_has_them_at_once():
    app = drawn("timeline", ALL)
    (chart,) = specs(app)
    assert chart["layout"]["xaxis"]["range"][0] == "2021-01-01"
    events = in_use(Events)
    early = set(events.loc[events[Events.end] < "2021", Events.event_id])
    assert not ids(chart) & early
    assert f"of {len(chosen(ALL, Choice())):,}; milestones in bold" in bodies(app)
    app.session_state["timeline_years"] = "All years"
    (chart,) = specs(run(app))
    assert chart["layout"]["xaxis"]["range"][0] == str(ALL.first)
    assert ids(chart) & early


@pytest.mark.parametrize(("first", "last"), [("2022-01-01", "2026-05-01"), ("2017-01-01", "2019-12-31")])
def test_years_that_lie_on_one_side_of_2021_need_no_choice(first, last):
    view = replace(ALL, first=pd.Timestamp(first).date(), last=pd.Timestamp(last).date())
    app = drawn("timeline", view)
    assert "timeline_years" not in {it.key for it in app.get("button_group")}
    assert specs(app)[0]["layout"]["xaxis"]["range"] == [first, last]


def test_an_event_of_the_list_shows_two_sources_opens_the_others_and_a_milestone_is_bold():
    seen = set()
    for row in records(in_use(Events)):
        said = entry(row)
        shown, _, opened = said.partition("<details>")
        links = [len(re.findall('target="_blank"', part)) for part in (shown, opened)]
        sources = len(row[Events.source_ids].split(";"))
        assert links == [min(sources, 2), max(sources - 2, 0)]
        assert (f"<summary>{sources - 2} more</summary>" in said) == (sources > 2)
        assert ('class="event milestone"' in said) == (row[Events.significance] == 3)
        assert f'"timeline?event={row[Events.event_id]}"' in said
        seen.add((sources > 2, row[Events.significance]))
    assert len(seen) == 6


def test_what_the_data_say_of_an_event_is_text():
    row = records(in_use(Events))[0] | {Events.title: "<img src=x> & *a*", Events.summary: "<b>b</b>"}
    said = entry(row)
    assert "&lt;img src=x&gt; &amp; *a*" in said
    assert "&lt;b&gt;b&lt;/b&gt;" in said


def test_a_phone_names_some_milestones_in_every_lane_and_no_label_stands_on_the_line_of_the_takeover():
    (events,) = TIMELINE.rows(ALL, Choice())
    lanes = packing.pack(events, CODES, "2021-01-01", ALL.last, timeline._ALONE)
    scale = packing.pixels_a_day("2021-01-01", ALL.last, packing.WIDE)
    line = (pd.Timestamp(frame.KABUL) - pd.Timestamp("2021-01-01")).days * scale
    for screen, wide in packing.PLOTS.items():
        for lane in lanes:
            labels = [(it.event.at * wide / packing.WIDE, it) for it in lane.marks if screen in it.labels]
            assert labels, (screen, lane.code)
            for at, mark in labels:
                long = packing.width(mark.event.label, packing.SIZE)
                left = at - {"center": long / 2, "right": 0, "left": long}[mark.labels[screen][1]]
                assert not left < line * wide / packing.WIDE < left + long, mark.event.label
    texts = [it for it in specs(drawn("timeline", ALL))[0]["data"] if it.get("mode") == "text"]
    assert {it["textfont"]["weight"] for it in texts} == set(SCREENS.values())


def test_nothing_found_says_so_and_shows_no_chart():
    app = drawn("timeline", ALL, timeline_words="qqqq")
    assert not app.get("plotly_chart")
    (said,) = app.info
    assert "has the words “qqqq”" in said.value
