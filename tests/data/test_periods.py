import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.vocabulary import periods


@pytest.mark.parametrize(
    ("text", "start", "end", "precision", "label"),
    [
        ("2023", "2023-01-01", "2023-12-31", "year", "2023"),
        ("2024-02", "2024-02-01", "2024-02-29", "month", "Feb 2024"),
        ("2023-04-15", "2023-04-15", "2023-04-15", "day", "15 Apr 2023"),
        ("2025-01/2025-08", "2025-01-01", "2025-08-31", "month", "Jan–Aug 2025"),
        ("2024-03/2025-03", "2024-03-01", "2025-03-31", "month", "Mar 2024–Mar 2025"),
        ("2021/2022", "2021-01-01", "2022-12-31", "year", "2021–2022"),
        ("2021-10-15/2021-10-17", "2021-10-15", "2021-10-17", "day", "15 Oct 2021–17 Oct 2021"),
    ],
)
def test_a_period_keeps_its_days_and_its_precision(text, start, end, precision, label):
    read = periods.parse(text)
    assert read == (dt.date.fromisoformat(start), dt.date.fromisoformat(end), precision)
    assert periods.label(*read) == label


def test_an_empty_period_is_unknown():
    assert periods.parse("") == (None, None, "unknown")
    assert periods.label(pd.NaT, pd.NaT, "unknown", unknown="no year named") == "no year named"


@pytest.mark.parametrize(
    "text", ["2023-13", "2023-02-30", "23", "April 2023", "2024-05/2024-01", "2023-4", "2023-04-15T10:00"]
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match=r"is not a date|must be in|out of range|ends before"):
        periods.parse(text)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)), st.sampled_from([4, 7, 10]))
def test_any_date_lies_inside_its_period(day, length):
    read = periods.parse(day.isoformat()[:length])
    assert read.start <= day <= read.end
    assert periods.parse(f"{day.isoformat()[:length]}/{day.isoformat()[:length]}") == read


def test_calendar_and_solar_years_are_told_from_parts():
    rows = pd.DataFrame(
        [
            periods.parse(it)
            for it in ("2024", "2024-01/2024-12", "2024-01/2024-11", "2024-03/2025-03", "2024-03/2025-01")
        ]
    )
    for column in ("start", "end"):
        rows[column] = pd.to_datetime(rows[column])
    assert list(periods.is_calendar_year(rows)) == [True, True, False, False, False]
    assert list(periods.is_solar_year(rows)) == [False, False, False, True, False]
