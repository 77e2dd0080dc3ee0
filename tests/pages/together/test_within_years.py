"""Rows of the chosen years picked by arrays are those that the filters of a view keep."""

import datetime as dt

import pandas as pd
import pytest

from data.rows import records
from data.schema.tables import Aid, Events, Trade
from pages._app.rows import rows
from pages._app.view import View
from pages.together.within_years import dated, reaching

DAYS = [
    (dt.date(2008, 1, 1), dt.date(2026, 12, 31)), (dt.date(2021, 8, 15), dt.date(2021, 8, 15)),
    (dt.date(2019, 3, 2), dt.date(2022, 11, 30)), (dt.date(1990, 1, 1), dt.date(1991, 12, 31)),
]  # fmt: skip


@pytest.mark.parametrize(("first", "last"), DAYS)
@pytest.mark.parametrize("table", [Aid, Events, Trade])
def test_what_is_picked_is_what_a_view_keeps(table, first, last):
    every, view = rows(table), View(("UZB",), first, last)
    kept = view.keep(every, None)
    pd.testing.assert_frame_equal(dated(every).within(view), kept)
    whole = every[every["start"].notna() & every["end"].notna()]
    assert [str(it) for it in reaching(records(whole), view)] == [str(it) for it in records(view.keep(whole, None))]


def test_what_has_no_last_day_lasts_for_its_first_and_what_has_none_is_never_picked():
    days = {"start": ["2020-05-01", None, "2020-05-01"], "end": [None, None, "2021-02-01"]}
    found = dated(pd.DataFrame({it: pd.to_datetime(pd.Series(of)) for it, of in days.items()}))
    assert list(found.within(View(("UZB",), dt.date(2020, 1, 1), dt.date(2020, 12, 31))).index) == [0, 2]
    assert list(found.within(View(("UZB",), dt.date(2021, 1, 1), dt.date(2021, 12, 31))).index) == [2]
