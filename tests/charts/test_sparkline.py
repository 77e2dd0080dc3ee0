"""The line in a card: a picture that holds itself, as high as its largest value, and no line of two years."""

import re
from urllib.parse import unquote

import pytest

from charts.base.sparkline import HIGH, WIDE, line
from tests.support.drawing import drawn


def points(address: str) -> list[tuple[float, float]]:
    told = re.findall(r'points="([^"]*)"', unquote(address))[0].split()
    return [(float(x), float(y)) for x, y in (it.split(",") for it in told)]


def test_steps_are_equal_and_heights_are_shares_of_the_largest_value():
    (x0, y0), (x1, y1), (x2, y2) = points(line([0, 50, 100], "#0072B2"))
    assert (x0, x2) == (3, WIDE - 3)
    assert x1 - x0 == x2 - x1
    assert (y0, y2) == (HIGH - 3, 3)
    assert y1 == pytest.approx((y0 + y2) / 2)


def test_nothing_but_noughts_is_a_line_on_the_floor():
    assert {y for _, y in points(line([0, 0, 0], "#0072B2"))} == {HIGH - 3}


def test_it_asks_nobody_and_can_end_no_attribute():
    address = line([1, 2, 3], "#0072B2")
    assert address.startswith("data:image/svg+xml,")
    assert not set("\"'<> #") & set(address)


def test_a_card_tells_name_turnover_and_period_and_has_a_line_where_years_bear_one():
    heads = [it.proto.body for it in drawn("overview").get("html") if "card-head" in it.proto.body]
    assert "<p>Kazakhstan</p><p>Turnover, 2024</p><p>$545 m</p><img" in heads[0]
    assert ["<img" in it for it in heads] == [True, True, True, False, True]
