"""Numbers as a reader writes them: $545 m, $1.13 bn, 5,403 t, 1,820 GWh; never a trailing zero."""

import math
from collections.abc import Callable
from typing import Final

MEASURES: Final = {"value_usd": "US dollars", "quantity_t": "tonnes", "quantity_gwh": "GWh"}
# Derived from a value in dollars, see `analysis.trade.per_head_and_gdp`.
RELATIVE: Final = {"usd_per_head": "US dollars per head of the population", "gdp_percent": "per cent of GDP"}
_SCALES: Final = ((1e9, "bn"), (1e6, "m"), (1e3, "k"))


def significant(value: float, digits: int = 3) -> str:
    """The value rounded to so many significant digits, whole numbers kept whole, with commas."""
    if value == 0:
        return "0"
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(value))))
    text = f"{value:,.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def usd(value: float, digits: int = 3) -> str:
    """US dollars: $545 m, $1.13 bn, $12 k."""
    if math.isnan(value):
        return "not reported"
    for scale, word in _SCALES:
        # 999.9 thousand rounds to 1,000 thousand: then say 1 m
        if abs(value) >= scale * (1 - 0.5 * 10**-digits):
            return f"${significant(value / scale, digits)} {word}"
    return f"${significant(value, digits)}"


def amount(value: float, measure: str, digits: int = 3) -> str:
    """A value of one of our measures with its unit."""
    if math.isnan(value):
        return "not reported"
    if measure in {"value_usd", "usd_per_head"}:
        return usd(value, digits)
    if measure == "gdp_percent":
        return f"{significant(value, digits)} %"
    text = f"{value:,.0f}" if abs(value) >= 1000 else significant(value, max(digits, 3))
    return f"{text} {'GWh' if measure == 'quantity_gwh' else 't'}"


def tonnes(value: float) -> str:
    """A weight: 5,403 t."""
    return amount(value, "quantity_t")


def floor(value: float, measure: str, digits: int = 3) -> str:
    """A value as a lower bound, rounded down: "at least" must not say more than is told."""
    return amount(_towards(math.floor, value, measure, digits), measure, digits)


def ceiling(value: float, measure: str, digits: int = 3) -> str:
    """A value as an upper bound, rounded up: "at most" must not say less than is told."""
    return amount(_towards(math.ceil, value, measure, digits), measure, digits)


def bounds(low: float, high: float, measure: str) -> str:
    """From a lower to an upper bound of one sum: what lies between them lies in what is said."""
    return _between(floor(low, measure), ceiling(high, measure))


def _towards(way: Callable[[float], int], value: float, measure: str, digits: int) -> float:
    """The value brought to the last digit that `amount` shows, one way."""
    if math.isnan(value) or value == 0:
        return value
    whole = measure != "value_usd" and abs(value) >= 1000
    step = 1.0 if whole else 10.0 ** (math.floor(math.log10(abs(value))) + 1 - digits)
    return way(round(value / step, 6)) * step  # a sum of floats may miss a whole number by a hair


def spread(low: float, high: float, measure: str) -> str:
    """A range of one measure: $1.1-1.13 bn; one number where both ends read the same."""
    return _between(amount(low, measure), amount(high, measure))


def _between(first: str, last: str) -> str:
    """Two amounts as a range."""
    if first == last:
        return first
    if first.split()[1:] == last.split()[1:]:  # the same unit is said once
        return f"{first.rsplit(' ', 1)[0]}-{last.removeprefix('$')}"
    return f"{first}-{last}"


def significant_digits(value: float) -> int:
    """With how many digits a reported number was told: 1,100,000,000 with two, 987,900,000 with four."""
    return len(f"{value:.12g}".replace(".", "").strip("0")) or 1
