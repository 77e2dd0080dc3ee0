"""What the server sends before a script runs: title, description, preview, and the way for readers without scripts."""

import re
import urllib.request
from collections.abc import Iterator

import pytest

from benchmarks._server import ROOT, serve
from pages._app.navigation import discover, question


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve(ROOT / "dashboard.py") as server:
        yield f"http://{server.address}"


def sent(address: str) -> str:
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})  # as every browser does
    with urllib.request.urlopen(asked) as answer:
        body = answer.read()
        assert answer.headers["Content-Length"] == str(len(body))
        assert answer.headers["ETag"] is None
        return body.decode()


def test_each_page_has_its_own_title_and_description(address):
    titles = {slug: re.findall(r"<title>(.*)</title>", sent(f"{address}/{slug}")) for slug in discover()}
    assert titles["overview"] == ["Amu Ledger"]
    assert titles["trade"] == ["Trade · Amu Ledger"]
    assert len({tuple(it) for it in titles.values()}) == len(discover())
    trade = sent(f"{address}/trade?country=Uzbekistan")
    assert f'<meta property="og:description" content="{question(discover()["trade"])} ' in trade
    assert f'<link rel="canonical" href="{address}/trade">' in trade
    assert "Streamlit</title>" not in trade


def test_the_address_of_an_unknown_page_is_no_html(address):
    with urllib.request.urlopen(f"{address}/%22%3E%3Cscript%3Ealert(1)%3C/script%3E") as answer:
        assert b"<script>alert(1)" not in answer.read()


def test_a_reader_without_scripts_finds_question_and_pages(address):
    noscript = re.findall(r"<noscript>(.*?)</noscript>", sent(f"{address}/aid"), re.DOTALL)
    assert len(noscript) == 1
    assert question(discover()["aid"]) in noscript[0]
    assert {f'href="./{slug}"' for slug in discover()} <= set(re.findall(r'href="[^"]*"', noscript[0]))
    assert "openapi.json" not in noscript[0]


def test_scripts_and_health_are_sent_as_they_are(address):
    with urllib.request.urlopen(f"{address}/_stcore/health") as answer:
        assert answer.read() == b"ok"
