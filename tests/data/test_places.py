"""Which places a cell of codes is about."""

import pytest

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
