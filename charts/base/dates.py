"""Days and the middles of periods, as Plotly reads them on a time axis."""

from typing import Any, Final

import pandas as pd

from data.rows import Row

DAY: Final = 86_400_000  # milliseconds, in which Plotly measures the width of a bar on a time axis
_FEWEST, _MOST = 2, 9  # years that an axis names


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


def year_ticks(first: object, last: object) -> dict[str, Any]:
    """Keys of a time axis whose years are named in their middle, where yearly values stand; of a few months none.

    As many are named as a phone has room for, the last among them.
    """
    years = list(range(int(str(first)[:4]), int(str(last)[:4]) + 1))
    if len(years) < _FEWEST:
        return {}
    shown = years[::-1][:: -(-len(years) // _MOST)][::-1]
    middles = [middle_of_year(year, last) for year in shown]
    return {"tickmode": "array", "tickvals": middles, "ticktext": list(map(str, shown)), "showgrid": False}


def pixels_a_day(first: object, last: object, wide: float) -> float:
    """How many pixels a day takes on an axis `wide` pixels wide."""
    return wide / max((pd.Timestamp(str(last)) - pd.Timestamp(str(first))).days, 1)
