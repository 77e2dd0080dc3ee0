"""Positions over time, the grid of the latest ones, and votes: true of their rows, which stay as they were."""

import datetime as dt
import re
from collections.abc import Mapping

import pandas as pd
import pytest

from analysis.recognition.positions import contradicting, spells, standing
from charts.base import frame
from charts.base.traces import SCREENS
from charts.recognition import matrix as grid
from charts.recognition import over_time
from charts.recognition.votes import FILLS
from charts.recognition.votes import votes as draw_votes
from data.schema.tables import Votes
from data.vocabulary.places import CODES
from tests.support import frames
from tests.support.specs import valid

AXIS = ("2020-01-01", "2025-12-31")
KNOWN_TO = dt.date(2025, 3, 1)
PUBLISHED = pd.to_datetime(pd.Series({"a": "2022-01-01", "b": "2025-02-01"}))
MISSION = {"dimension": "afghan_mission", "value": "taliban_charge", "start": "2023-04-01", "source_id": "b"}
RECOGNITION = ("de_jure_recognition",)


def readings(*rows: Mapping[str, object]) -> pd.DataFrame:
    return spells(frames.recognition(*rows), PUBLISHED, KNOWN_TO, pd.Series({"a": "A paper", "b": "B radio"}))


def over_years(rows: pd.DataFrame, countries=("UZB",), dimensions=RECOGNITION, others: pd.DataFrame | None = None):
    others = contradicting(rows, rows) if others is None else others
    return over_time.bars(
        rows, others, countries=countries, dimensions=dimensions, first=AXIS[0], last=AXIS[1], title="t"
    )


def bars(*rows: Mapping[str, object], **lanes):
    return valid(over_years(readings(*rows), **lanes))


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


def words_of(fig, screen: str = "wide") -> list[str]:
    """The words in the cells of a grid for one kind of screen."""
    (found,) = [it for it in texts_of(fig) if it.textfont.weight == SCREENS[screen]]
    return [re.sub("<(?!br)[^>]*>", "", it) for it in found.text]


def texts_of(fig):
    return [it for it in fig.data if it.type == "scatter" and it.mode == "text"]


def test_a_position_is_filled_as_far_as_it_is_confirmed_and_striped_from_there_on():
    sure, unsure, begin, words, narrow = bars({}).data
    assert narrow.textfont.weight == SCREENS["narrow"]
    assert lasts(sure) == [("2021-08-15", "2022-01-01")]  # to the day on which its source was published
    assert lasts(unsure) == [("2022-01-01", "2025-03-01")]
    assert unsure.marker.pattern.shape == "/"
    assert list(begin.x) == ["2021-08-15"]
    assert "not recognised" in words.text[0]
    assert "last confirmed Jan 2022" in sure.hovertext[0]
    assert "reported by: A paper, 2022" in sure.hovertext[0]


def test_words_stand_in_a_bar_only_where_they_have_room():
    short = {"until": "2021-11-01", "until_precision": "day"}
    fig = bars(short)
    assert [it.text for it in texts_of(fig)] == [("",), ("",)]


def test_a_rung_has_the_same_words_in_a_bar_its_key_and_a_cell_and_is_as_dark():
    envoy = {**MISSION, "value": "taliban_ambassador", "last_seen": "2025-03-01"}
    fig = bars(envoy, dimensions=["afghan_mission"], countries=("UZB", "KAZ", "TKM"))
    cells = matrix(envoy, dimensions=["afghan_mission"])
    key = {it.name: it.marker.color for it in fig.data if it.name}
    assert list(key) == ["republic's envoy", "Taliban diplomats", "Taliban chargé", "Taliban ambassador"]
    assert "Taliban ambassador" in texts_of(fig)[0].text[0]
    assert "Taliban ambassador, Apr 2023" in words_of(cells)[0]
    assert key["Taliban ambassador"] == fig.data[0].marker.color[0] == cells.data[0].marker.color[0]


