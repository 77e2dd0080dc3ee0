"""The charts of the Claims page on small tables: what is a bar and what is not, and what a line leads to."""

import datetime as dt
from typing import Any

import pandas as pd
import pytest

from analysis.claims.aims import lines, targets_above
from analysis.claims.comparison import inside, statements
from analysis.claims.statistics import statistics_beside, statistics_of
from analysis.trade.series import DEFAULT
from charts.base import frame
from charts.claims import against_statistics as charts
from charts.claims import marks as chart_marks
from charts.claims import targets
from charts.events import timeline
from data.schema.tables import Events
from tests.support import frames
from tests.support.frames import day, trade, year
from tests.support.specs import valid

Row = dict[str, object]

AXIS = (dt.date(2020, 1, 1), dt.date(2026, 5, 15))
SOURCES = frames.sources(a="2025-06-01", b="2025-03-15", undated="").assign(publisher="A <b>paper")
NO_YEAR: Row = {"start": None, "end": None, "precision": "unknown"}
CLAIM: Row = {"status": "claim", "value_usd": 1.2e9, "source_id": "b"}
TARGET: Row = {"status": "target", "value_usd": 2e9, **year(2026), "source_id": "b"}
POTENTIAL: Row = {"status": "potential", "value_usd": 3e8, "source_id": "b"}
CONTRACT: Row = {"status": "contract", "value_usd": 1e8, "source_id": "b"}
EVERY: tuple[Row, ...] = ({}, CLAIM, TARGET, POTENTIAL, CONTRACT)

EVENTS = frames.table_of(Events, {}, ({"event_id": "e", **day("2023-04-15"), "title": "T", "summary": "S", "countries": "KAZ",
    "category": "trade", "significance": 3, "label": "Visit", "source_ids": "a"},))  # fmt: skip


