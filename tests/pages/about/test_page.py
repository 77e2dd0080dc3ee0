"""The page on what the dashboard is: every rule of choice, every status, every method, in words alone."""

import re

import pytest

from analysis.trade.preferred import RANKS
from data.vocabulary import codes
from pages._parts.methods import method, methods
from pages.about.reading import STAGES, STATUSES
from tests.support.drawing import drawn, said


def test_every_order_of_preference_and_status_is_explained():
    shown = said(drawn("about"))
    assert all(rank in shown for rank in RANKS.values())
    assert set(STATUSES) == set(codes.FIGURE_STATUS)
    assert set(STAGES) == set(codes.STAGES)


def test_the_method_of_the_address_is_shown():
    app = drawn("about", method=method("ladder").title)
    assert app.selectbox(key="method").value == "ladder"
    assert "A rank is not a score" in said(app)


@pytest.mark.parametrize("name", methods())
def test_a_method_is_readable_without_the_code(name):
    title, text = method(name)
    assert title
    assert not title.startswith("#")
    assert "`" not in text, "names of code stand in the last section alone"
    assert not re.search(r"\.py\b", text)


def test_the_data_can_be_cited_from_here():
    assert "Data version" in said(drawn("about"))
