"""A series before and after a date, set against the same change at every other date of the series.

It shows how unusual a change is for the series itself. It never shows why: other things happen at the same time, and
neither rank nor size speaks of a cause.
"""

from typing import Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from analysis.base.behind import in_column, united
from analysis.base.derived import rows_of
from analysis.study.series import Observation
from data.rows import Row
from data.schema.columns import Derived, column
from data.schema.tables import FoodPrices, Trade

Step = Literal["month", "year"]
FEWEST: Final = 20  # other dates below which there is no rank
# What stands against reading the change: the date lies outside the series; the series is shorter than the windows; a
# value in them is missing; the value before is not above zero; there are too few other dates; values elsewhere are
# missing; the windows hold different months; no earlier year has the same months; windows of other dates share values.
LIMITS: Final = ("outside", "short", "missing", "zero", "few", "gaps", "season", "no_season", "overlap")
STOPS: Final = ("outside", "short", "missing", "zero")  # with one of these there is no change
SIDES: Final = ("before", "date", "after")
_FREQUENCY: Final[dict[str, str]] = {"month": "M", "year": "Y"}


class Window(Observation):
    """A period around a date, beside the same month of the years before the date."""

    name, heading = "windows", "Before and after"
    value = column("number", "Value", "The value of the series, in its own unit.")
    offset = column("count", "Periods from the date", "How many periods after the one of the date.", required=True)
    side = column("text", "Side", "Before the date, its own period, or after it.", required=True, values=SIDES)
    season_low = column(
        "number", "Lowest of the month", "The lowest value of the same month in the years before the date."
    )
    season_high = column("number", "Highest of the month", "The highest of these values.")
    season_years = column("count", "Earlier years", "How many such values there are.", required=True)


class Change(Derived):
    """The change of a series over a date, among those over all other dates."""

    name, heading = "changes", "Change"
    of = FoodPrices
    start = column("date", "Period of the date", "The first day of the period in which the date lies.", required=True)
    before = column("number", "Before", "The middle value of the periods before the date.", required=True)
    after = column("number", "After", "The middle value of the periods after the date.", required=True)
    change_percent = column("number", "Change", "From the one to the other.", unit="%", required=True)
    as_large = column("count", "As large", "At how many other dates the change is as large or larger.", required=True)
    rank = column("count", "Rank", "Its place by size without sign, behind those that are equal; none for few dates.")


class OtherDate(Derived):
    """The change of a series over another date, worked out alike."""

    name, heading = "other_dates", "Other dates"
    of = FoodPrices
    start = column("date", "Period", "The first day of the period of that date.", required=True)
    change_percent = column("number", "Change", "From before it to after it.", unit="%", required=True)
    same_month = column("flag", "Same month", "Whether it is the month of the chosen date.", required=True)
    shares = column(
        "flag", "Shares values", "Whether its windows share values with those of the chosen date.", required=True
    )


class TradeWindow(Window):
    """A period of a series of trade around a date, beside the same month of the years before the date."""

    of = Trade


class TradeChange(Change):
    """The change of a series of trade over a date, among those over all other dates."""

    of = Trade


class OtherTradeDate(OtherDate):
    """The change of a series of trade over another date, worked out alike."""

    of = Trade


class Study(NamedTuple):
    """What `study` works out.

    Attributes:
        windows: rows of `Window`, for each period around the date that has a value or an earlier year's; none where
            no period has a value of its own.
        change: one row of `Change`; none where one of `STOPS` is among the limits.
        others: rows of `OtherDate`, for each other date with two full windows.
        limits: keys of `LIMITS`.
    """

    windows: pd.DataFrame
    change: pd.DataFrame
    others: pd.DataFrame
    limits: tuple[str, ...]


def study(series: pd.DataFrame, date: object, *, step: Step = "month", window: int = 6) -> Study:
    """Work out the change of a series over a date, and the same change over every other date.

    Method: the change is the middle value (median) of the `window` periods after the one in which the date lies,
    against that of the `window` periods before it, in per cent. The date's own period has days of both sides and
    belongs to neither. The same is worked out for every other period of the series with two full windows.

    Args:
        series: rows of `Observation`, one for each month or year; missing periods may be left out.
        date: the chosen day.
        step: month or year.
        window: how many periods on each side.

    Returns:
        The periods around the date, the change, the other dates and the limits; rows of a series of trade have rows of
        `Trade` behind them.

    Raises:
        ValueError: a step that is none, a window below 1, no date, or two values for one period.
    """
    known, at = _complete(series, step, window), _period(date, step)
    windows = _windows(known, at, window, monthly=step == "month")
    others = _others(known, at, window)
    limits = _limits(known[Observation.value], at, windows, others, step)
    change = [] if any(it in STOPS for it in limits) else [_change(known, at, windows, others)]
    if windows[Window.value].isna().all():
        windows = windows.head(0)
    windows = windows[windows[Window.behind].map(len) > 0]  # a period without any value is no row
    return Study(rows_of(Window, windows), rows_of(Change, change), others, limits)


