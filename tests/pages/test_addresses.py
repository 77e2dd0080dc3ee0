"""Each figure has an address at which it stands alone, and in the page of somebody else without a control."""

import pytest
from streamlit.testing.v1 import AppTest

from pages._app.view import View
from pages._parts.figure_list import discover, page_of
from tests.support.drawing import EVERY, SECONDS, run, said

EVENTFUL = View(EVERY.countries, EVERY.first, EVERY.last, 2, known_to=EVERY.known_to)


@pytest.mark.parametrize("key", discover())
def test_a_figure_can_be_drawn_without_its_page(key):
    def script(key, view):
        from pages._parts.figure_list import discover
        from pages._parts.show import show

        figure = discover()[key]
        show(figure, view, figure.usual(view))

    app = run(AppTest.from_function(script, kwargs={"key": key, "view": EVENTFUL}, default_timeout=SECONDS))
    assert len(app.get("plotly_chart")) == 1 or app.info
    assert app.get("plotly_chart") or key in NEED_LIVE_DATA


NEED_LIVE_DATA = {
    "study-others-trade",
    "study-series-trade",
    "study-windows-trade",
    "trade-by-month",
    "trade-products",
    "trade-unit-values",
}  # no edition has them


def opened(root, key, **query) -> AppTest:
    app = AppTest.from_file(root / "pages" / "_frame.py", default_timeout=SECONDS)
    app.query_params["figure"] = key
    for name, value in query.items():
        app.query_params[name] = value
    return run(app)


def test_the_frame_draws_the_figure_of_the_address_alone_with_the_filters(root):
    app = opened(root, "overview-trade", country="Uzbekistan")
    (chart,) = app.get("plotly_chart")
    assert "Uzbekistan" in chart.proto.alt
    assert "Kazakhstan" not in chart.proto.alt
    assert app.button_group(key="country").value == ["UZB"]
    assert "All figures of this page" in said(app)


def test_a_figure_that_is_not_there_leaves_the_page(root):
    assert len(opened(root, "<b>none").get("plotly_chart")) > 0


def test_every_figure_names_its_page():
    assert {page_of(figure) for figure in discover().values()} <= {
        "aid", "claims", "corridors", "country", "mirror", "overview", "record", "recognition", "study", "timeline", "together", "trade",
    }  # fmt: skip


@pytest.mark.parametrize("key", ["country-refugees", "country-goods", "country-aid"])
def test_a_figure_that_its_page_does_not_draw_now_is_that_of_the_chosen_state(key):
    choice = discover()[key].usual(EVENTFUL.of("UZB"))
    assert "UZB" in (choice if isinstance(choice, tuple) else (choice,))


@pytest.mark.parametrize(
    ("slug", "name", "query", "words"),
    [
        ("country", "country-trade", {}, "Uzbekistan"),
        ("country", "country-trade", {"country_flow": "Exports"}, "xports"),
        ("country", "country-aid", {}, "Uzbekistan"),
        ("together", "together-tjk", {}, "Tajikistan"),
        ("trade", "trade-by-year", {"trade_flow": "Imports"}, "Imports"),
        ("trade", "trade-index", {"trade_unit": "Index, 2021 = 100"}, "ndex"),
        ("aid", "aid-by-kind", {"aid_by": "kind"}, "kind"),
    ],
)
def test_a_figure_alone_is_the_one_that_its_page_draws_under_this_address(slug, name, query, words):
    def script(slug, view, name):
        import streamlit as st

        from pages._app.navigation import discover
        from pages._parts.show import Alone, only

        place = st.container()
        with st.container(key="unseen"), only(Alone(name, place)):
            discover()[slug].render(view)

    codes = ("UZB",) if slug == "country" else EVENTFUL.countries
    view = View(codes, EVERY.first, EVERY.last, 2, known_to=EVERY.known_to)
    app = AppTest.from_function(script, kwargs={"slug": slug, "view": view, "name": name}, default_timeout=SECONDS)
    for key, value in query.items():
        app.query_params[key] = value
    charts = run(app).get("plotly_chart")
    assert [it.proto.id.rsplit("-None", 1)[0].endswith(name) or name in it.proto.id for it in charts] == [True]
    assert words in charts[0].proto.alt
