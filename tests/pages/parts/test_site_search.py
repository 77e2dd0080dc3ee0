"""The search of all data: every kind, words in any order, names in any spelling, and each result leads to the view that shows it."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from pages._app.navigation import discover
from pages._parts.site_search import box
from pages._parts.site_search.hits import Hit, find
from tests.support.drawing import SECONDS, cells, run, said

KINDS = ["Events", "Figures", "Consignments of aid", "Projects", "Positions", "Claims and targets", "Sources"]


def hits(words: str) -> dict[str, tuple[Hit, ...]]:
    return {group.heading: group.hits for group in find(words)}


def test_every_kind_is_searched():
    found = [heading for words in ("trade year", "termez", "casa") for heading in hits(words)]
    assert set(found) == set(KINDS)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hairatan", "hayratan"), ("Termez", "termiz"), ("Zhumangarin", "Jumangarin"), ("flour herat", "HERAT  flour")],
)
def test_words_in_any_order_and_spelling_find_the_same(one, other):
    first, second = ({it.heading: (it.count, it.hits) for it in find(words.casefold())} for words in (one, other))
    assert first
    assert first == second


def test_a_figure_is_found_by_its_name_and_called_by_it():
    (hit,) = hits("placebo event trade")["Figures"]
    name = "Event study of trade: the same change at all other dates (placebo)"
    assert hit == Hit(f"{name} (Before and after)", "./study?figure=study-others-trade")


def shown(hit: Hit) -> tuple[str, AppTest]:
    """The page that a result leads to, and its slug."""

    def script(slug):
        from pages._app import filters
        from pages._app.navigation import discover
        from pages._app.rows import known_to

        page = discover()[slug]
        page.render(filters.view(page.PAGE, known_to()))

    address = urlsplit(hit.address)
    slug = address.path.removeprefix("./")
    assert slug in discover()
    app = AppTest.from_function(script, kwargs={"slug": slug}, default_timeout=SECONDS)
    for key, value in parse_qs(address.query).items():
        app.query_params[key] = value
    return slug, run(app)


@pytest.mark.parametrize(
    ("words", "heading", "slug"),
    [
        ("jumangarin", "Events", "timeline"), ("flour herat", "Consignments of aid", "aid"), ("casa", "Projects", "data"),
        ("cement", "Positions", "recognition"), ("tapi", "Positions", "data"), ("cement", "Claims and targets", "claims"),
        ("hayratan", "Sources", "data"),
    ],
)  # fmt: skip
def test_a_result_leads_to_the_view_that_shows_it(words, heading, slug):
    hit = hits(words)[heading][0]
    page, app = shown(hit)
    assert page == slug
    everything = re.sub(r"\s+", " ", f"{said(app)} {cells(app)}".replace("\\", ""))
    names = re.split(r"[:;,] ", hit.label)
    assert any(len(it) > 3 and it in everything for it in names[1:]), (hit, everything[:2000])
    if heading in {"Consignments of aid", "Claims and targets"}:
        most = 1 if slug == "aid" else 2  # a statement may name tonnes and dollars, a line each
        assert {len(it.value) for it in app.table} & set(range(1, most + 1)), "the list has nothing else"
    assert not app.warning


def test_results_are_escaped_and_those_without_any_say_so(monkeypatch):
    assert "<script" not in box.results("<script>alert(1)</script>")
    assert "Nothing has all of these words: xyzzy." in box.results("xyzzy")
    hostile = box.Group("Events", 1, (Hit("<img src=x onerror=alert(1)>", './x?a="><script>'),))
    monkeypatch.setattr(box, "find", lambda _: (hostile,))
    assert not re.search(r"<(?:script|img)", box.results("a b"))


def test_the_box_is_above_every_page_and_lists_what_its_words_find(root):
    app = AppTest.from_file(root / "pages" / "_frame.py", default_timeout=SECONDS)
    app.query_params["figure"] = "overview-map"  # one figure, which is soon drawn
    run(app)
    app.text_input(key="search_words").input("hayratan bridge")
    (found,) = [it.proto.body for it in run(app).get("html") if "What was found" in it.proto.body]
    assert 'href="./timeline?event=2025-11-23-uzb-hairatan-bridge-reopens"' in found
