"""The charts of the Claims page on small tables: a bar for the statistic, a ring for the claim, the difference written."""

from typing import Any

import pandas as pd
import pytest

from analysis.claims.aims import lines, targets_above
from analysis.claims.comparison import compared, statements
from analysis.claims.statistics import statistics_beside
from charts.base import frame
from charts.claims import against_statistics as charts
from charts.claims import marks as chart_marks
from charts.claims import targets
from tests.support import frames
from tests.support.frames import day, trade, year
from tests.support.specs import valid

Row = dict[str, object]

SOURCES = frames.sources(a="2025-06-01", b="2025-03-15", undated="").assign(publisher="A <b>paper")
NO_YEAR: Row = {"start": None, "end": None, "precision": "unknown"}
CLAIM: Row = {"status": "claim", "value_usd": 1.2e9, "source_id": "b"}
TARGET: Row = {"status": "target", "value_usd": 2e9, **year(2026), "source_id": "b"}
POTENTIAL: Row = {"status": "potential", "value_usd": 3e8, "source_id": "b"}
CONTRACT: Row = {"status": "contract", "value_usd": 1e8, "source_id": "b"}
EVERY: tuple[Row, ...] = ({}, CLAIM, TARGET, POTENTIAL, CONTRACT)


def stated(*rows: Row) -> pd.DataFrame:
    reported = trade(*rows)
    return statements(reported, statistics_beside(reported, reported, SOURCES), SOURCES)


def drawn(*rows: Row) -> Any:
    return valid(charts.against(compared(stated(*rows)), title="Said"))


def traces(fig: Any, name: str) -> list[Any]:
    return [it for it in fig.data if it.name == name and it.x[0] is not None]


def said(fig: Any) -> list[str]:
    return [it.text for it in fig.layout.annotations]


def written(fig: Any) -> list[str]:
    """The differences beside the marks."""
    (texts,) = [it for it in fig.data if it.type == "scatter" and it.mode == "text"]
    return [it.replace("\u2003", "") for it in texts.text]


def test_the_statistic_is_a_bar_the_claim_a_ring_and_nothing_else_is_drawn():
    fig = drawn(*EVERY)
    (bar,), (ring,), (gap,) = (traces(fig, it) for it in ("statistic", "claim", "difference"))
    assert (bar.x, ring.x, gap.x) == ((1e9,), (1.2e9,), (1e9, 1.2e9))
    assert ring.marker.symbol == "circle-open"
    assert written(fig) == ["<b>+20 %</b>"]
    assert "<b>Uzbekistan 2024</b> · Uzbek side, 15 Mar 2025" in said(fig)
    assert "$1.2 bn said; $1 bn by the Uzbek statistic" in said(fig)


@pytest.mark.parametrize(("value", "words"), [(9.5e8, "−5 %"), (1e9, "equal"), (1.0001e9, "equal"), (2.5e9, "+150 %")])  # noqa: RUF001
def test_the_difference_is_written_with_its_sign(value, words):
    assert written(drawn({}, CLAIM | {"value_usd": value})) == [f"<b>{words}</b>"]


def test_bar_and_ring_are_explained_in_the_figure():
    assert [it.name for it in drawn(*EVERY).data if it.showlegend is not False and it.name] == [
        "statistic",
        "what was said",
    ]


def test_a_claim_without_a_year_is_joined_by_dots_to_the_year_before_it():
    fig = drawn({}, CLAIM | NO_YEAR)
    (gap,) = traces(fig, "difference")
    assert (gap.x, gap.line.dash) == ((1e9, 1.2e9), "dot")
    assert "$1.2 bn said; $1 bn by the Uzbek statistic of 2024" in said(fig)
    assert traces(drawn({}, CLAIM), "difference")[0].line.dash == "solid"


@pytest.mark.parametrize("row", [POTENTIAL, CONTRACT, TARGET | NO_YEAR, CLAIM | year(2022)])
def test_what_has_no_statistic_to_be_compared_with_is_not_drawn(row):
    (note,) = [it for it in said(drawn({}, row)) if it]
    assert "No claim" in note


def test_the_same_said_twice_is_one_line_that_names_both_speakers():
    fig = drawn({}, CLAIM, CLAIM | {"reported_by": "AFG"})
    (hover,) = traces(fig, "claim")[0].hovertext
    assert "Uzbek side, 15 Mar 2025" in hover
    assert "Afghan side, 15 Mar 2025" in hover
    assert "20 % above the statistic of 2024." in hover
    assert "<b>Uzbekistan 2024</b> · Uzbek side, 15 Mar 2025, and 1 more" in said(fig)


