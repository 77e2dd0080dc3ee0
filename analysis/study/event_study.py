"""A series before and after a date, set against the same change at every other date of the series.

It tells how unusual a change is for the series itself. It never tells why: other things happen at the same time, and
neither rank nor size speaks of a cause.
"""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from data.vocabulary.text import counted, share

Step = Literal["month", "year"]
FEWEST: Final = 20  # other dates below which a rank is not told
LIMITS: Final = {
    "outside": "the date lies outside the series",
    "short": "the series is shorter than the two windows and the date between them",
    "missing": "a value in the two windows is missing",
    "zero": "the value before is not above zero, so no change in per cent can be told",
    "few": f"n is too small: fewer than {FEWEST} other dates have two full windows, so no rank is told",
    "gaps": "values of the series are missing, and dates near them cannot be compared",
    "season": "the windows hold different months, so a change may be the season",
    "no_season": "no earlier year of the same months is in the series",
    "overlap": "the windows of neighbouring dates share values, so the other dates are not independent",
}
STOPS: Final = ("outside", "short", "missing", "zero")  # with one of these no change is told
_FREQUENCY: Final[dict[str, str]] = {"month": "M", "year": "Y"}


class Study(NamedTuple):
    """What `study` finds; all of it derived. `limits` are keys of `LIMITS`."""

    points: pd.DataFrame
    others: pd.DataFrame
    before: float | None
    after: float | None
    change_percent: float | None
    rank: int | None
    n: int
    limits: tuple[str, ...]
    words: str


def study(series: pd.Series, date: object, *, step: Step = "month", window: int = 6) -> Study:
    """The change of a series over a date, and the same change over every other date.

    Method: the change is the middle value (median) of the `window` periods after the one in which the date lies,
    against that of the `window` periods before it, in per cent. The date's own period holds days of both sides and
    belongs to neither. The same is worked out for every other period of the series with two full windows. `rank` is the
    place of the chosen change by size without sign, 1 the largest, behind those that are equal.

    Args:
        series: one value for each month or year, indexed by a day in it; missing periods may be left out.
        date: the chosen day.
        step: month or year.
        window: how many periods on each side.

    Returns:
        points: one row for each period from `window` before to `window` after: `offset`, `start`, `side` (before, date,
        after), `value`, and over the same month of the years before the date `season_low`, `season_high`,
        `season_years` (how many).
        others: one row for each other date with two full windows: `start`, `change_percent`, `same_month` (as the
        chosen one), `shares` (its windows share values with those of the chosen date).
        before, after, change_percent: None where one of `STOPS` is among the limits; rank: None there, and for `few`.
        n: how many other dates there are.

    Raises:
        ValueError: a step that is none, a window below 1, no date, or two values for one period.
    """
    values = _complete(series, step, window)
    at = _period(date, step)
    points = _points(values, at, window, monthly=step == "month")
    changes = _changes(values, window)
    others = _others(changes, at, window)
    sides = [points.loc[points["side"] == it, "value"] for it in ("before", "after")]
    before, after = (float(np.median(it)) for it in sides)
    limits = _limits(values, at, (before, after), points, others, step)
    if any(it in STOPS for it in limits):
        words = f"No change is told: {'; '.join(LIMITS[it] for it in limits if it in STOPS)}."
        return Study(points, others, None, None, None, None, len(others), limits, words)
    change = (after / before - 1) * 100
    as_large = int((others["change_percent"].abs() >= abs(change)).sum())
    rank = None if "few" in limits else as_large + 1
    words = _words(change, (at, step, window), as_large, len(others), rank)
    return Study(points, others, before, after, change, rank, len(others), limits, words)


def _period(date: object, step: Step) -> pd.Period:
    """The period in which a date lies."""
    at = pd.Period(pd.Timestamp(str(date)), freq=_FREQUENCY[step])
    if isinstance(at, pd.Period):
        return at
    msg = "a study needs a date"  # pandas reads "NaT" as no date
    raise ValueError(msg)


