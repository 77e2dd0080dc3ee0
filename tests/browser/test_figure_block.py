"""What only a browser shows of the block of a figure: keys, parts, milestones, a phone, paper."""

import io
import re

import pypdfium2
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import drawn, settle
from tests.browser.test_browser import assert_whole
from tests.browser.test_views import click_on_top

TRADE = ".st-key-trade-by-year"
WORDS = """selector => [...document.querySelectorAll(selector)].filter(it => {
  const look = getComputedStyle(it);
  return it.textContent.trim() && look.display !== 'none' && it.getBoundingClientRect().width > 0 && look.fillOpacity !== '0';
}).map(it => it.textContent)"""


def parts(page: Page, key: str = "trade-by-year"):
    return page.locator(f".st-key-{key}-part")


def test_a_part_is_opened_by_keyboard_and_only_one_is_open_and_what_is_drawn_comes_down(server, visit):
    seen = visit(server)
    page = seen.open("/trade?country=Uzbekistan")
    control = parts(page)
    assert not page.locator("[data-testid=stTable]").count()
    first = control.get_by_role("radio").first
    first.focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-testid=stTable]").first).to_be_visible()
    control.get_by_role("radio", name="Link and cite").click()
    expect(page.get_by_text("Data version").first).to_be_visible()
    expect(page.locator("[data-testid=stTable]")).to_have_count(0)
    control.get_by_role("radio", name="Download").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Rows behind (CSV)").first.click()
    content = download.value.path().read_bytes()
    assert content.startswith("\ufeffcountry,".encode())
    assert re.fullmatch(r"amu-ledger-trade-by-year-uzb-2010-2026-\w+-rows\.csv", download.value.suggested_filename)
    assert_whole(seen)


def test_the_link_of_a_figure_leads_to_it(server, visit):
    seen = visit(server)
    page = seen.open("/trade?country=Uzbekistan#mirror")
    expect(page.locator("#mirror")).to_be_in_viewport()


def test_a_title_stands_once_and_a_milestone_opens_where_it_stands_without_a_run(server, visit):
    seen = visit(server)
    page = seen.open("/trade")
    expect(page.locator(f"{TRADE} .annotation-text-g text").nth(1)).to_be_attached()
    assert page.locator(f"{TRADE} .gtitle:visible").count() == 0
    expect(page.locator("#trade-by-year")).to_be_visible()
    chart, bar = (page.locator(it).first.bounding_box() for it in (TRADE, f"{TRADE} .modebar"))
    assert bar["y"] > chart["y"] + chart["height"] / 2
    flags = page.evaluate(WORDS, f"{TRADE} .annotation-text-g text")
    numbers = [it for it in flags if it.isdigit()]
    entries = page.locator("ol.milestones").first.locator("summary")
    assert [it.split()[0] for it in entries.all_inner_texts()] == numbers
    assert 1 <= len(numbers) <= 12
    entries.nth(1).click()
    text = page.locator("ol.milestones details[open] p")
    expect(text).to_be_in_viewport()
    assert text.locator("a[href^=http]").count() >= 1
    assert_whole(seen)


def test_a_touched_event_opens_in_view_and_nothing_fades(server, visit):
    seen = visit(server, height=620)
    page = seen.open("/timeline")
    marks = page.locator(".st-key-timeline .scatterlayer .point")
    click_on_top(page, ".st-key-timeline")
    card = page.locator("[class*=st-key-event-]").first
    expect(card).to_be_in_viewport(ratio=0.9)
    assert set(marks.evaluate_all("all => all.map(it => getComputedStyle(it).opacity)")) == {"1"}
    assert_whole(seen)


@pytest.mark.parametrize("dark", [False, True])
def test_a_phone_keeps_the_words_in_bars_and_has_no_tool_bar_over_titles(server, visit, dark):
    seen = visit(server, width=390, height=844, dark=dark)
    page = seen.open("/recognition")
    expect(page.locator(".st-key-recognition-bars .textpoint text").first).to_be_attached()
    drawn = page.evaluate(WORDS, ".st-key-recognition-bars .textpoint text")
    assert len(drawn) >= 6
    assert {"chargé", "ambassador", "republic's envoy"} <= set(drawn)
    assert not page.locator(".modebar-container:visible").count()
    page.goto(f"{server}/aid?aid_by=donor")
    settle(page)
    expect(page.locator(".st-key-aid-by-donor .textpoint text").first).to_be_attached()
    assert any(" t" in it for it in page.evaluate(WORDS, ".st-key-aid-by-donor .textpoint text"))


def test_text_and_links_below_a_figure_stand_out_and_no_type_is_small(server, visit):
    page = drawn(visit(server).open("/trade"))
    page.locator("ol.milestones summary").first.click()
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        drawn(page)
        sizes = page.evaluate(
            "[...document.querySelectorAll('.stPlotlyChart text')].map(it => parseFloat(getComputedStyle(it).fontSize))"
        )
        assert min(sizes) >= 12
        for selector in ("ol.milestones a", ".credit", ".xtick text"):
            assert page.evaluate(CONTRAST, selector) >= 4.5, (selector, theme)


