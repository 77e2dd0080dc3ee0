"""What the server sends before a script runs: title, description, preview, and the way for readers without scripts."""

import gzip
import re
import urllib.error
import urllib.request
from collections.abc import Iterator

import brotli
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
        return gzip.decompress(body).decode()


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


@pytest.mark.parametrize("form", ["br", "gzip"])
def test_scripts_are_sent_compressed_and_kept(address, form):
    page = sent(address)
    script = re.findall(r'<script type="module" crossorigin src="\./([^"]+)"', page)[0]
    plain = asked(f"{address}/{script}")
    packed = asked(f"{address}/{script}", form)
    assert packed.headers["Content-Encoding"] == form
    assert "immutable" in packed.headers["Cache-Control"]
    unpack = brotli.decompress if form == "br" else gzip.decompress
    body, whole = packed.read(), plain.read()
    assert unpack(body) == whole
    assert len(body) < len(whole) / 3
    assert packed.headers["Content-Type"].split(";")[0] == plain.headers["Content-Type"].split(";")[0]
    assert asked(f"{address}/trade", form).headers["Content-Encoding"] == form


def test_a_browser_that_takes_no_form_gets_the_script_as_it_is(address):
    script = re.findall(r'<script type="module" crossorigin src="\./([^"]+)"', sent(address))[0]
    assert asked(f"{address}/{script}", "br;q=0, identity").headers["Content-Encoding"] is None


@pytest.mark.parametrize("name", ["../../../../pyproject.toml", "js/none.js", "media/../index.html"])
def test_no_other_file_is_sent(address, name):
    try:
        body = asked(f"{address}/static/{name}", "gzip").read()
    except urllib.error.HTTPError:
        return
    assert b"<title>" in (
        gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
    )  # the page that stands for every address


def asked(address: str, form: str = ""):
    return urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": form} if form else {}))
