"""Format numbers with units: $545 m, $1.13 bn, 5,403 t, 1,820 GWh; never a trailing zero.

In every function `measure` is one of the columns in `MEASURES` or `RELATIVE`, and `digits` the number of significant
digits.
"""

import math
from collections.abc import Callable
from typing import Final

MEASURES: Final = {"value_usd": "US dollars", "quantity_t": "tonnes", "quantity_gwh": "GWh"}
SINGLE: Final = {"quantity_t": "tonne", "quantity_gwh": "gigawatt hour"}  # one unit of a quantity
# Derived from a value in dollars.
RELATIVE: Final = {
    "constant_usd": "constant US dollars",
    "usd_per_head": "US dollars per head of the population",
    "gdp_percent": "per cent of GDP",
    "index_2021": "index, 2021 = 100",
}
_SCALES: Final = ((1e9, "bn"), (1e6, "m"), (1e3, "k"))


def significant(value: float, digits: int = 3) -> str:
    """Round to a number of significant digits, keep whole numbers whole, and group digits by commas."""
    if value == 0:
        return "0"
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def usd(value: float, digits: int = 3) -> str:
    """Format US dollars: $545 m, $1.13 bn, $12 k."""
    if math.isnan(value):
        return "not reported"
    for scale, word in _SCALES:
        # 999.9 thousand rounds to 1,000 thousand, which is written 1 m
        if abs(value) >= scale * (1 - 0.5 * 10**-digits):
            return f"${significant(value / scale, digits)} {word}"
    return f"${significant(value, digits)}"


def amount(value: float, measure: str, digits: int = 3) -> str:
    """Format a value of a measure with its unit.

    Args:
        value: in the unit of the measure; NaN is "not reported".
        measure: a column in `MEASURES` or `RELATIVE`.
        digits: significant digits; tonnes and GWh from 1,000 on are written whole.
    """
    if math.isnan(value):
        return "not reported"
    if measure in {"value_usd", "constant_usd", "usd_per_head"}:
        return usd(value, digits)
    if measure == "gdp_percent":
        return f"{significant(value, digits)} %"
    if measure == "index_2021":
        return significant(value, digits)
    text = f"{value:,.0f}" if abs(value) >= 1000 else significant(value, max(digits, 3))
    return f"{text} {'GWh' if measure == 'quantity_gwh' else 't'}"


def tonnes(value: float) -> str:
    """Format a weight in tonnes: 5,403 t."""
    return amount(value, "quantity_t")


def floor(value: float, measure: str, digits: int = 3) -> str:
    """Format a lower bound, rounded down: "at least" must not exceed the reported figure.

    Args:
        value: in the unit of the measure.
        measure: a column in `MEASURES` or `RELATIVE`.
        digits: significant digits.
    """
    return amount(_towards(math.floor, value, measure, digits), measure, digits)


def ceiling(value: float, measure: str, digits: int = 3) -> str:
    """Format an upper bound, rounded up: "at most" must not fall below the reported figure.

    Args:
        value: in the unit of the measure.
        measure: a column in `MEASURES` or `RELATIVE`.
        digits: significant digits.
    """
    return amount(_towards(math.ceil, value, measure, digits), measure, digits)


def bounds(low: float, high: float, measure: str) -> str:
    """Format the range from a lower bound, rounded down, to an upper bound, rounded up.

    Args:
        low: the lower bound, in the unit of the measure.
        high: the upper bound, in the unit of the measure.
        measure: a column in `MEASURES` or `RELATIVE`.
    """
    return _between(floor(low, measure), ceiling(high, measure))


def _towards(direction: Callable[[float], int], value: float, measure: str, digits: int) -> float:
    """Round up or down to the last digit that `amount` shows."""
    if math.isnan(value) or value == 0:
        return value
    whole = measure.startswith("quantity_") and abs(value) >= 1000
    step = 1.0 if whole else 10.0 ** (math.floor(math.log10(abs(value))) + 1 - digits)
    return direction(round(value / step, 6)) * step  # a sum of floats may miss a whole number by a hair


def spread(low: float, high: float, measure: str) -> str:
    """Format a range of one measure, $1.1–1.13 bn, or one number if both ends read the same.

    Args:
        low: the lower end, in the unit of the measure.
        high: the upper end, in the unit of the measure.
        measure: a column in `MEASURES` or `RELATIVE`.
    """
    return _between(amount(low, measure), amount(high, measure))


def _between(first: str, last: str) -> str:
    """Join two amounts as a range."""
    if first != last and first.split()[1:] == last.split()[1:]:  # the same unit is written once
        return joined(first.rsplit(" ", 1)[0], last.removeprefix("$"))
    return joined(first, last)


def joined(first: str, last: str) -> str:
    """Write a range of numbers, years or dates with an en dash: 2015–2020; what begins where it ends is written once."""
    return first if first == last else f"{first}–{last}"


def significant_digits(value: float) -> int:
    """Count the significant digits of a reported number: 1,100,000,000 has two, 987,900,000 has four."""
    return len(f"{value:.12g}".replace(".", "").strip("0")) or 1
