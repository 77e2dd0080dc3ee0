"""What only a browser shows: addresses, filters in them, Back, events that open, a part that is cut."""

import shutil

from playwright.sync_api import expect

from pages._app.navigation import discover, question
from tests.browser.conftest import serve, settle

PAGES = discover()
MARKS = ".js-plotly-plot .main-svg :is(.point, .bars path, .scatter path, .legend, .js-fill, .slice)"
CONTROLS = "**/static/js/ButtonGroup.*.js"  # what the pills of the countries are drawn by


def address(slug: str, query: str = "") -> str:
    return f"/{'' if PAGES[slug].PAGE.order == 0 else slug}{query}"


# Tick labels that reach beyond their figure: their room is reckoned from what they say, and this is what is there.
CUT = """[...document.querySelectorAll('.js-plotly-plot')].flatMap(figure => {
  const box = figure.getBoundingClientRect();
  const labels = [...figure.querySelectorAll('[class*=tick] text')].map(it => [it.textContent, it.getBoundingClientRect()]);
  return labels.filter(([, at]) => at.width && (at.left < box.left - 1 || at.right > box.right + 1)).map(([said]) => said);
})"""


def assert_whole(seen) -> None:
    page = seen.page
    assert not page.locator("[data-testid=stException], [data-testid=stAlertContentError]").count(), page.inner_text(
        "body"
    )
    assert seen.errors == []
    assert seen.foreign == []
    assert page.evaluate(CUT) == []


def test_the_first_page_answers_at_its_own_name_too(server, visit):
    seen = visit(server)
    page = seen.open("/overview")
    expect(page.locator("h1")).to_contain_text(question(PAGES["overview"]))
    assert not page.get_by_text("Page not found").count()
    assert_whole(seen)


def test_an_unknown_country_in_the_address_gets_a_sentence(server, visit):
    seen = visit(server)
    page = seen.open("/trade?country=%3Cscript%3EAtlantis")
    expect(page.get_by_text("which is none of the five states")).to_be_visible()
    assert "Atlantis" in page.inner_text("body")
    assert_whole(seen)


def pressed(page):
    return page.locator(".st-key-country button[aria-pressed=true]")


def test_one_touch_is_one_state_and_back_leads_to_the_view_before_it(server, visit):
    seen = visit(server)
    page = seen.open("/trade")
    before = page.evaluate("history.length")
    for name, shown in (("Uzbekistan", ["Uzbekistan"]), ("Kazakhstan", ["Kazakhstan", "Uzbekistan"])):
        page.locator(".st-key-country").get_by_role("button", name=name).click()
        expect(pressed(page)).to_have_text(shown)
        settle(page)
    assert page.evaluate("history.length") == before + 2  # one entry a touch
    page.go_back()
    expect(pressed(page)).to_have_text(["Uzbekistan"])
    settle(page)
    page.go_back()
    expect(pressed(page)).to_have_count(0)
    settle(page)
    page.go_forward()
    expect(pressed(page)).to_have_text(["Uzbekistan"])
    assert_whole(seen)


def test_a_tab_names_its_page(server, visit):
    page = visit(server).open("/aid")
    expect(page).to_have_title("Aid · Amu Ledger")
    page.get_by_role("link", name="Trade").first.click()
    expect(page).to_have_title("Trade · Amu Ledger")


def test_filters_go_along_from_page_to_page_and_years_of_a_link_are_put_right_in_the_address(server, visit):
    page = visit(server).open("/trade?country=Uzbekistan&years=2025-2019")
    page.wait_for_function("() => location.search.includes('years=2019&years=2025')")
    assert page.evaluate("history.length") == 2  # Back leads to where the reader came from, the empty page
    page.get_by_role("link", name="Aid").first.click()
    page.wait_for_function("() => location.pathname === '/aid'")
    # the address follows the run that the click asks for
    page.wait_for_function(
        "() => location.search.includes('country=Uzbekistan') && location.search.includes('years=2019')"
    )
    settle(page)


def test_filters_stay_in_the_address_of_who_goes_on_before_they_stand(server, visit):
    page = visit(server).page
    page.route(CONTROLS, lambda _: None)  # the controls wait for it, and the reader does not
    with page.expect_request(CONTROLS):
        page.goto(server + "/trade?country=Uzbekistan&years=2019&years=2025")
    page.get_by_role("link", name="Aid").first.click()
    page.wait_for_function("() => location.pathname === '/aid'")
    page.wait_for_function("() => location.search.includes('years=2025')")
    assert sorted(page.evaluate("location.search").strip("?").split("&")) == [
        "country=Uzbekistan", "years=2019", "years=2025",
    ]  # fmt: skip
    page.unroute(CONTROLS)
    page.reload()
    expect(page.locator(".st-key-country button[aria-pressed=true]")).to_have_text(["Uzbekistan"])


def test_a_truncated_part_is_told_and_the_rest_still_works(tmp_path, visit):
    from tests.browser.conftest import ROOT

    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "tests"))
    part = copy / "data" / "parquet" / "aid" / "curated.parquet"
    part.write_bytes(part.read_bytes()[:1000])
    for base in serve(copy):
        page = visit(base).open("/aid")
        expect(page.get_by_text("Aid cannot be read, or not in full: what is drawn from it")).to_be_visible()
        assert "Traceback" not in page.inner_text("body")
        trade = visit(base).open("/trade")
        expect(trade.locator(MARKS).first).to_be_attached()


def test_a_click_on_an_event_opens_it_with_its_sources(server, visit):
    seen = visit(server)
    page = seen.open("/timeline?country=Kyrgyzstan")
    # the mark drawn last lies on top of all others
    box = page.locator(".js-plotly-plot .scatterlayer .point").last.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(300)
    page.mouse.down()
    page.mouse.up()
    opened = page.locator("[class*=st-key-event-]").first
    expect(opened).to_be_visible()
    assert opened.locator("a[href^=http]").count() >= 1
    assert_whole(seen)


def test_an_event_has_an_address_of_its_own(server, visit):
    seen = visit(server)
    page = seen.open("/timeline?event=2023-04-15-kaz-zhumangarin-kabul&country=Tajikistan")
    expect(page.locator("[class*=st-key-event-]").get_by_text("Zhumangarin").first).to_be_visible()
    assert_whole(seen)
    unknown = visit(server).open("/timeline?event=%3Cb%3Enowhere")
    expect(unknown.get_by_text("The address asks for the event b nowhere, which is not in these data")).to_be_visible()


def test_a_bare_address_in_a_text_is_no_link_and_is_read_letter_by_letter(tmp_path, visit, root):
    """Streamlit makes links of bare addresses in Markdown, whatever is escaped in them."""
    text_shown = "see https://evil.example/a or www.evil.example or me@evil.example, $x$ **b** :red[c]"
    script = f"""
import sys
import streamlit as st
sys.path.insert(0, {str(root)!r})
from pages._parts.citation import text
st.title("A note")
st.markdown(text({text_shown!r}))
st.table({{"note": [text({text_shown!r})]}})
"""
    (tmp_path / "dashboard.py").write_text(script, encoding="utf-8")
    for base in serve(tmp_path):
        page = visit(base).open("/")
        main = page.locator("[data-testid=stMain]")
        expect(main.get_by_text(text_shown, exact=True)).to_have_count(2)
        expect(main.locator("p a, td a")).to_have_count(0)
