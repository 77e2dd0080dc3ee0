"""The pager: which rows a page has, where the control is drawn, and that a list of another length begins anew."""

import pytest
from streamlit.testing.v1 import AppTest

from pages._parts.lists.pager import Page


def script(count: int) -> None:
    import streamlit as st

    from pages._parts.lists.pager import paginate

    st.session_state["page"] = paginate(count, "list", 10)


@pytest.mark.parametrize(("count", "page"), [(0, Page(0, 0, 0)), (10, Page(0, 10, 10)), (25, Page(0, 10, 25))])
def test_a_list_opens_on_its_first_page(count, page):
    app = AppTest.from_function(script, args=(count,)).run()
    assert not app.exception
    assert app.session_state["page"] == page
    assert len(app.get("pagination")) == (count > 10)


def test_the_last_page_ends_with_the_list_and_a_list_of_another_length_begins_anew():
    app = AppTest.from_function(script, args=(25,))
    app.session_state["list-25"] = 3
    assert app.run().session_state["page"] == Page(20, 25, 25)
    other = AppTest.from_function(script, args=(31,))
    other.session_state["list-25"] = 3
    assert other.run().session_state["page"] == Page(0, 10, 31)


def test_a_page_names_its_rows():
    assert Page(25, 50, 1140).words == "26 to 50 of 1,140"