def _period(date: object, step: Step) -> pd.Period:
    """The period in which a date lies."""
    at = pd.Period(pd.Timestamp(str(date)), freq=_FREQUENCY[step])
    if isinstance(at, pd.Period):
        return at
    msg = "a study needs a date"  # pandas reads "NaT" as no date
    raise ValueError(msg)


def _complete(series: pd.DataFrame, step: Step, window: int) -> pd.DataFrame:
    """The series with a place for every period between its first and last value."""
    if step not in _FREQUENCY or window < 1:
        msg = f"a study goes by month or year over a window of at least 1, not by {step} over {window}"
        raise ValueError(msg)
    known = series.dropna(subset=[Observation.value])
    known = known.set_index(pd.PeriodIndex(pd.DatetimeIndex(known[Observation.start]), freq=_FREQUENCY[step]))
    if known.index.has_duplicates:
        twice = known.index[known.index.duplicated()][0]
        msg = f"the series has two values for {twice}: a study never chooses between two"
        raise ValueError(msg)
    if len(known):
        known = known.reindex(pd.period_range(known.index.min(), known.index.max()))
    return known.assign(
        behind=in_column((ids if isinstance(ids, tuple) else () for ids in known[Observation.behind]), known)
    )


def _windows(known: pd.DataFrame, at: pd.Period, window: int, *, monthly: bool) -> pd.DataFrame:
    """The periods around the date, each with the same month of the years before the date."""
    values, behind = known[Observation.value].to_numpy(), known[Observation.behind].to_list()
    place = at.ordinal - known.index[0].ordinal if len(known) else 0  # of the date among the values
    rows: list[Row] = []
    for offset in range(-window, window + 1):
        own = place + offset
        earlier = [it for it in range(own - 12, -1, -12) if monthly and it < min(place, len(values))]
        earlier = [it for it in earlier if not np.isnan(values[it])]
        season, is_inside = values[earlier], 0 <= own < len(values)
        rows.append({
            Window.start: (at + offset).start_time, Window.value: values[own] if is_inside else np.nan,
            Window.offset: offset, Window.side: SIDES[int(np.sign(offset)) + 1],
            Window.season_low: min(season, default=np.nan), Window.season_high: max(season, default=np.nan),
            Window.season_years: len(season),
            Window.behind: united([behind[own] if is_inside else (), *(behind[it] for it in earlier)]),
        })  # fmt: skip
    return pd.DataFrame(rows)


def _others(known: pd.DataFrame, at: pd.Period, window: int) -> pd.DataFrame:
    """The change over each other period with two full windows, in per cent."""
    width = 2 * window + 1
    if len(known) < width:
        return rows_of(OtherDate, [])
    spans = np.lib.stride_tricks.sliding_window_view(known[Observation.value].to_numpy(), width)
    before, after = np.median(spans[:, :window], axis=1), np.median(spans[:, window + 1 :], axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        changes = np.where(before > 0, (after / before - 1) * 100, np.nan)
    behind = known[Observation.behind].to_list()
    dates = enumerate(zip(known.index[window : len(known) - window], changes, strict=True))
    return rows_of(OtherDate, [
        {
            OtherDate.start: period.start_time, OtherDate.change_percent: change,
            OtherDate.same_month: period.month == at.month, OtherDate.shares: abs(period.ordinal - at.ordinal) <= 2 * window,
            OtherDate.behind: united(behind[first : first + window] + behind[first + window + 1 : first + width]),
        }
        for first, (period, change) in dates if period != at and not np.isnan(change)
    ])  # fmt: skip


def _change(known: pd.DataFrame, at: pd.Period, windows: pd.DataFrame, others: pd.DataFrame) -> Row:
    """The change over the chosen date, and its place among the others."""
    before, after = (_middle(windows, side) for side in ("before", "after"))
    change, window = (after / before - 1) * 100, len(windows) // 2
    as_large = int((others[OtherDate.change_percent].abs() >= abs(change)).sum())
    around = known.loc[at - window : at + window].drop(index=at)
    return {
        Change.start: at.start_time, Change.before: before, Change.after: after, Change.change_percent: change,
        Change.as_large: as_large, Change.rank: as_large + 1 if len(others) >= FEWEST else None,
        Change.behind: united(around[Observation.behind]),
    }  # fmt: skip


def _middle(windows: pd.DataFrame, side: str) -> float:
    """The middle value of one side; NaN where one of its values is missing."""
    return float(np.median(windows.loc[windows[Window.side] == side, Window.value]))


def _limits(
    values: pd.Series, at: pd.Period, windows: pd.DataFrame, others: pd.DataFrame, step: Step
) -> tuple[str, ...]:
    """What stands against reading the change, in the order of `LIMITS`."""
    around = windows[windows[Window.side] != "date"]
    holds = {
        "outside": not len(values) or not values.index[0] <= at <= values.index[-1],
        "short": len(values) < len(windows),
        "missing": bool(around[Window.value].isna().any()),
        "zero": _middle(windows, "before") <= 0,
        "few": len(others) < FEWEST,
        "gaps": bool(values.isna().any()),
        "season": step == "month" and len(around) // 2 % 12 != 0,
        "no_season": step == "month" and bool((around[Window.season_years] == 0).any()),
        "overlap": len(others) > 0,
    }
    return tuple(limit for limit in LIMITS if holds[limit])
