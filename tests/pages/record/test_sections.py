"""The sections of the Data page: the address opens one, the others cost nothing, and what was chosen in each stays."""

import pytest
from streamlit.testing.v1 import AppTest

import data
from data.schema.tables import Sources
from tests.support.drawing import EVERY, cells, drawn, run, said

TOLD = {
    "One table": "One trade figure between a Central Asian state and Afghanistan",
    "Sources": "of them are cited in the tables",
    "Coverage": "What is not known",
    "Loads": "What the last loads changed",
    "For programs": "One line reads a table",
    "Citing": "Cite the original source beside it",
}


def page(**query: str) -> AppTest:
    return drawn("data", EVERY, **query)


def opened(app: AppTest) -> set[str]:
    """The sections with anything in them."""
    return {it.label for it in app.tabs if len(it.children)}


def to(app: AppTest, section: str) -> AppTest:
    """Another section, as a click opens it: the browser changes the address before it asks."""
    app.session_state["section"] = section
    app.query_params.pop("section", None)
    if section != "One table":
        app.query_params["section"] = section
    return run(app)


@pytest.mark.parametrize("section", TOLD)
def test_the_address_opens_one_section_and_the_others_are_not_worked_out(section):
    app = page(section=section)
    assert [it.label for it in app.tabs] == list(TOLD)
    assert opened(app) == {section}
    assert [it for it, words in TOLD.items() if words in said(app)] == [section]
    assert "rows in 17 tables, from 1992 to" in app.markdown[0].value
    figures = [it for it in app.get("plotly_chart") if it.proto.alt.startswith("Rows by table and year")]
    assert bool(figures) == (section == "Coverage")


def test_the_first_section_is_one_table_with_its_rows():
    app = page()
    assert opened(app) == {"One table"}
    assert "Rows 1 to 25 of" in said(app)


@pytest.mark.parametrize(
    ("query", "section"),
    [
        ({"source_find": "FAO"}, "Sources"), ({"source_kind": "news"}, "Sources"), ({"known_kind": "Aid"}, "Coverage"),
        ({"source_order": "Newest first"}, "Sources"), ({"data_find": "wheat"}, "One table"),
        ({"section": "Loads", "known_kind": "Aid"}, "Loads"), ({"data_by": "State"}, "Coverage"), ({"section": "Atlantis"}, "One table"),
    ],
)  # fmt: skip
def test_a_link_from_before_there_were_sections_opens_the_one_it_speaks_of(query, section):
    app = page(**query)
    assert opened(app) == {section}
    assert app.query_params.get("section", "One table") == section


def test_what_an_address_opens_does_not_hold_the_reader_there():
    app = to(page(known_kind="Aid"), "One table")
    assert opened(app) == {"One table"}
    assert opened(run(app)) == {"One table"}


def test_what_was_chosen_in_a_section_is_there_again_after_another():
    app = page(data_table="Events", data_find="hairatan", data_country="Uzbekistan")
    app.text_input(key="data_find").set_value("kabul")
    before = cells(run(app))
    assert "data_find" not in to(app, "Sources").query_params  # the address tells of what is seen alone
    app.text_input(key="source_find").set_value("gov")
    app.multiselect(key="source_kind").set_value(["news"])
    app.segmented_control(key="source_order").set_value("Newest first")
    sources = cells(run(app))
    to(app, "Coverage").pills(key="known_kind").set_value("aid")
    run(app)
    assert cells(to(app, "One table")) == before
    assert app.query_params == {"data_table": "Events", "data_find": "kabul", "data_country": "Uzbekistan"}
    assert cells(to(app, "Sources")) == sources
    assert app.query_params == {
        "section": "Sources", "source_find": "gov", "source_kind": "news", "source_order": "Newest first",
    }  # fmt: skip
    assert to(app, "Coverage").query_params == {"section": "Coverage", "known_kind": "Aid"}


def test_a_list_stays_where_the_reader_has_turned_to_and_a_part_of_a_table_open():
    app = page(data_tab="Dictionary", section="Sources")
    app.session_state[f"source-page-{len(data.read(Sources))}"] = 3
    assert "Sources 51 to 75 of" in said(run(app))
    assert "In the file" in set(to(app, "One table").table[-1].value.columns)
    assert "Sources 51 to 75 of" in said(to(app, "Sources"))
    assert app.query_params == {"section": "Sources"}
    assert to(app, "One table").query_params == {"data_tab": "Dictionary"}
