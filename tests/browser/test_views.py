"""What only a browser shows of single views: clicks on marks, an order chosen by hand, files that come down, a phone."""

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settle
from tests.browser.test_browser import assert_whole
from tests.support.briefs import pages

CARD = "[class*=st-key-event-]"


def click_on_top(page: Page, figure: str) -> None:
    """Click the mark of a figure that is drawn last: it lies on top of all others."""
    mark = page.locator(f"{figure} .js-plotly-plot .scatterlayer .point").last
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_timeout(300)
    page.mouse.down()
    page.mouse.up()


def test_claims_by_distance_stand_the_farthest_first_and_the_order_is_in_the_address(server, visit):
    seen = visit(server)
    page = seen.open("/claims")
    page.locator(".st-key-claims_order").get_by_role("radio", name="Distance").click()
    page.wait_for_function("() => location.href.includes('claims_order=Distance')")
    settle(page)
    cells = page.locator("[data-testid=stTable] tbody tr td:nth-child(4)").all_inner_texts()
    sizes = [float(it.split(" %")[0].replace(",", "")) for it in cells if re.match(r"[\d.,]+ %", it)]
    assert len(sizes) > 5
    assert sizes == sorted(sizes, reverse=True)
    assert_whole(seen)


def test_a_click_on_an_event_chooses_it_for_the_study_and_shows_it_once(server, visit):
    seen = visit(server)
    page = seen.open("/study?country=Kyrgyzstan")
    chosen = page.locator(".st-key-study_event input")
    before = chosen.input_value()
    click_on_top(page, ".st-key-study-series")
    page.wait_for_function("() => location.href.includes('study_event=')")
    settle(page)
    title = chosen.input_value()
    assert title != before
    name = title.split(" · ", 1)[1]
    expect(page.locator("[data-testid=stMain] strong").get_by_text(name, exact=True)).to_have_count(1)
    expect(page.locator(CARD)).to_have_count(0)
    assert_whole(seen)


def test_a_click_on_the_event_that_the_address_has_opened_does_not_open_it_again(server, visit):
    first = visit(server).open("/timeline?country=Kyrgyzstan")
    click_on_top(first, ".st-key-timeline")
    card = first.locator(CARD).first
    expect(card).to_be_visible()
    (event_id,) = re.findall(r"st-key-event-(\S+)-timeline", card.get_attribute("class") or "")
    seen = visit(server)
    page = seen.open(f"/timeline?country=Kyrgyzstan&event={event_id}")
    expect(page.locator(CARD)).to_have_count(1)
    click_on_top(page, ".st-key-timeline")
    settle(page)
    expect(page.locator(CARD)).to_have_count(1)
    assert_whole(seen)


def test_a_state_is_the_title_of_its_page_and_one_touch_shows_another(server, visit):
    seen = visit(server)
    page = seen.open("/country?state=Uzbekistan")
    heading = page.locator("h1")
    expect(heading).to_contain_text("Uzbekistan")
    expect(page).to_have_title("Uzbekistan · Amu Ledger")
    page.locator(".st-key-state").get_by_text("Tajikistan").click()
    expect(heading).to_contain_text("Tajikistan")
    expect(page).to_have_title("Tajikistan · Amu Ledger")
    page.wait_for_function("() => location.search.includes('state=Tajikistan')")
    page.go_back()
    expect(heading).to_contain_text("Uzbekistan")
    expect(page).to_have_title("Uzbekistan · Amu Ledger")
    assert_whole(seen)


def test_the_brief_comes_down_as_files_and_prints_on_two_pages(server, visit, chromium):
    seen = visit(server)
    page = seen.open("/country?state=Tajikistan&more=Brief")
    files = {}
    for kind in ("PDF", "HTML"):
        with page.expect_download() as download:
            page.get_by_role("button", name=f"Two-page brief ({kind})").click()
        name = download.value.suggested_filename
        assert re.fullmatch(rf"amu-ledger-brief-tajikistan-\w{{10}}\.{kind.lower()}", name)
        files[kind] = download.value.path().read_bytes()
    assert files["PDF"].startswith(b"%PDF")
    assert len(pages(files["PDF"])) == 2
    page.get_by_text("Read the brief here").click()
    shown = page.locator("article.brief .list li")
    expect(shown.first).to_be_visible()
    alone = chromium.new_page()
    alone.set_content(files["HTML"].decode())
    assert alone.locator(".list li").all_inner_texts() == shown.all_inner_texts()
    assert alone.locator(".chart .bar").count() > 5
    assert len(pages(alone.pdf(format="A4", prefer_css_page_size=True))) <= 2
    alone.close()
    assert_whole(seen)


