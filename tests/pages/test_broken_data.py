"""Every page while a table is missing, empty, cut, foreign, older, damaged or infinite: it draws the rest, and says what is missing.

`tests/data/test_broken_parts.py` holds that all but the last of these states leave a table without rows: here one of them stands
for all.
"""

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

import data
from data.schema.tables import TABLES, Events, Loads, Sources, Trade
from pages._app.navigation import discover
from tests.support import broken
from tests.support.drawing import EVERY, SECONDS, plain, said

STATES = [(table, broken.missing) for table in TABLES] + [
    (table, broken.infinite) for table in TABLES if broken.has_numbers(table)
]


def all_pages(view):
    """Draw all pages, one below the other; the names of those that fail go into the session."""
    import traceback

    import streamlit as st

    from pages._app.navigation import discover

    failed = st.session_state["failed"] = {}
    for slug, module in discover().items():
        try:
            module.render(view)
        except Exception:  # noqa: BLE001  as the frame does
            failed[slug] = traceback.format_exc()


@pytest.mark.parametrize(("table", "spoil"), STATES, ids=[f"{table.name}-{spoil.__name__}" for table, spoil in STATES])
def test_every_page_is_drawn_in_every_state_of_a_table(folder, table, spoil):
    spoil(folder, table)
    app = AppTest.from_function(
        all_pages, kwargs={"view": replace(EVERY, known_to=data.known_to())}, default_timeout=SECONDS
    ).run()
    failed = app.session_state["failed"]
    assert not failed, "\n".join(failed.values())
    assert not app.exception
    assert len(app.get("plotly_chart")) > 5
    assert not re.search(r"\b(nan|NaT|inf)\b", said(app))


@pytest.mark.parametrize("table", [Trade, Events, Sources, Loads])
def test_the_frame_says_in_a_sentence_what_cannot_be_read_and_draws_the_page(folder, root, table):
    broken.cut(folder, table)
    app = AppTest.from_file(root / "pages" / "_frame.py", default_timeout=SECONDS).run()
    assert not app.exception
    assert not app.error
    assert [plain(it.value) for it in app.warning] == [
        f"{table.heading} cannot be read, or not in full: what is drawn from it is missing here."
    ]
    assert app.get("plotly_chart")


def test_a_page_says_so_for_each_of_several_tables(folder, root):
    for table in (Trade, Events, Sources):  # then no day is known either to which the data reach
        broken.missing(folder, table)
    app = AppTest.from_file(root / "pages" / "_frame.py", default_timeout=SECONDS).run()
    assert not app.error
    assert [it.value.partition(" cannot")[0] for it in app.warning] == [Trade.heading, Events.heading, Sources.heading]


def test_the_pages_are_all_of_them():
    assert len(discover()) == 13
