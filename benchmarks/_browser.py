"""Measure pages in a browser: first text, first chart, bytes and jumps, in Chromium with an empty cache.

On a slow line too.
"""

import base64
import contextlib
import math
import os
import shutil
import statistics
import time
from collections.abc import Generator, Sequence
from typing import Any, Final, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from benchmarks._load import Subject
from benchmarks._server import serve

ARGUMENTS: Final = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WAIT: Final = 300_000  # milliseconds to wait for a chart, on a slow line too
# Note when the page first has text, when it can be used and when it has a drawn chart: checked before each frame, in
# milliseconds of the page; and how far what stands there already is moved.
WATCH: Final = """
window.seen = {shift: 0};
const note = (name, found) => { if (found && !window.seen[name]) window.seen[name] = performance.now(); };
const look = () => {
  const app = document.querySelector('.stMainBlockContainer')?.innerText.trim();
  note('text', app || document.querySelector('#first-text')?.innerText.trim());
  note('app', app);
  note('chart', document.querySelector('.js-plotly-plot .main-svg .plot path, .js-plotly-plot .main-svg .trace'));
  const hasEnded = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning';
  note('chartless', app && hasEnded && !document.querySelector('.stPlotlyChart, [data-testid=stSkeleton]'));
  requestAnimationFrame(look);
};
requestAnimationFrame(look);
new PerformanceObserver(list => list.getEntries().forEach(it => { if (!it.hadRecentInput) window.seen.shift += it.value; }))
  .observe({type: 'layout-shift', buffered: true});
"""


class Line(NamedTuple):
    """The line between reader and server."""

    kbits: float  # a second
    delay_ms: float


SLOW: Final = Line(400, 400)


class Seen(NamedTuple):
    """One subject in a browser, on a server that has drawn the page before: the medians of all visits."""

    name: str
    text_ms: float
    app_ms: float  # when the app stands and can be used
    chart_ms: float  # not a number where a page opens without a chart
    shift: float  # layout shift, as Chromium reckons it
    sent_kb: float  # all answers as transferred, and the WebSocket
    requests: int


def look(subjects: Sequence[Subject], times: int, line: Line | None = None) -> list[Seen]:
    """Open each subject several times, each time with an empty cache.

    Args:
        subjects: what to open.
        times: how often.
        line: what stands between reader and server; without it nothing.

    Raises:
        RuntimeError: there is no Chromium, or a page shows an error.
    """
    with chromium() as browser:
        return [_look(browser, it, times, line) for it in subjects]


@contextlib.contextmanager
def chromium() -> Generator[Browser]:
    """Start Chromium, and close it when the block ends.

    Raises:
        RuntimeError: there is none.
    """
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        msg = "there is no Chromium; set CHROMIUM to its path"
        raise RuntimeError(msg)
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=ARGUMENTS)


def _look(browser: Browser, subject: Subject, times: int, line: Line | None) -> Seen:
    with serve(subject.script, *subject.options, folder=subject.folder) as server:
        address = f"http://{server.address}/{subject.page}"
        _visit(browser, address, None)  # so that the view is cached
        server.settle()
        visits = [_visit(browser, address, line) for _ in range(times)]
    medians = [statistics.median(values) for values in zip(*visits, strict=True)]
    return Seen(subject.name, *medians[:5], round(medians[5]))


def _visit(browser: Browser, address: str, line: Line | None) -> tuple[float, float, float, float, float, int]:
    """Open a page; return first text, app and first chart in milliseconds, the shift, kilobytes and requests."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page, counts = context.new_page(), {"bytes": 0.0, "requests": 0}
        page.set_default_timeout(WAIT)
        devtools = context.new_cdp_session(page)

        def loaded(event: dict[str, Any]) -> None:
            counts["bytes"] += event["encodedDataLength"]
            counts["requests"] += 1

        def received(event: dict[str, Any]) -> None:
            counts["bytes"] += len(_body(event))

        devtools.on("Network.loadingFinished", loaded)
        devtools.on("Network.webSocketFrameReceived", received)
        devtools.send("Network.enable")
        if line is not None:
            rate = line.kbits * 1000 / 8
            conditions = {"latency": line.delay_ms, "downloadThroughput": rate, "uploadThroughput": rate}
            devtools.send("Network.emulateNetworkConditions", {"offline": False, **conditions})
        page.add_init_script(WATCH)
        page.goto(address)
        deadline = time.monotonic() + WAIT / 1000
        while not page.evaluate(
            "window.seen.chart || window.seen.chartless"
        ):  # to wait within the page would be a script of another's
            if time.monotonic() > deadline:
                msg = f"{address} shows no chart within {WAIT / 1000:.0f} seconds"
                raise RuntimeError(msg)
            page.wait_for_timeout(20)
        page.wait_for_load_state("networkidle")
        if page.locator(".stException, .stAlertContainer:has([data-testid=stAlertContentError])").count():
            msg = f"{address} shows an error"
            raise RuntimeError(msg)
        seen = page.evaluate("window.seen")
        measured = (seen["text"], seen["app"], seen.get("chart", math.nan), seen["shift"])
        return *measured, counts["bytes"] / 1024, int(counts["requests"])


def _body(event: dict[str, Any]) -> bytes:
    """The bytes of a frame of a WebSocket; those of a binary one come in base64."""
    data = event["response"]["payloadData"]
    return base64.b64decode(data) if event["response"]["opcode"] == 2 else data.encode()