def tables(*rows: Row) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What was stated and has a place on the axis, and the statistics by year."""
    reported = trade(*rows)
    stated = statements(reported, statistics_beside(reported, reported, SOURCES), SOURCES)
    return inside(stated, *AXIS), statistics_of(DEFAULT, reported, SOURCES)


def spec(*rows: Row) -> Any:
    return charts.against(*tables(*rows), first=AXIS[0], last=AXIS[1], title="Said")


def drawn(*rows: Row) -> Any:
    return valid(spec(*rows))


def placed(*rows: Row) -> list[dict[str, Any]]:
    return chart_marks.placed(tables(*rows)[0], *AXIS)


def traces(fig: Any, name: str) -> list[Any]:
    return [it for it in fig.data if it.name == name and it.x[0] is not None]


def test_only_statistics_are_bars_and_each_kind_has_a_shape_of_its_own():
    fig = drawn(*EVERY)
    bars = [value for it in fig.data if it.type == "bar" and it.x[0] is not None for value in it.y]
    assert bars == [1e9]
    marks = {it: traces(fig, chart_marks.KINDS[it])[0] for it in chart_marks.KINDS}
    assert {it: list(trace.y) for it, trace in marks.items()} == {
        "claim": [1.2e9], "target": [2e9], "potential": [3e8], "contract": [1e8],
    }  # fmt: skip
    assert len({trace.marker.symbol for trace in marks.values()}) == 4
    assert marks["claim"].marker.symbol == "circle-open"
    assert marks["target"].error_y.arrayminus[0] > 0  # the pole of the flag
    assert marks["claim"].error_y.arrayminus is None


def test_a_line_joins_a_claim_to_its_statistic_and_an_open_target_to_the_last_one():
    claim, target = traces(drawn(*EVERY), "laid against")
    assert (claim.y[:2], claim.line.dash) == ((1.2e9, 1e9), "solid")
    assert claim.x[0] == claim.x[1]
    assert (target.y[:2], target.line.dash) == ((2e9, 1e9), "dot")
    assert target.x[1] == "2024-07-02"


def test_a_claim_without_a_year_is_joined_to_the_year_before_it():
    (line,) = traces(drawn({}, CLAIM | NO_YEAR), "laid against")
    assert (line.x[:2], line.y[:2], line.line.dash) == (("2025-03-15", "2024-07-02"), (1.2e9, 1e9), "dot")


@pytest.mark.parametrize("row", [POTENTIAL, CONTRACT, TARGET | NO_YEAR, CLAIM | year(2022)])
def test_what_is_laid_against_nothing_has_no_line(row):
    assert traces(drawn({}, row), "laid against") == []


def test_a_mark_stands_in_its_year_and_what_names_none_on_the_day_it_was_published():
    at = {mark["status"]: mark["at"] for mark in placed(CLAIM, POTENTIAL | NO_YEAR)}
    assert at["claim"].year == 2024
    assert at["potential"] == pd.Timestamp("2025-03-15")


def test_marks_of_one_year_stand_side_by_side_within_it():
    at = [mark["at"] for mark in placed(*({**CLAIM, "value_usd": it * 1e8} for it in range(1, 9)))]
    assert len(set(at)) == 8
    assert {day.year for day in at} == {2024}


def test_what_has_no_place_on_the_axis_is_left_out():
    stated, _ = tables(CLAIM | year(2012), CLAIM | NO_YEAR | {"source_id": "undated"}, CLAIM)
    assert list(stated["start"].dt.year) == [2024]
    (note,) = [it.text for it in drawn(CLAIM | year(2012)).layout.annotations if it.text]
    assert "Nothing that was said" in note


def test_the_same_said_twice_is_one_mark_that_names_both_speakers():
    (mark,) = traces(drawn({}, CLAIM, CLAIM | {"reported_by": "AFG"}), "claim")
    (hover,) = mark.hovertext
    assert "Uzbek side, 15 Mar 2025" in hover
    assert "Afghan side, 15 Mar 2025" in hover
    assert "20 % above the statistic of 2024." in hover


def test_text_from_the_data_carries_no_mark_up():
    (hover,) = traces(drawn({}, CLAIM | {"note": "<img src=x>"}), "claim")[0].hovertext
    assert "<img" not in hover
    assert "&lt;img" in hover
    assert "A &lt;b&gt;paper" in hover


def test_a_part_of_a_year_is_hatched_and_what_speaks_of_one_has_a_line_as_long():
    half = day("2025-01-01", "2025-06-30") | {"precision": "month"}
    fig = drawn({}, {**half, "value_usd": 4e8}, CLAIM | half)
    stripes = {it.y[0]: it.marker.pattern.shape for it in traces(fig, "statistic")}
    assert stripes == {1e9: "", 4e8: "/"}
    (span,) = traces(fig, "period spoken of")
    assert span.x[:2] == ("2025-01-01", "2025-06-30")


def test_a_preliminary_figure_is_paler_than_a_statistic():
    fig = drawn(CLAIM, {}, {**year(2023), "status": "preliminary"})
    fills = {it.x[0][:4]: it.marker.color for it in traces(fig, "statistic")}
    assert fills["2024"] != fills["2023"]
    assert fills["2024"] == frame.faded(frame.colour("UZB"), 0.4)


def test_what_is_far_above_all_statistics_stands_off_the_scale_with_its_amount():
    """A target of 9 bn would press a statistic of 1 bn to the floor; one of twice the claim stays on the scale."""
    fig = drawn({}, CLAIM, TARGET | {"value_usd": 2.4e9}, TARGET | {"value_usd": 9e9})
    (mark,) = traces(fig, "target")
    near, far = mark.y
    axis = fig.layout.yaxis
    (rule,) = [it for it in fig.layout.shapes if it.line.dash == "dot"]
    assert near == 2.4e9 < rule.y0 < far < axis.range[1] < 9e9
    assert dict(zip(axis.tickvals, axis.ticktext, strict=True))[far] == "$9 bn"
    assert "<b>$9 bn</b>" in mark.hovertext[1]
    ends = [y for it in traces(fig, "laid against") for y in it.y]
    assert far in ends  # the line to the statistic begins at the mark
    assert sum("beyond the scale" in str(it.name) for it in fig.data) == 1


def test_several_amounts_off_the_scale_are_told_as_a_range_and_none_needs_no_line():
    two = drawn({}, CONTRACT | {"value_usd": 5e9}, TARGET | {"value_usd": 9e9})
    assert two.layout.yaxis.ticktext[-1] == "$5-9 bn"
    for rows in [
        ({}, TARGET),
        (CONTRACT, TARGET | {"value_usd": 9e9}),
    ]:  # without a statistic there is nothing to press
        fig = drawn(*rows)
        assert not [it for it in fig.layout.shapes if it.line.dash == "dot"]
        assert not [it for it in fig.data if "beyond" in str(it.name)]


def test_a_solar_year_is_no_part_of_a_year():
    solar: Row = {**day("2024-03-20", "2025-03-19"), "precision": "day", "value_usd": 4e8}
    fig = drawn(solar, CLAIM | NO_YEAR)
    assert [it.marker.pattern.shape for it in traces(fig, "statistic")] == [""]


def test_each_state_has_a_panel_of_its_own_and_the_lanes_stand_under_all_of_them():
    kazakh: Row = {"country": "KAZ", "reported_by": "KAZ"}
    plain = spec({}, CLAIM, kazakh, CLAIM | kazakh)
    fig, both = valid(plain), valid(timeline.beside(plain, EVENTS, ["KAZ", timeline.WORLD], *AXIS))
    before = [fig.layout[it].domain for it in ("yaxis", "yaxis2")]
    assert before[0][0] > before[1][1]
    panels, lanes = [both.layout[it].domain for it in ("yaxis", "yaxis2")], both.layout.yaxis9.domain
    assert panels[0][1] == pytest.approx(1)
    assert panels[0][0] > panels[1][1] > panels[1][0] > lanes[1]
    inner = [it.layout.height - it.layout.margin.t - it.layout.margin.b for it in (fig, both)]
    assert (panels[0][1] - panels[0][0]) * inner[1] == pytest.approx((before[0][1] - before[0][0]) * inner[0])
    assert valid(plain) == fig


def test_without_events_the_panels_stay_where_they_were():
    plain = spec({}, CLAIM)
    assert timeline.beside(plain, EVENTS[:0], ["KAZ"], *AXIS) == plain


def test_rows_stay_as_they_were():
    said, figures = tables(*EVERY)
    before = said.copy(deep=True), figures.copy(deep=True)
    valid(charts.against(said, figures, first=AXIS[0], last=AXIS[1], title=""))
    valid(targets.gaps(targets_above(said), title=""))
    pd.testing.assert_frame_equal(said, before[0])
    pd.testing.assert_frame_equal(figures, before[1])


# targets


def way(*rows: Row) -> tuple[Any, list[list[dict[str, Any]]]]:
    """The figure of targets, and the targets in each of its lines."""
    reported = trade(*rows)
    found = targets_above(statements(reported, statistics_beside(reported, reported, SOURCES), SOURCES))
    return valid(targets.gaps(found, title="Targets")), lines(found)


def test_a_target_is_a_bar_to_the_last_statistic_and_a_flag_at_the_whole():
    fig, ((row,),) = way({}, TARGET)
    (bar,), (flag,), (gap,) = (traces(fig, it) for it in ("last statistic", "target", "gap"))
    assert (bar.x, flag.x, gap.x) == ((50,), (100,), (50, 100))
    assert targets.what(row) == "turnover: $2 bn, for 2026"
    assert targets.stands(row) == "$1 bn in 2024, 50 % of it; needs 41 % a year to 2026"
    said = [it.text for it in fig.layout.annotations]
    assert "<b>Uzbekistan</b>, turnover: $2 bn, for 2026" in said


@pytest.mark.parametrize(
    ("more", "what", "stands"),
    [
        (NO_YEAR, "turnover: $2 bn, no year", "$1 bn in 2024, 50 % of it"),
        (year(2024), "turnover: $2 bn, for 2024", "$1 bn in 2024, 50 % of it; 2024 ended below it"),
        (year(2023), "turnover: $2 bn, for 2023", "$1 bn in 2024, 50 % of it; no statistic of 2023 on record"),
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
    assert sorted(said.split(",")[0] for said in chart_marks.speakers(nearest)) == ["Afghan side", "Uzbek side"]


def test_without_targets_the_figure_says_so():
    fig, _ = way({})
    assert any("No target" in (it.text or "") for it in fig.layout.annotations)
