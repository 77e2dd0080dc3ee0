"""What only a browser shows of the search of all data: keys alone lead from words to a view."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settle
from tests.browser.test_accessibility import violations


@pytest.mark.parametrize("dark", [False, True])
def test_keys_alone_lead_from_words_to_the_view_that_shows_them(server, visit, dark):
    page = visit(server, dark=dark).open("/about")
    page.get_by_label("Search all data").focus()
    page.keyboard.type("jumangarin")
    page.keyboard.press("Enter")
    found = page.get_by_role("navigation", name="What was found")
    expect(found).to_be_visible()
    assert violations(page) == []
    for _ in range(3):  # past the button that empties the box
        page.keyboard.press("Tab")
        if found.get_by_role("link").first.evaluate("it => it === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/timeline\?event=2025-10-28-kaz-shymkent-forum"))
    settle(page)
    expect(page.get_by_text("Third Kazakh-Afghan business forum in Shymkent").first).to_be_visible()
