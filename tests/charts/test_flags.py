"""Milestones as numbered flags: which are chosen, where they stand, and that the chart below stays as it was."""

import copy
import re

import pandas as pd
import pytest

from charts.base import frame
from charts.events import flags
from data.schema.tables import Events
from data.vocabulary.places import CODES
from tests.support import frames
from tests.support.specs import valid

FIRST, LAST = "2016-01-01", "2026-05-15"


def events() -> pd.DataFrame:
    return frames.curated(Events)


def chosen(*countries: str, first: str = FIRST) -> pd.DataFrame:
    return flags.chosen(events(), countries, first, LAST)


def spec():
    axis = frame.time_axis(FIRST, LAST)
    return frame.figure([{"type": "bar", "x": ["2020-01-01"], "y": [3]}], "A title", "below", xaxis=axis)


def numbers(drawn) -> list[str]:
    texts = [it["text"] for it in drawn["layout"]["annotations"]]
    return [re.sub("<[^>]*>", "", it) for it in texts if re.fullmatch(r"<span[^>]*>\d+</span>", it)]


def one(event_id: str, countries: str, date: str, category: str = "trade", weight: int = 3) -> dict[str, object]:
    day = pd.Timestamp(date)
    return {
        Events.event_id: event_id, Events.countries: countries, Events.category: category, Events.significance: weight,
        Events.label: event_id, Events.start: day, Events.end: day, Events.precision: "day",
    }  # fmt: skip


@pytest.mark.parametrize("countries", [tuple(CODES), ("KAZ",), ("UZB", "TJK"), ("TKM",)])
def test_at_most_twelve_milestones_stand_by_date_in_at_most_three_rows(countries):
    rows = chosen(*countries)
    assert 3 <= len(rows) <= 12
    assert rows[Events.start].is_monotonic_increasing
    assert (rows[Events.significance] == 3).all()
    flagged = flags.flagged(spec(), rows, FIRST, LAST)
    assert len({it["yshift"] for it in flagged["layout"]["annotations"][1:]}) <= 3


@pytest.mark.parametrize("code", CODES)
def test_they_are_those_of_the_country_shown_and_of_the_world(code):
    rows = chosen(code)
    named = rows[Events.countries].str.split(";")
    assert named.map(lambda codes: code in codes or "GLOBAL" in codes).all()
    assert named.map(lambda codes: code in codes).sum() >= 3
    assert "2021-08-15" in set(rows[Events.start].dt.strftime("%Y-%m-%d"))


def test_of_all_five_each_has_one_and_so_has_the_world():
    named = chosen(*CODES)[Events.countries].str.split(";")
    for code in (*CODES, "GLOBAL"):
        assert named.map(lambda codes, code=code: code in codes).any(), code


def test_a_country_has_two_in_a_turn_its_own_before_shared_ones_and_the_latest_first(monkeypatch):
    rows = pd.DataFrame([
        one("shared", "KAZ;UZB", "2018-01-01"), one("old", "KAZ", "2017-01-01"), one("new", "KAZ", "2019-01-01"),
        one("light", "KAZ", "2019-06-01", weight=2), one("world", "GLOBAL", "2020-01-01"),
        one("recognised", "UZB", "2020-06-01", "recognition"), one("takeover", "AFG;GLOBAL", "2021-08-15"),
    ])  # fmt: skip
    both = flags.chosen(rows, ["KAZ", "UZB"], FIRST, LAST)
    assert list(both[Events.event_id]) == ["old", "shared", "new", "world", "recognised", "takeover"]
    monkeypatch.setattr(flags, "MOST", 4)
    few = flags.chosen(rows, ["KAZ", "UZB"], FIRST, LAST)
    assert list(few[Events.event_id]) == ["old", "new", "world", "takeover"]


def test_what_lies_outside_the_axis_or_needs_a_fourth_row_is_left_out():
    assert chosen("KAZ", first="2024-01-01")[Events.start].min() >= pd.Timestamp("2024-01-01")
    crowd = pd.DataFrame([one(f"day-{day}", "KAZ", f"2020-03-0{day}") for day in range(1, 7)])
    assert len(flags.chosen(crowd, ["KAZ"], FIRST, LAST)) == 3


def test_the_flags_are_numbered_by_date_and_each_has_its_line():
    rows = chosen("UZB")
    drawn = flags.flagged(spec(), rows, FIRST, LAST)
    assert numbers(drawn) == [str(it) for it in range(1, len(rows) + 1)]
    days = list(rows[Events.start].dt.strftime("%Y-%m-%d"))
    assert [it["x"] for it in drawn["layout"]["annotations"][1:]] == days
    lines = [it["x0"] for it in drawn["layout"]["shapes"] if it["line"] == flags.LINE]
    assert lines == days
    valid(drawn)


@pytest.mark.parametrize(("axis", "foot"), [({"range": [-1, 4]}, 0.2), ({"range": [0, 4]}, 0), ({"range": [5, -1]}, 0)])
def test_a_line_begins_at_zero_and_crosses_no_value_below_it(axis, foot):
    plain = spec()
    plain["layout"]["yaxis"] |= axis
    drawn = flags.flagged(plain, chosen("UZB"), FIRST, LAST)
    assert {it["y0"] for it in drawn["layout"]["shapes"]} == {foot}


def test_the_plot_keeps_its_height_and_the_figure_stays_as_it_was():
    plain = spec()
    before = copy.deepcopy(plain)
    drawn = flags.flagged(plain, chosen(*CODES), FIRST, LAST)
    assert plain == before
    heights = [it["layout"]["height"] - it["layout"]["margin"]["t"] for it in (plain, drawn)]
    assert heights[0] == heights[1]
    assert drawn["layout"]["height"] > plain["layout"]["height"]
    assert flags.flagged(plain, chosen("KAZ").head(0), FIRST, LAST) is plain


def test_the_flag_of_the_takeover_names_its_day_in_place_of_the_line():
    def labels(drawn):
        return [
            it.get("label") for it in drawn["layout"]["shapes"] if it["x0"] == frame.KABUL and it["line"] != flags.LINE
        ]

    rows = chosen("KAZ")
    assert labels(flags.flagged(spec(), rows, FIRST, LAST)) == [None]
    others = rows[rows[Events.start] != frame.KABUL]
    assert labels(flags.flagged(spec(), others, FIRST, LAST)) == [frame.kabul_line()["label"]]
