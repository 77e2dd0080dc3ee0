"""One figure, position, sum of aid or event in words, without Markdown: the same phrase on every page and in the brief."""

import math
from collections.abc import Collection
from typing import Final, NamedTuple

import pandas as pd

from analysis.aid.goods_value import GoodsValueSum
from analysis.trade.preferred import RANKS, Preferred
from charts.base import hover
from data.rows import Row
from data.schema.tables import Events, Trade
from data.vocabulary import formats, periods
from data.vocabulary.codes import POSITIONS
from data.vocabulary.places import AFG, CODES, UZB, name
from data.vocabulary.text import counted, listed, runs

UZBEK_COVERAGE: Final = (
    "Uzbekistan's own figures include more than those of the IMF, about a third more in 2019 and 2020. The two are "
    "never joined."
)


class ReportedFigure(NamedTuple):
    """A preferred figure in words.

    Attributes:
        amount: $545 m.
        period: 2024.
        by: whose figure it is, or that it is our sum.
        others: how far other reports of the same are from it; empty where none differs.
    """

    amount: str
    period: str
    by: str
    others: str

    @property
    def reported(self) -> str:
        """Whose figure it is, and how far others are from it."""
        return "; ".join(filter(None, (self.by, self.others)))


def figure(row: Row, measure: str = Trade.value_usd, digits: int = 3) -> ReportedFigure:
    """Word a preferred figure: how much, when, by whom, and what others report.

    Args:
        row: a row of `Preferred`.
        measure: a column in `data.vocabulary.formats.MEASURES`.
        digits: significant digits.
    """
    by, others = RANKS[int(row[Preferred.rank])], ""
    if row[Preferred.derived]:
        by = f"{by}, sum of both flows, derived"
    if row[Preferred.low] < row[Preferred.high]:
        low, high = (formats.amount(row[it], measure, digits) for it in (Preferred.low, Preferred.high))
        others = f"{row[Preferred.reports]:.0f} reports from {low} to {high}"
    amount = hover.amount(row, row[Preferred.value], measure, digits)
    return ReportedFigure(amount, hover.period(row), by, others)


def afghan_alone(years: pd.DataFrame) -> str:
    """Name the states and years for which Afghan figures stand, because the state itself reports none; empty without any.

    Args:
        years: rows of `Preferred`.
    """
    afghan = years[(years[Preferred.reported_by] == AFG.code) & (years[Preferred.span] != "part")]
    of_states = {code: runs(afghan[afghan[Preferred.country] == code][Preferred.start].dt.year) for code in CODES}
    named = listed([f"{name(code)} ({of_years})" for code, of_years in of_states.items() if of_years])
    return f"Only Afghan figures are available for {named}." if named else ""


def coverage(countries: Collection[str]) -> str:
    """Say that Uzbek figures and those of the IMF are of two kinds, where Uzbekistan is among the states."""
    return UZBEK_COVERAGE if UZB.code in countries else ""


def position(value: str) -> str:
    """Word a position; what is no code stays as its source has it."""
    return POSITIONS.get(value, value)


def held(reading: Row, *, always: bool = False) -> str:
    """Word since when a position is held, and until when that is confirmed.

    Args:
        reading: a row of `analysis.recognition.positions.standing`.
        always: whether the last confirmation stands there even if it is less than a year old.
    """
    since = day_of(reading, "since")
    if reading["over"]:
        return f"from {since} until {day_of(reading, 'until')}"
    seen = periods.label(reading["confirmed_until"], reading["confirmed_until"], reading["confirmed_precision"])
    return f"since {since}, last confirmed {seen}" if always or not reading["confirmed"] else f"since {since}"


def day_of(reading: Row, column: str) -> str:
    """Word a day of a reading with its precision, which stands in the column beside it."""
    return periods.label(reading[column], reading[column], reading[f"{column}_precision"])


def least_weight(low_t: float) -> str:
    """Word the low sum of some consignments, in tonnes."""
    return f"at least {formats.floor(low_t, 'quantity_t')}" if pd.notna(low_t) else "no reported weight"


def consignments(count: int, unweighed: int) -> str:
    """Word how many consignments there are, and how many of them have no reported weight."""
    without = f", {unweighed} without a reported weight" if unweighed else ""
    return f"{counted(count, 'consignment') if count else 'no consignments'}{without}"


class FoodValue(NamedTuple):
    """The derived value of a donor's named food in words.

    Attributes:
        amount: about $2–2.5 m, or that no value is given.
        prices: at which prices; empty where no value is given.
        covers: which share of the tonnes it covers and that it is derived, or why no value is given.
    """

    amount: str
    prices: str
    covers: str

    @property
    def whole(self) -> str:
        """All of it in a line."""
        return f"{self.amount} {self.prices}".strip() + f"; {self.covers}"


def food_value(row: Row) -> FoodValue:
    """Word what the named food of a donor is worth; a sum that covers less than half of the tonnes is not given.

    Args:
        row: a row of `GoodsValueSum`.
    """
    low, retail, high = (
        row[GoodsValueSum.value_derived_low_usd],
        row[GoodsValueSum.value_retail_low_usd],
        row[GoodsValueSum.value_derived_high_usd],
    )
    share = f"{_share(row)} % of the tonnes without a stated value"
    if pd.isna(high):
        return FoodValue("no value given", "", f"food with a price is {share}, under half")
    if pd.isna(low):
        low, prices = retail, "at Afghan retail prices, export value not known"
    else:
        year = " of an earlier year" if row[GoodsValueSum.carried] else ""
        prices = f"from the donor's export value{year} to Afghan retail prices"
    return FoodValue(f"about {formats.spread(low, high, 'value_usd')}", prices, f"covers {share}; derived")


def covered(row: Row) -> str:
    """Word how many of the tonnes of a donor have a price, and in how many consignments."""
    priced, whole = (formats.tonnes(row[it]) for it in (GoodsValueSum.priced_t, GoodsValueSum.delivered_t))
    count = counted(row[GoodsValueSum.consignments], "consignment")
    return f"{priced} of {whole} delivered without a stated value ({_share(row)} %), in {count}"


def _share(row: Row) -> int:
    """Round the share down: what is just under half does not read as half."""
    return math.floor(row[GoodsValueSum.covered_percent])


def event(row: Row) -> str:
    """Word an event in a line: its date and its title."""
    return f"{hover.period(row)}: {row[Events.title]}"
