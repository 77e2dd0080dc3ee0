"""Days and the middles of periods, as Plotly reads them on a time axis."""

from typing import Final

import pandas as pd

from data.rows import Row

DAY: Final = 86_400_000  # milliseconds, in which Plotly measures the width of a bar on a time axis


def day(date: object) -> str:
    """A date or `Timestamp` as Plotly reads it."""
    return f"{date:%Y-%m-%d}"


def middle(row: Row) -> str:
    """The middle day of the period of a row, where its mark stands."""
    return day(row["start"] + (row["end"] - row["start"]) / 2)


def middles(rows: pd.DataFrame) -> pd.Series:
    """The middle day of each period."""
    return (rows["start"] + (rows["end"] - rows["start"]) / 2).dt.strftime("%Y-%m-%d")


def middle_of_year(year: int, last: object) -> str:
    """The middle of a year, or of what an axis that ends on the day `last` shows of it."""
    begin = pd.Timestamp(year, 1, 1)
    end = max(min(pd.Timestamp(year, 12, 31), pd.Timestamp(str(last))), begin)
    return day(begin + (end - begin) / 2)


def pixels_a_day(first: object, last: object, wide: float) -> float:
    """How many pixels a day takes on an axis `wide` pixels wide."""
    return wide / max((pd.Timestamp(str(last)) - pd.Timestamp(str(first))).days, 1)