CONTRAST = """selector => {
  const canvas = document.createElement('canvas').getContext('2d');
  const over = (colour, ground) => {
    canvas.fillStyle = ground; canvas.fillRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = rgb => rgb.map(it => it / 255).map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
    .reduce((sum, it, at) => sum + it * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = getComputedStyle(document.querySelector('.stApp')).backgroundColor;
  const element = document.querySelector(selector), look = getComputedStyle(element);
  let opacity = 1;
  for (let it = element; it; it = it.parentElement) opacity *= Number(getComputedStyle(it).opacity);
  const ink = over(element instanceof SVGElement ? look.fill : look.color, ground), under = over(ground, ground);
  const seen = ink.map((it, at) => it * opacity + under[at] * (1 - opacity));
  const [bright, dim] = [light(seen), light(under)].sort((a, b) => b - a);
  return (bright + 0.05) / (dim + 0.05);
}"""


def test_on_paper_each_figure_is_whole_dark_on_white_and_no_control_is_printed(server, visit):
    page = drawn(visit(server, dark=True).open("/trade"))
    assert page.locator("[data-testid=stMain]").evaluate("it => it.scrollHeight") < 3000
    printed = page.pdf(format="A4", prefer_css_page_size=True, print_background=True)
    sheets = list(pypdfium2.PdfDocument(io.BytesIO(printed)))
    assert min(it.render(scale=0.3).to_numpy().mean() for it in sheets) > 220  # of 255, which is white
    texts = [it.get_textpage().get_text_range() for it in sheets]
    said = "\n".join(texts)
    assert "How measured" not in said
    assert "Link and cite" not in said
    assert "$1.7 bn" in said
    assert "2026" in said
    page.emulate_media(media="print")
    for selector in ("h1", ".credit", f"{TRADE} .xtick text", f"{TRADE} .legendtext", f"{TRADE} .textpoint text"):
        assert page.evaluate(CONTRAST, selector) >= 4.5, selector
    page.set_viewport_size({"width": 703, "height": 1000})
    wide = page.evaluate(
        "[...document.querySelectorAll('.stPlotlyChart .main-svg')].map(it => it.getBoundingClientRect().width)"
    )
    assert max(wide) <= 703


@pytest.mark.parametrize("dark", [False, True])
def test_a_picture_has_its_background_title_sources_and_address(server, visit, dark):
    seen = visit(server, dark=dark)
    kinds = "&".join(
        f"category={it}" for it in ("recognition", "diplomacy", "trade", "aid", "energy", "water", "security")
    )
    page = seen.open(f"/?figure=overview-trade&country=Uzbekistan&years=2012&years=2024&events=All+events&{kinds}")
    page.get_by_text("Download", exact=True).last.click()
    with page.expect_download() as drawn:
        page.locator("[data-picture=svg]").click()
    text = drawn.value.path().read_text(encoding="utf-8")
    assert page.locator("h2").first.inner_text().splitlines()[0] in text
    assert f'fill="{page.locator(".stApp").evaluate("it => getComputedStyle(it).backgroundColor")}"' in text
    assert "figure=overview-trade" in text
    assert "CC BY 4.0" in text
    address = [it for it in re.findall(r"<text[^>]*>([^<]*)</text>", text) if "=" in it]
    assert len(address) > 1  # broken into lines, or its end would be cut off
    assert "".join(address).endswith("category=security")
    with page.expect_download() as taken:
        page.locator("[data-picture=png]").click()
    content = taken.value.path().read_bytes()
    assert content.startswith(b"\x89PNG")
    assert int.from_bytes(content[16:20], "big") > 3000  # pixels across
    assert seen.errors == []


@pytest.mark.parametrize(
    ("width", "theme", "ground"), [(700, "light", "rgb(255, 255, 255)"), (360, "dark", "rgb(18, 24, 28)")]
)
def test_an_embedded_figure_is_one_chart_with_its_credit_and_a_way_back(server, visit, width, theme, ground):
    seen = visit(server, width=width, height=600)
    page = seen.page
    page.goto(f"{server}/country?figure=country-trade&state=Tajikistan&embed=true&embed_options={theme}_theme")
    expect(page.locator(".js-plotly-plot:visible")).to_have_count(1)
    expect(page.locator("h2:visible").first).to_contain_text("Tajikistan")
    expect(page.locator(".stApp")).to_have_css("background-color", ground)
    expect(page.get_by_role("link", name="Overview")).to_have_count(0)
    expect(page.get_by_role("radio")).to_have_count(0)
    back = page.locator(".credit a:visible").get_attribute("href")
    assert back.endswith("/country?figure=country-trade&state=Tajikistan")
    assert page.locator("[data-testid=stMain]").evaluate("it => it.scrollHeight") <= 610
