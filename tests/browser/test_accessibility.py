"""What everybody can use: axe where a reader opens something, keys, motion, 200 % zoom, paper."""

import io
import re

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.conftest import drawn, settle
from tests.browser.test_browser import address

# What Streamlit draws and we cannot mend: rule of axe, where, and why.
OF_STREAMLIT = [
    ("landmark-unique", ".stTable, .stPagination", "each table and each pager has the same name as the others"),
    ("scrollable-region-focusable", ".stTable", "a table takes the focus only once its width is measured"),
]
PARTS = ("Table", "Sources", "Download", "Link and cite", "How measured", "All events")
# Texts of charts that stand out less than 4.5:1 from the fills below them, or from the page.
FAINT = """() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
    return [[red, green, blue], alpha / 255];
  };
  const page = document.querySelector('.stApp'), [ground] = rgba(getComputedStyle(page).backgroundColor);
  const over = (element, under) => {
    const look = getComputedStyle(element), [colour, alpha] = rgba(look.fill);
    let seen = alpha * look.fillOpacity;
    for (let it = element; it !== page; it = it.parentElement) seen *= getComputedStyle(it).opacity;
    return colour.map((it, at) => it * seen + under[at] * (1 - seen));
  };
  const light = rgb => rgb.map(it => it / 255).map(it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4)
    .reduce((sum, it, at) => sum + it * [0.2126, 0.7152, 0.0722][at], 0);
  const covers = (shape, at, text) => shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING
    && shape.isPointInFill(at.matrixTransform(shape.getScreenCTM().inverse()));
  return [...document.querySelectorAll('.js-plotly-plot')].flatMap(figure => {
    const shapes = [...figure.querySelectorAll('.main-svg :is(path, rect)')].filter(it => {
      const { fill, fillOpacity } = getComputedStyle(it);
      return !it.closest('defs') && fill.startsWith('rgb') && fillOpacity > 0;
    });
    const texts = [...figure.querySelectorAll('.main-svg text')].filter(it => it.textContent.trim()
      && it.checkVisibility({ visibilityProperty: true }) && getComputedStyle(it).fillOpacity > 0);
    return texts.flatMap(text => {
      const box = text.getBoundingClientRect(), at = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
      const under = shapes.filter(it => covers(it, at, text)).reduce((below, it) => over(it, below), ground);
      const ink = over(text.querySelector('tspan[style*=fill]') || text, under);
      const [bright, dim] = [light(ink), light(under)].sort((a, b) => b - a), ratio = (bright + 0.05) / (dim + 0.05);
      return ratio < 4.5 ? [`${figure.closest('[class*=st-key-]').className}: ${text.textContent} ${ratio.toFixed(2)}`] : [];
    });
  });
}"""


OF_COLOURS = ("color-contrast", "link-in-text-block")  # all that the other theme can change


def violations(page: Page, *rules: str, within: str | None = None) -> list[str]:
    """What axe finds serious or moderate by all rules, or by some, but for what Streamlit alone can mend.

    Args:
        page: the page.
        rules: those that are tried; all of them where none is named.
        within: a selector of the part of the page that is looked at; the whole without it.
    """
    result = Axe().run(page, context=within, options={"runOnly": list(rules)} if rules else None).response
    found = [(rule, node) for rule in result["violations"] if rule["impact"] != "minor" for node in rule["nodes"]]
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule, node in found
        if not any(rule["id"] == known and _lies_in(page, node, selector) for known, selector, _ in OF_STREAMLIT)
    ]


def _lies_in(page: Page, node: dict, selector: str) -> bool:
    return page.locator(node["target"][-1]).first.evaluate("(it, selector) => !!it.closest(selector)", selector)


def test_axe_finds_nothing_in_any_part_of_a_figure(server, visit):
    page = drawn(visit(server).open("/trade"))
    control = page.locator(".st-key-trade-by-year-part")
    for part in PARTS:
        control.get_by_role("radio").filter(has_text=part).click()
        for theme, rules in (("light", ()), ("dark", OF_COLOURS)):
            page.emulate_media(color_scheme=theme)
            drawn(page)
            assert (part, theme, violations(page, *rules, within=".st-key-trade-by-year")) == (part, theme, [])


def test_axe_finds_nothing_in_an_event_that_a_reader_opens(server, visit):
    page = visit(server).open("/study")
    page.locator(".stExpander summary", has_text="About the event").click()
    page.locator(".stExpander a").first.wait_for()
    assert violations(drawn(page)) == []


