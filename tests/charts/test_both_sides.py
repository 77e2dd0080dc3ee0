"""The chart of both sides apart: their figures, the ratio in words, and how they value the goods."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from analysis.mirror import pairs as measure
from charts.mirror import both_sides
from tests.support import frames
from tests.support.frames import year
from tests.support.specs import valid

PUBLISHED = pd.to_datetime(pd.Series({"a": "2025-01-01"}))


def pairs(*rows: frames.Row) -> pd.DataFrame:
    """Uzbek turnover in 2024 as both sides report it, with their publishers."""
    found = measure.pairs(frames.trade(*rows), PUBLISHED)
    return found.assign(publisher_own="The Paper", publisher_afghan="The Other")


def named(fig: go.Figure, name: str) -> Any:
    return next(it for it in fig.data if it.name == name)


@pytest.mark.parametrize(
    ("own", "afghan", "words"),
    [
        (33, 10, "Uzbek figure 3.3 times the Afghan"), (10, 18, "Afghan figure 1.8 times the Uzbek"),
        (100, 103, "within 5 %"), (103, 100, "within 5 %"), (100, 106, "Afghan figure 1.1 times the Uzbek"),
        (100, 100, "equal"), (5, 0, "the Afghan figure is zero"), (0, 5, "the Uzbek figure is zero"),
    ],
)  # fmt: skip
def test_a_ratio_in_words(own, afghan, words):
    found = pairs({"value_usd": own}, {"value_usd": afghan, "reported_by": "AFG"})
    assert both_sides.in_words(found.iloc[0].to_dict()) == words


def test_both_figures_of_a_pair_stand_on_one_line_with_who_says_them():
    fig = valid(
        both_sides.both_sides(
            pairs({"value_usd": 33, "status": "claim"}, {"value_usd": 10, "reported_by": "AFG"}), title=""
        )
    )
    own, afghan = named(fig, "own"), named(fig, "afghan")
    assert (list(own.x), list(afghan.x), list(own.y)) == ([33], [10], [0])
    assert (own.marker.symbol[0], afghan.marker.symbol[0]) == ("circle-open", "diamond")
    assert (own.textposition[0], afghan.textposition[0]) == ("middle right", "middle left")
    assert "Uzbek claim (The Paper)" in own.hovertext[0]
    assert "Afghan statistics (The Other)" in afghan.hovertext[0]
    assert "Uzbek figure 3.3 times the Afghan" in [it.text for it in fig.layout.annotations]
    assert list(fig.layout.yaxis.ticktext) == ["Uzbekistan, 2024"]


def test_valuation_is_named_once_where_it_is_the_same_and_pair_by_pair_where_it_is_not():
    fob = [{"value_usd": 5, "valuation": "FOB"}, {"value_usd": 6, "valuation": "CIF", "reported_by": "AFG"}]
    other = [{**it, **year(2023), "valuation": None} for it in fob]
    texts = [it.text for it in valid(both_sides.both_sides(pairs(*fob, *other), title="")).layout.annotations]
    assert [it.endswith(" · FOB / CIF") for it in texts[1:]] == [False, True]
    assert not any("FOB" in it.text for it in valid(both_sides.both_sides(pairs(*fob), title="")).layout.annotations)


def test_no_pair_is_said():
    assert "both sides" in valid(both_sides.both_sides(pairs({"value_usd": 1}), title="")).layout.annotations[-1].text


def test_a_lower_bound_says_at_least_on_its_own_side_alone():
    fig = valid(
        both_sides.both_sides(
            pairs({"value_usd": 33e6, "bound": "at_least"}, {"value_usd": 10e6, "reported_by": "AFG"}), title=""
        )
    )
    assert named(fig, "own").hovertext[0].startswith("<b>at least $33 m</b>")
    assert named(fig, "afghan").hovertext[0].startswith("<b>$10 m</b>")


def test_rows_stay_as_they_were():
    rows = pairs({"value_usd": 33}, {"value_usd": 0, "reported_by": "AFG"})
    before = rows.copy(deep=True)
    valid(both_sides.both_sides(rows, title=""))
    pd.testing.assert_frame_equal(rows, before)
