"""A name is found by each of its spellings, and by its beginning once that says which name it is."""

import pytest

from data.vocabulary.spellings import spellings


def test_a_word_without_other_spellings_is_as_it_is():
    assert spellings("wheat") == ("wheat",)


def test_each_name_in_a_word_is_given_in_its_other_spellings():
    assert set(spellings("termez-hairatan")) > {"termez-hairatan", "termiz-hairatan", "termez-hayratan"}
    assert "kosh tepa" in spellings("qosh tepa")


@pytest.mark.parametrize(
    ("word", "whole"),
    [("terme", True), ("term", False), ("qosh tep", True), ("qosh te", True), ("qosh t", False), ("qosh", False)],
)
def test_most_of_a_name_stands_for_it(word, whole):
    assert (len(spellings(word)) > 1) is whole
