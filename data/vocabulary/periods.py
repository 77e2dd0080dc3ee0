"""Read and format periods: a start, an end (both inclusive) and a precision.

Sources date by a day, a month, a year, or a run of these ("January to August 2025"). The precision is kept:
the year 2023 is not the same as "1 January to 31 December 2023".
"""

import calendar
import datetime as dt
import re
from typing import Final, NamedTuple

import pandas as pd
from pandas.api.typing import NaTType

from data.vocabulary.formats import joined

PRECISIONS: Final = ("day", "month", "year", "unknown")
_SHAPES: Final = {4: "year", 7: "month", 10: "day"}
_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
Day = dt.date | pd.Timestamp | NaTType | None  # a day, known or not
_MONTHS: Final = tuple(calendar.month_abbr)


class Period(NamedTuple):
    """First day, last day and precision; an unknown period has neither day."""

    start: dt.date | None
    end: dt.date | None
    precision: str


UNKNOWN: Final = Period(None, None, "unknown")


def parse(text: str) -> Period:
    """Read `2023`, `2024-05`, `2023-04-15` or two of these joined by `/`; an empty text is an unknown period.

    Raises:
        ValueError: the text is no such period, its halves are not equally exact, or it ends before it begins.
    """
    if not text:
        return UNKNOWN
    first, _, last = text.partition("/")
    start, end = _span(first), _span(last if "/" in text else first)
    if start.precision != end.precision:
        msg = f"{text} is exact to the {start.precision} and to the {end.precision}"
        raise ValueError(msg)
    if end.end < start.start:
        msg = f"{text} ends before it begins"
        raise ValueError(msg)
    return Period(start.start, end.end, end.precision)


class _Span(NamedTuple):
    start: dt.date
    end: dt.date
    precision: str


def _span(text: str) -> _Span:
    """Return the first and last day of one date of any precision."""
    if not _DATE.fullmatch(text):
        msg = f"{text} is not a date like 2023, 2024-05 or 2023-04-15"
        raise ValueError(msg)
    parts = [int(part) for part in text.split("-")]
    year, month, day = parts + [1] * (3 - len(parts))
    start, last_month = dt.date(year, month, day), parts[1] if len(parts) > 1 else 12
    last = day if len(parts) == 3 else calendar.monthrange(year, last_month)[1]
    return _Span(start, dt.date(year, last_month, last), _SHAPES[len(text)])


def label(start: Day, end: Day, precision: str, *, unknown: str = "no date given") -> str:
    """Format a period: `2023`, `May 2024`, `Jan–Aug 2025`, `15 Apr 2023`, `2021–2022`.

    Args:
        start: the first day.
        end: the last day.
        precision: one of `PRECISIONS`.
        unknown: the text for a period without both days.
    """
    if start is None or end is None or pd.isna(start) or pd.isna(end):
        return unknown
    first, last = _as_date(start), _as_date(end)
    if precision == "year":
        return joined(f"{first.year}", f"{last.year}")
    if precision == "month":
        if first.year == last.year:
            return f"{joined(_MONTHS[first.month], _MONTHS[last.month])} {last.year}"
        return joined(f"{_MONTHS[first.month]} {first.year}", f"{_MONTHS[last.month]} {last.year}")
    return joined(_day(first), _day(last))


def _as_date(day: dt.date | NaTType) -> dt.date:
    return dt.date(int(day.year), int(day.month), int(day.day))


def _day(date: dt.date) -> str:
    return f"{date.day} {_MONTHS[date.month]} {date.year}"


def is_calendar_year(rows: pd.DataFrame) -> pd.Series:
    """Return for each row whether it covers one calendar year, from 1 January to 31 December."""
    start, end = rows["start"].dt, rows["end"].dt
    return (start.year == end.year) & (start.day_of_year == 1) & (end.month == 12) & (end.day == 31)


def is_solar_year(rows: pd.DataFrame) -> pd.Series:
    """Return for each row whether it covers one Afghan solar year, dated March of one year to March of the next."""
    start, end = rows["start"].dt, rows["end"].dt
    return (end.year == start.year + 1) & (start.month == 3) & (end.month == 3)
