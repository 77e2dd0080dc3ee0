"""The charts of who reported what and of goods, on small tables; and how a report is told."""

from collections.abc import Mapping
from typing import Any

import pytest

from analysis.trade import series
from analysis.trade.preferred import headline
from charts.base import frame, hover
from charts.trade import commodities_of_year, reporters
from tests.analysis.trade.test_comparison import PUBLISHED, months, reported
from tests.charts.test_trade import KAZ, ON_AXIS, SOURCES, described, labels, named, said
from tests.support.specs import valid

# who reported what


def panels(*rows: Mapping[str, object]) -> Any:
    return valid(reporters.reporters(series.reports(reported(*rows), SOURCES), **ON_AXIS, title="Reports"))


def test_shape_tells_who_reports_and_hollow_what_is_no_statistic():
    fig = panels(
        {"value_usd": 1}, {"value_usd": 2, "reported_by": "AFG"}, {"value_usd": 3, "reported_by": "IMF"},
        {"value_usd": 4, "reported_by": "NEWS", "status": "claim"}, {"value_usd": 5, "status": "preliminary"},
        {"value_usd": 6, "reported_by": "RUS"}, {"value_usd": 7, "status": "target"},
    )  # fmt: skip
    marks = named(fig, "Uzbekistan")
    assert dict(zip(marks.y, marks.marker.symbol, strict=True)) == {
        1: "circle", 2: "diamond", 3: "square", 4: "x-open", 5: "circle-open", 6: "cross",
    }  # fmt: skip
    assert {"the state's own", "Afghan side", "IMF", "another side", "hollow: preliminary or claim"} <= {
        it.name for it in fig.data
    }


def test_each_country_has_a_panel_and_equal_reports_are_one_mark_that_names_all():
    fig = panels(
        {"value_usd": 5},
        {"value_usd": 5, "source_id": "b"},
        {**KAZ, "value_usd": 900},
        {"country": "CA5", "value_usd": 1},
    )
    marks = [it for it in fig.data if it.mode == "markers" and it.y[0] is not None]
    assert [(it.name, len(it.y)) for it in marks] == [
        ("Kazakhstan", 1),
        ("Uzbekistan", 1),
        ("Central Asia (the five together)", 1),
    ]
    assert len({it.yaxis for it in marks}) == 3
    assert "2 reports:" in marks[1].hovertext[0]
    assert "The Paper" in marks[1].hovertext[0]
    assert "The &lt;i&gt;Other" in marks[1].hovertext[0]


def test_a_line_is_as_long_as_the_period():
    line = next(it for it in panels({**months("2024-02-01", "2024-05-31"), "value_usd": 5}).data if it.mode == "lines")
    assert list(line.x)[:2] == ["2024-02-01", "2024-05-31"]


def test_nobody_reporting_is_said():
    assert "Nobody reports" in panels({"value_usd": 7, "status": "target"}).layout.annotations[-1].text


# goods of a year


def test_goods_are_ranked_and_sums_of_ours_say_so():
    wheat, rice = {"commodity": "wheat"}, {"commodity": "rice", "bound": "at_least"}
    rows = reported({**rice, "value_usd": 4e6}, {**wheat, "value_usd": 3e6}, {**wheat, **KAZ, "value_usd": 2e6})
    power = reported({"commodity": "electricity", "quantity_gwh": 1820})
    fig = valid(
        commodities_of_year.ranked(
            described(headline(rows, PUBLISHED)), described(headline(power, PUBLISHED, "quantity_gwh")), title=""
        )
    )
    assert list(fig.layout.yaxis.ticktext) == ["Wheat", "Rice"]
    assert labels(fig) == [["  $5 m, sum of 2 states", "  at least $4 m"], ["  1,820 GWh"]]
    assert labels(fig, "narrow") == [["  $5 m", "  ≥ $4 m"], ["  1,820 GWh"]]
    assert list(fig.layout.yaxis2.ticktext) == ["Uzbekistan"]
    assert "<b>Electricity, GWh</b>" in [it.text for it in fig.layout.annotations]
    assert "Uzbek statistics (The Paper)" in said(fig)


def test_a_fill_tells_a_claim_and_a_preliminary_figure_from_a_statistic():
    wheat = {"commodity": "wheat", "value_usd": 4}
    rows = reported(
        wheat,
        {**wheat, "commodity": "rice", "status": "claim"},
        {**wheat, "commodity": "sugar", "status": "preliminary"},
    )
    fig = valid(
        commodities_of_year.ranked(described(headline(rows, PUBLISHED)), headline(reported(), PUBLISHED), title="")
    )
    bar = next(it for it in fig.data if it.name == "Uzbekistan")
    fills = dict(zip((fig.layout.yaxis.ticktext[at] for at in bar.y), bar.marker.color, strict=True))
    hue = frame.colour("UZB")
    assert fills == {"Wheat": frame.faded(hue, 1), "Rice": frame.faded(hue, 0), "Sugar": frame.faded(hue, 0.45)}


def test_no_goods_are_said():
    nothing = headline(reported(), PUBLISHED)
    assert (
        "No single goods" in valid(commodities_of_year.ranked(nothing, nothing, title="")).layout.annotations[-1].text
    )


# words of a report


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({}, "Uzbek statistics"), ({"reported_by": "AFG"}, "Afghan statistics"), ({"reported_by": "IMF"}, "IMF"),
        ({"reported_by": "NEWS"}, "press, statistics not named"), ({"status": "claim"}, "Uzbek claim"),
        ({"reported_by": "NEWS", "status": "claim"}, "claim in the press"),
        ({"status": "preliminary"}, "preliminary, Uzbek statistics"),
    ],
)  # fmt: skip
def test_who_says_so_and_as_what(row, words):
    assert hover.says({"reported_by": "UZB", "status": "statistic", **row}) == words


def test_many_reports_are_cut_short_and_counted():
    rows = [{"reported_by": "UZB", "status": "statistic", "value_usd": float(it)} for it in range(1, 21)]
    lines = hover.reports(rows, "value_usd")
    assert (len(lines), lines[0], lines[-1]) == (8, "$20: Uzbek statistics", "and 13 more")
    assert len(hover.reports(rows[:8], "value_usd")) == 8