def _complete(series: pd.Series, step: Step, window: int) -> pd.Series:
    """The series with a place for every period between its first and last value."""
    if step not in _FREQUENCY or window < 1:
        msg = f"a study goes by month or year over a window of at least 1, not by {step} over {window}"
        raise ValueError(msg)
    known = series.dropna().astype("float64")
    known.index = pd.PeriodIndex(pd.DatetimeIndex(known.index), freq=_FREQUENCY[step])
    if known.index.has_duplicates:
        twice = known.index[known.index.duplicated()][0]
        msg = f"the series has two values for {twice}: a study never chooses between two"
        raise ValueError(msg)
    if known.empty:
        return known
    return known.reindex(pd.period_range(known.index.min(), known.index.max(), freq=_FREQUENCY[step]))


def _changes(values: pd.Series, window: int) -> pd.Series:
    """The change over each period with two full windows, in per cent."""
    width = 2 * window + 1
    if len(values) < width:
        return pd.Series(dtype="float64", index=values.index[:0])
    spans = np.lib.stride_tricks.sliding_window_view(values.to_numpy(), width)
    before, after = np.median(spans[:, :window], axis=1), np.median(spans[:, window + 1 :], axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        changes = np.where(before > 0, (after / before - 1) * 100, np.nan)
    return pd.Series(changes, index=values.index[window : len(values) - window]).dropna()


def _points(values: pd.Series, at: pd.Period, window: int, *, monthly: bool) -> pd.DataFrame:
    """The periods around the date, each with the same month of the years before the date."""
    found = []
    for offset in range(-window, window + 1):
        period = at + offset
        seen = values[[it < at and it < period and it.month == period.month for it in values.index]].dropna()
        season = seen if monthly else seen[:0]
        found.append({
            "offset": offset, "start": period.start_time, "side": "before" if offset < 0 else "after" if offset else "date",
            "value": values.get(period, np.nan), "season_low": season.min(), "season_high": season.max(),
            "season_years": len(season),
        })  # fmt: skip
    return pd.DataFrame(found)


def _others(changes: pd.Series, at: pd.Period, window: int) -> pd.DataFrame:
    """The changes over all dates but the chosen one."""
    kept = changes[changes.index != at]
    periods = pd.PeriodIndex(kept.index, freq=at.freq)
    return pd.DataFrame({
        "start": periods.start_time, "change_percent": kept.to_numpy(),
        "same_month": np.asarray(periods.month == at.month, dtype=bool),
        "shares": np.abs(periods.astype("int64") - at.ordinal) <= 2 * window,
    })  # fmt: skip


def _limits(
    values: pd.Series, at: pd.Period, middles: Sequence[float], points: pd.DataFrame, others: pd.DataFrame, step: Step
) -> tuple[str, ...]:
    """What stands against reading the change, as keys of `LIMITS` in their order."""
    around = points[points["side"] != "date"]
    found = {
        "outside": not len(values) or not values.index[0] <= at <= values.index[-1],
        "short": len(values) < len(points),
        "missing": bool(around["value"].isna().any()),
        "zero": middles[0] <= 0,
        "few": len(others) < FEWEST,
        "gaps": bool(values.isna().any()),
        "season": step == "month" and len(around) // 2 % 12 != 0,
        "no_season": step == "month" and bool((around["season_years"] == 0).any()),
        "overlap": len(others) > 0,
    }
    return tuple(it for it in LIMITS if found[it])


def _words(change: float, asked: tuple[pd.Period, Step, int], as_large: int, n: int, rank: int | None) -> str:
    """What was found, in two or three sentences that speak of no cause."""
    at, step, window = asked
    name = at.strftime("%b %Y" if step == "month" else "%Y")
    size = "the same as" if change == 0 else f"{share(change)} {'above' if change > 0 else 'below'}"
    run = f"the {window} {step}s" if window > 1 else f"the {step}"
    told = f"The middle value of {run} after {name} is {size} that of {run} before. "
    if rank is None:
        return f"{told}n is too small: {counted(n, 'other date')} to compare with, at least {FEWEST} are needed."
    return f"{told}At {as_large} of {n} other dates of the series the change is as large or larger. This tells of no cause."
