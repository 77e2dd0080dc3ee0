"""Which years and parts of years of one state stand in a figure, by hand on small tables."""

import pytest

from analysis.trade.preferred import Preferred, headline
from analysis.trade.years_of_state import years_and_parts
from tests.analysis.trade.test_preferred import PUBLISHED, figures
from tests.support.derived import conforms


def year(number, **more):
    return {"start": f"{number}-01-01", "end": f"{number}-12-31", **more}


def part(number, until, **more):
    return {"start": f"{number}-01-01", "end": f"{number}-{until}", "precision": "month", **more}


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        ([year(2023), part(2023, "08-31")], {"own"}),  # the own year makes the part superfluous
        ([part(2023, "05-31"), part(2023, "08-31")], {"part"}),
        ([year(2023, reported_by="AFG"), part(2023, "08-31")], {"part", "other"}),  # a part of better rank stays
        ([year(2023, reported_by="AFG"), part(2023, "08-31", reported_by="AFG")], {"other"}),
        # the longest part is the partner's and no better than the year; the own, shorter one is
        ([year(2023, reported_by="AFG"), part(2023, "08-31", reported_by="AFG"), part(2023, "05-31")], {"part", "other"}),
    ],
)  # fmt: skip
def test_which_parts_of_a_year_get_a_bar(rows, kinds):
    reported = figures(*rows)
    bars = years_and_parts(headline(reported, PUBLISHED))
    conforms(bars, Preferred, reported)
    assert bars["start"].is_monotonic_increasing
    assert set(bars["evidence"]) == kinds
    assert len(bars) == len(kinds)


def test_of_no_figure_none_stands():
    conforms(years_and_parts(headline(figures()[:0], PUBLISHED)), Preferred)