def test_a_line_for_each_amount_all_on_one_scale_in_the_hue_of_the_state():
    kazakh: Row = {"country": "KAZ", "reported_by": "KAZ"}
    fig = drawn({}, CLAIM, CLAIM | {"value_usd": 8e8}, kazakh | {"value_usd": 5e8}, CLAIM | kazakh)
    (bar,), (ring,) = traces(fig, "statistic"), traces(fig, "claim")
    assert (bar.x, ring.x, ring.y) == ((5e8, 1e9, 1e9), (1.2e9, 1.2e9, 8e8), (0, 1, 2))
    assert ring.marker.color == tuple(map(frame.colour, ("KAZ", "UZB", "UZB")))
    assert fig.layout.xaxis.range[0] == 0
    assert fig.layout.xaxis.range[1] > 1.2e9


def test_a_part_of_a_year_is_compared_with_the_same_part():
    half = day("2025-01-01", "2025-06-30") | {"precision": "month"}
    fig = drawn({}, {**half, "value_usd": 4e8}, CLAIM | half)
    assert traces(fig, "statistic")[0].x == (4e8,)
    assert any("Uzbekistan Jan–Jun 2025" in it for it in said(fig))


def test_a_preliminary_figure_is_named():
    assert "$1.2 bn said; $1 bn by the Uzbek preliminary figure" in said(drawn(CLAIM, {"status": "preliminary"}))


def test_text_from_the_data_carries_no_mark_up():
    (hover,) = traces(drawn({}, CLAIM | {"note": "<img src=x>"}), "claim")[0].hovertext
    assert "<img" not in hover
    assert "&lt;img" in hover
    assert "A &lt;b&gt;paper" in hover


def test_rows_stay_as_they_were():
    found = stated(*EVERY)
    before = found.copy(deep=True)
    valid(charts.against(compared(found), title=""))
    valid(targets.gaps(targets_above(found), title=""))
    pd.testing.assert_frame_equal(found, before)


# targets


def way(*rows: Row) -> tuple[Any, list[list[dict[str, Any]]]]:
    """The figure of targets, and the targets in each of its lines."""
    found = targets_above(stated(*rows))
    return valid(targets.gaps(found, title="Targets")), lines(found)


def test_a_target_is_a_bar_to_the_last_statistic_and_a_flag_at_the_whole():
    fig, ((row,),) = way({}, TARGET)
    (bar,), (flag,), (gap,) = (traces(fig, it) for it in ("last statistic", "target", "gap"))
    assert (bar.x, flag.x, gap.x) == ((50,), (100,), (50, 100))
    assert targets.what(row) == "turnover: $2 bn, for 2026"
    assert targets.stands(row) == "$1 bn in 2024, 50 % of it; needs 41 % a year to 2026"
    assert "<b>Uzbekistan</b>, turnover: $2 bn, for 2026" in said(fig)


@pytest.mark.parametrize(
    ("more", "what", "stands"),
    [
        (NO_YEAR, "turnover: $2 bn, no year", "$1 bn in 2024, 50 % of it"),
        (year(2024), "turnover: $2 bn, for 2024", "$1 bn in 2024, 50 % of it; 2024 ended below it"),
        (year(2023), "turnover: $2 bn, for 2023", "$1 bn in 2024, 50 % of it; no statistic of 2023"),
    ],
)
def test_a_target_that_is_not_open_tells_why_and_its_way_is_dotted(more, what, stands):
    fig, ((row,),) = way({}, TARGET | more)
    assert (targets.what(row), targets.stands(row)) == (what, stands)
    assert traces(fig, "gap")[0].line.dash == "dot"
    assert traces(way({}, TARGET)[0], "gap")[0].line.dash == "solid"


def test_targets_that_agree_are_one_row_and_the_nearest_stands_first():
    fig, (nearest, farthest) = way({}, TARGET | {"value_usd": 4e9}, TARGET, TARGET | {"reported_by": "AFG"})
    assert (traces(fig, "last statistic")[0].x, farthest[0]["value"]) == ((50, 25), 4e9)
    assert sorted(it.split(",")[0] for it in chart_marks.speakers(nearest)) == ["Afghan side", "Uzbek side"]


def test_without_targets_the_figure_says_so():
    fig, _ = way({})
    assert any("No target" in (it.text or "") for it in fig.layout.annotations)
