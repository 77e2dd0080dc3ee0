"""Why there is nothing to show, and the nearest years that have something."""

import datetime as dt

import pytest

from pages._app.view import View
from pages._parts.empty import Elsewhere, elsewhere


@pytest.mark.parametrize(
    ("first", "last", "years", "nearest"),
    [
        (2008, 2008, [2014, 2021, 2022], (2014, 2014)),
        (2018, 2019, [2014, 2021, 2022], (2021, 2022)),
        (2017, 2018, [2016, 2019], (2019, 2019)),  # as far apart: the later
        (2024, 2026, [1995, 1996, 2010], (2010, 2010)),
        (2008, 2009, [1998, 1999, 2000, 2001], (1998, 2001)),
    ],
)
def test_the_nearest_run_of_years_is_named(first, last, years, nearest):
    said = elsewhere("Nothing.", View(("UZB",), dt.date(first, 1, 1), dt.date(last, 12, 31)), years)
    assert isinstance(said, Elsewhere)
    assert (said, said.years) == ("Nothing.", nearest)


@pytest.mark.parametrize("years", [[], [1998]])
def test_years_that_no_reader_can_choose_are_no_link(years):
    said = elsewhere("Nothing.", View(("UZB",), dt.date(2024, 1, 1), dt.date(2024, 12, 31)), years)
    assert (said, isinstance(said, Elsewhere)) == ("Nothing.", False)
