"""What the server says beside Streamlit's own: the script of the figures is named ahead, on pages alone."""

import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator

import pytest

from benchmarks._server import ROOT, serve


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serve(ROOT / "dashboard.py") as server:
        yield f"http://{server.address}"


@pytest.mark.parametrize("page", ["/", "/trade?country=Uzbekistan"])
def test_a_page_names_the_script_that_draws_its_figures(page, address):
    with urllib.request.urlopen(address + page) as answer:
        shown = re.fullmatch(r"<\./(\S+)>; rel=prefetch; as=script; crossorigin", answer.headers["Link"])
        assert shown
        assert b"<html" in answer.read()
    with urllib.request.urlopen(f"{address}/{shown[1]}") as script:
        assert script.status == 200
        assert script.headers["Link"] is None
        assert len(script.read()) > 1_000_000


def test_every_page_is_loaded_before_the_first_reader_comes(root):
    code = (
        "import sys, dashboard; from pages._app.navigation import discover;"
        "sys.exit(not all(f'pages.{name}.page' in sys.modules for name in ('overview', 'mirror', 'record')))"
    )
    subprocess.run([sys.executable, "-c", code], cwd=root, check=True, timeout=120)