FOCUSED = """() => {
  const it = document.activeElement, look = getComputedStyle(it), part = it.closest('[class*="-part"]');
  const seen = look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0 || look.boxShadow !== 'none';
  return { part: part && part.className.match(/st-key-(\\S+)-part/)[1], seen, is: it.outerHTML.slice(0, 200) };
}"""


def test_each_figure_is_reached_and_opened_by_keys_and_the_focus_is_seen(server, visit):
    page = drawn(visit(server).open("/recognition"))
    figures = {it.removesuffix("-part") for it in page.evaluate(
        "[...document.querySelectorAll('[class*=\"-part\"]')].flatMap(it => it.className.match(/(?<=st-key-)\\S+-part/) || [])"
    )}  # fmt: skip
    assert len(figures) == 4
    reached, unseen = set(), []
    for _ in range(400):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["part"] and at["part"] not in reached:
            reached.add(at["part"])
            page.keyboard.press("Space")
            settle(page)
            expect(page.locator(f".st-key-{at['part']}-part [aria-checked=true]")).to_have_text("Table")
        unseen += [at["is"]] * (not at["seen"])
        if reached == figures:
            break
    assert reached == figures
    assert unseen == []


def test_who_asks_for_no_motion_gets_none(server, visit):
    page = visit(server).page
    page.emulate_media(reduced_motion="reduce")
    page.goto(server + "/trade")
    page.locator("h1").first.wait_for()
    drawn(page)
    longest = page.evaluate("""Math.max(...[...document.querySelectorAll('*')].flatMap(it => {
      const look = getComputedStyle(it);
      return `${look.transitionDuration},${look.animationDuration}`.split(',').map(parseFloat);
    }))""")
    assert longest <= 0.001


SAID = """() => [...document.querySelectorAll('[data-testid=stMain] :is(h1, h2, h3, p, li, label, button, summary, th, td)')]
  .filter(it => it.checkVisibility({ visibilityProperty: true }) && !it.closest('.states, .modebar-container'))
  .map(it => it.innerText.trim()).filter(Boolean)"""


LABELS = """[...document.querySelectorAll('.stPlotlyChart')].map(it =>
  [...it.querySelectorAll('.main-svg :is(text:not(:has(.line)), .line)')]
    .filter(it => !it.closest('.annotation[data-index="0"]') && getComputedStyle(it).fillOpacity !== '0')
    .map(it => it.textContent.trim()))"""


@pytest.mark.parametrize("slug", ["overview", "trade", "aid", "recognition"])
def test_nothing_disappears_at_twice_the_size_and_on_paper_each_figure_stands_whole(slug, server, visit):
    page = drawn(visit(server).open(address(slug)))
    before = set(page.evaluate(SAID))
    page.set_viewport_size({"width": 640, "height": 450})
    drawn(page)
    assert before - set(page.evaluate(SAID)) == set()
    assert page.locator("[data-testid=stMain]").evaluate("it => it.scrollWidth - it.clientWidth") <= 1
    page.set_viewport_size({"width": 1280, "height": 900})
    drawn(page)
    labels = page.evaluate(LABELS)
    pages = _on_paper(page)
    assert labels
    for below in page.locator(".credit, .milestones summary").all_text_contents():
        assert any("".join(below.split()) in page for page in pages), below
    for figure in labels:
        # where letters of two texts touch, the PDF has them in another order
        assert max(sum("".join(it.split()) in page for it in figure) for page in pages) >= 0.9 * len(figure), figure
    page.emulate_media(media="print")
    controls = page.locator(
        "[data-testid=stMain] :is(button, input, select, [role=radio], [role=tab], .stExpander summary)"
    )
    assert [it for it in controls.all() if it.is_visible()] == []


def _on_paper(page: Page) -> list[str]:
    """The text of each printed page, without its spaces."""
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    return ["".join(it.get_textpage().get_text_range().split()) for it in pypdfium2.PdfDocument(io.BytesIO(printed))]


def test_on_paper_a_table_that_scrolls_stands_whole_and_leaves_no_page_empty(server, visit):
    page = drawn(visit(server).open("/corridors"))
    names = page.locator(".st-key-list-projects tbody td:first-child").all_inner_texts()
    pages = _on_paper(page)
    assert all(pages)
    assert len(names) > 30
    letters = re.sub(r"\W", "", "".join(pages))  # a line may end at a hyphen, which the text of a PDF leaves out
    assert [it for it in names if re.sub(r"\W", "", it) not in letters] == []
