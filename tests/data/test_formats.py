import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.vocabulary import formats

SCALES = {"": 1.0, "k": 1e3, "m": 1e6, "bn": 1e9, "t": 1.0, "GWh": 1.0}


def read(written: str) -> float:
    """The number that an amount tells."""
    number, _, unit = written.removeprefix("$").partition(" ")
    return float(number.replace(",", "")) * SCALES[unit]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (545_200_000, "$545 m"),
        (1_130_000_000, "$1.13 bn"),
        (1_700_000_000, "$1.7 bn"),
        (999_900_000, "$1 bn"),
        (12_300, "$12.3 k"),
        (0, "$0"),
        (float("nan"), "not reported"),
    ],
)
def test_dollars_are_written_short(value, written):
    assert formats.usd(value) == written


@pytest.mark.parametrize(
    ("value", "measure", "written"),
    [(5403, "quantity_t", "5,403 t"), (272.728, "quantity_t", "273 t"), (3.396, "quantity_t", "3.4 t"),
     (1820, "quantity_gwh", "1,820 GWh"), (38.6, "quantity_gwh", "38.6 GWh")],
)  # fmt: skip
def test_a_quantity_has_its_unit(value, measure, written):
    assert formats.amount(value, measure) == written
    assert measure != "quantity_t" or formats.tonnes(value) == written


def test_a_quantity_from_a_thousand_on_is_whole_however_many_digits_are_asked_for():
    assert formats.amount(1000.4, "quantity_t", 6) == "1,000 t"
    assert formats.amount(999.46, "quantity_t", 5) == "999.46 t"


@pytest.mark.parametrize(
    ("measure", "written"), [("gdp_percent", "12.35 %"), ("index_2021", "12.35"), ("usd_per_head", "$12.35")]
)
def test_a_relative_amount_has_as_many_digits_as_are_asked_for(measure, written):
    assert formats.amount(12.3456, measure, 4) == written


def test_a_spread_says_its_unit_once():
    assert formats.spread(1_100_000_000, 1_130_000_000, "value_usd") == "$1.1–1.13 bn"
    assert formats.spread(545_000_000, 1_300_000_000, "value_usd") == "$545 m–$1.3 bn"
    assert formats.spread(545_100_000, 545_200_000, "value_usd") == "$545 m"


def test_digits_tell_how_exactly_a_number_was_told():
    assert formats.significant_digits(1_100_000_000) == 2
    assert formats.significant_digits(987_900_000) == 4
    assert formats.significant_digits(0.0) == 1


@pytest.mark.parametrize(
    ("value", "measure", "lower", "upper"),
    [(9_999.7, "quantity_t", "9,999 t", "10,000 t"), (32_766.524, "quantity_t", "32,766 t", "32,767 t"),
     (999.96, "quantity_t", "999 t", "1,000 t"), (3.396, "quantity_t", "3.39 t", "3.4 t"), (456, "quantity_t", "456 t", "456 t"),
     (751_999_999, "value_usd", "$751 m", "$752 m"), (999_999_999, "value_usd", "$999 m", "$1 bn"),
     (0, "value_usd", "$0", "$0"), (float("nan"), "quantity_t", "not reported", "not reported")],
)  # fmt: skip
def test_a_lower_bound_is_rounded_down_and_an_upper_bound_up(value, measure, lower, upper):
    assert formats.floor(value, measure) == lower
    assert formats.ceiling(value, measure) == upper


def test_a_sum_that_misses_a_whole_number_by_a_hair_is_that_number():
    assert formats.floor(sum([0.1] * 30_000), "quantity_t") == "3,000 t"
    assert formats.floor(0.1 * 3 * 1e9, "value_usd") == formats.ceiling(0.1 * 3 * 1e9, "value_usd") == "$300 m"


@given(st.floats(0.001, 1e12), st.sampled_from(list(formats.MEASURES)))
def test_what_is_told_as_a_bound_is_one_and_no_further_off_than_the_last_digit_told(value, measure):
    lower, upper = read(formats.floor(value, measure)), read(formats.ceiling(value, measure))
    assert lower <= value * (1 + 1e-6)
    assert upper >= value * (1 - 1e-6)
    assert upper - lower <= max(value * 0.0101, 1e-9)


def test_the_ends_of_a_sum_are_told_as_bounds():
    assert formats.bounds(35_593.6, 36_120.2, "quantity_t") == "35,593–36,121 t"
    assert formats.bounds(456.0, 456.0, "quantity_t") == "456 t"
