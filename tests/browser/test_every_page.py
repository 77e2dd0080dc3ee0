"""What holds of every page: reached by its address it is whole, can be used by everybody, and fits a phone.

Most of the time of a visit goes into coming in: one visit tries several things.
"""

import pytest
from playwright.sync_api import Page, expect

from pages._app.navigation import question
from tests.browser.conftest import drawn
from tests.browser.test_accessibility import FAINT, OF_COLOURS, violations
from tests.browser.test_browser import MARKS, PAGES, address, assert_whole

WITHOUT_FIGURES = {"about", "data"}  # at first sight
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 24, 28)"}


def assert_nothing_scrolls_sideways(page: Page) -> None:
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert page.locator("[data-testid=stMain]").evaluate("it => it.scrollWidth - it.clientWidth") <= 1


@pytest.mark.parametrize("slug", PAGES)
def test_a_page_by_its_address_is_whole_in_both_themes_and_fits_a_phone(slug, server, visit):
    seen = visit(server)
    page = seen.open(address(slug))
    expect(page.locator("[data-testid=stMain]")).to_contain_text(question(PAGES[slug]))
    expect(page.get_by_role("link", name="Overview").first).to_be_visible()
    if slug not in WITHOUT_FIGURES:
        expect(page.locator(MARKS).first).to_be_attached()
    for theme, ground in GROUNDS.items():
        page.emulate_media(color_scheme=theme)
        expect(page.locator(".stApp")).to_have_css("background-color", ground)
        drawn(page)
        assert (theme, violations(page, *(OF_COLOURS if theme == "dark" else ()))) == (theme, [])
        assert (theme, page.evaluate(FAINT)) == (theme, [])
    assert_whole(seen)
    page.set_viewport_size({"width": 390, "height": 844})
    drawn(page)
    assert_nothing_scrolls_sideways(page)
    assert_whole(seen)


@pytest.mark.parametrize("slug", ["overview", "country", "trade", "recognition", "timeline"])
def test_a_page_of_one_state_on_a_phone(slug, server, visit):
    seen = visit(server, width=390, height=844, dark=True)
    page = seen.open(address(slug, "?country=Kyrgyzstan&state=Kyrgyzstan"))
    expect(page.locator(MARKS).first).to_be_attached()
    if "countries" in PAGES[slug].PAGE.filters:
        chosen = page.locator(".st-key-country button[aria-pressed=true]")
        expect(chosen).to_have_text(["Kyrgyzstan"])
        assert "country=Kyrgyzstan" in page.evaluate("location.href")
    assert_nothing_scrolls_sideways(page)
    assert_whole(seen)
