"""Positions over time, the grid of the latest ones, and votes: true of their rows, which stay as they were."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd
import pytest

from analysis.recognition.positions import contradicting, spells, standing
from charts.base import frame
from charts.recognition import matrix as grid
from charts.recognition import over_time
from charts.recognition import votes as votes_chart
from data.schema.tables import Votes
from tests.support import frames
from tests.support.specs import valid

AXIS = {"first": "2020-01-01", "last": "2025-12-31"}
KNOWN_TO = dt.date(2025, 3, 1)
PUBLISHED = pd.to_datetime(pd.Series({"a": "2022-01-01", "b": "2025-02-01"}))
MISSION = {"dimension": "afghan_mission", "value": "taliban_charge", "start": "2023-04-01", "source_id": "b"}
RECOGNITION = ("de_jure_recognition",)


def readings(*rows: Mapping[str, object]) -> pd.DataFrame:
    return spells(frames.recognition(*rows), PUBLISHED, KNOWN_TO)


def bars(*rows: Mapping[str, object], countries=("UZB",), dimensions=RECOGNITION):
    return valid(draw_bars(readings(*rows), countries, dimensions))


def draw_bars(rows: pd.DataFrame, countries=("UZB",), dimensions=RECOGNITION):
    others = contradicting(rows, rows)
    return over_time.bars(rows, others, countries=countries, dimensions=dimensions, **AXIS, title="t")


def matrix(*rows: Mapping[str, object], countries=("UZB",), dimensions=RECOGNITION):
    latest = standing(readings(*rows), KNOWN_TO)
    return valid(grid.matrix(latest, countries=countries, dimensions=dimensions, title="t"))


def votes(*rows: Mapping[str, object]) -> pd.DataFrame:
    base = {"country": "UZB", "body": "UNGA", "resolution": "A/RES/1", **frames.day("2023-04-27"), "vote": "yes"}
    return frames.table_of(Votes, {**base, "topic": "x", "source_id": "a"}, rows)


def lasts(bar) -> list[tuple[str, str]]:
    """From when to when each bar of a trace runs."""
    days = [(pd.Timestamp(base), base) for base in bar.base]
    return [
        (text, f"{begin + pd.Timedelta(milliseconds=long):%Y-%m-%d}")
        for (begin, text), long in zip(days, bar.x, strict=True)
    ]


def said(fig) -> list[str]:
    return [it.text for it in fig.layout.annotations]


def test_a_position_is_filled_as_far_as_it_is_confirmed_and_striped_from_there_on():
    sure, unsure, begin, words = bars({}).data
    assert lasts(sure) == [("2021-08-15", "2022-01-01")]  # to the day on which its source was published
    assert lasts(unsure) == [("2022-01-01", "2025-03-01")]
    assert unsure.marker.pattern.shape == "/"
    assert list(begin.x) == ["2021-08-15"]
    assert "not recognised" in words.text[0]
    assert "last confirmed Jan 2022" in sure.hovertext[0]


def test_words_stand_in_a_bar_only_where_they_have_room():
    short = {"until": "2021-11-01", "until_precision": "day"}
    assert bars(short).data[-1].text == ("",)


def test_a_reading_that_differs_is_a_thin_bar_of_its_own():
    fig = bars({}, {"value": "formal", "preferred": False, "source_id": "b"})
    thin = [it for it in fig.data if it.type == "bar" and it.width == over_time._THIN]
    assert len(thin) == 1
    assert thin[0].marker.color == frame.CLEAR
    assert "a reading that differs" in thin[0].hovertext[0]
    assert "≠ " in fig.data[0].hovertext[0]


def test_states_and_dimensions_have_lanes_and_what_is_not_known_says_so():
    fig = bars({}, MISSION, countries=("UZB", "KAZ"), dimensions=("de_jure_recognition", "afghan_mission"))
    assert list(fig.layout.yaxis.ticktext) == ["Uzbekistan", "Uzbekistan"]
    assert any("Recognition" in it for it in said(fig))
    alone = bars({}, countries=("UZB", "KAZ"))
    assert any("not known" in it for it in said(alone))
    assert list(alone.layout.yaxis.ticktext) == ["Uzbekistan", "Kazakhstan"]


def test_positions_of_the_same_time_stand_under_each_other():
    office = {"dimension": "consulates", "value": "Termez: open", "start": "2022-01-01"}
    fig = bars(office, office | {"value": "Herat: open"}, dimensions=("consulates",))
    assert len(set(fig.data[1].y)) == 2


def test_a_cell_of_the_grid_is_the_latest_position_with_its_month():
    fig = matrix(
        {"last_seen": "2025-02-01"}, MISSION, dimensions=("de_jure_recognition", "afghan_mission", "consulates")
    )
    first, second, empty = fig.data
    words = said(fig)
    assert any("not recognised" in it and "Aug 2021" in it for it in words)
    assert any("chargé" in it and "Apr 2023" in it for it in words)
    assert first.marker.color == grid.shade("UZB", "de_jure_recognition", 1)
    assert "since 15 Aug 2021" in first.hovertext[0]
    assert "Afghan embassy" in second.hovertext[0]
    assert (empty.marker.color, empty.hovertext[0]) == (frame.CLEAR, "No source found.")


def test_what_nobody_confirmed_in_the_year_before_is_striped_and_a_further_rung_is_stronger():
    fig = matrix({}, MISSION, {**MISSION, "country": "KAZ", "value": "taliban_ambassador"},
                 countries=("UZB", "KAZ"), dimensions=("de_jure_recognition", "afghan_mission"))  # fmt: skip
    old, _, charge, ambassador = fig.data
    stripes = grid.shade("UZB", "de_jure_recognition", 1, stripes=True)
    assert (old.marker.pattern.shape, old.marker.pattern.fgcolor) == ("/", stripes)
    strength = [float(it.marker.color.split(",")[-1].rstrip(")")) for it in (charge, ambassador)]
    assert strength[0] < strength[1]


def test_the_world_stands_in_three_columns():
    latest = standing(readings({"country": "RUS", "value": "formal"}), KNOWN_TO)
    fig = valid(grid.world(latest, title="t"))
    assert len(fig.data) == len(grid.WORLD_COLUMNS)
    assert {"Russia", *grid.WORLD_COLUMNS} <= {it.replace("</span>", "").split(">")[-1] for it in said(fig)}


def test_a_vote_is_a_symbol_and_a_word():
    fig = valid(votes_chart.votes(votes({}, {"country": "KAZ", "vote": "absent"}), title="t"))
    (marks,) = fig.data
    by_state = dict(zip(marks.y, marks.marker.symbol, strict=True))
    names = list(fig.layout.yaxis.ticktext)
    assert by_state == {names.index("Uzbekistan"): "circle", names.index("Kazakhstan"): "line-ew-open"}
    assert sum("A/RES/1" in it for it in said(fig)) == 1
    assert "Uzbekistan: in favour" in " ".join(marks.hovertext)


@pytest.mark.parametrize(
    ("draw", "rows"),
    [
        (lambda rows: draw_bars(rows, dimensions=(*RECOGNITION, "afghan_mission")), readings({}, MISSION)),
        (lambda rows: grid.matrix(rows, countries=["UZB"], title="t"), standing(readings({}, MISSION), KNOWN_TO)),
        (lambda rows: grid.world(rows, title="t"), standing(readings({"country": "RUS"}), KNOWN_TO)),
        (lambda rows: votes_chart.votes(rows, title="t"), votes({})),
    ],
)
def test_rows_stay_as_they_were_and_none_says_so(draw, rows):
    before = rows.copy(deep=True)
    assert valid(draw(rows)).data
    pd.testing.assert_frame_equal(rows, before)
    empty = valid(draw(rows.iloc[:0]))
    assert not empty.data
    assert any(it.startswith("No ") for it in said(empty) if it)
