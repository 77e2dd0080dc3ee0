"""A code is said in its words, and goods beyond our list are known by their code of the Harmonised System."""

import pytest

from data.vocabulary import codes


@pytest.mark.parametrize(
    ("name", "hs", "code"),
    [
        ("cereals", "10", "10"), ("wheat seed", "100111", "100111"), ("wheat", "1001", ""), (None, "10", ""),
        ("cereals", None, ""), (None, None, ""),
    ],
)  # fmt: skip
def test_a_chapter_or_product_that_a_source_names_is_known_by_its_code_and_a_heading_is_not(name, hs, code):
    assert codes.named_by({"commodity_name": name, "hs": hs}) == code


def test_a_code_without_words_is_said_with_blanks():
    assert codes.say("works_begun_in_part") == "works begun in part"
