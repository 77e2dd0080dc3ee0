import pytest

from data import numbers


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
    assert numbers.usd(value) == written


@pytest.mark.parametrize(
    ("value", "measure", "written"),
    [(5403, "quantity_t", "5,403 t"), (272.728, "quantity_t", "273 t"), (3.396, "quantity_t", "3.4 t"),
     (1820, "quantity_gwh", "1,820 GWh"), (38.6, "quantity_gwh", "38.6 GWh")],
)  # fmt: skip
def test_quantities_bear_their_unit(value, measure, written):
    assert numbers.amount(value, measure) == written


def test_a_spread_says_its_unit_once():
    assert numbers.spread(1_100_000_000, 1_130_000_000, "value_usd") == "$1.1-1.13 bn"
    assert numbers.spread(545_000_000, 1_300_000_000, "value_usd") == "$545 m-$1.3 bn"
    assert numbers.spread(545_100_000, 545_200_000, "value_usd") == "$545 m"


def test_digits_tell_how_exactly_a_number_was_told():
    assert numbers.significant_digits(1_100_000_000) == 2
    assert numbers.significant_digits(987_900_000) == 4
    assert numbers.significant_digits(0.0) == 1
