"""The choice of states: nothing pressed is all five, one touch is one state, and links from before keep their meaning."""

import pytest
from streamlit.testing.v1 import AppTest

from data.vocabulary.places import CODES


def opened(root, **query) -> AppTest:
    app = AppTest.from_file(root / "pages" / "_frame.py", default_timeout=90)
    for key, value in query.items():
        app.query_params[key] = value
    return run(app)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def pressed(app: AppTest) -> list[str]:
    return list(app.button_group(key="country").value or ())


def states(app: AppTest) -> set[str]:
    """The states that the first figure names."""
    alt = app.get("plotly_chart")[0].proto.alt
    return {code for code, name in NAMES.items() if name in alt} or set(CODES)


NAMES = {"KAZ": "Kazakhstan", "UZB": "Uzbekistan", "TKM": "Turkmenistan", "KGZ": "Kyrgyzstan", "TJK": "Tajikistan"}


def test_nothing_pressed_shows_all_five_and_one_touch_one_state(root):
    app = opened(root)
    assert pressed(app) == []
    assert states(app) == set(CODES)
    app.button_group(key="country").set_value(["UZB"])
    assert states(run(app)) == {"UZB"}
    app.button_group(key="country").set_value(["UZB", "KAZ"])
    assert states(run(app)) == {"KAZ", "UZB"}
    app.button_group(key="country").set_value([])
    assert states(run(app)) == set(CODES)


@pytest.mark.parametrize("asked", [["Kazakhstan"], ["Kazakhstan", "Tajikistan"]])
def test_a_link_names_the_states_that_it_shows(root, asked):
    assert {NAMES[code] for code in states(opened(root, country=asked))} == set(asked)


def test_a_link_that_names_all_five_presses_none(root):
    app = opened(root, country=list(NAMES.values()))
    assert pressed(app) == []
    assert states(app) == set(CODES)


def test_pressing_the_fifth_state_is_the_same_as_pressing_none(root):
    app = opened(root, country=["Kazakhstan", "Uzbekistan", "Turkmenistan", "Kyrgyzstan"])
    app.button_group(key="country").set_value(list(CODES))
    app = run(app)
    assert pressed(app) == []
    assert states(app) == set(CODES)


def test_an_empty_choice_in_the_address_is_no_unknown_state(root):
    assert not opened(root, country="").warning


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        (["2020", "2012"], (2012, 2020)), (["1990", "2030"], (2000, 2026)), (["2023"], (2023, 2023)),
        (["2024-2021"], (2021, 2024)),
    ],
)  # fmt: skip
def test_years_of_a_link_are_put_in_order_and_within_the_data_and_it_is_said(root, asked, shown):
    app = opened(root, years=asked)
    assert app.slider(key="years").value == shown
    assert any(it.value.startswith(f"The link asks for {' to '.join(asked)}. Shown: ") for it in app.caption)
    assert app.query_params["years"] == [str(year) for year in shown]
    app.slider(key="years").set_value((2015, 2020))
    assert not any("The link asks for" in it.value for it in run(app).caption)


def test_years_of_a_link_that_are_none_leave_the_usual_ones(root):
    app = opened(root, years=["<b>", "x"])
    assert app.slider(key="years").value == (2010, 2026)


def test_years_in_order_are_shown_without_a_word(root):
    app = opened(root, years=["2012", "2020"])
    assert app.slider(key="years").value == (2012, 2020)
    assert not any("The link asks for" in it.value for it in app.caption)