def test_all_states_have_the_hue_of_the_rung():
    fig = bars({}, {"country": "KAZ"}, countries=("UZB", "KAZ"))
    assert len(set(fig.data[0].marker.color)) == 1


def test_a_reading_that_differs_is_a_thin_bar_of_its_own():
    fig = bars({}, {"value": "formal", "preferred": False, "source_id": "b"})
    thin = [it for it in fig.data if it.type == "bar" and it.marker.line.width == 1.4]
    assert len(thin) == 1
    assert thin[0].width < fig.data[0].width
    assert "another source, which differs" in thin[0].hovertext[0]
    assert "≠ formal, since 15 Aug 2021" in fig.data[0].hovertext[0]


def test_a_hover_names_a_reading_that_differs_outside_the_years_that_are_drawn():
    rows = readings(MISSION, {**MISSION, "value": "taliban_ambassador", "start": "2021-09-01", "last_seen": "2022-01-01",
                              "preferred": False})  # fmt: skip
    drawn, other = rows[rows["preferred"]], rows[~rows["preferred"]]
    with_it, without = (valid(over_years(drawn, dimensions=["afghan_mission"], others=it)) for it in (other, drawn))
    assert [len(it.data) for it in (with_it, without)] == [5, 5]  # no bar for it
    assert "≠ ambassador of the Taliban authorities" in with_it.data[0].hovertext[0]
    assert "≠" not in without.data[0].hovertext[0]


def test_states_and_dimensions_have_lanes_and_what_is_not_known_says_so():
    fig = bars({}, MISSION, countries=("UZB", "KAZ"), dimensions=("de_jure_recognition", "afghan_mission"))
    assert list(fig.layout.yaxis.ticktext) == ["Uzbekistan", "Uzbekistan"]
    assert any("Recognition" in it for it in said(fig))
    alone = bars({}, countries=("UZB", "KAZ"))
    assert any("not known" in it for it in said(alone))
    assert list(alone.layout.yaxis.ticktext) == ["Uzbekistan", "Kazakhstan"]


def test_a_fill_says_the_rung_of_one_dimension_and_nothing_among_several():
    several = bars({}, MISSION, dimensions=("de_jure_recognition", "afghan_mission")).data[0]
    assert isinstance(several.marker.color, str)
    assert len(several.y) == 2
    alone = bars(MISSION, dimensions=("afghan_mission",)).data[0]
    assert set(alone.marker.color) <= {grid.shade("afghan_mission", rung) for rung in (1, 2, 3, 4)}


def test_positions_of_the_same_time_stand_under_each_other():
    office = {"dimension": "consulates", "value": "Termez: open", "start": "2021-12-01"}
    fig = bars(office, office | {"value": "Herat: open"}, dimensions=("consulates",))
    assert len(set(fig.data[0].y)) == 2


def test_a_cell_of_the_grid_is_the_latest_position_with_its_month():
    fig = matrix(
        {"last_seen": "2025-02-01"}, MISSION, dimensions=("de_jure_recognition", "afghan_mission", "consulates")
    )
    boxes = fig.data[0]
    assert words_of(fig)[:3] == ["not recognised", "Taliban chargé, Apr 2023", "not known"]
    assert words_of(fig, "narrow") == words_of(fig)  # a single state has room for the names of rows beside its cells
    first, _, empty = boxes.marker.color
    assert (first, empty) == (grid.shade("de_jure_recognition", 1), frame.CLEAR)
    assert "since 15 Aug 2021" in boxes.hovertext[0]
    assert "Afghan embassy, run by" in boxes.hovertext[1]
    assert boxes.hovertext[2] == "No source found."


def test_five_cells_stand_beside_each_other_on_a_phone_in_short_lines_and_on_a_screen_in_one():
    five = [{**MISSION, "country": code, "value": "taliban_ambassador"} for code in CODES]
    fig = matrix(*five, countries=CODES, dimensions=["afghan_mission"])
    assert words_of(fig)[:5] == ["Taliban ambassador, Apr 2023"] * 5
    assert words_of(fig, "narrow")[:5] == ["Taliban<br>ambassador<br>Apr 2023"] * 5


