"""A server for all tests of a process, and Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
expect.set_options(timeout=30_000)  # as long as Playwright waits elsewhere: a busy machine needs it to draw
# Resolves when the page has not changed for 0.2 s, after three seconds at the latest: something may turn for ever.
AT_REST = """() => new Promise(rests => {
  let timer;
  const changed = new MutationObserver(() => { clearTimeout(timer); timer = setTimeout(ends, 200); });
  const ends = () => { changed.disconnect(); clearTimeout(latest); rests(); };
  const latest = setTimeout(ends, 3000);
  timer = setTimeout(ends, 200);
  changed.observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
})"""
# A deep link makes Streamlit look for its server below the page's own path first; it then finds it at the root.
PROBES = ("/_stcore/health", "/_stcore/host-config")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(
    scope="module"
)  # ends with its module: while Playwright stands, no other test can run a loop of its own
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("There is no Chromium: what only a browser shows would go untested.")
        pytest.skip("There is no Chromium on this machine; set CHROMIUM to its path.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def serve(folder: Path) -> Iterator[str]:
    """A server of its own on a free port, its output shown where it does not come up."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.headless=true",
               f"--server.port={port}", "--server.address=127.0.0.1", "--server.fileWatcherType=none"]  # fmt: skip
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        base = f"http://127.0.0.1:{port}"
        try:
            _wait_for(base, process)
            yield base
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(base: str, process: subprocess.Popen[str]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"the server ended: {process.stdout.read() if process.stdout else ''}")
        try:
            with urllib.request.urlopen(f"{base}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not come up within a minute")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    yield from serve(ROOT)


@dataclass
class Visit:
    """One visitor: a page, what its console said and what it asked other hosts for."""

    page: Page
    base: str
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda it: self.errors.append(f"{it.text} {it.location}") if self._wrong(it) else None)
        self.page.on("pageerror", lambda it: self.errors.append(str(it)))
        self.page.on("request", lambda it: self.foreign.append(it.url) if not self._own(it.url) else None)

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        self.page.locator("[data-testid=stMain] h1").wait_for(timeout=60_000)
        self.page.locator("#first-text").wait_for(state="detached", timeout=60_000)
        settle(self.page)
        return self.page

    def _wrong(self, message) -> bool:
        return message.type == "error" and not str(message.location.get("url", "")).endswith(PROBES)

    def _own(self, url: str) -> bool:
        return url.startswith((self.base, self.base.replace("http", "ws"), "data:", "blob:"))


def settle(page: Page) -> None:
    """Wait until the app has stopped running and what it drew stands."""
    page.wait_for_function(
        "() => { const app = document.querySelector('[data-testid=stApp]');"
        " return app && app.getAttribute('data-test-script-state') === 'notRunning'; }",
        timeout=60_000,
    )
    page.evaluate(AT_REST)


def drawn(page: Page) -> Page:
    """Wait until every element stands and nothing moves: what is half faded in has another colour."""
    settle(page)
    page.wait_for_function(
        "() => document.querySelector('[data-test-connection-state=CONNECTED]')"  # until then all controls are pale
        " && !document.querySelector('[data-testid=stSkeleton]')"
        " && [...document.querySelectorAll('.stPlotlyChart')].every(it => it.querySelector('.main-svg'))"
        " && document.getAnimations().every(it => it.playState !== 'running')"
    )
    return page


@pytest.fixture
def visit(chromium):
    """Open a page as somebody who has never been here: `visit(base, width=390, dark=True)`."""
    contexts = []

    def new(base: str, *, width: int = 1280, height: int = 900, dark: bool = False) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if dark else "light"
        )
        contexts.append(context)
        return Visit(context.new_page(), base)

    yield new
    for context in contexts:
        context.close()
