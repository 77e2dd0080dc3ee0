"""A page that a browser translates: what changes is replaced as a whole, and nothing breaks."""

from playwright.sync_api import expect

from tests.browser.conftest import settle
from tests.browser.test_browser import assert_whole

# As the translator of Chrome does it: each text gives way to two `font` elements with the translation, now and later.
TRANSLATOR = """() => {
  const translated = '«';
  const translate = root => {
    const texts = [], walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) texts.push(walk.currentNode);
    for (const it of texts) {
      const parent = it.parentElement;
      if (!parent || !it.data.trim() || it.data.startsWith(translated) || parent.closest('svg, script, style, textarea')) continue;
      const [outer, inner] = [0, 0].map(() => document.createElement('font'));
      inner.textContent = translated + it.data;
      outer.append(inner);
      it.replaceWith(outer);
    }
  };
  translate(document.body);
  new MutationObserver(changes => {
    for (const change of changes) {
      if (change.type === 'characterData') translate(change.target.parentNode ?? document.createElement('i'));
      for (const it of change.addedNodes) translate(it.nodeType === 3 ? it.parentNode ?? it : it);
    }
  }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""


def test_a_translated_page_says_what_its_new_chart_shows(server, visit):
    seen = visit(server)
    page = seen.open("/trade")
    page.evaluate(TRANSLATOR)
    heading, unit = page.locator("#trade-by-year"), page.locator(".stHeading:has(#trade-by-year) p")
    expect(heading).to_contain_text("«Uzbekistan's latest yearly turnover")
    page.locator(".st-key-country").get_by_text("Kazakhstan").click()
    settle(page)
    expect(heading).to_contain_text("«Kazakhstan's turnover")
    expect(heading).not_to_contain_text("Uzbekistan")
    page.locator(".st-key-trade_scale").get_by_text("Logarithmic").click()
    settle(page)
    expect(unit).to_contain_text("logarithmic scale")
    page.locator(".st-key-trade-by-year-part").get_by_text("Table").click()
    page.locator(".st-key-country").get_by_text("Tajikistan").click()
    settle(page)
    main = page.locator("[data-testid=stMain]")
    expect(main).to_contain_text("Kazakhstan and Tajikistan")
    page.locator(".st-key-country").get_by_text("Kazakhstan").click()
    settle(page)
    expect(main).not_to_contain_text("Kazakhstan's")
    expect(page.locator("li", has_text="Kazakhstan:")).to_have_count(0)
    assert_whole(seen)
