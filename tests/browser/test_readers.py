"""Four readers, each with a task: how many touches from the Overview, and what is seen in the end."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import drawn
from tests.browser.test_browser import assert_whole


@dataclass
class Reader:
    """A reader at a page, and the touches so far."""

    page: Page
    touches: int = 0

    def touch(self, what: Locator) -> None:
        """Touch something that is seen, and wait for what it brings."""
        expect(what).to_be_visible()
        what.click()
        self.touches += 1
        drawn(self.page)

    def go(self, name: str) -> None:
        """Go to another page."""
        self.touch(self.page.get_by_role("link", name=name, exact=True))
        self.page.wait_for_url(f"**/{name.lower()}*")
        expect(self.page).to_have_title(f"{name} · Amu Ledger")
        drawn(self.page)

    def state(self, name: str) -> None:
        """Choose a state above the page."""
        self.touch(self.page.locator(".st-key-country").get_by_text(name))

    def part(self, key: str, name: str) -> None:
        """Open a part of a figure."""
        self.touch(self.page.locator(f".st-key-{key}-part").get_by_text(name))


def test_a_journalist_finds_whether_trade_has_grown_who_reports_it_picture_table_and_link(server, visit):
    seen = visit(server)
    reader = Reader(page := seen.open("/"))
    assert page.locator("[data-testid=stMain]").evaluate("it => it.scrollHeight") < 2000  # two screens and a bit
    reader.state("Uzbekistan")
    grown = page.locator("li", has_text="Uzbekistan's trade with Afghanistan rose from $674 m (2021) to $868 m (2023)")
    expect(grown.get_by_role("link", name="National Statistics Committee of Uzbekistan")).to_be_visible()
    expect(page.locator("#overview-trade")).to_contain_text("Uzbekistan")
    reader.part("overview-trade", "Table")
    expect(page.locator("[data-testid=stTable]").first).to_contain_text("2025")
    reader.part("overview-trade", "Link and cite")
    expect(page.get_by_text(re.compile(r"figure=overview-trade&country=Uzbekistan")).first).to_be_visible()
    reader.part("overview-trade", "Download")
    with page.expect_download() as picture:
        reader.touch(page.locator("[data-picture=png]"))
    assert picture.value.path().read_bytes().startswith(b"\x89PNG")
    assert reader.touches <= 5
    assert_whole(seen)


def test_an_aid_officer_finds_tonnes_by_year_and_what_was_never_delivered(server, visit):
    seen = visit(server)
    reader = Reader(page := seen.open("/"))
    reader.go("Aid")
    reader.state("Kazakhstan")
    years = page.locator(".st-key-narrow-aid-sums")
    expect(years).to_contain_text(re.compile(r"2023\s*\d+\s*[\d,]+\st"))
    expect(years).to_contain_text("Since August 2021")
    expect(page.locator("li", has_text="pledged and never reported as sent")).to_be_visible()
    reader.touch(page.get_by_role("button", name="pledged", exact=True))
    expect(page.locator("h2").first).to_contain_text("Pledged, never reported as sent")
    assert reader.touches <= 3
    assert_whole(seen)


def test_a_scholar_finds_when_each_state_accepted_an_envoy_a_citation_and_a_spreadsheet(server, visit):
    seen = visit(server)
    reader = Reader(page := seen.open("/"))
    reader.go("Recognition")
    words = page.locator(".st-key-recognition-latest .main-svg").first
    for since in ("Taliban chargé, Aug 2024", "Taliban ambassador, Oct 2024", "Taliban chargé, Mar 2022",
                  "Taliban chargé, Sep 2024", "republic's envoy, Aug 2021"):  # fmt: skip
        expect(words).to_contain_text(since)
    reader.part("recognition-latest", "Link and cite")
    expect(page.get_by_text(re.compile(r"Amu Ledger.*Data version")).first).to_be_visible()
    reader.part("recognition-latest", "Download")
    with page.expect_download() as workbook:
        reader.touch(page.get_by_role("button", name="Everything (XLSX)"))
    assert workbook.value.path().read_bytes().startswith(b"PK")
    assert reader.touches <= 4
    assert_whole(seen)


def test_an_official_with_a_phone_reads_all_positions_of_a_state(server, visit):
    seen = visit(server, width=390, height=844)
    reader = Reader(page := seen.open("/"))
    reader.touch(page.locator(".states > label", has_text="Kyrgyzstan"))
    shown = page.locator(".states tbody td:visible")
    expect(page.locator(".states thead th:visible")).to_have_text("Kyrgyzstan")
    cells = shown.all_inner_texts()
    for words in ("not recognised", "Taliban chargé", "ambassador", "taken off", "Taalatbek Masadykov"):
        assert any(it.startswith(words) for it in cells), words
    readable = (
        "all => all.every(it => it.scrollWidth <= it.clientWidth && parseFloat(getComputedStyle(it).fontSize) >= 12)"
    )
    assert shown.evaluate_all(readable)
    assert page.locator(".states small:visible").evaluate_all(
        readable.replace("it.scrollWidth <= it.clientWidth && ", "")
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert reader.touches == 1
    assert_whole(seen)


def test_years_without_data_lead_to_the_nearest_that_have_some(server, visit):
    seen = visit(server)
    reader = Reader(page := seen.open("/country?state=Tajikistan&years=2000&years=2004"))
    empty = page.get_by_text("No consignment from Tajikistan is in the data for 2000 to 2004.")
    expect(empty).to_be_visible()
    nearest = page.get_by_role("link", name=re.compile(r"^Show 20\d\d(–20\d\d)?$"))
    address = nearest.first.get_attribute("href")
    assert "state=Tajikistan" in address
    reader.touch(nearest.first)
    page.wait_for_url(lambda it: it.endswith(address))
    drawn(page)
    expect(empty).to_have_count(0)
    expect(page.locator(".st-key-country-trade .main-svg").first).to_be_visible()
    assert_whole(seen)
