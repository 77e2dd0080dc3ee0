"""The first text on a slow line: it is read before the app has come, and goes without a jump when the app stands."""

import pytest
from playwright.sync_api import expect

SHIFT = """
window.shift = 0;
new PerformanceObserver((list) => { for (const it of list.getEntries()) window.shift += it.value; })
  .observe({ type: "layout-shift", buffered: true });
"""
SLOW = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # 400 kbit/s
FASTER = {**SLOW, "latency": 50, "downloadThroughput": 1_000_000}


@pytest.mark.parametrize(
    ("path", "width", "shown"), [("/", 1280, ".states"), ("/country?state=Uzbekistan", 390, "dl.glance")]
)
def test_the_first_text_is_read_before_the_app_has_come_and_goes_without_a_jump(server, visit, path, width, shown):
    page = visit(server, width=width).page
    page.add_init_script(SHIFT)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 2})
    page.goto(server + path, wait_until="commit")
    expect(page.locator(f"#first-text {shown}")).to_be_visible()
    assert not page.locator("[data-testid=stApp]").count()
    while not page.evaluate("performance.getEntriesByName('first-contentful-paint').length"):
        page.wait_for_timeout(50)  # the page lets nobody wait within it: that would be a script of another
    (painted,) = page.evaluate(
        "performance.getEntriesByName('first-contentful-paint').map(it => it.startTime - "
        "performance.getEntriesByType('navigation')[0].responseStart)"
    )
    assert painted < 3_000
    words = page.locator(f"#first-text {shown}").inner_text()
    line.send("Network.emulateNetworkConditions", FASTER)
    page.locator("#first-text").wait_for(state="detached", timeout=60_000)
    expect(page.locator(f"[data-testid=stMain] {shown}")).to_be_visible()
    assert page.locator("[data-testid=stMain] h1").is_visible()
    assert page.locator(f"[data-testid=stMain] {shown}").inner_text() == words
    assert page.evaluate("window.shift") < 0.05
