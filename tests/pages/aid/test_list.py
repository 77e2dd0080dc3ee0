"""Every consignment on the Aid page: folded until it is opened, searched by words, downloaded as searched."""

import io

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pages._parts.states.consignments import every
from pages.aid.list import file
from tests.support.drawing import EVERY, drawn, plain, run, said

STAGES = ("delivered", "dispatched", "pledged")


def listed(app: AppTest) -> list[pd.DataFrame]:
    return [it.value for it in app.table if "Donor and date" in it.value]


def test_the_list_is_folded_and_says_how_many_it_holds():
    app = drawn("aid")
    assert not listed(app)
    assert not app.text_input
    count = len(EVERY.keep(every(), None))
    assert f"The list: {count} consignments of 2016 to 2026, the newest first" in [it.label for it in app.expander]


def test_the_list_opens_by_its_address():
    app = drawn("aid", aid_list="true")
    (cells,) = listed(app)
    assert len(cells) == len(EVERY.keep(every(), None))
    assert f"{len(cells)} of {len(cells)} consignments" in said(app)
    assert cells["Sources"].str.startswith("[").all()


def test_a_search_in_the_address_opens_the_list_and_the_reader_may_close_it():
    app = drawn("aid", aid_find="flour")
    assert listed(app)
    app.session_state["aid_list"] = False
    assert not listed(run(app))


@pytest.mark.parametrize("words", ["FLOUR", "5,403", "(hairatan)"])
def test_words_are_found_whatever_their_case_and_marks(words):
    app = drawn("aid", aid_find=words)
    (cells,) = listed(app)
    assert 0 < len(cells) < len(EVERY.keep(every(), None))
    assert all(words.lower() in plain(" ".join(row)).lower() for row in cells.itertuples(index=False))
    assert f"{len(cells)} of " in said(app)


def test_words_that_no_consignment_has_are_named():
    app = drawn("aid", aid_find="no such thing")
    assert not listed(app)
    assert "No consignment of these filters has these words." in said(app)


def test_the_file_holds_what_the_search_leaves_and_its_sources():
    rows = pd.read_csv(io.BytesIO(file(EVERY, STAGES, "flour")))
    (cells,) = listed(drawn("aid", aid_find="flour"))
    assert len(rows) == len(cells) > 0
    assert rows["goods"].str.contains("flour", case=False).any()
    assert "publisher" in rows
    assert "behind" not in rows
