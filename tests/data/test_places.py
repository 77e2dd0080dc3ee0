"""Which places a cell of codes is about, and how far a place is from a border."""

import math

import pytest

from data import outlines
from data.vocabulary.places import CODES, concerns


@pytest.mark.parametrize(
    ("codes", "chosen", "any_of_them", "all_of_them"),
    [
        ("UZB", ("UZB",), True, True),
        ("UZB", ("KAZ", "TJK"), False, False),
        ("KAZ;UZB", ("UZB",), True, False),
        ("KAZ;UZB", ("UZB", "KAZ", "TJK"), True, True),
        ("AFG;UZB", ("UZB",), True, False),
        ("CA5", ("UZB",), False, False),
        ("CA5", CODES[:4], False, False),
        ("CA5", CODES, True, True),
        ("CA5", ("CA5",), True, True),
        ("UZB", ("CA5",), False, False),
        ("UZB", (), False, False),
        ("", ("UZB",), False, False),
    ],
)
def test_a_cell_is_about_the_places_that_it_names(codes, chosen, any_of_them, all_of_them):
    assert concerns(codes, chosen) == any_of_them
    assert concerns(codes, chosen, whole=True) == all_of_them


def test_an_outline_has_its_rings_one_after_the_other():
    polygons = [[[[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0]]], [[[7.0, 8.0], [9.0, 10.0]]]]
    assert outlines._outline(polygons) == ((1, 3, None, 5, None, 7, 9), (2, 4, None, 6, None, 8, 10))


@pytest.mark.parametrize(
    ("lat", "lon", "km"),
    [
        (0, 0, 111.2), (0, -1, 2 * 111.2), (0.5, 1, 0), (3, 1, 111.2),  # from the side at 1 E, and from its end at 2 N
        (3, 2, 111.2 * (1 + math.cos(math.radians(3)) ** 2) ** 0.5), (0, 4.5, 0.5 * 111.2), (-2, 1, 111.2),
    ],
)  # fmt: skip
def test_the_way_to_a_border_is_that_to_its_nearest_point(monkeypatch, lat, lon, km):
    """A line at 1 E from 1 S to 2 N, with one point of it twice, and another ring at 5 E: none joins the two."""
    border = outlines.Outline((1, 1, 1, None, 5, 5), (-1, 2, 2, None, -1, 2))
    monkeypatch.setattr(outlines, "outlines", lambda: {"UZB": border})
    assert outlines.border_km(lat, lon, "UZB") == pytest.approx(km)