def test_what_nobody_confirmed_in_the_year_before_and_where_sources_differ_has_a_sign():
    assert words_of(matrix({}))[0] == "not recognised °"
    assert words_of(matrix({"last_seen": "2025-02-01"}))[0] == "not recognised"
    unclear = {"dimension": "terrorist_listing", "value": "unclear"}
    assert words_of(matrix(unclear, dimensions=["terrorist_listing"]))[0] == "not established"
    other = {"value": "recognised", "preferred": False, "source_id": "b"}
    assert words_of(matrix({"last_seen": "2025-02-01"}, other))[0] == "not recognised ≠"
    over = {**MISSION, "until": "2024-06-01", "until_precision": "day"}
    assert words_of(matrix(over, dimensions=["afghan_mission"]))[0] == "Taliban chargé, to Jun 2024"


def test_a_further_rung_is_darker():
    fig = matrix({}, MISSION, {**MISSION, "country": "KAZ", "value": "taliban_ambassador"},
                 countries=("UZB", "KAZ"), dimensions=("de_jure_recognition", "afghan_mission"))  # fmt: skip
    charge, ambassador = fig.data[0].marker.color[2:]
    strength = [float(it.split(",")[-1].rstrip(")")) for it in (charge, ambassador)]
    assert strength[0] < strength[1]


def test_the_world_stands_in_three_columns():
    latest = standing(readings({"country": "RUS", "value": "formal"}), KNOWN_TO)
    fig = valid(grid.world(latest, title="t"))
    assert len(fig.data[0].x) == len(grid.WORLD_COLUMNS)
    assert {"Russia", *grid.WORLD_COLUMNS} <= set(words_of(fig))


def test_a_vote_is_a_word_in_its_column_the_latest_first_and_a_dash_where_none_is_known():
    later = {"resolution": "A/RES/2", "country": "KAZ", "vote": "absent", **frames.day("2024-01-01")}
    fig = valid(draw_votes(votes({}, {"country": "KAZ", "vote": "no"}, later), title="t"))
    boxes, words, *heads = fig.data
    names = dict(zip(fig.layout.yaxis.tickvals, fig.layout.yaxis.ticktext, strict=True))
    cells = {(x, names[y]): re.sub("<.*?>", "", it) for x, y, it in zip(words.x, words.y, words.text, strict=True)}
    assert cells == {
        (0, "Kazakhstan"): "did not vote", (0, "Uzbekistan"): "\u2013",
        (1, "Kazakhstan"): "against", (1, "Uzbekistan"): "in favour",
    }  # fmt: skip
    assert [it in boxes.marker.color for it in (FILLS["yes"], FILLS["abstain"], frame.CLEAR)] == [True, False, True]
    for head in heads:
        assert [it.count(number) for it, number in zip(head.text, ("A/RES/2", "A/RES/1"), strict=True)] == [1, 1]
    assert "Uzbekistan: in favour" in " ".join(boxes.hovertext)


@pytest.mark.parametrize(
    ("draw", "rows"),
    [
        (lambda rows: over_years(rows, dimensions=("de_jure_recognition", "afghan_mission")), readings({}, MISSION)),
        (lambda rows: grid.matrix(rows, countries=["UZB"], title="t"), standing(readings({}, MISSION), KNOWN_TO)),
        (lambda rows: grid.world(rows, title="t"), standing(readings({"country": "RUS"}), KNOWN_TO)),
        (lambda rows: draw_votes(rows, title="t"), votes({})),
    ],
)
def test_rows_stay_as_they_were_and_none_says_so(draw, rows):
    before = rows.copy(deep=True)
    assert valid(draw(rows)).data
    pd.testing.assert_frame_equal(rows, before)
    empty = valid(draw(rows.iloc[:0]))
    assert not empty.data
    assert any(it.startswith("No ") for it in said(empty) if it)
