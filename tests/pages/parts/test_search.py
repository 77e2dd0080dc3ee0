"""The search of every list: all words, in any order and any case, as plain text."""

import datetime as dt

import pandas as pd
import pytest

from data.schema.tables import Events
from data.vocabulary.places import CODES
from pages._app.rows import rows
from pages._app.view import View
from pages._parts.lists.search import search
from pages.aid.list import file
from pages.timeline.rows import Choice, chosen

TEXTS = pd.Series(["wheat flour to herat", "flour (5,403 t)", "tyres, hs 4011"], index=[7, 3, 5])
ALL = View(CODES, dt.date(1990, 1, 1), dt.date(2026, 12, 31), weight=1)


@pytest.mark.parametrize(
    ("words", "found"),
    [("FLOUR", [7, 3]), ("herat  wheat", [7]), ("(5,403", [3]), (".*", []), ("flour tyres", []), (" ", [7, 3, 5])],
)
def test_a_text_has_every_word_in_any_order(words, found):
    assert list(TEXTS.index[search(TEXTS, words)]) == found


def test_nothing_is_found_in_nothing():
    assert search(pd.Series([], dtype="str"), "flour").empty


def test_an_event_is_found_by_title_country_and_publisher():
    events = rows(Events)
    assert 0 < len(chosen(ALL, Choice("rail hairatan"))) < len(chosen(ALL, Choice("hairatan"))) < len(events)
    assert chosen(ALL, Choice("hairatan RAIL")).equals(chosen(ALL, Choice("rail hairatan")))
    named = chosen(ALL, Choice("turkmenistan"))
    assert set(events.index[events["countries"].str.contains("TKM")]) <= set(named.index)


def test_a_consignment_is_found_by_words_in_any_order():
    stages = ("pledged", "dispatched", "delivered")
    one, other = file(ALL, stages, "flour kazakhstan"), file(ALL, stages, "Kazakhstan flour")
    assert one.count(b"flour") > 0
    assert one == other
