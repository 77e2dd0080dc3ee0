"""Measure pages in a browser: first text, first chart, bytes and requests, in Chromium with an empty cache."""

import os
import shutil
import statistics
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from benchmarks._load import Subject
from benchmarks._server import serve

ARGUMENTS: Final = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WAIT: Final = 60_000  # milliseconds to wait for a chart
# Note when the page first has text of its own and a drawn chart: checked before each frame, in milliseconds of the page.
WATCH: Final = """
window.seen = {};
const look = () => {
  const text = document.querySelector('.stMainBlockContainer')?.innerText.trim();
  if (text && !window.seen.text) window.seen.text = performance.now();
  if (document.querySelector('.js-plotly-plot .main-svg .plot path, .js-plotly-plot .main-svg .trace') && !window.seen.chart)
    window.seen.chart = performance.now();
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""


class Seen(NamedTuple):
    """One subject in a browser, on a server that has drawn the page before: the medians of all visits."""

    name: str
    text_ms: float
    chart_ms: float
    sent_kb: float  # all answers as transferred, and the WebSocket
    requests: int


def look(subjects: Sequence[Subject], times: int) -> list[Seen]:
    """Open each subject several times, each time with an empty cache.

    Raises:
        RuntimeError: there is no Chromium, or a page shows an error.
    """
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        msg = "there is no Chromium; set CHROMIUM to its path"
        raise RuntimeError(msg)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        return [_look(browser, it, times) for it in subjects]


def _look(browser: Browser, subject: Subject, times: int) -> Seen:
    with serve(subject.script, *subject.options, folder=subject.folder) as server:
        address = f"http://{server.address}/{subject.page}"
        _visit(browser, address)  # so that the view is cached
        visits = [_visit(browser, address) for _ in range(times)]
    medians = [statistics.median(values) for values in zip(*visits, strict=True)]
    return Seen(subject.name, *medians[:3], round(medians[3]))


def _visit(browser: Browser, address: str) -> tuple[float, float, float, int]:
    """Open a page; return first text and first chart in milliseconds, kilobytes, requests."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page, counts = context.new_page(), {"bytes": 0.0, "requests": 0}
        devtools = context.new_cdp_session(page)

        def loaded(event: dict[str, Any]) -> None:
            counts["bytes"] += event["encodedDataLength"]
            counts["requests"] += 1

        def received(event: dict[str, Any]) -> None:
            body = event["response"]
            counts["bytes"] += len(body["payloadData"]) * (0.75 if body["opcode"] == 2 else 1)  # binary frames: base64

        devtools.on("Network.loadingFinished", loaded)
        devtools.on("Network.webSocketFrameReceived", received)
        devtools.send("Network.enable")
        page.add_init_script(WATCH)
        page.goto(address)
        page.wait_for_function("window.seen.chart", timeout=WAIT)
        page.wait_for_load_state("networkidle")
        if page.locator(".stException, .stAlertContainer:has([data-testid=stAlertContentError])").count():
            msg = f"{address} shows an error"
            raise RuntimeError(msg)
        seen = page.evaluate("window.seen")
        return seen["text"], seen["chart"], counts["bytes"] / 1024, int(counts["requests"])
