"""The first chart of a page is drawn before what stands below it comes; all of it comes, in its order."""

from playwright.sync_api import expect

FIRST = """
window.charts = 0;
window.shift = 0;
new MutationObserver(() => {
  const seen = document.querySelectorAll(".stPlotlyChart").length;
  const drawn = [...document.querySelectorAll(".js-plotly-plot:has(.subplot)")];
  if (!window.charts && drawn.some((it) => it.style.visibility !== "hidden")) window.charts = seen;
}).observe(document, { subtree: true, childList: true, attributes: true });
new PerformanceObserver((list) => list.getEntries().forEach((it) => { if (!it.hadRecentInput) window.shift += it.value; }))
  .observe({ type: "layout-shift", buffered: true });
"""


def test_the_first_chart_is_drawn_alone_and_all_others_follow(server, visit):
    page = visit(server).page
    page.goto(f"{server}/trade")  # so that the script that draws is at hand
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    headings = page.locator("h2").all_inner_texts()
    page.goto("about:blank")
    page.add_init_script(FIRST)
    page.goto(f"{server}/trade#reports")  # a section below the first chart
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    assert page.evaluate("window.charts") == 1
    assert page.evaluate("window.shift") < 0.05
    assert page.locator("h2").all_inner_texts() == headings
    expect(page.locator("#reports")).to_be_in_viewport()
