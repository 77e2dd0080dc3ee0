"""Where the bars of several countries and years stand on a time axis, and which of their labels have room.

Each year that the axis shows is a group; in it each country has a place, and two figures of one place share it.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from charts.base import hover
from charts.base.dates import pixels_a_day
from charts.base.labels import WIDE, Box, Taken, box
from data.rows import records
from data.vocabulary.places import CODES

_GROUP: Final = 0.86  # of a year, which the bars of all countries take
_HIGH: Final = 300  # pixels of the axis of values
_SIZE, _LINE = 11, 15  # pixels of a label: its type, a line of it
_EDGE: Final = 6  # pixels by which a label may leave the axis at the right


def placed(figures: pd.DataFrame, first: object, last: object) -> pd.DataFrame:
    """The figures with `at`, the middle of their place on the axis, and `days`, its width.

    Args:
        figures: rows of `analysis.trade.comparison.yearly`.
        first: first day of the axis.
        last: last day of the axis.
    """
    rows = figures.sort_values(["country", "year", "start"])
    rank = {code: at for at, code in enumerate(hover.order(rows["country"]))}
    edges = {year: (_edge(year, 1, 1, first, last), _edge(year, 12, 31, first, last)) for year in set(rows["year"])}
    begin = pd.to_datetime(rows["year"].map(lambda year: edges[year][0]))
    room = rows["year"].map(lambda year: (edges[year][1] - edges[year][0]).days)
    slot = room * _GROUP / max(len(rank), 2)
    left = (room - slot * len(rank)) / 2 + rows["country"].map(rank) * slot
    place = rows.groupby(["country", "year"])
    days = slot / place["value"].transform("size")
    at = begin + pd.to_timedelta(left + days * (place.cumcount() + 0.5), unit="D")
    return rows.assign(at=at, days=days * 0.9)


def _edge(year: int, month: int, day: int, first: object, last: object) -> dt.date:
    """A day of a year, or the end of the axis where it lies beyond."""
    return min(max(dt.date(year, month, day), _date(first)), _date(last))


def _date(day: object) -> dt.date:
    return dt.date.fromisoformat(str(day)[:10])


def gaps(rows: pd.DataFrame, first: object, last: object) -> list[tuple[dt.date, str, int]]:
    """Where a single state has no figure in a whole year of the axis: the middle of its place, its code, the year."""
    codes, known = hover.order(rows["country"]), set(zip(rows["country"], rows["year"], strict=True))
    slot = _GROUP / max(len(codes), 2)
    begin, end = _date(first), _date(last)
    return [
        (
            dt.date(year, 1, 1) + dt.timedelta(days=364 * ((1 - slot * len(codes)) / 2 + (place + 0.5) * slot)),
            code,
            year,
        )
        for year in range(begin.year, end.year + 1)
        if dt.date(year, 1, 1) >= begin and dt.date(year, 12, 31) <= end
        for place, code in enumerate(codes)
        if code in CODES and (code, year) not in known
    ]


def labelled(rows: pd.DataFrame, texts: Sequence[str], first: object, last: object) -> list[dict[str, Any]]:
    """The rows whose label, or its first line, has room above their bar; each country's latest year first, then the highest.

    Args:
        rows: rows of `placed`.
        texts: the label of each row, its lines parted by `<br>`.
        first: first day of the axis.
        last: last day of the axis.

    Returns:
        Rows with `text`.
    """
    begin, wide = pd.Timestamp(str(first)), pixels_a_day(first, last, WIDE)
    high = float(rows["high"].max()) or 1.0
    latest = rows.index.isin(rows[rows["span"] != "part"].groupby("country")["year"].idxmax())
    x, y, half = (rows["at"] - begin).dt.days * wide, rows["high"] / high * _HIGH, rows["days"] * wide / 2
    sized = records(
        rows.assign(text=list(texts), latest=latest, x=x, y=y, half=half).sort_values(
            ["latest", "high"], ascending=False
        )
    )
    taken = Taken([Box(it["x"] - it["half"], it["x"] + it["half"], 0, it["y"]) for it in sized])
    kept = []
    for it in sized:
        for text in dict.fromkeys((it["text"], it["text"].split("<br>")[0])):
            label = box(text, it["x"], it["y"], _SIZE, _LINE)
            if label.left >= 0 and label.right <= WIDE + _EDGE and not taken.meets(label):
                kept.append({**it, "text": text})
                taken.add(label)
                break
    return kept
