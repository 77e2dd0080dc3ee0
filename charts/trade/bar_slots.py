"""Where the bars of several countries and years stand on a time axis, and which of their labels have room.

Each year that the axis shows is a group; in it each country has a place, and two figures of one place share it.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Final

import pandas as pd

from analysis.trade.comparison import Yearly
from charts.base import hover
from charts.base.dates import pixels_a_day
from charts.base.labels import WIDE, Box, Taken, box
from data.rows import Row, records
from data.vocabulary.places import CODES

_GROUP: Final = 0.86  # of a year, which the bars of all countries take
_HIGH: Final = 300  # pixels of the axis of values
_SIZE, _LINE = 12, 16  # pixels of a label: its type, a line of it
_EDGE: Final = 6  # pixels by which a label may leave the axis at the right


def placed(years: pd.DataFrame, first: object, last: object) -> pd.DataFrame:
    """Place the figures on the axis.

    Args:
        years: rows of `Yearly`.
        first: first day of the axis.
        last: last day of the axis.

    Returns:
        The rows with `at`, the middle of their place, and `days`, its width.
    """
    rows = years.sort_values([Yearly.country, Yearly.year, Yearly.start])
    codes = _codes(rows)
    shown = {
        year: (_edge(year, 1, 1, first, last), _edge(year, 12, 31, first, last)) for year in set(rows[Yearly.year])
    }
    begin = pd.to_datetime(rows[Yearly.year].map(lambda year: shown[year][0]))
    room = rows[Yearly.year].map(lambda year: (shown[year][1] - shown[year][0]).days)
    count = rows[Yearly.year].map(lambda year: len(codes[year]))
    slot = room * _GROUP / count.clip(lower=2)
    rank = [codes[year].index(code) for code, year in zip(rows[Yearly.country], rows[Yearly.year], strict=True)]
    left = (room - slot * count) / 2 + pd.Series(rank, index=rows.index) * slot
    place = rows.groupby([Yearly.country, Yearly.year])
    days = slot / place[Yearly.value].transform("size")
    return rows.assign(at=begin + pd.to_timedelta(left + days * (place.cumcount() + 0.5), unit="D"), days=days * 0.9)


def _codes(years: pd.DataFrame) -> dict[int, list[str]]:
    """List whose places each year has: every state in all of them, several states together where they have a figure."""
    known, order = set(zip(years[Yearly.country], years[Yearly.year], strict=True)), hover.order(years[Yearly.country])
    return {
        year: [code for code in order if code in CODES or (code, year) in known] for year in set(years[Yearly.year])
    }


def _edge(year: int, month: int, day: int, first: object, last: object) -> dt.date:
    """Give a day of a year, or the end of the axis where it lies beyond."""
    return min(max(dt.date(year, month, day), _date(first)), _date(last))


def _date(day: object) -> dt.date:
    return dt.date.fromisoformat(str(day)[:10])


def gaps(years: pd.DataFrame, first: object, last: object) -> list[tuple[dt.date, str, int]]:
    """Find where a single state has no figure in a whole year of the axis: the middle of its place, its code, the year."""
    states = [code for code in hover.order(years[Yearly.country]) if code in CODES]
    known, codes = set(zip(years[Yearly.country], years[Yearly.year], strict=True)), _codes(years)
    begin, end = _date(first), _date(last)
    return [
        (_middle(year, place, len(codes.get(year, states))), code, year)
        for year in range(begin.year, end.year + 1)
        if dt.date(year, 1, 1) >= begin and dt.date(year, 12, 31) <= end
        for place, code in enumerate(codes.get(year, states))
        if code in CODES and (code, year) not in known
    ]


def _middle(year: int, place: int, count: int) -> dt.date:
    """Find the middle of a place among so many in a whole year."""
    slot = _GROUP / max(count, 2)
    return dt.date(year, 1, 1) + dt.timedelta(days=364 * ((1 - slot * count) / 2 + (place + 0.5) * slot))


def labelled(rows: pd.DataFrame, texts: Sequence[str], first: object, last: object) -> list[Row]:
    """Pick the rows whose label, or its first line, has room above their bar.

    Each country's latest year comes first, then the highest.

    Args:
        rows: rows of `placed`.
        texts: the label of each row, its lines parted by `<br>`.
        first: first day of the axis.
        last: last day of the axis.

    Returns:
        Rows with `text`.
    """
    begin, wide = pd.Timestamp(str(first)), pixels_a_day(first, last, WIDE)
    high = rows[Yearly.high]
    latest = rows.index.isin(rows[rows[Yearly.span] != "part"].groupby(Yearly.country)[Yearly.year].idxmax())
    x, y, half = (rows["at"] - begin).dt.days * wide, high / (high.max() or 1.0) * _HIGH, rows["days"] * wide / 2
    sized = records(
        rows.assign(text=list(texts), latest=latest, x=x, y=y, half=half).sort_values(
            ["latest", Yearly.high], ascending=False
        )
    )
    taken = Taken([Box(row["x"] - row["half"], row["x"] + row["half"], 0, row["y"]) for row in sized])
    kept = []
    for row in sized:
        for text in dict.fromkeys((row["text"], row["text"].split("<br>")[0])):
            label = box(text, row["x"], row["y"], _SIZE, _LINE)
            if label.left >= 0 and label.right <= WIDE + _EDGE and not taken.meets(label):
                kept.append({**row, "text": text})
                taken.add(label)
                break
    return kept
