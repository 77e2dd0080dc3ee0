"""Every page while a table is missing, empty, cut, foreign, older, damaged or infinite: it draws the rest, and says what is missing.

`tests/data/test_broken_parts.py` holds that all but the last of these states leave a table without rows: here one of them stands
for all.
"""

import re
from collections import defaultdict
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

import data
from data.schema.tables import TABLES, Aid, Events, Loads, Recognition, Sources, Trade
from pages._app import cache
from pages._app.navigation import discover
from pages._parts import figure_list
from pages.country.brief import of_state, wording
from tests.support import broken
from tests.support.drawing import EVERY, SECONDS, plain, said

STATES = [(table, broken.missing) for table in TABLES] + [
    (table, broken.infinite) for table in TABLES if broken.has_numbers(table)
]
# no number, and no list of nothing
UNSAID = re.compile(r"\b(nan|NaT|inf)\b|\b(and|by|for|from|in|of|to) ?\.(?!\d)")


def several_pages(view, slugs):
    """Draw pages, one below the other; the names of those that fail go into the session."""
    import traceback

    import streamlit as st

    from pages._app.navigation import discover

    failed = st.session_state["failed"] = {}
    for slug in slugs:
        try:
            discover()[slug].render(view)
        except Exception:  # noqa: BLE001  as the frame does
            failed[slug] = traceback.format_exc()


def draw(slugs):
    """The pages of these names, of all five states; their failures go into the session."""
    view = replace(EVERY, known_to=data.known_to())
    return AppTest.from_function(
        several_pages, kwargs={"view": view, "slugs": slugs}, default_timeout=3 * SECONDS
    ).run()


@pytest.fixture(scope="module")
def pages_of():
    """The pages that read each table: another table is nothing to them."""
    found = defaultdict(set)
    with pytest.MonkeyPatch.context() as patch:
        read, slug = data.read, ""
        patch.setattr(data, "read", lambda table: found[table].add(slug) or read(table))
        patch.setattr(cache, "_version", lambda _: f"as {slug} reads it")
        for slug in discover():
            draw([slug])
    return found


@pytest.mark.parametrize(("table", "spoil"), STATES, ids=[f"{table.name}-{spoil.__name__}" for table, spoil in STATES])
def test_every_page_and_figure_is_drawn_in_every_state_of_a_table(pages_of, folder, table, spoil):
    spoil(folder, table)
    assert pages_of[table], "no page reads it"
    app = draw(sorted(pages_of[table]))
    failed = app.session_state["failed"]
    assert not failed, "\n".join(failed.values())
    assert not app.exception
    assert not UNSAID.search(said(app))
    for key, figure in figure_list.discover().items():
        if spoil is broken.missing and table is Events and key.startswith("study"):
            continue  # without its event there is no study: see the next test
        for choice in figure.choices() if figure_list.slug_of(figure) in pages_of[table] else []:
            drawn = figure.drawn(EVERY, choice)
            shown = drawn if isinstance(drawn, str) else f"{drawn.words.title} {drawn.words.subtitle} {drawn.words.alt}"
            assert shown, key
            assert not UNSAID.search(shown), key


def test_a_figure_without_rows_says_that_they_cannot_be_read_and_not_that_there_are_none(folder):
    figure = figure_list.discover()["overview-trade"]
    assert not isinstance(figure.drawn(EVERY, figure.choices()[0]), str)
    broken.infinite(folder, Trade)
    said = "Trade cannot be read, or not in full: nothing can be drawn here."
    assert figure.drawn(EVERY, figure.choices()[0]) == said


@pytest.mark.parametrize(
    ("table", "slug", "usual"),
    [
        (Trade, "overview", "<b>not reported</b>"),
        (Trade, "trade", "There is no figure of trade"),
        (Aid, "overview", "<b>none in our data</b>"),
        (Recognition, "overview", "<b>none known</b>"),
        (Events, "timeline", "No event is known"),
    ],
)
def test_what_cannot_be_read_is_not_said_to_be_unknown(folder, table, slug, usual):
    broken.cut(folder, table)
    shown = said(draw([slug]))
    assert f"{table.heading} cannot be read" in shown
    assert usual not in shown


def test_a_brief_names_what_cannot_be_read(folder):
    broken.cut(folder, Trade)
    assert f"{Trade.heading} cannot be read, or not in full" in wording.edition(of_state("UZB"))


def test_the_link_to_a_study_without_its_event_gets_a_sentence(folder, root):
    broken.missing(folder, Events)
    key = next(it for it in figure_list.discover() if it.startswith("study"))
    app = AppTest.from_file(root / "pages" / "_frame.py", default_timeout=SECONDS)
    app.query_params["figure"] = key
    app.run()
    assert not app.exception
    assert not app.get("plotly_chart")
    assert [plain(it.value).partition(":")[0] for it in app.warning] == [
        f"{Events.heading} cannot be read, or not in full"
    ]


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