def test_a_link_leads_to_a_heading_whose_name_is_apart_from_what_is_said_below(server, visit):
    seen = visit(server, width=390, height=844)
    page = seen.open("/trade?trade_aims=true#aims")
    heading = page.locator("#aims")
    expect(heading).to_be_in_viewport()
    expect(heading).to_have_text("Targets, potentials and contracts: not trade")
    expect(page.get_by_text("none of it is counted as trade anywhere")).to_be_visible()
    expect(page.locator("[data-testid=stTable]")).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    assert_whole(seen)


def test_the_list_of_consignments_is_opened_searched_and_its_address_opens_it_again(server, visit):
    seen = visit(server, width=390, height=844)
    page = seen.open("/aid")
    page.get_by_text(re.compile(r"The list: \d+ consignments")).click()
    page.locator(".st-key-aid_find input").fill("flour")
    page.keyboard.press("Enter")
    page.wait_for_function("() => location.search.includes('aid_find=flour')")
    settle(page)
    found = page.get_by_text(re.compile(r"^\d+ of \d+ consignments, all five states")).inner_text()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390
    again = visit(server).open("/aid?aid_find=flour")
    expect(again.get_by_text(found.split(".")[0])).to_be_visible()
    assert_whole(seen)


def test_a_crossing_on_the_map_of_corridors_tells_what_it_is(server, visit):
    seen = visit(server)
    page = seen.open("/corridors?country=Uzbekistan")
    point = page.locator(".st-key-corridors-map .scatterlayer .point").last
    point.hover(force=True)
    text_shown = page.locator(".st-key-corridors-map .hoverlayer")
    expect(text_shown).to_contain_text("Termez-Hairatan (Friendship Bridge)")
    assert_whole(seen)


def test_on_a_phone_other_events_fade_behind_the_milestones(server, visit):
    seen = visit(server, width=390, height=844)
    page = seen.open("/timeline?country=Kyrgyzstan")
    points = page.locator(".st-key-timeline .scatterlayer .point")
    expect(points.first).to_be_attached()
    assert set(opacities(points)) == {0.3, 1}
    page.set_viewport_size({"width": 1280, "height": 844})
    settle(page)
    assert set(opacities(points)) == {1}
    assert set(opacities(points, "fillOpacity")) == {0.92, 1}


def test_a_section_of_the_data_page_has_an_address_and_keeps_what_was_chosen_in_it(server, visit):
    seen = visit(server, width=390, height=844)
    page = seen.open("/data?data_table=Events&data_find=hairatan")
    choose(page, "data_find", "kabul")
    row = page.get_by_role("tablist").first
    assert row.evaluate("it => it.scrollWidth - it.clientWidth") <= 1  # a phone has room for all labels
    open_section(page, "Sources")
    assert address(page) == {"section": ["Sources"]}
    choose(page, "source_find", "news")
    page.get_by_role("button", name="Page 3", exact=True).click()
    turned = page.get_by_text(re.compile(r"^Sources 51 to 75 of [\d,]+$"))
    expect(turned).to_be_visible()
    open_section(page, "One table")
    assert address(page) == {"data_table": ["Events"], "data_find": ["kabul"]}
    expect(page.locator(".st-key-data_find input")).to_have_value("kabul")
    open_section(page, "Sources")
    assert address(page) == {"section": ["Sources"], "source_find": ["news"]}
    expect(turned).to_be_visible()
    assert_whole(seen)


def choose(page: Page, key: str, words: str) -> None:
    page.locator(f".st-key-{key} input").fill(words)
    page.locator(f".st-key-{key} input").press("Enter")
    page.wait_for_function(f"() => location.search.includes('{key}={words}')")
    settle(page)


def open_section(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()
    expect(page.get_by_role("tab", name=name, exact=True)).to_have_attribute("aria-selected", "true")
    settle(page)


def address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def opacities(points: Locator, of: str = "opacity") -> list[float]:
    return points.evaluate_all(f"all => all.map(it => Number(getComputedStyle(it).{of}))")
