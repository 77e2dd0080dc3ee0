"""The app also starts where a host runs `dashboard.py` as a plain script: without what the server adds, with every page."""

from streamlit.testing.v1 import AppTest

from pages._app.server import newer_code


def test_a_host_that_looks_for_no_app_gets_the_pages(root, monkeypatch):
    started = []
    monkeypatch.setattr(newer_code, "_watch", started.append)  # the thread would outlive the test
    newer_code.watch.cache_clear()
    app = AppTest.from_file(root / "dashboard.py", default_timeout=90).run()
    assert not app.exception
    assert app.title[0].value.startswith("How close is each state to Kabul?")
    assert app.get("plotly_chart")
    app.run()
    assert len(started) == 1  # one look at the files for the process, however many runs
