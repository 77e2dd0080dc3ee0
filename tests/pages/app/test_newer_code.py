"""New code on disk is what readers get, without a hand on the server."""

import shutil
import time
import urllib.request

from benchmarks._server import ROOT, serve


def test_a_page_that_is_changed_on_disk_is_served_as_changed(tmp_path):
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "tests", ".hypothesis"))
    with serve(copy / "dashboard.py") as server:
        address = f"http://{server.address}/trade"
        assert "Has trade with Afghanistan grown" in sent(address)
        page = copy / "pages" / "trade" / "page.py"
        page.write_text(
            page.read_text(encoding="utf-8").replace("Has trade with", "Has the trade with", 1), encoding="utf-8"
        )
        until = time.monotonic() + 90
        while "Has the trade with" not in sent(address):
            assert time.monotonic() < until, "the old code is still served"
            time.sleep(0.5)


def sent(address: str) -> str:
    """The page as the server sends it; nothing while the server starts anew."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.read().decode()
    except OSError:
        return ""
