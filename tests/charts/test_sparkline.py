"""The line in a table: a picture that holds itself, as high as its largest value, and no line of two years."""

import re
from urllib.parse import unquote

import pytest

from charts.base.sparkline import HIGH, WIDE, line
from tests.support.drawing import drawn


def lines(address: str) -> list[list[tuple[float, float]]]:
    drawn = re.findall(r'points="([^"]*)"', unquote(address))
    return [[(float(x), float(y)) for x, y in (it.split(",") for it in points.split())] for points in drawn]


def test_years_are_equal_steps_and_heights_are_shares_of_the_largest_value():
    (((x0, y0), (x1, y1), (x2, y2)),) = lines(line([[(2020, 0), (2021, 50), (2022, 100)]], "#0072B2", 2020, 2022))
    assert (x0, x2) == (3, WIDE - 3)
    assert x1 - x0 == x2 - x1
    assert (y0, y2) == (HIGH - 3, 3)
    assert y1 == pytest.approx((y0 + y2) / 2)


def test_a_missing_year_has_its_place_and_no_line_and_a_year_alone_is_a_dot():
    address = line([[(2014, 1), (2016, 1)], [(2018, 1)], [(2020, 1), (2022, 1)]], "#0072B2", 2014, 2024)
    first, _, last = lines(address)
    tenth = (WIDE - 6) / 10
    assert [x for x, _ in first] == pytest.approx([3, 3 + 2 * tenth], abs=0.1)
    assert [x for x, _ in last] == pytest.approx([3 + 6 * tenth, 3 + 8 * tenth], abs=0.1)
    dots = re.findall(r'cx="([^"]*)" cy="[^"]*" r="([^"]*)"', unquote(address))
    assert [(float(x), size) for x, size in dots] == [
        (pytest.approx(3 + 4 * tenth, abs=0.1), "1.5"), (pytest.approx(3 + 8 * tenth, abs=0.1), "2.4"),
    ]  # fmt: skip


def test_nothing_but_noughts_is_a_line_on_the_floor():
    assert {y for _, y in lines(line([[(2020, 0), (2021, 0), (2022, 0)]], "#0072B2", 2020, 2022))[0]} == {HIGH - 3}


def test_it_asks_nobody_and_can_end_no_attribute():
    address = line([[(2020, 1), (2021, 2)], [(2023, 3)]], "#0072B2", 2020, 2023)
    assert address.startswith("data:image/svg+xml,")
    assert not set("\"'<> #") & set(address)


def test_a_year_that_is_marked_has_a_thin_line_of_its_own():
    address = line([[(2020, 1), (2022, 1)]], "#0072B2", 2020, 2024, 2021.0)
    quarter = 3 + (WIDE - 6) / 4
    assert f"M{quarter:.1f} 0V{HIGH}" in unquote(address)
    assert "<path" not in unquote(line([[(2020, 1), (2022, 1)]], "#0072B2", 2020, 2024))


def test_the_table_has_each_state_with_its_turnover_and_period_and_a_line():
    (states,) = [it.proto.body for it in drawn("overview").get("html") if 'class="states"' in it.proto.body]
    row = states.partition("latest year</th>")[2].partition("</tr>")[0]
    cells = row.split("</td>")[:-1]
    assert cells[0].startswith('<td class="KAZ"><b>$542 m</b><img')
    assert "2025, own statistics" in cells[0]
    assert ["<img" in it for it in cells] == [True] * 5
